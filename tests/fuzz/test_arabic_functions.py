"""Every public function over Arabic text takes any text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mujaz.arabic import folding
from mujaz.articles.article import Article
from mujaz.cleaning import clean
from mujaz.errors import ReadError
from tests.fuzz.calls import CALLS, functions
from tests.fuzz.invariants import is_mapped
from tests.fuzz.pieces import Case, case_of, cases, texts


def test_every_public_function_is_called_with_any_text() -> None:
    assert sorted(CALLS) == sorted(functions())


@pytest.mark.parametrize("name", CALLS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(case=cases())
def test_a_function_takes_any_case(name: str, case: Case) -> None:
    CALLS[name](case)


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_make_a_case(data: bytes) -> None:
    made = case_of(data)
    assert made == case_of(data)
    folding.fold(made.text)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(texts(120))
def test_any_text_is_cleaned_into_numbered_segments_that_lie_in_it(text: str) -> None:
    try:
        article = Article.from_text(text)
    except ReadError:
        return
    cleaned = clean(article)
    is_mapped(cleaned.mapped, article.text)
    assert [segment.number for segment in cleaned.segments] == list(range(1, len(cleaned.segments) + 1))
    for segment in cleaned.segments:
        assert 0 <= segment.raw.start < segment.raw.end <= len(article.text)
        assert segment.text == " ".join(segment.text.split())
    assert clean(article) == cleaned
