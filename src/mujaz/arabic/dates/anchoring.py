"""Calendar fields with a publication day -> a date.

Where the year is missing, newspapers mean a date near publication: the last one, unless the next one is at
most three months ahead and the last one more than three times as far («20 أبريل» in a paper of 12 April). A
weekday beside it decides when it fits only one of the two. A weekday alone is the last one, publication day
included.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable
from datetime import date, timedelta

from mujaz.arabic.dates.hijri import from_gregorian, tabulated, to_gregorian
from mujaz.arabic.dates.nodes import Fields
from mujaz.arabic.dates.when import NOTHING, Basis, When, day_text, month_end, month_text, year_text

__all__ = ["add_months", "anchor"]

_AHEAD_DAYS = 92


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month `months` later."""
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def anchor(fields: Fields, published: date | None) -> When:
    """What `fields` mean for an article of `published`; `NOTHING` when they cannot be anchored or are impossible."""
    try:
        return _anchor(fields, published)
    except (ValueError, OverflowError):
        return NOTHING


def _anchor(fields: Fields, published: date | None) -> When:
    if fields.day_shift is not None:
        return _shifted_day(fields.day_shift, fields.weekday, published)
    if fields.hijri:
        return _hijri(fields, published)
    if fields.month_shift is not None:
        if published is None:
            return NOTHING
        year, month = add_months(published.year, published.month, fields.month_shift)
        return _date(year, month, fields.day, "relative")
    if fields.year_shift is not None:
        if published is None:
            return NOTHING
        return _date(published.year + fields.year_shift, fields.month, fields.day, "relative")
    if fields.year is not None:
        return _date(fields.year, fields.month, fields.day, "explicit")
    if fields.month is not None:
        return _without_year(fields, published)
    if fields.weekday is not None and not fields.floating:
        return _weekday(fields.weekday, fields.shift, published)
    return NOTHING


def _date(year: int, month: int | None, day: int | None, basis: Basis) -> When:
    if not 1 <= year <= 9998:
        return _ancient(year, month, day, basis)
    if month is None:
        return When(year_text(year), date(year, 1, 1), date(year, 12, 31), "year", basis)
    if day is None:
        return When(month_text(year, month), date(year, month, 1), month_end(year, month), "month", basis)
    exact = date(year, month, day)
    return When(day_text(exact), exact, exact, "day", basis)


def _ancient(year: int, month: int | None, day: int | None, basis: Basis) -> When:
    """Years before 1 have an EDTF form but no `date`."""
    if month is None:
        return When(year_text(year), None, None, "year", basis)
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= _length(year, month)):
        return NOTHING
    text = month_text(year, month)
    return When(text if day is None else f"{text}-{day:02d}", None, None, "month" if day is None else "day", basis)


def _length(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else monthrange(2001, month)[1]


def _shifted_day(shift: int, weekday: int | None, published: date | None) -> When:
    """«أمس», «أمس الجمعة»: a weekday up to two days off corrects it (written the day before it was printed)."""
    if published is None:
        return NOTHING
    day = published + timedelta(days=shift)
    if weekday is not None and day.weekday() != weekday:
        near = [day + timedelta(days=off) for off in (-1, 1, -2, 2)]
        day = next((other for other in near if other.weekday() == weekday), day)
    return When(day_text(day), day, day, "day", "relative")


def _weekday(weekday: int, shift: int | None, published: date | None) -> When:
    if published is None:
        return NOTHING
    back = (published.weekday() - weekday) % 7
    if shift is None or shift == 0:
        day = published - timedelta(days=back)
    elif shift < 0:
        day = published - timedelta(days=(back or 7) + 7 * (-shift - 1))
    else:
        day = published + timedelta(days=((7 - back) % 7 or 7) + 7 * (shift - 1))
    return When(day_text(day), day, day, "day", "relative")


def _without_year(fields: Fields, published: date | None) -> When:
    month, day = fields.month, fields.day
    assert month is not None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= (29 if month == 2 else _length(2001, month))):
        return NOTHING
    if published is None or fields.floating:
        if fields.shift is not None:
            return NOTHING
        text = f"XXXX-{month:02d}" if day is None else f"XXXX-{month:02d}-{day:02d}"
        return When(text, None, None, "month" if day is None else "day", "explicit")

    def begin(year: int) -> date | None:
        try:
            return date(year, month, day or 1)
        except ValueError:
            return None  # 29 February

    here = published if day is not None else published.replace(day=1)
    year = _choose_year(begin, published.year, here, fields)
    if year is None:
        return NOTHING
    return _date(year, month, day, "publication" if fields.shift is None else "relative")


def _choose_year(begin: Callable[[int], date | None], around: int, here: date, fields: Fields) -> int | None:
    """The year in which the date that starts at `begin(year)` is meant, seen from `here`."""
    years = [
        (year, start)
        for year in range(max(around - 9, 1), min(around + 9, 9998) + 1)
        if (start := begin(year)) is not None
    ]
    past = [(year, start) for year, start in years if start < here]
    same = [(year, start) for year, start in years if start == here]
    ahead = [(year, start) for year, start in years if start > here]
    if fields.shift is not None and fields.shift < 0:
        return past[fields.shift][0] if len(past) >= -fields.shift else None
    if fields.shift is not None and fields.shift > 0:
        return ahead[fields.shift - 1][0] if len(ahead) >= fields.shift else None
    if same:
        return same[0][0]
    last = past[-1] if past else None
    following = ahead[0] if ahead else None
    if fields.shift == 0 or last is None or following is None:
        nearest = min((c for c in (last, following) if c), key=lambda c: abs((c[1] - here).days), default=None)
        return None if nearest is None else nearest[0]
    if fields.weekday is not None and fields.day is not None:
        fitting = [c for c in (last, following) if c[1].weekday() == fields.weekday]
        if len(fitting) == 1:
            return fitting[0][0]
    forward, back = (following[1] - here).days, (here - last[1]).days
    return following[0] if forward <= _AHEAD_DAYS and 3 * forward < back else last[0]


def _hijri(fields: Fields, published: date | None) -> When:
    year, month, day = fields.year, fields.month, fields.day
    basis: Basis = "explicit"
    if year is None:
        if published is None or fields.floating:
            return NOTHING
        here_year, here_month, _ = from_gregorian(published)
        if fields.year_shift is not None:
            year, basis = here_year + fields.year_shift, "relative"
        else:
            if month is None:
                return NOTHING
            fixed = month

            def begin(candidate: int) -> date | None:
                try:
                    return to_gregorian(candidate, fixed, day or 1)
                except ValueError:
                    return None

            here = published if day is not None else to_gregorian(here_year, here_month, 1)
            year = _choose_year(begin, here_year, here, fields)
            basis = "publication" if fields.shift is None else "relative"
        if year is None:
            return NOTHING
    about = "" if tabulated(year) else "~"
    first = to_gregorian(year, month or 1, day or 1)
    if day is not None:
        if month is None:
            return NOTHING
        return When(day_text(first) + about, first, first, "day", basis)
    following = to_gregorian(*((year, month + 1) if month is not None and month < 12 else (year + 1, 1)), 1)
    last = following - timedelta(days=1)
    text = f"{day_text(first)}{about}/{day_text(last)}{about}"
    return When(text, first, last, "year" if month is None else "month", basis)
