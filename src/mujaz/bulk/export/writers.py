"""One writer a format: rows go in one at a time, and nothing is kept of them."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from mujaz.bulk.export.columns import SCHEMA, Column
from mujaz.bulk.export.rows import Row
from mujaz.errors import UsageError
from mujaz.render._text import json_text, visible

__all__ = ["WRITERS", "write_csv", "write_geojson", "write_jsonl", "write_parquet"]

_FORMULA = re.compile(r"[\s\u200c-\u200f\u061c]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]|'")
"""How text begins that a spreadsheet takes for a formula: also behind what is not to be seen, in full width, and after
a tab or a line break. The apostrophe is here so that one in front always is ours."""
_ROWS = 2_000


def write_jsonl(rows: Iterable[Row], columns: tuple[Column, ...], file: TextIO) -> int:
    """One JSON object a line, every column in it; returns the number of rows."""
    count = 0
    for row in rows:
        file.write(_json({name: _jsonable(row.get(name)) for name, _ in columns}) + "\n")
        count += 1
    return count


def write_csv(rows: Iterable[Row], columns: tuple[Column, ...], file: TextIO) -> int:
    """Comma-separated, RFC 4180, with a header and a byte order mark, without which spreadsheets spoil the Arabic.

    This is the format for spreadsheets. Text that one would take for a formula, or that begins with an apostrophe, gets
    an apostrophe in front (OWASP, "CSV Injection"): to read text back, take one apostrophe off its beginning. Numbers
    stay numbers. What hides, reorders or commands a terminal is written out as in `mujaz.render`; NUL and lone
    surrogates too. Nested documents are left out, lists are joined by "; ". JSON Lines and Parquet hold everything as
    it is.
    """
    kept = [(name, kind) for name, kind in columns if kind != "json"]
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow([name for name, _ in kept])
    count = 0
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name, _ in kept])
        count += 1
    return count


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        value = visible(value)
        return f"'{value}" if _FORMULA.match(value) else value
    return value


def write_geojson(rows: Iterable[Row], columns: tuple[Column, ...], file: TextIO) -> int:
    """A FeatureCollection (RFC 7946) of the events that have coordinates; returns how many those are."""
    file.write('{"type": "FeatureCollection", "features": [')
    count = 0
    for row in rows:
        if not _on_earth(row.get("latitude"), row.get("longitude")):
            continue
        properties = {name: _jsonable(row.get(name)) for name, _ in columns if name not in ("latitude", "longitude")}
        feature = {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
            "properties": properties,
        }
        file.write(("," if count else "") + "\n" + _json(feature))
        count += 1
    file.write("\n]}\n")
    return count


def _on_earth(latitude: float | None, longitude: float | None) -> bool:
    """Whether both are known and degrees of WGS 84 (RFC 7946, 4)."""
    return latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180


def _json(value: object) -> str:
    """JSON as RFC 8259 has it, Arabic as Arabic, nothing in it for a terminal to obey."""
    return json_text(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _jsonable(value: object) -> object:
    """Dates as text; null for a number that JSON does not have."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value.isoformat() if isinstance(value, date) else value


def write_parquet(rows: Iterable[Row], columns: tuple[Column, ...], path: Path) -> int:
    """A Parquet file whose schema depends on nothing but `columns`, in row groups of 2,000."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: pip install 'mujaz[bulk]'") from error
    types = {
        "text": pyarrow.string(), "json": pyarrow.string(), "int": pyarrow.int64(), "float": pyarrow.float64(),
        "date": pyarrow.date32(), "bool": pyarrow.bool_(), "texts": pyarrow.list_(pyarrow.string()),
    }  # fmt: skip
    schema = pyarrow.schema([(name, types[kind]) for name, kind in columns], metadata={"schema": SCHEMA})
    count = 0
    group: list[dict[str, Any]] = []
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:

        def flush() -> None:
            if group:
                writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
                group.clear()

        for row in rows:
            group.append({name: _storable(row.get(name), kind) for name, kind in columns})
            count += 1
            if len(group) >= _ROWS:
                flush()
        flush()
    return count


def _storable(value: object, kind: str) -> object:
    return json.dumps(value, ensure_ascii=False) if kind == "json" and value is not None else value


WRITERS: dict[str, Callable[[Iterable[Row], tuple[Column, ...], TextIO], int]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "geojson": write_geojson,
}
"""Formats that are text."""
