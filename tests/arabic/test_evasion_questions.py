"""Repair asks cheap questions of a whole text first; they never say no where there is something to repair."""

from __future__ import annotations

from itertools import chain

from hypothesis import example, given
from hypothesis import strategies as st

from mujaz.arabic import evasion, evasion_proof
from mujaz.arabic.evasion_proof import Vocabulary, Watchlist, stem
from mujaz.arabic.evasion_spaces import _SPELLED, _SPELLED_FIRST, _cut_once, _letter_by_letter, _may_be_cut
from mujaz.arabic.letters import compared

LISTED = Watchlist.of(["داعش", "قصف", "الإرهابيين"])
LETTERS = [*"داعشقصفإو،.؟b1", *["\u064e", " ", "\n", "\u00a0"] * 2]
PIECES = [*LETTERS, "دا عش", "ق صف", "إرها بيين", "د ا ع ش", " قصفوا ", "والإرهابيين"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def parted(text: str) -> tuple[list[str], list[str]]:
    words = text.split()
    return words, [word for word in words if not word.isalpha()]


@given(TEXTS)
@example("دا عش؟ قصف")
@example("دا عشb قصف صف")
def test_a_word_cut_once_is_not_overlooked(text: str) -> None:
    words, odd = parted(text)
    found = _cut_once(text, LISTED)
    if found and not LISTED.tails_in_print.isdisjoint(words):
        assert _may_be_cut(words, odd, LISTED)


def test_ordinary_neighbours_are_not_taken_for_a_cut_word() -> None:
    assert not _may_be_cut(*parted("قال عش الطائر صف واحد عش."), LISTED)


@given(TEXTS)
@example("دَ اَ عَ شَ")
def test_no_word_spelled_letter_by_letter_is_overlooked(text: str) -> None:
    first = _SPELLED_FIRST.match(text)
    every = chain([first] if first else [], _SPELLED.finditer(text))
    assert [match.span(1) for match in _letter_by_letter(text, *parted(text))] == [match.span(1) for match in every]


@given(TEXTS, st.lists(TEXTS, max_size=3), st.lists(TEXTS, max_size=30))
def test_a_form_is_known_when_a_word_of_the_text_or_a_learned_one_has_it(
    text: str, learned: list[str], asked: list[str]
) -> None:
    known = Vocabulary([text])
    known.learn("".join(word.split()) for word in learned)
    plain = {compared(word) for word in evasion_proof._CLEAN_WORD.findall(text)}
    words = plain | {compared("".join(word.split())) for word in learned}
    stems = words | set(map(stem, words))
    # More questions than are answered by searching the text, among them words that it has.
    for form in chain(map(compared, chain.from_iterable(map(str.split, asked))), sorted(plain)):
        assert known.has(form) == (form in stems or stem(form) in stems)


def test_quotes_do_not_crowd_a_repaired_article_out() -> None:
    article = "قال د.ا.ع.ش إنه هنا. " * 20
    repaired = evasion.repair(article)
    for number in range(10):
        evasion.repair(f"القائد سعيد {number}")
    assert evasion.repair(article) is repaired
