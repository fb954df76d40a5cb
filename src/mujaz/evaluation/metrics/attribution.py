"""Attribution accuracy: events that are told and given to whom the gold gives them."""

from __future__ import annotations

from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import UNDEFINED, Metric, ratio
from mujaz.evaluation.slots import attribution
from mujaz.evaluation.table import Score

__all__ = ["METRICS"]


def _accuracy(case: Case) -> Score:
    if all(event.optional for event in case.gold.events):
        return UNDEFINED
    found = case.alignment
    right = sum(attribution(case.brief.events[pair.system], pair.gold) for pair in found.pairs)
    return ratio(right, len(found.pairs) + len(found.missed))


METRICS = (
    Metric(
        "attribution",
        "events of the gold that are told with the right source, or rightly none",
        _accuracy,
        primary=True,
    ),
)
