"""Recording sets: what is missing or stale is asked of the model, everything else stays as it is.

Whether a recording still fits is not guessed from fingerprints but tried: the article is briefed from the recording,
and whatever a conversation would lack, or would leave unused, makes it stale.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mujaz import prompts
from mujaz.articles.article import Article
from mujaz.articles.identity import safe_id
from mujaz.cleaning import clean
from mujaz.errors import EndpointError, ModelError, MujazError, ReadError, RecordingError, UsageError
from mujaz.model.limits import estimate_tokens
from mujaz.recording import files
from mujaz.recording.cassette import ENDPOINT, Cassette
from mujaz.recording.choice import ReplayFrom
from mujaz.recording.manifest import NAME, Manifest
from mujaz.recording.shared import NAME as SHARED
from mujaz.recording.shared import SharedParts
from mujaz.summarizer import Summarizer

__all__ = ["ANSWER_TOKENS", "Made", "Plan", "Todo", "check", "demand_name", "orphans", "prune", "record"]

ANSWER_TOKENS = 1_500
"""Tokens of an answer where the set has none to go by."""

_IN_A_ROW = 3
"""Articles in a row that the endpoint may fail before it counts as down."""


@dataclass(frozen=True, slots=True)
class Todo:
    """An article to record, and why: "never recorded", or what makes its recording stale."""

    article: Article
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What recording would do: `fresh` articles stay, `todo` are asked for `samples` times each.

    The token counts are estimates for all of `todo`, without re-asks.
    """

    samples: int
    fresh: list[Article]
    todo: list[Todo]
    prompt_tokens: int
    completion_tokens: int


@dataclass(slots=True)
class Made:
    """What became of a recording run: recorded articles, failures, and the error that stopped it, if one did."""

    recorded: list[str] = field(default_factory=list)
    failures: list[MujazError] = field(default_factory=list)
    stopped: MujazError | None = None

    @property
    def exit_code(self) -> int:
        """0 all recorded; 1 some failed; else what stopped the run says."""
        return self.stopped.exit_code if self.stopped else int(bool(self.failures))


async def check(
    folder: Path,
    articles: Sequence[Article],
    *,
    prompt: str,
    samples: int = 1,
    reasks: int | None = None,
    max_tokens: int | None = None,
    anew: bool = False,
) -> Plan:
    """Try which of the articles replay from the set in `folder`, `samples` conversations each; nothing is sent.

    `anew` takes none of the recordings for good. Raises UsageError for `samples` below 1 or articles that share an id,
    PromptError for a faulty prompt, BrokenRecordingError for a faulty manifest; a faulty recording is stale.
    """
    if samples < 1:
        raise UsageError("samples must be at least 1")
    _demand_unique(articles)
    manifest = Manifest.load(folder)
    fresh: list[Article] = []
    todo: list[Todo] = []
    for article in articles:
        if anew or manifest is None or article.id not in manifest.articles:
            why: str | None = "never recorded"
            if anew and manifest is not None and article.id in manifest.articles:
                why = "to be recorded anew"
        else:
            why = await _stale(folder, article, prompt, samples, reasks, max_tokens)
        if why:
            todo.append(Todo(article, why))
        else:
            fresh.append(article)
    prompt_tokens, completion_tokens = _estimate(todo, prompts.load(prompt), manifest, samples)
    return Plan(samples, fresh, todo, prompt_tokens, completion_tokens)


async def _stale(
    folder: Path, article: Article, prompt: str, samples: int, reasks: int | None, max_tokens: int | None
) -> str | None:
    """Why the article's recordings do not fit any more; None when they do."""
    try:
        replaying = Summarizer(
            replay=ReplayFrom(folder, strict=True),
            prompt=prompt,
            reasks=reasks,
            max_tokens=max_tokens,
            any_language=True,
        )
        async with replaying:
            for _ in range(samples):
                with contextlib.suppress(ModelError):  # a refusal or a cut answer, recorded as such
                    await replaying.abrief(article)
    except (RecordingError, ReadError) as error:
        return str(error).split("\n")[0].removeprefix(f"{article.id}: ")
    return None


