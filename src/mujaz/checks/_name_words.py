"""Ordinary English words that names are made of, and how Arabic says them: "League" is «دوري» or «رابطة»."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from mujaz.arabic.folding import fold
from mujaz.checks._arabic_units import without_particles

__all__ = ["beginnings", "begins_a_word"]

_SHORT = 2
_ENDINGS = ("", "ه", "ي", "يه", "ا", "ات", "يات", "ون", "ين", "ان")
"""What may follow a beginning of two letters: more would make «حر» (free) a part of «حرب» (war)."""
_PARTICLES = 4
"""Letters that may be written onto a word: «وبال», «فلل»."""
_REST = re.compile("[ء-ي]{,4}")
"""As much of what follows a beginning as can matter: one letter more than the longest ending."""


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


def begins_a_word(beginning: str, text: str) -> bool:
    """Whether a word of the folded `text` begins so, as it stands or after particles; if short, with a known ending."""
    at = text.find(beginning)
    while at >= 0:
        start, end = at, at + len(beginning)
        while start and at - start <= _PARTICLES and "ء" <= text[start - 1] <= "ي":
            start -= 1
        rest = _REST.match(text, end)
        word = text[start : rest.end() if rest else end]
        fits = len(beginning) > _SHORT or word[end - start :] in _ENDINGS
        if fits and (at == start or word[at - start :] in without_particles(word)):
            return True
        at = text.find(beginning, at + 1)
    return False
