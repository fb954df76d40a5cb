"""Limits that only the endpoint's headers tell, on a simulated clock: used nearly whole, and hardly ever exceeded.

Requests reach the simulated endpoint late and in another order, answers are heard late (a busy machine), estimates of
tokens are off. Each scenario follows from its number.
"""

from __future__ import annotations

import heapq
import random
from dataclasses import dataclass, field

import pytest

from mujaz.bulk.allowance import Announced
from mujaz.bulk.pacing import Pacer, Ticket


@dataclass
class Bucket:
    """`limit` a minute, refilled without pause, full at first."""

    limit: float
    level: float

    def headers(self, name: str) -> dict[str, str]:
        return {
            f"x-ratelimit-limit-{name}": f"{self.limit:.0f}",
            f"x-ratelimit-remaining-{name}": f"{self.level:.0f}",
            f"x-ratelimit-reset-{name}": f"{(self.limit - self.level) * 60 / self.limit:.3f}s",
        }


@dataclass(order=True)
class Event:
    """Something that happens to a request: it arrives, or its answer is heard."""

    at: float
    number: int
    ticket: Ticket = field(compare=False)
    used: float = field(compare=False)
    answer: tuple[float | None, dict[str, str]] | None = field(default=None, compare=False)


class Scenario:
    """An endpoint with limits, reached over a jittery way by a pacer that knows nothing of them."""

    def __init__(self, number: int) -> None:
        self.chance = chance = random.Random(number)
        rpm = chance.choice([300, 600, 3_000])
        tpm = chance.choice([150_000, 300_000, 2_000_000])
        self.buckets = {"requests": Bucket(rpm, rpm), "tokens": Bucket(tpm, tpm)}
        self.used = min(chance.uniform(600, 6_000), tpm / 50)
        self.latency = chance.choice([0.2, 0.5, 1.0, 3.0])
        self.jitter = chance.choice([0.0, 0.3, 0.8])
        self.bias = chance.uniform(0.7, 1.3)
        self.noise = chance.choice([0.0, 0.1, 0.3])
        self.stall = chance.choice([0.0, 0.05, 0.3, 1.0])
        self.pacer = Pacer(0.0, maximum=64)
        self.events: list[Event] = []
        self.moved = self.tokens = 0.0
        self.taken = self.refused = self.sent = 0

    def run(self, seconds: float) -> None:
        now = 0.0
        used, estimate = self._article()
        while now < seconds:
            wait = self.pacer.wait(estimate, now)
            if wait == 0:
                ticket = self.pacer.send(estimate, now)
                self.sent += 1
                late = now + 0.002 + self.chance.uniform(0, 0.3 * self.stall)
                heapq.heappush(self.events, Event(late, self.sent, ticket, used))
                used, estimate = self._article()
                continue
            times = [self.events[0].at] if self.events else []
            times += [now + wait] if wait is not None else []
            assert times, "nothing under way, and nothing may go: stuck"
            now = max(now, min(times))
            while self.events and self.events[0].at <= now:
                event = heapq.heappop(self.events)
                if event.answer is None:
                    self._arrives(event)
                else:
                    self._heard(event, event.answer, now)

    def _article(self) -> tuple[float, float]:
        """The tokens that a request will use, and what they are estimated to be."""
        used = self.used * self.chance.uniform(0.7, 1.3)
        return used, used / self.bias * self.chance.uniform(1 - self.noise, 1 + self.noise)

    def _arrives(self, event: Event) -> None:
        for bucket in self.buckets.values():
            bucket.level = min(bucket.limit, bucket.level + (event.at - self.moved) * bucket.limit / 60)
        self.moved = event.at
        charges = {"requests": 1.0, "tokens": event.used}
        short = [name for name, bucket in self.buckets.items() if bucket.level < charges[name]]
        waits = [(charges[name] - self.buckets[name].level) * 60 / self.buckets[name].limit for name in short]
        after = event.at + self.chance.uniform(0, self.stall)
        if short:
            self.refused += 1
            after += 0.005
        else:
            self.taken += 1
            self.tokens += event.used
            for name, bucket in self.buckets.items():
                bucket.level -= charges[name]
            after += self.latency * max(0.05, self.chance.gauss(1.0, self.jitter))
        told = {key: value for name, bucket in self.buckets.items() for key, value in bucket.headers(name).items()}
        event.at, event.answer = after, (max(waits, default=None), told)
        heapq.heappush(self.events, event)

    def _heard(self, event: Event, answer: tuple[float | None, dict[str, str]], now: float) -> None:
        retry_after, headers = answer
        if retry_after is None:
            self.pacer.answered(event.ticket, event.used, headers, now)
        else:
            self.pacer.refused(event.ticket, retry_after, headers, now)

    def share(self, seconds: float) -> float:
        """Of the tighter allowance, what was used; the buckets were full at first."""
        minutes = seconds / 60 + 1
        limits = {name: bucket.limit * minutes for name, bucket in self.buckets.items()}
        return max(self.taken / limits["requests"], self.tokens / limits["tokens"])

    def possible(self, seconds: float) -> bool:
        """Whether 64 requests at a time can use the allowance."""
        each = self.latency + 0.65 * self.stall
        limits = [self.buckets["requests"].limit, self.buckets["tokens"].limit / self.used]
        return 64 / each * seconds > 1.1 * min(limits) * (seconds / 60 + 1)


