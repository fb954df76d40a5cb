"""mujaz brief"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mujaz.cli import console, silence
from mujaz.cli.options import (
    ModelOptions,
    Recordings,
    folder_named,
    model_options,
    published_option,
    recording_options,
)

if TYPE_CHECKING:
    from mujaz.run import Outcome

_HELP = """Brief Arabic articles.

SOURCE is a file (.txt .md .html .json .jsonl, also .gz), a folder, a quoted glob, - for standard input, or an
http(s) address. Results go to standard output, or with --out to a folder as ARTICLE.json, ARTICLE.html, ARTICLE.md;
progress and messages go to standard error. With --format json one article is printed as one indented document, several
(sources that cannot be read count) as JSON Lines: a document a line. When the reader of standard output goes away
(mujaz brief ... | head) the command ends quietly with 141; with --out it goes on and writes all its files.

Without --model and --base-url: MUJAZ_BASE_URL or OPENAI_BASE_URL, then MUJAZ_API_KEY or OPENAI_API_KEY, then the
small embedded model, whose text is not fit to publish.

With --replay FOLDER recorded answers are used: nothing is sent, and no key and no model are needed.
"""


@click.command(help=_HELP)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["terminal", "md", "html", "json"]),
    help="May be given several times. Default: terminal; with --out: json and html.",
)
@click.option(
    "--out",
    metavar="FOLDER",
    callback=folder_named,
    help="Folder for the results; made when it is missing.",
)
@click.option("--force", is_flag=True, help="Replace files that are already in --out.")
@model_options
@recording_options
@click.option(
    "--prompt", help="NAME@VERSION, or the folder of a prompt. Default: brief@1; with --replay the recordings' own."
)
@published_option
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
    help="How often the model is asked to mend errors that the checks found. Default: 1, or as recorded.",
)
@click.option("--semantic", is_flag=True, help="Compare by meaning too; needs the extra of that name.")
@click.option("--any-language", is_flag=True, help="Go on when the text does not seem to be Arabic.")
@click.option("--allow-private-hosts", is_flag=True, help="Let SOURCE addresses lead to private or loopback hosts.")
def command(
    sources: tuple[str, ...],
    formats: tuple[str, ...],
    out: Path | None,
    force: bool,
    model: ModelOptions,
    recordings: Recordings,
    prompt: str | None,
    published: date | None,
    unsupported: str,
    reasks: int | None,
    semantic: bool,
    any_language: bool,
    allow_private_hosts: bool,
) -> None:
    from mujaz.articles.article import Article
    from mujaz.articles.sources import read
    from mujaz.checks.semantic import require
    from mujaz.delivery import Delivery
    from mujaz.errors import MujazError
    from mujaz.render import terminal
    from mujaz.run import Outcome, Reporter, brief_all
    from mujaz.schema.brief import Brief
    from mujaz.summarizer import Summarizer
    from mujaz.support import count

    outcome = Outcome()
    progress = console.Progress(lambda: summarizer.activity())
    started: dict[str, float] = {}

    def begun(article: Article) -> None:
        started[article.id] = time.monotonic()
        progress.step(f"briefing {article.id}")

    def ended(article: Article, brief: Brief) -> None:
        marks = count(brief)
        said = ", ".join(f"{n} {mark}" for mark, n in marks.items() if n)
        progress.line(f"{article.id}: {said} ({time.monotonic() - started[article.id]:.0f} s)")
        for path in delivery.files(article).values():
            progress.line(f"  {path}")

    def print_text(text: str) -> None:
        progress.pause()
        try:
            click.echo(text, nl=False)
        except BrokenPipeError:
            if out is None:
                raise
            silence()  # nobody reads any more, but the files are still wanted
        progress.resume()

    def print_brief(brief: Brief) -> None:
        out_console = console.stdout_console()
        with out_console.capture() as captured:
            terminal(brief, out_console)
        print_text(captured.get())

    try:
        if semantic:
            require()
        delivery = Delivery(
            formats or (("json", "html") if out else ("terminal",)),  # type: ignore[arg-type]
            out,
            force=force,
            print_text=print_text,
            print_brief=print_brief,
        )
        summarizer = Summarizer(
            model.model,
            base_url=model.base_url,
            prompt=prompt,
            unsupported=unsupported,  # type: ignore[arg-type]
            reasks=reasks,
            any_language=any_language,
            max_tokens=model.max_tokens,
            timeout=model.timeout,
            context=model.context,
            record=recordings.record,
            replay=recordings.replay,
            say=progress.step,
            warn=progress.line,
        )
        summarizer.settings = replace(summarizer.settings, semantic=semantic)
    except MujazError as error:
        console.fail(error)
    articles = read(sources, published=published, allow_private_hosts=allow_private_hosts)

    async def work() -> None:
        try:
            async with summarizer:
                await brief_all(articles, summarizer, delivery, Reporter(begun, ended, progress.line), outcome)
        except MujazError as error:  # a recording that could not be written is told at the end
            outcome.stopped = outcome.stopped or error

    with progress:
        try:
            asyncio.run(work())
        except KeyboardInterrupt:
            progress.line(f"interrupted; {_kept(outcome, out)}")
            console.leave(130)
    if outcome.stopped is not None:
        console.say(str(outcome.stopped))
        console.say(f"stopped; {_kept(outcome, out)}")
    elif outcome.failures and outcome.done:
        console.say(f"{outcome.done} briefs made, {len(outcome.failures)} articles failed")
    sys.exit(outcome.exit_code)


def _kept(outcome: Outcome, out: Path | None) -> str:
    where = f" in {out}" if out else ""
    failed = f", {len(outcome.failures)} articles failed" if outcome.failures else ""
    return f"{outcome.done} finished briefs are kept{where}{failed}; articles after these were not tried"
