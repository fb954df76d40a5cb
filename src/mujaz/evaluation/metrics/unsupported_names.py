"""Unsupported name rate: names of the brief that the article does not have, by the name check."""

from __future__ import annotations

from mujaz.checks import _english_names
from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import Metric, ratio
from mujaz.evaluation.table import Score
from mujaz.evaluation.units import names_in

__all__ = ["METRICS"]

_CODES = frozenset({"names.not_in_article", "names.differs"})


def _rate(case: Case) -> Score:
    texts = [unit.text for unit in case.units] + [unit.source for unit in case.units if unit.source]
    names = sum(len(_english_names.find(text)) for text in texts) + sum(1 for _ in names_in(case.brief))
    wrong = sum(finding.code in _CODES and finding.severity == "error" for finding in case.findings)
    return ratio(min(wrong, names), names, empty=0.0)


METRICS = (Metric("unsupported_names", "names that the article does not have", _rate, better="lower", primary=True),)
