"""How small a loss a set of articles can show, and how many more articles or answers an open question needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, fsum, inf, isfinite, log1p, sqrt

import numpy as np
from numpy.typing import NDArray

from mujaz.evaluation.compare_pairs import Pair
from mujaz.evaluation.gate_settings import Statistics
from mujaz.evaluation.statistics import student
from mujaz.evaluation.statistics.chance import choices, signs
from mujaz.evaluation.statistics.clusters import STEP, Clusters, Difference, cluster

__all__ = ["Detectable", "articles_needed", "detectable", "log_margin", "samples_needed"]

_MOST_ARTICLES = 100_000
_MOST_SAMPLES = 50


def log_margin(share: float) -> float:
    """A tolerated rise in cost (0.10: ten per cent) as a margin of log ratios."""
    return log1p(share)


def articles_needed(gain: float, low: float, high: float, margin: float, articles: int) -> int | None:
    """How many articles like these would probably decide an open question, if the true gain is the one seen.

    Intervals shrink with the square root of the number. None when no number would (the gain lies on the margin) or the
    interval is infinite.
    """
    if not isfinite(high - low):
        return None
    passes = _times(gain - low, gain + margin) if gain > -margin else inf
    fails = _times(high - gain, -gain) if gain < 0 else inf
    needed = articles * min(passes, fails)
    return max(articles + 1, ceil(needed)) if needed <= _MOST_ARTICLES else None


def _times(reach: float, distance: float) -> float:
    """How many times as many observations bring a bound that is `reach` away to within `distance`."""
    return (reach / distance) ** 2 if distance > 0 else inf


def samples_needed(
    pairs: Sequence[Pair], metric: str, gain: float, low: float, high: float, margin: float
) -> int | None:
    """How many answers an article would probably decide an open question on the same articles, None when more answers
    cannot, or when no article was answered twice, so that nobody knows how much answers vary."""
    within = [one for pair in pairs if (one := _within(pair, metric)) is not None]
    if not within or not isfinite(high - low):
        return None
    articles = len(within)
    distance = max(gain + margin, -gain)
    if distance <= 0:
        return None
    width = (high - low) / 2
    now = fsum(now for now, _ in within) / articles**2
    if now <= 0:
        return None
    quantile = 1.645
    total = (width / quantile) ** 2
    for samples in range(2, _MOST_SAMPLES + 1):
        then = fsum(variance / samples for _, variance in within) / articles**2
        if max(0.0, total - now) + then <= (distance / quantile) ** 2 and then < now:
            return samples
    return None


def _within(pair: Pair, metric: str) -> tuple[float, float] | None:
    """Of one article: the variance of its gain that comes from answers varying, and the same for one answer a side."""
    now, single = 0.0, 0.0
    for side in (pair.old, pair.new):
        values = [value for sample in side.samples if (value := sample[metric].value) is not None]
        if len(values) < 2:
            return None
        mean = fsum(values) / len(values)
        variance = fsum((value - mean) ** 2 for value in values) / (len(values) - 1)
        now += variance / len(values)
        single += variance
    return now, single


@dataclass(frozen=True, slots=True)
class Detectable:
    """What a gate on these differences can see.

    `half_width`: of the interval when nothing changed. `loss`: the smallest loss that fails in `power` of all gates
    (None: none up to the largest tried). `passes`: how often a gate passes when nothing changed. `spread`: standard
    deviation of an article's difference.
    """

    articles: int
    stories: int
    spread: float
    half_width: float
    loss: float | None
    passes: float
    power: float


def detectable(
    found: Sequence[Difference],
    margin: float,
    statistics: Statistics,
    *,
    questions: int = 1,
    power: float = 0.8,
    gates: int = 2000,
) -> Detectable:
    """Simulate gates on differences like those in `found`.

    Their mean is taken off, stories are drawn with replacement and flipped at random, a loss is put on every article,
    and the gate decides. `questions` asks for the p-value that survives Holm's correction among so many in the worst
    case. Interval and test are those of t over stories, which the gate's own agree with closely and which take no
    resampling. Raises ValueError with fewer than two stories.
    """
    clusters = cluster(found)
    stories = len(clusters.sums)
    if stories < 2:
        raise ValueError("at least two stories are needed")
    means, errors = _drawn(clusters, statistics.seed, gates)
    reach = -student.quantile((1 - statistics.level) / 2, stories - 1) * errors
    critical = student.quantile(statistics.alpha / questions, stories - 1) * errors

    def fails(loss: float) -> float:
        seen = means - loss
        failed = (seen - reach <= -margin) & (seen + reach < 0) & (seen <= critical)
        return float(failed.mean())

    values = [one.value for one in found]
    mean = fsum(values) / len(values)
    return Detectable(
        articles=clusters.articles,
        stories=stories,
        spread=sqrt(fsum((value - mean) ** 2 for value in values) / max(1, len(values) - 1)),
        half_width=float(reach.mean()),
        loss=_smallest(fails, power),
        passes=float((means - reach > -margin).mean()),
        power=power,
    )


def _smallest(fails: Callable[[float], float], power: float, step: float = 0.002, most: float = 0.512) -> float | None:
    """The smallest multiple of `step` that is seen with `power`; by bisection, as larger losses are seen more often."""
    low, high = 0, round(most / step)
    if fails(high * step) < power:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fails(middle * step) >= power else (middle, high)
    return round(high * step, 6)


def _drawn(clusters: Clusters, seed: int, gates: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Means and their standard errors (over stories) of sets of stories like these, with no difference on average."""
    stories = len(clusters.sums)
    centred = clusters.sums * STEP - clusters.sizes * clusters.mean
    picked = choices(seed, "power", gates, stories, stories)
    sums = centred[picked] * signs(seed, "power", gates, stories)
    sizes = clusters.sizes[picked]
    articles = sizes.sum(axis=1)
    means = sums.sum(axis=1) / articles
    rest = sums - means[:, None] * sizes
    errors = np.sqrt((rest**2).sum(axis=1) * stories / (stories - 1)) / articles
    return means, errors
