"""Event-F1: how much of the gold's events the brief has, and how much of its events the gold has."""

from __future__ import annotations

from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import Metric, f1, ratio
from mujaz.evaluation.table import Score

__all__ = ["METRICS"]


def _f1(case: Case) -> Score:
    found = case.alignment
    return f1(found.credit, found.system_count, found.gold_count)


def _precision(case: Case) -> Score:
    found = case.alignment
    return ratio(found.credit, found.system_count, empty=float(not found.gold_count))


def _recall(case: Case) -> Score:
    found = case.alignment
    return ratio(found.credit, found.gold_count, empty=float(not found.spurious))


METRICS = (
    Metric("event_f1", "events found and right, slot by slot (aligned one to one, partial credit)", _f1, primary=True),
    Metric("event_precision", "of the brief's events, the share that is in the gold", _precision),
    Metric("event_recall", "of the gold's events, the share that is in the brief", _recall),
)
