"""One-to-one assignment of the greatest total worth."""

from __future__ import annotations

from collections.abc import Sequence

from mujaz.errors import UsageError

__all__ = ["assign"]


def assign(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs (row, column) that together are worth most, each row and column at most once; pairs worth 0 or less are
    left out.

    `worth` is a matrix of finite numbers, rows of equal length. The Hungarian method (Kuhn 1955) as scipy has it.
    Raises UsageError when scipy is not installed.
    """
    if not worth or not worth[0]:
        return []
    if len(worth) == 1 or len(worth[0]) == 1:  # most lists of people: no need of a solver
        best = max((value, -row, -column) for row, line in enumerate(worth) for column, value in enumerate(line))
        return [(-best[1], -best[2])] if best[0] > 0 else []
    try:
        from scipy.optimize import linear_sum_assignment
    except ImportError as error:
        raise UsageError("scores need scipy; install it with: pip install 'mujaz[eval]'") from error
    rows, columns = linear_sum_assignment([[max(0.0, value) for value in line] for line in worth], maximize=True)
    return [
        (int(row), int(column)) for row, column in zip(rows, columns, strict=True) if worth[int(row)][int(column)] > 0
    ]
