"""The limits that users are told are the limits that hold."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from mujaz.articles import files, limits, tables
from mujaz.articles.article import Article
from mujaz.errors import ReadError

_PAGE = Path(__file__).parents[2] / "docs" / "input.md"


def test_the_page_for_users_tells_every_limit_as_it_is() -> None:
    rows = re.findall(r"^\| [^|]+ \| ([\d,]+)[^|]* \| `(\w+)` \|$", _PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    told = {name: float(value.replace(",", "")) for value, name in rows}
    assert told == {name: float(getattr(limits, name)) for name in limits.__all__}


def test_an_article_may_be_as_long_as_the_limit_and_no_longer() -> None:
    text = "ا" * limits.MAX_ARTICLE_CHARACTERS
    assert Article.from_text(text).text == text
    with pytest.raises(ReadError, match="2,500,001 characters"):
        Article.from_text(text + "ا")


class Endless(io.RawIOBase):
    """A stream without end, as a device or a command may be; `given` counts its bytes."""

    def __init__(self, beginning: bytes, piece: bytes) -> None:
        self._beginning, self._piece, self.given = beginning, piece, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._beginning[: len(view)] or (self._piece * (len(view) // len(self._piece) + 1))[: len(view)]
        self._beginning = self._beginning[len(data) :]
        view[: len(data)] = data
        self.given += len(data)
        return len(data)


def test_a_line_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_SKIPPED_BYTES", 3_000_000)
    stream = Endless(b'{"text": "', b"a")
    with pytest.raises(ReadError, match="line 1: it does not end"):
        list(tables.read_lines(io.BufferedReader(stream), "a", limit=1_000))
    assert stream.given < 6_000_000


def test_blank_lines_without_end_are_given_up() -> None:
    stream = Endless(b'{"text": "a"}\n', b" \n")
    found = tables.read_lines(io.BufferedReader(stream), "a")
    assert isinstance(next(found), Article)
    with pytest.raises(ReadError, match="100,000 blank lines"):
        next(found)
    assert stream.given < 1_000_000


def test_lines_are_read_as_they_come_however_many_there_are() -> None:
    found = tables.read_lines(io.BufferedReader(Endless(b"", b'{"text": "a"}\n')), "a")
    assert [isinstance(next(found), Article) for _ in range(5)] == [True] * 5
