"""Whole runs against a scripted endpoint on loopback: what is sent, what is kept, how it ends."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.bulk.building import ANSWER, record, rows, table, text
from tests.bulk.starting import Running, wait_for
from tests.cli.running import Ran, mujaz
from tests.support.drafts import segments_of
from tests.support.endpoint import Endpoint, Reply, error


def bulk(tmp_path: Path, endpoint: Endpoint | str, *options: str, source: str = "in.jsonl") -> Ran:
    address = endpoint if isinstance(endpoint, str) else endpoint.base_url
    return mujaz(
        "bulk", "run", source, "--out", "run", "--base-url", address, "--model", "scripted", *options, cwd=tmp_path
    )  # fmt: skip


def states(tmp_path: Path, run: str = "run") -> dict[str, int]:
    return dict(rows(tmp_path / run, "SELECT state, count(*) FROM article GROUP BY state"))


def asked(endpoint: Endpoint) -> Counter[str]:
    """How often each article was asked about, by its first segment."""
    return Counter(segments_of(request)[1] for request in endpoint.requests)


def test_every_article_gets_its_brief_and_a_second_start_asks_nothing(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(12)])
    with Endpoint(ANSWER) as endpoint:
        first = bulk(tmp_path, endpoint)
        again = bulk(tmp_path, endpoint)
    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert states(tmp_path) == {"done": 12}
    assert len(endpoint.requests) == 12
    exported = mujaz("bulk", "export", "run", "--format", "jsonl", "--table", "briefs", cwd=tmp_path).stdout
    briefs = [json.loads(line)["brief"] for line in exported.splitlines()]
    assert [brief["article"]["id"] for brief in briefs] == [f"a{number}" for number in range(12)]
    assert all(brief["schema"] == "mujaz/brief/1" for brief in briefs)


def test_articles_that_were_added_to_the_input_are_briefed_alone(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1), record(2)])
    with Endpoint(ANSWER) as endpoint:
        bulk(tmp_path, endpoint)
        table(tmp_path / "in.jsonl", [record(3), record(1), record(2)])
        bulk(tmp_path, endpoint)
    assert len(endpoint.requests) == 3
    assert states(tmp_path) == {"done": 3}


def test_one_bad_article_never_stops_the_run_and_can_be_retried_alone(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1), record(2, text="no Arabic at all here"), record(3), record(4)])
    bad = text(3)[:20]
    broken = True

    def script(request: dict[str, Any]) -> str:
        refuses = broken and bad in request["messages"][1]["content"]
        return "no JSON" if refuses else ANSWER(request)

    with Endpoint(script) as endpoint:
        first = bulk(tmp_path, endpoint, "--reasks", "1")
        assert first.returncode == 1
        assert states(tmp_path) == {"done": 2, "failed": 2}
        kinds = dict(rows(tmp_path / "run", "SELECT failure, requests FROM article WHERE state = 'failed'"))
        assert kinds == {"not_arabic": 0, "invalid": 2}
        broken = False
        before = len(endpoint.requests)
        again = bulk(tmp_path, endpoint, "--reasks", "1", "--retry-failed", "--failure", "invalid")
    assert again.returncode == 1  # one of another kind has still failed
    assert len(endpoint.requests) == before + 1
    assert states(tmp_path) == {"done": 3, "failed": 1}


def test_unreadable_lines_are_rows_of_the_ledger(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps(record(1)) + "\n{bad\n", encoding="utf-8")
    with Endpoint(ANSWER) as endpoint:
        ran = bulk(tmp_path, endpoint)
    assert ran.returncode == 1
    ((message,),) = rows(tmp_path / "run", "SELECT message FROM article WHERE failure = 'unreadable'")
    assert "line 2" in message


def test_a_429_and_a_server_error_are_waited_for_and_cost_no_article(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(6)])
    trouble = iter([error(429, "slow down", headers={"retry-after": "0.2"}), error(503, "busy"), Reply(hang_up=True)])

    def script(request: dict[str, Any]) -> Reply | str:
        return next(trouble, None) or ANSWER(request)

    with Endpoint(script) as endpoint:
        ran = bulk(tmp_path, endpoint)
    assert ran.returncode == 0, ran.stderr
    assert states(tmp_path) == {"done": 6}
    assert len(endpoint.requests) == 9


@pytest.mark.parametrize(
    "refusal",
    [
        error(401, "Incorrect API key provided"),
        error(404, "The model does not exist", code="model_not_found"),
        error(429, "quota", code="insufficient_quota"),
    ],
)
def test_a_wrong_key_or_model_or_an_empty_account_stops_at_once(tmp_path: Path, refusal: Reply) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(100)])
    with Endpoint(lambda _: refusal) as endpoint:
        ran = bulk(tmp_path, endpoint, "--max-concurrency", "4")
    assert ran.returncode == 5, ran.stderr
    assert len(endpoint.requests) <= 8
    assert set(states(tmp_path)) == {"queued"}


def test_an_endpoint_that_is_not_there_is_given_up_after_the_patience(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(6)])
    with Endpoint() as endpoint:
        address = endpoint.base_url
    ran = bulk(tmp_path, address, "--patience", "0.01")
    assert ran.returncode == 5
    assert "down" in ran.stderr
    assert states(tmp_path) == {"queued": 6}


def test_an_outage_is_waited_out_and_said(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(10)])
    down = [True] * 5

    def script(request: dict[str, Any]) -> Reply | str:
        return Reply(hang_up=True) if down and down.pop() else ANSWER(request)

    with Endpoint(script) as endpoint:
        ran = bulk(tmp_path, endpoint, "--max-concurrency", "1")  # so that five requests in a row fail
    assert ran.returncode == 0, ran.stderr
    assert states(tmp_path) == {"done": 10}
    assert "does not answer" in ran.stderr
    assert "answers again" in ran.stderr


def test_another_prompt_or_model_in_the_same_run_is_refused_with_what_differs(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1)])
    with Endpoint(ANSWER) as endpoint:
        bulk(tmp_path, endpoint)
        ran = bulk(tmp_path, endpoint, "--model", "other", "--reasks", "0")
        assert ran.returncode == 2
        assert "--model: 'scripted' in the run, 'other' asked for" in ran.stderr
        assert "--reasks: 1 in the run, 0 asked for" in ran.stderr
        assert len(endpoint.requests) == 1


def test_a_fork_keeps_briefs_while_the_model_is_asked_the_same(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1), record(2)])
    with Endpoint(ANSWER) as endpoint:
        bulk(tmp_path, endpoint)
        dropped = bulk(tmp_path, endpoint, "--unsupported", "drop", "--fork", "dropped")
        assert len(endpoint.requests) == 2
        other = bulk(tmp_path, endpoint, "--model", "other", "--fork", "other")
        assert len(endpoint.requests) == 4
        bulk(tmp_path, endpoint, "--model", "other", "--fork", "other")  # goes on, and finds nothing to do
        assert len(endpoint.requests) == 4
    assert (dropped.returncode, other.returncode) == (0, 0), dropped.stderr + other.stderr
    assert states(tmp_path, "dropped") == states(tmp_path, "other") == {"done": 2}
    assert rows(tmp_path / "dropped", "SELECT sum(prompt_tokens) FROM article") == [(0,)]


def test_the_budget_is_never_exceeded_and_what_is_left_stays_queued(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(30)])
    with Endpoint(ANSWER) as endpoint:
        ran = bulk(tmp_path, endpoint, "--budget-tokens", "60000", "--max-tokens", "2000")
        assert ran.returncode == 1
        assert "budget" in ran.stderr
        ((spent,),) = rows(tmp_path / "run", "SELECT sum(prompt_tokens + completion_tokens) FROM article")
        assert 30_000 < spent <= 60_000
        assert set(states(tmp_path)) == {"done", "queued"}
        count = len(endpoint.requests)
        again = bulk(tmp_path, endpoint, "--budget-tokens", "60000", "--max-tokens", "2000")
        assert again.returncode == 1
        ((spent,),) = rows(tmp_path / "run", "SELECT sum(prompt_tokens + completion_tokens) FROM article")
        assert spent <= 60_000
        assert len(endpoint.requests) <= count + 2


def test_costs_are_kept_at_the_given_price_and_unknown_prices_are_said(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1)])
    with Endpoint(ANSWER) as endpoint:
        unknown = bulk(tmp_path, endpoint)
        (tmp_path / "run").rename(tmp_path / "unpriced")
        bulk(tmp_path, endpoint, "--price-in", "1", "--price-out", "10")
        without = bulk(tmp_path, endpoint, "--budget-usd", "1")
    assert "the price is not known" in unknown.stderr
    assert rows(tmp_path / "unpriced", "SELECT cost_usd FROM article") == [(None,)]
    ((prompt, answer, cost),) = rows(tmp_path / "run", "SELECT prompt_tokens, completion_tokens, cost_usd FROM article")
    assert cost == pytest.approx((prompt + 10 * answer) / 1e6)
    assert without.returncode == 2
    assert "--price-in" in without.stderr


def test_the_log_has_a_line_for_every_article(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1), record(2, text="English only text here")])
    with Endpoint(ANSWER) as endpoint:
        bulk(tmp_path, endpoint, "--log-json", "log.jsonl")
    events = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert events[0]["event"] == "begun"
    assert events[-1]["event"] == "ended"
    assert {(event["event"], event["id"]) for event in events if "id" in event} == {("done", "a1"), ("failed", "a2")}


def test_no_more_requests_at_a_time_than_allowed(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(20)])
    with Endpoint(lambda request: Reply(ANSWER(request), delay=0.02)) as endpoint:
        bulk(tmp_path, endpoint, "--max-concurrency", "3")
    assert endpoint.most_at_once == 3


def test_worker_processes_share_the_limits_and_the_ledger(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(16)])
    with Endpoint(lambda request: Reply(ANSWER(request), delay=0.02)) as endpoint:
        ran = bulk(tmp_path, endpoint, "--processes", "2", "--max-concurrency", "4")
    assert ran.returncode == 0, ran.stderr
    assert states(tmp_path) == {"done": 16}
    assert len(endpoint.requests) == 16
    assert endpoint.most_at_once <= 4


def test_missing_input_and_a_wrong_kind_are_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with Endpoint(ANSWER) as endpoint:
        assert bulk(tmp_path, endpoint, source="empty").returncode == 2
        table(tmp_path / "in.jsonl", [record(1)])
        assert bulk(tmp_path, endpoint, "--retry-failed", "--failure", "bored").returncode == 2
        assert bulk(tmp_path, endpoint, "--field", "body").returncode == 2
    assert mujaz("bulk", "status", "nowhere", cwd=tmp_path).returncode == 2


def has_seen(endpoint: Endpoint, requests: int) -> bool:
    return len(endpoint.requests) >= requests


@pytest.mark.slow
def test_killed_again_and_again_every_article_ends_once_and_only_what_was_in_flight_is_paid_twice(
    tmp_path: Path,
) -> None:
    count = 40
    table(tmp_path / "in.jsonl", [record(number) for number in range(count)])
    in_flight = 0
    with Endpoint(lambda request: Reply(ANSWER(request), delay=0.03)) as endpoint:
        for at in (1, 12, 25):
            running = Running(tmp_path, endpoint)
            wait_for(partial(has_seen, endpoint, at))
            running.kill()
            in_flight += states(tmp_path).get("running", 0)
        code, said = Running(tmp_path, endpoint).end()
    assert code == 0, said
    assert "in flight when an earlier process died" in said
    assert states(tmp_path) == {"done": count}
    assert rows(tmp_path / "run", "SELECT count(*) FROM brief") == [(count,)]
    assert len(asked(endpoint)) == count
    assert in_flight <= 3 * (4 * 1.5 + 4)
    assert len(endpoint.requests) <= count + in_flight


def test_the_first_interruption_finishes_what_is_under_way_and_the_second_gives_it_up(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(12)])
    answers = threading.Event()
    with Endpoint(lambda request: Reply(ANSWER(request), until=answers)) as endpoint:
        running = Running(tmp_path, endpoint)
        wait_for(lambda: len(endpoint.requests) == 4)
        running.interrupt()
        running.until_it_says("interrupted")
        answers.set()
        code, said = running.end()
        assert code == 130, said
        assert states(tmp_path)["done"] == 4
        assert "running" not in states(tmp_path)
        assert len(endpoint.requests) == 4

        answers.clear()
        running = Running(tmp_path, endpoint)
        wait_for(lambda: len(endpoint.requests) == 8)
        running.interrupt()
        running.until_it_says("interrupted")
        running.interrupt()
        code, said = running.end()
        answers.set()
    assert code == 130, said
    assert states(tmp_path)["done"] == 4
    assert "running" not in states(tmp_path)
    assert rows(tmp_path / "run", "SELECT sum(lost), sum(crashes) FROM article") == [(4, 0)]


def test_status_tells_of_a_run_at_work_and_a_second_start_is_told_who_holds_it(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(10)])
    answers = threading.Event()
    with Endpoint(lambda request: Reply(ANSWER(request), until=answers)) as endpoint:
        running = Running(tmp_path, endpoint)
        wait_for(lambda: len(endpoint.requests) == 4)

        def told() -> dict[str, Any]:
            found: dict[str, Any] = json.loads(mujaz("bulk", "status", "run", "--json", cwd=tmp_path).stdout)
            return found

        wait_for(lambda: told()["live"])
        now = told()
        assert now["held_by"]["pid"] == running.pid
        assert now["total"] == 10
        assert now["live"]["in_flight"] == 4
        assert f"process {running.pid}" in mujaz("bulk", "status", "run", cwd=tmp_path).stdout
        second = bulk(tmp_path, endpoint)
        assert second.returncode == 2
        assert f"process {running.pid} on " in second.stderr
        answers.set()
        assert running.end()[0] == 0
    after = json.loads(mujaz("bulk", "status", "run", "--json", cwd=tmp_path).stdout)
    assert after["held_by"] is None
    assert after["states"]["done"] == 10


def descendants(pid: int) -> list[int]:
    """Child processes, and theirs after them."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return children + [one for child in children for one in descendants(child)]


