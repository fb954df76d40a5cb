"""Rows of a CSV or TSV table, whatever its encoding and separator."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO

from mujaz.articles.files import unread
from mujaz.articles.limits import MAX_FILE_BYTES
from mujaz.articles.text import decode
from mujaz.errors import ReadError

__all__ = ["Demand", "rows"]

_PEEK = 65_536
_SEPARATORS = ",;\t"
_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Demand = Callable[[Sequence[str]], None]
"""Raises ReadError when the names of a table's columns are of no use."""


def rows(stream: BinaryIO, demand: Demand, *, tabs: bool) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Rows under a header, as mappings from its names, with the number of the line they end on.

    The encoding is found from the first 64 kB, the separator from the header (`tabs` says that it is a tab). Empty
    fields are left out. Raises ReadError for what is no text, has no rows, or columns that `demand` refuses; and where
    a line or a field is longer than `MAX_FILE_BYTES`: where the next row begins cannot be known then.
    """
    text, header = _opened(stream)
    separator = "\t" if tabs else max(_SEPARATORS, key=header.count)
    csv.field_size_limit(MAX_FILE_BYTES)
    reader = csv.DictReader(_Lines(text), delimiter=separator, restkey="")
    some = False
    try:
        demand([name for name in reader.fieldnames or () if name])
        for row in reader:
            some = True
            yield reader.line_num, {name: value for name, value in row.items() if name and value}
    except csv.Error as error:
        raise ReadError(f"line {reader.line_num}: {error}; what follows is not read") from error
    if not some:
        raise ReadError("it has no rows under its header; nothing to read")


class _Lines:
    """The lines of a text, none longer than `MAX_FILE_BYTES` characters."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_FILE_BYTES + 1)
        if not line:
            raise StopIteration
        self._number += 1
        if len(line) > MAX_FILE_BYTES:
            raise ReadError(
                f"line {self._number}: longer than {MAX_FILE_BYTES / 1e6:,.0f} MB; what follows is not read"
            )
        return line


def _opened(stream: BinaryIO) -> tuple[io.TextIOWrapper, str]:
    """The stream as text, and its first line or what of it lies within the first 64 kB."""
    beginning = stream.read(_PEEK)
    encoding = _encoding(beginning)
    header = codecs.getincrementaldecoder(encoding)("replace").decode(beginning).split("\n", 1)[0]
    return io.TextIOWrapper(unread(beginning, stream), encoding=encoding, errors="replace", newline=""), header


def _encoding(beginning: bytes) -> str:
    """The encoding of a table that begins so, in a form that takes a byte order mark for what it is."""
    marked = next((encoding for mark, encoding in _MARKED if beginning.startswith(mark)), None)
    if marked is not None:
        return marked
    whole_lines = beginning[: beginning.rfind(b"\n") + 1] or beginning
    if b"\0" in beginning:
        whole_lines = beginning[: len(beginning) // 2 * 2]  # UTF-16, where a line feed has two bytes, or no text
    return decode(whole_lines).encoding.removesuffix("-damaged")
