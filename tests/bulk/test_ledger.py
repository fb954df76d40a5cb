"""The ledger: states, exactly once, and what a death leaves behind."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mujaz.articles.article import Article
from mujaz.bulk import lock
from mujaz.bulk.entries import Failed, Spent
from mujaz.bulk.errors import LedgerError, RunHeldError
from mujaz.bulk.ledger import Ledger, connect_to_read
from mujaz.bulk.ledger_schema import FILE
from mujaz.bulk.states import MAX_CRASHES
from mujaz.errors import ReadError
from tests.bulk.building import admit, articles, rows, text

BRIEF = zlib.compress(b"{}")
SPENT = Spent(1, 100, 50)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger(tmp_path / "run", gather=0.0)
    made.begin_pass()
    yield made
    made.close()


def states(folder: Path) -> list[str]:
    return [state for (state,) in rows(folder, "SELECT state FROM article ORDER BY n")]


def test_an_article_is_entered_once_however_often_it_is_met(ledger: Ledger, tmp_path: Path) -> None:
    first = admit(ledger, *articles(3))
    again = admit(ledger, *articles(3))
    ledger.begin_pass()
    later = admit(ledger, *articles(3))
    assert [row.to_brief for row in first + again + later] == [True] * 3 + [False] * 3 + [True] * 3
    assert [row.n for row in first] == [row.n for row in later]
    assert rows(tmp_path / "run", "SELECT count(*), sum(copies) FROM article") == [(3, 3)]


def test_an_article_that_is_done_is_never_briefed_again(ledger: Ledger) -> None:
    (row,) = admit(ledger, *articles(1))
    ledger.claim(row.n).result()
    ledger.finish(row.n, BRIEF, SPENT, 0.5).result()
    ledger.begin_pass()
    assert not admit(ledger, *articles(1))[0].to_brief
    with pytest.raises(LedgerError, match="not queued"):
        ledger.claim(row.n).result()


def test_a_change_from_another_state_than_its_own_is_refused_and_changes_nothing(
    ledger: Ledger, tmp_path: Path
) -> None:
    (row,) = admit(ledger, *articles(1))
    with pytest.raises(LedgerError, match="not running"):
        ledger.finish(row.n, BRIEF, SPENT, None).result()
    assert rows(tmp_path / "run", "SELECT state, requests FROM article") == [("queued", 0)]
    assert rows(tmp_path / "run", "SELECT count(*) FROM brief") == [(0,)]


def test_different_articles_with_one_id_get_different_ids(ledger: Ledger) -> None:
    found = admit(ledger, *(Article(id="same", text=text(number)) for number in range(3)))
    assert found[0].id == "same"
    assert len({row.id for row in found}) == 3


def test_the_same_text_of_the_same_day_is_briefed_once_and_another_day_is_another_article(ledger: Ledger) -> None:
    day = date(2025, 4, 12)
    one = Article(id="one", text=text(1), published=day)
    found = admit(ledger, one, replace(one, id="two"), replace(one, id="three", published=date(2025, 4, 13)))
    assert [row.to_brief for row in found] == [True, False, True]


def test_what_was_in_flight_when_a_process_died_is_queued_again_and_counted_as_lost(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    ledger = Ledger(folder, gather=0.0)
    ledger.begin_pass()
    for row in admit(ledger, *articles(2)):
        ledger.claim(row.n).result()
    ledger.close()  # as a death would leave it
    after = Ledger(folder, gather=0.0)
    assert after.begin_pass() == (2, 0)
    assert after.totals().lost == 2
    after.close()
    assert states(folder) == ["queued", "queued"]


def test_an_article_that_was_in_flight_at_too_many_deaths_fails(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    for number in range(MAX_CRASHES + 1):
        ledger = Ledger(folder, gather=0.0)
        _, failed = ledger.begin_pass()
        assert failed == (1 if number == MAX_CRASHES else 0)
        found = admit(ledger, *articles(1))
        if found[0].to_brief:
            ledger.claim(found[0].n).result()
        ledger.close()
    assert rows(folder, "SELECT state, failure FROM article") == [("failed", "crashed")]


def test_giving_up_in_the_middle_is_no_crash_of_the_article(ledger: Ledger, tmp_path: Path) -> None:
    (row,) = admit(ledger, *articles(1))
    ledger.claim(row.n).result()
    ledger.abandon([row.n]).result()
    assert rows(tmp_path / "run", "SELECT state, crashes, lost FROM article") == [("queued", 0, 1)]


def test_what_failed_attempts_used_stays_counted_when_a_later_one_succeeds(ledger: Ledger, tmp_path: Path) -> None:
    (row,) = admit(ledger, *articles(1))
    ledger.claim(row.n).result()
    ledger.fail(row.n, Failed("invalid", "no", retryable=False), Spent(2, 200, 80), 0.3).result()
    assert ledger.retry(["invalid"]) == {row.n}
    ledger.claim(row.n).result()
    ledger.finish(row.n, BRIEF, SPENT, 0.2).result()
    assert rows(
        tmp_path / "run",
        "SELECT state, attempts, requests, prompt_tokens, completion_tokens, cost_usd, failure FROM article",
    ) == [("done", 2, 3, 300, 130, 0.5, None)]  # fmt: skip


def test_a_retry_takes_the_kinds_that_are_named_and_meets_unreadable_records_again(ledger: Ledger) -> None:
    bad = ReadError("in.jsonl: line 3: not valid JSON")
    first, second, _ = admit(ledger, *articles(2), bad)
    for row, kind in ((first, "refused"), (second, "unreachable")):
        ledger.claim(row.n).result()
        ledger.fail(row.n, Failed(kind, "said", retryable=True), Spent(), None).result()  # type: ignore[arg-type]
    assert ledger.retry(["unreachable"]) == {second.n}
    assert ledger.count("failed") == 2
    assert ledger.retry([]) == {first.n}
    assert ledger.count("failed") == 0
    assert not admit(ledger, bad)[0].to_brief
    assert ledger.count("failed") == 1


def test_a_piece_of_work_that_fails_undoes_itself_and_not_its_neighbours(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "run", gather=0.2)  # all in one transaction
    ledger.begin_pass()
    (row,) = admit(ledger, *articles(1))
    good, bad, fine = ledger.claim(row.n), ledger.claim(row.n), ledger.note("key", 1)
    assert good.result() is None
    with pytest.raises(LedgerError):
        bad.result()
    assert fine.result() is None
    ledger.close()
    assert rows(tmp_path / "run", "SELECT attempts FROM article") == [(1,)]


def test_a_full_disk_stops_the_run_and_leaves_the_ledger_intact(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    ledger = Ledger(folder, gather=0.0)
    ledger.begin_pass()
    found = admit(ledger, *articles(5))
    full = ledger._writer.submit(  # what a full disk says, through SQLite's own limit
        lambda connection: connection.execute(
            f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}"
        ).fetchone()
    )
    full.result()
    ledger.claim(found[0].n).result()
    with pytest.raises(LedgerError, match="full"):
        ledger.finish(found[0].n, os.urandom(500_000), SPENT, None).result()
    with pytest.raises(LedgerError):  # and nothing is tried any more
        ledger.claim(found[1].n).result()
    ledger.close()
    assert rows(folder, "PRAGMA integrity_check") == [("ok",)]
    assert states(folder) == ["running"] + ["queued"] * 4


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(LedgerError, match="cannot be used"):
        Ledger(tmp_path / "run")


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("x")
    with pytest.raises(LedgerError, match="cannot be used"):
        Ledger(tmp_path / "run")


def test_a_damaged_ledger_and_one_of_another_format_are_said(tmp_path: Path) -> None:
    damaged, other = tmp_path / "damaged", tmp_path / "other"
    damaged.mkdir()
    (damaged / FILE).write_bytes(b"no database" * 100)
    with pytest.raises(LedgerError):
        Ledger(damaged)
    Ledger(other).close()
    with contextlib.closing(sqlite3.connect(other / FILE)) as connection, connection:
        connection.execute("UPDATE run SET value = '\"mujaz/ledger/99\"' WHERE key = 'format'")
    with pytest.raises(LedgerError, match="mujaz/ledger/99"):
        connect_to_read(other)


def test_a_second_process_is_told_who_holds_the_run(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    code = (
        "import sys; from pathlib import Path; from mujaz.bulk import lock\n"
        "with lock.held(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(RunHeldError, match=f"process {holder.pid} on "), lock.held(folder):
            pass
        assert (lock.holder(folder) or {})["pid"] == holder.pid
        holder.kill()
        holder.wait()
    assert lock.holder(folder) is None
    with lock.held(folder) as stale:
        assert str(holder.pid) in (stale or "")


def test_a_lock_that_was_let_go_leaves_no_stale_word(tmp_path: Path) -> None:
    for _ in range(2):
        with lock.held(tmp_path / "run") as stale:
            assert stale is None
