"""Outages and the gate: who may go, who is sent again, who is told that nothing goes any more."""

from __future__ import annotations

import asyncio

import pytest

from mujaz.bulk.budget import Budget
from mujaz.bulk.errors import BudgetSpentError, StoppedError
from mujaz.bulk.gate import TRIES, Answered, Charge, Gate
from mujaz.bulk.outage import NOTICED, Outage
from mujaz.bulk.pacing import Pacer
from mujaz.errors import UnreachableError, UsageError
from mujaz.model.price import Price

pytestmark = pytest.mark.anyio

GOOD = Answered(status=200, prompt_tokens=100, completion_tokens=50)
CHARGE = Charge(prompt=100, answer_bound=200)


def outage(patience: float = 600.0) -> Outage:
    return Outage(patience=patience, first_patience=patience)


def gate(
    *, maximum: int = 8, budget: Budget | None = None, patience: float = 600.0, told: list[str] | None = None
) -> Gate:
    heard = [] if told is None else told
    return Gate(Pacer(0.0, maximum=maximum), outage(patience), budget or Budget(None), heard.append, clock=lambda: 0.0)


def test_single_failures_between_successes_are_no_outage() -> None:
    one = outage()
    for now in range(20):
        assert one.failed("refused", float(now)) is None
        one.answered()
    assert one.since is None


def test_failures_in_a_row_are_an_outage_in_which_one_request_at_a_time_tries() -> None:
    one = outage()
    waits = [one.failed("refused", 10.0) for _ in range(NOTICED)]
    assert waits[:-1] == [None] * (NOTICED - 1)
    assert waits[-1] is not None
    assert one.wait(10.0) == pytest.approx(waits[-1])
    assert one.wait(10.0 + waits[-1]) == 0
    one.sent()
    assert one.wait(10.0 + waits[-1]) is None


def test_the_waits_of_an_outage_grow_to_a_minute_and_start_small_again_after_it() -> None:
    one = outage(patience=1e9)
    now, waits = 0.0, []
    for _ in range(NOTICED + 12):
        wait = one.failed("refused", now)
        if wait is not None:
            waits.append(wait)
            now += wait
            one.sent()
    assert waits[0] <= 2.0
    assert waits[3] >= 4 * 2 * 0.9
    assert max(waits) <= 61.0
    assert one.answered()
    assert not one.answered()
    again = [one.failed("refused", now) for _ in range(NOTICED)][-1]
    assert again is not None
    assert again <= 2.0


def test_an_outage_is_hopeless_after_the_patience_and_not_before() -> None:
    one = outage(patience=100.0)
    for _ in range(NOTICED):
        one.failed("refused", 50.0)
    assert not one.hopeless(149.0)
    assert one.hopeless(150.0)


async def test_who_came_first_goes_first() -> None:
    one = gate(maximum=1)
    order: list[int] = []

    async def pass_through(number: int) -> None:
        passed = await one.enter(CHARGE)
        order.append(number)
        await asyncio.sleep(0)
        await one.leave(passed, GOOD)

    await asyncio.gather(*(pass_through(number) for number in range(6)))
    assert order == list(range(6))


async def test_one_who_stops_waiting_frees_the_way_for_the_next() -> None:
    one = gate(maximum=1)
    first = await one.enter(CHARGE)
    gone = asyncio.create_task(one.enter(CHARGE))
    next_ = asyncio.create_task(one.enter(CHARGE))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(gone, return_exceptions=True)
    await one.leave(first, GOOD)
    assert await asyncio.wait_for(next_, 5)


async def test_a_429_is_always_sent_again_and_a_used_up_quota_never() -> None:
    one = gate()
    assert await one.leave(await one.enter(CHARGE), Answered(status=429, retry_after=0.0)) == "again"
    final = Answered(status=429, final=True)
    assert await one.leave(await one.enter(CHARGE), final) == "keep"


async def test_a_request_that_keeps_failing_while_others_succeed_is_kept_as_failed() -> None:
    one = gate()
    for tries in range(1, TRIES + 1):
        verdict = await one.leave(await one.enter(CHARGE), Answered(status=500, tries=tries))
        assert verdict == ("later" if tries < TRIES else "keep")
        await one.leave(await one.enter(CHARGE), GOOD)


async def test_an_endpoint_that_stays_down_closes_the_gate_for_all() -> None:
    told: list[str] = []
    one = gate(patience=0.0, told=told)
    numbers = [await one.enter(CHARGE) for _ in range(NOTICED)]
    waiting = asyncio.create_task(one.enter(CHARGE))
    for number in numbers:
        await one.leave(number, Answered(failure="connection refused"))
    with pytest.raises(StoppedError):
        await one.enter(CHARGE)
    assert isinstance(one.closed, UnreachableError)
    assert "connection refused" in str(one.closed)
    for number in [
        result for result in await asyncio.gather(waiting, return_exceptions=True) if isinstance(result, int)
    ]:
        await one.leave(number, GOOD)


async def test_a_person_hears_that_the_endpoint_is_down_and_that_it_is_up_again() -> None:
    told: list[str] = []
    one = gate(told=told)
    numbers = [await one.enter(CHARGE) for _ in range(NOTICED + 1)]
    verdicts = [await one.leave(number, Answered(failure="connection refused")) for number in numbers[:-1]]
    assert verdicts == ["later"] * (NOTICED - 1) + ["again"]  # in an outage the gate alone says when
    await one.leave(numbers[-1], GOOD)
    assert ["connection refused" in line for line in told] == [True, False]
    assert "answers again" in told[-1]


async def test_the_budget_holds_back_what_might_exceed_it_until_others_have_ended() -> None:
    one = gate(budget=Budget(None, tokens=700))
    first = await one.enter(CHARGE)  # at most 130 + 200 tokens
    second = await one.enter(CHARGE)
    third = asyncio.create_task(one.enter(CHARGE))
    await asyncio.sleep(0)
    assert not third.done()
    await one.leave(first, GOOD)
    await one.leave(second, GOOD)
    number = await asyncio.wait_for(third, 5)
    await one.leave(number, GOOD)
    with pytest.raises(StoppedError):
        await one.enter(CHARGE)
    assert isinstance(one.closed, BudgetSpentError)
    assert one.budget.spent_tokens == 450


def test_a_budget_in_dollars_counts_prompts_and_answers_at_their_prices() -> None:
    budget = Budget(Price(1.0, 10.0, "given"), usd=0.01)
    reserved = budget.reserve(1_000, 500)
    assert reserved is not None
    assert reserved.usd == pytest.approx(0.006)
    assert budget.reserve(1_000, 500) is None
    budget.settle(reserved, 800, 100)
    assert budget.spent_usd == pytest.approx(0.0018)
    assert budget.reserve(1_000, 500) is not None


def test_a_budget_in_dollars_without_a_price_is_refused() -> None:
    with pytest.raises(UsageError, match="--price-in"):
        Budget(None, usd=1.0)
