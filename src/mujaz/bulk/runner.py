"""The way of an article through a run: read, entered, claimed, briefed, settled."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mujaz.articles.article import Article
from mujaz.bulk.crew import Crew
from mujaz.bulk.entries import Duplicates, Entry, Failed, entry
from mujaz.bulk.errors import StoppedError
from mujaz.bulk.gate import Gate
from mujaz.bulk.journal import Journal
from mujaz.bulk.ledger import Ledger
from mujaz.bulk.worker import Result, renamed
from mujaz.bulk.writer import Landing
from mujaz.errors import EndpointError, MujazError, ReadError

__all__ = ["Made", "Runner"]

_FIRST_BATCH, _LARGEST_BATCH = 16, 256
_AHEAD = 128
"""Articles that are read and entered before a worker is free for them."""
_BESIDE, _GROWING = 1.5, 2.0
"""Articles at work for each request under way: others are being prepared, checked or committed. More while concurrency
may grow, so that it need not wait for articles to be prepared."""


@dataclass(slots=True)
class Made:
    """What this process has done: articles met, settled by state, failures by kind, and why it stopped before the
    end of the input, None when it did not."""

    met: int = 0
    states: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    stopped: MujazError | None = None


class Runner:
    """Runs the input through the crew, and keeps the ledger.

    `only` restricts the run to these rows. `settled` hears of every article that is done or failed.
    """

    def __init__(
        self,
        ledger: Ledger,
        crew: Crew,
        gate: Gate,
        journal: Journal,
        *,
        duplicates: Duplicates,
        only: set[int] | None = None,
        failed: Callable[[str, Failed], None] = lambda _id, _failed: None,
    ) -> None:
        self._ledger, self._crew, self._gate, self._journal = ledger, crew, gate, journal
        self._duplicates, self._only, self._tell_failed = duplicates, only, failed
        self.made = Made()
        self._ready: deque[tuple[int, Article]] = deque()
        self._at_work: dict[asyncio.Task[None], int] = {}
        self._abandoned: list[int] = []
        self._changed = asyncio.Event()
        self._emptied = asyncio.Event()
        self._read_all = False
        self._stopping = False
        self._committed = Landing().of

    @property
    def at_work(self) -> int:
        """Articles that are being worked on."""
        return len(self._at_work)

    async def run(self, items: Iterator[Article | ReadError]) -> Made:
        """Brief all of the input that has no result yet. Errors of articles end in the ledger; what ends the run is
        in `Made.stopped`."""
        reading = asyncio.create_task(self._read(items))
        try:
            while True:
                while self._ready and not self._stopping and len(self._at_work) < self._room():
                    n, article = self._ready.popleft()
                    task = asyncio.create_task(self._one(n, article))
                    self._at_work[task] = n
                    task.add_done_callback(self._ended)
                if not self._at_work and (self._stopping or (self._read_all and not self._ready)):
                    break
                self._changed.clear()
                await self._changed.wait()
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
            await self._give_up()
        return self.made

    def stop(self, reason: MujazError | None = None) -> None:
        """Start nothing more; answers that are under way are waited for."""
        self.made.stopped = self.made.stopped or reason or StoppedError("interrupted")
        self._stopping = True
        self._gate.close(reason if isinstance(reason, EndpointError) else None)
        self._changed.set()
        self._emptied.set()

    def abandon(self) -> None:
        """Give up what is under way too."""
        self.stop()
        self._abandoned += self._at_work.values()
        for task in self._at_work:
            task.cancel()

    def _room(self) -> int:
        pacer = self._gate.pacer
        return int(min(pacer.concurrency * _GROWING, pacer.maximum * _BESIDE)) + 4

    async def _read(self, items: Iterator[Article | ReadError]) -> None:
        size = _FIRST_BATCH
        try:
            while not self._stopping:
                batch = await asyncio.to_thread(_batch, items, size)
                if not batch:
                    break
                await self._enter(batch)
                size = min(2 * size, _LARGEST_BATCH)
        except MujazError as error:
            self.stop(error)
        except Exception as error:  # noqa: BLE001 - the run must not end as if the input had
            self.stop(MujazError(f"an error of this program while reading, please report it: {error!r}"))
        finally:
            self._read_all = True
            self._changed.set()

    async def _enter(self, batch: list[Entry]) -> None:
        admitted = await self._committed(self._ledger.admit(batch, self._duplicates))
        for new, row in zip(batch, admitted, strict=True):
            self.made.met += 1
            if isinstance(new.what, ReadError):
                self._journal.event("unreadable", id=row.id, message=str(new.what))
                continue
            if not row.to_brief or (self._only is not None and row.n not in self._only):
                continue
            while len(self._ready) >= _AHEAD and not self._stopping:
                self._emptied.clear()
                await self._emptied.wait()
            self._ready.append((row.n, renamed(new.what, row.id)))
            self._changed.set()

    def _ended(self, task: asyncio.Task[None]) -> None:
        del self._at_work[task]
        self._changed.set()
        self._emptied.set()
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self.stop(error if isinstance(error, MujazError) else MujazError(f"an error of this program: {error!r}"))

    async def _one(self, n: int, article: Article) -> None:
        await self._committed(self._ledger.claim(n))
        result = await self._crew.work(article)
        if result.stops is not None:
            self.stop(result.stops)  # before anything is waited for: nothing more is sent
        await (self._crashed(n, article) if result.crashed else self._settle(n, article.id, result))
        if self._gate.closed is not None and not self._stopping:
            self.stop(self._gate.closed)  # the budget, or an endpoint that stays down

    async def _crashed(self, n: int, article: Article) -> None:
        queued = await self._committed(self._ledger.crash(n))
        self._journal.event("crashed", id=article.id, queued=queued)
        if queued:
            self._ready.append((n, article))
        else:
            self.made.states["failed"] += 1
            self.made.failures["crashed"] += 1

    async def _settle(self, n: int, id_: str, result: Result) -> None:
        price = self._gate.budget.price
        cost = price.cost(result.spent.prompt_tokens, result.spent.completion_tokens) if price is not None else None
        used = {"prompt_tokens": result.spent.prompt_tokens, "completion_tokens": result.spent.completion_tokens}
        if result.brief is not None:
            await self._committed(self._ledger.finish(n, result.brief, result.spent, cost))
            self.made.states["done"] += 1
            self._journal.event("done", id=id_, requests=result.spent.requests, cost_usd=cost, **used)
        elif result.failed is not None:
            await self._committed(self._ledger.fail(n, result.failed, result.spent, cost))
            self.made.states["failed"] += 1
            self.made.failures[result.failed.kind] += 1
            self._journal.event(
                "failed", id=id_, kind=result.failed.kind, message=result.failed.message, cost_usd=cost, **used
            )
            self._tell_failed(id_, result.failed)
        else:
            await self._committed(self._ledger.release(n, result.spent, cost))
            self._journal.event("released", id=id_, **used)

    async def _give_up(self) -> None:
        rows = [*self._abandoned, *self._at_work.values()]
        for task in list(self._at_work):
            task.cancel()
        await asyncio.gather(*list(self._at_work), return_exceptions=True)
        if rows:
            await self._committed(self._ledger.abandon(rows))


def _batch(items: Iterator[Article | ReadError], size: int) -> list[Entry]:
    return [entry(what) for what in itertools.islice(items, size)]
