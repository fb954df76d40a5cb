"""From an ended batch to the ledger: both result files, and the rows that stand in neither.

A row is settled in one transaction, and is then in its part no more; a process that dies in the middle goes on with the
rows that are left. Batches that have expired or were cancelled hold the rows that were done by then.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

from mujaz.bulk.batch import tables
from mujaz.bulk.batch.filling import Held
from mujaz.bulk.batch.lines import Result, judge, results, unanswered
from mujaz.bulk.batch.provider import Provider, Told
from mujaz.bulk.batch.replay import Given, Outcome, Replay, spent_on
from mujaz.bulk.batch.tables import Conversation, Part
from mujaz.bulk.entries import Spent
from mujaz.bulk.ledger import Ledger
from mujaz.errors import AuthenticationError, EndpointError, MujazError
from mujaz.model.dialect import Dialect
from mujaz.model.price import Price

__all__ = ["TRIES", "Collected", "Collector", "Settled"]

TRIES = 4
"""Times that a request is put into a batch before its article fails, when it ends without an answer: a server error, a
limit, the end of the batch's time, or no line at all."""

_AT_ONCE = 64

Settled = Callable[[Conversation, Outcome, Spent], None]


@dataclass(slots=True)
class Collected:
    """What a batch has brought: articles with an end, articles that wait for the next part, lines that name no row of
    the batch, and an error that ends the run. `dialect` is what the endpoint was found to take, None when that is not
    news."""

    settled: int = 0
    queued: int = 0
    strange: int = 0
    missing: int = 0
    stops: MujazError | None = None
    dialect: Dialect | None = None


class Collector:
    """Collects ended batches of one run. `settled` hears of every article that is done or failed, once committed."""

    def __init__(
        self,
        ledger: Ledger,
        reading: sqlite3.Connection,
        folder: Path,
        provider: Provider,
        replay: Replay,
        held: Held,
        price: Price | None,
        settled: Settled,
    ) -> None:
        self._ledger, self._reading, self._folder = ledger, reading, folder
        self._provider, self._replay, self._held, self._price, self._settled = provider, replay, held, price, settled
        self._commits: list[tuple[Future[None], Conversation, Outcome | None, Spent]] = []

    async def collect(self, part: Part, told: Told) -> Collected:
        """Settle every row of the part. Raises GoneError when a result file is not there any more."""
        made = Collected()
        seen: set[str] = set()
        for kind, file in (("output", told.output), ("errors", told.errors)):
            if file is None:
                continue
            path = self._folder / "batches" / f"part-{part.part:05d}.{kind}.jsonl"
            await self._provider.download(file, path)
            for result in results(path):
                if result is None or not await self._take(part, result, seen, made):
                    made.strange += 1
        await self._take_missing(part, told, made)
        await self._commit()
        await asyncio.wrap_future(self._ledger.change(lambda c: tables.advance(c, part.part, "collected")))
        for path in (self._folder / "batches").glob(f"part-{part.part:05d}.*"):
            path.unlink(missing_ok=True)
        return made

    async def _take(self, part: Part, result: Result, seen: set[str], made: Collected) -> bool:
        """Settle the row of a line; False for a line that names none, or one that had its line already."""
        row = self._reading.execute(
            "SELECT n, part FROM conversation WHERE part = ? AND custom_id = ?", (part.part, result.custom_id)
        ).fetchone()
        if result.custom_id in seen:
            return False
        if row is None:  # settled by a process that died while it collected
            return result.custom_id.startswith(f"{part.part}-")
        seen.add(result.custom_id)
        c = tables.conversation(self._reading, row[0])
        assert c is not None
        verdict = judge(result)
        if verdict == "stop":
            made.stops = made.stops or _stopping(result)
        if verdict in ("stop", "give back"):
            await self._queue(c, c.answers, c.tries, made)
        elif verdict == "again":
            await self._again(c, result.as_given(), made)
        else:
            await self._answered(c, result.as_given(), made)
        return True

    async def _take_missing(self, part: Part, told: Told, made: Collected) -> None:
        """Rows without a line in either file. They are sent again, and no row can vanish."""
        await self._commit()
        by_line = {problem.line: problem for problem in told.problems if problem.line is not None}
        left = self._reading.execute("SELECT n, line FROM conversation WHERE part = ? ORDER BY n", (part.part,))
        for n, line in left.fetchall():
            c = tables.conversation(self._reading, n)
            assert c is not None
            if told.status == "failed":  # nothing was executed
                problem = by_line.get(line)
                if problem is None:
                    await self._queue(c, c.answers, c.tries, made)
                else:
                    error = {"error": {"message": problem.message, "code": problem.code}}
                    await self._answered(c, Given(400, json.dumps(error)), made)
            elif told.status == "cancelled":
                await self._queue(c, c.answers, c.tries, made)
            else:
                made.missing += told.status == "completed"
                said = f"the batch {told.id} is {told.status} and has no line for this article"
                await self._again(c, unanswered("batch_no_line", said), made)

    async def _again(self, c: Conversation, given: Given, made: Collected) -> None:
        if c.tries + 1 >= TRIES:
            await self._answered(c, given, made)
        else:
            await self._queue(c, c.answers, c.tries + 1, made)

    async def _answered(self, c: Conversation, given: Given, made: Collected) -> None:
        answers = (*c.answers, given)
        outcome = await self._replay.outcome(c.article, answers, c.dialect)
        spent = spent_on(given, c.prompt_tokens)
        if outcome.stops is not None:
            made.stops = made.stops or outcome.stops
            await self._queue(c, c.answers, c.tries, made)
        elif outcome.request is not None:
            if outcome.dialect != c.dialect:
                made.dialect = outcome.dialect
            await self._queue(c, answers, 0, made, spent)
        else:
            made.settled += 1
            await self._put(c, outcome, spent)

    async def _queue(
        self, c: Conversation, answers: tuple[Given, ...], tries: int, made: Collected, spent: Spent | None = None
    ) -> None:
        made.queued += 1
        await self._put(replace(c, answers=answers, tries=tries), None, spent or Spent())

    async def _put(self, c: Conversation, outcome: Outcome | None, spent: Spent) -> None:
        cost = self._price.cost(spent.prompt_tokens, spent.completion_tokens) if self._price is not None else None

        def work(connection: sqlite3.Connection) -> None:
            if outcome is None:
                tables.queue_again(connection, c.n, c.answers, c.tries, spent, cost)
            elif outcome.brief is not None:
                tables.finish(connection, c.n, outcome.brief, spent, cost)
            else:
                assert outcome.failed is not None
                tables.fail(connection, c.n, outcome.failed, spent, cost)

        self._commits.append((self._ledger.change(work), c, outcome, spent))
        if len(self._commits) >= _AT_ONCE:
            await self._commit()

    async def _commit(self) -> None:
        """Wait until what was handed in is committed."""
        commits, self._commits = self._commits, []
        for future, c, outcome, spent in commits:
            await asyncio.wrap_future(future)
            self._held.settle(c.n, spent.prompt_tokens, spent.completion_tokens)
            if outcome is not None:
                self._settled(c, outcome, spent)


def _stopping(result: Result) -> EndpointError:
    said = f"the endpoint answered {result.status} to the rows of a batch ({result.message})"
    return AuthenticationError(f"{said}. Check the key and the account.")
