"""Numbers in English sentences."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mujaz.checks import _english_lexicon as lexicon
from mujaz.checks import english_numbers
from mujaz.checks.english_numbers import EnglishNumber, find
from tests.arabic.test_quick_looks import Everything


def only(text: str) -> EnglishNumber:
    found = find(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10,000 people", 10_000),
        ("a hundred men", 100),
        ("one hundred and twenty-three thousand", 123_000),
        ("two hundred thirty-four", 234),
        ("a million and a half", 1_500_000),
        ("one and a half million", 1_500_000),
        ("half a million", 500_000),
        ("half-million", 500_000),
        ("a quarter of a million", 250_000),
        ("$3.5bn", 3_500_000_000),
        ("$3.5 billion", 3_500_000_000),
        ("£125m", 125_000_000),
        ("40k followers", 40_000),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("a 25-year-old", 25),
        ("the 30th", 30),
        ("the twenty-fifth", 25),
        ("tenfold", 10),
        ("3½ hours", Fraction(7, 2)),
        ("220 2/3 innings", Fraction(662, 3)),
        ("2.75 points", Fraction(11, 4)),
    ],
)
def test_a_count_has_its_value(text: str, value: Any) -> None:
    assert (only(text).value, only(text).kind) == (value, "count")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two-thirds of them", Fraction(2, 3)),
        ("a third of voters", Fraction(1, 3)),
        ("half of the town", Fraction(1, 2)),
        ("three quarters", Fraction(3, 4)),
        ("four-fifths", Fraction(4, 5)),
    ],
)
def test_a_share_is_a_fraction(text: str, value: Any) -> None:
    assert (only(text).value, only(text).kind) == (value, "fraction")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("dozens were hurt", 12),
        ("tens of thousands", 10_000),
        ("several hundred", 100),
        ("a few thousand", 1_000),
        ("scores of families", 20),
    ],
)
def test_a_vague_word_has_a_lower_bound(text: str, value: Any) -> None:
    assert (only(text).value, only(text).kind) == (value, "vague")


@pytest.mark.parametrize(
    "text",
    [
        "an F-16 jet",
        "the G7",
        "a 5G mast",
        "told 7al.net",
        "COVID-19",
        "the second half",
        "the scores are level",
        "half-hearted",
    ],
)
def test_names_and_idioms_are_no_counts_above_two(text: str) -> None:
    assert [n for n in find(text) if n.value > 2 or n.kind == "fraction"] == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("on 5 May 2019", [("day", 5), ("year", 2019)]),
        ("the third of March", [("day", 3)]),
        ("2025-05-14", [("day", 14), ("year", 2025)]),
        ("at 20:15", [("hour", 20), ("minute", 15)]),
        ("at 8.30pm", [("hour", 8), ("minute", 30)]),
        ("in the 1990s", [("decade", 1990)]),
        ("in his twenties", [("decade", 20)]),
    ],
)
def test_parts_of_dates_and_times(text: str, kinds: list[tuple[Any, Any]]) -> None:
    assert [(n.kind, n.value) for n in find(text)] == kinds


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("1950-53", 1953),
        ("three to four million", 3_000_000),
        ("call 116 123", 116_123),
        ("10 000 men", 10_000),
        ("at 8 pm", 20),
        ("at 20:00", 8),
        ("the 1980s", 80),
        ("the early 2000s", 21),
        ("one in five", Fraction(1, 5)),
        ("nine out of ten", Fraction(9, 10)),
        ("100m sprint", 100),
    ],
)
def test_what_else_the_writing_can_mean_is_kept(text: str, other: Any) -> None:
    assert any(other in n.also for n in find(text))


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("about 300", "about"),
        ("nearly a dozen", "about"),
        ("300 or so", "about"),
        ("more than 300", "at_least"),
        ("300+", "at_least"),
        ("no fewer than 300", "at_least"),
        ("up to 300", "up_to"),
        ("fewer than 300", "up_to"),
        ("no more than 300", "up_to"),
        ("killed 300", "exact"),
    ],
)
def test_the_words_around_give_the_sense(text: str, sense: str) -> None:
    assert only(text).sense == sense


@pytest.mark.parametrize("text", ["45%", "45 %", "45 percent", "45 per cent", "45 percentage points"])
def test_percent_is_seen(text: str) -> None:
    assert only(text).percent


def test_both_ends_of_a_range_are_percentages() -> None:
    assert [n.percent for n in find("45 to 50 percent")] == [True, True]


@given(st.text(alphabet="0123456789 ,.-/:½aAnd halftwomilion%$s", max_size=80))
def test_any_text_is_read_and_spans_are_exact(text: str) -> None:
    for number in find(text):
        assert text[number.start : number.end] == number.text


_SAID = "a an A million third half hundred dozen of one two and twenty several tens 12 3/4 in the men halves".split()
_SAID += "21st 8.30 8:30 8.30pm 5m 2025-05-14 14/5/2025 ½ 1,234 1990s May pm a.m. quarters third- fifty-".split()


@given(st.lists(st.sampled_from(_SAID), max_size=9).map(" ".join) | st.lists(st.sampled_from(_SAID)).map("".join))
def test_quick_looks_change_nothing(text: str) -> None:
    find.cache_clear()
    found = find(text)
    find.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(english_numbers, "has_number", lambda text: True)
        patch.setattr(english_numbers, "is_plain_article", lambda tokens, at: False)
        patch.setattr(english_numbers, "is_plain_figure", lambda text, tokens, at: False)
        patch.setattr(english_numbers, "one_word", lambda tokens, at: None)
        assert find(text) == found
    find.cache_clear()


@pytest.mark.parametrize("piece", ["1,", "1", "a ", "half of ", "two and ", "hundred ", "1/", "tens of ", "1 million "])
def test_long_repetitions_are_read_to_the_end(piece: str) -> None:
    text = piece * (20_000 // len(piece)) + "and 77 men"
    assert find(text)[-1].end <= len(text)
    assert find(f"{piece * 5000}. It was 77.")[-1].text == "77"


def test_no_hour_has_thousands() -> None:
    assert only("worth 1,234.50 pm").value == Fraction("1234.5")


def test_no_number_is_too_large_to_handle() -> None:
    assert all(n.value < 10**70 for n in find("9" * 39 + " trillion" * 40))


_PHRASES = st.sampled_from([*lexicon.ABOUT, *lexicon.AT_LEAST, *lexicon.UP_TO, *map(" ".join, english_numbers._AFTER)])


@given(st.lists(_PHRASES | st.sampled_from(["a dozen", "40", "the", "than", "fewer", "a"]), max_size=6).map(" ".join))
@example("no fewer than 40 or so")
@example("at least a dozen or more than that")
def test_the_nearest_words_tell_whether_there_may_be_a_phrase(text: str) -> None:
    found = find.__wrapped__(text)
    with pytest.MonkeyPatch.context() as patch:
        for words in ("_BEFORE_ENDS", "_AFTER_BEGINS"):
            patch.setattr(english_numbers, words, Everything())
        assert find.__wrapped__(text) == found
