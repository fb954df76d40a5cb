"""What a date expression means in its story, seen the year that the model reads into it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mujaz.arabic import dates
from mujaz.arabic.dates import When
from mujaz.arabic.dates.when import NOTHING, Basis
from mujaz.arabic.folding import fold_text
from mujaz.checks import _edtf
from mujaz.checks._article_dates import in_words
from mujaz.checks._article_numbers import ArticleNumbers
from mujaz.checks._edtf import Reading
from mujaz.checks.subject import Subject
from mujaz.schema import draft as d
from mujaz.schema.codes import Status

__all__ = ["compatible", "contradicts_itself", "counts_from_another", "has_year", "told"]

_YEAR_DAYS = (350, 370)
"""Days between two like dates of neighbouring years, solar or lunar."""

_AFTER = re.compile(
    r"[وف]?(?:بعد|عقب)(?: (?!ظهر|عصر|منتصف|غد|صلاه)[ء-ي\d٠-٩]+){0,5}? "
    r"(?:يوم|يومين|ايام|اسبوع|اسبوعين|اسابيع|شهر|شهرين|اشهر|شهور|عام|عامين|اعوام|سنه|سنتين|سنوات|ساعه|ساعتين|ساعات|عقد|عقدين|عقود)"
    r"(?: واحد| واحده| فقط| ونصف| ونيف| تقريبا)?"
)
"""«بعد شهر», «بعد أقل من يومين»: after what is not said."""

_EQUALS = re.compile(r"ال?موافق[ةه]?(?: ل)?|[()،؛]")
"""What stands between two names of one day: «16 شعبان 1447 هـ، الموافق 4 فبراير 2026»."""

_HALF_WEEK = timedelta(days=3)


def told(when: d.When, status: Status, subject: Subject) -> When:
    """The meaning of an event's date expression.

    An expression without a year counts from the publication day, unless the model's reading keeps every stated part of
    it in another year that may be meant: one that the article names («11 فبراير» in a story of 2018; basis
    "explicit"), or the nearest one on the other side of the publication day, after it only for what is not told
    as done (basis "publication"). Of an expression that states two different days the one that is read is taken. The
    model's reading thus chooses between years, or between stated days, and never supplies a date of its own. «بعد
    شهر» counts from another date, and means nothing by itself, where it would be the future of what is told as done,
    or where the reading is another.
    """
    expression, published = when.expression_ar or "", subject.article.published
    meant = dates.resolve(expression, published)
    reading = _edtf.read(when.reading) if when.reading else None
    if reading is None or compatible(reading, meant):
        return NOTHING if _is_past(status, meant, published) and counts_from_another(expression) else meant
    if counts_from_another(expression):
        return NOTHING
    if meant.basis == "explicit":
        return next((when for when in _stated(expression, published) if compatible(reading, when)), meant)
    if meant.basis != "publication" or published is None:
        return meant
    near = reading.end or reading.start
    there = dates.resolve(expression, near) if near else meant
    if there.start is None or there.basis != "publication" or not compatible(reading, there):
        return meant
    basis = _basis(there.start, meant, published, status, subject)
    return there._replace(basis=basis) if basis else meant


def counts_from_another(expression: str) -> bool:
    """Whether an expression counts from another date of the text: «مطلع العام التالي», or a bare «بعد شهر»."""
    return dates.points_elsewhere(expression) or _AFTER.fullmatch(fold_text(expression).strip()) is not None


def contradicts_itself(expression: str, published: date | None) -> bool:
    """Whether an expression states different days, in two calendars or as a weekday and a date."""
    return len({when.start for when in _stated(expression, published)}) > 1


def _stated(expression: str, published: date | None) -> list[When]:
    """The days that the parts of an expression state; a weekday beside a date of another means its nearest day."""
    found = [dates.resolve(part, published) for part in _EQUALS.split(expression) if part.strip()]
    days = [when for when in found if when.basis == "explicit" and when.start is not None and when.start == when.end]
    weekdays = in_words(expression)[0]
    if len(weekdays) == 1:
        (weekday,) = weekdays
        near = [_nearest(when, weekday) for when in days]
        days += [when for when in near if when not in days]
    return days


def _nearest(when: When, weekday: int) -> When:
    """The day of `weekday` that is nearest to the day `when`."""
    assert when.start is not None
    day = when.start - _HALF_WEEK + timedelta(days=(weekday - (when.start - _HALF_WEEK).weekday()) % 7)
    return when._replace(edtf=day.isoformat(), start=day, end=day)


def _is_past(status: Status, meant: When, published: date | None) -> bool:
    """Whether an event that is told as having happened would lie after the publication day."""
    told_as_done = status not in ("planned", "hypothetical")
    return told_as_done and published is not None and meant.start is not None and meant.start > published


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
    return ArticleNumbers(subject).has_figure(year)


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
