"""Character classes of the Arabic script, ready to stand inside `[...]` of a regular expression."""

from __future__ import annotations

import re

__all__ = ["BIDI", "INVISIBLE", "LETTERS", "MARKS", "TATWEEL", "WORD", "compared", "has_latin", "word_start"]

LETTERS = (
    "\u0621-\u063a\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
)
"""Letters, with Persian, Urdu, Kurdish and presentation forms; neither tatweel nor marks (Unicode 15)."""

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff"
"""Vowel signs, shadda, Quranic annotation: they sit on the letter before them."""

TATWEEL = "ـ"

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Direction marks: no width, no meaning inside a word."""

INVISIBLE = "\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufeff\ufe00-\ufe0f" + BIDI
"""Everything that takes no room on the page, direction marks included."""

WORD = LETTERS + MARKS + TATWEEL

_SAME = [("أإآٱٲٳ", "ا"), ("ىیې", "ي"), ("ک", "ك"), ("ةہ", "ه")]
_REPLACED = [(letter, same) for letters, same in _SAME for letter in letters]
_SILENT = re.compile(f"[{MARKS}{TATWEEL}{INVISIBLE}]")


def compared(word: str) -> str:
    """The word without marks, tatweel and invisible characters, alef, yeh and teh marbuta unified.

    Only for asking whether two spellings are the same word; it is never shown and keeps no offsets.
    """
    word = _SILENT.sub("", word)
    for letter, same in _REPLACED:  # many times quicker than `str.translate`, to which each other letter is an error
        word = word.replace(letter, same)
    return word


def has_latin(text: str) -> bool:
    """Whether there is a Latin letter without accents; quicker than a pattern on a text of another script."""
    left = text.encode("ascii", "ignore")
    return left.lower() != left.upper()


_PART = re.compile(f"[{LETTERS}{MARKS}]")


def word_start(text: str, end: int, floor: int = 0) -> int:
    """Where the letters and marks that end at `end` begin, not before `floor`."""
    start = end
    while start > floor and _PART.match(text, start - 1):
        start -= 1
    return start
