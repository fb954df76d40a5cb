"""The ledger of a run: one row an article, every change of state one transaction. See `mujaz.bulk.states`."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from mujaz.articles.article import Article
from mujaz.bulk import duplicates
from mujaz.bulk.entries import Admitted, Duplicates, Entry, Failed, Spent, Totals
from mujaz.bulk.errors import LedgerError
from mujaz.bulk.ledger_schema import FILE, FORMAT, TABLES
from mujaz.bulk.states import MAX_CRASHES
from mujaz.bulk.writer import GATHER, Writer
from mujaz.errors import ReadError

__all__ = ["Ledger", "connect_to_read", "unpacked"]

T = TypeVar("T")

_BUSY_SECONDS = 30.0

_ADD_SPENT = (
    "requests = requests + ?, prompt_tokens = prompt_tokens + ?, completion_tokens = completion_tokens + ?, "
    "uncounted = uncounted + ?"
)


class Ledger:
    """The ledger in `folder`, made when it is missing; for one process at a time (see `mujaz.bulk.lock`).

    Methods that change it return a Future whose result is there when the change is committed. Raises LedgerError.
    """

    def __init__(self, folder: Path, *, gather: float = GATHER) -> None:
        self.path = folder / FILE
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(self._connect()) as connection:
                _prepare(connection, self.path)
        except (sqlite3.Error, OSError) as error:
            raise LedgerError(f"{self.path}: cannot be used ({error}).") from error
        self._writer = Writer(self._connect, gather=gather)
        self.passing = 0

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # paid work outlives a power cut
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -16000")
        return connection

    def close(self) -> None:
        """Commit what is under way and close; may be called twice."""
        self._writer.close()

    def change(self, work: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """Run a piece of work of the caller's on the ledger; it is committed as a whole, or undone when it raises."""
        return self._writer.submit(work)

    def note(self, key: str, value: object) -> Future[None]:
        """Keep a value (anything JSON can say) about the run as a whole."""
        text = json.dumps(value, ensure_ascii=False)

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT OR REPLACE INTO run VALUES (?, ?)", (key, text))

        return self._writer.submit(work)

    def noted(self, key: str) -> object:
        """What was kept under this key, None when nothing was."""

        def work(connection: sqlite3.Connection) -> object:
            row = connection.execute("SELECT value FROM run WHERE key = ?", (key,)).fetchone()
            return None if row is None else json.loads(row[0])

        return self._writer.submit(work).result()

    def begin_pass(self) -> tuple[int, int]:
        """A new pass over the input begins: what a dead process left `running` is queued again, or failed.

        Returns how many were queued again and how many failed as `crashed`.
        """

        def work(connection: sqlite3.Connection) -> tuple[int, int, int]:
            (last,) = connection.execute("SELECT coalesce(max(pass), 0) FROM article").fetchone()
            now = time.time()
            connection.execute(
                "UPDATE article SET crashes = crashes + 1, lost = lost + 1, changed = ? WHERE state = 'running'", (now,)
            )
            failed, queued = _after_crash(connection, "state = 'running'", ())
            return last + 1, queued, failed

        self.passing, queued, failed = self._writer.submit(work).result()
        return queued, failed

    def admit(self, entries: Sequence[Entry], mode: Duplicates) -> Future[list[Admitted]]:
        """Enter items of the input; each that is new or still queued, and was not met before in this pass, is to be
        briefed now."""
        return self._writer.submit(lambda connection: [self._admit(connection, e, mode) for e in entries])

    def _admit(self, connection: sqlite3.Connection, new: Entry, mode: Duplicates) -> Admitted:
        known = connection.execute(
            "SELECT n, id, state, pass FROM article WHERE fingerprint = ?", (new.fingerprint,)
        ).fetchone()
        if known is None:
            return self._enter(connection, new, mode)
        n, id_, state, passed = known
        again = passed == self.passing
        connection.execute(
            "UPDATE article SET pass = ?, copies = CASE WHEN ? THEN copies + 1 ELSE 1 END WHERE n = ?",
            (self.passing, again, n),
        )
        return Admitted(n, id_, state == "queued" and not again)

    def _enter(self, connection: sqlite3.Connection, new: Entry, mode: Duplicates) -> Admitted:
        (last,) = connection.execute("SELECT coalesce(max(n), 0) FROM article").fetchone()
        n = last + 1
        if isinstance(new.what, ReadError):
            self._insert(connection, n, f"unreadable-{n}", new, "failed")
            connection.execute(
                "UPDATE article SET failure = 'unreadable', message = ?, retryable = ? WHERE n = ?",
                (str(new.what).encode("utf-8", "replace").decode(), new.what.retryable, n),
            )
            return Admitted(n, f"unreadable-{n}", False)
        article = new.what
        id_ = article.id
        if connection.execute("SELECT 1 FROM article WHERE id = ?", (id_,)).fetchone():
            id_ = f"{id_}-{n}"
            while connection.execute("SELECT 1 FROM article WHERE id = ?", (id_,)).fetchone():
                id_ += "-2"
        original = _identical(connection, article)
        alike = [] if original is not None or new.sketch is None else duplicates.alike(connection, new.sketch)
        copied = next((one for one in alike if one.copy), None) if mode != "brief" else None
        if original is None and copied is not None:
            original = _root(connection, copied.n)
        if original is None:
            self._insert(connection, n, id_, new, "queued")
            if new.sketch is not None:
                duplicates.remember(connection, n, new.sketch)
        else:
            self._insert(connection, n, id_, new, "left_out" if copied and mode == "skip" else "duplicate", original)
        connection.executemany(
            "INSERT OR IGNORE INTO sibling VALUES (?, ?, ?)", [(one.n, n, round(one.containment, 2)) for one in alike]
        )
        return Admitted(n, id_, original is None)

    def _insert(
        self, connection: sqlite3.Connection, n: int, id_: str, new: Entry, state: str, same_as: int | None = None
    ) -> None:
        a = new.what if isinstance(new.what, Article) else None
        connection.execute(
            "INSERT INTO article (n, fingerprint, id, title, url, outlet, published, source, text_sha256, state, "
            "same_as, pass, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                n,
                new.fingerprint,
                id_,
                a.title if a else None,
                a.url if a else None,
                a.outlet if a else None,
                a.published.isoformat() if a and a.published else None,
                a.source if a else None,
                bytes.fromhex(a.sha256) if a else None,
                state,
                same_as,
                self.passing,
                time.time(),
            ),
        )

    def claim(self, n: int) -> Future[None]:
        """queued -> running, before anything is sent."""
        return self._change(n, "queued", "state = 'running', attempts = attempts + 1")

    def finish(self, n: int, brief: bytes, spent: Spent, cost_usd: float | None) -> Future[None]:
        """running -> done; `brief` is its canonical JSON, packed by `zlib.compress`."""

        def work(connection: sqlite3.Connection) -> None:
            _step(
                connection, n, "running",
                f"state = 'done', crashes = 0, failure = NULL, message = NULL, retryable = NULL, {_ADD_SPENT}, "
                "cost_usd = CASE WHEN ? IS NULL THEN cost_usd ELSE coalesce(cost_usd, 0) + ? END",
                (*_spent(spent), cost_usd, cost_usd),
            )  # fmt: skip
            connection.execute("INSERT INTO brief VALUES (?, ?)", (n, brief))

        return self._writer.submit(work)

    def fail(self, n: int, failed: Failed, spent: Spent, cost_usd: float | None) -> Future[None]:
        """running -> failed, with the reason."""
        return self._change(
            n, "running",
            "state = 'failed', crashes = 0, failure = ?, message = ?, retryable = ?, "
            f"{_ADD_SPENT}, cost_usd = CASE WHEN ? IS NULL THEN cost_usd ELSE coalesce(cost_usd, 0) + ? END",
            (failed.kind, failed.message, failed.retryable, *_spent(spent), cost_usd, cost_usd),
        )  # fmt: skip

    def release(self, n: int, spent: Spent, cost_usd: float | None) -> Future[None]:
        """running -> queued: the run stops before the article has a result. What was paid for it stays counted."""
        return self._change(
            n, "running",
            f"state = 'queued', crashes = 0, {_ADD_SPENT}, "
            "cost_usd = CASE WHEN ? IS NULL THEN cost_usd ELSE coalesce(cost_usd, 0) + ? END",
            (*_spent(spent), cost_usd, cost_usd),
        )  # fmt: skip

    def crash(self, n: int) -> Future[bool]:
        """The worker process died with this article in flight: running -> queued, or failed when that has happened too
        often; returns whether it is queued."""

        def work(connection: sqlite3.Connection) -> bool:
            _step(connection, n, "running", "crashes = crashes + 1, lost = lost + 1")
            failed, _ = _after_crash(connection, "n = ? AND state = 'running'", (n,))
            return not failed

        return self._writer.submit(work)

    def abandon(self, rows: Sequence[int]) -> Future[None]:
        """running -> queued for all of these at once: given up in the middle, perhaps paid."""

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany(
                "UPDATE article SET state = 'queued', lost = lost + 1, changed = ? WHERE n = ? AND state = 'running'",
                [(time.time(), n) for n in rows],
            )

        return self._writer.submit(work)

    def _change(self, n: int, source: str, sets: str, values: Sequence[object] = ()) -> Future[None]:
        return self._writer.submit(lambda connection: _step(connection, n, source, sets, values))

    def retry(self, kinds: Sequence[str]) -> set[int]:
        """failed -> queued for these kinds (none named: all); returns the rows. Unreadable records are forgotten
        instead, and met again when the input is read."""
        chosen = f" AND failure IN ({', '.join('?' * len(kinds))})" if kinds else ""

        def work(connection: sqlite3.Connection) -> set[int]:
            connection.execute(
                f"DELETE FROM article WHERE state = 'failed' AND text_sha256 IS NULL{chosen}", tuple(kinds)
            )
            rows = connection.execute(
                "UPDATE article SET state = 'queued', crashes = 0, changed = ? "
                f"WHERE state = 'failed'{chosen} RETURNING n",
                (time.time(), *kinds),
            ).fetchall()
            return {n for (n,) in rows}

        return self._writer.submit(work).result()

    def count(self, state: str) -> int:
        """How many articles are in this state."""

        def work(connection: sqlite3.Connection) -> int:
            (found,) = connection.execute("SELECT count(*) FROM article WHERE state = ?", (state,)).fetchone()
            return int(found)

        return self._writer.submit(work).result()

    def totals(self) -> Totals:
        """What the run has used so far."""

        def work(connection: sqlite3.Connection) -> Totals:
            *spent, lost, cost, briefed = connection.execute(
                "SELECT coalesce(sum(requests), 0), coalesce(sum(prompt_tokens), 0), "
                "coalesce(sum(completion_tokens), 0), coalesce(sum(uncounted), 0), coalesce(sum(lost), 0), "
                "sum(cost_usd), coalesce(sum(state = 'done'), 0) FROM article"
            ).fetchone()
            return Totals(Spent(*spent), lost, cost, briefed)

        return self._writer.submit(work).result()


