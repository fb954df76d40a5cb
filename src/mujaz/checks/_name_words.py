"""Ordinary English words that names are made of, and how Arabic says them: "League" is «دوري» or «رابطة»."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from mujaz.arabic.folding import fold
from mujaz.checks._arabic_units import without_particles

__all__ = ["beginnings", "begins_a_word"]

_SHORT = 2
_ENDINGS = ("", "ه", "ي", "يه", "ا", "ات", "يات", "ون", "ين", "ان")
"""What may follow a beginning of two letters: more would make «حر» (free) a part of «حرب» (war)."""


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, tuple[str, ...]]:
    text = (files("mujaz.checks") / "data" / "name_words.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    folded = fold("|".join(arabic for _, arabic in lines)).text.split("|")
    found: dict[str, tuple[str, ...]] = {}
    for (english, _), arabic in zip(lines, folded, strict=True):
        for word in english.split():
            found[word] = tuple(dict.fromkeys((*found.get(word, ()), *arabic.split())))
    return found


@lru_cache(maxsize=512)
def beginnings(word: str) -> tuple[str, ...]:
    """How the Arabic words begin, folded, that an English word (any case, plural too) is said with; () if unknown."""
    lower = word.lower()
    known = _lexicon()
    return known.get(lower) or known.get(lower.removesuffix("s")) or known.get(lower + "s", ())


def begins_a_word(beginning: str, words: str) -> bool:
    """Whether one of `words` begins so, as it stands or without particles; short ones only with an ending.

    The words are folded and stand between spaces, one before the first and one after the last.
    """
    at = words.find(beginning)
    while at >= 0:
        start, end = words.rfind(" ", 0, at) + 1, words.find(" ", at)
        ending = words[at + len(beginning) : end]
        fits = len(beginning) > _SHORT or ending in _ENDINGS
        if fits and (at == start or words[at:end] in without_particles(words[start:end])):
            return True
        at = words.find(beginning, at + 1)
    return False
