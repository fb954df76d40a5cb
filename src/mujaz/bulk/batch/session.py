"""One `mujaz bulk run --via batch`: fill parts, send them, look after their batches, collect, and again for the rest.

Interrupted or killed at any step, the next start goes on: every step is in the ledger before the next one is taken
(`mujaz.bulk.batch.tables`), and batches go on at the endpoint meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
import uuid
from dataclasses import asdict
from typing import TYPE_CHECKING

from mujaz.bulk import intake
from mujaz.bulk.batch import tables
from mujaz.bulk.batch.collecting import Collected, Collector
from mujaz.bulk.batch.filling import Filler, Held
from mujaz.bulk.batch.lines import MOST_BYTES, MOST_ROWS
from mujaz.bulk.batch.price import batch_price
from mujaz.bulk.batch.provider import BatchRefusedError, GoneError, Provider, Told
from mujaz.bulk.batch.replay import Outcome, Replay, with_context
from mujaz.bulk.batch.sending import Sender
from mujaz.bulk.batch.tables import Conversation, Part
from mujaz.bulk.batch.watching import Watch
from mujaz.bulk.budget import Budget
from mujaz.bulk.entries import Spent, Totals
from mujaz.bulk.errors import BudgetSpentError, StoppedError
from mujaz.bulk.estimate import Estimate, estimate
from mujaz.bulk.journal import Journal
from mujaz.bulk.ledger import Ledger, connect_to_read
from mujaz.bulk.runner import Made
from mujaz.bulk.signals import interruptions
from mujaz.errors import AuthenticationError, MujazError, RateLimitedError, UsageError
from mujaz.model.client import Client, Retries
from mujaz.model.dialect import Dialect
from mujaz.model.endpoint import Endpoint
from mujaz.pipeline import Settings

if TYPE_CHECKING:
    from mujaz.bulk.session import Ended, Options, Surface

__all__ = ["BatchSession"]


class BatchSession:
    """See the module. `endpoint` has its model; the run is locked and its recipe is checked by the caller."""

    def __init__(
        self,
        options: Options,
        surface: Surface,
        endpoint: Endpoint,
        settings: Settings,
        ledger: Ledger,
        journal: Journal,
    ) -> None:
        if endpoint.kind == "embedded":
            raise UsageError("The embedded model has no batch interface; leave out --via batch.")
        self.options, self.surface, self.endpoint, self.settings = options, surface, endpoint, settings
        self.ledger, self.journal = ledger, journal
        self.price = batch_price(endpoint, endpoint.model, options.price_in, options.price_out)
        self.budget = Budget(self.price, options.budget_usd, options.budget_tokens)
        self.folder = ledger.path.parent
        self.made = Made()
        self._watches: list[Watch] = []
        self._width = options.max_batches
        self._hold_until, self._hold, self._held_since = 0.0, options.poll, 0.0
        self._sending_ended = False

    async def run(self) -> Ended | None:
        """None when the user does not agree to the estimate. Raises errors of `mujaz.errors`."""
        from mujaz.bulk.session import Ended, used

        self.ledger.begin_pass()
        self.ledger.change(tables.prepare).result()
        totals = self.ledger.totals()
        self.budget.start(*used(totals))
        if self.price is not None:
            self._tell(f"prices for batches: {self.price.because}")
        if not self.surface.agree(await asyncio.to_thread(self._estimate, totals)):
            return None
        retry = self.options.retry_failed
        only = self.ledger.retry(retry) if retry is not None else None
        with contextlib.closing(connect_to_read(self.folder)) as reading:
            await self._interruptible(reading, only)
        with contextlib.suppress(MujazError):
            self.ledger.note("live", {}).result()
        stopped = str(self.made.stopped) if self.made.stopped else None
        self.journal.event("ended", states=dict(self.made.states), failures=dict(self.made.failures), stopped=stopped)
        return Ended(self.made, self.ledger.count("failed"))

    async def _interruptible(self, reading: sqlite3.Connection, only: set[int] | None) -> None:
        work = asyncio.create_task(self._work(reading, only))
        showing = asyncio.create_task(self._show())
        with interruptions(work.cancel):  # it ends the work at once; what is at the endpoint goes on
            try:
                await work
            except asyncio.CancelledError:
                self.made.stopped = StoppedError(self._how_to_go_on())
            except MujazError as error:
                self.made.stopped = error
                if self._watches:
                    self._tell(self._how_to_go_on())
            finally:
                showing.cancel()
                await asyncio.gather(showing, return_exceptions=True)

    def _how_to_go_on(self) -> str:
        there = sum(watch.part.batch is not None for watch in self._watches)
        if not there:
            return "stopped; no batch is under way. The same command goes on."
        return (
            f"{there} batches go on at the endpoint. The same command collects them; "
            f"to cancel them: mujaz bulk cancel {self.folder}"
        )

    async def _work(self, reading: sqlite3.Connection, only: set[int] | None) -> None:
        options = self.options
        provider = Provider(self.endpoint, timeout=options.timeout, patience=options.patience, tell=self._tell)
        try:
            parts = tables.open_parts(reading)
            dialect = await self._dialect(known=bool(parts))
            replay = Replay(self.endpoint, self.settings, self.price)
            held = Held(self.budget)
            for n, prompt, bound in reading.execute(
                "SELECT n, prompt_tokens, answer_bound FROM conversation WHERE part IS NOT NULL"
            ).fetchall():
                held.resume(n, prompt, bound)
            collector = Collector(self.ledger, reading, self.folder, provider, replay, held, self.price, self._settled)
            filler = Filler(
                self.ledger, reading, self.folder, replay, held, intake.read_input(options.source, options.fields),
                base_url=self.endpoint.base_url or "", dialect=dialect,
                answer_bound=self.settings.parameters.max_tokens, duplicates=options.duplicates, only=only,
                most_rows=min(options.batch_rows, MOST_ROWS), most_bytes=min(options.batch_bytes, MOST_BYTES),
                ended=self._ended_unsent,
            )  # fmt: skip
            sender = Sender(self.ledger, self.folder, provider, self._run_id(), self._tell)
            self.journal.event("begun", source=options.source, out=str(options.out), via="batch")
            for part in parts:
                await self._send(sender, part)
            await self._until_done(provider, collector, filler, sender)
        finally:
            await provider.close()

    async def _until_done(self, provider: Provider, collector: Collector, filler: Filler, sender: Sender) -> None:
        while True:
            fills = self._may_fill()
            part = await filler.fill() if fills else None
            self.made.met = filler.met
            if part is not None:
                await self._send(sender, part)
            elif self._watches:
                await asyncio.sleep(max(0.0, min(watch.due for watch in self._watches) - time.monotonic()))
            elif self._sending_ended or (fills and not filler.budget_short):
                return
            elif fills:
                raise BudgetSpentError("the budget does not hold another request")
            else:
                await asyncio.sleep(max(0.0, self._hold_until - time.monotonic()))
            for watch in list(self._watches):
                if watch.due <= time.monotonic():
                    await self._look(watch, provider, collector, filler)

    def _may_fill(self) -> bool:
        return not self._sending_ended and len(self._watches) < self._width and not self._resting()

    def _resting(self) -> bool:
        return time.monotonic() < self._hold_until

    async def _send(self, sender: Sender, part: Part) -> None:
        sent = await sender.send(part)
        if sent is not None:
            self.journal.event("batch", part=sent.part, batch=sent.batch, rows=sent.rows)
            self._watches.append(Watch(sent, self.options.poll, time.monotonic()))

    async def _look(self, watch: Watch, provider: Provider, collector: Collector, filler: Filler) -> None:
        try:
            told = await provider.retrieve(watch.part.batch or "")
            await self._heard(watch, told, collector, filler)
        except GoneError as error:
            raise GoneError(
                f"{self.endpoint.base_url}: the batch {watch.part.batch} or its results are not there. It was made at "
                f"{watch.part.base_url}; another key, account or project cannot see it. To give it up and send its "
                f"articles again: mujaz bulk cancel {self.folder} --forget"
            ) from error

    async def _heard(self, watch: Watch, told: Told, collector: Collector, filler: Filler) -> None:
        """The endpoint has told how a batch stands."""
        part = watch.part
        if watch.heard(told, time.monotonic()):
            await asyncio.wrap_future(
                self.ledger.change(lambda c: tables.told(c, part.part, told.status, told.completed, told.failed))
            )
            self.journal.event("status", part=part.part, batch=told.id, status=told.status, completed=told.completed)
        if not watch.ended:
            if told.status in ("in_progress", "finalizing"):
                self._hold, self._held_since = self.options.poll, 0.0
            return
        made = await collector.collect(part, told)
        self._watches.remove(watch)
        self.journal.event("collected", part=part.part, batch=told.id, settled=made.settled, queued=made.queued)
        self._tell_of(told, made)
        if made.dialect is not None and made.dialect != filler.dialect:
            filler.dialect = made.dialect
            self.ledger.note("batch_dialect", asdict(made.dialect)).result()
        if made.stops is not None:
            raise made.stops
        if told.status == "failed":
            self._refused(told, made, part, filler)
        elif told.status == "cancelled":
            self._sending_ended = True
            self.made.stopped = StoppedError(
                f"the batch {told.id} was cancelled; {made.queued:,} articles are queued again. "
                "Nothing more is sent; the same command sends them."
            )

    def _tell_of(self, told: Told, made: Collected) -> None:
        said = f"batch {told.id} is {told.status}: {made.settled:,} articles settled, {made.queued:,} to be sent again"
        if made.missing:
            said += f"; {made.missing:,} had no line in either result file"
        if made.strange:
            said += f"; {made.strange:,} lines named no article of it, or one twice"
        self._tell(said)

    def _refused(self, told: Told, made: Collected, part: Part, filler: Filler) -> None:
        """A batch that was refused as a whole: too much is queued at the endpoint, lines are at fault, or nothing will
        help."""
        said = "; ".join(f"{p.code}: {p.message}" for p in told.problems[:3]) or "no reason is given"
        if any(p.code == "token_limit_exceeded" or "enqueued" in p.message.lower() for p in told.problems):
            now = time.monotonic()
            self._held_since = self._held_since or now
            if now - self._held_since > self.options.patience:
                raise RateLimitedError(f"{self.endpoint.base_url}: still too much is queued there ({said}).")
            if self._watches:  # one at its end makes room
                self._width = max(1, len(self._watches))
            else:
                filler.most_rows = max(1, part.rows // 2)
                self._hold = min(self._hold * 2, 600.0)
            self._hold_until = now + self._hold
            self._tell(
                f"the endpoint does not queue that much at a time; smaller or fewer batches from now on ({said})"
            )
        elif not made.settled and made.dialect is None:
            raise BatchRefusedError(f"{self.endpoint.base_url}: the batch {told.id} was refused ({said}).")

    def _settled(self, c: Conversation, outcome: Outcome, spent: Spent) -> None:
        used = {"prompt_tokens": spent.prompt_tokens, "completion_tokens": spent.completion_tokens}
        if outcome.failed is None:
            self.made.states["done"] += 1
            self.journal.event("done", id=c.article.id, **used)
            return
        failed = outcome.failed
        self.made.states["failed"] += 1
        self.made.failures[failed.kind] += 1
        self.journal.event("failed", id=c.article.id, kind=failed.kind, message=failed.message, **used)
        self.surface.say(failed.told_of(c.article.id))

    async def _ended_unsent(self, c: Conversation, outcome: Outcome) -> None:
        """An article whose end is known without sending anything."""
        await asyncio.wrap_future(self.ledger.claim(c.n))
        if outcome.brief is not None:
            await asyncio.wrap_future(self.ledger.finish(c.n, outcome.brief, Spent(), None))
        else:
            assert outcome.failed is not None
            await asyncio.wrap_future(self.ledger.fail(c.n, outcome.failed, Spent(), None))
        self._settled(c, outcome, Spent())

    async def _dialect(self, *, known: bool) -> Dialect:
        """What the endpoint takes: as found before, or by asking it one small live question, so that a batch is not
        refused row by row a day later. Also finds a wrong key before anything is uploaded."""
        kept = self.ledger.noted("batch_dialect")
        if isinstance(kept, dict):
            return Dialect(**kept)
        if known:
            return Dialect.first_for(self.endpoint)
        async with Client(self.endpoint, timeout=self.options.timeout, retries=Retries(tries=2)) as client:
            try:
                await client.find_dialect()
                dialect = client.dialect
            except AuthenticationError:
                raise
            except MujazError as error:
                self._tell(f"which parts of a request the model takes could not be asked ({error}); going on")
                return Dialect.first_for(self.endpoint)
            self.endpoint = with_context(self.endpoint, await client.context())
        await asyncio.wrap_future(self.ledger.note("batch_dialect", asdict(dialect)))
        return dialect

    def _run_id(self) -> str:
        kept = self.ledger.noted("run_id")
        if isinstance(kept, str):
            return kept
        made = uuid.uuid4().hex
        self.ledger.note("run_id", made).result()
        return made

    def _estimate(self, totals: Totals) -> Estimate:
        total = intake.count(self.options.source)
        self.ledger.note("total", total).result()
        sample = intake.read_input(self.options.source, self.options.fields)
        return estimate(sample, total, totals, self.settings, self.endpoint, self.price)

    def _tell(self, text: str) -> None:
        self.surface.say(text)
        self.journal.event("told", message=text)

    async def _show(self) -> None:
        """Say once a second how the run stands, and every ten seconds in the ledger."""
        for second in range(1 << 62):
            live: dict[str, object] = {
                "at": time.time(),
                "via": "batch",
                "settled": sum(self.made.states.values()),
                "failed": sum(self.made.failures.values()),
                "met": self.made.met,
                "spent_usd": round(self.budget.spent_usd, 6) if self.price else None,
                "spent_tokens": round(self.budget.spent_tokens),
                "budget_usd": self.budget.usd,
                "budget_tokens": self.budget.tokens,
                "batches": [watch.described() for watch in self._watches],
            }
            self.surface.show(live)
            if second % 10 == 0:
                self.ledger.note("live", live)
            await asyncio.sleep(1.0)
