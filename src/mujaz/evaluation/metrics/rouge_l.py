"""ROUGE-L: the longest common sequence of words with the nuggets' sentences (Lin 2004; F-measure, stemmed).

A side light: it rewards the same words in the same order, not the same facts. Words are cut and stemmed by rouge-score;
the sequence is looked for by rapidfuzz, which gives the same length a hundred times as fast.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from rapidfuzz.distance import LCSseq

from mujaz.errors import UsageError
from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import Metric
from mujaz.evaluation.metrics.chrf import prose, reference
from mujaz.evaluation.table import Score

__all__ = ["METRICS"]


@cache
def _tokenizer() -> Any:
    try:
        from rouge_score.tokenizers import DefaultTokenizer
    except ImportError as error:
        raise UsageError("scores need rouge-score; install it with: pip install 'mujaz[eval]'") from error
    return DefaultTokenizer(use_stemmer=True)


def _score(case: Case) -> Score:
    expected, said = (_tokenizer().tokenize(text) for text in (reference(case), prose(case)))
    shared = LCSseq.similarity(expected, said)
    value = 0.0
    if shared:
        precision, recall = shared / len(said), shared / len(expected)
        value = 2 * precision * recall / (precision + recall)
    return Score(value=value, numerator=value, denominator=1)


METRICS = (Metric("rouge_l", "longest common word sequence with the nuggets' sentences (a side light)", _score),)
