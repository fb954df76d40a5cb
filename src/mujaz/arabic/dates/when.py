"""A resolved date: its EDTF form, the days it can mean, and how it was resolved."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Literal, NamedTuple

__all__ = ["NOTHING", "Basis", "Precision", "When", "day_text", "month_end", "month_text", "year_text"]

Basis = Literal["explicit", "relative", "publication", "none"]
Precision = Literal["time", "day", "week", "month", "season", "year", "decade", "century", "interval"]


class When(NamedTuple):
    """A date expression as resolved.

    `edtf`: Extended Date/Time Format (ISO 8601-2:2019), null when the expression is no date or cannot be
    anchored. `start`, `end`: first and last day it can mean, null where open or unknown. `precision`: what
    kind of period it names; `time` is a time of day without a day. `basis`: `explicit` (the expression says
    it all), `relative` (counted from the publication day), `publication` (the missing year was taken from
    the publication day), `none`.
    """

    edtf: str | None
    start: date | None
    end: date | None
    precision: Precision | None
    basis: Basis


NOTHING = When(None, None, None, None, "none")


def year_text(year: int) -> str:
    """An astronomical year in EDTF: four digits, minus before year 0."""
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def month_text(year: int, month: int) -> str:
    """A month in EDTF."""
    return f"{year_text(year)}-{month:02d}"


def day_text(day: date) -> str:
    """A day in EDTF."""
    return f"{month_text(day.year, day.month)}-{day.day:02d}"


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
