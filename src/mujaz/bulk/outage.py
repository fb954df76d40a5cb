"""An endpoint that is down: noticed, waited for, given up after a time. Pure, on a clock of the caller's.

Failures of the connection or of the server are one request's misfortune while others succeed. `NOTICED` of them without
a success between make an outage: from then on one request at a time tries again, after waits that tenacity's
exponential rule gives. The first answer ends it.
"""

from __future__ import annotations

from collections.abc import Callable

import tenacity

__all__ = ["NOTICED", "Outage"]

NOTICED = 4
_FIRST, _LONGEST = 1.0, 60.0


class Outage:
    """`patience` is how many seconds an endpoint that has answered before may be down, `first_patience` how many one
    that never has."""

    def __init__(self, *, patience: float, first_patience: float) -> None:
        self.patience, self._first_patience = patience, first_patience
        self._next_wait = waits()
        self._failures = 0
        self._answered = False
        self._since: float | None = None
        self._try_at = 0.0
        self._trying = False
        self.reason = ""

    @property
    def since(self) -> float | None:
        """When the endpoint was found down, None while it is up."""
        return self._since

    def answered(self) -> bool:
        """The endpoint gave some answer; returns whether that ends an outage."""
        ended = self._since is not None
        self._failures, self._since, self._answered, self._trying = 0, None, True, False
        if ended:
            self._next_wait = waits()
        return ended

    def failed(self, reason: str, now: float) -> float | None:
        """A request failed. Returns the seconds until the next try when this is (still) an outage, else None."""
        self._failures += 1
        self.reason = reason
        if self._failures < NOTICED:
            return None
        if self._since is None:
            self._since = now
        elif not self._trying:
            return None  # another request that was under way when the outage was noticed
        self._trying = False
        wait = self._next_wait()
        self._try_at = now + wait
        return wait

    def alone(self, tries: int) -> bool:
        """Whether all failures in a row may be those of one request, tried so often, at an endpoint that has answered
        others before: then it is the request that fails, not the endpoint."""
        return self._answered and self._since is None and self._failures < tries

    def wait(self, now: float) -> float | None:
        """Seconds until a request may try; 0: now; None: when the one that is trying has ended."""
        if self._since is None:
            return 0.0
        if self._trying:
            return None
        return max(0.0, self._try_at - now)

    def sent(self) -> None:
        """A request goes out."""
        if self._since is not None:
            self._trying = True

    def given_up(self) -> None:
        """A request that was trying ended without telling anything about the endpoint."""
        self._trying = False

    def hopeless(self, now: float) -> bool:
        """Whether the endpoint has been down for longer than the patience."""
        patience = self.patience if self._answered else self._first_patience
        return self._since is not None and now - self._since >= patience


def waits() -> Callable[[], float]:
    """Seconds to wait before each further try: 1, 2, 4, ... at most 60, with up to one second of chance."""
    rule = tenacity.wait_exponential_jitter(multiplier=_FIRST, max=_LONGEST, jitter=1.0)
    state = tenacity.RetryCallState(tenacity.Retrying(), None, (), {})
    state.attempt_number = 0

    def following() -> float:
        state.attempt_number += 1
        return float(rule(state))

    return following
