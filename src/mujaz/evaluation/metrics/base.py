"""What a metric is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mujaz.evaluation.case import Case, Reference, empty_brief
from mujaz.evaluation.table import Better, MetricInfo, Score, Unit

__all__ = ["UNDEFINED", "Metric", "f1", "missing", "ratio"]

UNDEFINED = Score(value=None)
"""The gold has nothing to measure here."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One number about one answer.

    `score` is pure. It gives `UNDEFINED` by what the gold says, never by what the brief says, so that no system can
    shrink the set it is measured on. `says` is one line for people.
    """

    name: str
    says: str
    score: Callable[[Case], Score]
    better: Better = "higher"
    unit: Unit = "share"
    primary: bool = False

    @property
    def info(self) -> MetricInfo:
        return MetricInfo(better=self.better, unit=self.unit, primary=self.primary, says=self.says)


def missing(metric: Metric, reference: Reference) -> Score:
    """What a missing or invalid answer earns: the worst, over the same denominator.

    0 where more is better, 1 where less is; what has no worst (counts, tokens) is that of a brief that says nothing.
    """
    empty = metric.score(Case(reference, empty_brief(reference.article)))
    if empty.value is None or metric.unit != "share" or metric.better == "neither":
        return empty
    whole = max(empty.denominator, 1.0)
    if metric.better == "lower":
        return Score(value=1.0, numerator=whole, denominator=whole)
    return Score(value=0.0, numerator=0.0, denominator=whole)


def ratio(numerator: float, denominator: float, empty: float = 1.0) -> Score:
    """`numerator` / `denominator`; `empty` where there is nothing to count."""
    value = min(1.0, numerator / denominator) if denominator else empty
    return Score(value=value, numerator=numerator, denominator=denominator)


def f1(hits: float, system: float, gold: float) -> Score:
    """Twice the hits over what both sides have; 1 where neither has anything."""
    return ratio(2 * hits, system + gold)
