"""McNemar's test for answers that are right or wrong, in its mid-p form.

The mid-p form keeps the nominal level in practice and has more power than the exact conditional test (Fagerland,
Lydersen & Laake, "The McNemar test for binary matched-pairs data: mid-p and asymptotic are better than exact
conditional", BMC Medical Research Methodology 13:91, 2013). It assumes that pairs are independent; where articles
share stories, `sign_flip(..., mid=True)` is the same test on stories.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb

__all__ = ["mcnemar_mid_p", "mcnemar_mid_p_two_sided"]


def mcnemar_mid_p(worse: int, better: int) -> float:
    """One-sided mid-p of "worse": `worse` pairs went from right to wrong, `better` from wrong to right.

    1.0 when no pair changed. Raises ValueError for negative counts.
    """
    return float(_tail(worse, better))


def mcnemar_mid_p_two_sided(worse: int, better: int) -> float:
    """Two-sided mid-p, as tables of the literature give it: twice the smaller one-sided exact p, less the probability
    of what was seen."""
    if worse == better:
        _demand_counts(worse, better)
        changed = worse + better
        return float(1 - Fraction(comb(changed, worse), 2**changed)) if changed else 1.0
    return float(2 * _tail(max(worse, better), min(worse, better)))


def _tail(worse: int, better: int) -> Fraction:
    _demand_counts(worse, better)
    changed = worse + better
    if not changed:
        return Fraction(1)
    above = sum(comb(changed, count) for count in range(worse + 1, changed + 1))
    return Fraction(2 * above + comb(changed, worse), 2 ** (changed + 1))


def _demand_counts(worse: int, better: int) -> None:
    if worse < 0 or better < 0:
        raise ValueError(f"counts of pairs cannot be negative: {worse}, {better}")
