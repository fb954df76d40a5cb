"""Periods that are no calendar fields -> dates: weeks, distances, stretches, decades, centuries, seasons, parts."""

from __future__ import annotations

from datetime import date, timedelta

from mujaz.arabic.dates.anchoring import add_months, anchor
from mujaz.arabic.dates.hijri import to_gregorian
from mujaz.arabic.dates.nodes import Ago, Century, Decade, Lapse, Part, Season
from mujaz.arabic.dates.when import NOTHING, Basis, Precision, When, day_text, month_end, month_text, year_text

__all__ = ["ago", "century", "decade", "interval", "lapse", "part", "season", "week"]


def interval(first: date, last: date, basis: Basis, about: bool = False, precision: Precision = "interval") -> When:
    mark = "~" if about else ""
    return When(f"{day_text(first)}{mark}/{day_text(last)}{mark}", first, last, precision, basis)


def week(shift: int, published: date) -> When:
    """Weeks begin on Saturday, Sunday or Monday, by country: the span holds all three."""
    saturday = published - timedelta(days=(published.weekday() - 5) % 7) + timedelta(weeks=shift)
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=shift)
    first = min(saturday, monday)
    last = max(saturday, monday) + timedelta(days=6)
    if shift < 0:
        last = min(last, published - timedelta(days=1))
    elif shift > 0:
        first = max(first, published + timedelta(days=1))
    return interval(first, last, "relative", about=True, precision="week")


def _back(day: date, count: int, unit: str) -> date:
    """`count` units before `day` (after it when negative), days clipped to the month's length."""
    if unit in ("minute", "hour"):
        hours = count / 60 if unit == "minute" else count
        whole = int(abs(hours)) // 24
        return day - timedelta(days=whole if count > 0 else -whole)
    if unit == "day":
        return day - timedelta(days=count)
    if unit == "week":
        return day - timedelta(weeks=count)
    months = {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit] * count
    year, month = add_months(day.year, day.month, -months)
    return date(year, month, min(day.day, month_end(year, month).day))


