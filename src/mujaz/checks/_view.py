"""A text as grounding sees it: repaired, folded, and cut into words that know their place in the raw text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import NamedTuple

from mujaz.arabic.evasion import repair
from mujaz.arabic.folding import fold, is_mark, unfold
from mujaz.arabic.mapped import Mapped, Span
from mujaz.checks._words import canonical, forms, has_variants

__all__ = ["Token", "View", "bare_letters"]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[%$€£¥₪]")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+")
_EDGE = "\x02"
"""Stands on both sides of a number in `View.letters`, so that 1 2 never reads as 12; folding drops it from texts."""


class Token(NamedTuple):
    """A word, a number or a sign of a folded text.

    `word` is the spelling to compare; `start` and `end` are characters of the folded text.
    """

    word: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return self.word[-1].isdigit()


def _number(digits: str, before: str) -> str:
    """The value of a run of digits as text: thousands signs gone, decimal point, sign."""
    if _THOUSANDS.fullmatch(digits):
        digits = digits.replace(",", "").replace(".", "")
    digits = digits.replace(",", ".")
    if digits.isdigit():
        digits = digits.lstrip("0") or "0"
    signed = before.endswith("-") and (len(before) == 1 or before[0] == " ")
    return "-" + digits if signed else digits


def _folded(raw: str, repaired: Mapped, part: Span | None) -> Mapped:
    if part is not None:
        folded = fold(repaired.text[part.start : part.end])
        places = repaired.map[part.start : part.end]
        return Mapped(folded.text, [places[at] for at in folded.map])
    folded = fold(repaired.text)
    return repaired.then(folded, raw) if repaired.edits else folded


def bare_letters(folded: str) -> str:
    """The words of a folded text without anything between them, numbers as they are written."""
    words = _TOKEN.findall(folded)
    return "".join(map(canonical, words) if has_variants(folded) else words)


class View:
    """`raw` repaired, folded and cut into tokens; everything needed to look words up in it.

    `part`, a range of `repaired.text` from space to space, limits the view to its tokens; `raw` is the whole even so.
    """

    def __init__(self, raw: str, repaired: Mapped | None = None, part: Span | None = None) -> None:
        self.raw = raw
        self.mapped = _folded(raw, repaired or repair(raw), part)
        text = self.mapped.text
        found = list(_TOKEN.finditer(text))
        self.starts_in_text = [match.start() for match in found]
        """Where each token starts in the folded text."""
        self._ends = [match.end() for match in found]
        self.words: list[str] = [match.group() for match in found]
        """The words of the tokens."""
        if has_variants(text):
            self.words = list(map(canonical, self.words))
        for at, word in enumerate(self.words):
            if word[0].isdigit():
                start = self.starts_in_text[at]
                self.words[at] = _number(word, text[max(0, start - 2) : start])

    @cached_property
    def tokens(self) -> list[Token]:
        """Words, numbers and signs of the folded text, with their places in it."""
        return list(map(Token, self.words, self.starts_in_text, self._ends))

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        pieces = [_EDGE + word + _EDGE if word[-1].isdigit() else word for word in self.words]
        starts = [0]
        for piece in pieces:
            starts.append(starts[-1] + len(piece))
        return "".join(pieces), starts

    @property
    def letters(self) -> str:
        """All words without anything between them."""
        return self._letters[0]

    @property
    def starts(self) -> list[int]:
        """Where each token starts in `letters`; one entry more than tokens."""
        return self._letters[1]

    @cached_property
    def raw_starts(self) -> list[int]:
        """Where each token starts in the raw text."""
        places = self.mapped.map
        return [places[start] for start in self.starts_in_text]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Tokens by every stem that they can be read as."""
        index: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            for stem in {form.stem for form in forms(word)}:
                index.setdefault(stem, []).append(at)
        return index

    def tokens_between(self, start: int, end: int) -> range:
        """Indexes of the tokens that start in `raw[start:end]`."""
        return range(bisect_left(self.raw_starts, start), bisect_left(self.raw_starts, end))

    def token_at(self, raw_index: int) -> int:
        """Index of the last token that starts at or before `raw_index`; -1 when there is none."""
        return bisect_right(self.raw_starts, raw_index) - 1

    def raw_span(self, first: int, last: int, skip: int = 0) -> Span:
        """Raw range of the tokens `first` to `last` (inclusive), without the first `skip` letters."""
        return unfold(self.mapped, self.raw, self.starts_in_text[first] + skip, self._ends[last])

    def between(self, left: int, right: int) -> str:
        """Folded text between the end of token `left` and the start of token `right`."""
        return self.mapped.text[self._ends[left] : self.starts_in_text[right]]

    def spelled(self, at: int) -> str:
        """Letters of a token as printed, without vowel signs and tatweel, presentation forms resolved."""
        span = self.raw_span(at, at)
        printed = unicodedata.normalize("NFKC", self.raw[span.start : span.end])
        return "".join(c for c in printed if c.isalnum() and not is_mark(c) and c != "\u0640")
