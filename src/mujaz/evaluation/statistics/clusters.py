"""Differences of articles, added up by story: what tests and intervals work on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["STEP", "Clusters", "Difference", "cluster"]

STEP = 1e-9
"""Resolution of differences. Sums closer than the rounding of their parts count as equal (see `Clusters.slack`)."""


class Difference(NamedTuple):
    """One observation: an article, its story, and by how much the candidate is better (negative: worse)."""

    article: str
    story: str
    value: float


@dataclass(frozen=True, slots=True)
class Clusters:
    """Differences added up by story, in units of STEP, stories in alphabetical order.

    `sums[i]` belongs to a story of `sizes[i]` articles. Articles weigh the same, so that the mean is sum over count.
    """

    sums: NDArray[np.int64]
    sizes: NDArray[np.int64]

    @property
    def articles(self) -> int:
        """How many articles."""
        return int(self.sizes.sum())

    @property
    def mean(self) -> float:
        """Mean difference of an article; 0 where there is none."""
        return int(self.sums.sum()) * STEP / self.articles if self.articles else 0.0

    @property
    def slack(self) -> int:
        """Units by which two sums over these clusters may differ through rounding alone."""
        return len(self.sums)


def cluster(differences: Iterable[Difference]) -> Clusters:
    """Add differences up by story; their order has no influence."""
    by_story: dict[str, list[float]] = {}
    for one in differences:
        by_story.setdefault(one.story, []).append(one.value)
    stories = sorted(by_story)
    sums = [round(fsum(by_story[story]) / STEP) for story in stories]
    return Clusters(np.array(sums, np.int64), np.array([len(by_story[story]) for story in stories], np.int64))
