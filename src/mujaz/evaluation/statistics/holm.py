"""Holm's correction: several questions at once, and still at most one wrong "worse" in so many gates."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["holm"]


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjusted p-values by name, in the order given (Holm, Scandinavian Journal of Statistics 6:65, 1979).

    Rejecting where the adjusted value is at most alpha keeps the chance of any wrong rejection at alpha, however the
    tests depend on each other.
    """
    adjusted: dict[str, float] = {}
    highest = 0.0
    for rank, (name, p) in enumerate(sorted(p_values.items(), key=lambda item: (item[1], item[0]))):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p))
        adjusted[name] = highest
    return {name: adjusted[name] for name in p_values}
