"""Dates in English."""

from __future__ import annotations

import re
from datetime import date

from mujaz.schema.brief import BriefWhen

__all__ = ["day", "when", "when_in_full", "when_note"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_YEARLESS = re.compile(r"XXXX-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?[?~%]?")
_DOUBT = {"%": "possibly about ", "~": "about ", "?": "possibly "}
"""Qualifiers of EDTF level 1: uncertain and approximate, approximate, uncertain."""

_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day(on: date) -> str:
    """`11 April 2025`."""
    return f"{on.day} {_month(on)}"


def when(dated: BriefWhen | None) -> str:
    """The date of an event as code resolved it; never the model's reading alone."""
    if dated is None or (dated.edtf is None and dated.expression_ar is None and dated.reading is None):
        return "no date given"
    if dated.edtf is None:
        return "date not resolved"
    doubt = next((word for sign, word in _DOUBT.items() if sign in dated.edtf), "")
    if dated.start and dated.end:
        return doubt + _period(dated.start, dated.end)
    if dated.start:
        return f"{doubt}from {day(dated.start)}"
    if dated.end:
        return f"{doubt}until {day(dated.end)}"
    yearless = _YEARLESS.fullmatch(dated.edtf)
    if yearless:
        month = _MONTHS[int(yearless[1]) - 1]
        return f"{doubt}{int(yearless[2])} {month}, no year" if yearless[2] else f"{doubt}{month}, no year"
    return f"{doubt}{dated.edtf}"


def when_note(dated: BriefWhen | None) -> str:
    """How the date came about, when a reader should know; else ""."""
    if dated is None:
        return ""
    if dated.edtf is None:
        return f"the model reads {dated.reading}, unchecked" if dated.reading else ""
    if dated.basis == "relative":
        return "from a relative date"
    if dated.basis == "publication":
        return "from the publication date"
    return ""


def when_in_full(dated: BriefWhen | None) -> str:
    """Date and note in one."""
    note = when_note(dated)
    return f"{when(dated)} ({note})" if note else when(dated)


def _month(on: date) -> str:
    return f"{_MONTHS[on.month - 1]} {on.year}"


def _period(start: date, end: date) -> str:
    """`3 to 5 May 2025`, `May to June 2025`, `2019`, as short as the two days allow."""
    if start == end:
        return day(start)
    if start.day == 1 and _ends_month(end):
        if start.month == 1 and end.month == 12:
            return f"{start.year}" if start.year == end.year else f"{start.year} to {end.year}"
        if start.year != end.year:
            return f"{_month(start)} to {_month(end)}"
        return _month(start) if start.month == end.month else f"{_MONTHS[start.month - 1]} to {_month(end)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def _ends_month(on: date) -> bool:
    leap = on.year % 4 == 0 and (on.year % 100 != 0 or on.year % 400 == 0)
    return on.day == _LAST_DAYS[on.month - 1] + (on.month == 2 and leap)
