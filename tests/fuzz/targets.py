"""What fuzzing drives: every reader and every part of the Arabic layer, from bytes.

A target returns when the input was read or refused as documented, and raises for everything else. `SEEDS` are small
good inputs that fuzzing starts from. A file that once broke a target lies in `found/TARGET/`.
"""

from __future__ import annotations

import gzip
import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from mujaz.articles import html, published, tables, text, url
from mujaz.articles.article import Article
from mujaz.articles.files import gunzip
from mujaz.articles.identity import MAX_ID_BYTES, safe_id, shown
from mujaz.articles.metadata import web_address
from mujaz.articles.sources import read
from mujaz.bulk import intake_csv
from mujaz.bulk.intake import count, read_input
from mujaz.cleaning import clean
from mujaz.errors import ReadError
from tests.fuzz import calls_dates, calls_numbers, calls_text
from tests.fuzz.calling import Call
from tests.fuzz.invariants import is_mapped
from tests.fuzz.pieces import case_of, text_of

__all__ = ["FOUND", "SEEDS", "TARGETS"]

FOUND = Path(__file__).parent / "found"

_BODY = "قال مسؤول محلي إن الجسر افتتح يوم الأحد 12 أيار 2024.\nوحضر 30 شخصا."
_PAGE = f"<html><head><title>ا</title><meta name=date content=2024-05-07></head><body><h1>ا</h1><p>{_BODY}</p></body>"


def _outcome(item: object) -> None:
    """An article, or an error on one line of printable characters."""
    if isinstance(item, ReadError):
        assert str(item).isprintable(), ascii(str(item))
        assert len(str(item)) < 3_000
    else:
        assert isinstance(item, Article)
        assert "\0" not in item.text
        item.text.encode("utf-8")
        assert any(map(str.isalnum, item.text))


def _refused(target: Callable[[bytes], object]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        try:
            target(data)
        except ReadError as error:
            _outcome(error)

    return run


def _decode(data: bytes) -> None:
    found = text.decode(data)
    assert "\0" not in found.text
    found.text.encode("utf-8")
    assert found == text.decode(data)


def _json(data: bytes) -> None:
    for item in tables.read_json(data, "a"):
        _outcome(item)


def _lines(data: bytes) -> None:
    for item in tables.read_lines(io.BytesIO(data), "a", limit=200):
        _outcome(item)


def _gzip(data: bytes) -> None:
    unpacked = gunzip(io.BytesIO(data)).read()
    assert unpacked == gzip.decompress(data)


def _csv(data: bytes) -> None:
    for number, row in intake_csv.rows(io.BytesIO(data[1:]), lambda _names: None, tabs=data[:1] == b"\t"):
        assert number > 0
        assert all(name and value for name, value in row.items())


def _table(suffix: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"a{suffix}"
            path.write_bytes(data)
            try:
                items = list(read_input(str(path), {}))
            except ReadError as error:
                items = [error]
            count(str(path))
        for item in items:
            _outcome(item)

    return run


def _stdin(data: bytes) -> None:
    for item in read("-", stdin=io.BytesIO(data)):
        _outcome(item)


def _address(data: bytes) -> None:
    address = text_of(data)
    assert "\n" not in shown(address)
    assert 1 <= len(safe_id(address).encode()) <= MAX_ID_BYTES + 1
    if (found := web_address(address)) is not None:
        assert found.isprintable()
        assert web_address(found) == found
    published.parse(address, day_first=bool(len(data) % 2))
    here = url._checked("https://news.example/a/b", False)
    for one in (address, f"http://{address}/", f"https://a.example:{address}"):
        for ask in (url._checked, lambda given, allowed: url._redirected(here, given, allowed)):
            try:
                target = ask(one, False)
            except ReadError as error:
                _outcome(error)
            else:
                assert target.scheme in ("http", "https")
                assert not target.userinfo


def _clean(data: bytes) -> None:
    article = Article.from_text(text_of(data))
    cleaned = clean(article)
    is_mapped(cleaned.mapped, article.text)
    assert all(0 <= s.raw.start < s.raw.end <= len(article.text) for s in cleaned.segments)


def _all(calls: dict[str, Call]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        case = case_of(data)
        for call in calls.values():
            call(case)

    return run


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decode": _refused(_decode),
    "html": _refused(lambda data: html.extract(data).text.encode("utf-8")),
    "json": _refused(_json),
    "lines": _refused(_lines),
    "gzip": _refused(_gzip),
    "csv": _refused(_csv),
    "csv-file": _table(".csv"),
    "parquet-file": _table(".parquet"),
    "stdin": _stdin,
    "address": _refused(_address),
    "clean": _refused(_clean),
    "text": _all(calls_text.CALLS),
    "numbers": _all(calls_numbers.CALLS),
    "dates": _all(calls_dates.CALLS),
}

_RECORD = json.dumps({"text": _BODY, "published": "2024-05-07", "url": "https://a.example/1", "id": "x"})


def _parquet() -> bytes:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        return b"PAR1"
    sink = io.BytesIO()
    rows = [{"id": "x", "text": _BODY, "published": "2024-05-07"}] * 3
    parquet.write_table(pyarrow.Table.from_pylist(rows), sink, compression="snappy")
    return sink.getvalue()


_CSV = f'id,text,published\nx,"{_BODY}",2024-05-07\n'
_PLAIN = b"\1" + _BODY.encode()

SEEDS: dict[str, list[bytes]] = {
    "decode": [_BODY.encode(encoding) for encoding in ("utf-8", "cp1256", "utf-16", "utf-16-le", "iso8859_6")],
    "html": [_PAGE.encode(), _PAGE.encode("cp1256")],
    "json": [_RECORD.encode(), f"[{_RECORD}]".encode(), json.dumps({"html": _PAGE}).encode()],
    "lines": [f"{_RECORD}\n{_RECORD}\n".encode()],
    "gzip": [gzip.compress(b"a" * 99), gzip.compress(b"") + gzip.compress(b"b") + b"\0\0"],
    "csv": [f",{_CSV}".encode(), f",{_CSV}".encode("utf-16"), b"\t" + _CSV.replace(",", "\t").encode()],
    "csv-file": [_CSV.encode(), _CSV.encode("cp1256")],
    "parquet-file": [_parquet()],
    "stdin": [_BODY.encode(), _PAGE.encode(), _RECORD.encode(), gzip.compress(_RECORD.encode())],
    "address": [b"\1https://a.example:8080/x?y=1#z", b"\1//b.example/", b"\0017 May 2024", b"\1[::1]"],
    "clean": [_PLAIN, b"\0\1\2\3\4\5"],
    "text": [_PLAIN, bytes(range(200))],
    "numbers": [_PLAIN, bytes(range(200))],
    "dates": [_PLAIN, bytes(range(200))],
}
