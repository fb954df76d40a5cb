"""ROUGE-L: the longest common sequence of words with the nuggets' sentences (Lin 2004; F-measure, stemmed).

A side light: it rewards the same words in the same order, not the same facts.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from mujaz.errors import UsageError
from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import Metric
from mujaz.evaluation.metrics.chrf import prose, reference
from mujaz.evaluation.table import Score

__all__ = ["METRICS"]


@cache
def _scorer() -> Any:
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError as error:
        raise UsageError("scores need rouge-score; install it with: pip install 'mujaz[eval]'") from error
    return RougeScorer(["rougeL"], use_stemmer=True)


def _score(case: Case) -> Score:
    value = float(_scorer().score(reference(case), prose(case))["rougeL"].fmeasure)
    return Score(value=value, numerator=value, denominator=1)


METRICS = (Metric("rouge_l", "longest common word sequence with the nuggets' sentences (a side light)", _score),)
