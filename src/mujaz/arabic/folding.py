"""The form in which texts are compared, never shown.

Two spellings that a reader of Arabic news takes for the same word fold to the same characters:

- hamza carriers أ إ آ ٱ -> ا, ؤ -> و, ئ -> ي; ة -> ه; ى -> ي; Persian and Urdu ی ک ہ and the letters پ چ ڤ ڨ,
  which Arabic papers write as ب ج ف ق. A hamza that stands alone is a letter and stays: «ماء» is not «ما».
- vowel signs, Quranic marks, tatweel, direction marks, zero-width characters, soft hyphens and control
  characters are dropped; so are Latin accents, composed or combining.
- digits of every script become ASCII; ٫ and ٬ become `.` and `,`. Superscripts, circled digits and vulgar
  fractions stay as they are: «10²» must not become 102.
- presentation forms and ligatures (ﻻ, ﷲ) are expanded; Latin is case-folded.
- quotation marks and apostrophes become `"`, dashes `-`, Arabic punctuation its ASCII likeness; a run of white
  space becomes one space.

Compatibility expansions are those of Unicode normalization form KC (UAX #15), taken one character at a
time, so that the map to the original stays exact.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain, compress, repeat

from mujaz.arabic.mapped import Mapped, Span

__all__ = ["fold", "fold_text", "is_mark", "unfold"]

_TATWEEL = "\u0640"

_LETTERS = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("ؤۄۅۆۇۈۉۊۋ", "و"),
    **dict.fromkeys("ئىیېۍێے", "ي"),
    **dict.fromkeys("ةۃەہھ", "ه"),
    **dict.fromkeys("کڪګ", "ك"),
    "پ": "ب",
    "چ": "ج",
    "ڤ": "ف",
    "ڥ": "ف",
    "ڨ": "ق",
    "\u0674": "",  # high hamza: what is left of the Kazakh letters ٵ ٶ ٸ after their expansion
    "\u06e5": "",  # small waw and small yeh of Quranic spelling are letters to Unicode, marks to a reader
    "\u06e6": "",
}

_SIGNS = {
    "،": ",",
    "؛": ";",
    "؟": "?",
    "۔": ".",
    "٫": ".",
    "٬": ",",
    "٪": "%",
    "٭": "*",
    "؍": "/",
    "\u2044": "/",  # fraction slash
    "\u2215": "/",  # division slash
    "\u2212": "-",  # minus
    "\u2043": "-",  # hyphen bullet
}

_QUOTES = frozenset("\"'`\u00b4\u02b9\u02ba\u02bb\u02bc\u02bd\u02bf\u02be\u2032\u2033\u2035\u2036\u301d\u301e\u301f")

_ARABIC_MARKS = (
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E4),
    (0x06E7, 0x06E8),
    (0x06EA, 0x06ED),
    (0x0897, 0x089F),
    (0x08CA, 0x08E1),
    (0x08E3, 0x08FF),
)


def is_mark(character: str) -> bool:
    """Whether `character` (one code point) is a combining sign that folding drops.

    These are the Arabic vowel and Quranic signs, the accents of the general combining block (without its
    strokes and slashes, which turn `=` into `≠`) and variation selectors. Marks of other scripts are part
    of their words.
    """
    code = ord(character)
    if 0x0300 <= code <= 0x036F:
        return not 0x0334 <= code <= 0x0338
    if 0xFE00 <= code <= 0xFE0F:
        return True
    return any(first <= code <= last for first, last in _ARABIC_MARKS)


def _fold_character(character: str) -> str:
    """What one code point becomes: any number of characters, each of which folds to itself."""
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in ("Cc", "Cf") or character == _TATWEEL or is_mark(character):
        return ""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if character in _LETTERS:
        return _LETTERS[character]
    if character in _SIGNS:
        return _SIGNS[character]
    if category == "Pd":
        return "-"
    if category in ("Pi", "Pf") or character in _QUOTES:
        return '"'
    if category == "No":
        return character
    return _expand(character)


def _expand(character: str) -> str:
    parts = unicodedata.normalize("NFKD", character)
    if parts[0] == " ":
        # Spacing forms of signs: the Arabic ones are marks, others (¨ ¸) stay what they are.
        return "" if all(part == " " or is_mark(part) for part in parts) and ord(parts[1]) > 0x36F else character
    bare = "".join(part for part in parts if not is_mark(part))
    plain = unicodedata.normalize("NFC", bare).casefold()
    if plain == character:
        return character
    return "".join(map(_fold_character, plain))


class _Table(dict[str, str]):
    """Folded form of every code point met so far."""

    def __missing__(self, character: str) -> str:
        folded = self[character] = _fold_character(character)
        return folded


_TABLE = _Table()
_SPACES = re.compile(r" {2,}")
_MANY = 64
"""More distinct rare characters than this, and one look-up a character is quicker than one pass each."""

_SHORT = 16
"""Characters up to which it is quicker to look every one up than to ask first which of them are rare."""

_FREQUENT = "أإآؤئةى\u064b\u064c\u064e\u064f\u0650\u0651\u0652\u0640،؛؟\n\r«»“”–"
"""Characters of nearly every article that fold to something else."""

_REPLACED = tuple((character, _TABLE[character]) for character in _FREQUENT)
_DROPPED = tuple(character for character, folded in _REPLACED if not folded)

_RARE = re.compile(
    "[^" + re.escape(_FREQUENT + "".join(c for c in map(chr, range(0x80)) if _TABLE[c] == c)) + "ء-ي" + "]"
)
"""What is neither frequent nor one of the letters that never change."""


def fold(text: str) -> Mapped:
    """Fold `text` for comparison (see the module's description).

    `map` gives for each character of the folded text the code point of `text` that it came from; several
    characters may come from one. There are no edits: nothing of this is ever shown. Any string is allowed;
    folding a folded text changes nothing. Linear time.
    """
    rare = set(_RARE.findall(text))
    resized = [c for c in (*_DROPPED, *rare) if c in text and len(_TABLE[c]) != 1]
    if len(rare) > _MANY or sum(map(text.count, resized)) > len(text) // 16:
        folded, places = _one_by_one(text)
    else:
        # News text holds few characters that fold to something else, and hardly any that vanish or grow.
        folded, places = _spliced(text, resized)
        folded = _replaced(folded, rare)
    if "  " in folded:
        folded, places = _single_spaces(folded, places)
    return Mapped(folded, places)


def fold_text(text: str) -> str:
    """The text of `fold(text)` alone, for a third of the work."""
    if len(text) > _SHORT and len(rare := set(_RARE.findall(text))) <= _MANY:
        text = _replaced(text, rare)
    else:
        text = "".join(map(_TABLE.__getitem__, text))
    if "  " in text:
        text = text.replace("  ", " ")  # quicker than the pattern, and nearly always enough
    return _SPACES.sub(" ", text) if "  " in text else text


def _replaced(text: str, rare: set[str]) -> str:
    """A text whose rare characters are known, folded but for its runs of spaces."""
    for character, folded in _REPLACED:  # to replace what is not there is about as quick as to ask whether it is
        text = text.replace(character, folded)
    for character in rare:
        text = text.replace(character, _TABLE[character])
    return text


def _one_by_one(text: str) -> tuple[str, list[int]]:
    pieces = list(map(_TABLE.__getitem__, text))
    sizes = bytes(map(len, pieces))
    if max(sizes, default=0) > 1:
        return "".join(pieces), list(chain.from_iterable(map(repeat, range(len(text)), sizes)))
    return "".join(pieces), list(compress(range(len(text)), sizes))


def _spliced(text: str, resized: list[str]) -> tuple[str, list[int]]:
    """The text with what some of its characters fold to in their place, and where each character came from."""
    if not resized:
        return text, list(range(len(text)))
    kept: list[str] = []
    places: list[int] = []
    done = 0
    for at in sorted(at for character in resized for at in _finds(text, character)):
        folded = _TABLE[text[at]]
        kept += (text[done:at], folded)
        places += range(done, at)
        places += (at,) * len(folded)
        done = at + 1
    kept.append(text[done:])
    places += range(done, len(text))
    return "".join(kept), places


def _finds(text: str, wanted: str) -> Iterator[int]:
    """Where `wanted` begins in a text; many times quicker than a pattern where there is little to find."""
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _single_spaces(text: str, places: list[int]) -> tuple[str, list[int]]:
    kept_text: list[str] = []
    kept_places: list[int] = []
    done = 0
    for extra in _finds(text, "  "):  # of every two spaces in a row the second goes
        kept_text.append(text[done : extra + 1])
        kept_places += places[done : extra + 1]
        done = extra + 2
    kept_text.append(text[done:])
    kept_places += places[done:]
    return "".join(kept_text), kept_places


def unfold(folded: Mapped, raw: str, start: int, end: int) -> Span:
    """Range of `raw` that `folded.text[start:end]` came from, its last letter complete.

    `folded` is a folded view of `raw` (from `fold`, or another step followed by it). The marks and tatweel that
    follow the last letter belong to it: «داعش» found in «داعِشٌ» ends after the tanwin. An empty range stays
    empty. Raises IndexError when the range does not lie in the folded text.
    """
    span = folded.raw_span(start, end)
    if span.start == span.end:
        return span
    stop = span.end
    while stop < len(raw) and raw[stop] != " " and (raw[stop] == _TATWEEL or is_mark(raw[stop])):
        stop += 1
    return Span(span.start, stop)
