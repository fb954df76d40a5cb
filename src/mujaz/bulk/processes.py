"""Workers in processes of their own, which share the gate of the run.

A worker process has an event loop, a client and connections of its own. For every request it asks the parent's gate,
so limits and budget hold for all of them together. The parent alone reads the input and writes the ledger. A process
that dies takes its articles with it: they are queued again, and another process takes its place.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import itertools
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

from mujaz.articles.article import Article
from mujaz.bulk import wire
from mujaz.bulk.entries import Spent
from mujaz.bulk.gate import Answered, Gate
from mujaz.bulk.worker import Result, Setup

__all__ = ["Processes", "processes_for"]

_WORTH_IT = 500
"""Articles from which on the start of a process, two seconds of processor, is worth it."""
_MOST = 4
"""Processes that are started without being asked for: at 64 requests a time more would hardly have work."""

_AT_THE_END = 5.0
"""Seconds for worker processes to end."""

_BEGIN = "from mujaz.bulk.child import main; main()"


def processes_for(articles: int) -> int:
    """How many worker processes a run of so many articles has, unless told: one for each processor that we may use,
    at most four; 1 for a small run, which then works in this process."""
    if articles < _WORTH_IT:
        return 1
    ours = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(_MOST, ours)


class Processes:
    """A crew of worker processes."""

    def __init__(self, setup: Setup, gate: Gate, tell: Callable[[str], None]) -> None:
        self._setup, self._gate, self._tell = setup, gate, tell
        self._members: list[_Member] = []
        self._groups: list[asyncio.subprocess.Process] = []
        self._choosing = asyncio.Lock()
        self._closing = False

    @classmethod
    async def start(cls, setup: Setup, gate: Gate, count: int, tell: Callable[[str], None]) -> Processes:
        """Start `count` processes."""
        crew = cls(setup, gate, tell)
        together = count if sys.platform == "linux" else 1  # elsewhere a fork does not survive what libraries begin
        while len(crew._members) < count:
            crew._members += await crew._group(together)
        return crew

    async def _group(self, count: int) -> list[_Member]:
        """Start a process that becomes `count` workers, when all that they need is imported."""
        pairs = [socket.socketpair() for _ in range(count)]
        theirs = [pair[1].fileno() for pair in pairs]
        with contextlib.ExitStack() as stack:
            for pair in pairs:
                stack.enter_context(pair[1])
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-c",
                _BEGIN,
                *map(str, theirs),
                pass_fds=theirs,
                stdin=asyncio.subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip - a session of its own: an interruption of the terminal reaches the parent alone
        self._groups.append(process)
        return [await _Member.over(pair[0], self._setup, self._gate) for pair in pairs]

    async def work(self, article: Article) -> Result:
        async with self._choosing:  # or several articles would each start a process in place of one that died
            index = min(range(len(self._members)), key=lambda i: self._members[i].busy)
            if self._members[index].dead and not self._closing:
                self._tell("a worker process died; another takes its place")
                (self._members[index],) = await self._group(1)
        return await self._members[index].work(article)

    async def close(self) -> None:
        self._closing = True
        await asyncio.gather(*(member.close() for member in self._members))
        await asyncio.gather(*map(_ended, self._groups))


async def _ended(group: asyncio.subprocess.Process) -> None:
    """Wait for the end of a group of workers, whose input has ended; not for long."""
    try:
        await asyncio.wait_for(group.wait(), _AT_THE_END)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group.pid, signal.SIGKILL)
        await group.wait()


class _Member:
    """One worker process, seen from the parent."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._wire: wire.Wire
        self._numbers = itertools.count()
        self._jobs: dict[int, asyncio.Future[Result]] = {}
        self._passes: set[int] = set()
        self._asking: set[asyncio.Future[int]] = set()
        self._gone = asyncio.Event()

    @classmethod
    async def over(cls, connection: socket.socket, setup: Setup, gate: Gate) -> _Member:
        member = cls(gate)
        member._wire = await wire.Wire.over(connection, member._heed, member._lost)
        member._wire.send(setup)
        return member

    @property
    def busy(self) -> int:
        return len(self._jobs)

    @property
    def dead(self) -> bool:
        return self._gone.is_set()

    async def work(self, article: Article) -> Result:
        if self.dead:
            return Result(Spent(), crashed=True)
        number = next(self._numbers)
        result: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._jobs[number] = result
        self._wire.send(wire.Job(number, article))
        try:
            return await result
        finally:
            self._jobs.pop(number, None)

    async def close(self) -> None:
        self._wire.close()  # its end of the input ends the process
        await self._gone.wait()

    def _lost(self) -> None:
        """The process has ended, whoever ended it."""
        self._gone.set()
        for turn in self._asking:
            turn.cancel()
        for pass_ in self._passes:
            self._gate.ended(pass_, Answered(final=True))
        self._passes.clear()
        for result in self._jobs.values():
            if not result.done():
                result.set_result(Result(Spent(), crashed=True))

    def _heed(self, message: Any) -> None:
        if isinstance(message, wire.Enter):
            turn = self._gate.ask(message.charge)
            self._asking.add(turn)
            turn.add_done_callback(functools.partial(self._answer, message.number))
        elif isinstance(message, wire.Leave):
            self._passes.discard(message.pass_)
            verdict = self._gate.ended(message.pass_, message.answered)
            if message.number is not None:
                self._wire.send(wire.Left(message.number, verdict))
        elif isinstance(message, wire.JobEnded):
            result = self._jobs.get(message.number)
            if result is not None and not result.done():
                result.set_result(message.result)

    def _answer(self, number: int, turn: asyncio.Future[int]) -> None:
        """Tell the worker that its request may go, or that none goes any more."""
        self._asking.discard(turn)
        if turn.cancelled():
            return
        error = turn.exception()
        if error is not None:
            self._wire.send(wire.Refused(number, str(error)))
        elif self.dead:
            self._gate.ended(turn.result(), Answered(final=True, sent=False))
        else:
            self._passes.add(turn.result())
            self._wire.send(wire.Entered(number, turn.result()))
