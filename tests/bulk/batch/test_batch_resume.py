"""Killed, interrupted or cancelled at any step: nothing is lost, and nothing is paid twice."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.bulk.batch.running import Process, open_rows, run, states
from tests.bulk.building import ANSWER, record, rows, table
from tests.cli.running import mujaz
from tests.support.batch_endpoint import BatchEndpoint

pytestmark = pytest.mark.slow


class Death:
    """Kills the process when the endpoint is called for something the n-th time, before or after it takes effect."""

    def __init__(self, what: str, when: str, nth: int = 1) -> None:
        self.what, self.when, self.left = what, when, nth
        self.victim: Process | None = None

    def before(self, name: str) -> int | None:
        return self._strike(name) if self.when == "before" else None

    def after(self, name: str) -> int | None:
        return self._strike(name) if self.when == "after" else None

    def _strike(self, name: str) -> int | None:
        if name != self.what or self.victim is None:
            return None
        self.left -= 1
        if self.left:
            return None
        self.victim.kill()
        return 0


@pytest.mark.parametrize(
    ("what", "when", "nth"),
    [
        ("upload", "before", 1),
        ("upload", "after", 1),
        ("create", "before", 1),
        ("create", "after", 1),
        ("create", "after", 2),
        ("retrieve", "after", 2),
        ("content", "before", 1),
        ("content", "after", 1),
    ],
)
def test_killed_at_a_step_the_next_start_goes_on_and_pays_nothing_twice(
    tmp_path: Path, what: str, when: str, nth: int
) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(5)])
    death = Death(what, when, nth)
    with BatchEndpoint(ANSWER, before=death.before, after=death.after) as endpoint:
        process = Process(tmp_path, endpoint, "--batch-rows", "3")
        death.victim = process
        code, _ = process.end()
        assert code == -signal.SIGKILL
        death.victim = None
        ran = run(tmp_path, endpoint, "--batch-rows", "3")
    assert ran.returncode == 0, ran.stderr
    assert states(tmp_path) == {"done": 5}
    assert (len(endpoint.paid), len(endpoint.batches)) == (5, 2)
    assert open_rows(tmp_path) == 0
    assert rows(tmp_path / "run", "SELECT count(*) FROM brief") == [(5,)]
    assert rows(tmp_path / "run", "SELECT sum(requests), sum(lost) FROM article") == [(5, 0)]


def test_killed_while_it_collects_it_goes_on_with_the_rows_that_are_left(tmp_path: Path) -> None:
    count = 150
    table(tmp_path / "in.jsonl", [record(number) for number in range(count)])
    with BatchEndpoint(ANSWER) as endpoint:
        process = Process(tmp_path, endpoint)
        done = 0
        while process.process.poll() is None and not done:
            if (tmp_path / "run" / "ledger.sqlite").exists() and endpoint.paid:
                done = states(tmp_path).get("done", 0)
        process.kill()
        process.end()
        assert 0 < states(tmp_path)["done"] <= count
        ran = run(tmp_path, endpoint)
    assert ran.returncode == 0, ran.stderr
    assert states(tmp_path) == {"done": count}
    assert len(endpoint.paid) == count
    assert rows(tmp_path / "run", "SELECT sum(requests), min(requests) FROM article") == [(count, 1)]


def test_a_batch_whose_making_was_not_answered_is_found_and_not_made_again(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(5)])
    silent = [True, True]

    def after(name: str) -> int | None:
        return 0 if name == "create" and silent and silent.pop() else None

    with BatchEndpoint(ANSWER, after=after) as endpoint:
        ran = run(tmp_path, endpoint, "--batch-rows", "2")
    assert ran.returncode == 0, ran.stderr
    assert (len(endpoint.paid), len(endpoint.batches)) == (5, 3)


def test_an_endpoint_that_fails_for_a_moment_is_asked_again(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1)])
    trouble = {"upload": 503, "create": 429, "retrieve": 0, "content": 502}

    with BatchEndpoint(ANSWER, before=lambda name: trouble.pop(name, None)) as endpoint:
        ran = run(tmp_path, endpoint)
    assert ran.returncode == 0, ran.stderr
    assert trouble == {}
    assert (len(endpoint.paid), len(endpoint.batches)) == (1, 1)


def interrupted(tmp_path: Path, endpoint: BatchEndpoint) -> str:
    """Start a run, interrupt it when its batch is in progress, and return what it said."""
    process = Process(tmp_path, endpoint)
    assert process.process.stderr is not None
    said = ""
    for line in process.process.stderr:
        said += line
        if "batch batch_" in line:
            break
    process.process.send_signal(signal.SIGINT)
    code, rest = process.end()
    assert code == 130, said + rest
    return said + rest


def test_an_interruption_leaves_the_batch_running_and_the_same_command_collects_it(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(3)])
    with BatchEndpoint(ANSWER, steps=10**9) as endpoint:
        said = interrupted(tmp_path, endpoint)
        assert "go on at the endpoint" in said
        assert "mujaz bulk cancel" in said
        assert states(tmp_path) == {"submitted": 3}
        assert "batch batch_0" in mujaz("bulk", "status", "run", cwd=tmp_path).stdout
        endpoint.steps = 1
        table(tmp_path / "in.jsonl", [record(0)])  # the articles are in the ledger
        assert run(tmp_path, endpoint).returncode == 0
    assert states(tmp_path) == {"done": 3}
    assert (len(endpoint.paid), len(endpoint.batches)) == (3, 1)


def test_after_a_cancellation_what_was_done_is_collected_and_the_rest_is_sent_by_the_start_after_that(
    tmp_path: Path,
) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(5)])
    with BatchEndpoint(ANSWER, steps=10**9, done=lambda number: 2 if number == 0 else None) as endpoint:
        interrupted(tmp_path, endpoint)
        cancelled = mujaz("bulk", "cancel", "run", cwd=tmp_path)
        assert cancelled.returncode == 0, cancelled.stderr
        assert endpoint.batches[0].status == "cancelling"
        collected = run(tmp_path, endpoint)
        assert collected.returncode == 130
        assert "cancelled" in collected.stderr
        assert states(tmp_path) == {"done": 2, "queued": 3}
        assert len(endpoint.batches) == 1
        endpoint.steps = 1
        assert run(tmp_path, endpoint).returncode == 0
    assert states(tmp_path) == {"done": 5}
    assert len(endpoint.paid) == 5


def test_a_batch_that_the_endpoint_does_not_know_stops_the_run_and_is_given_up_only_when_asked(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1)])
    with BatchEndpoint(ANSWER, steps=10**9) as endpoint:
        interrupted(tmp_path, endpoint)
        endpoint.batches.clear()
        ran = run(tmp_path, endpoint)
        assert ran.returncode == 5
        assert "--forget" in ran.stderr
        assert states(tmp_path) == {"submitted": 1}
        assert mujaz("bulk", "cancel", "run", cwd=tmp_path).returncode == 1
        assert states(tmp_path) == {"submitted": 1}
        assert mujaz("bulk", "cancel", "run", "--forget", cwd=tmp_path).returncode == 0
        assert rows(tmp_path / "run", "SELECT state, lost FROM article") == [("queued", 1)]
        endpoint.steps = 1
        assert run(tmp_path, endpoint).returncode == 0
    assert states(tmp_path) == {"done": 1}