@pytest.mark.parametrize("which", [0, 1], ids=["the first", "one forked from it"])
def test_a_worker_process_that_dies_costs_its_articles_and_not_the_run(tmp_path: Path, which: int) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(12)])
    answers = threading.Event()

    def script(request: dict[str, Any]) -> Reply:
        return Reply(ANSWER(request), until=answers)

    with Endpoint(script) as endpoint:
        running = Running(tmp_path, endpoint, "--processes", "2")
        wait_for(lambda: len(endpoint.requests) == 4)
        os.kill(descendants(running.pid)[which], signal.SIGKILL)
        answers.set()
        code, said = running.end()
    assert code == 0, said
    assert said.count("a worker process died") == 1
    assert states(tmp_path) == {"done": 12}
    ((lost,),) = rows(tmp_path / "run", "SELECT sum(lost) FROM article")
    assert 1 <= lost <= 10


def test_a_full_disk_ends_the_run_and_what_was_done_is_not_paid_again_when_there_is_room(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(60)])
    with Endpoint(ANSWER) as endpoint:
        code, said = Running(tmp_path, endpoint, largest_file=350_000).end()
        assert code == 2, said
        assert "the ledger cannot be written" in said
        assert rows(tmp_path / "run", "PRAGMA integrity_check") == [("ok",)]
        stopped = states(tmp_path)
        assert sum(stopped.values()) == 60
        assert 0 < stopped["done"] < 60
        assert bulk(tmp_path, endpoint).returncode == 0
    assert states(tmp_path) == {"done": 60}
    assert len(asked(endpoint)) == 60
    assert len(endpoint.requests) <= 60 + stopped.get("running", 0)


def test_an_output_that_cannot_be_written_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(1)])
    (tmp_path / "run").write_text("a file where the folder should be")
    with Endpoint(ANSWER) as endpoint:
        ran = bulk(tmp_path, endpoint)
    assert ran.returncode == 2
    assert "run" in ran.stderr
    assert endpoint.requests == []
