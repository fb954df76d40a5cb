"""Reading calendar dates: weekday, day, month and year in words and digits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mujaz.arabic.dates.elements import (
    CHRISTIAN_MARKS,
    DAY_NUMBER_HEADS,
    HIJRI_MARKS,
    MONTH_HEADS,
    read_day_number,
    read_month,
    read_shift,
    read_year,
    sign,
    word,
)
from mujaz.arabic.dates.nodes import Fields, Parsed
from mujaz.arabic.dates.words import ANAPHORIC, WEEKDAY_FORMS, WEEKDAYS, WEEKDAYS_BARE, YEAR_FORMS, forms
from mujaz.arabic.numbers.compound import word_at
from mujaz.arabic.numbers.digits import pieces
from mujaz.arabic.numbers.tokens import Token, fold_set

__all__ = ["CALENDAR_HEADS", "read_calendar"]

_DAY_WORDS = forms(fold_set("يوم نهار بتاريخ تاريخ"))
CALENDAR_HEADS = frozenset(_DAY_WORDS).union(WEEKDAY_FORMS, MONTH_HEADS, YEAR_FORMS, DAY_NUMBER_HEADS)
"""Words with which `read_calendar` can find something."""
_NUMERIC_SIGNS = frozenset("/-–.")


def _year_tail(tokens: Sequence[Token], at: int, fields: Fields) -> tuple[Fields, int]:
    """The year after a month: «2014», «عام 2014», «من العام الماضي», «هذا العام», or a shift («الماضي»)."""
    start = at
    if sign(tokens, at) in (",", "،") and at + 1 < len(tokens) and tokens[at + 1].kind == "digits":
        at += 1
    if (
        sign(tokens, at) in ("/", "-")
        and not tokens[at].gap
        and at + 1 < len(tokens)
        and tokens[at + 1].kind == "digits"
    ):
        at += 1
    if word(tokens, at) == "من":
        at += 1
    this = word(tokens, at) in ("هذا", "هذه")
    if this:
        at += 1
    led = word(tokens, at) in YEAR_FORMS
    if led:
        at += 1
        shifted = read_shift(tokens, at)
        if shifted is not None:
            return fields._replace(year_shift=shifted[0]), shifted[1]
        if word(tokens, at) in ANAPHORIC:
            return fields._replace(floating=True), at + 1
        if this:
            return fields._replace(year_shift=0), at
    year = read_year(tokens, at, led)
    if year is not None and (year[3] or led or year[0] >= 1000):
        return fields._replace(year=year[0], hijri=fields.hijri or year[1]), year[2]
    if at == start:
        shifted = read_shift(tokens, at)
        if shifted is not None:
            return fields._replace(shift=shifted[0]), shifted[1]
    return fields, start


def _numeric(tokens: Sequence[Token], at: int) -> Parsed | None:
    """12/4/2025, 2025-04-12, 12.04.2025, 1446/8/15 هـ. Day before month unless that is impossible."""
    token = tokens[at]
    if token.kind != "digits":
        return None
    found = [value for value, _, _ in pieces(token.text)]
    lengths = [end - start for _, start, end in pieces(token.text)]
    end = at + 1
    if len(found) == 3:
        if not re.fullmatch(r"\d+\.\d+\.\d+", token.text):
            return None
    elif len(found) == 1:
        while len(found) < 3:
            mark = sign(tokens, end)
            if (
                mark != sign(tokens, at + 1)
                or not mark
                or mark not in _NUMERIC_SIGNS
                or end + 1 >= len(tokens)
                or tokens[end + 1].kind != "digits"
            ):
                return None
            part = pieces(tokens[end + 1].text)
            if len(part) != 1:
                return None
            found.append(part[0][0])
            lengths.append(len(tokens[end + 1].text))
            end += 2
    else:
        return None
    if (
        end < len(tokens)
        and sign(tokens, end) in ("/", "-")
        and not tokens[end].gap
        and end + 1 < len(tokens)
        and tokens[end + 1].kind == "digits"
        and not tokens[end + 1].gap
    ):
        return None  # longer than a date: a number or path
    ordered = _order(found, lengths)
    if ordered is None:
        return None
    year, month, day = ordered
    hijri = word(tokens, end) in HIJRI_MARKS
    if hijri or word(tokens, end) in CHRISTIAN_MARKS:
        end += 1
    elif 1390 <= year <= 1500:
        hijri = True
    return Parsed(Fields(day=day, month=month, year=year, hijri=hijri), end)


def _order(values: list[int], lengths: list[int]) -> tuple[int, int, int] | None:
    """Year, month, day of three numbers, or None. Two-digit years count as 2000-2069 and 1970-1999."""
    first, second, third = values
    if max(lengths[1], min(lengths[0], lengths[2])) > 2:
        return None
    if lengths[0] == 4:
        year, month, day = first, second, third
        if month > 12 and day <= 12:
            month, day = day, month
    elif lengths[2] in (2, 4) and lengths[0] <= 2:
        day, month, year = first, second, third
        if lengths[2] == 2:
            year += 2000 if year < 70 else 1900
        if month > 12 and day <= 12:
            month, day = day, month
    else:
        return None
    return (year, month, day) if 1000 <= year <= 2199 and month >= 1 and day >= 1 else None


def read_calendar(tokens: Sequence[Token], at: int) -> Parsed | None:
    """The calendar date that begins at token `at`, or None."""
    if at >= len(tokens):
        return None
    if tokens[at].kind == "digits":
        return _numeric(tokens, at) or _day_month(tokens, at) or _year_led(tokens, at)
    if tokens[at].folded not in CALENDAR_HEADS:
        return None
    if tokens[at].folded in _DAY_WORDS:
        inner = _weekday(tokens, at + 1, True) or _numeric_at(tokens, at + 1) or _day_month(tokens, at + 1)
        return None if inner is None else inner._replace(sure=True)
    return _weekday(tokens, at, False) or _day_month(tokens, at) or _month_first(tokens, at) or _year_led(tokens, at)


def _numeric_at(tokens: Sequence[Token], at: int) -> Parsed | None:
    return _numeric(tokens, at) if at < len(tokens) else None


def _weekday(tokens: Sequence[Token], at: int, led: bool) -> Parsed | None:
    first = word(tokens, at)
    number = WEEKDAYS[WEEKDAY_FORMS[first]] if first in WEEKDAY_FORMS else None
    if number is None and led:
        number = WEEKDAYS_BARE.get(first)
    if number is None:
        return None
    following = word_at(tokens, at + 1)
    if following is not None and following[0].role == "ten" and not following[0].conjoined:
        return None  # «الأحد عشر»
    end = at + 1
    shifted = read_shift(tokens, end)
    if shifted is not None:
        return Parsed(Fields(weekday=number, shift=shifted[0]), shifted[1])
    if word(tokens, end) in ANAPHORIC:
        return Parsed(Fields(weekday=number, floating=True), end + 1)
    mark = sign(tokens, end)
    after = end + 1 if mark in (",", "،", "(", "-", "–", "/") else end
    dated = None
    if after < len(tokens):
        dated = _numeric(tokens, after) or _day_month(tokens, after) or (_month_first(tokens, after) if mark else None)
    if dated is not None and isinstance(dated.node, Fields) and dated.node.day is not None:
        end = dated.end
        if mark == "(" and sign(tokens, end) == ")":
            end += 1
        return Parsed(dated.node._replace(weekday=number), end)
    return Parsed(Fields(weekday=number), at + 1)


def _day_month(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«8 كانون الثاني», «الثامن من شهر أيار 2014», «15 من الشهر الجاري»."""
    day = read_day_number(tokens, at)
    if day is None:
        return None
    number, end = day
    if sign(tokens, end) in ("-", "/") and not tokens[end].gap:
        end += 1
    if word(tokens, end) == "من":
        end += 1
    this = word(tokens, end) == "هذا"
    if this:
        end += 1
    if word(tokens, end) in ("الشهر", "شهر"):
        shifted = (0, end + 1) if this else read_shift(tokens, end + 1)
        if shifted is not None:
            return Parsed(Fields(day=number, month_shift=shifted[0]), shifted[1])
        if word(tokens, end + 1) in ANAPHORIC:
            return Parsed(Fields(day=number, floating=True), end + 2)
    month = read_month(tokens, end)
    if month is None:
        return None
    fields, end = _year_tail(tokens, month.end, Fields(day=number, month=month.number, hijri=month.hijri))
    return Parsed(fields, end)


def _month_first(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«شهر أيار الماضي», «أبريل 12, 2025», «يوليو 2014»."""
    month = read_month(tokens, at)
    if month is None:
        return None
    plain = Fields(month=month.number, hijri=month.hijri)
    day = read_day_number(tokens, month.end)
    if day is not None and tokens[month.end].kind == "digits":
        fields, end = _year_tail(tokens, day[1], plain._replace(day=day[0]))
        if fields.year is not None:
            return Parsed(fields, end)
    fields, end = _year_tail(tokens, month.end, plain)
    return Parsed(fields, end, month.sure or fields != plain)


def _year_led(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«عام 2014», «سنة 1446 هـ», «2014 م», a bare year (unsure)."""
    led = word(tokens, at) in YEAR_FORMS
    year = read_year(tokens, at + 1 if led else at, led)
    if year is None:
        return None
    value, hijri, end, marked = year
    return Parsed(Fields(year=value, hijri=hijri), end, led or marked)
