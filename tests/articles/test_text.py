"""Which bytes are text, and in which encoding."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mujaz.articles.text import decode
from mujaz.errors import ReadError
from tests.articles.samples import ARTICLE

_ARABIC_WORDS = [*ARTICLE.split(), "؟", "«قال»", "2026", "التكأكؤ", "لؤلؤ", "\u064bشكرًا", "CNN", "(سانا)"]
news = st.lists(st.sampled_from(_ARABIC_WORDS), min_size=1, max_size=60).map(" ".join)
words = news.filter(lambda text: any(map(str.isalnum, text)))


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", b"\xff\xfe\0\0"),
        ("utf-32-be", b"\0\0\xfe\xff"),
        ("cp1256", b""),
        ("iso8859_6", b""),
    ],
)
def test_an_article_is_read_alike_from_every_encoding(encoding: str, mark: bytes) -> None:
    assert decode(mark + ARTICLE.encode(encoding)) == (ARTICLE, encoding)


def test_line_ends_and_marks_inside_stay_as_they_are() -> None:
    text = "سطر أول\r\nسطر ثان\rسطر\u2028ثالث\ufeff\u200f\n"
    assert decode(text.encode()).text == text


def test_french_in_windows_1252_is_not_taken_for_arabic() -> None:
    text = "Le maire a déclaré que l’école rouvrira après les fêtes, malgré la grève générale des élèves. " * 3
    found = decode(text.encode("cp1252"))
    assert "déclaré" in found.text
    assert not any("ARABIC" in unicodedata.name(character, "") for character in found.text)


def test_russian_in_koi8_r_is_not_taken_for_arabic() -> None:
    text = "Мэр города заявил, что мост снова откроется после праздников, несмотря на забастовку рабочих. " * 3
    assert "Мэр города" in decode(text.encode("koi8_r")).text


def test_a_few_damaged_bytes_do_not_cost_the_article() -> None:
    data = ARTICLE.encode()
    found = decode(data[:100] + b"\xff" + data[100:])
    assert found.encoding == "utf-8-damaged"
    assert 1 <= found.text.count("\ufffd") <= 3
    assert found.text.endswith(ARTICLE[-200:])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "PNG"),
        (b"PK\x03\x04....[Content_Types].xml word/document.xml", "Word"),
        (b"PK\x03\x04....notes.bin", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "Office"),
        (b"\x1f\x8b\x08\0\0", "gzip"),
        (b"text\0text", "NUL"),
        (bytes(range(1, 32)) * 20, "control"),
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "no words"),
        ("\u200b\u200f \u2026 \u060c".encode(), "no words"),
        (b"\xff\xfea", "does not fit"),
        (b"\xff\xfe\x00\xd8a\x00", "does not fit"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        decode(data)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400) | st.binary(min_size=1, max_size=60).map(lambda piece: piece * 50))
@example(b"\xff\xfe\0\0\xff\xff\xff\xff")
@example(b"\x06")
def test_any_bytes_give_clean_text_or_a_read_error(data: bytes) -> None:
    try:
        text = decode(data).text
    except ReadError:
        return
    assert "\0" not in text
    assert not any(unicodedata.category(character) == "Cs" for character in text)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")) | st.sampled_from("\t\n\r"), min_size=1))
def test_any_words_come_back_from_utf_8(text: str) -> None:
    if text.startswith("\ufeff") or not any(map(str.isalnum, text)) or text.startswith(("%PDF-", "{\\rtf")):
        return
    assert decode(text.encode()).text == text


@settings(max_examples=200, deadline=None)
@given(words, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"]))
@example("أعلنت ألف ألف طفيفة طفيفة", "cp1256")
@example("حتى", "cp1256")
@example("أشهر.", "cp1256")
def test_arabic_news_comes_back_from_every_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text
