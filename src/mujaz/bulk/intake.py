"""The input of a run: tables, files and folders, read as they are asked for and never whole.

A table is .jsonl, .csv, .tsv (each also .gz) or .parquet; its records become articles as in `mujaz.articles.tables`,
after their fields have been renamed as the caller says. All other files are read as `mujaz.articles.read` reads them.
"""

from __future__ import annotations

import contextlib
import csv
import glob
import io
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from mujaz.articles.article import Article
from mujaz.articles.files import MAX_FILE_BYTES, gunzip, open_regular, unread, walk
from mujaz.articles.identity import safe_id, shown
from mujaz.articles.sources import read
from mujaz.articles.tables import from_record
from mujaz.articles.text import decode
from mujaz.errors import ReadError, UsageError

__all__ = ["FIELDS", "count", "fields_given", "paths", "read_input"]

FIELDS = ("id", "text", "html", "title", "url", "outlet", "published")

_TABLES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
_OTHERS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json")
_PEEK = 65_536
_ROWS = 64

Item = Article | ReadError


def fields_given(given: tuple[str, ...]) -> dict[str, str]:
    """`("text=body",)` as a mapping from our field to the record's. Raises UsageError."""
    fields = {}
    for one in given:
        ours, equals, theirs = one.partition("=")
        if ours not in FIELDS or not equals or not theirs:
            raise UsageError(f"--field {one!r}: write OURS=THEIRS, where OURS is one of {', '.join(FIELDS)}.")
        fields[ours] = theirs
    return fields


def paths(source: str) -> Iterator[Path | ReadError]:
    """The files of a source: a file, a folder (files of known kinds under it, sorted), or a pattern (`news/**/*.txt`).

    Raises ReadError when there are none.
    """
    if os.path.isdir(source):  # noqa: PTH112 - Path.is_dir raises on some bad names
        yield from _found(walk(Path(source), lambda path: bool(_suffix(path.name))), source)
    elif not os.path.lexists(source) and glob.has_magic(source):
        yield from _found((Path(name) for name in sorted(glob.glob(source, recursive=True))), source)  # noqa: PTH207
    elif not os.path.lexists(source):
        raise ReadError(f"{shown(source)}: there is no such file; check the path")
    else:
        yield Path(source)


def _found(found: Iterator[Path | ReadError], source: str) -> Iterator[Path | ReadError]:
    some = False
    for path in found:
        if isinstance(path, ReadError) or path.is_file():
            some = True
            yield path
    if not some:
        raise ReadError(f"{shown(source)}: no articles there; check the path or the pattern")


def read_input(source: str, fields: Mapping[str, str]) -> Iterator[Item]:
    """The articles of a source in a steady order. What cannot be read comes out as a ReadError that says where, and the
    next follows. Raises ReadError when the source as a whole cannot be read."""
    for path in paths(source):
        if isinstance(path, ReadError):
            yield path
        elif _suffix(path.name) in _TABLES:
            yield from _table(path, fields)
        else:
            yield from read([path])


def count(source: str) -> int:
    """How many items the source holds, without reading their texts: lines, rows and files. Raises ReadError."""
    total = 0
    for path in paths(source):
        if isinstance(path, ReadError) or _suffix(path.name) not in _TABLES:
            total += 1
            continue
        try:
            total += _count_table(path)
        except (ReadError, OSError, csv.Error):
            total += 1  # what is wrong with it is said when it is read
    return total


def _suffix(name: str) -> str:
    """The suffix that tells the kind, "" for kinds that are not read."""
    name = name.lower().removesuffix(".gz")
    suffix = os.path.splitext(name)[1]  # noqa: PTH122
    return suffix if suffix in _TABLES or suffix in _OTHERS else ""


