"""Two at a time: the second is told, or waits, and nobody's work is lost."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mujaz.bulk import lock
from mujaz.bulk.errors import RunHeldError
from mujaz.disk.lock import alone
from mujaz.errors import RecordingError
from mujaz.evaluation import baseline
from mujaz.recording.manifest import Manifest
from tests.bulk.building import ANSWER, record, rows, table
from tests.bulk.starting import Running, wait_for
from tests.cli.running import mujaz
from tests.gate.runs import settings
from tests.gate.test_baseline import flat
from tests.recording.building import article, recorder, replay
from tests.recording.building import record as record_set
from tests.support.drafts import answer_from_prompt
from tests.support.endpoint import Endpoint, Reply

pytestmark = pytest.mark.slow


def at_the_same_time(*works: Callable[[], Any]) -> None:
    raised: list[BaseException] = []

    def run(work: Callable[[], Any]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - told below
            raised.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert raised == []


def test_a_second_bulk_run_is_told_who_holds_the_run_and_a_killed_one_lets_it_go(tmp_path: Path) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(6)])
    answers = threading.Event()
    begun = time.time()
    with Endpoint(lambda request: Reply(ANSWER(request), until=answers)) as endpoint:
        command = ("bulk", "run", "in.jsonl", "--out", "run", "--base-url", endpoint.base_url, "--model", "scripted")
        running = Running(tmp_path, endpoint)
        wait_for(lambda: len(endpoint.requests) == 4)
        second = mujaz(*command, cwd=tmp_path)
        assert second.returncode == 2
        (said,) = second.stderr.splitlines()
        assert f"process {running.pid} on {socket.gethostname()}, since 20" in said
        assert len(endpoint.requests) == 4
        told = json.loads((tmp_path / "run" / lock.FILE).read_text())
        assert begun - 1 <= told["since"] <= time.time()
        running.kill()
        answers.set()
        after = mujaz(*command, cwd=tmp_path)
    assert after.returncode == 0, after.stderr
    assert "did not end properly" in after.stderr
    assert rows(tmp_path / "run", "SELECT state, count(*) FROM article GROUP BY state") == [("done", 6)]


def test_a_number_that_another_process_has_by_now_holds_nobody_up(tmp_path: Path) -> None:
    """The system gives a dead process's number to a new one; it is not asked, the lock is."""
    said = {"pid": os.getppid(), "host": socket.gethostname(), "since": 0}
    (tmp_path / lock.FILE).write_text(json.dumps(said))
    assert lock.holder(tmp_path) is None
    with lock.held(tmp_path) as stale:
        assert f"process {os.getppid()} on" in (stale or "")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[1]", b'{"pid": "x"}', b"null"])
def test_a_damaged_word_about_the_holder_holds_nobody_up(tmp_path: Path, content: bytes) -> None:
    (tmp_path / lock.FILE).write_bytes(content)
    with lock.held(tmp_path):
        with pytest.raises(RunHeldError, match=f"process {os.getpid()} on"), lock.held(tmp_path):
            pass


def test_asking_who_holds_a_run_never_keeps_one_from_starting(tmp_path: Path) -> None:
    (tmp_path / lock.FILE).write_text(json.dumps({"pid": 1, "host": "elsewhere", "since": 0}))
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            lock.holder(tmp_path)

    def start() -> None:
        try:
            for _ in range(150):
                with lock.held(tmp_path):
                    pass
        finally:
            over.set()

    at_the_same_time(ask, start)


def test_two_recordings_into_one_folder_keep_each_others_articles(tmp_path: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:

        def work(names: str) -> None:
            asyncio.run(record_set(endpoint, tmp_path / "set", *[article(name) for name in names]))

        at_the_same_time(lambda: work("abcd"), lambda: work("efgh"), lambda: work("ijka"))
    manifest = Manifest.load(tmp_path / "set")
    assert manifest is not None
    assert "".join(sorted(manifest.articles)) == "abcdefghijk"
    asyncio.run(replay(tmp_path / "set", *[article(name) for name in "abcdefghijk"]))
    assert not list((tmp_path / "set").glob(".*"))


def test_two_brief_commands_record_into_one_folder(tmp_path: Path) -> None:
    """As processes of their own, overlapping from the first request to the last."""
    from tests.cli.running import process
    from tests.recording.building import NEWS

    both = threading.Event()

    def script(body: dict[str, Any]) -> Reply:
        if len(endpoint.requests) == 2:
            both.set()
        return Reply(answer_from_prompt(body), until=both)

    with Endpoint(script) as endpoint:
        for name in "ab":
            (tmp_path / f"{name}.txt").write_text(NEWS, encoding="utf-8")

        def work(name: str) -> None:
            options = ("--base-url", endpoint.base_url, "--model", "m", "--record", "set")
            assert process("brief", f"{name}.txt", *options, cwd=tmp_path).returncode == 0

        at_the_same_time(lambda: work("a"), lambda: work("b"))
    ran = mujaz("brief", "a.txt", "b.txt", "--replay", "set", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr


async def test_two_runs_that_complete_one_set_would_pay_twice(tmp_path: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        async with recorder(endpoint, tmp_path, keep=True) as first:
            await first.abrief(article("a"))
            asked = len(endpoint.requests)
            async with recorder(endpoint, tmp_path, keep=True) as second:
                with pytest.raises(RecordingError, match="another run is recording this set"):
                    await second.abrief(article("b"))
                assert len(endpoint.requests) == asked
        async with recorder(endpoint, tmp_path, keep=True) as third:
            await third.abrief(article("b"))
    assert len(endpoint.requests) > asked


def test_a_recording_of_another_model_is_not_mixed_in_by_a_run_at_the_same_time(tmp_path: Path) -> None:
    async def work(endpoint: Endpoint) -> None:
        from mujaz import Summarizer

        async with recorder(endpoint, tmp_path) as first:
            async with Summarizer("other", base_url=endpoint.base_url, record=tmp_path) as second:
                await first.abrief(article("a"))  # made when neither knew of the other
                with pytest.raises(RecordingError, match="the model is m there, other here"):
                    await second.abrief(article("b"))

    with Endpoint(answer_from_prompt) as endpoint:
        asyncio.run(work(endpoint))
    assert set((Manifest.load(tmp_path) or pytest.fail("gone")).articles) == {"a"}


def test_of_two_that_bless_the_second_is_held_against_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "main.json"
    baseline.bless(flat(0.7), path, settings())
    waits = threading.Event()
    real = baseline._means

    def means(*given: Any) -> Any:
        waits.set()
        return real(*given)

    with alone(tmp_path / ".main.json.lock"):
        monkeypatch.setattr(baseline, "_means", means)
        second = threading.Thread(target=baseline.bless, args=(flat(0.72), path, settings()))
        second.start()
        waits.wait(60)
        second.join(0.2)
        assert second.is_alive()
        found = baseline.load(path)
        better = found.model_copy(update={"floors": {**found.floors, "event_f1": 0.75}})
        path.write_text(better.to_json(), encoding="utf-8")
    second.join()
    assert baseline.load(path).floors["event_f1"] == pytest.approx(0.75)
    assert [left.name for left in tmp_path.iterdir()] == ["main.json"]


def test_many_that_bless_at_the_same_time_lose_no_floor(tmp_path: Path) -> None:
    path = tmp_path / "main.json"
    values = [0.70, 0.71, 0.72, 0.73]
    at_the_same_time(*[lambda value=value: baseline.bless(flat(value), path, settings()) for value in values])
    assert baseline.load(path).floors["event_f1"] == pytest.approx(0.73)
