"""Brief a handful of articles: one bad article never stops the others, and what is finished is kept."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from mujaz.articles.article import Article
from mujaz.delivery import Delivery
from mujaz.errors import EndpointError, MujazError, ReadError
from mujaz.schema.brief import Brief
from mujaz.summarizer import Summarizer

__all__ = ["FAILURES_IN_A_ROW", "Outcome", "Reporter", "brief_all"]

T = TypeVar("T")

FAILURES_IN_A_ROW = 3
"""Articles in a row that the endpoint may fail before it counts as down."""


@dataclass(slots=True)
class Outcome:
    """What became of a run: how many briefs were made, which articles failed, what stopped it."""

    done: int = 0
    failures: list[MujazError] = field(default_factory=list)
    stopped: MujazError | None = None

    @property
    def exit_code(self) -> int:
        """0 all done; 1 some articles failed; 2 nothing could be read or written; 5 the endpoint cannot be used."""
        if self.stopped is not None:
            return self.stopped.exit_code
        if not self.failures:
            return 0
        if self.done:
            return 1
        codes = {failure.exit_code for failure in self.failures}
        return codes.pop() if len(codes) == 1 else 1


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who is told what: work on an article begins, ends, or fails (with a message that names it)."""

    begun: Callable[[Article], None] = lambda _: None
    ended: Callable[[Article, Brief], None] = lambda _a, _b: None
    failed: Callable[[str], None] = lambda _: None


async def brief_all(
    articles: Iterable[Article | ReadError],
    summarizer: Summarizer,
    delivery: Delivery,
    reporter: Reporter,
    outcome: Outcome,
) -> None:
    """Brief every article, at most `summarizer.concurrency` at a time.

    Files are written the moment a brief is done; standard output keeps the order of the articles. A source that cannot
    be read counts as one of several: what is printed must not depend on what is wrong with them. `outcome` is
    filled as the run goes, so that it is right when the run is interrupted. What would meet every other article too
    (`MujazError.stops_run`, or an endpoint that fails several articles in a row) stops the run.
    """
    run = _Run(summarizer, delivery, reporter, outcome)
    items = iter(articles)
    running: set[asyncio.Task[None]] = set()
    number = met = 0
    try:
        while outcome.stopped is None:
            # reading may wait for a slow page or a pipe: not in the loop that serves the answers
            item = await _in_thread(lambda: next(items, None))
            if item is None:
                break
            met += 1
            if met == 2:
                delivery.several()
            if isinstance(item, ReadError):
                run.fail(item)
                continue
            running.add(asyncio.create_task(run.one(number, item)))
            number += 1
            while len(running) >= summarizer.concurrency:
                running = await _first_settled(running)
        while running and outcome.stopped is None:
            running = await _first_settled(running)
    finally:
        for task in running:
            task.cancel()
        for task in running:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        run.show_rest()
        delivery.finish()


class _Run:
    """The state of one run: what waits to be shown, and how often the endpoint failed in a row."""

    def __init__(self, summarizer: Summarizer, delivery: Delivery, reporter: Reporter, outcome: Outcome) -> None:
        self._summarizer = summarizer
        self._delivery = delivery
        self._reporter = reporter
        self._outcome = outcome
        self._waiting: dict[int, tuple[Article, Brief] | None] = {}
        self._in_a_row = 0

    async def one(self, number: int, article: Article) -> None:
        """Brief, save and show one article; its errors end here."""
        self._waiting[number] = None
        brief: Brief | None = None
        try:
            self._delivery.demand_room(article)
            self._reporter.begun(article)
            brief = await self._summarizer.abrief(article)
            self._delivery.save(brief, article)
            self._reporter.ended(article, brief)
            self._outcome.done += 1
            self._in_a_row = 0
            self._waiting[number] = (article, brief)
        except MujazError as error:
            if brief is None:
                del self._waiting[number]
            else:  # it is paid, and cannot be written: shown at least
                self._waiting[number] = (article, brief)
            self.fail(error)
        except asyncio.CancelledError:
            del self._waiting[number]
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours with one article must not cost the others
            del self._waiting[number]
            self.fail(MujazError(f"{article.id}: an error of this program, please report it: {error!r}"))
        self._show()

    def fail(self, error: MujazError) -> None:
        """Count and report a failure; decide whether it stops the run."""
        self._in_a_row += isinstance(error, EndpointError)
        if error.stops_run or self._in_a_row >= FAILURES_IN_A_ROW:
            self._outcome.stopped = self._outcome.stopped or error
            return
        self._outcome.failures.append(error)
        self._reporter.failed(str(error))

    def _show(self) -> None:
        """Print finished briefs whose turn it is: nothing before them is still being worked on."""
        while self._waiting and (finished := self._waiting[min(self._waiting)]) is not None:
            del self._waiting[min(self._waiting)]
            self._delivery.show(finished[1], finished[0])

    def show_rest(self) -> None:
        """Print what is finished and still waits for its turn, when the run ends early."""
        for number in sorted(self._waiting):
            finished = self._waiting.pop(number)
            if finished is not None:
                self._delivery.show(finished[1], finished[0])


async def _first_settled(running: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
    """Those that still run after one has ended; raises what it raised: standard output is gone, for one."""
    done, rest = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
    return rest


async def _in_thread(call: Callable[[], T]) -> T:
    """The call's result, from a thread that does not keep the process alive: a read of standard input may last."""
    loop = asyncio.get_running_loop()
    result: asyncio.Future[T] = loop.create_future()

    def work() -> None:
        value, error = None, None
        try:
            value = call()
        except Exception as raised:  # noqa: BLE001 - handed on to whoever awaits
            error = raised
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, value, error)

    def settle(value: T | None, error: Exception | None) -> None:
        if result.cancelled():
            return
        if error is not None:
            result.set_exception(error)
        else:
            result.set_result(value)  # type: ignore[arg-type]

    threading.Thread(target=work, daemon=True).start()
    return await result
