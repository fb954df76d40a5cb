"""The ledger after a power cut: it opens, is sound, has every row whose change was reported, and the run goes on."""

from __future__ import annotations

import contextlib
import itertools
import json
import random
import shutil
import sqlite3
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mujaz.bulk.entries import Spent
from mujaz.bulk.ledger import Ledger
from mujaz.bulk.ledger_schema import FILE
from tests.bulk.building import ANSWER, admit, articles, record, rows, table
from tests.cli.running import mujaz
from tests.support.drafts import segments_of
from tests.support.endpoint import Endpoint

pytestmark = pytest.mark.slow

WAL = f"{FILE}-wal"
PAGE = 4096

Files = tuple[bytes, bytes]
"""The database, and the log of what was committed since it was last brought up to date."""


def files_of(folder: Path) -> Files:
    return (folder / FILE).read_bytes(), (folder / WAL).read_bytes()


def after_the_cut(files: Files, folder: Path) -> Path:
    folder.mkdir()
    (folder / FILE).write_bytes(files[0])
    (folder / WAL).write_bytes(files[1])
    return folder


def done(folder: Path) -> int:
    """How many articles are done; the database must be sound, and each of them must have its brief."""
    assert rows(folder, "PRAGMA integrity_check") == [("ok",)]
    assert rows(folder, "PRAGMA foreign_key_check") == []
    briefs = rows(folder, "SELECT json FROM article LEFT JOIN brief USING (n) WHERE state = 'done'")
    for (packed,) in briefs:
        json.loads(zlib.decompress(packed))
    return len(briefs)


@pytest.fixture
def moments(tmp_path: Path) -> Iterator[list[Files]]:
    """The files after each of twelve articles was reported as done: number i has i of them."""
    chance = random.Random(5)
    ledger = Ledger(tmp_path / "run", gather=0.0)
    ledger.begin_pass()
    found = admit(ledger, *articles(12))
    seen = [files_of(tmp_path / "run")]
    for one in found:
        ledger.claim(one.n).result()
        brief = json.dumps({"text": chance.randbytes(6_000).hex()}).encode()
        ledger.finish(one.n, zlib.compress(brief), Spent(1, 10, 10, 0), 0.01).result()
        seen.append(files_of(tmp_path / "run"))
    yield seen
    ledger.close()


def test_a_change_that_was_reported_is_on_the_disk_and_half_of_the_next_one_is_not_there(
    tmp_path: Path, moments: list[Files]
) -> None:
    chance = random.Random(1)
    for number, (before, after) in enumerate(itertools.pairwise(moments)):
        assert before[0] == after[0], "nothing but the log is written between two reports"
        assert after[1].startswith(before[1])
        for attempt in range(4):  # the log was growing: any part of what is new may have reached the disk, or its place
            at = chance.randint(len(before[1]), len(after[1]) - 1)
            rest = [b"", bytes(len(after[1]) - at), chance.randbytes(len(after[1]) - at)][attempt % 3]
            there = after_the_cut((after[0], after[1][:at] + rest), tmp_path / f"cut-{number}-{attempt}")
            assert done(there) == number


def test_a_log_cut_anywhere_is_an_earlier_moment(tmp_path: Path, moments: list[Files]) -> None:
    """Worse than a disk that keeps its word does: what was flushed is lost again. Rows are missing, none is wrong."""
    database, log = moments[-1]
    chance = random.Random(2)
    counts = []
    for attempt in range(25):
        at = chance.choice([0, 31, 32, 33, len(log) - 1, chance.randrange(len(log))])
        there = after_the_cut((database, log[:at]), tmp_path / f"cut-{attempt}")
        counts.append(done(there))
    assert max(counts) > 5 > min(counts)


def test_pages_that_were_half_brought_over_are_mended_from_the_log(tmp_path: Path, moments: list[Files]) -> None:
    """A cut while the log is brought into the database: some pages are new, some torn; the log still has them all."""
    database, log = moments[-1]
    whole = after_the_cut((database, log), tmp_path / "whole")
    with contextlib.closing(sqlite3.connect(whole / FILE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    brought = (whole / FILE).read_bytes()
    database = database.ljust(len(brought), b"\0")
    chance = random.Random(3)
    for attempt in range(8):
        pages = []
        for at in range(0, len(brought), PAGE):
            old, new = database[at : at + PAGE], brought[at : at + PAGE]
            torn = chance.randrange(0, PAGE, 512)
            pages.append(chance.choice([old, new, new[:torn] + old[torn:]]))
        assert done(after_the_cut((b"".join(pages), log), tmp_path / f"cut-{attempt}")) == 12


def test_the_run_goes_on_from_any_moment_and_pays_nothing_twice_that_was_reported(tmp_path: Path) -> None:
    count, chance = 24, random.Random(4)
    table(tmp_path / "in.jsonl", [record(number) for number in range(count)])
    taken: list[Files] = []
    guard = threading.Lock()

    def script(request: dict[str, Any]) -> str:
        with guard, contextlib.suppress(FileNotFoundError):  # a moment of the machine's choosing, while commits go on
            if len(taken) < 60:
                taken.append(files_of(tmp_path / "run"))
        return ANSWER(request)

    def bulk(endpoint: Endpoint, folder: Path) -> None:
        ran = mujaz(
            "bulk", "run", "in.jsonl", "--out", folder, "--base-url", endpoint.base_url, "--model", "m", cwd=tmp_path
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr

    with Endpoint(script) as endpoint:
        bulk(endpoint, tmp_path / "run")
    for attempt in range(3):
        database, log = taken[5 + 6 * attempt]
        torn = log[: len(log) - chance.randrange(200)] if attempt else log
        there = after_the_cut((database, torn), tmp_path / f"cut-{attempt}")
        shutil.copytree(there, tmp_path / f"seen-{attempt}")
        kept = done(tmp_path / f"seen-{attempt}")
        with Endpoint(ANSWER) as endpoint:
            bulk(endpoint, there)
        assert done(there) == count
        assert len(endpoint.requests) == count - kept
        assert len({segments_of(request)[1] for request in endpoint.requests}) == count - kept


def test_a_fork_that_was_killed_is_made_anew(tmp_path: Path) -> None:
    """What it left is a ledger that is not complete, with a log that would be brought into the next one."""
    table(tmp_path / "in.jsonl", [record(number) for number in range(3)])
    with Endpoint(ANSWER) as endpoint:
        command = ("bulk", "run", "in.jsonl", "--out", "run", "--base-url", endpoint.base_url, "--model", "m")
        assert mujaz(*command, cwd=tmp_path).returncode == 0
        killed = tmp_path / "new" / f"{FILE}.part"
        ledger = Ledger(killed, gather=0.0)
        ledger.begin_pass()
        admit(ledger, *articles(5))
        left = files_of(killed)
        ledger.close()
        (killed / FILE).write_bytes(left[0])
        (killed / WAL).write_bytes(left[1])
        asked = len(endpoint.requests)
        ran = mujaz(*command, "--fork", "new", "--unsupported", "drop", cwd=tmp_path)
        assert ran.returncode == 0, ran.stderr
        assert len(endpoint.requests) == asked
    assert done(tmp_path / "new") == 3
    assert not killed.exists()
