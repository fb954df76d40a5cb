"""One `mujaz bulk run`: everything that is set up before the first article and put away after the last."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from mujaz import prompts
from mujaz.bulk import garbage, intake, lock
from mujaz.bulk.budget import Budget
from mujaz.bulk.crew import Crew, Here
from mujaz.bulk.entries import Duplicates, Failed, Totals
from mujaz.bulk.errors import RunDiffersError, StoppedError
from mujaz.bulk.estimate import ANSWER, Estimate, estimate
from mujaz.bulk.fork import fork
from mujaz.bulk.gate import Gate
from mujaz.bulk.journal import Journal
from mujaz.bulk.ledger import Ledger
from mujaz.bulk.outage import Outage
from mujaz.bulk.pacing import START, Pacer
from mujaz.bulk.processes import Processes, processes_for
from mujaz.bulk.progress import Rate
from mujaz.bulk.recipe import Recipe
from mujaz.bulk.runner import Made, Runner
from mujaz.bulk.signals import interruptions
from mujaz.bulk.worker import Setup, Worker
from mujaz.errors import MujazError, UsageError
from mujaz.model.client import Client
from mujaz.model.endpoint import Endpoint, choose
from mujaz.model.local import CONTEXT, EmbeddedServer
from mujaz.model.price import price_of
from mujaz.pipeline import Settings
from mujaz.support import Policy

__all__ = ["Ended", "Options", "Surface", "run", "used"]

_FIRST_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Options:
    """What a user can say about a run; see `mujaz bulk run --help`. Times are in seconds, prices and budgets in US
    dollars, prices for a million tokens; `processes` None means as many as `processes_for` says."""

    source: str
    out: Path
    fields: dict[str, str] = field(default_factory=dict)
    model: str | None = None
    base_url: str | None = None
    api_key: str | None = None
    prompt: str = prompts.DEFAULT
    unsupported: Policy = "mark"
    reasks: int = 1
    any_language: bool = False
    max_tokens: int | None = None
    timeout: float = 600.0
    context: int = CONTEXT
    max_concurrency: int = 64
    rpm: float | None = None
    tpm: float | None = None
    patience: float = 3600.0
    budget_usd: float | None = None
    budget_tokens: float | None = None
    price_in: float | None = None
    price_out: float | None = None
    duplicates: Duplicates = "link"
    retry_failed: tuple[str, ...] | None = None
    fork: Path | None = None
    processes: int | None = None
    log_json: Path | None = None
    via: Literal["live", "batch"] = "live"
    batch_rows: int = 50_000
    batch_bytes: int = 200_000_000
    max_batches: int = 100
    poll: float = 10.0


@dataclass(frozen=True, slots=True)
class Surface:
    """How a run meets a person: messages, a question, and how it stands (asked to be shown every second)."""

    say: Callable[[str], None] = lambda _: None
    agree: Callable[[Estimate], bool] = lambda _: True
    show: Callable[[dict[str, object]], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: what this process did, and how many articles of the run have failed in all."""

    made: Made
    failed: int

    @property
    def exit_code(self) -> int:
        """0 done; 1 some articles failed, or the budget is spent; 2 nothing could be read or written; 5 the endpoint
        cannot be used; 130 interrupted."""
        if isinstance(self.made.stopped, StoppedError):
            return 130
        if self.made.stopped is not None:
            return self.made.stopped.exit_code
        return 1 if self.failed else 0


async def run(options: Options, surface: Surface) -> Ended | None:
    """Run, or go on with a run; None when the user does not agree to the estimate. Raises errors of `mujaz.errors`."""
    endpoint = choose(options.model, options.base_url, options.api_key)
    settings = Settings(
        prompts.load(options.prompt), options.unsupported, options.reasks, options.any_language, options.max_tokens
    )
    with contextlib.ExitStack() as stack:
        if endpoint.kind == "embedded":
            endpoint = await asyncio.to_thread(_embedded, endpoint, options, surface, stack)
            options = replace(options, max_concurrency=1, processes=1)
        endpoint = await _with_model(endpoint, options)
        recipe = Recipe.of(settings, endpoint.model or "")
        folder = _forked(options, recipe, surface) if options.fork else options.out
        _say(surface, stack.enter_context(lock.held(folder)))
        ledger = Ledger(folder)
        stack.callback(ledger.close)
        _require_same(ledger, recipe, folder)
        journal = Journal(options.log_json)
        stack.callback(journal.close)
        if options.via == "batch":
            from mujaz.bulk.batch.session import BatchSession

            return await BatchSession(options, surface, endpoint, settings, ledger, journal).run()
        return await _Session(options, surface, endpoint, settings, ledger, journal).run()


