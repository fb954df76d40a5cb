"""Messages between a run and its worker processes: pickled values over a socket pair, each with its length in front.

Both ends are this program and the socket has no name, so nobody else can write to it.
"""

from __future__ import annotations

import asyncio
import pickle
import struct
from dataclasses import dataclass
from typing import Any

from mujaz.articles.article import Article
from mujaz.bulk.gate import Answered, Charge, Verdict
from mujaz.bulk.worker import Result

__all__ = ["Enter", "Entered", "Job", "JobEnded", "Leave", "Left", "Refused", "receive", "send"]

_LENGTH = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Job:
    """To a worker: brief this article."""

    number: int
    article: Article


@dataclass(frozen=True, slots=True)
class JobEnded:
    """From a worker: what became of it."""

    number: int
    result: Result


@dataclass(frozen=True, slots=True)
class Enter:
    """From a worker: may a request go? `number` is the worker's own."""

    number: int
    charge: Charge


@dataclass(frozen=True, slots=True)
class Entered:
    """To a worker: it may, as the gate's number `pass_`."""

    number: int
    pass_: int


@dataclass(frozen=True, slots=True)
class Refused:
    """To a worker: no request goes any more."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Leave:
    """From a worker: the request has ended."""

    number: int
    pass_: int
    answered: Answered


@dataclass(frozen=True, slots=True)
class Left:
    """To a worker: whether to send it again."""

    number: int
    verdict: Verdict


def send(writer: asyncio.StreamWriter, message: object) -> None:
    """Put a message on the wire; the loop sends it."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    writer.write(_LENGTH.pack(len(data)) + data)


async def receive(reader: asyncio.StreamReader) -> Any:
    """The next message; None when the other end is gone."""
    try:
        (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
        return pickle.loads(await reader.readexactly(length))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
