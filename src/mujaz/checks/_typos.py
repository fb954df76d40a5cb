"""One letter wrong inside a long word: a slip of the pen, or another word?

Arabic makes words by putting letters into roots, so one letter more or less is mostly another word («يقاتلون»
they fight, «يقتلون» they kill; «استسلمت» surrendered, «استلمت» received). The limits below were set on a list of
120,000 word forms (the Arabic frequency list of pyspellchecker 0.9): 97,000 pairs of them, of six letters
or more, differ by one letter or by two that change places; of these 230 are taken for one word here, most of
them two spellings of a foreign name. Letters that change places make another word too often to be allowed.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from mujaz.checks._words import forms

__all__ = ["is_slip_of_the_pen"]

_DOUBLED_FROM = 6
_ROOT_LETTER_FROM = 6
_ANY_LETTER_FROM = 8
"""Shortest cores, in letters, in which a letter may be doubled or not; a root letter, any letter may be missing."""

_BUILDING_LETTERS = frozenset("سالتمونيه")
_KINDRED = frozenset(map(frozenset, ("ضظ", "دذ", "ثت", "زذ")))
"""Letters that writers take for one another."""
_SUFFIX = re.compile("(?:تما|تم|هما|كما|ها|هم|هن|نا|كم|ني|ون|ين|ات|ان|وا|يه|[هيكت])$")

# Pairs of common words that differ in one root letter, as the parts in which they differ.
_TWINS = (
    ("ستثمر", "ستمر"), ("ستعمر", "ستمر"), ("ستثمار", "ستمار"), ("ستبع", "ستع"), ("ستقبال", "ستقال"),
    ("ستقبل", "ستقل"), ("ستعلام", "ستلام"), ("ستعمال", "ستمال"), ("ستعداد", "ستعاد"), ("ستعبد", "ستعد"),
    ("ستعباد", "ستعاد"), ("ستشعار", "ستعار"), ("تحرك", "ترك"), ("تحول", "تول"), ("ختبار", "ختار"), ("صطح", "صح"),
    ("قابل", "قال"), ("تشاجر", "تاجر"), ("كتشاف", "كتاف"), ("عتقد", "عتد"), ("تدهور", "تهور"), ("تعاطف", "تعاف"),
    ("تمكن", "تمن"), ("دفع", "دع"), ("تكاثر", "تاثر"), ("تفاخر", "تاخر"), ("خترع", "ختر"), ("ستجم", "ستم"),
)  # fmt: skip


def is_slip_of_the_pen(ours: str, theirs: str) -> bool:
    """Whether the two different folded words are one word with a letter missing, doubled or mistaken inside.

    Length counts without attached particles and endings. Letters at the edges, where Arabic says who, how
    many and when, are left alone.
    """
    short, long = sorted((ours, theirs), key=len)
    if len(long) < _DOUBLED_FROM or Levenshtein.distance(short, long, score_cutoff=1) != 1:
        return False
    attached = max(
        (len(long) - len(form.stem) for form in forms(long) if short.startswith(long[: len(long) - len(form.stem)])),
        default=0,
    )
    short, long = short[attached:], long[attached:]
    core = len(_SUFFIX.sub("", long))
    at = next((k for k, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if at < 1 or at >= core or at > len(short) - 2:
        return False
    if len(short) == len(long):
        return core >= _ROOT_LETTER_FROM and frozenset((short[at], long[at])) in _KINDRED
    if long[at] in (long[at - 1], long[at + 1]):
        return core >= _DOUBLED_FROM and at > 2
    if long[at] in _BUILDING_LETTERS:
        return core >= _ANY_LETTER_FROM and 2 <= at < core - 2
    return core >= _ROOT_LETTER_FROM < len(long) and not any(
        long.replace(twin, other) == short for twin, other in _TWINS
    )
