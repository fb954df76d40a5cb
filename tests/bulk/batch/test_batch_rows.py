"""Rows that fail, vanish, expire or come twice: every article ends in exactly one state, and what is done is kept."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.bulk.batch.running import open_rows, run, states
from tests.bulk.building import ANSWER, record, rows, table, text
from tests.support.batch_endpoint import BatchEndpoint, Line, Script, completion, failure

pytestmark = pytest.mark.slow


def about(request: dict[str, Any], number: int) -> bool:
    return text(number)[:40] in request["messages"][1]["content"]


def first_time(number: int, trouble: Line) -> Script:
    """Answers all, but for the first request about one article."""
    met: Counter[int] = Counter()

    def script(request: dict[str, Any]) -> Line | str:
        if about(request, number):
            met[number] += 1
            if met[number] == 1:
                return trouble
        return ANSWER(request)

    return script


@pytest.mark.parametrize(
    "trouble",
    [
        failure(500, "busy"),
        failure(429, "slow down"),
        Line(None, code="request_timeout"),
        Line(vanish=True, status=500),
        Line(None),
    ],
    ids=["500", "429", "timeout", "in neither file", "no reason"],
)
def test_a_row_without_an_answer_is_sent_again_alone(tmp_path: Path, trouble: Line) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(4)])
    with BatchEndpoint(first_time(2, trouble)) as endpoint:
        ran = run(tmp_path, endpoint)
    assert ran.returncode == 0, ran.stderr
    assert [len(endpoint.requests_of(batch)) for batch in endpoint.batches] == [4, 1]
    assert states(tmp_path) == {"done": 4}
    assert len(endpoint.paid) == 4


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (failure(500, "busy"), "unreachable"),
        (failure(429, "slow down"), "limited"),
        (Line(None, code="batch_expired"), "unreachable"),
        (Line(vanish=True, status=500), "unreachable"),
    ],
)
def test_a_row_that_never_gets_an_answer_fails_after_four_batches(tmp_path: Path, trouble: Line, kind: str) -> None:
    table(tmp_path / "in.jsonl", [record(1), record(2)])
    with BatchEndpoint(lambda request: trouble if about(request, 1) else ANSWER(request)) as endpoint:
        ran = run(tmp_path, endpoint)
    assert ran.returncode == 1
    assert len(endpoint.batches) == 4
    assert dict(rows(tmp_path / "run", "SELECT id, failure FROM article")) == {"a1": kind, "a2": None}
    assert rows(tmp_path / "run", "SELECT retryable, requests FROM article WHERE id = 'a1'") == [(1, 0)]


def test_a_refused_row_fails_at_once_with_the_reason_of_the_error_file(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1), record(2)])
    refused = failure(400, "this content is not processed here")
    with BatchEndpoint(lambda request: refused if about(request, 1) else ANSWER(request)) as endpoint:
        ran = run(tmp_path, endpoint)
    assert ran.returncode == 1
    assert len(endpoint.batches) == 1
    ((kind, message),) = rows(tmp_path / "run", "SELECT failure, message FROM article WHERE state = 'failed'")
    assert kind == "model"
    assert "this content is not processed here" in message


def test_a_reask_that_is_never_answered_keeps_the_draft_that_was_paid_for(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1)])

    def script(request: dict[str, Any]) -> Line | str:
        if len(request["messages"]) > 2:
            return failure(500, "busy")
        return ANSWER(request).replace('"evidence": [1]', '"evidence": [99]', 1)

    with BatchEndpoint(script) as endpoint:
        ran = run(tmp_path, endpoint)
    assert ran.returncode == 0, ran.stderr
    assert len(endpoint.batches) == 5
    assert states(tmp_path) == {"done": 1}


def test_an_expired_batch_keeps_what_was_done_and_the_rest_is_sent_again(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(5)])
    with BatchEndpoint(
        ANSWER,
        ends=lambda number: "expired" if number == 0 else "completed",
        done=lambda number: 2 if number == 0 else None,
    ) as endpoint:
        ran = run(tmp_path, endpoint)
    assert ran.returncode == 0, ran.stderr
    assert [len(endpoint.requests_of(batch)) for batch in endpoint.batches] == [5, 3]
    assert states(tmp_path) == {"done": 5}
    assert len(endpoint.paid) == 5


def test_a_row_that_comes_twice_is_taken_once(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1), record(2)])

    def script(request: dict[str, Any]) -> Line:
        made = completion(ANSWER(request))
        return Line(made.status, made.body, twice=True)

    with BatchEndpoint(script) as endpoint:
        ran = run(tmp_path, endpoint)
    assert ran.returncode == 0, ran.stderr
    assert rows(tmp_path / "run", "SELECT sum(requests), sum(prompt_tokens) FROM article") == [(2, 2000)]
    assert "twice" in ran.stderr


def test_an_account_without_credit_stops_the_run_and_keeps_what_was_done(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(3)])
    empty = failure(429, "You exceeded your current quota", code="insufficient_quota")
    with BatchEndpoint(lambda request: empty if about(request, 2) else ANSWER(request)) as endpoint:
        ran = run(tmp_path, endpoint)
    assert ran.returncode == 5
    assert "quota" in ran.stderr
    assert len(endpoint.batches) == 1
    assert states(tmp_path) == {"done": 2, "queued": 1}


def test_a_batch_that_is_refused_as_a_whole_stops_the_run_with_the_reason(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(3)])
    with BatchEndpoint(ANSWER, most_rows=2) as endpoint:
        ran = run(tmp_path, endpoint)
        assert ran.returncode == 5
        assert "too_many_tasks" in ran.stderr
        assert states(tmp_path) == {"queued": 3}
        assert run(tmp_path, endpoint, "--batch-rows", "2").returncode == 0
    assert states(tmp_path) == {"done": 3}
    assert len(endpoint.paid) == 3


def test_an_endpoint_that_queues_less_gets_smaller_or_fewer_batches(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(9)])
    with BatchEndpoint(ANSWER, most_queued=3, steps=2) as endpoint:
        ran = run(tmp_path, endpoint, "--batch-rows", "8")
    assert ran.returncode == 0, ran.stderr
    assert states(tmp_path) == {"done": 9}
    assert len(endpoint.paid) == 9
    assert open_rows(tmp_path) == 0
