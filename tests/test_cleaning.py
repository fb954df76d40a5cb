"""From the raw text to numbered segments."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.articles.article import Article
from mujaz.cleaning import clean

EVADED_IN_FURNITURE = (
    "الرئيسية / أخبار / مقتل قيادي في د|عـ.ـش قرب النورس\n\n"
    "مقتل قيادي في د|عـ.ـش قرب النورس\n\n"
    "أعلنت الشرطة مقتل قيادي في التنظيم قرب مدينة النورس. وقالت إن العملية نفذت فجر اليوم.\n\n"
    "شاهد أيضـ.ـاً\n\nافتتاح معرض الكتاب في النورس\n\nاترك تعليقاً\n"
)


def test_evaded_spellings_do_not_hide_furniture_and_edits_tell_the_raw_text() -> None:
    cleaned = clean(Article(id="a", text=EVADED_IN_FURNITURE))
    assert cleaned.segments[0].text == "مقتل قيادي في داعش قرب النورس"
    assert "شاهد" not in cleaned.text
    assert "معرض الكتاب" not in cleaned.text
    for edit in cleaned.edits:
        assert EVADED_IN_FURNITURE[edit.start : edit.end] == edit.before
    for one, two in zip(cleaned.edits, cleaned.edits[1:], strict=False):
        assert one.end <= two.start
    for learned in cleaned.learned:
        assert EVADED_IN_FURNITURE[learned.start : learned.end].strip()


def test_segments_are_numbered_lines_that_know_their_raw_range() -> None:
    cleaned = clean(Article(id="a", text=EVADED_IN_FURNITURE))
    assert [s.number for s in cleaned.segments] == list(range(1, len(cleaned.segments) + 1))
    assert EVADED_IN_FURNITURE[slice(*cleaned.segments[0].raw)] == "مقتل قيادي في د|عـ.ـش قرب النورس"
    assert all("\n" not in s.text for s in cleaned.segments)
    assert cleaned.segment(0) is None
    assert cleaned.segment(99) is None


@settings(max_examples=200)
@given(st.text("اب ةدعش.،؟!\n\rـ|«»12:/ \u200f", max_size=200))
def test_any_text_can_be_cleaned_and_nothing_but_edits_is_lost(text: str) -> None:
    cleaned = clean(Article(id="a", text=text))
    assert len(cleaned.mapped.map) == len(cleaned.text)
    edited = {i for edit in cleaned.edits for i in range(edit.start, edit.end)}
    assert edited | set(cleaned.mapped.map) >= set(range(len(text)))
    for one, two in zip(cleaned.segments, cleaned.segments[1:], strict=False):
        assert one.raw.end <= two.raw.start


def test_the_evaded_words_of_real_articles_are_repaired(shared_articles: list[Path]) -> None:
    repaired = []
    for path in shared_articles:
        cleaned = clean(Article.from_path(path))
        repaired += [edit.after for edit in cleaned.edits if edit.kind.startswith("evasion.")]
        assert "ـ." not in cleaned.text
    assert len(repaired) >= 6  # the seventh stands in a breadcrumb, which is dropped whole


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200f"])
def test_nothing_gives_no_segments(text: str) -> None:
    assert clean(Article(id="a", text=text)).segments == ()
