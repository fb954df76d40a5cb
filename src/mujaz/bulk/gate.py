"""The gate through which every request of a run goes: pacing, outages and the budget, first come first served."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from mujaz.bulk.budget import Budget, Reserved
from mujaz.bulk.errors import BudgetSpentError, StoppedError
from mujaz.bulk.outage import NOTICED, Outage
from mujaz.bulk.pacing import Pacer, Ticket
from mujaz.errors import EndpointError, RateLimitedError, UnreachableError
from mujaz.model.waiting import in_words

__all__ = ["Answered", "Charge", "Door", "Gate", "Verdict", "is_over"]

Verdict = Literal["keep", "again", "later"]
"""Of a request that has ended: its sender keeps what it got; or asks the gate at once to send it again; or rests a
little first, because the request and not the endpoint may be what fails."""

TRIES = 4
"""Tries of one request against failures of the server or the connection, while other requests succeed."""

REFUSALS = 20
"""Answers 429 to one request before its article fails, where other requests are taken."""

_GENEROUS = 1.3
_NOTICED = 10.0
"""Seconds of rest from which on it is said."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What a request will use: an estimate of its prompt, and the bound of its answer, in tokens."""

    prompt: int
    answer_bound: int


@dataclass(frozen=True, slots=True)
class Answered:
    """How a request ended.

    `status` is the HTTP status, None when there was no answer (then `failure` says why); `tries` is 1
    and one more for each "later" before, `refused` the answers 429 to it before. `final` marks a refusal that no
    waiting mends (a quota that is used up), or a request that its sender gave up; `sent` tells whether it had gone out
    by then.
    """

    status: int | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    retry_after: float | None = None
    failure: str = ""
    tries: int = 1
    refused: int = 0
    final: bool = False
    sent: bool = True


def is_over(answered: Answered) -> bool:
    """Whether the verdict is "keep" whatever goes on at the gate: an answer that stays, or a request given up."""
    if answered.status is None:
        return answered.final
    if answered.status == 429:
        return answered.final
    return not _is_failure(answered.status)


def _is_failure(status: int) -> bool:
    """Whether the status is a misfortune of the server, which the same request may not meet again."""
    return status in (408, 409) or status >= 500


class Door(Protocol):
    """What a worker sees of the gate, in this process or from another one."""

    async def enter(self, charge: Charge) -> int:
        """Wait until the request may be sent; returns a number for `leave`. Raises EndpointError when none may."""
        ...

    async def leave(self, number: int, answered: Answered) -> Verdict:
        """The request has ended: is it to be sent again, through `enter`?"""
        ...