def connect_to_read(folder: Path) -> sqlite3.Connection:
    """A connection to the ledger in `folder` that only reads, also while a run writes. Raises LedgerError."""
    path = folder / FILE
    if not path.is_file():
        raise LedgerError(f"{folder}: no run there ({FILE} is missing). Start one: mujaz bulk run INPUT --out {folder}")
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_BUSY_SECONDS)
        _require_format(connection, path)
    except sqlite3.Error as error:
        raise LedgerError(f"{path}: cannot be read ({error}).") from error
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()
    if not tables:
        connection.executescript(f"BEGIN IMMEDIATE; {TABLES}")
        connection.execute("INSERT INTO run VALUES ('format', ?)", (json.dumps(FORMAT),))
        connection.execute("INSERT INTO run VALUES ('created', ?)", (json.dumps(time.time()),))
        connection.execute("COMMIT")
    _require_format(connection, path)


def _require_format(connection: sqlite3.Connection, path: Path) -> None:
    row = connection.execute("SELECT value FROM run WHERE key = 'format'").fetchone()
    found = json.loads(row[0]) if row else None
    if found != FORMAT:
        raise LedgerError(f"{path}: its format is {found!r}; this version reads {FORMAT!r}.")


def _step(connection: sqlite3.Connection, n: int, source: str, sets: str, values: Sequence[object] = ()) -> None:
    changed = connection.execute(
        f"UPDATE article SET {sets}, changed = ? WHERE n = ? AND state = ?", (*values, time.time(), n, source)
    ).rowcount
    if changed != 1:
        raise LedgerError(f"article {n} of the run is not {source}: another process has changed the ledger.")


