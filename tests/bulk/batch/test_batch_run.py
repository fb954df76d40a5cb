"""Whole runs by way of batches, against a stand-in of the Files and Batch API on loopback."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from tests.bulk.batch.running import open_rows, run, states
from tests.bulk.building import ANSWER, record, rows, table, text
from tests.cli.running import mujaz
from tests.support.batch_endpoint import BatchEndpoint, Line, completion, failure
from tests.support.drafts import as_json
from tests.support.endpoint import Endpoint, Reply


def test_every_article_gets_its_brief_and_a_second_start_asks_nothing(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(5)])
    with BatchEndpoint(ANSWER) as endpoint:
        first = run(tmp_path, endpoint)
        again = run(tmp_path, endpoint)
    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert states(tmp_path) == {"done": 5}
    assert (len(endpoint.paid), len(endpoint.batches), open_rows(tmp_path)) == (5, 1, 0)
    exported = mujaz("bulk", "export", "run", "--format", "jsonl", "--table", "briefs", cwd=tmp_path).stdout
    assert [json.loads(line)["brief"]["article"]["id"] for line in exported.splitlines()] == [f"a{n}" for n in range(5)]
    assert rows(tmp_path / "run", "SELECT sum(requests), sum(prompt_tokens) FROM article") == [(5, 5000)]
    assert list((tmp_path / "run" / "batches").iterdir()) == []


def test_parts_stay_within_the_limits_of_rows_and_bytes(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(5)])
    with BatchEndpoint(ANSWER, most_rows=2) as endpoint:
        ran = run(tmp_path, endpoint, "--batch-rows", "2")
    assert ran.returncode == 0, ran.stderr
    sizes = [len(endpoint.requests_of(batch)) for batch in endpoint.batches]
    assert sorted(sizes) == [1, 2, 2]
    longest = max(len(line) for file in endpoint.uploads.values() for line in file.splitlines() if b'"method"' in line)
    bound = longest + longest // 2
    (tmp_path / "run").rename(tmp_path / "by-rows")
    with BatchEndpoint(ANSWER, most_bytes=bound) as endpoint:
        ran = run(tmp_path, endpoint, "--batch-bytes", str(bound))
    assert ran.returncode == 0, ran.stderr
    assert len(endpoint.batches) == 5


def test_an_article_that_no_batch_can_hold_fails_alone(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1), record(2, text=text(2) + (" " + text(3)) * 40)])
    with BatchEndpoint(ANSWER) as endpoint:
        run(tmp_path, endpoint)
        small, large = sorted(len(line) for line in endpoint.uploads[endpoint.batches[0].file].splitlines())
        (tmp_path / "run").rename(tmp_path / "both")
        ran = run(tmp_path, endpoint, "--batch-bytes", str((small + large) // 2))
    assert ran.returncode == 1
    assert dict(rows(tmp_path / "run", "SELECT id, failure FROM article")) == {"a1": None, "a2": "too_long"}


def bad_evidence(request: dict[str, Any]) -> str:
    draft = json.loads(ANSWER(request))
    draft["summary"][0]["evidence"] = [99]
    return as_json(draft)


@pytest.mark.parametrize("first_answer", [lambda _: "no JSON", bad_evidence], ids=["invalid", "check error"])
def test_an_answer_with_errors_is_asked_again_with_the_words_of_a_live_run(tmp_path: Path, first_answer: Any) -> None:
    table(tmp_path / "in.jsonl", [record(1)])

    def script(request: dict[str, Any]) -> str:
        return str(first_answer(request)) if len(request["messages"]) == 2 else ANSWER(request)

    with BatchEndpoint(script) as endpoint:
        ran = run(tmp_path, endpoint)
    with Endpoint(script) as live:
        mujaz(
            "bulk", "run", "in.jsonl", "--out", "live", "--base-url", live.base_url, "--model", "scripted", cwd=tmp_path
        )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert len(endpoint.batches) == 2
    assert endpoint.paid == live.requests
    assert len(endpoint.paid[1]["messages"]) == 4
    assert rows(tmp_path / "run", "SELECT requests, prompt_tokens FROM article") == [(2, 2000)]
    briefs = [rows(tmp_path / name, "SELECT json FROM brief")[0][0] for name in ("run", "live")]
    made, made_live = (json.loads(zlib.decompress(data)) for data in briefs)
    assert made["summary"] == made_live["summary"]
    assert made["provenance"]["attempts"] == made_live["provenance"]["attempts"] == 2


@pytest.mark.parametrize(
    ("line", "reply", "kind"),
    [
        (completion("{", finish="length"), Reply("{", finish_reason="length"), "truncated"),
        (completion(None, refusal="I will not"), Reply(None, refusal="I will not"), "refused"),
        (completion("never JSON"), Reply("never JSON"), "invalid"),
    ],
)
def test_failures_are_of_the_kinds_of_a_live_run(tmp_path: Path, line: Line, reply: Reply, kind: str) -> None:
    table(tmp_path / "in.jsonl", [record(1)])
    with BatchEndpoint(lambda _: line) as endpoint:
        ran = run(tmp_path, endpoint)
    with Endpoint(lambda _: reply) as live:
        mujaz(
            "bulk", "run", "in.jsonl", "--out", "live", "--base-url", live.base_url, "--model", "scripted", cwd=tmp_path
        )  # fmt: skip
    assert ran.returncode == 1
    sql = "SELECT state, failure, requests FROM article"
    assert rows(tmp_path / "run", sql) == rows(tmp_path / "live", sql)
    assert rows(tmp_path / "run", sql)[0][:2] == ("failed", kind)


def test_articles_that_cannot_be_sent_fail_without_a_batch(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1, text="no Arabic at all here"), record(2)])
    with BatchEndpoint(ANSWER) as endpoint:
        ran = run(tmp_path, endpoint)
    assert ran.returncode == 1
    assert dict(rows(tmp_path / "run", "SELECT id, failure FROM article")) == {"a1": "not_arabic", "a2": None}
    assert len(endpoint.paid) == 1


def test_what_the_model_does_not_take_is_found_out_live_before_anything_is_sent(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1), record(2)])

    def live(request: dict[str, Any]) -> Line | str:
        return failure(400, "Unsupported value", param="temperature") if "temperature" in request else "no"

    with BatchEndpoint(ANSWER, live=live) as endpoint:
        ran = run(tmp_path, endpoint)
    assert ran.returncode == 0, ran.stderr
    assert len(endpoint.batches) == 1
    assert not any("temperature" in body for body in endpoint.paid)


def test_what_the_model_does_not_take_is_learnt_from_the_rows_of_a_batch_too(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1), record(2)])

    def script(request: dict[str, Any]) -> Line | str:
        refuses = "temperature" in request
        return failure(400, "Unsupported value", param="temperature") if refuses else ANSWER(request)

    with BatchEndpoint(script) as endpoint:
        ran = run(tmp_path, endpoint)
        assert ran.returncode == 0, ran.stderr
        assert len(endpoint.batches) == 2
        table(tmp_path / "in.jsonl", [record(1), record(2), record(3)])
        run(tmp_path, endpoint)
    assert len(endpoint.batches) == 3
    assert states(tmp_path) == {"done": 3}


def test_a_wrong_key_is_found_before_anything_is_uploaded(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1)])
    with BatchEndpoint(ANSWER, key="right") as endpoint:
        ran = run(tmp_path, endpoint)
    assert ran.returncode == 5
    assert endpoint.uploads == {}
    assert states(tmp_path).get("done") is None


def test_the_budget_is_never_exceeded(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(30)])
    with BatchEndpoint(ANSWER) as endpoint:
        ran = run(tmp_path, endpoint, "--budget-tokens", "25000", "--max-tokens", "2000")
    assert ran.returncode == 1
    assert "budget" in ran.stderr
    assert 10_000 < 1100 * len(endpoint.paid) <= 25_000
    assert set(states(tmp_path)) == {"done", "queued"}


def test_costs_come_from_the_usage_of_the_rows(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1)])
    with BatchEndpoint(ANSWER) as endpoint:
        run(tmp_path, endpoint, "--price-in", "1", "--price-out", "10")
    assert rows(tmp_path / "run", "SELECT cost_usd, uncounted FROM article") == [(pytest.approx(0.002), 0)]


def test_an_answer_without_usage_is_estimated_and_said(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1)])
    with BatchEndpoint(lambda request: completion(ANSWER(request), usage=False)) as endpoint:
        run(tmp_path, endpoint)
    ((uncounted, prompt),) = rows(tmp_path / "run", "SELECT uncounted, prompt_tokens FROM article")
    assert uncounted == 1
    assert prompt > 500
