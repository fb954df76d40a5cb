"""The sign-flip test: could chance alone have made the candidate look this much worse?

If nothing changed, which run of a story is called the candidate is arbitrary, so the sum of its differences is as
likely to have the other sign. Flipping the signs of whole stories keeps what the articles of a story have in common
(cluster-level randomization: Fisher 1935; Hayes & Moulton, Cluster Randomised Trials, 2017). No shape of the
distribution is assumed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mujaz.evaluation.statistics.chance import signs
from mujaz.evaluation.statistics.clusters import Clusters

__all__ = ["EXACT_STORIES", "SignFlip", "sign_flip"]

EXACT_STORIES = 32
"""Up to so many stories that differ, all 2**n sign patterns are counted (two halves of 2**16, not one by one)."""


@dataclass(frozen=True, slots=True)
class SignFlip:
    """`p`: the one-sided p-value of "worse". `exact`: every pattern was counted. `patterns`: how many were looked
    at."""

    p: float
    exact: bool
    patterns: int


def sign_flip(
    clusters: Clusters, *, mid: bool = False, seed: int = 0, draws: int = 20_000, limit: int = EXACT_STORIES
) -> SignFlip:
    """One-sided p-value of "the candidate is worse", that is, of a sum as low as the one seen.

    `mid` counts patterns that tie with what was seen by half (mid-p, Lancaster 1961): for differences of -1, 0 and 1 in
    stories of one article this is McNemar's mid-p test. Beyond `limit` stories that differ, `draws` random patterns
    are taken and p is (1 + as low) / (1 + draws), which keeps the test valid (Phipson & Smyth 2010).
    """
    sums = clusters.sums[clusters.sums != 0]
    if not len(sums):
        return SignFlip(1.0, exact=True, patterns=1)
    seen, slack = int(sums.sum()), clusters.slack
    if len(sums) <= limit:
        as_low, lower = _count(sums, seen + slack), _count(sums, seen - slack - 1)
        favourable = (as_low + lower) / 2 if mid else as_low
        return SignFlip(favourable / 2 ** len(sums), exact=True, patterns=2 ** len(sums))
    totals = signs(seed, "sign-flip", draws, len(sums)) @ np.abs(sums)
    as_low = int((totals <= seen + slack).sum())
    lower = int((totals < seen - slack).sum())
    return SignFlip((1 + ((as_low + lower) / 2 if mid else as_low)) / (1 + draws), exact=False, patterns=draws)


def _count(sums: NDArray[np.int64], bound: int) -> int:
    """Of all sign patterns, how many have a sum of at most `bound`: pairs of patterns of two halves."""
    middle = len(sums) // 2
    first, second = _totals(sums[:middle]), np.sort(_totals(sums[middle:]))
    return int(np.searchsorted(second, bound - np.sort(first), side="right").sum())


def _totals(sums: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sum of every sign pattern, 2**n of them."""
    totals = np.zeros(1, np.int64)
    for one in sums:
        totals = np.concatenate([totals - one, totals + one])
    return totals
