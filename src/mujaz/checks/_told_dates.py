"""What a date expression means in its story, seen the year that the model reads into it."""

from __future__ import annotations

from datetime import date, timedelta

from mujaz.arabic import dates
from mujaz.arabic.dates import When
from mujaz.arabic.dates.when import Basis
from mujaz.checks import _edtf
from mujaz.checks._article_numbers import ArticleNumbers
from mujaz.checks._edtf import Reading
from mujaz.checks.subject import Subject
from mujaz.schema import draft as d
from mujaz.schema.codes import Status

__all__ = ["compatible", "has_year", "told"]

_YEAR_DAYS = (350, 370)
"""Days between two like dates of neighbouring years, solar or lunar."""


def told(when: d.When, status: Status, subject: Subject) -> When:
    """The meaning of an event's date expression.

    An expression without a year counts from the publication day, unless the model's reading keeps every stated part of
    it in another year that may be meant: one that the article names («11 فبراير» in a story of 2018; basis
    "explicit"), or the nearest one on the other side of the publication day, after it only for what is not told
    as done (basis "publication"). The model's reading thus chooses between years and never supplies a date of its own.
    """
    expression, published = when.expression_ar or "", subject.article.published
    meant = dates.resolve(expression, published)
    reading = _edtf.read(when.reading) if when.reading else None
    if reading is None or meant.basis != "publication" or published is None or compatible(reading, meant):
        return meant
    near = reading.end or reading.start
    there = dates.resolve(expression, near) if near else meant
    if there.start is None or there.basis != "publication" or not compatible(reading, there):
        return meant
    basis = _basis(there.start, meant, published, status, subject)
    return there._replace(basis=basis) if basis else meant


def _basis(start: date, meant: When, published: date, status: Status, subject: Subject) -> Basis | None:
    if has_year(subject, start.year):
        return "explicit"
    if meant.start is None or not _YEAR_DAYS[0] <= abs((start - meant.start).days) <= _YEAR_DAYS[1]:
        return None
    if start > published >= meant.start:
        return "publication" if status != "asserted" else None
    return "publication" if start <= published < meant.start else None


def has_year(subject: Subject, year: int) -> bool:
    """Whether the article names a year, in digits or words."""
    return any(year in number.figures for number in ArticleNumbers(subject).all)


def compatible(reading: Reading, meant: When) -> bool:
    """Whether there is a day that both can mean; a resolved date that is approximate is as wide again on both sides."""
    resolved = _edtf.read(meant.edtf) if meant.edtf else None
    if resolved is None:
        return True
    if reading.yearless and resolved.yearless:
        return _same_day(reading.yearless, resolved.yearless)
    if reading.yearless or resolved.yearless:
        known, unknown = (resolved, reading) if reading.yearless else (reading, resolved)
        assert unknown.yearless is not None
        return known.start is None or known.end is None or _occurs(unknown.yearless, known.start, known.end)
    start, end = resolved.start, resolved.end
    if "~" in (meant.edtf or "") and start and end:
        slack = min(end - start + timedelta(days=1), timedelta(days=366))
        start, end = start - slack, end + slack
    before = reading.end is not None and start is not None and reading.end < start
    after = reading.start is not None and end is not None and reading.start > end
    return not before and not after


def _same_day(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    return one[0] == other[0] and (one[1] is None or other[1] is None or one[1] == other[1])


def _occurs(yearless: tuple[int, int | None], start: date, end: date) -> bool:
    """Whether a month, or a day of a month, lies between two days."""
    if (end - start).days >= 366:
        return True
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return any(_same_day(yearless, (day.month, day.day)) for day in days)
