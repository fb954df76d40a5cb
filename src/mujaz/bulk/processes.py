"""Workers in processes of their own, which share the gate of the run.

A worker process has an event loop, a client and connections of its own. For every request it asks the parent's gate,
so limits and budget hold for all of them together. The parent alone reads the input and writes the ledger. A process
that dies takes its articles with it: they are queued again, and another process takes its place.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import socket
import sys
from collections.abc import Callable
from typing import Any

from mujaz.articles.article import Article
from mujaz.bulk import wire
from mujaz.bulk.entries import Spent
from mujaz.bulk.errors import StoppedError
from mujaz.bulk.gate import Answered, Gate
from mujaz.bulk.worker import Result, Setup

__all__ = ["Processes", "processes_for"]

_WORTH_IT = 500
"""Articles from which on the start of a process, two seconds of processor, is worth it."""
_MOST = 4
"""Processes that are started without being asked for: at 64 requests a time more would hardly have work."""

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
        self._choosing = asyncio.Lock()
        self._closing = False

    @classmethod
    async def start(cls, setup: Setup, gate: Gate, count: int, tell: Callable[[str], None]) -> Processes:
        """Start `count` processes."""
        crew = cls(setup, gate, tell)
        for _ in range(count):
            crew._members.append(await _Member.start(setup, gate))
        return crew

    async def work(self, article: Article) -> Result:
        async with self._choosing:  # or several articles would each start a process in place of one that died
            index = min(range(len(self._members)), key=lambda i: self._members[i].busy)
            if self._members[index].dead and not self._closing:
                self._tell("a worker process died; another takes its place")
                self._members[index] = await _Member.start(self._setup, self._gate)
        return await self._members[index].work(article)

    async def close(self) -> None:
        self._closing = True
        await asyncio.gather(*(member.close() for member in self._members))


class _Member:
    """One worker process, seen from the parent."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        gate: Gate,
    ) -> None:
        self._process, self._reader, self._writer, self._gate = process, reader, writer, gate
        self._numbers = itertools.count()
        self._jobs: dict[int, asyncio.Future[Result]] = {}
        self._passes: set[int] = set()
        self._asking: set[asyncio.Task[None]] = set()
        self.dead = False
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def start(cls, setup: Setup, gate: Gate) -> _Member:
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-c",
                _BEGIN,
                str(theirs.fileno()),
                pass_fds=[theirs.fileno()],
                stdin=asyncio.subprocess.DEVNULL,
                start_new_session=True,
            )  # fmt: skip - a session of its own: an interruption of the terminal reaches the parent alone
        reader, writer = await asyncio.open_connection(sock=ours)
        wire.send(writer, setup)
        return cls(process, reader, writer, gate)

    @property
    def busy(self) -> int:
        return len(self._jobs)

    async def work(self, article: Article) -> Result:
        if self.dead:
            return Result(Spent(), crashed=True)
        number = next(self._numbers)
        result: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._jobs[number] = result
        wire.send(self._writer, wire.Job(number, article))
        try:
            return await result
        except ConnectionError:
            return Result(Spent(), crashed=True)
        finally:
            self._jobs.pop(number, None)

    async def close(self) -> None:
        self._writer.close()  # its end of the input ends the process
        with contextlib.suppress(ConnectionError):
            await self._writer.wait_closed()
        try:
            await asyncio.wait_for(self._process.wait(), 5)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        await self._listening

    async def _listen(self) -> None:
        while (message := await wire.receive(self._reader)) is not None:
            await self._heed(message)
        self.dead = True
        for task in self._asking:
            task.cancel()
        for pass_ in list(self._passes):
            self._passes.discard(pass_)
            await self._gate.leave(pass_, Answered(final=True))
        for result in self._jobs.values():
            if not result.done():
                result.set_exception(ConnectionError("the worker process died"))

    async def _heed(self, message: Any) -> None:
        if isinstance(message, wire.Enter):
            task = asyncio.create_task(self._enter(message))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)
        elif isinstance(message, wire.Leave):
            self._passes.discard(message.pass_)
            verdict = await self._gate.leave(message.pass_, message.answered)
            wire.send(self._writer, wire.Left(message.number, verdict))
        elif isinstance(message, wire.JobEnded):
            result = self._jobs.get(message.number)
            if result is not None and not result.done():
                result.set_result(message.result)

    async def _enter(self, message: wire.Enter) -> None:
        try:
            pass_ = await self._gate.enter(message.charge)
        except StoppedError as error:
            wire.send(self._writer, wire.Refused(message.number, str(error)))
            return
        self._passes.add(pass_)
        wire.send(self._writer, wire.Entered(message.number, pass_))
