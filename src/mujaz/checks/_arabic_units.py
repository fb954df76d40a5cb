"""The words of an Arabic text as they may be read as names: without particles, two as one, by their consonants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from mujaz.checks._arabic_common import is_common

__all__ = ["consonants_of", "index", "is_ordinary", "windows", "without_particles"]

_REMEMBERED = 8_192
"""Words kept with their readings: the words of the news are few, and every article has most of them again."""
_GLUED = ("الذي", "التي", "في", "على", "إلى")
"""Words that are often written onto the one before them where a text has lost spaces: «فريمانفي»."""

_SHORTEST = 3
_FIRST_HALVES = frozenset(("بن", "ابن", "بو", "أبو"))
"""Common words that begin names which Latin letters write as one: «بن طالب» / "Bentaleb"."""
_ATTACHED = frozenset("وفبلكا")
"""Letters with which a word begins that may have particles or the article."""

_FUSED = re.compile("ت[شسز]")
"""Two letters that may write one foreign sound: «تشوزيك» / "Chozick", «فريتس» / "Fritz"; so may «دج»: "Djibouti"."""
_FUSING = frozenset(("تش", "تس", "تز", "دج"))

_LEVELLED = str.maketrans("أإآةىؤئ", "اااهيوي")
"""As `folding.fold` does; readings keep their hamza, because that of «إلفي» says that it has no article."""

_CLASSES = {
    **dict.fromkeys("بف", "b"),
    **dict.fromkeys("تدطض", "d"),
    **dict.fromkeys("ثذسزصظش", "s"),
    **dict.fromkeys("جغكقخ", "k"),
    "ل": "l",
    "ر": "r",
    **dict.fromkeys("من", "n"),
}
_CONSONANTS = {code: _CLASSES.get(chr(code)) for code in range(0x621, 0x64B)}


class _Word(NamedTuple):
    """One written word: its readings by consonants, and whether it is likely a part of a name of two words.

    `bare` is the barest reading, `plain` and `fused` its consonants, without and with two letters taken for one sound.
    `is_part` is false of common words; `begins` says that it is the first half of names, whatever follows.
    """

    readings: tuple[tuple[str, str], ...]
    bare: str
    plain: str
    fused: str
    is_part: bool
    begins: bool


def index(words: Sequence[str]) -> dict[str, dict[str, list[int]]]:
    """Readings of `words` (letters without marks, hamza kept) by consonants; each with the numbers of its words.

    Two neighbours are read as one word as well, under the number of the second: both rare, or the first «بن» or «بو».
    """
    found: dict[str, dict[str, list[int]]] = {}
    places: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        places.setdefault(word, []).append(number)
    for word, numbers in places.items():
        for key, reading in _word(word).readings:
            found.setdefault(key, {}).setdefault(reading, []).extend(numbers)
    for number, (left, right) in enumerate(pairwise(map(_word, words)), start=1):
        if not (left.begins or (left.is_part and right.is_part)):
            continue
        joined = left.bare + right.bare
        plain = left.plain + right.plain
        touching = left.bare[-1] + right.bare[0] in _FUSING
        fused = consonants_of(_one_sound(joined)) if touching else left.fused + right.fused
        found.setdefault(plain, {}).setdefault(joined, []).append(number)
        if fused != plain:
            found.setdefault(fused, {}).setdefault(joined, []).append(number)
    return found


@lru_cache(maxsize=_REMEMBERED)
def _word(word: str) -> _Word:
    forms = without_particles(word)
    if word.endswith(_GLUED) and (rest := _unglued(word)):
        forms = tuple(dict.fromkeys((*forms, *without_particles(rest))))
    readings = {(consonants_of(form), form): None for form in forms}
    plain = fused = next(reversed(readings))[0]
    if "ت" in word or "دج" in word:
        last = _one_sound(forms[-1])
        fused = consonants_of(last)
        readings |= {(consonants_of(_one_sound(form)), form): None for form in forms}
    return _Word(tuple(readings), forms[-1], plain, fused, not any(map(is_ordinary, forms)), word in _FIRST_HALVES)


def _unglued(word: str) -> str | None:
    """What is left of a word without another that was written onto it, if three letters or more."""
    rest = word.removesuffix(next(ending for ending in _GLUED if word.endswith(ending)))
    return rest if len(rest) >= _SHORTEST else None


def _one_sound(spelling: str) -> str:
    return _FUSED.sub("س", spelling).replace("دج", "ج")


def consonants_of(spelling: str) -> str:
    """Classes of the consonants of an Arabic spelling, the same as those of `_english_sounds.readings`."""
    return spelling.translate(_CONSONANTS)


@lru_cache(maxsize=_REMEMBERED)
def is_ordinary(reading: str) -> bool:
    """Whether a reading is a word that every text has, so that sounding like a name proves little."""
    return is_common(reading.translate(_LEVELLED))


def without_particles(word: str) -> tuple[str, ...]:
    """The word, without و ف, then ب ل ك, then the article: the last is the barest that is likely."""
    if len(word) < 4 or word[0] not in _ATTACHED:
        return (word,)
    found = [word]
    if word[0] in "وف":
        word = word[1:]
        found.append(word)
    if len(word) > 4 and word.startswith(("ال", "لل")):
        found.append(word[2:])  # after the whole word: «ألاسكا» has no article
    elif len(word) > 3 and word[0] in "بلك":
        found.append(word[1:])
        # without an article the letter is as likely the name's own
        found.append(word[3:] if len(word) > 5 and word.startswith("ال", 1) else word)
    return tuple(found)


def windows(word: str, consonants: str) -> Iterator[str]:
    """Parts of an Arabic word that have exactly these consonants, with up to two letters more on either side."""
    places = [at for at, letter in enumerate(word) if _CONSONANTS.get(ord(letter))]
    classes = consonants_of(word)
    at = classes.find(consonants)
    while at >= 0:
        first, last = places[at], places[at + len(consonants) - 1]
        for start in range(max(0, first - 1), first + 1):
            for end in range(last + 1, min(len(word), last + 3) + 1):
                yield word[start:end]
        at = classes.find(consonants, at + 1)
