"""Quotes copied letter by letter whose place is proven by the characters around it, without a view of the text.

Nearly every name of a draft is one: plain words with a space between them. What the quick look cannot decide is left
to the views of `_parts`, which know marks, particles, numbers and all ways of writing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mujaz.arabic.evasion import Watchlist
from mujaz.arabic.folding import fold_text
from mujaz.arabic.mapped import Span
from mujaz.checks._words import canonical, is_function_word, is_negation, is_number_word

__all__ = ["find", "is_plain"]

_LETTER = "[ء-غف-ي]"
"""Letters that folding turns into one letter each."""
_PLAIN_WORD = re.compile(f"{_LETTER}++")
_PLAIN_WORDS = re.compile(f"{_LETTER}{{2,}}+(?: {_LETTER}{{2,}}+)*+")
_OPENING = ' \n"(«“'
_CLOSING = ' \n".,:)،؛؟»”'
"""Signs that surely are no part of the word beside them."""
_MOST_PLACES = 16
"""Places tried inside other words before the views are asked: «علي» stands in every «عليه»."""
_NEAR = 24
"""Characters before a place in which the word before it is looked for."""


def is_plain(quote: str) -> bool:
    """Whether `quote` is of plain words that say something, need no repair and neither begin nor end with a number."""
    if not _PLAIN_WORDS.fullmatch(quote):
        return False
    words = quote.split(" ")
    if len(words) == 1 and is_function_word(quote):
        return False
    if len(words) > 1 and not Watchlist.bundled().tails_in_print.isdisjoint(words):
        return False  # may be one word that was cut in two
    return not any(is_number_word(_as_viewed(word)) for word in {words[0], words[-1]})


def find(quote: str, raw: str, region: Span) -> int | None:
    """The first place in `raw[region]` where the plain `quote` stands as words of its own, with no negation before it.

    -1 when `quote` is not there at all, None when only a view can tell. Nothing of `raw` needs repair.
    """
    at = raw.find(quote, region.start, region.end)
    if at < 0:
        return -1
    for _ in range(_MOST_PLACES):
        end = at + len(quote)
        before, after = raw[max(0, at - 1) : at], raw[end : end + 1]
        if not _PLAIN_WORD.match(before) and not _PLAIN_WORD.match(after):
            proven = before in _OPENING and after in _CLOSING and not _may_be_negated(raw, at)
            return at if proven else None
        # part of a longer word: any place where it stands alone counts before this one
        at = raw.find(quote, at + 1, region.end)
        if at < 0:
            break
    return None


def _may_be_negated(raw: str, at: int) -> bool:
    """Whether the word before the place, with nothing but spaces between, negates; true when that is not seen."""
    head = raw[max(0, at - _NEAR) : at]
    if not head[-1:].isspace():
        return False
    words = head.split()
    if len(words) < 2 and at > _NEAR:
        return True
    if not words or words[-1][-1] in _CLOSING:
        return False
    return not _PLAIN_WORD.fullmatch(words[-1]) or is_negation(_as_viewed(words[-1]))


@lru_cache(maxsize=4096)
def _as_viewed(word: str) -> str:
    return canonical(fold_text(word))
