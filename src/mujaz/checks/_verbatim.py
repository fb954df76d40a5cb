"""Quotes copied letter by letter whose place is proven by the characters around it, without a view of the text.

Nearly every expression of a draft is one: words and numbers with a space between them, some in quotation marks or
brackets. What the quick look cannot decide is left to the views of `_parts`, which know all ways of writing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple

from mujaz.arabic.evasion import Watchlist, repair
from mujaz.arabic.folding import fold_text
from mujaz.arabic.letters import word_start
from mujaz.arabic.mapped import Span
from mujaz.checks._view import bare_letters
from mujaz.checks._words import (
    Form,
    canonical,
    completes_number,
    forms,
    is_function_word,
    is_negation,
    is_number_word,
)

__all__ = ["Copied", "Copies", "core", "read"]

_LETTER = "[ء-غف-ي]"
"""Letters that folding turns into one letter each."""
_VOWELED = "[ء-غف-ي\u064b-\u0652]"
"""The same, and the vowel signs that folding drops."""
_DIGITS = "[0-9٠-٩]++"
_ITEM = f'[«"(]?(?:{_LETTER}[\u064b-\u0652]*{_LETTER}{_VOWELED}*+|{_DIGITS}(?::{_DIGITS})?)'
_QUOTE = re.compile(f'(?:{_ITEM}[»")،:/]{{0,2}} )*+{_ITEM}[»")]?')
"""No sign before a letter but brackets, no letter alone, no two words in one: nothing that repair would join."""
_SIGNS = '«»"()،:/'
_WORD = re.compile(f"{_LETTER}{_VOWELED}*+|{_DIGITS}")
_WORD_AFTER = re.compile(f'({_LETTER}{_VOWELED}*+)(?=[ \\n".,:)،؛؟»”])')
_PART_OF_WORD = re.compile(_VOWELED)
_VOWELS = re.compile("[\u064b-\u0652]++")
_LETTERS_ALONE = re.compile(r"[^\W\d_]+")

_OPENING = ' \n"(«“'
_CLOSING = ' \n".,:)،؛؟»”'
"""Signs that surely are no part of the word beside them."""
_DECIMAL = ".,،"
"""Signs of these that go on with a number if a digit follows."""
_APART = _CLOSING[2:] + _OPENING[2:] + "-–—|/!"
"""Signs that keep the words before and after them apart."""
_MOST_PLACES = 16
"""Places tried before the views are asked: «علي» stands in every «عليه»."""
_NEAR = 24
"""Characters on either side of a place in which the words beside it are looked for."""


class Copied(NamedTuple):
    """A quote that says something and needs no repair.

    `first` and `last` are its first and last word as they stand, "" where a sign begins or ends the quote.
    """

    text: str
    first: str
    last: str


@lru_cache(maxsize=1024)
def read(quote: str) -> Copied | None:
    """`quote` if a quick look may settle where it stands."""
    if not _QUOTE.fullmatch(quote):
        return None
    items = quote.split(" ")
    if len(items) > 1 and not Watchlist.bundled().tails_in_print.isdisjoint(items) and repair(quote).edits:
        return None  # one word that was cut in two
    first, last = items[0].strip(_SIGNS), items[-1].strip(_SIGNS)
    if len(items) == 1 and is_function_word(_VOWELS.sub("", first)):
        return None
    return Copied(quote, "" if items[0][0] in _SIGNS else first, "" if items[-1][-1] in _SIGNS else last)


@lru_cache(maxsize=1024)
def core(quote: Copied) -> str:
    """Letters, folded, that follow each other in every passage that is the same as a quote but for the spelling.

    They are its longest run of letters without the particles that the first word may lose.
    """
    first = _as_viewed(quote.text.split(" ")[0].strip(_SIGNS))
    loose = max(1, *(len(first) - len(form.stem) for form in forms(first)))
    return max(_LETTERS_ALONE.findall(bare_letters(fold_text(quote.text))[loose:]), key=len, default="")


class Copies:
    """Where quotes stand in `raw`, letter by letter.

    `is_repaired` says whether something in a range of `raw` is repaired. What is so elsewhere is of no account: the
    words at a place and beside it are those of the raw text if all characters there are.
    """

    def __init__(self, raw: str, is_repaired: Callable[[int, int], bool]) -> None:
        self._raw = raw
        self._is_repaired = is_repaired

    def find(self, quote: Copied, region: Span) -> int | None:
        """The first place in `raw[region]` where the quote stands as words of its own and is not cut out of more.

        Failing that, the first where only particles are attached to it. -1 when there is neither, None when only a
        view can tell.
        """
        attached = -1
        at = self._raw.find(quote.text, region.start, region.end)
        for _ in range(_MOST_PLACES):
            if at < 0:
                return attached
            stands = self._stands(quote, at, at + len(quote.text))
            if stands is None:
                return None
            if stands == "alone":
                return at
            if stands == "attached" and attached < 0:
                attached = at
            at = self._raw.find(quote.text, at + 1, region.end)
        return None

    def _stands(self, quote: Copied, at: int, end: int) -> Literal["alone", "attached", "inside"] | None:
        """Whether the words at a place are the quote's, or with particles, or have more letters; None if unsure."""
        raw, first, last = self._raw, quote.first, quote.last
        apart = not first or _opens(raw, at)
        opens = at if apart else word_start(raw, at, max(0, at - _NEAR))
        if self._is_repaired(opens - 1, end + 1):
            return None
        if last and not last[0].isdigit() and _PART_OF_WORD.match(raw, end):
            return "inside"
        if not (apart or _opens(raw, opens)) or (last and not _closes(raw, end, is_number=last[0].isdigit())):
            return None
        if opens < at:
            particles, longer = raw[opens:at], raw[opens:at] + first
            if first[0].isdigit() or not _WORD.fullmatch(particles):
                return None
            readings = _readings(longer, particles)
            if not readings:
                return "inside"
            if _is_number_word(first) and any(form.article for form in readings):
                return None
            first, last = longer, last if " " in quote.text else longer
        return None if self._is_cut(opens, end, first, last) else "alone" if opens == at else "attached"

    def _is_cut(self, at: int, end: int, first: str, last: str) -> bool:
        """Whether the word before the range negates it, or one beside it makes a larger number; true if unsure.

        `first` and `last` are the words at its edges, "" where a sign keeps it apart from what is beside it.
        """
        if first:
            before = self._word_before(at)
            if before is None or is_negation(before):
                return True
            if before and _is_number_word(first) and completes_number(before, _as_viewed(first)):
                return True
        if last and (last[0].isdigit() or _is_number_word(last)):
            after = self._word_after(end)
            return after is None or completes_number(_as_viewed(last), after)
        return False

    def _word_before(self, at: int) -> str | None:
        """The word before a place with nothing but spaces between, as viewed; "" if there is none, None if unsure."""
        start = max(0, at - _NEAR)
        head = self._raw[start:at].rstrip(" \n")
        if not head:
            return None if start else ""
        opens = max(head.rfind(" "), head.rfind("\n"))
        if self._is_repaired(start + opens, at):
            return None
        if head[-1] in _APART:
            return ""
        if opens < 0 < start:
            return None  # may have begun before
        return _plain(head[opens + 1 :])

    def _word_after(self, end: int) -> str | None:
        """The same for the word after a place; no number goes on with digits."""
        tail = self._raw[end : end + _NEAR].lstrip(" \n")
        if self._is_repaired(end, end + _NEAR) or not tail:
            return None
        if tail[0] in _APART or tail[0].isdigit():
            return ""
        word = _WORD_AFTER.match(tail)
        return _as_viewed(word[1]) if word else None


def _opens(raw: str, at: int) -> bool:
    return raw[max(0, at - 1) : at] in _OPENING


def _closes(raw: str, end: int, *, is_number: bool) -> bool:
    after = raw[end : end + 2]
    if is_number and len(after) == 2 and after[0] in _DECIMAL:
        return after[1].isspace()
    return after[:1] in _CLOSING


def _readings(word: str, particles: str) -> list[Form]:
    """Readings of `word` in which its letters `particles` are particles."""
    viewed, length = _as_viewed(word), len(fold_text(particles))
    return [form for form in forms(viewed) if len(viewed) - len(form.stem) == length]


@lru_cache(maxsize=4096)
def _is_number_word(word: str) -> bool:
    return is_number_word(_as_viewed(word))


@lru_cache(maxsize=4096)
def _plain(word: str) -> str | None:
    """What stands before a place as viewed, None if it is more than a word."""
    word = word.lstrip(_OPENING)
    return _as_viewed(word) if _WORD.fullmatch(word) else None


@lru_cache(maxsize=4096)
def _as_viewed(word: str) -> str:
    return canonical(fold_text(word))
