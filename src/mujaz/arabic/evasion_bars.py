"""Whether a bar between two runs of letters is an alef («النظ|م») or parts two words («عاجل|مقتل»).

Spelling decides first: no Arabic word has an alef beside an alef, and teh marbuta and alef maqsura end a word.
Then a single letter tells a word from a list; then whether the sides stand as words elsewhere.
"""

from __future__ import annotations

import re

from mujaz.arabic.chrome_patterns import SECTION_WORDS
from mujaz.arabic.evasion_proof import Vocabulary
from mujaz.arabic.letters import INVISIBLE, MARKS, TATWEEL, compared

__all__ = ["is_alef", "stands_in_menu"]

_SILENT = re.compile(f"[{MARKS}{TATWEEL}{INVISIBLE}]+")
_ENDS_WORD = tuple("اأإآٱىة")
_OPENS_WORD = tuple("اأإآٱ")
_ENDINGS = ("ات", "ين", "ون", "ان", "ية", "ي", "ها", "هم", "ته", "وا", "ة")
_LIST_LETTERS = frozenset("بجدهوز")
_ARTICLE = re.compile("[وف]?(?:ال|[بك]ال)")
_SPACED_BAR = re.compile(r"(?:^|\s)\||\|(?:\s|$)", re.MULTILINE)
_LONG_SIDE = 4
_NEAR = 160  # characters on either side: enough of a line to see that it is a menu


def is_alef(left: str, right: str, known: Vocabulary, *, opens_line: bool) -> bool:
    """Whether `left|right` is one word with its alef disguised.

    `left` and `right` are letters as written, everything that surely belongs to the same word included;
    `opens_line` says that nothing but white space stands before them on their line («ب|نتائج» is a list there).
    """
    left, right = _SILENT.sub("", left), _SILENT.sub("", right)
    if left.endswith(_ENDS_WORD) or right.startswith(_OPENS_WORD):
        return False
    if left in ("", "و") or len(left) + len(right) < 3:
        return False
    if len(right) == 1:
        return True
    if len(left) == 1:
        listed = opens_line and left in _LIST_LETTERS and len(right) >= _LONG_SIDE and not right.startswith("ل")
        return not listed
    if any(compared(side) in SECTION_WORDS for side in (left, right)) and len(right) > 2:
        return False
    left_known = known.has_plainly(left)
    if left_known and known.has_plainly(right):
        return False
    article = _ARTICLE.match(left)
    bare = len(left) - (article.end() if article else 0)
    if bare <= 2 or len(right) == 2:
        return True
    # A scrap of a word is hardly ever a word of the article; what heads a line is. Long sides are words of their
    # own unless the right one is an ending («الانتخ|بات», «المتظ|هرين»).
    return not left_known and min(bare, len(right)) < _LONG_SIDE and right.endswith(_ENDINGS)


def stands_in_menu(text: str, start: int, end: int) -> bool:
    """Whether the line of `text[start:end]` has two bars or more that are set off by spaces or open or close it."""
    first = text.rfind("\n", max(0, start - _NEAR), start) + 1 or max(0, start - _NEAR)
    last = text.find("\n", end, end + _NEAR)
    line = text[first : last if last >= 0 else end + _NEAR]
    return len(_SPACED_BAR.findall(line)) >= 2
