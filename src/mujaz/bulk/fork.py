"""A new run from an old one, with what is still valid under another recipe.

Always valid: which articles there are, which are copies of which, and which records are none. Briefs stay valid when
the model was asked the same (`mujaz.bulk.recipe.REQUEST`): only what becomes of unsupported statements may differ,
and a brief that keeps them, marked, can be turned into one that drops or refuses them. Nothing that was paid is
counted again.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

from mujaz.bulk import lock
from mujaz.bulk.errors import LedgerError
from mujaz.bulk.ledger import Ledger, connect_to_read, unpacked
from mujaz.bulk.ledger_schema import FILE
from mujaz.bulk.recipe import REQUEST, Recipe
from mujaz.disk import atomic
from mujaz.errors import UnsupportedError, UsageError
from mujaz.schema.brief import Brief
from mujaz.support import apply

__all__ = ["fork"]


def fork(old: Path, new: Path, recipe: Recipe) -> str:
    """Make the run `new` from the run `old`; returns in words what was taken over. A `new` that has the recipe already
    is left as it is. Raises UsageError when `new` is some other run, LedgerError when `old` is none."""
    if (new / FILE).exists():
        with contextlib.closing(connect_to_read(new)) as there:
            if there.execute("SELECT value FROM run WHERE key = 'forked'").fetchone() is None:
                raise UsageError(f"{new}: there is a run already; name a new folder.")
        return "goes on with the run that was forked before"
    with contextlib.closing(connect_to_read(old)) as source, lock.held(new):
        row = source.execute("SELECT value FROM run WHERE key = 'recipe'").fetchone()
        differing = recipe.differences(json.loads(row[0]) if row else {})
        keep_briefs = not set(differing) & set(REQUEST) and _convertible(json.loads(row[0]) if row else {}, recipe)
        part = new / f"{FILE}.part"  # a folder: a fork that was killed leaves more than one file
        try:
            shutil.rmtree(part, ignore_errors=True)
            Ledger(part).close()
            with contextlib.closing(sqlite3.connect(part / FILE, isolation_level=None)) as target:
                target.execute("PRAGMA journal_mode = DELETE")  # one file, complete after the commit
                kept = _copy(source, target, recipe, keep_briefs=keep_briefs)
            (part / FILE).replace(new / FILE)
            atomic.sync_folder(new)
            shutil.rmtree(part, ignore_errors=True)
        except (sqlite3.Error, OSError) as error:
            raise LedgerError(f"{part}: cannot be written ({error}).") from error
    return f"{kept:,} briefs are taken over" if keep_briefs else "no brief stays valid; duplicates are taken over"


def _convertible(kept: dict[str, object], recipe: Recipe) -> bool:
    """Whether briefs made under the kept policy can be turned into those of the new one."""
    return kept.get("unsupported") in ("mark", recipe.unsupported)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, recipe: Recipe, *, keep_briefs: bool) -> int:
    target.execute("BEGIN IMMEDIATE")
    for table in ("sketch", "posting", "sibling"):
        _copy_rows(target, table, source.execute(f"SELECT * FROM {table}"))
    target.execute("PRAGMA defer_foreign_keys = ON")
    _copy_rows(target, "article", source.execute("SELECT * FROM article ORDER BY n"))
    target.execute(
        "UPDATE article SET attempts = 0, crashes = 0, requests = 0, prompt_tokens = 0, completion_tokens = 0, "
        "uncounted = 0, lost = 0, cost_usd = NULL, batch = NULL"
    )
    target.execute(
        "UPDATE article SET state = 'queued', failure = NULL, message = NULL, retryable = NULL "
        "WHERE state IN ('running', 'submitted', 'done') OR (state = 'failed' AND text_sha256 IS NOT NULL)"
    )
    kept = 0
    if keep_briefs:
        for n, data in source.execute("SELECT n, json FROM brief ORDER BY n"):
            kept += _take_over(target, n, data, recipe)
    noted = {"recipe": recipe.as_json(), "forked": True}
    target.executemany(
        "INSERT OR REPLACE INTO run VALUES (?, ?)", [(key, json.dumps(value)) for key, value in noted.items()]
    )
    target.execute("COMMIT")
    return kept


def _take_over(target: sqlite3.Connection, n: int, data: bytes, recipe: Recipe) -> int:
    try:
        brief = apply(Brief.model_validate_json(unpacked(data)), recipe.unsupported)  # type: ignore[arg-type]
    except UnsupportedError as error:
        target.execute(
            "UPDATE article SET state = 'failed', failure = 'unsupported', message = ?, retryable = 0 WHERE n = ?",
            (str(error), n),
        )
        return 0
    target.execute("INSERT INTO brief VALUES (?, ?)", (n, zlib.compress(brief.model_dump_json(by_alias=True).encode())))
    target.execute("UPDATE article SET state = 'done' WHERE n = ?", (n,))
    return 1


def _copy_rows(target: sqlite3.Connection, table: str, rows: Iterator[tuple[object, ...]]) -> None:
    first = next(rows, None)
    if first is None:
        return
    insert = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"
    target.execute(insert, first)
    target.executemany(insert, rows)
