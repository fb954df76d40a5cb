"""What the ledger keeps about batches: the parts of a run that are sent as one batch each, and conversations.

    part   written ──> uploaded ──> asked ──> created ──> collected
              └────────────┴──────────┴──────────┴──────> dropped      its articles are queued again

- `written`: its file is on the disk and its articles are `submitted`.
- `uploaded`: the endpoint has the file.
- `asked`: written before the endpoint is asked to make the batch, so that a process that comes after a death looks for
  the batch instead of paying for a second one.

A conversation is all that an article needs to go on without the input: the article, the answers it has, and the part
it is in (NULL while it waits for the next one). It is deleted when the article is done or failed.
"""

from __future__ import annotations

import json
import sqlite3
import time
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from mujaz.articles.article import Article
from mujaz.bulk.batch.replay import Given
from mujaz.bulk.entries import Failed, Spent
from mujaz.bulk.errors import LedgerError
from mujaz.model.dialect import Dialect

__all__ = [
    "OPEN", "Conversation", "Part", "PartState", "Row", "add_part", "advance", "conversation", "drop", "fail", "finish",
    "next_part", "open_parts", "prepare", "queue_again", "told", "waiting",
]  # fmt: skip

PartState = Literal["written", "uploaded", "asked", "created", "collected", "dropped"]

OPEN: tuple[PartState, ...] = ("written", "uploaded", "asked", "created")

_TABLES = """
CREATE TABLE IF NOT EXISTS part (
  part INTEGER PRIMARY KEY,       -- never used again in the run
  state TEXT NOT NULL CHECK (state IN ('written', 'uploaded', 'asked', 'created', 'collected', 'dropped')),
  base_url TEXT NOT NULL,         -- the endpoint it was written for
  rows INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  file TEXT,                      -- the endpoint's id of the uploaded file
  batch TEXT,                     -- the endpoint's id of the batch
  status TEXT,                    -- what the endpoint last told
  completed INTEGER, failed INTEGER,
  changed REAL NOT NULL           -- seconds since 1970 (UTC)
);
CREATE TABLE IF NOT EXISTS conversation (
  n INTEGER PRIMARY KEY REFERENCES article (n),
  part INTEGER REFERENCES part (part),
  custom_id TEXT, line INTEGER,   -- in the part's file, lines from 1
  article BLOB NOT NULL,          -- JSON, zlib
  answers BLOB NOT NULL,          -- JSON, zlib: [status, body] each
  dialect TEXT NOT NULL,          -- JSON: what the first request was put in
  tries INTEGER NOT NULL DEFAULT 0,       -- of the request that is under way, that ended without an answer
  prompt_tokens INTEGER NOT NULL, -- an estimate, of the request that is under way
  answer_bound INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS conversation_by_part ON conversation (part, custom_id);
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One batch of the run; see the module for its states."""

    part: int
    state: PartState
    base_url: str
    rows: int
    bytes: int
    file: str | None = None
    batch: str | None = None
    status: str | None = None
    completed: int | None = None
    failed: int | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """An article with the answers it has so far; `tries` counts the ends without an answer of its last request."""

    n: int
    article: Article
    dialect: Dialect
    answers: tuple[Given, ...] = ()
    tries: int = 0
    prompt_tokens: int = 0
    answer_bound: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a part's file. `packed` is the article, ready for the ledger."""

    n: int
    custom_id: str
    line: int
    packed: bytes
    answers: tuple[Given, ...]
    dialect: Dialect
    tries: int
    prompt_tokens: int
    answer_bound: int
    spent: Spent = field(default_factory=Spent)


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables when they are missing, and forget conversations that have ended otherwise (a live run)."""
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute(
        "DELETE FROM conversation WHERE n NOT IN (SELECT n FROM article WHERE state IN ('queued', 'submitted'))"
    )


def next_part(connection: sqlite3.Connection) -> int:
    """The number of the part that is made next."""
    (last,) = connection.execute("SELECT coalesce(max(part), 0) FROM part").fetchone()
    return int(last) + 1


def open_parts(connection: sqlite3.Connection) -> list[Part]:
    """The parts that have not ended, in order; none for a run that never made any."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'part'").fetchone() is None:
        return []
    found = connection.execute(
        "SELECT part, state, base_url, rows, bytes, file, batch, status, completed, failed FROM part "
        f"WHERE state IN ({', '.join('?' * len(OPEN))}) ORDER BY part",
        OPEN,
    )
    return [Part(*row) for row in found]


def add_part(connection: sqlite3.Connection, part: Part, rows: Sequence[Row]) -> None:
    """queued -> submitted for all rows, and the part is `written`."""
    now = time.time()
    connection.execute(
        "INSERT INTO part (part, state, base_url, rows, bytes, changed) VALUES (?, 'written', ?, ?, ?, ?)",
        (part.part, part.base_url, part.rows, part.bytes, now),
    )
    for row in rows:
        _step(connection, row.n, "queued", "state = 'submitted', attempts = attempts + 1, batch = NULL", ())
    connection.executemany(
        "INSERT OR REPLACE INTO conversation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                row.n, part.part, row.custom_id, row.line, row.packed, _pack([[a.status, a.body] for a in row.answers]),
                json.dumps(asdict(row.dialect)), row.tries, row.prompt_tokens, row.answer_bound,
            )
            for row in rows
        ],
    )  # fmt: skip


