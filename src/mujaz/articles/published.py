"""Publication dates as outlets write them in metadata and records."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["parse"]

_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_ARABIC = (
    "يناير كانون_الثاني جانفي",
    "فبراير شباط فيفري",
    "مارس آذار اذار",
    "أبريل إبريل ابريل نيسان أفريل افريل",
    "مايو أيار ايار ماي",
    "يونيو يونيه حزيران جوان",
    "يوليو يوليوز يوليه تموز جويلية",
    "أغسطس اغسطس آب اب أوت اوت غشت",
    "سبتمبر شتنبر أيلول ايلول",
    "أكتوبر اكتوبر تشرين_الأول تشرين_الاول",
    "نوفمبر نونبر تشرين_الثاني",
    "ديسمبر دجنبر كانون_الأول كانون_الاول",
)
"""Names of the Gregorian months from Morocco to Iraq, January first."""

_MONTHS = {name: number for number, name in enumerate(_ENGLISH, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_MONTHS |= {name.replace("_", " "): number for number, names in enumerate(_ARABIC, 1) for name in names.split()}

_NAME = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![^\W\d_])"
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d\d?)[-/.](?P<d>\d\d?)(?!\d)")
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(?P<a>\d\d?)[-/.](?P<b>\d\d?)[-/.](?P<y>\d{4})(?!\d)")
_DAY_NAME = re.compile(
    rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th)?[\s,،.-]{{1,3}}(?P<m>{_NAME})"
    rf"(?:\s?[/(]\s?(?P<m2>{_NAME})\)?)?[\s,،./-]{{1,3}}(?P<y>\d{{4}})(?!\d)"
)
_NAME_DAY = re.compile(rf"(?<!\w)(?P<m>{_NAME})\.?\s(?P<d>\d\d?)(?:st|nd|rd|th)?[\s,،]{{1,3}}(?P<y>\d{{4}})(?!\d)")

_DIRECTION = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def parse(value: str, *, day_first: bool) -> date | None:
    """The calendar day that a date or timestamp is written with; its zone is not converted.

    Understood are ISO 8601 (`2020-03-17T22:30Z`, `20200317`), year first with other separators, English
    (RFC 5322 and prose) and Arabic month names with the day before or after, digits of all scripts.
    `12/03/2017` is 12 March with `day_first`, the order of every Arabic locale in CLDR; without it such a
    value counts only when one number is above 12 or both are equal. None when nothing of that kind is there
    or the day does not exist.
    """
    text = "".join(_ascii_digit(c) for c in value[:120].translate(_DIRECTION)).casefold().strip()
    if found := _YEAR_FIRST.search(text) or _COMPACT.match(text):
        return _day(found["y"], found["m"], found["d"])
    if found := _DAY_NAME.search(text):
        month = _MONTHS[found["m"]]
        if found["m2"] and _MONTHS[found["m2"]] != month:
            return None
        return _day(found["y"], month, found["d"])
    if found := _NAME_DAY.search(text):
        return _day(found["y"], _MONTHS[found["m"]], found["d"])
    if found := _YEAR_LAST.search(text):
        first, second = int(found["a"]), int(found["b"])
        if day_first or first > 12 or first == second:
            return _day(found["y"], second, first)
        if second > 12:
            return _day(found["y"], first, second)
    return None


def _ascii_digit(character: str) -> str:
    return str(int(character)) if character.isdecimal() else character


def _day(year: str, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
