"""What becomes of a statement that its evidence does not support: marked, dropped, or the article fails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeVar

from mujaz.errors import UnsupportedError
from mujaz.schema.brief import Brief, Finding, Support

__all__ = ["Policy", "apply", "count"]

Policy = Literal["mark", "drop", "fail"]

_LISTS = ("summary", "events", "entities", "caveats")
_ITEM = re.compile(r"/(summary|events|entities|caveats)/(\d+)(.*)")

T = TypeVar("T")


def count(brief: Brief) -> dict[Support, int]:
    """How many statements of a brief are verified, flagged and unsupported.

    Counted are the headline, summary sentences, events with their accounts, and caveats; not entities.
    """
    marks: list[Support] = [brief.headline.support]
    marks += [statement.support for statement in brief.summary]
    for event in brief.events:
        marks += [event.support, *(account.support for account in event.accounts)]
    marks += [caveat.support for caveat in brief.caveats]
    return {mark: marks.count(mark) for mark in ("verified", "flagged", "unsupported")}


def apply(brief: Brief, policy: Policy) -> Brief:
    """The brief under `policy`.

    "mark" leaves it as it is. "drop" takes out every unsupported item, keeps the findings of the others and says
    in one info finding what was dropped; an unsupported headline stays, marked, since a brief needs one. "fail"
    raises UnsupportedError when anything is unsupported, as does "drop" when no sentence of the summary is left.
    """
    unsupported = [finding for finding in brief.findings if finding.severity == "error"]
    if policy == "mark" or not unsupported:
        return brief
    if policy == "fail":
        raise UnsupportedError(
            f"{len(unsupported)} unsupported statements; first: {unsupported[0].path}: {unsupported[0].message}"
        )
    return _drop(brief)


def _drop(brief: Brief) -> Brief:
    kept = {
        name: [i for i, item in enumerate(getattr(brief, name)) if item.support != "unsupported"] for name in _LISTS
    }
    if not kept["summary"]:
        raise UnsupportedError("no sentence of the summary is supported by the article")
    dropped = {name: len(getattr(brief, name)) - len(kept[name]) for name in _LISTS}
    findings = [moved for finding in brief.findings if (moved := _moved(finding, kept)) is not None]
    listed = ", ".join(f"{n} of {name}" for name, n in dropped.items() if n)
    if listed:
        message = f"unsupported and left out: {listed}"
        findings.append(Finding(code="support.dropped", severity="info", path="", message=message))
    return brief.model_copy(
        update={
            **{name: _picked(getattr(brief, name), kept[name]) for name in _LISTS},
            "findings": findings,
        }
    )


def _moved(finding: Finding, kept: dict[str, list[int]]) -> Finding | None:
    """The finding with its path as it is after the drop; None when its item is gone."""
    match = _ITEM.fullmatch(finding.path)
    if match is None:
        return finding
    name, index, rest = match[1], int(match[2]), match[3]
    if index not in kept[name]:
        return None
    return finding.model_copy(update={"path": f"/{name}/{kept[name].index(index)}{rest}"})


def _picked(items: Sequence[T], indexes: Sequence[int]) -> list[T]:
    return [items[i] for i in indexes]