class _Session:
    def __init__(
        self,
        options: Options,
        surface: Surface,
        endpoint: Endpoint,
        settings: Settings,
        ledger: Ledger,
        journal: Journal,
    ) -> None:
        self.options, self.surface, self.ledger, self.journal = options, surface, ledger, journal
        self.price = price_of(endpoint, endpoint.model, options.price_in, options.price_out)
        self.setup = Setup(endpoint, settings, options.timeout, self.price)
        self.budget = Budget(self.price, options.budget_usd, options.budget_tokens)

    async def run(self) -> Ended | None:
        options, ledger = self.options, self.ledger
        queued, crashed = ledger.begin_pass()
        if queued or crashed:
            self._tell(
                f"{queued + crashed} articles were in flight when an earlier process died; {queued} are queued again"
            )
        totals = ledger.totals()
        self.budget.start(*used(totals))
        expected = await asyncio.to_thread(self._estimate, totals)
        processes = options.processes or processes_for(expected.articles)
        if not self.surface.agree(expected):
            return None
        only = ledger.retry(options.retry_failed) if options.retry_failed is not None else None
        gate = Gate(
            Pacer(
                time.monotonic(),
                start=START,
                maximum=options.max_concurrency,
                rpm=options.rpm,
                tpm=options.tpm,
            ),
            Outage(patience=options.patience, first_patience=min(_FIRST_PATIENCE, options.patience)),
            self.budget,
            self._tell,
        )
        crew: Crew
        if processes > 1:
            crew = await Processes.start(self.setup, gate, processes, self._tell)
        else:
            crew = Here(Worker(self.setup, gate))
        runner = Runner(ledger, crew, gate, self.journal, duplicates=options.duplicates, only=only, failed=self._failed)
        self.journal.event("begun", source=options.source, out=str(options.out), processes=processes)
        showing = asyncio.create_task(self._show(runner, gate))

        def interrupted() -> None:
            """The first interruption lets what is under way finish, the second gives it up."""
            if runner.made.stopped is None:
                self.surface.say("interrupted: requests under way are finished first; interrupt again to give them up")
                runner.stop()
            else:
                runner.abandon()

        with interruptions(interrupted), garbage.rarely_collected():
            try:
                made = await runner.run(intake.read_input(options.source, options.fields))
            finally:
                showing.cancel()
                await asyncio.gather(showing, return_exceptions=True)
                await crew.close()
        return await self._ended(made)

    async def _ended(self, made: Made) -> Ended:
        with contextlib.suppress(MujazError):
            await asyncio.wrap_future(self.ledger.note("live", {}))
        stopped = str(made.stopped) if made.stopped else None
        self.journal.event("ended", states=dict(made.states), failures=dict(made.failures), stopped=stopped)
        try:
            failed = self.ledger.count("failed")
        except MujazError:
            failed = sum(made.failures.values())
        return Ended(made, failed)

    def _estimate(self, totals: Totals) -> Estimate:
        total = intake.count(self.options.source)
        self.ledger.note("total", total).result()
        sample = intake.read_input(self.options.source, self.options.fields)
        return estimate(sample, total, totals, self.setup.settings, self.setup.endpoint, self.price)

    def _tell(self, text: str) -> None:
        self.surface.say(text)
        self.journal.event("told", message=text)

    def _failed(self, id_: str, failed: Failed) -> None:
        self.surface.say(failed.told_of(id_))

    async def _show(self, runner: Runner, gate: Gate) -> None:
        """Say once a second how the run stands: to the person, and into the ledger for `mujaz bulk status`."""
        rate = Rate(time.monotonic())
        while True:
            await asyncio.sleep(1.0)
            settled = sum(runner.made.states.values())
            pacer = gate.pacer
            live: dict[str, object] = {
                "at": time.time(),
                "rate": round(rate.update(settled, time.monotonic()), 3),
                "settled": settled,
                "failed": sum(runner.made.failures.values()),
                "met": runner.made.met,
                "at_work": runner.at_work,
                "in_flight": pacer.in_flight,
                "concurrency": pacer.concurrency,
                "max_concurrency": pacer.maximum,
                "rpm": self.options.rpm,
                "tpm": self.options.tpm,
                "announced": pacer.announced,
                "limited": pacer.limited,
                "resting": max(0.0, round(pacer.rest_until - time.monotonic(), 1)),
                "down": gate.outage.reason if gate.outage.since is not None else None,
                "spent_usd": round(self.budget.spent_usd, 6) if self.price else None,
                "spent_tokens": round(self.budget.spent_tokens),
                "budget_usd": self.budget.usd,
                "budget_tokens": self.budget.tokens,
            }
            self.surface.show(live)
            self.ledger.note("live", live)


def _embedded(endpoint: Endpoint, options: Options, surface: Surface, stack: contextlib.ExitStack) -> Endpoint:
    server = EmbeddedServer(endpoint.gguf, context=options.context, progress=surface.say)
    stack.callback(server.stop)
    return replace(
        endpoint, base_url=server.base_url, model=server.model, api_key=server.api_key, context=server.context
    )


async def _with_model(endpoint: Endpoint, options: Options) -> Endpoint:
    """The endpoint with the name of its model; asked for when none was given."""
    if endpoint.model is None:
        async with Client(endpoint, timeout=options.timeout) as client:
            return replace(endpoint, model=await client.model())
    return endpoint


def _require_same(ledger: Ledger, recipe: Recipe, folder: Path) -> None:
    kept = ledger.noted("recipe")
    if not isinstance(kept, dict):
        ledger.note("recipe", recipe.as_json()).result()
        return
    differing = recipe.differences(kept)
    if differing:
        raise RunDiffersError(
            f"{folder}: this run was started differently:\n  "
            + "\n  ".join(differing.values())
            + "\nUse the same options, or make a new run of what stays valid: --fork NEW_RUN"
        )


def _forked(options: Options, recipe: Recipe, surface: Surface) -> Path:
    assert options.fork is not None
    if options.fork.resolve() == options.out.resolve():
        raise UsageError("--fork names the same run as --out; name a new folder.")
    said = fork(options.out, options.fork, recipe)
    surface.say(f"{options.fork}: {said}")
    return options.fork


def used(totals: Totals) -> tuple[float, float]:
    """Tokens of prompts and answers used so far; a lost request counts like the mean of the others."""
    spent = totals.spent
    prompt = spent.prompt_tokens / spent.requests if spent.requests else 0.0
    answer = spent.completion_tokens / spent.requests if spent.requests else float(ANSWER)
    return spent.prompt_tokens + totals.lost * prompt, spent.completion_tokens + totals.lost * answer


def _say(surface: Surface, text: str | None) -> None:
    if text:
        surface.say(text)
