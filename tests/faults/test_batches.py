"""Every fault in the row of a batch, and of the batch interface itself, on the command line."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mujaz.bulk.batch.provider import _told
from tests.bulk.batch.running import run, states
from tests.bulk.building import ANSWER, record, rows, table
from tests.cli.running import Ran
from tests.faults.batches import BATCH_FAULTS, BatchFault
from tests.faults.fault import Fault
from tests.faults.faults import FAULTS
from tests.faults.running import about, failures, faulty, in_words, named, quick, together
from tests.support.batch_endpoint import BatchEndpoint, Line
from tests.support.endpoint import Reply, payload_of

pytestmark = pytest.mark.slow


def probe(_: dict[str, Any]) -> str:
    """Answers the question which parts of a request are taken."""
    return "{}"


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)
    monkeypatch.setattr("mujaz.bulk.batch.provider._LONGEST_WAIT", 0.01)


def as_line(reply: Reply | str, request: dict[str, Any]) -> Line | str:
    """A reply as the row of a result file."""
    return reply if isinstance(reply, str) else Line(reply.status, json.loads(payload_of(reply, request)))


@pytest.mark.parametrize("fault", named(fault for fault in FAULTS if fault.batch and fault.batch.kind == "stops"))
def test_a_row_that_every_other_would_meet_too_stops_the_run(tmp_path: Path, fault: Fault) -> None:
    script = faulty(fault, 1)
    table(tmp_path / "in.jsonl", [record(number) for number in range(3)])
    with BatchEndpoint(lambda request: as_line(script(request), request), live=probe) as endpoint:
        ran = run(tmp_path, endpoint)
    assert ran.returncode == 5, ran.stderr
    assert failures(tmp_path) == {"a0": "done", "a1": "queued", "a2": "done"}
    in_words(ran.stderr)


ROWS = [fault for fault in FAULTS if fault.batch and fault.batch.kind != "stops"]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran, Counter[int]]:
    """A run by way of batches with an article for each fault of a row, and how often each was asked about."""
    folder, asked = tmp_path_factory.mktemp("rows"), Counter[int]()
    articles, script = together(ROWS)

    def answer(request: dict[str, Any]) -> Line | str:
        asked.update(number for number in range(articles) if about(request, number))
        return as_line(script(request), request)

    table(folder / "in.jsonl", [record(number) for number in range(articles)])
    with BatchEndpoint(answer, live=probe) as endpoint:
        return folder, run(folder, endpoint), asked


@pytest.mark.parametrize("fault", named(ROWS))
def test_a_row_with_a_fault_ends_as_the_list_says(batch: tuple[Path, Ran, Counter[int]], fault: Fault) -> None:
    (folder, ran, asked), row, number = batch, fault.batch, 1 + ROWS.index(fault)
    assert row is not None
    assert ran.returncode == 1, ran.stderr
    assert failures(folder)[f"a{number}"] == row.kind
    assert asked[number] == row.requests
    assert sum(f"a{number}: " in line for line in ran.stderr.splitlines()) == (row.kind != "done")
    in_words(ran.stderr)
    ((prompt,),) = rows(folder / "run", f"SELECT prompt_tokens FROM article WHERE id = 'a{number}'")
    assert prompt < 10_000
    assert bool(prompt) == row.paid


class Refusing:
    """Refuses a call so many times."""

    def __init__(self, fault: BatchFault, times: int) -> None:
        self._fault, self._left = fault, times

    def __call__(self, call: str) -> int | Reply | None:
        if call != self._fault.call or not self._left:
            return None
        self._left -= 1
        return self._fault.refusal


def refused(tmp_path: Path, fault: BatchFault, times: int, *options: str) -> tuple[Any, BatchEndpoint]:
    table(tmp_path / "in.jsonl", [record(number) for number in range(2)])
    refusing: dict[str, Any] = {"after" if fault.late else "before": Refusing(fault, times)}
    with BatchEndpoint(ANSWER, live=probe, **refusing) as endpoint:
        return run(tmp_path, endpoint, "--timeout", "5", *options), endpoint


@pytest.mark.parametrize("fault", named(fault for fault in BATCH_FAULTS if fault.mends))
def test_a_fault_of_the_batch_interface_that_passes_costs_nothing_twice(tmp_path: Path, fault: BatchFault) -> None:
    ran, endpoint = refused(tmp_path, fault, 1, "--patience", "1")
    assert ran.returncode == 0, ran.stderr
    assert states(tmp_path) == {"done": 2}
    assert len(endpoint.paid) == 2
    assert len(endpoint.batches) == 1


@pytest.mark.parametrize("fault", named(BATCH_FAULTS))
def test_a_fault_of_the_batch_interface_that_stays_ends_the_run_and_the_next_goes_on(
    tmp_path: Path, fault: BatchFault
) -> None:
    patience = "0.0005" if fault.lasting.code else "1"
    ran, endpoint = refused(tmp_path, fault, 1 << 30, "--patience", patience)
    assert ran.returncode == fault.lasting.code, ran.stderr
    assert fault.lasting.says in ran.stderr
    assert "Traceback" not in ran.stderr
    assert states(tmp_path) == {fault.state: 2}
    assert len(endpoint.paid) <= 2


@pytest.mark.parametrize(
    "odd",
    [
        {"status": {}, "errors": {"data": ["x", {"code": 1, "message": [], "line": "9"}]}, "request_counts": []},
        {"status": "completed", "output_file_id": 7, "errors": "none", "request_counts": {"completed": "2"}},
        {"status": None, "metadata": "x", "errors": {"data": "none"}, "request_counts": {"completed": True}},
    ],
)  # fmt: skip
def test_a_batch_described_in_wrong_types_is_taken_for_what_can_be_read_of_it(odd: dict[str, Any]) -> None:
    told = _told({"id": "batch_0", **odd})
    assert told.id == "batch_0"
    assert told.status in ("in_progress", "completed")
    assert (told.output, told.completed, told.failed) == (None, None, None)
    assert all(problem.line is None for problem in told.problems)
