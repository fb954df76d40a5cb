"""How long to wait before the same request is sent again."""

from __future__ import annotations

import email.utils
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass

import openai
import tenacity

__all__ = ["Retries", "asked_wait", "in_words", "retry_after"]


@dataclass(frozen=True, slots=True)
class Retries:
    """The one layer of transport retries: `tries` in all, waiting `first` seconds and twice as long each time, or what
    Retry-After says when that is longer, at most `longest` seconds. An endpoint that asks for more than `hopeless`
    seconds is not tried again: nobody waits for that in front of a terminal."""

    tries: int = 4
    first: float = 0.5
    longest: float = 60.0
    hopeless: float = 600.0

    def wait(self, state: tenacity.RetryCallState) -> float:
        """Seconds before the next try."""
        own = self.first * 2.0 ** (state.attempt_number - 1)
        return min(max(own, _asked(state) or 0.0), self.longest)

    def stop(self, state: tenacity.RetryCallState) -> bool:
        """Whether there is no next try."""
        return state.attempt_number >= self.tries or (_asked(state) or 0.0) > self.hopeless

    def made(self, error: BaseException) -> int:
        """How often a request was sent that ended with this passing failure."""
        return 1 if (asked_wait(error) or 0.0) > self.hopeless else self.tries


def _asked(state: tenacity.RetryCallState) -> float | None:
    return asked_wait(state.outcome.exception() if state.outcome else None)


def asked_wait(error: BaseException | None) -> float | None:
    """Seconds that the endpoint asks to wait after this error, None when it does not say."""
    if not isinstance(error, openai.APIStatusError):
        return None
    return retry_after(error.response.headers, time.time())


def retry_after(headers: Mapping[str, str], today: float) -> float | None:
    """Seconds to wait before the next request according to `retry-after-ms`, or to `retry-after` as a number or a date
    (RFC 9110, 10.2.3); `today` is in seconds since 1970. None when neither tells a time to come."""
    exact = _number(headers.get("retry-after-ms", ""))
    if exact is not None:
        return exact / 1000
    told = headers.get("retry-after", "")
    if (number := _number(told)) is not None:
        return number
    try:
        seconds = email.utils.parsedate_to_datetime(told).timestamp() - today
    except (ValueError, TypeError, OverflowError):
        return None
    return seconds if seconds > 0 else None


def _number(text: str) -> float | None:
    try:
        value = float(text.removesuffix("s"))
    except ValueError:
        return None
    return value if value > 0 and math.isfinite(value) else None


def in_words(seconds: float) -> str:
    """A duration for people: "4 s", "3 min", "2 h", "11 days"."""
    for unit, size in (("days", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:,.0f} {unit}"
    return f"{max(1, round(seconds))} s"
