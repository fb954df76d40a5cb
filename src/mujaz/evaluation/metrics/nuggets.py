"""Nugget recall: the pieces of information that the brief conveys (Voorhees 2003; Lin and Demner-Fushman 2006)."""

from __future__ import annotations

from collections.abc import Callable

from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import UNDEFINED, Metric, ratio
from mujaz.evaluation.table import Score
from mujaz.schema.gold import Nugget

__all__ = ["METRICS", "PROSE"]

PROSE = ("headline", "summary")
"""What a reader reads."""
_ANYWHERE = (*PROSE, "event", "account", "caveat")


def _recall(wanted: Callable[[Nugget], bool], among: tuple[str, ...]) -> Callable[[Case], Score]:
    def score(case: Case) -> Score:
        nuggets = [nugget for nugget in case.gold.nuggets if wanted(nugget)]
        if not nuggets:
            return UNDEFINED
        return ratio(sum(bool(case.told(nugget.match, among)) for nugget in nuggets), len(nuggets))

    return score


def _vital(nugget: Nugget) -> bool:
    return nugget.importance == "vital"


METRICS = (
    Metric(
        "vital_recall",
        "vital nuggets that the headline or a summary sentence conveys",
        _recall(_vital, PROSE),
        primary=True,
    ),
    Metric("nugget_recall", "all nuggets, in headline and summary", _recall(lambda _: True, PROSE)),
    Metric("nugget_recall_anywhere", "all nuggets, in any sentence of the brief", _recall(lambda _: True, _ANYWHERE)),
)
