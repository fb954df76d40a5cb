"""Caveat recall: contradictions and slips of the source that the brief points out."""

from __future__ import annotations

from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import UNDEFINED, Metric, ratio
from mujaz.evaluation.table import Score

__all__ = ["METRICS"]


def _recall(case: Case) -> Score:
    required = [caveat for caveat in case.gold.caveats if caveat.required]
    if not required:
        return UNDEFINED
    return ratio(sum(bool(case.told(caveat.match, ("caveat",))) for caveat in required), len(required))


METRICS = (Metric("caveat_recall", "required caveats that the brief has", _recall),)
