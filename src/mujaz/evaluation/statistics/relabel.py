"""Could answers that vary by themselves have broken this article, or these articles?

An article is broken when every answer of the candidate is bad in a way that no answer of the baseline is (or most are).
One such article moves no mean, so no test of means sees it. But answers vary: of many articles, some break by chance.
If nothing changed, which of an article's answers belong to the candidate is arbitrary: all ways to deal them out again
are counted, which gives each article's exact chance to break, given how its answers vary; and from those the chance
that at least as many articles break as did. With one answer on each side this is McNemar's exact test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from math import comb, fsum
from typing import TypeVar

__all__ = ["MAX_DEALS", "chance_of_breaking", "chance_of_so_many"]

T = TypeVar("T")

MAX_DEALS = 20_000
"""Ways to deal answers out that are counted one by one (8 against 8 answers are 12,870)."""


def chance_of_breaking(
    baseline: Sequence[T], candidate: Sequence[T], broken: Callable[[Sequence[T], Sequence[T]], bool]
) -> float:
    """The share of ways to deal out the answers of both sides anew in which `broken(baseline, candidate)` holds.

    With more than MAX_DEALS ways only the first answers of each side are dealt, which can only raise the chance of a
    clean break. Raises ValueError when a side has no answer.
    """
    if not baseline or not candidate:
        raise ValueError("each side needs an answer")
    while comb(len(baseline) + len(candidate), len(candidate)) > MAX_DEALS:
        baseline, candidate = baseline[: max(1, len(baseline) - 1)], candidate[: max(1, len(candidate) - 1)]
    pooled = [*baseline, *candidate]
    deals = hits = 0
    for chosen in combinations(range(len(pooled)), len(candidate)):
        dealt = set(chosen)
        left = [one for place, one in enumerate(pooled) if place not in dealt]
        hits += broken(left, [pooled[place] for place in chosen])
        deals += 1
    return hits / deals


def chance_of_so_many(chances: Iterable[float], seen: int) -> float:
    """The probability that at least `seen` of independent events with these `chances` happen (Poisson binomial)."""
    counts = [1.0]
    for chance in chances:
        if chance > 0:
            stay = [probability * (1 - chance) for probability in counts]
            move = [probability * chance for probability in counts]
            counts = [a + b for a, b in zip([*stay, 0.0], [0.0, *move], strict=True)]
    return min(1.0, fsum(counts[seen:])) if seen > 0 else 1.0
