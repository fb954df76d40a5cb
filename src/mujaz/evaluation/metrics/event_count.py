"""Event-count error: events too many or too few."""

from __future__ import annotations

from mujaz.evaluation.alignment import cuts
from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import Metric
from mujaz.evaluation.table import Score

__all__ = ["METRICS"]


def _error(case: Case) -> Score:
    """Distance to the nearest number of events that some cut of the gold permits."""
    count = len(case.brief.events)
    ranges = [(sum(not event.optional for event in cut), len(cut)) for cut in cuts(case.gold)]
    distance = min(max(least - count, count - most, 0) for least, most in ranges)
    return Score(value=distance, numerator=distance, denominator=1)


METRICS = (Metric("event_count_error", "events too many or too few", _error, better="lower", unit="count"),)