class Gate:
    """See the module. Lives in one event loop. `tell` receives what a person should know, on one line."""

    def __init__(
        self,
        pacer: Pacer,
        outage: Outage,
        budget: Budget,
        tell: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.pacer, self.outage, self.budget = pacer, outage, budget
        self._tell, self._clock = tell, clock
        self._waiting: deque[tuple[Charge, asyncio.Future[int]]] = deque()
        self._under_way: dict[int, tuple[Ticket, Reserved, Charge]] = {}
        self._number = 0
        self._timer: asyncio.TimerHandle | None = None
        self._closed: EndpointError | None = None
        self._expected_answer = 1_000.0
        self._taken = False
        self._heard_at: float | None = None
        self._limited_since: float | None = None
        self._refusals = 0

    @property
    def closed(self) -> EndpointError | None:
        """Why no request goes through any more, None while they do. Whoever waits meets a StoppedError."""
        return self._closed

    def ask(self, charge: Charge) -> asyncio.Future[int]:
        """The number for `ended`, there when the request may be sent; or a StoppedError. Cancel it to stop waiting."""
        turn: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        if self._closed is not None:
            turn.set_exception(StoppedError(str(self._closed)))
        else:
            self._waiting.append((charge, turn))
            self._pump()
        return turn

    async def enter(self, charge: Charge) -> int:
        turn = self.ask(charge)
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.ended(turn.result(), Answered(final=True, sent=False))
            raise

    async def leave(self, number: int, answered: Answered) -> Verdict:
        return self.ended(number, answered)

    def ended(self, number: int, answered: Answered) -> Verdict:
        """The request has ended: is it to be sent again?"""
        ticket, reserved, charge = self._under_way.pop(number)
        verdict = self._judge(ticket, answered)
        used = self._used(charge, answered)
        self.budget.settle(reserved, *used)
        self._pump()
        return verdict

    def close(self, reason: EndpointError | None = None) -> None:
        """Let no further request through; those that wait end with `reason`."""
        self._closed = self._closed or reason or StoppedError("the run was stopped")
        while self._waiting:
            _, turn = self._waiting.popleft()
            if not turn.done():
                turn.set_exception(StoppedError(str(self._closed)))

    def _judge(self, ticket: Ticket, answered: Answered) -> Verdict:
        now, status = self._clock(), answered.status
        if status is None and answered.final:
            self.pacer.lost(ticket)
            self.outage.given_up()
            self._silence(answered, now)
            return "keep"
        self._heard_at = now
        if status == 429 and not answered.final:
            self._up_again()
            return self._limited(ticket, answered, now)
        if status is None or _is_failure(status):
            self.pacer.lost(ticket)
            return self._failed(answered, now)
        tokens = None
        if answered.prompt_tokens is not None and answered.completion_tokens is not None:
            tokens = answered.prompt_tokens + answered.completion_tokens
            self._expected_answer += 0.05 * (answered.completion_tokens - self._expected_answer)
        self.pacer.answered(ticket, tokens, answered.headers, now)
        self._taken, self._limited_since, self._refusals = True, None, 0
        self._up_again()
        return "keep"

    def _silence(self, answered: Answered, now: float) -> None:
        """A request was given up. An endpoint that lets all of them wait is as good as down."""
        if answered.failure and self._heard_at is not None and now - self._heard_at >= self.outage.patience:
            minutes = in_words(now - self._heard_at)
            self.close(UnreachableError(f"the endpoint is down (no answer to anything in {minutes}); given up"))

    def _limited(self, ticket: Ticket, answered: Answered, now: float) -> Verdict:
        """The endpoint limits us: for a while, for this request alone, or for longer than anybody waits."""
        before = self.pacer.rest_until
        self.pacer.refused(ticket, answered.retry_after, answered.headers, now)
        rest, asked = self.pacer.rest_until - now, answered.retry_after or 0.0
        self._limited_since = now if self._limited_since is None else self._limited_since
        self._refusals += 1
        mine = answered.refused + 1
        if self._taken and mine >= REFUSALS and self._refusals <= mine:
            return "keep"
        said = f"it asks for a rest of {in_words(asked)}" if asked else "it does not say for how long"
        if self._refusals >= NOTICED and max(asked, now - self._limited_since) >= self.outage.patience:
            self.close(RateLimitedError(f"the endpoint takes nothing (429; {said}); given up"))
        elif rest >= _NOTICED and self.pacer.rest_until - before >= 1.0:
            self._tell(f"the endpoint limits us (429; {said}); next request in {in_words(rest)}")
        return "again"

    def _failed(self, answered: Answered, now: float) -> Verdict:
        if answered.tries >= TRIES and self.outage.alone(answered.tries):
            return "keep"
        wait = self.outage.failed(answered.failure or f"server error {answered.status}", now)
        if self.outage.hopeless(now):
            self.close(UnreachableError(f"the endpoint is down ({self.outage.reason}); given up"))
            return "again"  # to be told at the gate, like those who wait there
        if wait is not None:
            self._tell(f"the endpoint does not answer ({self.outage.reason}); next try in {wait:.0f} s")
        if self.outage.since is not None:
            return "again"  # the gate knows when the endpoint is tried again
        return "later" if answered.tries < TRIES else "keep"

    def _up_again(self) -> None:
        if self.outage.answered():
            self._tell("the endpoint answers again")

    def _used(self, charge: Charge, answered: Answered) -> tuple[float, float]:
        """Tokens of prompt and answer that the budget counts; a completion that tells none counts as estimated."""
        if answered.prompt_tokens is not None and answered.completion_tokens is not None:
            return answered.prompt_tokens, answered.completion_tokens
        paid = answered.status == 200 or (answered.status is None and answered.final and answered.sent)
        return (charge.prompt, self._expected_answer) if paid else (0.0, 0.0)

    def _pump(self) -> None:
        """Let through whoever may go, and come back when the next one may."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._waiting and self._closed is None:
            charge, turn = self._waiting[0]
            if turn.done():
                self._waiting.popleft()
                continue
            now = self._clock()
            waits = (self.outage.wait(now), self.pacer.wait(charge.prompt + self._expected_answer, now))
            if waits[0] is None or waits[1] is None:
                return  # the end of another request brings us back
            wait = max(waits[0], waits[1])
            if wait > 0:
                self._timer = asyncio.get_running_loop().call_later(wait, self._pump)
                return
            reserved = self.budget.reserve(charge.prompt * _GENEROUS, charge.answer_bound)
            if reserved is None:
                if not self._under_way:
                    self.close(BudgetSpentError("the budget does not hold another request"))
                return
            self._waiting.popleft()
            self._number += 1
            ticket = self.pacer.send(charge.prompt + self._expected_answer, now)
            self.outage.sent()
            self._heard_at = now if self._heard_at is None else self._heard_at
            self._under_way[self._number] = (ticket, reserved, charge)
            turn.set_result(self._number)