def _after_crash(connection: sqlite3.Connection, which: str, values: Sequence[object]) -> tuple[int, int]:
    """What becomes of articles that were in flight at a death; returns how many failed and how many are queued."""
    said = f"the process died {MAX_CRASHES} times while this article was in flight"
    failed = connection.execute(
        "UPDATE article SET state = 'failed', failure = 'crashed', message = ?, retryable = 0 "
        f"WHERE {which} AND crashes >= ?",
        (said, *values, MAX_CRASHES),
    ).rowcount
    return failed, connection.execute(f"UPDATE article SET state = 'queued' WHERE {which}", values).rowcount


def _spent(spent: Spent) -> tuple[int, int, int, int]:
    return spent.requests, spent.prompt_tokens, spent.completion_tokens, spent.uncounted


def _identical(connection: sqlite3.Connection, article: Article) -> int | None:
    """The article whose brief stands for one of the same text and publication date."""
    row = connection.execute(
        "SELECT coalesce(same_as, n) FROM article WHERE text_sha256 = ? AND published IS ? ORDER BY n LIMIT 1",
        (bytes.fromhex(article.sha256), article.published.isoformat() if article.published else None),
    ).fetchone()
    return None if row is None else int(row[0])


def _root(connection: sqlite3.Connection, n: int) -> int:
    (root,) = connection.execute("SELECT coalesce(same_as, n) FROM article WHERE n = ?", (n,)).fetchone()
    return int(root)


def unpacked(data: bytes) -> str:
    """The canonical JSON of a stored brief."""
    return zlib.decompress(data).decode()