def _estimate(todo: Sequence[Todo], prompt: prompts.Prompt, manifest: Manifest | None, samples: int) -> tuple[int, int]:
    asked = sum(estimate_tokens(prompt.render(one.article, clean(one.article))) for one in todo)
    entries = list(manifest.articles.values()) if manifest else []
    conversations = sum(entry.samples for entry in entries)
    answer = sum(entry.completion_tokens for entry in entries) // conversations if conversations else 0
    return asked * samples, (answer or ANSWER_TOKENS) * len(todo) * samples


async def record(
    plan: Plan,
    summarizer: Summarizer,
    *,
    begun: Callable[[Article], None] = lambda _: None,
    ended: Callable[[Article, float], None] = lambda _a, _s: None,
    failed: Callable[[str], None] = lambda _: None,
) -> Made:
    """Record what the plan names, with a Summarizer that records into the set's folder.

    An article is written when its conversation is over, so that an interrupted run goes on where it stopped. One
    article's failure does not end the run; an endpoint that cannot be used, or that fails three articles in a row,
    does.
    """
    made = Made()
    waiting = list(reversed(plan.todo))
    in_a_row = 0
    loop = asyncio.get_running_loop()

    async def work() -> None:
        nonlocal in_a_row
        while waiting and made.stopped is None:
            article = waiting.pop().article
            start = loop.time()
            begun(article)
            try:
                await _sample(summarizer, article, plan.samples)
            except MujazError as error:
                in_a_row += isinstance(error, EndpointError)
                if error.stops_run or in_a_row >= _IN_A_ROW:
                    made.stopped = made.stopped or error
                    return
                made.failures.append(error)
                failed(str(error))
            else:
                in_a_row = 0
                made.recorded.append(article.id)
                ended(article, loop.time() - start)

    async with asyncio.TaskGroup() as group:
        for _ in range(summarizer.concurrency):
            group.create_task(work())
    return made


async def _sample(summarizer: Summarizer, article: Article, samples: int) -> None:
    """All conversations about one article, one after the other: their order is the order of replay."""
    for _ in range(samples):
        try:
            await summarizer.abrief(article)
        except MujazError as error:
            # what the model did instead of a draft is a result, and recorded; a refused request is none
            if not isinstance(error, ModelError) or type(error) is ModelError:
                raise


def orphans(folder: Path, ids: Iterable[str]) -> list[str]:
    """Recorded articles of the set that are not among `ids`. Raises BrokenRecordingError for a faulty manifest."""
    manifest = Manifest.load(folder)
    return sorted(set(manifest.articles) - set(ids)) if manifest else []


def prune(folder: Path, ids: Iterable[str]) -> list[Path]:
    """Remove recordings of articles that are not among `ids`, files that the manifest does not list, and shared parts
    that nothing refers to any more; the files that were removed.

    Raises RecordingError when another run completes the set.
    """
    with files.held(folder), files.locked(folder):
        manifest = Manifest.load(folder)
        if manifest is None:
            raise RecordingError(f"{folder}: not a recording set (it has no {NAME}); nothing was removed.")
        kept = manifest.without(set(orphans(folder, ids)))
        if kept != manifest:
            kept.save(folder)
        wanted = {entry.file for entry in kept.articles.values()} | {SHARED, ENDPOINT}
        removed = [path for path in sorted(folder.glob("*.yaml")) if path.name not in wanted]
        for path in removed:
            path.unlink()
        shared = SharedParts(folder)
        cassettes = [Cassette.load(folder / entry.file, shared) for entry in kept.articles.values()]
        shared.keep_only({name for cassette in cassettes if cassette for name in cassette.shared_names()})
        return removed


def demand_name(name: str) -> str:
    """A set's name, which is that of its folder. Raises UsageError for one that is no plain folder name."""
    if safe_id(name) != name:
        raise UsageError(f"{name!r} is no name for a recording set; use letters, digits, dots and hyphens.")
    return name


def _demand_unique(articles: Sequence[Article]) -> None:
    seen: set[str] = set()
    for article in articles:
        if article.id in seen:
            raise UsageError(f"two articles have the id {article.id!r}; a recording set holds one file an id")
        seen.add(article.id)
