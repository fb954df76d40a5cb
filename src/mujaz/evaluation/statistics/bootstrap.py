"""The interval of a mean difference, by resampling stories.

Stories are drawn with replacement and the mean over their articles is taken, again and again (cluster bootstrap:
Davison & Hinkley, Bootstrap Methods and their Application, 1997, 3.8). Percentiles of few clusters are too narrow;
they are taken further out, as far as t is from the normal (the expanded percentile interval: Hesterberg, "What
Teachers Should Know About the Bootstrap", The American Statistician 69:371, 2015).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, sqrt
from statistics import NormalDist

import numpy as np

from mujaz.evaluation.statistics import student
from mujaz.evaluation.statistics.chance import choices
from mujaz.evaluation.statistics.clusters import STEP, Clusters

__all__ = ["Interval", "bootstrap"]


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, in the unit of the differences. Infinite where one story alone says nothing about
    spread."""

    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half of its length."""
        return (self.high - self.low) / 2


def bootstrap(clusters: Clusters, *, level: float = 0.9, seed: int = 0, draws: int = 10_000) -> Interval:
    """The interval that holds the true mean difference of an article in `level` of all cases, each side missing
    equally.

    Raises ValueError when `level` is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"the level must lie between 0 and 1, not {level}")
    stories = len(clusters.sums)
    if stories < 2:
        return Interval(-np.inf, np.inf)
    picked = choices(seed, "bootstrap", draws, stories, stories)
    means = np.sort(clusters.sums[picked].sum(axis=1) * STEP / clusters.sizes[picked].sum(axis=1))
    tail = _expanded((1 - level) / 2, stories)
    low = means[max(0, floor(tail * (draws + 1)) - 1)]
    high = means[min(draws - 1, ceil((1 - tail) * (draws + 1)) - 1)]
    return Interval(float(low), float(high))


def _expanded(tail: float, stories: int) -> float:
    """Where to read the percentile instead of at `tail`: further out the fewer stories there are."""
    t = student.quantile(tail, stories - 1)
    return NormalDist().cdf(sqrt(stories / (stories - 1)) * t)
