"""Schema-valid rate: answers that are a brief at all."""

from __future__ import annotations

from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import Metric
from mujaz.evaluation.table import Score

__all__ = ["METRICS"]


def _valid(_: Case) -> Score:
    """1: a case is only made of a valid brief; `base.missing` gives the others 0."""
    return Score(value=1.0, numerator=1.0, denominator=1.0)


METRICS = (Metric("schema_valid", "answers that are valid briefs of their article", _valid, primary=True),)
