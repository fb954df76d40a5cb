"""Running the commands against an endpoint with a fault."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from mujaz.model.waiting import Retries
from tests.bulk.building import ANSWER, record, rows, table, text
from tests.cli.running import Ran, mujaz
from tests.faults.batches import BatchFault
from tests.faults.fault import Fault
from tests.support.endpoint import Endpoint, Reply

__all__ = ["about", "brief", "bulk", "failures", "faulty", "in_words", "named", "quick", "together"]


def quick(patch: pytest.MonkeyPatch) -> None:
    """Make waits short; how long they are is tested where they are reckoned."""
    patch.setattr("mujaz.model.client.Retries", functools.partial(Retries, first=0.001, longest=0.05))
    patch.setattr("mujaz.bulk.pacing._REST", 0.001)
    patch.setattr("mujaz.bulk.transport._rest", lambda _: 0.001)


def named(faults: Iterable[Fault | BatchFault]) -> list[Any]:
    """The faults as parameters of a test."""
    return [pytest.param(fault, id=fault.name) for fault in faults]


def in_words(said: str) -> None:
    """A message for people: no traceback, no representation of an object, nothing that moves a cursor."""
    assert "Traceback" not in said
    assert "Error(" not in said
    assert "{'" not in said
    assert all(c == "\n" or c.isprintable() for c in said)


def about(request: dict[str, Any], number: int) -> bool:
    return text(number)[:60] in request["messages"][1]["content"]


def faulty(fault: Fault, number: int | None = None, *, times: int = 1 << 30) -> Callable[[dict[str, Any]], Reply | str]:
    """Answers with the fault: the first `times` requests about the article `number`, or about any."""
    left = [times]

    def script(request: dict[str, Any]) -> Reply | str:
        good = ANSWER(request)
        if (number is not None and not about(request, number)) or not left[0]:
            return good
        left[0] -= 1
        return fault.make(good)

    return script


def together(faults: Iterable[Fault]) -> tuple[int, Callable[[dict[str, Any]], Reply | str]]:
    """For faults of one article each, from article 1 on, in one run: how many articles, and the script. Article 0 is
    answered well."""
    numbered = dict(enumerate(faults, 1))

    def script(request: dict[str, Any]) -> Reply | str:
        good = ANSWER(request)
        return next((fault.make(good) for number, fault in numbered.items() if about(request, number)), good)

    return len(numbered) + 1, script


def brief(folder: Path, endpoint: Endpoint, *options: str) -> Ran:
    """`mujaz brief` of one article, a1."""
    (folder / "in.json").write_text(json.dumps(record(1)), encoding="utf-8")
    return mujaz(
        "brief", "in.json", "--base-url", endpoint.base_url, "--model", "scripted", *options, cwd=folder,
    )  # fmt: skip


def bulk(folder: Path, endpoint: Endpoint, *options: str, articles: int = 2) -> Ran:
    """`mujaz bulk run` of the articles a0, a1, ..."""
    table(folder / "in.jsonl", [record(number) for number in range(articles)])
    return mujaz(
        "bulk", "run", "in.jsonl", "--out", "run", "--base-url", endpoint.base_url, "--model", "scripted",
        *options, cwd=folder,
    )  # fmt: skip


def failures(folder: Path) -> dict[str, str]:
    """What became of each article: its kind of failure, or its state."""
    return dict(rows(folder / "run", "SELECT id, coalesce(failure, state) FROM article"))
