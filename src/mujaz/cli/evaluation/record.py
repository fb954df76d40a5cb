"""mujaz eval record"""

from __future__ import annotations

import asyncio
import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mujaz.cli import console
from mujaz.cli.options import ModelOptions, model_options

if TYPE_CHECKING:
    from mujaz.articles.article import Article
    from mujaz.model.price import Price
    from mujaz.record_set import Made, Plan
    from mujaz.recording.manifest import Manifest
    from mujaz.summarizer import Summarizer

_HELP = """Record a model's answers to the articles, for replay.

What is recorded and still fits stays; what is missing or stale is asked for, so that an interrupted run goes on where
it stopped. Before anything is sent, what it will cost is said. The set is the folder NAME under --sets.

Without --model and --base-url: as `mujaz brief` does. A set that exists keeps its prompt unless --prompt names another.
"""


@click.command(help=_HELP)
@click.option("--set", "name", required=True, metavar="NAME", help="The recording set; made when it is missing.")
@click.option(
    "--sets",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("cassettes"),
    show_default=True,
    metavar="DIR",
    help="Where the recording sets are.",
)
@click.option(
    "--articles",
    type=click.Path(path_type=Path),
    default=Path("eval/articles"),
    show_default=True,
    metavar="DIR",
    help="Where the articles are.",
)
@click.option("--only", multiple=True, metavar="ID", help="Only this article; may be given several times.")
@model_options
@click.option("--prompt", help="NAME@VERSION, or the folder of a prompt. Default: the set's, else brief@1.")
@click.option(
    "--reasks",
    type=click.IntRange(0, 3),
    help="How often the model is asked to mend errors that the checks found. Default: the set's, else 1.",
)
@click.option(
    "--samples",
    type=click.IntRange(1, 100),
    default=1,
    show_default=True,
    help="Answers to record for each article.",
)
@click.option("--answered-by", metavar="TEXT", help="Who or what gives the answers; needed for a new set.")
@click.option("--anew", is_flag=True, help="Ask for everything again, also for what is recorded and still fits.")
@click.option("--prune", is_flag=True, help="Also remove recordings of articles that are not there any more.")
@click.option("--dry-run", is_flag=True, help="Only say what would be recorded, and why.")
def command(
    name: str,
    sets: Path,
    articles: Path,
    only: tuple[str, ...],
    model: ModelOptions,
    prompt: str | None,
    reasks: int | None,
    samples: int,
    answered_by: str | None,
    anew: bool,
    prune: bool,
    dry_run: bool,
) -> None:
    from mujaz.errors import MujazError, UsageError
    from mujaz.prompts import DEFAULT
    from mujaz.record_set import check, demand_name
    from mujaz.record_set import prune as remove_orphans
    from mujaz.recording.choice import RecordTo
    from mujaz.recording.manifest import Manifest
    from mujaz.summarizer import Summarizer

    progress = console.Progress(lambda: summarizer.activity())
    try:
        folder = sets / demand_name(name)
        known = Manifest.load(folder)
        if known is None and not (answered_by or "").strip() and not dry_run:
            raise UsageError(f"{folder} is a new set: say with --answered-by TEXT who or what gives the answers.")
        everything = _read(articles)
        chosen = _chosen(everything, only, articles)
        prompt = prompt or (known.prompt if known else DEFAULT)
        reasks = reasks if reasks is not None else known.reasks if known else 1
        max_tokens = model.max_tokens or (known.max_tokens if known else None)
        tried = functools.partial(check, folder, prompt=prompt, samples=samples, reasks=reasks, max_tokens=max_tokens)
        plan = asyncio.run(tried(chosen, anew=anew))
        _announce(plan, known, _price(model))
        made = None
        if plan.todo and not dry_run:
            summarizer = Summarizer(
                model.model,
                base_url=model.base_url,
                prompt=prompt,
                reasks=reasks,
                max_tokens=max_tokens,
                timeout=model.timeout,
                context=model.context,
                record=RecordTo(folder, (answered_by or "").strip() or None, keep=not anew, other_prompt=True),
                say=progress.step,
                warn=progress.line,
            )
            made = _run(plan, summarizer, progress)
            _verify(asyncio.run(tried([todo.article for todo in plan.todo if todo.article.id in made.recorded])), made)
        if prune and not dry_run and (made is None or made.stopped is None):
            for path in remove_orphans(folder, [article.id for article in everything]):
                console.say(f"removed {path}")
    except MujazError as error:
        console.fail(error)
    sys.exit(made.exit_code if made else 0)


def _read(folder: Path) -> list[Article]:
    from mujaz.articles.article import Article
    from mujaz.articles.sources import read

    found = []
    for item in read([folder]):
        if not isinstance(item, Article):
            raise item
        found.append(item)
    return found


def _chosen(articles: list[Article], only: tuple[str, ...], folder: Path) -> list[Article]:
    from mujaz.errors import UsageError

    missing = sorted(set(only) - {article.id for article in articles})
    if missing:
        raise UsageError(f"{folder}: no article {', '.join(missing)} there.")
    return [article for article in articles if not only or article.id in only]


def _price(model: ModelOptions) -> Price | None:
    """What the model of these options costs; None when nobody knows, or no model is named yet (recording says so)."""
    from mujaz.errors import NoModelError
    from mujaz.model.endpoint import choose
    from mujaz.model.price import price_of

    try:
        endpoint = choose(model.model, model.base_url)
    except NoModelError:
        return None
    return price_of(endpoint, endpoint.model)


def _announce(plan: Plan, known: Manifest | None, price: Price | None) -> None:
    for todo in plan.todo:
        console.say(f"to record: {todo.article.id}: {todo.why}" if known else f"to record: {todo.article.id}")
    if plan.fresh:
        console.say(f"recorded already, and still fitting: {len(plan.fresh)} of {len(plan.fresh) + len(plan.todo)}")
    if plan.todo:
        cost = price.cost(plan.prompt_tokens, plan.completion_tokens) if price else None
        dollars = f"about {cost:.2f} US dollars by {price.because}" if cost is not None and price else "price unknown"
        console.say(
            f"to record: {len(plan.todo)} (answers to each: {plan.samples}), about {plan.prompt_tokens:,} tokens of "
            f"prompts and {plan.completion_tokens:,} of answers, more with re-asks ({dollars})"
        )


def _run(plan: Plan, summarizer: Summarizer, progress: console.Progress) -> Made:
    from mujaz.record_set import record

    async def work() -> Made:
        async with summarizer:
            return await record(
                plan,
                summarizer,
                begun=lambda article: progress.step(f"recording {article.id}"),
                ended=lambda article, seconds: progress.line(f"{article.id}: recorded ({seconds:.0f} s)"),
                failed=progress.line,
            )

    with progress:
        try:
            made = asyncio.run(work())
        except KeyboardInterrupt:
            progress.line("interrupted; what is recorded is kept, and the same command goes on from there")
            console.leave(130)
    if made.stopped is not None:
        console.say(str(made.stopped))
        console.say(f"stopped; {len(made.recorded)} articles recorded, and the same command goes on from there")
    return made


def _verify(after: Plan, made: Made) -> None:
    """What was recorded must replay; an endpoint that failed in the middle of a conversation leaves none."""
    from mujaz.errors import RecordingError

    for todo in after.todo:
        made.failures.append(RecordingError(f"{todo.article.id}: does not replay: {todo.why}"))
        console.say(str(made.failures[-1]))
    if after.fresh:
        console.say(f"recorded, and replayed without the endpoint: {len(after.fresh)}")
