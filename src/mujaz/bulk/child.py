"""A worker process: its end of `mujaz.bulk.processes`."""

from __future__ import annotations

import asyncio
import gc
import itertools
import os
import signal
import socket
import sys

from mujaz.bulk import wire
from mujaz.bulk.errors import StoppedError
from mujaz.bulk.gate import Answered, Charge, Verdict
from mujaz.bulk.worker import Worker

__all__ = ["main"]


class _Door:
    """The parent's gate, as this process sees it."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._numbers = itertools.count()
        self.turns: dict[int, asyncio.Future[int]] = {}
        self.verdicts: dict[int, asyncio.Future[Verdict]] = {}

    async def enter(self, charge: Charge) -> int:
        number = next(self._numbers)
        turn: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.turns[number] = turn
        wire.send(self._writer, wire.Enter(number, charge))
        return await turn

    async def leave(self, number: int, answered: Answered) -> Verdict:
        mine = next(self._numbers)
        verdict: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        self.verdicts[mine] = verdict
        wire.send(self._writer, wire.Leave(mine, number, answered))
        return await verdict


async def _serve(connection: socket.socket) -> None:
    reader, writer = await asyncio.open_connection(sock=connection)
    setup = await wire.receive(reader)
    if setup is None:
        return
    door = _Door(writer)
    worker = Worker(setup, door)
    gc.freeze()  # what is there now stays: collections need not walk through it
    jobs: set[asyncio.Task[None]] = set()

    async def work(job: wire.Job) -> None:
        wire.send(writer, wire.JobEnded(job.number, await worker.work(job.article)))

    while (message := await wire.receive(reader)) is not None:  # None: the parent is done with us, or gone
        if isinstance(message, wire.Job):
            task = asyncio.create_task(work(message))
            jobs.add(task)
            task.add_done_callback(jobs.discard)
        elif isinstance(message, wire.Entered):
            door.turns.pop(message.number).set_result(message.pass_)
        elif isinstance(message, wire.Refused):
            door.turns.pop(message.number).set_exception(StoppedError(message.why))
        elif isinstance(message, wire.Left):
            door.verdicts.pop(message.number).set_result(message.verdict)
    os._exit(0)  # nothing to put away: the parent keeps everything


def main() -> None:
    """Serve the parent at the socket whose number is the first argument."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asyncio.run(_serve(socket.socket(fileno=int(sys.argv[1]))))
