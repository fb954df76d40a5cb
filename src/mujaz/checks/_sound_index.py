"""The words of an Arabic text by their consonants, for looking up how an English name may be written there.

A text of hundreds of words is asked for a dozen names. Hence no word is read before a name asks for it: the whole text
is turned into consonants at once, which gives the words that may have a reading with those of a name, and only these
are read (`_arabic_units.readings`, `_arabic_units.joins`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import add

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from mujaz.checks._arabic_units import FIRST_HALVES, GLUED, consonants_of, joins, one_sound, readings, unglued

__all__ = ["SoundIndex"]

_ONTO = ("", "b", "l", "k", "bl", "ll", "kl", "bb", "bk", "bll", "bbl", "bkl")
"""Consonants of what may be written onto a word: و ف, then ال, لل, or ب ل ك, these with or without the article."""
_LETTERS_ONTO = "blk"
_DROPPED = 3
"""Most consonants of what is written onto a word."""

_PARTICLES = re.compile(" (?:[وف](?=[^ ]{3})(?:(?:ال|لل|[بلك]ال)(?=[^ ]{3}))?|(?:ال|لل|[بلك]ال)(?=[^ ]{3}))")
"""What `without_particles` leaves out of the barest reading, in a text in which a space stands before every word."""
_DOUBLES = ("تش", "تس", "تز", "دج")
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
        firsts, others = self._numbers
        spelled = self._spelled
        words = [word for onto in _ONTO if (several := spelled.get(onto + consonants)) for word in several.split()]
        found: dict[str, list[int]] = {}
        for word in dict.fromkeys(words):
            for key, reading in readings(word):
                if key == consonants:
                    found.setdefault(reading, []).extend((firsts[word], *others.get(word, ())))
        for number in self._pairs(consonants):
            joined = joins(self._words[number - 1], self._words[number])
            if joined and consonants in (consonants_of(joined), consonants_of(one_sound(joined))):
                found.setdefault(joined, []).append(number)
        return found

    @cached_property
    def _numbers(self) -> tuple[dict[str, int], dict[str, list[int]]]:
        """The different words, each with its first number, and the further numbers of those that have more."""
        firsts: dict[str, int] = {}
        others: dict[str, list[int]] = {}
        for number, word in enumerate(self._words):
            if word in firsts:
                others.setdefault(word, []).append(number)
            else:
                firsts[word] = number
        return firsts, others

    @cached_property
    def _unglued(self) -> dict[str, str]:
        """What is left of those words onto which another was written."""
        text = f" {' '.join(self._numbers[0])} "
        found: dict[str, str] = {}
        for ending in GLUED:
            for at in _places(text, f"{ending} "):
                word = text[text.rfind(" ", 0, at) + 1 : at + len(ending)] if text[at - 1] != " " else ""
                if rest := unglued(word):
                    found[word] = rest
        return found

    @cached_property
    def _spelled(self) -> dict[str, str]:
        """The different words by all their consonants: as written, unglued, and with two letters as one sound.

        Several with a space between them: a list for each would be hundreds of objects for the garbage collector.
        """
        if not self._words:
            return {}
        words = [*self._numbers[0], *self._unglued]
        spellings = [*self._numbers[0], *self._unglued.values()]
        text = " ".join(spellings)
        fused = {number: None for double in _DOUBLES for number in _counted(text, double)}
        words += [words[number] for number in fused]
        spellings += [one_sound(spellings[number]) for number in fused]
        found: dict[str, str] = {}
        for word, consonants in zip(words, consonants_of(" ".join(spellings)).split(" "), strict=True):
            found[consonants] = f"{found[consonants]} {word}" if consonants in found else word
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
    def _known_pairs(self) -> frozenset[str]:
        return frozenset(self._plain_pairs)

    def _pairs(self, consonants: str) -> Iterator[int]:
        """Numbers of the words that, barest, with the one before them may have these consonants."""
        if consonants in self._known_pairs:
            yield from (number for number, pair in enumerate(self._plain_pairs, start=1) if pair == consonants)
        yield from self._fused_pairs.get(consonants, ())

    @cached_property
    def _fused_pairs(self) -> dict[str, list[int]]:
        """The same numbers by the consonants that the two words have with two letters as one sound."""
        plain, bare = self._plain_pairs, self._barest
        found: dict[str, list[int]] = {}
        spelled = bare.split(" ")
        doubles: dict[int, None] = {}
        for double in _DOUBLES:
            for number in _counted(bare, double):
                doubles |= {number: None, number + 1: None}
            doubles |= {number + 1: None for number in _counted(bare, " ".join(double))}
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
            keys = [key[1:] for key in keys if key and key[0] in _LETTERS_ONTO]
            found |= dict.fromkeys(keys)
        pairs = self._plain_pairs
        firsts, others = self._numbers
        joined = set(_counted(" ".join(self._words), " ال"))
        for half in FIRST_HALVES.intersection(firsts):
            joined |= {firsts[half], *others.get(half, ())}
        found |= dict.fromkeys(pairs[number] for number in sorted(joined) if number < len(pairs))
        found.pop("", None)
        return list(found)


def _counted(text: str, sought: str) -> Iterator[int]:
    """Numbers of the words of a text in which `sought` begins."""
    number = last = 0
    for at in _places(text, sought):
        number, last = number + text.count(" ", last, at), at
        yield number


def _places(text: str, sought: str) -> Iterator[int]:
    """Where `sought` stands in a text."""
    at = text.find(sought)
    while at >= 0:
        yield at
        at = text.find(sought, at + 1)
