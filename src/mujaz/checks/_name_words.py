"""Ordinary English words that names are made of, and how Arabic says them: "League" is «دوري» or «رابطة»."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from mujaz.arabic.folding import fold

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


def begins_a_word(beginning: str, words: Sequence[str]) -> bool:
    """Whether one of `words` (sorted, folded, without particles) begins so; short ones only with an ending."""
    at = bisect_left(words, beginning)
    if len(beginning) > _SHORT:
        return at < len(words) and words[at].startswith(beginning)
    fitting = {beginning + ending for ending in _ENDINGS}
    return any(word in fitting for word in words[at : at + 400] if word.startswith(beginning))
