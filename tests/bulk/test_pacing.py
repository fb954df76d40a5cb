"""The pacer and the allowances, on a simulated clock."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.bulk.allowance import Announced, Own, announced, retry_after, seconds
from mujaz.bulk.pacing import Pacer, Ticket


@dataclass
class Simulated:
    """An endpoint with a latency and limits a minute, driven by a pacer as fast as that allows."""

    pacer: Pacer
    latency: float = 0.5
    rpm: float | None = None
    tpm: float | None = None
    tells: bool = False
    used: float = 1_000.0
    now: float = 0.0
    sent: list[tuple[float, float]] = field(default_factory=list)
    refused: int = 0
    most_at_once: int = 0
    _levels: dict[str, float] = field(default_factory=dict)
    _under_way: deque[tuple[float, Ticket, bool, dict[str, str], float]] = field(default_factory=deque)

    def run(self, until: float, estimate: float) -> None:
        self._levels = {"requests": self.rpm or 0.0, "tokens": self.tpm or 0.0}
        while self.now < until:
            wait = self.pacer.wait(estimate, self.now)
            if wait == 0:
                self._send(estimate)
                continue
            first = self._under_way[0][0] if self._under_way else None
            times = [t for t in (first, None if wait is None else self.now + wait) if t is not None]
            assert times, "nothing under way, and nothing may go: stuck"
            self._move(max(self.now, min(times)))

    def _send(self, estimate: float) -> None:
        ticket = self.pacer.send(estimate, self.now)
        cost = {"requests": 1.0, "tokens": self.used}
        limits = {"requests": self.rpm, "tokens": self.tpm}
        short = [n for n, limit in limits.items() if limit and self._levels[n] < cost[n]]
        if short:
            self.refused += 1
            wait = max((cost[n] - self._levels[n]) * 60 / (limits[n] or 1) for n in short)
            self._under_way.append((self.now + 0.01, ticket, True, self._headers(), wait))
        else:
            for name in cost:
                self._levels[name] -= cost[name]
            self.sent.append((self.now, self.used))
            self._under_way.append((self.now + self.latency, ticket, False, self._headers(), 0.0))
        self._under_way = deque(sorted(self._under_way, key=lambda one: one[0]))
        self.most_at_once = max(self.most_at_once, self.pacer.in_flight)

    def _move(self, to: float) -> None:
        for name, limit in (("requests", self.rpm), ("tokens", self.tpm)):
            if limit:
                self._levels[name] = min(limit, self._levels[name] + (to - self.now) * limit / 60)
        self.now = to
        while self._under_way and self._under_way[0][0] <= to:
            _, ticket, limited, headers, wait = self._under_way.popleft()
            if limited:
                self.pacer.refused(ticket, wait, headers, to)
            else:
                self.pacer.answered(ticket, self.used, headers, to)

    def _headers(self) -> dict[str, str]:
        if not self.tells:
            return {}
        told = {}
        for name, limit in (("requests", self.rpm), ("tokens", self.tpm)):
            if limit:
                left = max(0.0, self._levels[name])
                told[f"x-ratelimit-limit-{name}"] = f"{limit}"
                told[f"x-ratelimit-remaining-{name}"] = f"{left}"
                told[f"x-ratelimit-reset-{name}"] = f"{(limit - left) * 60 / limit}s"
        return told

    def in_any_minute(self, what: int) -> float:
        """The most requests (0) or tokens (1) in any 60 seconds."""
        most = total = 0.0
        window: deque[tuple[float, float]] = deque()
        for at, tokens in self.sent:
            window.append((at, 1.0 if what == 0 else tokens))
            total += window[-1][1]
            while window[0][0] < at - 60 + 1e-6:
                total -= window.popleft()[1]
            most = max(most, total)
        return most


@given(
    rpm=st.integers(5, 2_000), tpm=st.integers(20_000, 500_000), used=st.integers(50, 4_000),
    latency=st.floats(0.01, 20), maximum=st.integers(1, 64),
)  # fmt: skip
def test_no_sixty_seconds_hold_more_than_the_own_limits_and_no_moment_more_than_the_concurrency(
    rpm: int, tpm: int, used: int, latency: float, maximum: int
) -> None:
    simulated = Simulated(Pacer(0.0, maximum=maximum, rpm=rpm, tpm=tpm), latency=latency, used=float(used))
    simulated.run(until=150, estimate=float(used))
    assert simulated.in_any_minute(0) <= rpm + 1e-6
    assert simulated.in_any_minute(1) <= tpm + 1e-6
    assert simulated.most_at_once <= maximum
    assert simulated.sent


@pytest.mark.parametrize(("rpm", "tpm", "used"), [(600, None, 1_000), (600, 300_000, 4_200), (6_000, 2_000_000, 900)])
def test_own_limits_are_used_to_at_least_95_percent(rpm: int, tpm: int | None, used: int) -> None:
    simulated = Simulated(Pacer(0.0, rpm=rpm, tpm=tpm), rpm=rpm, tpm=tpm, used=float(used))
    simulated.run(until=300, estimate=used * 0.8)
    minutes = simulated.now / 60
    share = max(len(simulated.sent) / rpm, sum(t for _, t in simulated.sent) / tpm if tpm else 0) / minutes
    assert share >= 0.95
    assert simulated.refused == 0


@pytest.mark.parametrize(("rpm", "tpm", "used"), [(600, None, 1_000), (600, 300_000, 4_200), (60, 40_000, 3_000)])
def test_announced_limits_are_used_and_hardly_ever_exceeded(rpm: int, tpm: int | None, used: int) -> None:
    simulated = Simulated(Pacer(0.0), rpm=rpm, tpm=tpm, used=float(used), tells=True)
    simulated.run(until=300, estimate=used * 0.7)
    allowed = simulated.now / 60 + 1  # the bucket is full when it begins
    share = max(len(simulated.sent) / rpm, sum(t for _, t in simulated.sent) / tpm if tpm else 0) / allowed
    assert share >= 0.95
    assert simulated.refused <= 0.02 * (len(simulated.sent) + simulated.refused)


def test_concurrency_grows_to_the_maximum_within_a_few_answers_when_nothing_limits() -> None:
    simulated = Simulated(Pacer(0.0, maximum=32), latency=1.0)
    simulated.run(until=3.5, estimate=10)
    assert simulated.pacer.concurrency == 32


def test_concurrency_does_not_grow_while_a_limit_a_minute_holds_requests_back() -> None:
    simulated = Simulated(Pacer(0.0, start=8, maximum=64, rpm=60), latency=0.1)
    simulated.run(until=120, estimate=10)
    assert simulated.pacer.concurrency <= 9


def test_a_429_cuts_concurrency_once_for_all_requests_that_were_under_way_together() -> None:
    pacer = Pacer(0.0, start=10)
    tickets = [pacer.send(1, 0.0) for _ in range(10)]
    for ticket in tickets:
        pacer.refused(ticket, 0.0, {}, 1.0)
    assert pacer.concurrency == 8
    pacer.refused(pacer.send(1, 2.0), 0.0, {}, 2.1)
    assert pacer.concurrency == 6


def test_new_requests_rest_for_as_long_as_the_endpoint_asks() -> None:
    pacer = Pacer(0.0)
    pacer.refused(pacer.send(1, 0.0), 7.5, {}, 1.0)
    assert pacer.wait(1, 1.0) == pytest.approx(7.5)
    assert pacer.wait(1, 8.5) == 0


def test_the_pacer_learns_by_which_factor_estimates_of_tokens_are_off() -> None:
    pacer = Pacer(0.0, start=1, maximum=1, tpm=60_000)
    for second in range(200):
        pacer.answered(pacer.send(100, float(second)), 300, {}, float(second))
    assert pacer.send(100, 300.0).tokens == pytest.approx(300, rel=0.05)


def test_a_charge_larger_than_the_limit_waits_for_a_full_bucket_and_goes() -> None:
    own = Own(1_000, 1, 0.0)
    assert own.wait(5_000, 0.0) < 60.0
    assert own.wait(5_000, 60.0) == 0.0


def test_an_answer_to_an_older_request_does_not_undo_what_a_newer_one_told() -> None:
    told = Announced()
    first, second = told.mark(1, 0.0), told.mark(1, 5.0)
    told.heed(100, 0, 60, second, 5.0)
    told.heed(100, 90, 6, first, 0.0)
    assert told.wait(1, 5.1) > 0


@pytest.mark.parametrize(
    ("said", "meant"),
    [("6m0s", 360.0), ("17ms", 0.017), ("1h2m3.5s", 3723.5), ("12", 12.0), ("0s", 0.0), ("soon", None), ("", None)],
)
def test_durations_of_rate_limit_headers(said: str, meant: float | None) -> None:
    assert seconds(said) == meant


def test_headers_that_do_not_tell_everything_tell_nothing() -> None:
    assert announced({"x-ratelimit-limit-requests": "60"}, "requests") is None
    full = {"x-ratelimit-limit-tokens": "100", "x-ratelimit-remaining-tokens": "40"}
    assert announced(full, "tokens") == (100.0, 40.0, None)


@pytest.mark.parametrize(
    ("headers", "meant"),
    [
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:01:40 GMT"}, 40.0),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "later"}, None),
        ({}, None),
    ],
)
def test_retry_after_in_all_its_forms(headers: dict[str, str], meant: float | None) -> None:
    assert retry_after(headers, today=60.0) == meant
