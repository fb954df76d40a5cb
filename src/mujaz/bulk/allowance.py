"""What may be sent in a minute: the user's own limits, and those that an endpoint announces in its headers.

Times are seconds on a clock of the caller's; nothing here waits or reads a clock.
"""

from __future__ import annotations

import email.utils
import re
from collections.abc import Mapping

__all__ = ["Announced", "Own", "announced", "retry_after", "seconds"]

_BURST = 0.01
_MARGIN = 0.01
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


class Announced:
    """What is left according to the endpoint's last answer, less what was sent since, plus what flows back.

    An answer tells what was left when the endpoint took its request, and seconds until all is back; from both follows
    the rate at which it flows back, for buckets of any period. An answer to an older request than the
    last one heeded says nothing new.
    """

    def __init__(self) -> None:
        self._sent = 0.0
        self._known = False
        self._limit = 0.0
        self._level = 0.0
        self._rate = 0.0
        self._at = 0.0
        self._heeded = -1.0

    @property
    def limit(self) -> float | None:
        """Units that the endpoint allows, None while it has told nothing."""
        return self._limit if self._known else None

    def mark(self, charge: float) -> float:
        """A request with this charge goes out; returns the sum of all charges up to it."""
        self._sent += charge
        return self._sent

    def heed(self, limit: float, remaining: float, reset: float | None, mark: float, sent_at: float) -> None:
        """The answer to the request with this mark, sent at `sent_at`, told its headers."""
        if mark <= self._heeded or limit <= 0:
            return
        missing = max(0.0, limit - remaining)
        if reset is not None and reset > 0 and missing > 0:
            self._rate = missing / reset
        elif not self._rate:
            self._rate = limit / 60
        self._known, self._limit, self._level, self._at = True, limit, remaining, sent_at
        self._heeded = mark

    def wait(self, charge: float, now: float) -> float:
        """Seconds until a charge fits; 0 when it does, or when nothing is known."""
        if not self._known:
            return 0.0
        margin = max(self._limit * _MARGIN, min(charge, self._limit / 4))  # the endpoint may count more than we do
        left = min(self._limit, self._level + (now - self._at) * self._rate - (self._sent - self._heeded))
        short = min(charge, self._limit - margin) + margin - left
        return 0.0 if short <= 1e-9 * self._limit else short / self._rate


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


def retry_after(headers: Mapping[str, str], today: float) -> float | None:
    """Seconds to wait before the next request according to `retry-after-ms`, or to `retry-after` as a number or a date
    (RFC 9110, 10.2.3); `today` is in seconds since 1970. None when neither tells."""
    exact = seconds(headers.get("retry-after-ms", ""))
    if exact is not None:
        return exact / 1000
    told = headers.get("retry-after", "")
    if (number := seconds(told)) is not None:
        return number
    try:
        return max(0.0, email.utils.parsedate_to_datetime(told).timestamp() - today)
    except ValueError:
        return None
