"""How many requests at a time, and when the next may go: pure, on a clock of the caller's.

Concurrency starts small and grows only while it is what holds requests back: doubling until the endpoint limits us
for the first time, then by about one for each round of answers. An answer 429 cuts it to 0.8, once for all requests
that were under way together, and new requests rest for as long as Retry-After says; what is under way goes on.
Requests and tokens a minute are kept under the user's limits and under those that the endpoint announces
(`mujaz.bulk.allowance`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mujaz.bulk.allowance import Announced, Mark, Own, announced

__all__ = ["START", "Pacer", "Ticket"]

START = 8
_CUT = 0.8
_REST = 1.0
_LONGEST_REST = 300.0
_LEARNING = 0.1


@dataclass(frozen=True, slots=True)
class Ticket:
    """A request under way: when it was sent, and what it was charged."""

    sent_at: float
    tokens: float
    estimate: float
    marks: tuple[Mark, Mark]


class Pacer:
    """Decides when requests go. `maximum` bounds the concurrency; `rpm` and `tpm` are the user's limits a minute.

    Token estimates come from the caller; the pacer learns by which factor they are off.
    """

    def __init__(
        self,
        now: float,
        *,
        start: int = START,
        maximum: int = 64,
        rpm: float | None = None,
        tpm: float | None = None,
    ) -> None:
        self.maximum = maximum
        self.limit = float(min(start, maximum))
        self.in_flight = 0
        self.rest_until = now
        self.limited = 0
        self._own_requests = Own(rpm, 1, now) if rpm else None
        self._own_tokens = Own(tpm, 1, now) if tpm else None
        self._requests = Announced()
        self._tokens = Announced()
        self._factor = 1.0
        self._learned = 0
        self._last_cut = self._full_at = now - 1.0
        self._slow_start = True

    @property
    def concurrency(self) -> int:
        """Requests that may be under way at a time."""
        return max(1, int(self.limit))

    @property
    def announced(self) -> dict[str, float]:
        """Limits that the endpoint has announced: "requests", "tokens"."""
        told = {"requests": self._requests.limit, "tokens": self._tokens.limit}
        return {what: limit for what, limit in told.items() if limit is not None}

    def wait(self, estimate: float, now: float) -> float | None:
        """Seconds until a request of about `estimate` tokens may go; 0 for now; None: when another has ended."""
        if self.in_flight >= self.concurrency:
            return None
        tokens = estimate * self._factor
        waits = [self.rest_until - now, self._requests.wait(1, now), self._tokens.wait(estimate, now)]
        if self._own_requests:
            waits.append(self._own_requests.wait(1, now))
        if self._own_tokens:
            waits.append(self._own_tokens.wait(tokens, now))
        return max(0.0, *waits)

    def send(self, estimate: float, now: float) -> Ticket:
        """A request goes out; `wait` has just said 0."""
        tokens = estimate * self._factor
        if self._own_requests:
            self._own_requests.take(1, now)
        if self._own_tokens:
            self._own_tokens.take(tokens, now)
        self.in_flight += 1
        if self.in_flight >= self.concurrency:
            self._full_at = now
        return Ticket(now, tokens, estimate, (self._requests.mark(1, now), self._tokens.mark(estimate, now)))

    def answered(self, ticket: Ticket, tokens: float | None, headers: Mapping[str, str], now: float) -> None:
        """The endpoint took the request and answered; `tokens` are those it counted, None when it did not say."""
        self.in_flight -= 1
        if tokens is not None:
            if ticket.estimate > 0:
                self._learned += 1
                self._factor += max(_LEARNING, 1 / self._learned) * (tokens / ticket.estimate - self._factor)
                self._tokens.factor = self._factor
            if self._own_tokens:
                self._own_tokens.take(tokens - ticket.tokens, now)
        self._heed(ticket, headers)
        if self._full_at >= ticket.sent_at and self.limit < self.maximum:  # full at some time since it was sent
            self.limit = min(self.maximum, self.limit + (1.0 if self._slow_start else 1.0 / self.limit))

    def refused(self, ticket: Ticket, retry_after: float | None, headers: Mapping[str, str], now: float) -> None:
        """The endpoint answered 429: fewer at a time, and a rest."""
        self.in_flight -= 1
        self.limited += 1
        if self._own_tokens:
            self._own_tokens.take(-ticket.tokens, now)  # a refused request uses none
        self._heed(ticket, headers)
        rest = _REST if retry_after is None else min(retry_after, _LONGEST_REST)
        self.rest_until = max(self.rest_until, now + rest)
        self._slow_start = False
        if ticket.sent_at > self._last_cut:
            self._last_cut = now
            self.limit = max(1.0, self.limit * _CUT)

    def lost(self, ticket: Ticket) -> None:
        """No answer: the connection failed, the server did, or the request was given up."""
        self.in_flight -= 1
        self._heed(ticket, {})

    def _heed(self, ticket: Ticket, headers: Mapping[str, str]) -> None:
        for what, allowance, mark in (
            ("requests", self._requests, ticket.marks[0]),
            ("tokens", self._tokens, ticket.marks[1]),
        ):
            told = announced(headers, what)
            if told is not None:
                allowance.heed(*told, mark, ticket.sent_at)
            else:
                allowance.ended(mark)
