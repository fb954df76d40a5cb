"""Support marks: how the brief's own checks marked its statements."""

from __future__ import annotations

from collections.abc import Callable

from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import Metric, ratio
from mujaz.evaluation.table import Better, Score
from mujaz.schema.brief import Support
from mujaz.support import count

__all__ = ["METRICS"]

_BETTER: dict[Support, Better] = {"verified": "higher", "flagged": "neither", "unsupported": "lower"}


def _share(mark: Support) -> Callable[[Case], Score]:
    def score(case: Case) -> Score:
        marks = count(case.brief)
        return ratio(marks[mark], sum(marks.values()))

    return score


METRICS = tuple(
    Metric(f"marked_{mark}", f"statements that the brief marks {mark}", _share(mark), better=better)
    for mark, better in _BETTER.items()
)
