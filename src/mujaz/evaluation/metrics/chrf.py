"""chrF: letters that the brief's prose shares with the nuggets' sentences (Popović 2015; sacrebleu's defaults).

A side light: it rewards the same words, not the same facts.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from mujaz.errors import UsageError
from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import Metric
from mujaz.evaluation.table import Score

__all__ = ["METRICS", "prose", "reference"]


def prose(case: Case) -> str:
    """Headline and summary as one text."""
    return " ".join(unit.text for unit in case.units if unit.kind in ("headline", "summary")).strip()


def reference(case: Case) -> str:
    """The nuggets' sentences as one text."""
    return " ".join(nugget.text_en for nugget in case.gold.nuggets)


@cache
def _scorer() -> Any:
    try:
        from sacrebleu.metrics.chrf import CHRF
    except ImportError as error:
        raise UsageError("scores need sacrebleu; install it with: pip install 'mujaz[eval]'") from error
    return CHRF()


def _score(case: Case) -> Score:
    value = _scorer().sentence_score(prose(case), [reference(case)]).score / 100
    return Score(value=value, numerator=value, denominator=1)


METRICS = (Metric("chrf", "letters shared with the nuggets' sentences (chrF2; a side light)", _score),)
