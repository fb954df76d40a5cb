"""Spans of time said in other units: «ربع ساعة» is 15 minutes, «عقدين» twenty years, «72 ساعة» three days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from mujaz.arabic import numbers
from mujaz.arabic.folding import fold_text
from mujaz.arabic.numbers import Number
from mujaz.checks.english_numbers import EnglishNumber

__all__ = ["Duration", "alike", "arabic_durations", "english_duration"]


class Duration(NamedTuple):
    """A span: `in_months` counts months (years, decades), else minutes (hours, days, weeks); a month has no length."""

    in_months: bool
    length: Fraction


_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60, "week": 7 * 24 * 60}
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_ENGLISH_UNIT = re.compile(
    r"(?:[ -]| of an? | an? )(minute|hour|day|week|month|year|decade|centur(?=y|ies))(?:y|ies|s)?\b"
)

_ARABIC = {
    "minute": "دقيقه دقائق دقايق دقيقتين دقيقتان",
    "hour": "ساعه ساعات ساعتين ساعتان",
    "day": "يوم يوما ايام يومين يومان",
    "week": "اسبوع اسبوعا اسابيع اسبوعين اسبوعان",
    "month": "شهر شهرا اشهر شهور شهرين شهران",
    "year": "عام عاما اعوام عامين عامان سنه سنوات سنين سنتين سنتان",
    "decade": "عقد عقدا عقود عقدين عقدان",
    "century": "قرن قرنا قرون قرنين قرنان",
}
_UNITS = {form: unit for unit, forms in _ARABIC.items() for form in forms.split()}
_UNIT = re.compile(
    rf"(?<![ء-ي])[وفبلك]?(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![ء-ي])"
    "(?P<part> و(?:ال)?(?:نصف|ربع|ثلث)(?![ء-ي]))?"
)
_RANK = "(?:الاولي?|الثانيه?|الثالثه?|الرابعه?|الاخيره?)"
_PART_OF_YEAR = re.compile(rf"(?<![ء-ي])[وفبل]?ال(?:(?P<quarter>ربع|ثلاثيه?)|نصف|سداسيه?) {_RANK} من(?![ء-ي])")
"""«الربع الأول من 2017» is three months of it, «السداسي الثاني» six."""
_PARTS = {"نصف": Fraction(1, 2), "ربع": Fraction(1, 4), "ثلث": Fraction(1, 3)}
_DUAL = ("ين", "ان")
_ROUNDED = Fraction(1, 10)
_LONG = frozenset({"قرن", "قرنا", "عقدا"})
"""Units that are said alone for one of them; «عقد» is also a contract, and "held"."""


def english_duration(text: str, number: EnglishNumber) -> Duration | None:
    """The span that an English `number` of `text` counts; None when no unit of time follows it."""
    found = _ENGLISH_UNIT.match(text, number.end)
    if found is None or number.kind not in ("count", "fraction"):
        return None
    return _duration("century" if found[1] == "centur" else found[1], number.value)


def alike(one: Duration, other: Duration) -> bool:
    """Whether two spans may be one, rounded in other units: "two months" and «60 يوماً»."""
    days = [span.length * 30 if span.in_months else span.length / _MINUTES["day"] for span in (one, other)]
    return abs(days[0] - days[1]) <= _ROUNDED * max(days)


@lru_cache(maxsize=512)
def arabic_durations(text: str) -> frozenset[Duration]:
    """Every span that an Arabic `text` names with a number, a dual or a part, and quarters and halves of a year; «يوم»
    alone is none.
    """
    return frozenset(_read(text))


def _read(text: str) -> Iterator[Duration]:
    folded = fold_text(text)
    for match in _PART_OF_YEAR.finditer(folded):
        yield _duration("month", Fraction(3 if match["quarter"] else 6))
    units = list(_UNIT.finditer(folded))
    if not units:
        return
    found = numbers.find(folded)
    for match in units:
        form, unit = match["unit"], _UNITS[match["unit"]]
        part = _PARTS[match["part"].removeprefix(" و").removeprefix("ال")] if match["part"] else Fraction(0)
        for count in _counts(folded, match, found, form, part):
            yield _duration(unit, count + part)


def _counts(text: str, match: re.Match[str], found: list[Number], form: str, part: Fraction) -> Iterator[Fraction]:
    """How many units `match` counts, in every reading of the number before it."""
    if form.endswith(_DUAL) and form != "سنين":
        yield Fraction(2)
        return
    before = [n for n in found if n.end <= match.start() and not text[n.end : match.start()].strip(" ً")]
    for number in before[-1:]:
        yield from (Fraction(figure) for figure in number.figures)
    if not before and (part or form in _LONG):
        yield Fraction(1)


def _duration(unit: str, count: Fraction) -> Duration:
    in_months = unit in _MONTHS
    return Duration(in_months, count * (_MONTHS[unit] if in_months else _MINUTES[unit]))
