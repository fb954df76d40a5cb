"""Which tables are written, in which format, to where."""

from __future__ import annotations

import contextlib
import io
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TextIO, get_args

from mujaz.bulk.errors import LedgerError
from mujaz.bulk.export.columns import COLUMNS, Table
from mujaz.bulk.export.rows import rows
from mujaz.bulk.export.writers import WRITERS, write_parquet
from mujaz.bulk.ledger import connect_to_read
from mujaz.disk import atomic
from mujaz.errors import OutputError, UsageError

__all__ = ["FORMATS", "TABLES", "Format", "export"]

Format = Literal["jsonl", "parquet", "csv", "geojson"]
FORMATS: tuple[Format, ...] = get_args(Format)
TABLES: tuple[Table, ...] = get_args(Table)


def export(
    folder: Path, format_: Format, tables: Sequence[Table], out: Path | None, stdout: TextIO
) -> list[tuple[str, int]]:
    """Write tables of the run in `folder`; returns each file's name (or "-") with its number of rows.

    With `out`, a folder, every table becomes `<table>.<format>` there, complete or as it was before; without it the
    only table goes to `stdout`. GeoJSON has events alone. Works also while the run goes on: what is done by then is
    in it. Raises UsageError, OutputError, LedgerError.
    """
    if format_ == "geojson":
        if any(table != "events" for table in tables):
            raise UsageError("GeoJSON holds events; leave --table out, or give --table events.")
        tables = ["events"]
    if out is None and (len(tables) != 1 or format_ == "parquet"):
        raise UsageError("Name a folder with --out, or for standard output one table with --table.")
    with contextlib.closing(connect_to_read(folder)) as connection:
        connection.execute("BEGIN")  # one moment of the run for all tables
        try:
            if out is None:
                return [("-", WRITERS[format_](rows(connection, tables[0]), COLUMNS[tables[0]], stdout))]
            return [_file(connection, format_, table, out) for table in tables]
        except sqlite3.Error as error:
            raise LedgerError(f"{folder}: the ledger cannot be read ({error}).") from error


def _file(connection: sqlite3.Connection, format_: Format, table: Table, out: Path) -> tuple[str, int]:
    path = out / f"{table}.{format_}"
    try:
        out.mkdir(parents=True, exist_ok=True)
        atomic.sweep(out)
        with atomic.Part(path) as part:
            if format_ == "parquet":
                count = write_parquet(rows(connection, table), COLUMNS[table], part.name)
            else:
                file = io.TextIOWrapper(part.file, encoding="utf-8", errors="replace", newline="")
                count = WRITERS[format_](rows(connection, table), COLUMNS[table], file)
                file.detach()  # flushed, and not closed
            part.put()
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}).") from error
    return str(path), count
