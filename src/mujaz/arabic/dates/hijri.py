"""The Islamic calendar: Umm al-Qura where it is tabulated, the civil arithmetic calendar elsewhere.

Umm al-Qura dates (1343-1500 AH, library hijridate) are those that Saudi newspapers print. Outside, the
arithmetic calendar (Reingold and Dershowitz, *Calendrical Calculations*, ch. 7) is within two days of
observation, and the caller marks the result as approximate.
"""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["from_gregorian", "tabulated", "to_gregorian"]

_EPOCH = date(622, 7, 19)  # 1 Muharram 1 AH, proleptic Gregorian
_FIRST, _LAST = 1343, 1500


def tabulated(year: int) -> bool:
    """Whether the Umm al-Qura tables cover the Hijri year."""
    return _FIRST <= year <= _LAST


def to_gregorian(year: int, month: int, day: int) -> date:
    """First daylight date of a Hijri day. Raises ValueError when there is no such day."""
    if not 1 <= month <= 12 or year < 1:
        raise ValueError(f"no Hijri month {year}-{month}")
    if tabulated(year):
        from hijridate import Hijri

        converted = Hijri(year, month, day).to_gregorian()
        return date(converted.year, converted.month, converted.day)
    leap = (14 + 11 * year) % 30 < 11
    length = 30 if month % 2 or (month == 12 and leap) else 29
    if not 1 <= day <= length:
        raise ValueError(f"no Hijri day {year}-{month}-{day}")
    days = 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    try:
        return _EPOCH + timedelta(days=days)
    except OverflowError as error:
        raise ValueError(f"Hijri year {year} is out of range") from error


def from_gregorian(day: date) -> tuple[int, int, int]:
    """Hijri (year, month, day) of a date. Raises ValueError outside 1343-1500 AH."""
    from hijridate import Gregorian

    try:
        converted = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError as error:
        raise ValueError(f"{day} lies outside the Umm al-Qura tables") from error
    return converted.year, converted.month, converted.day
