"""One thread that writes: what many tasks hand in is committed together.

A commit costs a flush to the disk, so work is gathered for a moment: at most `GATHER` seconds after the first piece, or
`MOST` pieces. Whoever handed a piece in learns of its result only after the commit, so that nothing is sent or
reported that a crash could undo.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from mujaz.bulk.errors import LedgerError

__all__ = ["GATHER", "MOST", "Landing", "Writer"]

GATHER = 0.05
MOST = 500

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], Any]


class Writer:
    """Runs pieces of work on one connection, in order, many to a transaction.

    `connect` is called in the thread that uses the connection. A piece that raises undoes itself alone; when the
    transaction as a whole cannot be committed (no space, no permission), every piece in it fails with LedgerError,
    and so does all that follows: a ledger that cannot be written is not written further.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection], *, gather: float = GATHER) -> None:
        self._connect = connect
        self._gather = gather
        self._pieces: queue.SimpleQueue[tuple[Work, Future[Any]] | None] = queue.SimpleQueue()
        self._broken: LedgerError | None = None
        self._closed = False
        self._closing = threading.Lock()
        self._thread = threading.Thread(target=self._work, name="mujaz-ledger", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[sqlite3.Connection], T]) -> Future[T]:
        """The result of `work`, there once it is committed. May be called from any thread."""
        result: Future[T] = Future()
        result.set_running_or_notify_cancel()  # whoever stops waiting does not undo the work
        with self._closing:
            if self._closed:
                result.set_exception(LedgerError("the ledger is closed"))
            else:
                self._pieces.put((work, result))
        return result

    def close(self) -> None:
        """Commit what was handed in and end; may be called twice."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._pieces.put(None)
        self._thread.join()

    def _work(self) -> None:
        connection: sqlite3.Connection | None = None
        ending = False
        try:
            while not ending:
                pieces, ending = self._gathered()
                if not pieces:
                    continue
                try:
                    connection = connection or self._connect()
                except (sqlite3.Error, OSError) as error:
                    self._broken = LedgerError(f"the ledger cannot be opened ({error})")
                self._commit(connection, pieces)
        finally:
            if connection is not None:
                connection.close()

    def _gathered(self) -> tuple[list[tuple[Work, Future[Any]]], bool]:
        first = self._pieces.get()
        if first is None:
            return [], True
        pieces = [first]
        until = time.monotonic() + self._gather
        while len(pieces) < MOST:
            try:
                piece = self._pieces.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                break
            if piece is None:
                return pieces, True
            pieces.append(piece)
        return pieces, False

    def _commit(self, connection: sqlite3.Connection | None, pieces: list[tuple[Work, Future[Any]]]) -> None:
        results: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            if connection is None or self._broken is not None:
                raise self._broken or LedgerError("the ledger is not open")
            connection.execute("BEGIN IMMEDIATE")
            for work, result in pieces:
                results.append((result, *_alone(connection, work)))
            connection.execute("COMMIT")
        except (sqlite3.Error, OSError, LedgerError) as error:
            self._broken = (
                error
                if isinstance(error, LedgerError)
                else LedgerError(f"the ledger cannot be written ({error}). What was committed before is intact.")
            )
            if connection is not None and connection.in_transaction:
                _roll_back(connection)
            for _, result in pieces:
                result.set_exception(self._broken)
            return
        for result, value, error_ in results:
            if error_ is not None:
                result.set_exception(error_)
            else:
                result.set_result(value)


class Landing:
    """Brings results out of the writer's thread into the event loop in which it is made: those of one commit together,
    for one wake-up of the loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._landed: list[tuple[asyncio.Future[Any], Future[Any]]] = []
        self._called = False
        self._lock = threading.Lock()

    async def of(self, result: Future[T]) -> T:
        """The result, as soon as it is there. Who stops waiting does not undo the work."""
        waiting: asyncio.Future[T] = self._loop.create_future()
        result.add_done_callback(lambda done: self._land(waiting, done))
        return await waiting

    def _land(self, waiting: asyncio.Future[Any], done: Future[Any]) -> None:
        with self._lock:
            self._landed.append((waiting, done))
            if self._called:
                return
            self._called = True
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        with self._lock:
            landed, self._landed = self._landed, []
            self._called = False
        for waiting, done in landed:
            if waiting.done():
                continue
            error = done.exception()
            if error is not None:
                waiting.set_exception(error)
            else:
                waiting.set_result(done.result())


def _alone(connection: sqlite3.Connection, work: Work) -> tuple[Any, BaseException | None]:
    connection.execute("SAVEPOINT piece")
    try:
        value = work(connection)
    except sqlite3.OperationalError:
        raise  # the disk, not this piece
    except Exception as error:  # noqa: BLE001 - handed to whoever waits for it
        connection.execute("ROLLBACK TO piece")
        connection.execute("RELEASE piece")
        return None, error
    connection.execute("RELEASE piece")
    return value, None


def _roll_back(connection: sqlite3.Connection) -> None:
    with contextlib.suppress(sqlite3.Error):
        connection.execute("ROLLBACK")
