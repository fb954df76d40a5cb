"""Reading EDTF (ISO 8601-2:2019): levels 0 and 1, unspecified years before a known month, and sets of days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from mujaz.arabic.dates.when import month_end

__all__ = ["Reading", "read"]

_DATE = re.compile(
    r"(?P<year>-?\d{4}|\d{3}X|\d\dXX|XXXX)"
    r"(?:-(?P<month>0[1-9]|1[0-2]|2[1-4]|XX)(?:-(?P<day>0[1-9]|[12]\d|3[01]|XX))?)?"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?[?~%]?"
)
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}


class Reading(NamedTuple):
    """What an EDTF text can mean: the days from `start` to `end`, None where open or before year 1.

    `yearless` is (month, day or None) of a date whose year is unspecified; it then has no `start` and `end`.
    """

    start: date | None
    end: date | None
    yearless: tuple[int, int | None] | None = None

    @property
    def bounded(self) -> bool:
        """Whether at least one end is known."""
        return self.start is not None or self.end is not None


_UNKNOWN = Reading(None, None)


@lru_cache(maxsize=512)
def read(text: str) -> Reading | None:
    """The meaning of an EDTF `text`; None when it is not valid EDTF or an impossible date such as 2025-02-31."""
    if text[:1] in ("{", "[") and text[-1:] == {"{": "}", "[": "]"}[text[0]]:
        members = [_date(member.strip()) for member in re.split(r",|\.\.", text[1:-1])]
        return _from_to(members[0], members[-1]) if all(members) else None
    first, slash, last = text.partition("/")
    if not slash:
        return _date(text)
    begin, end = (_UNKNOWN if part in ("", "..") else _date(part) for part in (first, last))
    if first in ("", "..") and last in ("", ".."):
        return None
    return _from_to(begin, end)


def _from_to(begin: Reading | None, end: Reading | None) -> Reading | None:
    if begin is None or end is None:
        return None
    if begin.yearless or end.yearless:
        return _UNKNOWN
    if begin.start and end.end and begin.start > end.end:
        return None
    return Reading(begin.start, end.end)


def _date(text: str) -> Reading | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = match["year"], _number(match["month"]), _number(match["day"])
    if year == "XXXX":
        possible = month is None or month > 12 or day is None or day <= month_end(2024, month).day
        return (Reading(None, None, (month, day)) if month and month <= 12 else _UNKNOWN) if possible else None
    if year[0] == "-" or year == "0000":
        return _UNKNOWN
    if "X" in year:
        return Reading(date(max(1, int(year.replace("X", "0"))), 1, 1), date(int(year.replace("X", "9")), 12, 31))
    try:
        return _in_year(int(year), month, day)
    except ValueError:
        return None


def _in_year(year: int, month: int | None, day: int | None) -> Reading:
    if month is None:
        return Reading(date(year, 1, 1), date(year, 12, 31))
    if month in _SEASON_MONTHS:
        first, last = _SEASON_MONTHS[month]
        # winter may be the one that begins or the one that ends in the year
        start = date(year, 1, 1) if last > 12 else date(year, first, 1)
        return Reading(start, month_end(year, last) if last <= 12 else date(year, 12, 31) + timedelta(days=59))
    if day is None:
        return Reading(date(year, month, 1), month_end(year, month))
    return Reading(date(year, month, day), date(year, month, day))


def _number(digits: str | None) -> int | None:
    return None if digits is None or digits == "XX" else int(digits)
