"""Brief a handful of articles: one bad article never stops the others, and what is finished is kept."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from mujaz.articles.article import Article
from mujaz.delivery import Delivery
from mujaz.errors import EndpointError, MujazError, ReadError
from mujaz.schema.brief import Brief
from mujaz.summarizer import Summarizer

__all__ = ["Outcome", "Reporter", "brief_all"]


@dataclass(slots=True)
class Outcome:
    """What became of a run: how many briefs were made, which articles failed, what stopped it."""

    done: int = 0
    failures: list[MujazError] = field(default_factory=list)
    stopped: EndpointError | None = None

    @property
    def exit_code(self) -> int:
        """0 all done; 1 some articles failed; 2 nothing could be read or written; 5 no endpoint."""
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


@dataclass(frozen=True, slots=True)
class _Job:
    article: Article
    task: asyncio.Task[Brief]


async def brief_all(
    articles: Iterable[Article | ReadError],
    summarizer: Summarizer,
    delivery: Delivery,
    reporter: Reporter,
    outcome: Outcome,
) -> None:
    """Brief every article, at most `summarizer.concurrency` at a time.

    Files are written the moment a brief is done; standard output keeps the order of the articles. `outcome` is
    filled as the run goes, so that it is right when the run is interrupted. An endpoint that cannot be used
    stops the run; everything else is one article's failure.
    """
    jobs: deque[_Job] = deque()
    items: Iterator[Article | ReadError] = iter(articles)
    more = True
    try:
        while more or jobs:
            while more and len(jobs) < summarizer.concurrency:
                item = next(items, None)
                if item is None:
                    more = False
                elif isinstance(item, ReadError):
                    _fail(item, reporter, outcome)
                else:
                    work = _brief_one(item, summarizer, delivery, reporter)
                    jobs.append(_Job(item, asyncio.create_task(work)))
            if jobs:
                await _settle(jobs[0], delivery, reporter, outcome)
                jobs.popleft()
    except EndpointError as error:
        outcome.stopped = error
    finally:
        for job in jobs:
            if job.task.done() and not job.task.cancelled() and job.task.exception() is None:
                delivery.show(job.task.result(), job.article)
                outcome.done += 1
            job.task.cancel()
        for job in jobs:
            with contextlib.suppress(asyncio.CancelledError, MujazError):
                await job.task


async def _brief_one(article: Article, summarizer: Summarizer, delivery: Delivery, reporter: Reporter) -> Brief:
    delivery.demand_room(article)
    reporter.begun(article)
    brief = await summarizer.abrief(article)
    delivery.save(brief, article)
    reporter.ended(article, brief)
    return brief


async def _settle(job: _Job, delivery: Delivery, reporter: Reporter, outcome: Outcome) -> None:
    try:
        brief = await asyncio.shield(job.task)
        outcome.done += 1
        delivery.show(brief, job.article)
    except EndpointError:
        raise
    except MujazError as error:
        _fail(error, reporter, outcome)


def _fail(error: MujazError, reporter: Reporter, outcome: Outcome) -> None:
    outcome.failures.append(error)
    reporter.failed(str(error))
