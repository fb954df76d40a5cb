"""The wire between a run and its workers, the results of the ledger's thread, and Python's garbage collection."""

from __future__ import annotations

import asyncio
import gc
import pickle
import socket
import sqlite3
import struct
from typing import Any

import pytest

from mujaz.bulk.garbage import rarely_collected
from mujaz.bulk.gate import Answered, is_over
from mujaz.bulk.wire import Entered, Left, Refused, Wire
from mujaz.bulk.writer import Landing, Writer

pytestmark = pytest.mark.anyio


class Ends:
    """Both ends of a wire, and what the second one heard."""

    def __init__(self) -> None:
        self.heard: list[Any] = []
        self.gone = asyncio.Event()
        self.changed = asyncio.Event()
        self.first: Wire

    async def __aenter__(self) -> Ends:
        one, other = socket.socketpair()
        self.first = await Wire.over(one, self._hear, lambda: None)
        self.second = await Wire.over(other, self._hear, self.gone.set)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.first.close()
        self.second.close()
        await asyncio.sleep(0)

    def _hear(self, message: Any) -> None:
        self.heard.append(message)
        self.changed.set()

    async def until(self, count: int) -> list[Any]:
        while len(self.heard) < count:
            self.changed.clear()
            await asyncio.wait_for(self.changed.wait(), 10)
        return self.heard


async def test_messages_arrive_in_order_however_large_and_those_of_one_turn_together() -> None:
    async with Ends() as ends:
        sent: list[Any] = [Entered(1, 2), Refused(3, "م" * 3_000_000), Left(4, "again")]
        for message in sent:
            ends.first.send(message)
        assert await ends.until(3) == sent
        ends.first.send(Entered(5, 6))
        assert (await ends.until(4))[3] == Entered(5, 6)


async def test_a_message_that_arrives_in_pieces_is_heard_once_and_whole() -> None:
    async with Ends() as ends:
        data = pickle.dumps([Entered(1, 2), Entered(3, 4)])
        frame = struct.pack("<I", len(data)) + data
        for byte in frame + frame[:7]:
            ends.second.data_received(bytes([byte]))
        assert ends.heard == [Entered(1, 2), Entered(3, 4)]


async def test_what_waits_is_sent_before_an_end_is_closed_and_the_other_end_hears_of_it() -> None:
    async with Ends() as ends:
        ends.first.send(Entered(1, 2))
        ends.first.close()
        await asyncio.wait_for(ends.gone.wait(), 10)
        assert ends.heard == [Entered(1, 2)]
        ends.first.send(Entered(3, 4))  # nobody is there: nothing happens
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("answered", "over"),
    [
        (Answered(status=200), True),
        (Answered(status=400), True),
        (Answered(status=429), False),
        (Answered(status=429, final=True), True),
        (Answered(status=408), False),
        (Answered(status=503), False),
        (Answered(failure="refused"), False),
        (Answered(failure="no answer in time", final=True), True),
    ],
)
def test_a_worker_need_not_wait_for_the_verdict_on_what_is_over(answered: Answered, over: bool) -> None:
    assert is_over(answered) is over


async def test_results_land_in_the_loop_in_their_order_and_failures_where_they_belong() -> None:
    writer = Writer(lambda: sqlite3.connect(":memory:", isolation_level=None))
    landing = Landing()

    def fails(_: sqlite3.Connection) -> int:
        raise KeyError("this one alone")

    order: list[int] = []

    async def one(number: int) -> int:
        result = await landing.of(writer.submit(lambda _: number))
        order.append(number)
        return result

    try:
        results = await asyncio.gather(
            *(one(number) for number in range(40)), landing.of(writer.submit(fails)), return_exceptions=True
        )
    finally:
        writer.close()
    assert results[:40] == list(range(40))
    assert isinstance(results[40], KeyError)
    assert order == list(range(40))


async def test_who_stops_waiting_for_a_result_does_not_undo_the_work() -> None:
    writer = Writer(lambda: sqlite3.connect(":memory:", isolation_level=None))
    done: list[int] = []
    waiting = asyncio.create_task(Landing().of(writer.submit(lambda _: done.append(1))))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    writer.close()
    assert done == [1]


def test_garbage_is_collected_rarely_within_a_run_and_as_before_after_it() -> None:
    before = gc.get_threshold()
    with rarely_collected():
        assert gc.get_threshold()[0] > before[0]
        assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
