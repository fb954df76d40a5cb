"""The input of a run: tables, files and folders, read as they are asked for and never whole.

A table is .jsonl, .csv, .tsv (each also .gz) or .parquet; its records become articles as in `mujaz.articles.tables`,
after their fields have been renamed as the caller says. All other files are read as `mujaz.articles.read` reads them.
"""

from __future__ import annotations

import contextlib
import functools
import glob
import itertools
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from mujaz.articles.article import Article
from mujaz.articles.files import gunzip, open_regular, walk
from mujaz.articles.identity import safe_id, shown
from mujaz.articles.limits import MAX_BLANK_LINES
from mujaz.articles.sources import read
from mujaz.articles.tables import from_record, records
from mujaz.bulk import intake_csv, intake_parquet
from mujaz.errors import ReadError, UsageError

__all__ = ["FIELDS", "count", "fields_given", "paths", "read_input"]

FIELDS = ("id", "text", "html", "title", "url", "outlet", "published")

_TABLES = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
_OTHERS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json")
_LINES = (".jsonl", ".ndjson")
_TEXTS = ("text", "body", "html")
_PIECE = 1_000_000

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
    else:
        try:
            open_regular(source).close()  # a pipe cannot be read twice, and a run reads its input more than once
        except ReadError as error:
            raise ReadError(f"{shown(source)}: {error}") from error
        yield Path(source)


def _found(found: Iterator[Path | ReadError], source: str) -> Iterator[Path | ReadError]:
    some = False
    for path in found:
        if isinstance(path, ReadError) or not os.path.isdir(path):  # noqa: PTH112 - what is no file either is said
            some = True
            yield path
    if not some:
        raise ReadError(f"{shown(source)}: no articles there; check the path or the pattern")


def read_input(source: str, fields: Mapping[str, str]) -> Iterator[Item]:
    """The articles of a source in a steady order. What cannot be read comes out as a ReadError that says where, and the
    next follows. Raises ReadError when the source as a whole cannot be read, or is one file and nothing more comes.
    """
    alone = os.path.lexists(source) and not os.path.isdir(source)  # noqa: PTH112
    for path in paths(source):
        if isinstance(path, ReadError):
            yield path
            continue
        items = _table(path, fields) if _suffix(path.name) in _TABLES else read([path])
        if alone:
            beginning = list(itertools.islice(items, 2))
            if len(beginning) == 1 and isinstance(beginning[0], ReadError):
                raise beginning[0]
            yield from beginning
        yield from items


def count(source: str) -> int:
    """How many items the source holds, without reading their texts: lines, rows and files. Raises ReadError."""
    total = 0
    for path in paths(source):
        if isinstance(path, ReadError) or _suffix(path.name) not in _TABLES:
            total += 1
            continue
        try:
            total += _count_table(path)
        except (ReadError, OSError):
            total += 1  # what is wrong with it is said when it is read
    return total


def _suffix(name: str) -> str:
    """The suffix that tells the kind, "" for kinds that are not read."""
    name = name.lower().removesuffix(".gz")
    suffix = os.path.splitext(name)[1]  # noqa: PTH122
    return suffix if suffix in _TABLES or suffix in _OTHERS else ""


def _table(path: Path, fields: Mapping[str, str]) -> Iterator[Item]:
    """The articles of one table; the last item may be a ReadError about the rest of it."""
    name, stem = shown(path), path.name.split(".")[0]
    where = "row" if _suffix(path.name) == ".parquet" else "line"
    source = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        for number, record in _records(path, fields):
            try:
                if isinstance(record, ReadError):
                    raise record
                article = from_record(_renamed(record, fields), f"{stem}-{number}")
                yield replace(article, id=safe_id(article.id), source=source)
            except ReadError as error:
                yield ReadError(f"{name}: {where} {number}: {error}")
    except ReadError as error:
        yield ReadError(f"{name}: {error}")
    except OSError as error:
        yield ReadError(f"{name}: reading failed ({error.strerror or error})")


def _renamed(record: object, fields: Mapping[str, str]) -> object:
    if not fields or not isinstance(record, dict):
        return record
    _demand_fields(list(record), fields)
    return {**record, **{ours: record[theirs] for ours, theirs in fields.items()}}


def _demand_fields(names: Sequence[str], fields: Mapping[str, str]) -> None:
    missing = [theirs for theirs in fields.values() if theirs not in names]
    if missing:
        raise ReadError(f"it has no field {missing[0]!r} (see --field)")


def _demand_columns(fields: Mapping[str, str], names: Sequence[str]) -> None:
    """ReadError when no row under these columns can be an article."""
    _demand_fields(names, fields)
    if not {*names, *fields} & set(_TEXTS):
        named = shown(", ".join(names[:8])) or "none with a name"
        raise ReadError(f"its columns ({named}) have neither text nor html; say which is it: --field text=NAME")


def _records(path: Path, fields: Mapping[str, str]) -> Iterator[tuple[int, object]]:
    """Records with their number: of the line, or of the row in a Parquet file."""
    suffix = _suffix(path.name)
    demand = functools.partial(_demand_columns, fields)
    if suffix == ".parquet":
        yield from intake_parquet.rows(path, demand, [*FIELDS, *_TEXTS, *fields.values()])
        return
    with _opened(path) as stream:
        yield from records(stream) if suffix in _LINES else intake_csv.rows(stream, demand, tabs=suffix == ".tsv")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with open_regular(path) as stream:
        yield gunzip(stream) if path.name.lower().endswith(".gz") else stream


def _count_table(path: Path) -> int:
    suffix = _suffix(path.name)
    if suffix == ".parquet":
        return intake_parquet.number_of_rows(path)
    with _opened(path) as stream:
        if suffix in _LINES:
            return _count_lines(stream)
        return sum(1 for _ in intake_csv.rows(stream, lambda _names: None, tabs=suffix == ".tsv"))


def _count_lines(stream: BinaryIO) -> int:
    """Lines with anything in them; of a line that is longer than a piece only a piece is held at a time."""
    total = blank = 0
    begun = False
    while (piece := stream.readline(_PIECE)) and blank <= MAX_BLANK_LINES:
        blank = blank + 1 if piece.isspace() else 0
        if not begun and not blank:
            total, begun = total + 1, True
        if piece.endswith(b"\n"):
            begun = False
    return total
