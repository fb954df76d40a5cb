"""The interval of a share, such as the rate of false alarms among simulated gates."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from mujaz.evaluation.statistics.bootstrap import Interval

__all__ = ["wilson"]


def wilson(hits: int, trials: int, *, level: float = 0.95) -> Interval:
    """Wilson's score interval for `hits` of `trials` (Journal of the American Statistical Association 22:209, 1927).

    0 to 1 when there were no trials. Raises ValueError when `hits` is not between 0 and `trials`.
    """
    if not 0 <= hits <= trials:
        raise ValueError(f"{hits} hits of {trials} trials cannot be")
    if not trials:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = hits / trials
    middle = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z / (1 + z * z / trials) * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))
