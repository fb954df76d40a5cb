"""The sounds of a name are those of its words, but for what depends on where a word stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.arabic.name_sounds import Sounds, arabic_sounds, english_sounds

ARABIC = st.lists(st.text("ابتدرسعفكلموي", min_size=1, max_size=6), min_size=1, max_size=4)
ENGLISH = st.lists(st.text("abdeghlmnrstuw", min_size=1, max_size=7), min_size=1, max_size=4)


def letters(sounds: Sounds) -> list[tuple[str, float, float]]:
    return list(zip(sounds.symbols, sounds.weights, sounds.omissions, strict=True))


@given(ARABIC)
def test_an_arabic_word_has_the_letters_that_it_has_alone(words: list[str]) -> None:
    whole = arabic_sounds(" ".join(words))
    for at, (start, end) in enumerate(whole.words):
        # with another word before it, nothing is written onto it
        alone = letters(arabic_sounds(words[at] if at == 0 else f"ث {words[at]}"))[0 if at == 0 else 1 :]
        if at and words[at - 1][-1] == words[at][0]:
            symbol, weight, omission = alone[0]
            alone[0] = (symbol, weight, min(omission, 0.25))
        assert letters(whole)[start:end] == alone


@given(ENGLISH)
def test_an_english_word_has_the_units_that_it_has_alone(words: list[str]) -> None:
    whole = english_sounds(" ".join(f"x{word}" for word in words))
    for (start, end), word in zip(whole.words, words, strict=True):
        alone = letters(english_sounds(f"x{word}"))
        symbol, weight, omission = alone[0]
        follows_its_like = start > 0 and whole.symbols[start - 1] == symbol
        alone[0] = (symbol, weight, min(omission, 0.1) if follows_its_like else omission)
        assert letters(whole)[start:end] == alone


@pytest.mark.parametrize(
    ("arabic", "at", "omission"),
    [("سالم مراد", 4, 0.25), ("سالم كمراد", 4, 1.0), ("كمراد سالم", 0, 0.25)],
    ids=["doubled over a space", "particle inside", "particle in front"],
)
def test_letters_that_cost_little_to_leave_out(arabic: str, at: int, omission: float) -> None:
    assert arabic_sounds(arabic).omissions[at] == pytest.approx(omission)


def test_a_unit_doubled_over_a_space_costs_little_to_leave_out() -> None:
    assert english_sounds("Ahmad Dabbagh").omissions[5] == pytest.approx(0.1)
    assert english_sounds("Ahmad Kabbagh").omissions[5] == pytest.approx(1.0)
