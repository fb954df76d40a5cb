"""Messages between a run and its worker processes: pickled values over a socket pair.

Both ends are this program and the socket has no name, so nobody else can write to it. What is sent in one turn of the
event loop travels together, as one pickle with its length in front, so that a message wakes nobody up on its own.
"""

from __future__ import annotations

import asyncio
import pickle
import socket
import struct
from collections.abc import Callable
from typing import Any, NamedTuple

from mujaz.articles.article import Article
from mujaz.bulk.gate import Answered, Charge, Verdict
from mujaz.bulk.worker import Result

__all__ = ["Enter", "Entered", "Job", "JobEnded", "Leave", "Left", "Refused", "Wire"]

_LENGTH = struct.Struct("<I")


class Job(NamedTuple):
    """To a worker: brief this article."""

    number: int
    article: Article


class JobEnded(NamedTuple):
    """From a worker: what became of it."""

    number: int
    result: Result


class Enter(NamedTuple):
    """From a worker: may a request go? `number` is the worker's own."""

    number: int
    charge: Charge


class Entered(NamedTuple):
    """To a worker: it may, as the gate's number `pass_`."""

    number: int
    pass_: int


class Refused(NamedTuple):
    """To a worker: no request goes any more."""

    number: int
    why: str


class Leave(NamedTuple):
    """From a worker: the request has ended. `number` is None when nobody waits for the verdict."""

    number: int | None
    pass_: int
    answered: Answered


class Left(NamedTuple):
    """To a worker: whether to send it again."""

    number: int
    verdict: Verdict


class Wire(asyncio.Protocol):
    """One end. `heed` hears every message of the other end, in order; `gone` hears once that there is no other end any
    more, or that this one was closed."""

    def __init__(self, heed: Callable[[Any], None], gone: Callable[[], None]) -> None:
        self._heed, self._gone = heed, gone
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._waiting: list[object] = []

    @classmethod
    async def over(cls, connection: socket.socket, heed: Callable[[Any], None], gone: Callable[[], None]) -> Wire:
        """The wire over one socket of a pair."""
        _, wire = await asyncio.get_running_loop().create_connection(lambda: cls(heed, gone), sock=connection)
        return wire

    def send(self, message: object) -> None:
        """Put a message on the wire; it goes at the end of this turn of the loop. Nothing happens when the other end is
        gone."""
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._flush)
        self._waiting.append(message)

    def close(self) -> None:
        """Send what is waiting, and close this end."""
        self._flush()
        if self._transport is not None:
            self._transport.close()

    def _flush(self) -> None:
        messages, self._waiting = self._waiting, []
        if messages and self._transport is not None and not self._transport.is_closing():
            data = pickle.dumps(messages, protocol=pickle.HIGHEST_PROTOCOL)
            self._transport.write(_LENGTH.pack(len(data)) + data)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        received = self._received
        received += data
        while len(received) >= _LENGTH.size:
            end = _LENGTH.size + _LENGTH.unpack_from(received)[0]
            if len(received) < end:
                return
            messages = pickle.loads(received[_LENGTH.size : end])
            del received[:end]
            for message in messages:
                self._heed(message)

    def connection_lost(self, error: Exception | None) -> None:
        self._gone()
