"""Numbers that go up in English and down in Arabic, or the reverse: "a 3% increase" for «تراجع بنسبة 3 بالمائة»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from mujaz.arabic import numbers
from mujaz.arabic.folding import fold_text
from mujaz.arabic.numbers import Number
from mujaz.checks import _cues, _sentence, english_numbers
from mujaz.checks import _number_match as match
from mujaz.checks._english_text import letters_of
from mujaz.checks._opposite_words import may_mean, taken
from mujaz.checks.english_numbers import EnglishNumber

__all__ = ["TOPIC", "differences"]

TOPIC = "amount"
"""The topic of `data/opposites.tsv` whose words are held to their numbers here."""

_SMALLEST = 2
"""Values up to this one stand everywhere in Arabic, in endings too."""

_UP = (
    "rose rise rises risen rising increase increases increased increasing grew grow grows growing growth climbed climb"
)
_UP += " climbs climbing jumped jump jumps jumping surged surge surges surging soared soaring gained up higher"
_DOWN = "fell fall falls fallen falling decrease decreases decreased decreasing decline declines declined declining"
_DOWN += (
    " dropped drop drops dropping plunged plunge plunges plunging shrank shrunk shrinking slumped slump reduction down"
)
_DOWN += " dipped dip slid lower contracted contraction"
_SIDE = {word: side for side, words in (("up", _UP), ("down", _DOWN)) for word in words.split()}
_NOUNS = frozenset(
    "rise increase growth jump surge fall decrease decline drop plunge slump reduction dip higher lower".split()
)
"""Words of a direction that stand after their number: "a 3% rise", "3 per cent lower"."""

_FILLERS = frozenset(
    "a an the by of about around nearly almost some roughly approximately more less than over under just only from at "
    "least to an estimated another further as much sharp slight modest".split()
)
_UNITS = frozenset(
    "percent per cent percentage point points annual yearly monthly quarterly year-on-year basis".split()
)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_CLAUSE = re.compile(r"[.;:!?،؛؟,()]\s")
_REACH = 10
"""Arabic words before a number in which its direction stands: «تراجع استخراج النفط والغاز الطبيعي بنسبة 3»."""

_NO = frozenset({"negation", "absence", "negative", "denial", "foiled", "soft"})


class _Move(NamedTuple):
    number: EnglishNumber
    side: str
    word: str


def differences(text: str, evidence: Sequence[str]) -> Iterator[str]:
    """In words, each number of an English text that goes the other way wherever the evidence has it."""
    for move in _english_moves(text):
        bearing = [
            (number, side)
            for arabic in evidence
            for number, side in _arabic_moves(arabic)
            if _means(move.number, number)
        ]
        if bearing and all(side not in ("", move.side) for _, side in bearing):
            yield f"«{move.number.text}» goes {move.side} here («{move.word}»), {bearing[0][1]} in the cited segments"


def _means(english: EnglishNumber, arabic: Number) -> bool:
    return match.means(english, arabic) and arabic.kind != "vague"


@lru_cache(maxsize=512)
def _english_moves(text: str) -> tuple[_Move, ...]:
    found = english_numbers.find(text)  # known from other checks, and most often nothing
    if not found or not _has_side(text) or "negation" in _cues.english(text).kinds:
        return ()
    low = text.lower()
    moves = []
    for at, number in enumerate(found):
        if number.kind not in ("count", "fraction") or (number.value <= _SMALLEST and not number.percent):
            continue
        before = _CLAUSE.split(low[found[at - 1].end if at else 0 : number.start])[-1]
        after = _CLAUSE.split(low[number.end : found[at + 1].start if at + 1 < len(found) else len(low)], maxsplit=1)[0]
        word = _said_before(before) or _said_after(after)
        if word:
            moves.append(_Move(number, _SIDE[word], word))
    return tuple(moves)


def _has_side(text: str) -> bool:
    return not _SIDE.keys().isdisjoint(letters_of(text) if text.isascii() else _WORD.findall(text.lower()))


def _said_before(before: str) -> str:
    words = _WORD.findall(before)
    while words and words[-1] in _FILLERS:
        words.pop()
    return words[-1] if words and words[-1] in _SIDE else ""


def _said_after(after: str) -> str:
    words = [word for word in _WORD.findall(after)[:4] if word not in _UNITS]
    return next((word for word in words[:2] if word in _NOUNS), "")


@lru_cache(maxsize=512)
def _arabic_moves(text: str) -> tuple[tuple[Number, str], ...]:
    """Every number of an Arabic text with the side that it surely goes to, or ""."""
    view = fold_text(text)
    moves, last = [], 0
    for number in numbers.find(view):
        moves.append((number, _side(view[last : number.start])))
        if not _is_year(number):
            last = number.end
    return tuple(moves)


def _side(before: str) -> str:
    sentence = _sentence.arabic(" ".join(_CLAUSE.split(before)[-1].split()[-_REACH:]))
    surely = {cue.kind for cue in taken(sentence, TOPIC)}
    if len(surely) != 1 or may_mean(sentence, TOPIC) != surely:
        return ""
    return "" if _cues.arabic(sentence.text).kinds & _NO else surely.pop()


def _is_year(number: Number) -> bool:
    return number.kind == "digits" and number.value is not None and 1900 <= Fraction(number.value) <= 2100