@pytest.mark.parametrize("number", range(40))
def test_announced_limits_are_used_whole_and_hardly_exceeded_however_late_and_unordered_everything_is(
    number: int,
) -> None:
    scenario = Scenario(number)
    scenario.run(180)
    assert scenario.refused <= max(1, 0.02 * scenario.sent), vars(scenario)
    if scenario.possible(180):
        assert scenario.share(180) >= 0.94, vars(scenario)


def test_of_requests_sent_together_the_lowest_answer_holds_and_what_has_no_answer_yet_is_not_in_it() -> None:
    told = Announced()
    marks = [told.mark(10, 0.0) for _ in range(4)]
    told.heed(100, 90, 6.0, marks[2], 0.0)  # it arrived first of the four
    assert told.wait(65, 0.0) > 0
    told.heed(100, 60, 24.0, marks[1], 0.0)  # and this one last
    told.heed(100, 80, 12.0, marks[0], 0.0)
    told.heed(100, 70, 18.0, marks[3], 0.0)
    assert told.wait(40, 0.0) > 0
    assert told.wait(25, 0.0) == 0


def test_what_was_sent_long_before_an_answered_request_is_in_its_answer() -> None:
    told = Announced()
    told.mark(50, 0.0)  # never answered
    told.heed(100, 40, 36.0, told.mark(10, 10.0), 10.0)
    assert told.wait(15, 10.0) == 0


def test_a_request_that_ended_without_an_answer_counts_until_the_endpoint_tells_more() -> None:
    told = Announced()
    told.heed(100, 80, 12.0, told.mark(10, 0.0), 0.0)
    told.ended(told.mark(60, 0.0))
    assert told.wait(15, 0.0) > 0
    told.heed(100, 75, 15.0, told.mark(5, 5.0), 5.0)
    assert told.wait(15, 5.0) == 0


def test_what_the_endpoint_counts_beyond_our_reckoning_is_kept_back_for_a_while() -> None:
    told = Announced()
    told.heed(1_000, 900, 6.0, told.mark(10, 0.0), 0.0)
    told.heed(1_000, 700, 18.0, told.mark(10, 2.0), 2.0)  # somebody else uses the key
    told.heed(1_000, 990, 0.6, told.mark(10, 3.0), 3.0)
    assert told.wait(600, 3.0) > 0
    told.heed(1_000, 990, 0.6, told.mark(10, 200.0), 200.0)
    assert told.wait(600, 200.0) == 0
