"""Articles in JSON: one object, a list of objects, `{"articles": [...]}`, or JSON Lines.

A record has `text` (or `body`) or `html`, and may have `title`, `url`, `outlet`, `published` and `id`. Other fields
are ignored, and null counts as absent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from mujaz.articles import published as dates
from mujaz.articles.article import Article
from mujaz.articles.files import pass_over
from mujaz.articles.limits import MAX_BLANK_LINES, MAX_FILE_BYTES, MAX_SKIPPED_BYTES
from mujaz.articles.metadata import web_address
from mujaz.articles.text import decode, require_lines
from mujaz.articles.title import letters, one_line, with_title
from mujaz.errors import ReadError

__all__ = ["from_record", "read_json", "read_lines", "records"]

_BOM = b"\xef\xbb\xbf"


def read_json(data: bytes, stem: str) -> Iterator[Article | ReadError]:
    """Articles of a JSON document. `stem` is the id of a single one; those of a list are `stem-1`, `stem-2`,
    ... unless they bring an `id`. A bad record comes out as a ReadError that names it, and the next follows.
    Raises ReadError when the document is no JSON or has no records.
    """
    document = _parsed(decode(data).text)
    if isinstance(document, dict) and isinstance(document.get("articles"), list):
        document = document["articles"]
    if isinstance(document, dict):
        yield from_record(document, stem)
        return
    if not isinstance(document, list):
        raise ReadError("the JSON is neither an object nor a list of objects; give articles as objects")
    if not document:
        raise ReadError("the JSON list is empty; nothing to read")
    for number, record in enumerate(document, 1):
        try:
            yield from_record(record, f"{stem}-{number}")
        except ReadError as error:
            yield ReadError(f"article {number}: {error}")


def read_lines(stream: BinaryIO, stem: str, limit: int = MAX_FILE_BYTES) -> Iterator[Article | ReadError]:
    """Articles of a JSON Lines stream (UTF-8, one object a line), read as they are asked for.

    Ids are `stem-LINE` unless a record brings one; lines count from 1, blank ones are skipped. A bad line, or
    one of more than `limit` bytes, comes out as a ReadError with its number, and the next follows. Raises
    ReadError when the stream is no JSON Lines at all or has no records.
    """
    for number, record in records(stream, limit):
        try:
            if isinstance(record, ReadError):
                raise record
            yield from_record(record, f"{stem}-{number}")
        except ReadError as error:
            yield ReadError(f"line {number}: {error}")


def records(stream: BinaryIO, limit: int = MAX_FILE_BYTES) -> Iterator[tuple[int, object]]:
    """The values of a JSON Lines stream with the numbers of their lines; a ReadError for a line that is
    no JSON. Raises ReadError as `read_lines` does."""
    number = found = blank = 0
    while line := stream.readline(limit + 1):
        number += 1
        if number == 1:
            require_lines(line)
            line = line.removeprefix(_BOM)
        if len(line) > limit and not line.endswith(b"\n"):
            if not pass_over(stream):
                raise ReadError(f"line {number}: it does not end within {MAX_SKIPPED_BYTES / 1e9:g} GB; given up there")
            found += 1
            yield number, ReadError(f"longer than {limit / 1e6:,.1f} MB; split it")
            continue
        if not line.strip():
            blank += 1
            if blank > MAX_BLANK_LINES:
                raise ReadError(f"line {number}: {MAX_BLANK_LINES:,} blank lines one after another; given up there")
            continue
        blank = 0
        found += 1
        try:
            yield number, _line(line)
        except ReadError as error:
            if found == 1 and line.strip() in (b"[", b"{"):
                raise ReadError("it is one JSON document, not JSON Lines; name it .json") from error
            yield number, error
    if not number:
        raise ReadError("it is empty; nothing to read")
    if not found:
        raise ReadError("it has no lines but blank ones; nothing to read")


def _line(line: bytes) -> object:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(f"byte {error.start + 1} is not UTF-8; convert the file to UTF-8") from error
    return _parsed(text)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if "\n" in text.strip() else f"column {error.colno}"
        raise ReadError(f"not valid JSON ({error.msg[:1].lower()}{error.msg[1:]}, {where})") from error
    except (ValueError, RecursionError) as error:
        raise ReadError("not usable JSON (nested too deep, or a number without end)") from error


def from_record(record: object, fallback_id: str) -> Article:
    """The article of one record; its id (not yet made safe) is the record's or `fallback_id`.

    `text` wins over `html`, a record's own fields win over what its page says. `published` is an ISO date or
    timestamp, or another form that `published.parse` knows, with the day first; the day counts as written,
    whatever the zone. Half a surrogate pair becomes U+FFFD. Raises ReadError naming the field.
    """
    if not isinstance(record, dict):
        raise ReadError(f"{_type(record)} stands where an object with text or html is expected")
    title, url, outlet = (_string(record, name) for name in ("title", "url", "outlet"))
    if url is not None and (url := web_address(url)) is None:
        raise ReadError('field "url" is not an http(s) address; correct or remove it')
    day = _published(record)
    basis = "record" if day else None
    text = _string(record, "text") or _string(record, "body")
    page = None if text else _string(record, "html")
    if text is None and page is None:
        raise ReadError('neither "text" nor "html" has anything in it')
    if page is not None:
        from mujaz.articles.html import extract

        found = extract(page, url)
        if title is None:
            text, title = found.text, found.title
        else:
            text = with_title(title, found.text)
        url, outlet = url or found.url, outlet or found.outlet
        if day is None and found.published:
            day, basis = found.published, "page"
    else:
        text = with_title(title, text or "")
    if not letters(text):
        raise ReadError('field "text" holds no words')
    return Article(
        id=_id(record, fallback_id),
        text=text,
        title=one_line(title) if title else None,
        url=url,
        outlet=outlet,
        published=day,
        published_from=basis,
    )


def _string(record: dict[str, Any], name: str) -> str | None:
    """The field without lone surrogates, None when absent, null or blank."""
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ReadError(f'field "{name}" is {_type(value)}, not a string')
    if "\0" in value:
        raise ReadError(f'field "{name}" has NUL characters; it is not text')
    if not value.strip():
        return None
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _published(record: dict[str, Any]) -> date | None:
    value = _string(record, "published")
    if value is None:
        return None
    day = dates.parse(value, day_first=True)
    if day is None:
        raise ReadError(f'field "published" is no date ({value[:40]!r}); write it as YYYY-MM-DD')
    return day


def _id(record: dict[str, Any], fallback: str) -> str:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(record, "id") or fallback


def _type(value: object) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "an object",
    }
    return "null" if value is None else names.get(type(value), f"of the type {type(value).__name__}")
