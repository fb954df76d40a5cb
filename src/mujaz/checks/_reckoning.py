"""Numbers that the English reckons from those of the Arabic: spans between two dates, sums, what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations, permutations

from mujaz.arabic.numbers import Number
from mujaz.checks import _english_names
from mujaz.checks._durations import Duration
from mujaz.checks.english_numbers import EnglishNumber

__all__ = ["adds_up", "counts_the_rest", "lies_between_days", "lies_between_months", "lies_between_years"]

_OTHERS = re.compile(r" (?:[a-z-]+ ){0,2}(?:others?|more|companions|colleagues|co-defendants)\b")
_EARLIEST, _LATEST = 1000, 2200
_TERMS = 8
"""Numbers of which sums are made; more of them make nearly every number."""


def lies_between_years(span: Duration, numbers: Iterable[Number]) -> bool:
    """Whether `span` is the distance of two years among `numbers`: "three years later" for 1960 and 1963."""
    if not span.in_months or span.length % 12:
        return False
    years = {year for number in numbers for year in number.figures if _EARLIEST <= year <= _LATEST}
    return any(year + span.length / 12 in years for year in years)


def lies_between_days(span: Duration, days: Iterable[date]) -> bool:
    """Whether `span` is a number of whole days from one of `days` to another: "three days later" on the 16th."""
    minutes = {24 * 60 * abs((first - last).days) for first, last in combinations(days, 2)}
    return not span.in_months and span.length in minutes


def lies_between_months(span: Duration, months: Iterable[int]) -> bool:
    """Whether `span` goes from one of `months` (1 to 12) to another: "eleven months" for January to November.

    Both count, or the last one does not.
    """
    return span.in_months and any(
        0 <= span.length - (last - first) % 12 <= 1 for first, last in permutations(months, 2)
    )


def counts_the_rest(text: str, number: EnglishNumber, totals: Iterable[int | Fraction]) -> bool:
    """Whether `number` of the English `text` is what is left of one of `totals` beside those whom the text names.

    "Salem al-Qattan and 13 others" for 14 people.
    """
    if not _OTHERS.match(text, number.end):
        return False
    named = len(_english_names.find(text[: number.start]))
    return any(1 <= total - number.value <= named for total in totals)


def adds_up(value: Fraction, numbers: Sequence[Number]) -> bool:
    """Whether `value` is the sum of two or more of `numbers`, or what they or one of them leave of a hundred."""
    terms = [Fraction(number.value) for number in numbers if number.value is not None]
    if len(terms) > _TERMS:
        return False
    sums = {sum(some, Fraction()) for size in range(2, len(terms) + 1) for some in combinations(terms, size)}
    return value in sums or 100 - value in sums.union(terms)
