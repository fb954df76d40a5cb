"""What may be sent in a minute: the user's own limits, and those that an endpoint announces in its headers.

Times are seconds on a clock of the caller's; nothing here waits or reads a clock.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import NamedTuple

from mujaz.model.waiting import retry_after

__all__ = ["Announced", "Own", "announced", "retry_after", "seconds"]

_BURST = 0.01
_MARGIN = 0.01
_MOST_KEPT_BACK = 0.4
_CROSSING = 1.0
"""Seconds within which one request may overtake another on its way to the endpoint."""
_FADING = 30.0
"""Seconds in which half of a shortfall is forgotten."""
_UNIT = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")


class Own:
    """`limit` units in any 60 seconds, spread evenly.

    A bucket that holds 1 % of the limit, and no less than the largest charge so far (at most half the limit), and
    refills so slowly that no 60 seconds hold more than the limit.
    """

    def __init__(self, limit: float, least: float, now: float) -> None:
        self.limit = limit
        self._room = 0.0
        self._widen(max(limit * _BURST, least))
        self._level = self._room
        self._at = now

    def wait(self, charge: float, now: float) -> float:
        """Seconds until a charge fits; 0 when it does. A charge above half the limit waits for a full bucket."""
        self._widen(charge)
        self._refill(now)
        # full up to rounding: a wait too short to move a clock would never end
        short = min(charge, self._room) - self._level
        return 0.0 if short <= 1e-9 * self.limit else short / self._rate

    def take(self, charge: float, now: float) -> None:
        """Count a charge, or correct an earlier one by a difference, which may be negative."""
        self._refill(now)
        self._level = min(self._room, self._level - charge)

    def _widen(self, room: float) -> None:
        self._room = max(self._room, min(self.limit / 2, room))
        self._rate = (self.limit - self._room) / 60

    def _refill(self, now: float) -> None:
        self._level = min(self._room, self._level + max(0.0, now - self._at) * self._rate)
        self._at = max(self._at, now)


class Mark(NamedTuple):
    """A request on its way: its number and its charge, and what should be left then; None when nobody knows."""

    number: int
    charge: float
    expected: float | None


class Announced:
    """What is left according to the endpoint's answers, less what is under way, plus what flows back.

    An answer tells what was left when the endpoint took its request, and seconds until all is back; from both follows
    the rate at which it flows back, for buckets of any period. Requests that are sent together arrive in any order. Of
    those sent within `_CROSSING` seconds the lowest answer holds, since that request arrived last; and what is still
    under way is not believed to be in it, unless it was sent longer before.

    The reckoning is too hopeful all the same when requests go out late (a busy machine), when they use more than was
    estimated, or when others use the same key. So every answer is compared with what was expected for its request, and
    the largest shortfall, which fades within a minute or two, is kept back.
    """

    def __init__(self) -> None:
        self.factor = 1.0
        """By how much more the endpoint counts than it is charged here."""
        self._numbers = itertools.count()
        self._under_way: dict[int, tuple[float, float]] = {}
        self._charges = 0.0
        self._known = False
        self._limit = self._level = self._rate = self._at = 0.0
        self._short = self._short_at = 0.0

    @property
    def limit(self) -> float | None:
        """Units that the endpoint allows, None while it has told nothing."""
        return self._limit if self._known else None

    def mark(self, charge: float, now: float) -> Mark:
        """A request with this charge goes out."""
        number = next(self._numbers)
        self._under_way[number] = (now, charge)
        self._charges += charge
        return Mark(number, charge, self._left(now) if self._known else None)

    def ended(self, mark: Mark) -> None:
        """The request has ended, and nothing was told; it counts until something is."""
        if self._forget(mark.number):
            self._level -= mark.charge * self.factor

    def heed(self, limit: float, remaining: float, reset: float | None, mark: Mark, sent_at: float) -> None:
        """The answer to the request with this mark, sent at `sent_at`, told its headers."""
        self._forget(mark.number)
        if limit <= 0:
            return
        if mark.expected is not None:
            self._short = max(self._shortfall(sent_at), min(mark.expected - remaining, limit * _MOST_KEPT_BACK))
            self._short_at = max(self._short_at, sent_at)
        if self._known and sent_at < self._at - _CROSSING:
            return
        missing = max(0.0, limit - remaining)
        if reset is not None and reset > 0 and missing > 0:
            self._rate = missing / reset
        elif not self._rate:
            self._rate = limit / 60
        if self._known and sent_at < self._at + _CROSSING:
            at = max(self._at, sent_at)
            remaining += (at - sent_at) * self._rate
            self._level = min(remaining, self._level + (at - self._at) * self._rate)
        else:
            at, self._level = sent_at, remaining
        self._known, self._limit, self._at = True, limit, at
        while self._under_way:
            first = next(iter(self._under_way))
            if self._under_way[first][0] > at - _CROSSING:
                break
            self._forget(first)  # the endpoint has counted it

    def wait(self, charge: float, now: float) -> float:
        """Seconds until a charge fits; 0 when it does, or when nothing is known."""
        if not self._known:
            return 0.0
        charge *= self.factor
        margin = max(self._limit * _MARGIN, min(charge, self._limit / 4))  # the endpoint may count more than we do
        margin = min(margin + self._shortfall(now), self._limit * _MOST_KEPT_BACK)
        short = min(charge, self._limit - margin) + margin - self._left(now)
        return 0.0 if short <= 1e-9 * self._limit else short / self._rate

    def _left(self, now: float) -> float:
        return min(self._limit, self._level + (now - self._at) * self._rate) - self._charges * self.factor

    def _shortfall(self, now: float) -> float:
        return self._short * float(0.5 ** (max(0.0, now - self._short_at) / _FADING))

    def _forget(self, number: int) -> bool:
        found = self._under_way.pop(number, None)
        if found is None:
            return False
        self._charges = self._charges - found[1] if self._under_way else 0.0
        return True


def announced(headers: Mapping[str, str], what: str) -> tuple[float, float, float | None] | None:
    """Limit, remaining and seconds until all is back, for `what` ("requests" or "tokens"), from `x-ratelimit-*`
    headers in the form that OpenAI documents and others follow; None when they do not tell."""
    try:
        limit = float(headers[f"x-ratelimit-limit-{what}"])
        remaining = float(headers[f"x-ratelimit-remaining-{what}"])
    except (KeyError, ValueError):
        return None
    reset = headers.get(f"x-ratelimit-reset-{what}")
    return limit, remaining, seconds(reset) if reset else None


def seconds(text: str) -> float | None:
    """Seconds in a duration such as `6m0s`, `17ms`, `1h2m3.5s` or `12`; None for anything else."""
    text = text.strip()
    parts = _PART.findall(text)
    if parts and "".join(number + unit for number, unit in parts) == text:
        return sum(float(number) * _UNIT[unit] for number, unit in parts)
    try:
        return max(0.0, float(text))
    except ValueError:
        return None
