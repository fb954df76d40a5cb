"""How many were harmed: a brief's counts against the gold's ranges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mujaz.schema.brief import BriefCasualties
from mujaz.schema.gold import GoldCasualties

__all__ = ["casualties", "count_credit"]

_NEAR = 0.1
"""A count that misses the range by no more than this share of the nearer end earns half."""


def count_credit(count: int | None, gold: GoldCasualties) -> float:
    """1 for a count from `min` to `max`, or for none where the article has none; .5 within a tenth; else 0."""
    if gold.min is None or gold.max is None:
        return float(count is None)
    if count is None:
        return 0.0
    if gold.min <= count <= gold.max:
        return 1.0
    end = gold.min if count < gold.min else gold.max
    return 0.5 if abs(count - end) <= _NEAR * end else 0.0


def casualties(system: Sequence[BriefCasualties], gold: Sequence[GoldCasualties]) -> float | None:
    """F1 over the kinds of harm, None when there are none on either side.

    Of one kind there may be several counts (two sources, or a group of the whole): its precision is their mean credit,
    its recall the mean best credit of the gold's ranges, and the kind's credit the harmonic mean of both. A count that
    is smaller than the range, beside one that is right, is a part of the whole and costs nothing.
    """
    credit, false, missed = 0.0, 0, 0
    kinds = 0
    for kind in dict.fromkeys([one.kind for one in system] + [one.kind for one in gold]):
        counts = [one.count for one in system if one.kind == kind]
        ranges = [one for one in gold if one.kind == kind]
        if not ranges:
            false += 1
        elif not counts:
            missed += any(not one.optional for one in ranges)
        else:
            kinds += 1
            credit += _kind(counts, ranges)
    if not kinds and not false and not missed:
        return None
    return 2 * credit / (2 * kinds + false + missed)


def _kind(counts: list[int | None], ranges: list[GoldCasualties]) -> float:
    best = [max(count_credit(count, one) for one in ranges) for count in counts]
    if any(credit == 1.0 for credit in best):
        least = min((one.min for one in ranges if one.min is not None), default=0)
        best = [
            credit for credit, count in zip(best, counts, strict=True) if credit > 0 or count is None or count >= least
        ]
    precision = _mean(best)
    recalled = [(one, max(count_credit(count, one) for count in counts)) for one in ranges]
    recall = _mean([credit for one, credit in recalled if credit > 0 or not one.optional] or [0.0])
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
