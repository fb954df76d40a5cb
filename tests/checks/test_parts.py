"""Grounding that looks at parts of a text finds what grounding in the whole finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mujaz.arabic.evasion import repair
from mujaz.arabic.mapped import Mapped, Span
from mujaz.checks import _parts, _verbatim
from mujaz.checks._parts import Parts
from mujaz.checks._passages import says_nothing
from mujaz.checks._view import View
from mujaz.checks.evidence import Grounder, Match

WORDS = st.sampled_from(
    (
        "قال القائد سعيد إن 12 ألف جندياً قُتلوا لم يقتل في حلب ودمشق، للشركة الشركة علي على «داعش» (٢٥) الـ24 -5 "
        "خمسة وعشرين مليون و ف أ.ف.ب قتل،وذلك ... د|عش داعـ.ـش د.ا.ع.ش دا عش د ا ع ش العـــراق داعِشٌ ﻻ \u200fحلب ـ ."
    ).split(" ")
)
SPACES = st.sampled_from([*[" "] * 6, "\n", "\n\n", "  ", "\u00a0", " \u200f", " - ", ", "])
TEXTS = st.lists(st.tuples(WORDS, SPACES), min_size=1, max_size=60).map(lambda pairs: "".join(map("".join, pairs)))
CHANGES = st.sampled_from(
    [("", ""), ("أ", "ا"), (" ", "  "), ("ق", "قـ"), ("ل", ""), ("على", "علي"), (" في ", " ... ")]
)


class Thorough(Grounder):
    """Looks at every quote in a view."""

    def _copied(self, quote: str, regions: list[Span]) -> Match | None:
        return None


def in_the_whole(quote: str, text: str, within: list[Span]) -> Match:
    grounder = Thorough(text)
    assert grounder._parts.whole.text.raw == text  # once there is a view of the whole, no part is looked at
    return grounder.ground(quote, within=within)


@given(TEXTS, st.data())
def test_parts_find_what_the_whole_finds(text: str, data: st.DataObject) -> None:
    grounder = Grounder(text)
    places = st.integers(0, len(text))
    for _ in range(3):
        start = data.draw(places)
        quote = text[start : start + data.draw(st.integers(1, 50))].replace(*data.draw(CHANGES))
        within = [Span(at, at + length) for at, length in data.draw(st.lists(st.tuples(places, places), max_size=3))]
        assert grounder.ground(quote, within=within) == in_the_whole(quote, text, within)


@given(st.lists(WORDS, min_size=1, max_size=30), st.integers(0, 40), st.integers(1, 5))
@example(["لم", "يقتل", "أحد"], 1, 1)
def test_a_quote_at_the_edge_of_a_part_is_seen_with_its_neighbours(words: list[str], first: int, length: int) -> None:
    # Far from each other, so that a word's neighbour lies outside of what is first looked at.
    text = (" \n" * 20).join(words)
    quote = " ".join(words[first : first + length])
    assert Grounder(text).ground(quote) == in_the_whole(quote, text, [])


def test_what_belongs_to_a_quote_is_seen_from_afar() -> None:
    far = " \n" * 100
    assert Grounder(f"قال إنه لم{far}يقتل أحد هناك").ground("يقتل أحد").cut == "negation"
    assert Grounder(f"قال إن ألف شخص خمسة{far}وعشرون رجلاً").ground("شخص خمسة").cut == "number"


@pytest.mark.parametrize("gap", [" ", "\n \n", " … ", "." * 200, " من " * 50, "." * 200 + " من "])
def test_ranges_are_one_when_no_word_lies_between_them(gap: str) -> None:
    text = f"وصل القائد سعيد{gap}إلى المدينة"
    within = [Span(0, 15), Span(15 + len(gap), len(text))]
    assert Grounder(text).ground(text[11:], within=within).inside == ("من" not in gap)


def test_what_is_viewed_in_parts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    viewed = 0

    class Counting(View):
        def __init__(self, raw: str, repaired: Mapped | None = None, part: Span | None = None) -> None:
            nonlocal viewed
            super().__init__(raw, repaired, part)
            viewed += len(self.mapped.text)

    monkeypatch.setattr(_parts, "View", Counting)
    text = "رأى وحلب " * 2_000
    assert Grounder(text).ground("حلب").start == text.index("حلب")
    assert viewed <= 2 * len(text)


NAMES = (
    "القائد سعيد حلب الأحد داعش ولا لم لما ليس خمسة ألف مئة مئات في على واحد وعشرون عشر ونصف قائد سعيداً السدّ مُحمّد "
    "بالقائد للقائد لقائد وسعيد أمريكا اميركا ٢٥ 12 0 12:50 7 م و «حلب (حلب سعيد» سعيد) 12) (12 سعيد، 12، سعيد/ سعيد: "
    "د|عش داعـ.ـش د.ا.ع.ش دا عش"
).split()
JOINTS = st.sampled_from(
    [" "] * 12
    + [*"\nوبلـ\u064e-–|/.,؟%5"]
    + ["، ", ". ", " «", "» ", ' "', " (", " – ", " و", " 5", ",5", " \u200f", "\u200f "]
)
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), JOINTS), min_size=1, max_size=20)
QUOTES = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(" ".join)


@st.composite
def texts_with_words_of_theirs(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and some of its words as they stand there, perhaps with the first letters left out."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4))  # few, so that the text repeats them
    pairs = draw(st.lists(st.tuples(st.sampled_from(names), JOINTS), min_size=1, max_size=12))
    first = draw(st.integers(0, len(pairs) - 1))
    before, copied = pairs[:first], pairs[first : first + draw(st.integers(1, 3))]
    text = "".join(map("".join, pairs))
    start = len("".join(map("".join, before))) + draw(st.sampled_from([0, 0, 0, 1, 2]))
    return text, text[start : len("".join(map("".join, before + copied))) - len(copied[-1][1])]


@settings(max_examples=400)
@given(texts_with_words_of_theirs(), st.data())
def test_a_copied_quote_is_found_where_a_view_finds_it(words: tuple[str, str], data: st.DataObject) -> None:
    text, taken = words
    quote = data.draw(st.one_of(st.just(taken), QUOTES))
    places = st.integers(0, len(text))
    spans = st.tuples(places, places).map(lambda ends: Span(min(ends), max(ends)))
    within = data.draw(st.lists(spans, max_size=2))
    assert Grounder(text).ground(quote, within=within) == Thorough(text).ground(quote, within=within)


CUT = (
    "لم القائد هنا،|ليس سعيد،|ألف قائد|خمسة ألف،|12 ألف،|12 ألف رجل،|قال خمسة عشر،|قال 12 ألف،|12.5 سعيد|قال 12،5 سعيد|"
    "قال بالألف،|قال للخمسة،|قالا القائد،|مالقائد سعيد،|وسعيدا هنا|سعيد،وسعيد هنا|وألف ليس سعيد،|قال وخمسة عشر،|"
    "قال دا عش،|قا لـ.ـم القائد،|قال لـ.ـم سعيد،|خمسة عـ.ـشر،|قال القا|ئد سعيد،|ا القائد لاد"
)


@pytest.mark.parametrize("text", CUT.split("|"))
@pytest.mark.parametrize("spaces", [" ", " " * 18, " " * 30])
def test_what_stands_beside_a_copied_quote_counts(text: str, spaces: str) -> None:
    text = f"ذكر {text} ذكر"
    spread = text.replace(" ", spaces)
    edges = [found.start() for found in re.finditer(r"\b", spread)]
    quotes = {spread[start:end].strip() for start in edges for end in edges if start < end}
    for quote in quotes | {"ألف", "خمسة", "القائد", "سعيد"}:
        for within in ([], [Span(0, len(spread) // 2)], [Span(len(spread) // 2, len(spread))]):
            assert Grounder(spread).ground(quote, within=within) == Thorough(spread).ground(quote, within=within)


@pytest.mark.parametrize(
    ("cited", "quote"), [("سعيد القائد", "وسعيد القائد"), ("للحج الكبير", "الحج الكبير"), ("أميركا", "أمريكا")]
)
def test_another_spelling_in_the_cited_segments_comes_before_a_copy_elsewhere(cited: str, quote: str) -> None:
    text = f"رأى {cited} حلب. ثم رأى {quote} دمشق"
    match = Grounder(text).ground(quote, within=[Span(0, 8 + len(cited))])
    assert (match.kind, match.inside) == ("normalized", True)


def test_half_of_a_word_that_was_cut_in_two_is_no_word_of_a_gap() -> None:
    parts = Parts("قال دا عش اليوم")
    assert not parts.has_words(6, 10)
    assert parts.has_words(6, 11)


@given(st.one_of(QUOTES, PAIRS.map(lambda pairs: "".join(map("".join, pairs)).strip())))
@example("دا عش")
def test_a_quote_that_can_be_looked_up_at_once_says_something_and_needs_no_repair(quote: str) -> None:
    copied = _verbatim.read(quote)
    if copied is not None:
        view = View(quote)
        assert not repair(quote).edits
        assert not says_nothing(view)
        assert _verbatim.core(copied) in view.letters


@pytest.mark.parametrize("text", ["زار القائد سعيد حلب", "لقاء والقائد سعيد، و«القائد سعيد» يتحدث", "القائد سعيد: أمس"])
def test_a_copied_quote_needs_no_view(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mujaz.checks.evidence.View", None)
    monkeypatch.setattr(_parts, "View", None)
    match = Grounder(text).ground("القائد سعيد")
    assert (match.kind, text[match.start : match.end], match.cut) == ("exact", "القائد سعيد", None)


@pytest.mark.parametrize("spaces", [1, 10, 22, 23, 24, 25, 100])
def test_a_negation_before_a_copied_quote_is_seen(spaces: int) -> None:
    text = f"قال إن سعيد لم{' ' * spaces}يقتل أحد"
    assert Grounder(text).ground("يقتل أحد") == in_the_whole("يقتل أحد", text, [])
