"""From numbers to one of four words, and from the words to an exit code."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

__all__ = ["Verdict", "of_interval", "worst"]


class Verdict(StrEnum):
    """PASS: a loss beyond the margin is excluded. WARN: passed, with something to look at. FAIL: worse. INCONCLUSIVE:
    neither could be shown with so many articles and answers."""

    PASS = "PASS"
    WARN = "WARN"
    FAIL = "FAIL"
    INCONCLUSIVE = "INCONCLUSIVE"

    @property
    def exit_code(self) -> int:
        """0 passed, 1 worse, 3 inconclusive."""
        return {Verdict.PASS: 0, Verdict.WARN: 0, Verdict.FAIL: 1, Verdict.INCONCLUSIVE: 3}[self]


_ORDER = (Verdict.PASS, Verdict.WARN, Verdict.INCONCLUSIVE, Verdict.FAIL)


def of_interval(low: float, high: float, *, margin: float, p_adjusted: float, alpha: float) -> Verdict:
    """The verdict on one quantity whose gain (negative: a loss) lies between `low` and `high`.

        low > -margin, high >= 0                   PASS
        low > -margin, high < 0                    WARN          a loss, but surely a tolerable one
        low <= -margin, high < 0, p <= alpha       FAIL          a loss, and perhaps an intolerable one
        low <= -margin, otherwise                  INCONCLUSIVE

    `p_adjusted` is corrected for all quantities of the gate: without it, five of them would raise a false alarm in up
    to a quarter of all gates. A lower interval never gives a milder exit code.
    """
    if low > -margin:
        return Verdict.WARN if high < 0 else Verdict.PASS
    return Verdict.FAIL if high < 0 and p_adjusted <= alpha else Verdict.INCONCLUSIVE


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on all of them: one FAIL fails, one INCONCLUSIVE leaves it open; PASS when there is none."""
    return max(verdicts, key=_ORDER.index, default=Verdict.PASS)
