"""What the answer took: words for the reader, tokens and money for the model."""

from __future__ import annotations

from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import UNDEFINED, Metric
from mujaz.evaluation.metrics.chrf import prose
from mujaz.evaluation.table import Score

__all__ = ["METRICS"]


def _length(case: Case) -> Score:
    words = len(prose(case).split())
    return Score(value=words, numerator=words, denominator=1)


def _tokens(case: Case) -> Score:
    said = case.brief.provenance.tokens
    if said.prompt is None and said.completion is None:
        return UNDEFINED
    total = (said.prompt or 0) + (said.completion or 0)
    return Score(value=total, numerator=total, denominator=1)


def _cost(case: Case) -> Score:
    cost = case.brief.provenance.cost_usd
    return UNDEFINED if cost is None else Score(value=cost, numerator=cost, denominator=1)


METRICS = (
    Metric("words", "words in headline and summary", _length, better="neither", unit="count"),
    Metric("tokens", "tokens of question and answer, re-asks included", _tokens, better="lower", unit="tokens"),
    Metric("cost_usd", "cost in US dollars, where a price is known", _cost, better="lower", unit="usd"),
)
