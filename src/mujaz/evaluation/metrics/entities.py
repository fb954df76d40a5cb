"""Entity recall: proper names that matter and that the brief lists."""

from __future__ import annotations

from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import UNDEFINED, Metric, ratio
from mujaz.evaluation.table import Score
from mujaz.evaluation.wording import found

__all__ = ["METRICS"]


def _recall(case: Case) -> Score:
    if not case.gold.entities:
        return UNDEFINED
    listed = [entity.name_en for entity in case.brief.entities]
    hits = sum(any(found(entity.names, name) for name in listed) for entity in case.gold.entities)
    return ratio(hits, len(case.gold.entities))


METRICS = (Metric("entity_recall", "entities of the gold that the brief lists", _recall),)
