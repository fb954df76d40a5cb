"""Must-not rate: false statements that the gold expects of a careless reader, and that the brief makes."""

from __future__ import annotations

from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import UNDEFINED, Metric, ratio
from mujaz.evaluation.table import Score
from mujaz.evaluation.units import Unit
from mujaz.schema.gold import MustNot

__all__ = ["METRICS", "made"]

_AMONG = ("headline", "summary", "event", "account")


def made(case: Case, false: MustNot) -> list[Unit]:
    """The sentences of the brief that make a false statement.

    An account is its claimant's word; so are sentences with a source, and events that are not asserted, where the harm
    is the claim told as a fact (`unattributed`).
    """
    return [unit for unit in case.told(false.match, _AMONG) if unit.as_fact or not false.unattributed]


def _rate(case: Case) -> Score:
    if not case.gold.must_not:
        return UNDEFINED
    return ratio(sum(bool(made(case, false)) for false in case.gold.must_not), len(case.gold.must_not))


def _per_sentences(case: Case) -> Score:
    if not case.gold.must_not:
        return UNDEFINED
    sentences = sum(unit.kind in _AMONG and bool(unit.text) for unit in case.units)
    false = {unit.path for item in case.gold.must_not for unit in made(case, item)}
    return Score(
        value=100 * len(false) / sentences if sentences else 0.0, numerator=100 * len(false), denominator=sentences
    )


METRICS = (
    Metric("must_not_rate", "foreseen false statements that the brief makes", _rate, better="lower", primary=True),
    Metric("must_not_per_100", "false sentences in 100 sentences", _per_sentences, better="lower", unit="count"),
)