def advance(
    connection: sqlite3.Connection, part: int, state: PartState, *, file: str | None = None, batch: str | None = None
) -> None:
    """The part has reached a state; the rows of a `created` one get the name of its batch."""
    connection.execute(
        "UPDATE part SET state = ?, file = coalesce(?, file), batch = coalesce(?, batch), changed = ? WHERE part = ?",
        (state, file, batch, time.time(), part),
    )
    if batch is not None:
        connection.execute(
            "UPDATE article SET batch = ? WHERE n IN (SELECT n FROM conversation WHERE part = ?)", (batch, part)
        )


def told(connection: sqlite3.Connection, part: int, status: str, completed: int | None, failed: int | None) -> None:
    """The endpoint has told how the batch stands."""
    connection.execute(
        "UPDATE part SET status = ?, completed = ?, failed = ?, changed = ? WHERE part = ?",
        (status, completed, failed, time.time(), part),
    )


def drop(connection: sqlite3.Connection, part: int, *, lost: bool) -> int:
    """Give the part up: its articles are queued again; `lost` when they may have been paid. Returns how many."""
    connection.execute("UPDATE part SET state = 'dropped', changed = ? WHERE part = ?", (time.time(), part))
    changed = connection.execute(
        "UPDATE article SET state = 'queued', batch = NULL, lost = lost + ?, changed = ? "
        "WHERE state = 'submitted' AND n IN (SELECT n FROM conversation WHERE part = ?)",
        (lost, time.time(), part),
    ).rowcount
    connection.execute("UPDATE conversation SET part = NULL WHERE part = ?", (part,))
    return changed


def waiting(connection: sqlite3.Connection) -> list[int]:
    """Rows whose conversation waits for the next part."""
    found = connection.execute(
        "SELECT n FROM conversation JOIN article USING (n) WHERE part IS NULL AND state = 'queued' ORDER BY n"
    )
    return [n for (n,) in found]


def conversation(connection: sqlite3.Connection, n: int) -> Conversation | None:
    """The conversation of one article."""
    row = connection.execute(
        "SELECT n, article, dialect, answers, tries, prompt_tokens, answer_bound FROM conversation WHERE n = ?", (n,)
    ).fetchone()
    if row is None:
        return None
    answers = tuple(Given(status, body) for status, body in _unpack(row[3]))
    return Conversation(row[0], unpacked(row[1]), Dialect(**json.loads(row[2])), answers, *row[4:])


def finish(connection: sqlite3.Connection, n: int, brief: bytes, spent: Spent, cost_usd: float | None) -> None:
    """submitted -> done."""
    sets = "state = 'done', batch = NULL, crashes = 0, failure = NULL, message = NULL, retryable = NULL"
    _step(connection, n, "submitted", f"{sets}, {_ADD}", _added(spent, cost_usd))
    connection.execute("INSERT INTO brief VALUES (?, ?)", (n, brief))
    connection.execute("DELETE FROM conversation WHERE n = ?", (n,))


def fail(connection: sqlite3.Connection, n: int, failed: Failed, spent: Spent, cost_usd: float | None) -> None:
    """submitted -> failed, with the reason."""
    sets = "state = 'failed', batch = NULL, crashes = 0, failure = ?, message = ?, retryable = ?"
    values = (failed.kind, failed.message, failed.retryable)
    _step(connection, n, "submitted", f"{sets}, {_ADD}", (*values, *_added(spent, cost_usd)))
    connection.execute("DELETE FROM conversation WHERE n = ?", (n,))


def queue_again(
    connection: sqlite3.Connection, n: int, answers: Sequence[Given], tries: int, spent: Spent, cost_usd: float | None
) -> None:
    """submitted -> queued, with the answers it has by now: it waits for the next part."""
    _step(connection, n, "submitted", f"state = 'queued', batch = NULL, {_ADD}", _added(spent, cost_usd))
    connection.execute(
        "UPDATE conversation SET part = NULL, answers = ?, tries = ? WHERE n = ?",
        (_pack([[a.status, a.body] for a in answers]), tries, n),
    )


_ADD = (
    "requests = requests + ?, prompt_tokens = prompt_tokens + ?, completion_tokens = completion_tokens + ?, "
    "uncounted = uncounted + ?, cost_usd = CASE WHEN ? IS NULL THEN cost_usd ELSE coalesce(cost_usd, 0) + ? END"
)


def _added(spent: Spent, cost_usd: float | None) -> tuple[object, ...]:
    return (
        spent.requests, spent.prompt_tokens, spent.completion_tokens, spent.uncounted, cost_usd, cost_usd
    )  # fmt: skip


def _step(connection: sqlite3.Connection, n: int, source: str, sets: str, values: tuple[object, ...]) -> None:
    changed = connection.execute(
        f"UPDATE article SET {sets}, changed = ? WHERE n = ? AND state = ?", (*values, time.time(), n, source)
    ).rowcount
    if changed != 1:
        raise LedgerError(f"article {n} of the run is not {source}: another process has changed the ledger.")


def packed(article: Article) -> bytes:
    """An article for the ledger."""
    said = asdict(article)
    del said["sha256"]
    said["published"] = article.published.isoformat() if article.published else None
    return _pack(said)


def unpacked(data: bytes) -> Article:
    """The article that was packed."""
    said = _unpack(data)
    said["published"] = date.fromisoformat(said["published"]) if said["published"] else None
    return Article(**said)


def _pack(value: object) -> bytes:
    return zlib.compress(json.dumps(value).encode(), 3)  # escapes: lone surrogates must survive


def _unpack(data: bytes) -> Any:
    return json.loads(zlib.decompress(data))
