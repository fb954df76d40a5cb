"""Reading an English number that begins with digits: dates, clock times, money, fractions, plain figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from mujaz.checks import _english_lexicon as lexicon
from mujaz.checks._english_lexicon import Read, Token, scales

__all__ = ["date", "digits", "is_plain_figure", "time"]

_CLOCK = re.compile(r"(?P<minute>[:.][0-5]\d)(?P<second>:[0-5]\d)?(?!\d)")
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_NUMERIC_DATE = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?!\d)")
_SLASH = re.compile(r"/(\d{1,3})(?![\d/])")
_HALF_DAY = re.compile(r"\s?([ap])\.?m\b", re.IGNORECASE)
_MONEY = frozenset("$£€¥")
_GOES_ON = re.compile(r"[-/.:]\d|\s?[ap]\.?m\b", re.IGNORECASE)
"""What stands right after the first digits of every date, clock time and fraction."""
_PLAIN_SUFFIXES = frozenset(("", "st", "nd", "rd", "th"))


def is_plain_figure(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether digits stand at token `at` that mean their value and no more: most do, and need no other question."""
    token = tokens[at]
    if token.suffix not in _PLAIN_SUFFIXES or "." in token.text or _GOES_ON.match(text, token.end):
        return False
    return at + 1 == len(tokens) or (tokens[at + 1].value is None and tokens[at + 1].text not in lexicon.SCALES)


def date(text: str, tokens: Sequence[Token], at: int) -> list[tuple[Read, int]] | None:
    """2025-05-14, 14/5/2025: year and day; the month has a name in Arabic."""
    start = tokens[at].start
    if found := _ISO_DATE.match(text, start):
        year, days = found[1], [found[3]]
    elif found := _NUMERIC_DATE.match(text, start):
        year, days = found[4], [found[1], found[3]]  # which of them is the day is a matter of country
    else:
        return None
    after = at
    while after < len(tokens) and tokens[after].start < found.end():
        after += 1
    day = Read(after, Fraction(days[0]), "day", tuple(Fraction(other) for other in days[1:]))
    return [(day, at), (Read(after, Fraction(year), "year"), at)]


def time(text: str, tokens: Sequence[Token], at: int) -> list[tuple[Read, int]] | None:
    """8:30, 20:30:15, 8.30 pm, 8 pm. Arabic says most hours on a clock of twelve."""
    token = tokens[at]
    value = token.value
    assert value is not None
    point = token.text.partition(".")
    clock = _CLOCK.match(text, token.end) if not token.suffix and value.denominator == 1 else None
    half_day = _HALF_DAY.match(text, token.end - (2 if token.suffix in ("am", "pm") else 0))
    if clock and clock[0][0] == ":":
        after = at + 2 + (clock["second"] is not None)
        half_day = _HALF_DAY.match(text, clock.end())
        hour, smaller = value, list(range(at + 1, min(after, len(tokens))))
    elif half_day and len(point[2]) == 2 and point[0].isdecimal():
        hour, minute = Fraction(point[0]), Fraction(point[2])
        read = Read(at + 1, hour, "hour", (*_hours(hour, half_day[1]), value))
        return [(read, at), (Read(at + 1, minute, "minute", (minute / 60, value)), at)]
    elif half_day and value.denominator == 1:
        hour, smaller = value, []
    else:
        return None
    found = [(Read(at + 1, hour, "hour", _hours(hour, half_day[1] if half_day else "")), at)]
    for index in smaller:
        minutes = tokens[index].value or Fraction(0)
        found.append((Read(index + 1, minutes, "minute", (minutes / 60,)), index))
    return found


def _hours(hour: Fraction, half: str) -> tuple[Fraction, ...]:
    if hour > 12:
        return (hour - 12,)
    return (hour + 12,) if half.lower() == "p" and hour < 12 else ()


def digits(text: str, tokens: Sequence[Token], at: int) -> Read:
    token = tokens[at]
    value = token.value
    assert value is not None
    if token.suffix == "s":
        return Read(at + 1, value, "decade", _decade(value))
    if token.suffix in lexicon.SUFFIXES:
        scale = lexicon.SUFFIXES[token.suffix]
        metres = token.suffix == "m" and not (token.start and text[token.start - 1] in _MONEY)
        return Read(at + 1, value * scale, also=(value,) if metres else (), scale=scale)
    if slash := _SLASH.match(text, token.end):
        below = Fraction(slash[1])
        if value < 100 and below:
            return Read(at + 2, value / below, also=(value, below))  # two thirds, or 9/11
    mixed = _part_after(text, tokens, at)
    if mixed:
        return Read(mixed[0], value + mixed[1])
    end, scale = scales(tokens, at + 1)
    return Read(end, value * scale if scale > 1 else value, scale=scale)


def _part_after(text: str, tokens: Sequence[Token], at: int) -> tuple[int, Fraction] | None:
    """The fraction of "220 2/3" and "3½"."""
    if at + 1 >= len(tokens) or tokens[at + 1].start - tokens[at].end > 1:
        return None
    part = tokens[at + 1].value
    if part is None:
        return None
    if part < 1 and tokens[at + 1].text in "¼½¾⅓⅔":
        return at + 2, part
    slash = _SLASH.match(text, tokens[at + 1].end)
    if slash and tokens[at + 1].start > tokens[at].end and text[tokens[at].end] == " " and Fraction(slash[1]) > part:
        return at + 3, part / Fraction(slash[1])
    return None


def _decade(value: Fraction) -> tuple[Fraction, ...]:
    """Nineties for 1990s; the first decade of a century, and those long ago, go by the number of the century."""
    if value < 1000:
        return ()
    return (value % 100,) if value % 100 and value >= 1900 else (Fraction(value // 100 + 1),)
