"""Weekdays and months in English sentences, where they are dates and not verbs, newspapers or people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from mujaz.checks._english_text import words_of

__all__ = ["MONTHS", "WEEKDAYS", "Mention", "find"]

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()

_SHORT_WEEKDAYS = {
    "Mon": 0,
    "Tue": 1,
    "Tues": 1,
    "Wed": 2,
    "Thu": 3,
    "Thur": 3,
    "Thurs": 3,
    "Fri": 4,
    "Sat": 5,
    "Sun": 6,
}
_SHORT_MONTHS = {
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Sept": 9, "Oct": 10, "Nov": 11,
    "Dec": 12,
}  # fmt: skip
_WEEKDAY_NUMBER = {name: number for number, name in enumerate(WEEKDAYS)} | _SHORT_WEEKDAYS
_MONTH_NUMBER = {name: number for number, name in enumerate(MONTHS, start=1)} | _SHORT_MONTHS
_NAMES = (*_WEEKDAY_NUMBER, *_MONTH_NUMBER)
# a capital first, because a pattern that begins with a set of characters is looked for faster than one with \b
_NAME = re.compile(rf"(?=[{''.join(sorted({name[0] for name in _NAMES}))}])\b(?:{'|'.join(_NAMES)})\b")
_BEFORE = re.compile(r"([^\W_]+|\d+(?:st|nd|rd|th)?)[\s,(-]*$")
_AFTER = re.compile(r"('s|’s)?[.,]? ?([^\W_]+)?")

_LEADS = frozenset(
    (
        "in of on since until till by from to through throughout during early late mid before after between and "
        "or last next this every each that previous following coming around about over for as"
    ).split()
)
_DATE_WORDS = frozenset((*_WEEKDAY_NUMBER, *_MONTH_NUMBER))
_IN_LOWER_CASE = frozenset(map(str.lower, _NAMES))
_FEASTS = frozenset("Black Good Easter Palm Bloody Ash Super Holy Cyber Maundy Shrove Giving Boxing Mothering".split())
_NOT_A_PART = frozenset("Morning Afternoon Evening Night The A I He She It They We But And".split())
_VERBS = frozenset({"May", "March"})


class Mention(NamedTuple):
    """A weekday (0 Monday to 6 Sunday) or a month (1 to 12) that an English sentence mentions."""

    kind: Literal["weekday", "month"]
    number: int
    text: str


def find(text: str) -> Iterator[Mention]:
    """Every weekday and month of `text`, in order; not "may leave", "a march", "the Sunday Times", "Black Friday"."""
    if _IN_LOWER_CASE.isdisjoint(words_of(text)):
        return
    for match in _NAME.finditer(text):
        word = match.group()
        before = _BEFORE.search(text, max(0, match.start() - 30), match.start())
        after = _AFTER.match(text, match.end())
        assert after is not None
        left, right = (before[1] if before else ""), (after[2] or "")
        if left in _FEASTS:
            continue
        named = right[:1].isupper() and right not in _DATE_WORDS | _NOT_A_PART and text[match.end()] in " -"
        if word in _WEEKDAY_NUMBER:
            short = word in _SHORT_WEEKDAYS
            if named or (short and not right.isdigit() and right not in _MONTH_NUMBER):
                continue
            yield Mention("weekday", _WEEKDAY_NUMBER[word], word)
            continue
        dated = left[:1].isdigit() or right[:1].isdigit()
        led = left.lower() in _LEADS or left in _DATE_WORDS
        doubtful = word in _VERBS or word in _SHORT_MONTHS or named
        if dated or (led and not named) or not doubtful:
            yield Mention("month", _MONTH_NUMBER[word], word)
