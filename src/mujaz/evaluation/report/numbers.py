"""How numbers are written, the same in table and page."""

from __future__ import annotations

from mujaz.evaluation.table import MetricInfo

__all__ = ["DASH", "ordered", "written"]

DASH = "\u2013"
"""Undefined, or unknown."""

_PLACES = {"share": 3, "count": 2, "usd": 4, "tokens": 0}


def written(value: float | None, info: MetricInfo) -> str:
    """The value as people read it: shares with three places, tokens as whole numbers."""
    return DASH if value is None else f"{value:,.{_PLACES[info.unit]}f}"


def ordered(metrics: dict[str, MetricInfo], *, primary: bool) -> list[tuple[str, MetricInfo]]:
    """The metrics that decide, or those that only explain, in the order of the table."""
    return [(name, info) for name, info in metrics.items() if info.primary is primary]