def _table(path: Path, fields: Mapping[str, str]) -> Iterator[Item]:
    """The articles of one table."""
    name, stem = shown(path), path.name.split(".")[0]
    where = "row" if _suffix(path.name) == ".parquet" else "line"
    source = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        for number, record in _records(path):
            try:
                if isinstance(record, ReadError):
                    raise record
                article = from_record(_renamed(record, fields), f"{stem}-{number}")
                yield replace(article, id=safe_id(article.id), source=source)
            except ReadError as error:
                yield ReadError(f"{name}: {where} {number}: {error}")
    except ReadError as error:
        yield ReadError(f"{name}: {error}")
    except (OSError, csv.Error) as error:
        yield ReadError(f"{name}: reading failed ({error})")


def _renamed(record: object, fields: Mapping[str, str]) -> object:
    if not fields or not isinstance(record, dict):
        return record
    missing = [theirs for theirs in fields.values() if theirs not in record]
    if missing:
        raise ReadError(f"it has no field {missing[0]!r} (see --field)")
    return {**record, **{ours: record[theirs] for ours, theirs in fields.items()}}


def _records(path: Path) -> Iterator[tuple[int, object]]:
    """Records with their number: of the line, or of the row in a Parquet file."""
    suffix = _suffix(path.name)
    if suffix == ".parquet":
        yield from _parquet(path)
        return
    with _opened(path) as stream:
        yield from _lines(stream) if suffix in (".jsonl", ".ndjson") else _rows(stream, suffix)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with open_regular(path) as stream:
        yield gunzip(stream) if path.name.lower().endswith(".gz") else stream


def _lines(stream: BinaryIO) -> Iterator[tuple[int, object]]:
    number = 0
    while line := stream.readline(MAX_FILE_BYTES + 1):
        number += 1
        if len(line) > MAX_FILE_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(1_000_000)) and not rest.endswith(b"\n"):
                pass
            yield number, ReadError(f"longer than {MAX_FILE_BYTES / 1e6:,.0f} MB; split it")
            continue
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, ReadError(f"not valid JSON ({error})")
        else:
            yield number, record


def _rows(stream: BinaryIO, suffix: str) -> Iterator[tuple[int, object]]:
    """Rows under a header; the encoding is found from the first 64 kB, the separator from the header."""
    beginning = stream.read(_PEEK)
    encoding = decode(beginning[: beginning.rfind(b"\n") + 1] or beginning).encoding.removesuffix("-damaged")
    text = io.TextIOWrapper(
        unread(beginning, stream),
        encoding="utf-8-sig" if encoding == "utf-8" else encoding,
        errors="replace",
        newline="",
    )
    header = beginning.split(b"\n", 1)[0].decode(encoding, "replace")
    separator = "\t" if suffix == ".tsv" else max(",;\t", key=header.count)
    csv.field_size_limit(MAX_FILE_BYTES)
    reader = csv.DictReader(text, delimiter=separator, restkey="")
    for row in reader:
        yield reader.line_num, {name: value for name, value in row.items() if name and value}


def _parquet(path: Path) -> Iterator[tuple[int, object]]:
    number = 0
    for batch in _parquet_file(path).iter_batches(batch_size=_ROWS):
        for record in batch.to_pylist():
            number += 1
            yield number, {name: _plain(value) for name, value in record.items()}


def _plain(value: object) -> object:
    """Dates and times as text, as JSON would have them."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _parquet_file(path: Path) -> Any:
    try:
        from pyarrow import ArrowInvalid, parquet
    except ImportError as error:
        raise ReadError("Parquet files need pyarrow: pip install 'mujaz[bulk]'") from error
    open_regular(path).close()
    try:
        return parquet.ParquetFile(path)
    except ArrowInvalid as error:
        raise ReadError(f"it is no Parquet file ({error})") from error


def _count_table(path: Path) -> int:
    suffix = _suffix(path.name)
    if suffix == ".parquet":
        return int(_parquet_file(path).metadata.num_rows)
    with _opened(path) as stream:
        if suffix in (".jsonl", ".ndjson"):
            return sum(1 for line in stream if not line.isspace())
        return sum(1 for _ in _rows(stream, suffix))
