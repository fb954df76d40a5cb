"""The words of an Arabic text by their consonants, for looking up how an English name may be written there.

A text of hundreds of words is asked for a dozen names. Hence no word is read before a name asks for it: the whole text
is turned into consonants at once, which gives the words that may have a reading with those of a name, and only these
are read (`_arabic_units.readings`, `_arabic_units.joins`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from operator import add

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from mujaz.checks._arabic_units import FIRST_HALVES, GLUED, consonants_of, joins, one_sound, readings, unglued

__all__ = ["SoundIndex"]

_ONTO = ("", "b", "l", "k", "bl", "ll", "kl", "bb", "bk", "bll", "bbl", "bkl")
"""Consonants of what may be written onto a word: و ف, then ال, لل, or ب ل ك, these with or without the article."""
_DROPPED = 3
"""Most consonants of what is written onto a word."""

_PARTICLES = re.compile(" (?:[وف](?=[^ ]{3})(?:(?:ال|لل|[بلك]ال)(?=[^ ]{3}))?|(?:ال|لل|[بلك]ال)(?=[^ ]{3}))")
"""What `without_particles` leaves out of the barest reading, in a text in which a space stands before every word."""
_DOUBLE = re.compile("ت(?= ?[شسز])|د(?= ?ج)")
"""Two letters that may write one sound, in one word or at the end of one and the beginning of the next."""

_NEAR = 0.6
"""Similarity of consonants from which a word is worth an exact look."""
_LOOKS = 12


class SoundIndex:
    """The words of a text (letters without marks, hamza kept) by their consonants, two neighbours as one word too."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._units: dict[str, dict[str, list[int]]] = {}

    def units(self, consonants: str) -> dict[str, list[int]]:
        """Readings with exactly these consonants; each with the numbers of its words, of two words the second."""
        if consonants not in self._units:
            self._units[consonants] = self._read(consonants)
        return self._units[consonants]

    def alike(self, consonants: str) -> list[str]:
        """Consonants of up to twelve readings that are most like these (Levenshtein), these themselves left out."""
        found: list[str] = []
        for key, _, _ in process.extract(
            consonants, self._keys, scorer=Levenshtein.normalized_similarity, score_cutoff=_NEAR, limit=None
        ):
            if len(found) == _LOOKS:
                break
            if key != consonants and self.units(key):
                found.append(key)
        return found

    def _read(self, consonants: str) -> dict[str, list[int]]:
        words = (word for onto in _ONTO for word in self._spelled.get(onto + consonants, ()))
        found: dict[str, list[int]] = {}
        for word in dict.fromkeys(words):
            for key, reading in readings(word):
                if key == consonants:
                    found.setdefault(reading, []).extend(self._numbers[word])
        for number in self._pairs.get(consonants, ()):
            joined = joins(self._words[number - 1], self._words[number])
            if joined and consonants in (consonants_of(joined), consonants_of(one_sound(joined))):
                found.setdefault(joined, []).append(number)
        return found

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        """The different words, each with its numbers."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self._words):
            found.setdefault(word, []).append(number)
        return found

    @cached_property
    def _unglued(self) -> dict[str, str]:
        """What is left of those words onto which another was written."""
        return {word: rest for word in self._numbers if word.endswith(GLUED) and (rest := unglued(word))}

    @cached_property
    def _spelled(self) -> dict[str, list[str]]:
        """The different words by all their consonants: as written, unglued, and with two letters as one sound."""
        if not self._words:
            return {}
        words = [*self._numbers, *self._unglued]
        spellings = [*self._numbers, *self._unglued.values()]
        fused = one_sound(" ".join(spellings)).split(" ")
        otherwise = [at for at, (one, other) in enumerate(zip(spellings, fused, strict=True)) if one != other]
        words += [words[at] for at in otherwise]
        spellings += [fused[at] for at in otherwise]
        found: dict[str, list[str]] = {}
        for word, consonants in zip(words, consonants_of(" ".join(spellings)).split(" "), strict=True):
            found.setdefault(consonants, []).append(word)
        return found

    @cached_property
    def _barest(self) -> str:
        """All words without what is written onto them, a space between two."""
        words = map(self._unglued.get, self._words, self._words) if self._unglued else self._words
        return _PARTICLES.sub(" ", f" {' '.join(words)} ")[1:-1]

    @cached_property
    def _plain_pairs(self) -> list[str]:
        """The consonants of each word and the one after it, barest."""
        parts = consonants_of(self._barest).split(" ")
        return list(map(add, parts, parts[1:]))

    @cached_property
    def _pairs(self) -> dict[str, list[int]]:
        """Numbers of the words that, barest, with the one before them may have these consonants."""
        plain, bare = self._plain_pairs, self._barest
        found: dict[str, list[int]] = {}
        for number, pair in enumerate(plain, start=1):
            found.setdefault(pair, []).append(number)
        spelled = bare.split(" ")
        doubles: dict[int, None] = {}
        number = last = 0
        for double in _DOUBLE.finditer(bare):
            number, last = number + bare.count(" ", last, double.start()), double.start()
            doubles |= {number: None, number + 1: None}
        for number in doubles:
            if 0 < number < len(spelled):
                pair = consonants_of(one_sound(spelled[number - 1] + spelled[number]))
                if pair != plain[number - 1]:
                    found.setdefault(pair, []).append(number)
        return found

    @cached_property
    def _keys(self) -> list[str]:
        """Consonants that a word may have without what is written onto it: more than it has, but few more.

        Those of two words only where Latin letters often write them as one: «عبد العزيز», «صلاح الدين», «بن علي».
        """
        found = dict.fromkeys(self._spelled)
        keys = list(found)
        for _ in range(_DROPPED):
            keys = [key[1:] for key in keys if key[:1] in _ONTO]
            found |= dict.fromkeys(keys)
        pairs = zip(self._plain_pairs, self._words, self._words[1:], strict=False)
        found |= dict.fromkeys(pair for pair, left, right in pairs if right.startswith("ال") or left in FIRST_HALVES)
        found.pop("", None)
        return list(found)
