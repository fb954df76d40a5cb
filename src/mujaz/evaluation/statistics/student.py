"""Quantiles of Student's t for whole degrees of freedom, without scipy."""

from __future__ import annotations

from functools import lru_cache
from math import atan, cos, pi, sin, sqrt

__all__ = ["cdf", "quantile"]


def cdf(t: float, df: int) -> float:
    """P(T <= t) with `df` degrees of freedom (Abramowitz & Stegun, 26.7.3 and 26.7.4). Raises ValueError below one."""
    if df < 1:
        raise ValueError(f"degrees of freedom must be at least 1, not {df}")
    angle = atan(t / sqrt(df))
    square = cos(angle) ** 2
    term = total = 1.0
    for step in range(3 if df % 2 else 2, df, 2):
        term *= square * (step - 1) / step
        total += term
    if df % 2 == 0:
        between = sin(angle) * total
    else:
        between = (2 / pi) * (angle + (sin(angle) * cos(angle) * total if df > 1 else 0.0))
    return (1 + between) / 2


@lru_cache(maxsize=256)
def quantile(p: float, df: int) -> float:
    """The t with P(T <= t) = p, for 0 < p < 1, to about 12 digits (bisection). Raises ValueError outside."""
    if not 0 < p < 1:
        raise ValueError(f"a probability between 0 and 1 is needed, not {p}")
    if p < 0.5:
        return -quantile(1 - p, df)
    high = 1.0
    while cdf(high, df) < p:
        high *= 2
    low = 0.0
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if cdf(middle, df) < p else (low, middle)
    return (low + high) / 2
