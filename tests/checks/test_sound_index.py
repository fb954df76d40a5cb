"""Words by their consonants: what is looked up in the text as a whole is what reading every word of it gives."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.checks._arabic_units import consonants_of, joins, one_sound, readings
from mujaz.checks._sound_index import SoundIndex

# letters of every class, those that are written onto words, and pairs that may be one sound
WORD = st.lists(
    st.sampled_from(
        ["و", "ف", "ب", "ل", "ك", "ال", "لل", "ت", "ش", "س", "د", "ج", "ن", "ا", "ي", "ر", "في", "أبو", "بن"]
    ),
    min_size=1,
    max_size=6,
).map("".join)


def read_one_by_one(words: list[str]) -> dict[str, dict[str, set[int]]]:
    found: dict[str, dict[str, set[int]]] = {}
    for number, word in enumerate(words):
        for key, reading in readings(word):
            found.setdefault(key, {}).setdefault(reading, set()).add(number)
    for number, (left, right) in enumerate(pairwise(words), start=1):
        if joined := joins(left, right):
            for key in {consonants_of(joined), consonants_of(one_sound(joined))}:
                found.setdefault(key, {}).setdefault(joined, set()).add(number)
    return found


@given(st.lists(WORD, max_size=12))
def test_readings_are_those_of_every_word_read_alone(words: list[str]) -> None:
    index = SoundIndex(words)
    for consonants, expected in read_one_by_one(words).items():
        units = index.units(consonants)
        assert {reading: set(numbers) for reading, numbers in units.items()} == expected


@given(st.lists(WORD, max_size=12), st.text("bdslkrn", max_size=6))
def test_consonants_that_no_word_has_give_nothing(words: list[str], consonants: str) -> None:
    expected = read_one_by_one(words).get(consonants, {})
    assert SoundIndex(words).units(consonants).keys() == expected.keys()


@given(st.lists(WORD, max_size=12))
def test_whatever_is_nearly_alike_has_a_reading(words: list[str]) -> None:
    index = SoundIndex(words)
    for key in index.alike("bnsr"):
        assert index.units(key)
        assert key != "bnsr"


@pytest.mark.parametrize(
    ("text", "consonants", "reading", "number"),
    [
        ("قرب وبالساحل مساء", "sl", "ساحل", 1),
        ("قال جيرالدفي اليوم", "krld", "جيرالد", 1),
        ("قال كلوتشيك", "klsk", "كلوتشيك", 1),
        ("مع بن طارق", "bndrk", "بنطارق", 2),
        ("عند بوركات شيزاند", "brkssnd", "بوركاتشيزاند", 2),
    ],
)
def test_a_reading_is_found_with_its_number(text: str, consonants: str, reading: str, number: int) -> None:
    assert SoundIndex(text.split()).units(consonants).get(reading) == [number]


@pytest.mark.parametrize(
    ("text", "nearly", "consonants"),
    [
        ("قال بن طالب اليوم", "bndlbs", "bndlb"),
        ("قال عبد العزيز ثم عاد", "bdssn", "bdss"),
        ("مع كلوتشيك", "klsks", "klsk"),
        ("مع كلوتشيك", "kldsks", "kldsk"),
    ],
)
def test_two_words_that_are_often_written_as_one_are_nearly_alike_too(text: str, nearly: str, consonants: str) -> None:
    assert consonants in SoundIndex(text.split()).alike(nearly)


def test_two_words_that_are_not_are_alike_only_where_they_are_asked_for() -> None:
    index = SoundIndex("مع سامي رسلان".split())
    assert index.units("snrsln")
    assert "snrsln" not in index.alike("snrslnb")


def test_no_words_have_no_readings() -> None:
    assert SoundIndex([]).units("bnd") == {}
    assert SoundIndex([]).alike("bnd") == []
