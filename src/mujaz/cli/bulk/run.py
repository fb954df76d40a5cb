"""mujaz bulk run"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mujaz.cli import console
from mujaz.cli.bulk.live import LiveLine, batch_line
from mujaz.cli.options import ModelOptions, folder_named, model_options

if TYPE_CHECKING:
    from mujaz.bulk.estimate import Estimate
    from mujaz.bulk.session import Ended

_HELP = """Brief every article of INPUT into the run RUN.

INPUT is a table (.jsonl .csv .tsv, also .gz, or .parquet), a folder, or a quoted glob. RUN is a folder; its ledger
has one row for each article. Started again with the same command, the run goes on: what is done is never paid for
again. See how it stands with "mujaz bulk status RUN", and take the results with "mujaz bulk export RUN".

The first Ctrl-C finishes the requests under way, the second gives them up. With --via batch, batches go on at the
provider whatever happens here; the same command collects them, "mujaz bulk cancel RUN" cancels them.

\b
Exit codes:
  0  done
  1  done, but some articles failed; or the budget is spent
  2  wrong usage, unreadable input, or nothing can be written
  5  the endpoint cannot be used
"""


def _prices(function: click.decorators.FC) -> click.decorators.FC:
    """Options about money."""
    dollars = click.FloatRange(0)
    for option in (
        click.option("--price-out", type=dollars, help="The same for answers."),
        click.option("--price-in", type=dollars, help="Own price, US dollars per million tokens of prompts."),
        click.option("--budget-tokens", type=click.FloatRange(1), help="The same in tokens, prompts and answers."),
        click.option(
            "--budget-usd", type=dollars, help="The run never spends more than this, all its starts together."
        ),
    ):
        function = option(function)
    return function


def _limits(function: click.decorators.FC) -> click.decorators.FC:
    """Options about limits."""
    for option in (
        click.option(
            "--patience", type=click.FloatRange(0), default=60.0, show_default=True,
            help="Minutes to wait for an endpoint that is down.",
        ),
        click.option("--tpm", type=click.FloatRange(1), help="At most so many tokens a minute."),
        click.option("--rpm", type=click.FloatRange(1), help="At most so many requests a minute."),
        click.option(
            "--max-concurrency", type=click.IntRange(1, 1000), default=64, show_default=True,
            help="At most so many requests at a time; fewer when the endpoint limits us.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def _batches(function: click.decorators.FC) -> click.decorators.FC:
    """Options about batches."""
    for option in (
        click.option(
            "--poll", metavar="SECONDS", type=click.FloatRange(0.01), default=10.0, show_default=True,
            help="With --via batch: the first wait between two looks at a batch; it grows to 30 times that.",
        ),
        click.option(
            "--max-batches", type=click.IntRange(1, 1000), default=100, show_default=True,
            help="With --via batch: at most so many at a time.",
        ),
        click.option(
            "--batch-bytes", type=click.IntRange(1, 200_000_000), default=200_000_000, show_default=True,
            help="With --via batch: at most so many bytes in one.",
        ),
        click.option(
            "--batch-rows", type=click.IntRange(1, 50_000), default=50_000, show_default=True,
            help="With --via batch: at most so many requests in one.",
        ),
        click.option(
            "--via", type=click.Choice(["live", "batch"]), default="live", show_default=True,
            help="Ask now, or by the provider's Batch API: half the price at OpenAI, within a day.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


@click.command(help=_HELP)
@click.argument("source", metavar="INPUT")
@click.option("--out", "out", metavar="RUN", required=True, callback=folder_named, help="Folder of the run.")
@click.option("--field", "fields", metavar="OURS=THEIRS", multiple=True, help="Name of a field in INPUT: text=body.")
@model_options
@click.option("--prompt", default="brief@1", show_default=True, help="NAME@VERSION, or the folder of a prompt.")
@click.option(
    "--unsupported",
    type=click.Choice(["mark", "drop", "fail"]),
    default="mark",
    show_default=True,
    help="What becomes of statements that the article does not support.",
)
@click.option(
    "--reasks",
    type=click.IntRange(0, 3),
    default=1,
    show_default=True,
    help="How often the model is asked to mend errors that the checks found.",
)
@click.option("--any-language", is_flag=True, help="Go on when a text does not seem to be Arabic.")
@click.option(
    "--duplicates",
    type=click.Choice(["link", "brief", "skip"]),
    default="link",
    show_default=True,
    help="Near copies without new figures: linked to the brief of the first; briefed too; left out.",
)
@_limits
@_prices
@_batches
@click.option("--yes", is_flag=True, help="Do not ask before starting.")
@click.option("--retry-failed", "retry", is_flag=True, help="Try only the articles that failed.")
@click.option("--failure", "kinds", metavar="KIND", multiple=True, help="With --retry-failed: only this kind.")
@click.option(
    "--fork",
    metavar="NEW_RUN",
    callback=folder_named,
    help="With other options than RUN was made with: a new run of what stays valid of it.",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    help="Worker processes. Default: one a processor, at most 4; for less than 500 articles 1.",
)
@click.option("--log-json", type=click.Path(path_type=Path, dir_okay=False), help="Append events, one JSON a line.")
def command(
    source: str,
    out: Path,
    fields: tuple[str, ...],
    model: ModelOptions,
    retry: bool,
    kinds: tuple[str, ...],
    yes: bool,
    fork: Path | None,
    patience: float,
    **rest: object,
) -> None:  # fmt: skip
    from mujaz.bulk.intake import fields_given
    from mujaz.bulk.session import Options, Surface, run
    from mujaz.bulk.states import FAILURES
    from mujaz.errors import MujazError, UsageError

    progress = LiveLine()

    def agree(expected: Estimate) -> bool:
        progress.say(_estimated(expected))
        if yes or not console.is_terminal(sys.stdin) or not console.is_terminal(sys.stderr):
            return True
        progress.pause()
        agreed = click.confirm("Start?", err=True)
        progress.resume()
        return agreed

    try:
        if kinds and not retry:
            raise UsageError("--failure belongs to --retry-failed.")
        if unknown := sorted(set(kinds) - set(FAILURES)):
            raise UsageError(f"--failure {unknown[0]}: there is no such kind; there are {', '.join(FAILURES)}.")
        options = Options(
            source=source,
            out=out,
            fields=fields_given(fields),
            model=model.model,
            base_url=model.base_url,
            max_tokens=model.max_tokens,
            timeout=model.timeout,
            context=model.context,
            patience=patience * 60,
            retry_failed=kinds if retry else None,
            fork=fork,
            **rest,  # type: ignore[arg-type]
        )
        with progress:
            ended = asyncio.run(run(options, Surface(progress.say, agree, lambda live: progress.show(_line(live)))))
    except MujazError as error:
        console.fail(error)
    if ended is None:
        console.say("not started")
        sys.exit(0)
    _say_end(ended, fork or out)
    sys.exit(ended.exit_code)


def _estimated(expected: Estimate) -> str:
    tokens = f"about {expected.prompt_tokens:,} tokens of prompts and {expected.completion_tokens:,} of answers"
    guess = " (the length of answers is a guess)" if expected.assumed else ""
    money = f"about {expected.usd:,.2f} US dollars" if expected.usd is not None else "the price is not known"
    return f"{expected.articles:,} articles to brief, less duplicates: {tokens}{guess}; {money}"


def _line(live: dict[str, object]) -> str:
    if live.get("via") == "batch":
        return batch_line(live)
    parts = [
        f"{live['settled']:,} done here"
        if not live["failed"]
        else f"{live['settled']:,} settled, {live['failed']:,} failed"
    ]
    parts.append(f"{live['rate']:.1f}/s, {live['in_flight']}/{live['concurrency']} at a time")
    if live["down"]:
        parts.append(f"endpoint down: {live['down']}")
    if live["spent_usd"] is not None:
        parts.append(f"{live['spent_usd']:,.2f} USD")
    return "; ".join(parts)


def _say_end(ended: Ended, out: Path) -> None:
    made = ended.made
    if made.stopped is not None:
        console.say(str(made.stopped))
    failed = f", {ended.failed:,} articles of the run have failed" if ended.failed else ""
    console.say(f"{made.states['done']:,} briefs made{failed}; see: mujaz bulk status {out}")
