"""From queued articles to the next part: a file of requests within the limits, and its rows in the ledger."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from mujaz.articles.article import Article
from mujaz.bulk.batch import tables
from mujaz.bulk.batch.lines import PartFile, request_line
from mujaz.bulk.batch.replay import Outcome, Replay
from mujaz.bulk.batch.tables import Conversation, Part, Row
from mujaz.bulk.budget import Budget, Reserved
from mujaz.bulk.entries import Duplicates, Entry, Failed, entry
from mujaz.bulk.ledger import Ledger
from mujaz.bulk.transport import estimate_tokens
from mujaz.bulk.worker import renamed
from mujaz.errors import OutputError, ReadError
from mujaz.model.dialect import Dialect

__all__ = ["Filler", "Held", "part_path"]

T = TypeVar("T")

_READ_AT_ONCE = 256
_GENEROUS = 1.3
"""The prompt's estimate times this is what it may take at most (as for live requests, `mujaz.bulk.gate`)."""


def part_path(folder: Path, part: int) -> Path:
    """Where the input file of a part lies until its batch is made."""
    return folder / "batches" / f"part-{part:05d}.jsonl"


class Held:
    """What the rows in batches may cost at most, set aside in the budget.

    A row that was sent by an earlier process may no longer fit a budget that has become smaller; then nothing new is
    sent until it has ended.
    """

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self._held: dict[int, Reserved] = {}
        self._beyond: set[int] = set()

    def hold(self, n: int, prompt_tokens: int, answer_bound: int) -> bool:
        """Set aside for a new row; False when the budget does not hold it now."""
        if self._beyond:
            return False
        reserved = self.budget.reserve(prompt_tokens * _GENEROUS, answer_bound)
        if reserved is not None:
            self._held[n] = reserved
        return reserved is not None

    def resume(self, n: int, prompt_tokens: int, answer_bound: int) -> None:
        """Set aside for a row that is in a batch already."""
        if not self.hold(n, prompt_tokens, answer_bound):
            self._beyond.add(n)

    def settle(self, n: int, prompt_tokens: int = 0, completion_tokens: int = 0) -> None:
        """The row has ended and used so many tokens."""
        self._beyond.discard(n)
        reserved = self._held.pop(n, None)
        if reserved is None:
            self.budget.start(prompt_tokens, completion_tokens)
        else:
            self.budget.settle(reserved, prompt_tokens, completion_tokens)


@dataclass(frozen=True, slots=True)
class _Ready:
    """An article whose next request is known."""

    conversation: Conversation
    request: bytes


class Filler:
    """Makes parts. `only` restricts what is read from the input to these rows.

    `ended` is told of an article whose end is known without sending anything: not Arabic, too long. `dialect` is what
    articles without an answer are put in; it may be changed between two parts, as may `most_rows`.
    """

    def __init__(
        self,
        ledger: Ledger,
        reading: sqlite3.Connection,
        folder: Path,
        replay: Replay,
        held: Held,
        items: Iterator[Article | ReadError],
        *,
        base_url: str,
        dialect: Dialect,
        answer_bound: int,
        duplicates: Duplicates,
        only: set[int] | None,
        most_rows: int,
        most_bytes: int,
        ended: Callable[[Conversation, Outcome], Awaitable[None]],
    ) -> None:
        self._ledger, self._reading, self._folder, self._replay, self._held = ledger, reading, folder, replay, held
        self._items, self._base_url, self._answer_bound = items, base_url, answer_bound
        self._duplicates, self._only, self._ended = duplicates, only, ended
        self._most_bytes = most_bytes
        self.dialect, self.most_rows = dialect, most_rows
        self.met, self.budget_short, self.read_all = 0, False, False
        self._waiting: deque[int] = deque()
        self._admitted: deque[tuple[int, Article]] = deque()
        self._carried: _Ready | None = None

    async def fill(self) -> Part | None:
        """The next part, written to the disk and the ledger; None when nothing can be sent now.

        `budget_short` then says whether there would have been something, had the budget held it. Raises OutputError.
        """
        try:
            return await self._filled()
        except OSError as error:
            raise OutputError(
                f"{self._folder / 'batches'}: cannot be written ({error.strerror or error}). Give it room, and start "
                "the same command again."
            ) from error

    async def _filled(self) -> Part | None:
        number = await _committed(self._ledger, tables.next_part)
        path = part_path(self._folder, number)
        path.parent.mkdir(exist_ok=True)
        carried = self._carried.conversation.n if self._carried else None
        self._waiting = deque(n for n in tables.waiting(self._reading) if n != carried)
        self.budget_short = False
        rows: list[Row] = []
        with PartFile(path, self.most_rows, self._most_bytes) as file:
            while (ready := self._carried or await self._next()) is not None:
                self._carried = None
                if not await self._added(file, ready, number, rows):
                    self._carried = ready
                    break
        if not rows:
            path.unlink()
            return None
        part = Part(number, "written", self._base_url, file.rows, file.bytes)
        await _committed(self._ledger, lambda connection: tables.add_part(connection, part, rows))
        return part

    async def _added(self, file: PartFile, ready: _Ready, number: int, rows: list[Row]) -> bool:
        c = ready.conversation
        custom_id = f"{number}-{c.n}"
        line = request_line(custom_id, ready.request)
        if len(line) > self._most_bytes:
            said = f"{c.article.id}: its request has {len(line):,} bytes, a batch holds {self._most_bytes:,}"
            failed = Failed("too_long", said, retryable=False)
            await self._ended(c, Outcome(c.dialect, failed=failed))
            return True
        if file.full(line):
            return False
        estimate = estimate_tokens(ready.request)
        if not self._held.hold(c.n, estimate, self._answer_bound):
            self.budget_short = True
            return False
        file.add(line)
        packed = tables.packed(c.article)
        rows.append(Row(c.n, custom_id, file.rows, packed, c.answers, c.dialect, c.tries, estimate, self._answer_bound))
        return True

    async def _next(self) -> _Ready | None:
        while True:
            c = await self._next_conversation()
            if c is None:
                return None
            outcome = await self._replay.outcome(c.article, c.answers, c.dialect)
            if outcome.stops is not None:
                raise outcome.stops
            if outcome.request is not None:
                return _Ready(c, outcome.request)
            await self._ended(c, outcome)

    async def _next_conversation(self) -> Conversation | None:
        while self._waiting:
            c = tables.conversation(self._reading, self._waiting.popleft())
            if c is not None:
                return c if c.answers else replace(c, dialect=self.dialect)
        while not self._admitted and not self.read_all:
            await self._read()
        if not self._admitted:
            return None
        n, article = self._admitted.popleft()
        return Conversation(n, article, self.dialect)

    async def _read(self) -> None:
        batch = await asyncio.to_thread(_batch, self._items)
        if not batch:
            self.read_all = True
            return
        admitted = await asyncio.wrap_future(self._ledger.admit(batch, self._duplicates))
        talking = set(tables.waiting(self._reading))
        for new, row in zip(batch, admitted, strict=True):
            self.met += 1
            wanted = row.to_brief and row.n not in talking and (self._only is None or row.n in self._only)
            if wanted and isinstance(new.what, Article):
                self._admitted.append((row.n, renamed(new.what, row.id)))


def _batch(items: Iterator[Article | ReadError]) -> list[Entry]:
    return [entry(what) for what in itertools.islice(items, _READ_AT_ONCE)]


async def _committed(ledger: Ledger, work: Callable[[sqlite3.Connection], T]) -> T:
    return await asyncio.wrap_future(ledger.change(work))
