"""The gate of a bulk run before an endpoint that limits, is silent, or fails one request alone; on its own clock."""

from __future__ import annotations

import pytest

from mujaz.bulk.budget import Budget
from mujaz.bulk.gate import REFUSALS, TRIES, Answered, Charge, Gate
from mujaz.bulk.outage import NOTICED, Outage
from mujaz.bulk.pacing import Pacer
from mujaz.errors import RateLimitedError, UnreachableError

CHARGE = Charge(prompt=1_000, answer_bound=500)
GOOD = Answered(status=200, prompt_tokens=900, completion_tokens=100)


class Clock:
    """Time passes when the test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Tried:
    """A gate with its clock and what it has told."""

    def __init__(self, patience: float = 3600.0) -> None:
        self.clock, self.told = Clock(), list[str]()
        outage = Outage(patience=patience, first_patience=60.0)
        self.gate = Gate(Pacer(self.clock.now, start=64), outage, Budget(None), self.told.append, self.clock)

    async def send(self, *answers: Answered) -> list[str]:
        """Requests that are under way together, and end with these answers; the rests before them are over."""
        self.clock.now = max(self.clock.now, self.gate.pacer.rest_until) + 0.001
        numbers = [await self.gate.enter(CHARGE) for _ in answers]
        return [await self.gate.leave(number, one) for number, one in zip(numbers, answers, strict=True)]


async def test_a_long_rest_is_said_once_with_what_was_asked_for() -> None:
    tried = Tried()
    assert await tried.send(*[Answered(status=429, retry_after=120.0)] * 3) == ["again"] * 3
    assert tried.told == ["the endpoint limits us (429; it asks for a rest of 2 min); next request in 2 min"]
    assert tried.gate.closed is None


async def test_a_rest_is_bounded_at_five_minutes_at_a_time() -> None:
    tried = Tried()
    await tried.send(Answered(status=429, retry_after=3_000.0))
    assert tried.gate.pacer.rest_until - tried.clock.now == 300.0
    assert tried.told == ["the endpoint limits us (429; it asks for a rest of 50 min); next request in 5 min"]


async def test_a_rest_beyond_the_patience_ends_the_run_when_nothing_else_is_taken() -> None:
    tried = Tried()
    await tried.send(*[Answered(status=429, retry_after=999_999.0)] * NOTICED)
    assert isinstance(tried.gate.closed, RateLimitedError)
    assert "it asks for a rest of 12 days" in str(tried.gate.closed)


async def test_a_single_absurd_rest_does_not_end_the_run() -> None:
    tried = Tried()
    await tried.send(Answered(status=429, retry_after=999_999.0), GOOD)
    assert tried.gate.closed is None


async def test_an_endpoint_that_takes_nothing_for_the_patience_ends_the_run() -> None:
    tried = Tried(patience=100.0)
    for refused in range(40):
        if tried.gate.closed is not None:
            break
        await tried.send(Answered(status=429, refused=refused))
        tried.clock.now += 9.0
    assert isinstance(tried.gate.closed, RateLimitedError)
    assert 10 <= refused <= 13  # it rests a second each time


async def test_a_request_that_is_refused_again_and_again_fails_alone_while_others_are_taken() -> None:
    tried = Tried()
    for refused in range(REFUSALS):
        await tried.send(GOOD)
        (verdict,) = await tried.send(Answered(status=429, refused=refused))
        assert verdict == ("keep" if refused == REFUSALS - 1 else "again")
    assert tried.gate.closed is None


async def test_the_last_request_of_a_run_that_fails_again_and_again_is_no_outage() -> None:
    tried = Tried()
    await tried.send(GOOD)
    verdicts = [(await tried.send(Answered(status=500, tries=tries)))[0] for tries in range(1, TRIES + 1)]
    assert verdicts == ["later", "later", "later", "keep"]
    assert tried.gate.outage.since is None


@pytest.mark.parametrize("first", [GOOD, Answered(status=400)], ids=["taken", "refused"])
async def test_an_endpoint_that_lets_everything_wait_for_the_patience_is_down(first: Answered) -> None:
    tried = Tried(patience=1_000.0)
    await tried.send(first)
    late = Answered(failure="no answer in time", final=True)
    tried.clock.now += 999.0
    assert await tried.send(late) == ["keep"]
    assert tried.gate.closed is None
    tried.clock.now += 2.0
    await tried.send(late)
    assert isinstance(tried.gate.closed, UnreachableError)
    assert "no answer to anything" in str(tried.gate.closed)


async def test_a_request_that_its_sender_gave_up_says_nothing_about_the_endpoint() -> None:
    tried = Tried(patience=1.0)
    await tried.send(GOOD)
    tried.clock.now += 50.0
    await tried.send(Answered(final=True))
    assert tried.gate.closed is None
