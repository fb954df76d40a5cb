"""Quick looks at single words say what the slow ones would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mujaz.arabic.folding import fold, fold_text
from mujaz.arabic.mapped import Mapped
from mujaz.checks import _words
from mujaz.checks._view import View, bare_letters
from mujaz.checks._words import canonical, forms, has_variants, is_number_word

FOLDED = "ابتثجحخدذرزسشصضطظعغفقكلمنهويء"
PIECES = st.one_of(
    st.sampled_from([sign for sign, _, _ in _words._VARIANTS]),
    st.sampled_from(sorted(_words._NUMBERS)),
    st.sampled_from("ه تين تان تا تي ا ي ت و ال ب ل لل ف".split()),
    st.text(FOLDED, max_size=2),
)
WORDS = st.lists(PIECES, min_size=1, max_size=4).map("".join).filter(bool)


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_a_text_without_signs_of_variants_has_none(words: list[str]) -> None:
    if not has_variants(" ".join(words)):
        assert list(map(canonical, words)) == words


@given(WORDS)
def test_a_number_is_seen_whatever_is_attached_to_it(word: str) -> None:
    assert is_number_word(word) == any(form.stem in _words._NUMBERS for form in forms(word))


@given(st.lists(st.one_of(WORDS, st.sampled_from(["،", "«", "-", "."])), max_size=8).map(" ".join))
def test_bare_letters_are_those_of_a_view(text: str) -> None:
    assert bare_letters(fold_text(text)) == "".join(View(text, Mapped(text, range(len(text)))).words)


@given(st.text(max_size=200))
def test_the_folded_text_is_that_of_the_map(text: str) -> None:
    assert fold_text(text) == fold(text).text
