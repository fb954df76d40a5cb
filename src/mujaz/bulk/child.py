"""A worker process: its end of `mujaz.bulk.processes`."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import signal
import socket
import sys
from typing import Any

from mujaz.bulk import garbage, wire
from mujaz.bulk.errors import StoppedError
from mujaz.bulk.gate import Answered, Charge, Verdict, is_over
from mujaz.bulk.worker import Setup, Worker

__all__ = ["main"]


class _Child:
    """This process, as a door for its worker: the gate is the parent's."""

    def __init__(self) -> None:
        self.gone = asyncio.Event()
        self._wire: wire.Wire
        self._worker: Worker
        self._numbers = itertools.count()
        self._turns: dict[int, asyncio.Future[int]] = {}
        self._verdicts: dict[int, asyncio.Future[Verdict]] = {}
        self._jobs: set[asyncio.Task[None]] = set()

    async def connect(self, connection: socket.socket) -> None:
        self._wire = await wire.Wire.over(connection, self._heed, self.gone.set)

    async def enter(self, charge: Charge) -> int:
        number = next(self._numbers)
        turn: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._turns[number] = turn
        self._wire.send(wire.Enter(number, charge))
        return await turn

    async def leave(self, number: int, answered: Answered) -> Verdict:
        if is_over(answered):
            self._wire.send(wire.Leave(None, number, answered))
            return "keep"
        mine = next(self._numbers)
        verdict: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        self._verdicts[mine] = verdict
        self._wire.send(wire.Leave(mine, number, answered))
        return await verdict

    def _heed(self, message: Any) -> None:
        if isinstance(message, wire.Job):
            task = asyncio.create_task(self._work(message))
            self._jobs.add(task)
            task.add_done_callback(self._jobs.discard)
        elif isinstance(message, wire.Entered):
            self._turns.pop(message.number).set_result(message.pass_)
        elif isinstance(message, wire.Refused):
            self._turns.pop(message.number).set_exception(StoppedError(message.why))
        elif isinstance(message, wire.Left):
            self._verdicts.pop(message.number).set_result(message.verdict)
        elif isinstance(message, Setup):
            self._worker = Worker(message, self)

    async def _work(self, job: wire.Job) -> None:
        self._wire.send(wire.JobEnded(job.number, await self._worker.work(job.article)))


async def _serve(connection: socket.socket) -> None:
    child = _Child()
    await child.connect(connection)
    await child.gone.wait()


def _numbered(sockets: list[int]) -> int:
    """Become one process for each of these sockets, and return the one that is ours. What has been imported by now is
    in memory once for all of them."""
    import instructor  # noqa: F401
    import openai.resources.chat.completions  # noqa: F401

    garbage.leave_alone_what_is_there()
    mine = next((number for number in sockets[1:] if os.fork() == 0), sockets[0])
    for number in sockets:  # the parent hears of the death of a process when nobody holds its socket any more
        if number != mine:
            os.close(number)
    return mine


def main() -> None:
    """Serve the parent at the sockets whose numbers are the arguments, each in a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    mine = _numbered([int(number) for number in sys.argv[1:]])
    asyncio.run(_serve(socket.socket(fileno=mine)))
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()  # our children end by themselves, as we do
    os._exit(0)  # nothing to put away: the parent keeps everything