def ago(node: Ago, published: date) -> When:
    """Days are exact; weeks, months and years as vague as their unit."""
    if not node.low:
        return NOTHING  # «قبل أيام»: how many is not said
    near = _back(published, -node.direction * node.low, node.unit)
    far = _back(published, -node.direction * node.high, node.unit)
    if node.low != node.high:
        first, last = sorted((near, far))
        if node.unit == "year":
            first, last = date(first.year, 1, 1), date(last.year, 12, 31)
        elif node.unit == "month":
            first, last = first.replace(day=1), month_end(last.year, last.month)
        return interval(first, last, "relative", about=True)
    if node.unit in ("minute", "hour"):
        if abs((near - published).days) > 3:
            return NOTHING
        return When(day_text(near) + ("" if node.low < 24 else "~"), near - timedelta(days=1), near, "day", "relative")
    if node.unit == "day" and not node.about:
        return When(day_text(near), near, near, "day", "relative")
    if node.unit in ("day", "week"):
        reach = timedelta(days=3 if node.unit == "week" else max(1, node.low // 5))
        return When(day_text(near) + "~", near - reach, near + reach, "day", "relative")
    if node.unit == "month":
        return When(
            month_text(near.year, near.month) + "~",
            near.replace(day=1),
            month_end(near.year, near.month),
            "month",
            "relative",
        )
    first, last = date(near.year, 1, 1), date(near.year, 12, 31)
    return When(year_text(near.year) + "~", first, last, "year", "relative")


def lapse(node: Lapse, published: date) -> When:
    if node.count is None:
        day = day_text(published)
        if node.direction < 0:
            return When(f"/{day}", None, published, "interval", "relative")
        return When(f"{day}/", published, None, "interval", "relative")
    count = node.count
    if node.unit in ("minute", "hour"):
        days = max(1, -(-count // 24)) if node.unit == "hour" else 1
        other = published - timedelta(days=-node.direction * days)
    else:
        other = _back(published, -node.direction * count, node.unit)
    first, last = sorted((published, other))
    return interval(first, last, "relative")


def decade(node: Decade, published: date | None) -> When:
    first = node.first
    basis: Basis = "explicit"
    if first is None:
        if published is None:
            return NOTHING
        basis = "relative"
        if node.century is not None:
            first = (published.year // 100 + (node.century_shift or 0)) * 100 + node.century
        else:
            first = (published.year // 10 + (node.shift or 0)) * 10
    return When(f"{first // 10:03d}X", date(first, 1, 1), date(first + 9, 12, 31), "decade", basis)


def century(node: Century, published: date | None) -> When:
    """EDTF's 18XX is 1800-1899, which newspapers call the nineteenth century."""
    if node.number is None:
        if published is None:
            return NOTHING
        hundreds = published.year // 100 + (node.shift or 0)
        return When(
            f"{hundreds:02d}XX", date(hundreds * 100, 1, 1), date(hundreds * 100 + 99, 12, 31), "century", "relative"
        )
    if node.before_christ:
        first, last = 1 - node.number * 100, -(node.number - 1) * 100
        return When(f"{year_text(first)}/{year_text(last)}", None, None, "century", "explicit")
    if node.hijri:
        start = to_gregorian(node.number * 100 - 99, 1, 1)
        end = to_gregorian(node.number * 100 + 1, 1, 1) - timedelta(days=1)
        return When(f"{year_text(start.year)}~/{year_text(end.year)}~", start, end, "century", "explicit")
    hundreds = node.number - 1
    return When(
        f"{hundreds:02d}XX",
        date(max(hundreds * 100, 1), 1, 1),
        date(hundreds * 100 + 99, 12, 31),
        "century",
        "explicit",
    )


def season(node: Season, published: date | None) -> When:
    basis: Basis = "relative"
    if node.of is not None:
        year_when = anchor(node.of, published)
        if year_when.start is None:
            return NOTHING
        year, basis = year_when.start.year, year_when.basis
    else:
        if published is None:
            return NOTHING
        year = published.year
        shift = node.shift or 0
        begins = {21: 3, 22: 6, 23: 9, 24: 12}[node.code]
        this = date(year, begins, 1)
        if shift < 0:
            ended = add_months(year, begins, 3)
            year += (0 if date(*ended, 1) <= published else -1) + shift + 1
        elif shift > 0:
            year += (0 if this > published else 1) + shift - 1
        elif node.code == 24 and published.month <= 2:
            year -= 1
    first, last = _season_bounds(node.code, year, node.of is not None)
    return When(f"{year_text(year)}-{node.code}", first, last, "season", basis)


def _season_bounds(code: int, year: int, named: bool) -> tuple[date, date]:
    """Three months from March, June, September. The winter of a named year can be that of its first months."""
    if code == 24:
        return date(year, 1 if named else 12, 1), month_end(year + 1, 2)
    first = {21: 3, 22: 6, 23: 9}[code]
    return date(year, first, 1), month_end(year, first + 2)


def part(node: Part, whole: When) -> When:
    """A third («مطلع», «منتصف», «أواخر»), half or quarter of a period, in months or days by its length."""
    if whole.start is None or whole.end is None:
        return NOTHING
    mark = "~" if node.about else ""
    first_year, last_year = whole.start.year, whole.end.year
    if whole.precision in ("decade", "century"):
        years = last_year - first_year + 1
        low = first_year + years * node.index // node.of
        high = first_year + years * (node.index + 1) // node.of - 1
        return When(
            f"{year_text(low)}{mark}/{year_text(high)}{mark}",
            date(low, 1, 1),
            date(high, 12, 31),
            "interval",
            whole.basis,
        )
    if whole.precision == "year" and whole.start.day == whole.start.month == 1:
        months = 12 // node.of
        low, high = node.index * months + 1, (node.index + 1) * months
        text = f"{month_text(first_year, low)}{mark}/{month_text(first_year, high)}{mark}"
        return When(text, date(first_year, low, 1), month_end(first_year, high), "interval", whole.basis)
    days = (whole.end - whole.start).days + 1
    if whole.precision == "month" and node.of == 3:
        low, high = (0, 9) if node.index == 0 else (10, 19) if node.index == 1 else (20, days - 1)
    else:
        low, high = days * node.index // node.of, days * (node.index + 1) // node.of - 1
    first, last = whole.start + timedelta(days=low), whole.start + timedelta(days=high)
    return interval(first, last, whole.basis, node.about)
