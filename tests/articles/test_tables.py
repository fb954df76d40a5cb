"""Articles in JSON and JSON Lines."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest

from mujaz.articles.article import Article
from mujaz.articles.tables import from_record, read_json, read_lines
from mujaz.errors import ReadError
from tests.articles.samples import BODY, TITLE, page


def outcomes(lines: list[object], limit: int = 10_000) -> list[Article | ReadError]:
    encoded = [line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode() for line in lines]
    return list(read_lines(io.BytesIO(b"\n".join(encoded)), "news", limit))


def test_a_record_becomes_an_article_headed_by_its_title() -> None:
    article = from_record(
        {"text": BODY, "title": TITLE, "url": "https://example.org/a b", "outlet": "السنديان", "id": 17,
         "published": "2024-05-07", "category": ["ignored"], "html": None},
        "x",
    )  # fmt: skip
    assert article == Article(
        id="17", text=f"{TITLE}\n\n{BODY}", title=TITLE, url="https://example.org/a%20b", outlet="السنديان",
        published=date(2024, 5, 7), published_from="record",
    )  # fmt: skip


@pytest.mark.parametrize(
    "value",
    ["2024-05-07", "2024-05-07T23:59:00-11:00", "20240507", "07/05/2024", "7 أيار 2024", "May 7, 2024", "٠٧-٠٥-٢٠٢٤"],
)
def test_the_day_counts_as_written(value: str) -> None:
    assert from_record({"text": BODY, "published": value}, "x").published == date(2024, 5, 7)


def test_a_page_in_a_record_is_extracted_and_the_record_has_the_last_word() -> None:
    markup = page(head='<meta name="date" content="2020-01-01">')
    from_page = from_record({"html": markup}, "x")
    assert (from_page.title, from_page.published, from_page.published_from) == (TITLE, date(2020, 1, 1), "page")
    own = from_record({"html": markup, "published": "2024-05-07", "title": "عنوان آخر"}, "x")
    assert (own.title, own.published, own.published_from) == ("عنوان آخر", date(2024, 5, 7), "record")
    assert own.text.startswith("عنوان آخر\n\n")


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({}, 'neither "text" nor "html"'),
        ({"text": " ", "html": None}, 'neither "text" nor "html"'),
        ({"text": 5}, 'field "text" is a number'),
        ({"text": BODY, "title": ["a"]}, 'field "title" is a list'),
        ({"text": BODY, "published": 1584403200}, 'field "published" is a number'),
        ({"text": BODY, "published": "2024-05"}, "YYYY-MM-DD"),
        ({"text": BODY, "published": "05/13/2024"}, "YYYY-MM-DD"),
        ({"text": BODY, "url": "javascript:alert(1)"}, 'field "url"'),
        ({"text": "a\0b"}, "NUL"),
        ({"text": "..."}, "no words"),
        ({"html": "<p></p>"}, "no article text"),
        ("text", "a string stands where an object"),
        (None, "null stands where an object"),
    ],
)
def test_a_wrong_record_says_which_field(record: Any, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        from_record(record, "x")


def test_half_a_surrogate_pair_is_replaced_and_a_whole_one_kept() -> None:
    assert from_record(json.loads('{"text": "خبر \\ud83d \\ud83d\\ude00"}'), "x").text == "خبر \ufffd 😀"


@pytest.mark.parametrize("wrap", [lambda r: r, lambda r: {"articles": r, "status": "ok"}])
def test_lists_of_records_are_numbered(wrap: Any) -> None:
    data = json.dumps(wrap([{"text": BODY}, {"title": "x"}, {"text": BODY, "id": "own"}])).encode("utf-16")
    first, second, third = read_json(data, "news")
    assert isinstance(first, Article)
    assert first.id == "news-1"
    assert str(second).startswith("article 2: neither")
    assert isinstance(third, Article)
    assert third.id == "own"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[]", "nothing to read"),
        (b' {"articles": []}', "list is empty"),
        (b'"a"', "neither an object"),
        (b'{"text": "a"', "not valid JSON"),
        (b"[" * 100_000 + b"1", "JSON"),
    ],
)
def test_a_document_without_records_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        list(read_json(data, "x"))


def test_bad_lines_are_named_and_the_others_read() -> None:
    good = {"text": BODY}
    found = outcomes(
        [b"\xef\xbb\xbf" + json.dumps(good).encode(), b"", b'{"text": ', [1], b'{"text": "\xc7"}', b"x" * 20_000, good]
    )
    assert [outcome.id if isinstance(outcome, Article) else str(outcome).split(" (")[0] for outcome in found] == [
        "news-1",
        "line 3: not valid JSON",
        "line 4: a list stands where an object with text or html is expected",
        "line 5: byte 11 is not UTF-8; convert the file to UTF-8",
        "line 6: longer than 0.0 MB; split it",
        "news-7",
    ]


def test_a_line_of_exactly_the_limit_is_read() -> None:
    line = json.dumps({"text": BODY}).encode()
    assert isinstance(outcomes([line, line], limit=len(line))[0], Article)


def test_lines_are_read_only_when_asked_for() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            line = b'{"text": "\xd8\xae\xd8\xa8\xd8\xb1"}\n'
            buffer[: len(line)] = line
            return len(line)

    found = read_lines(io.BufferedReader(Endless()), "news")
    assert [str(getattr(next(found), "id", "")) for _ in range(3)] == ["news-1", "news-2", "news-3"]


def test_a_pretty_printed_document_is_not_taken_for_lines() -> None:
    with pytest.raises(ReadError, match=r"name it \.json"):
        outcomes([b"[", b'  {"text": "a"}', b"]"])
    for empty in (b"", b"\n\n"):
        with pytest.raises(ReadError, match="nothing to read"):
            outcomes([empty])
