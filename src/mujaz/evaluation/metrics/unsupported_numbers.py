"""Unsupported number rate: numbers of the brief that the article does not have, by the number check."""

from __future__ import annotations

from mujaz.checks import english_numbers
from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import Metric, ratio
from mujaz.evaluation.table import Score
from mujaz.evaluation.units import names_in

__all__ = ["METRICS"]

_CODES = frozenset(
    {"numbers.not_in_article", "numbers.fraction_missing", "numbers.count_differs", "numbers.harm_differs"}
)
_SMALLEST = 2
"""The check leaves numbers up to this one alone: Arabic says them with endings."""


def _rate(case: Case) -> Score:
    brief = case.brief
    texts = [unit.text for unit in case.units] + [unit.source for unit in case.units if unit.source]
    texts += names_in(brief)
    numbers = sum(
        max(number.values) > _SMALLEST or number.kind == "fraction"
        for text in texts
        for number in english_numbers.find(text)
    )
    numbers += sum(count.count is not None for event in brief.events for count in event.casualties)
    wrong = sum(finding.code in _CODES for finding in case.findings)
    return ratio(min(wrong, numbers), numbers, empty=0.0)


METRICS = (
    Metric("unsupported_numbers", "numbers that the article does not have", _rate, better="lower", primary=True),
)
