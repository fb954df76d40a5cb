"""mujaz bulk cancel"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mujaz.cli import console

if TYPE_CHECKING:
    from mujaz.bulk.batch.cancel import Cancelled

_HELP = """Cancel the batches of the run in folder RUN (see "mujaz bulk run --via batch").

What a batch has done by then is kept and paid: the command that started the run collects it. Articles without a result
are queued again; they are sent by the start after that.
"""


@click.command(help=_HELP)
@click.argument("run", metavar="RUN")
@click.option("--base-url", metavar="URL", help="The endpoint, when it is not where the batches were made.")
@click.option(
    "--forget", is_flag=True, help="Give up batches that the endpoint does not know; they may have been paid."
)
@click.option("--timeout", type=click.FloatRange(1), default=60.0, show_default=True, help="Seconds for one answer.")
def command(run: str, base_url: str | None, forget: bool, timeout: float) -> None:
    from mujaz.bulk.batch.cancel import cancel
    from mujaz.errors import MujazError

    try:
        made = asyncio.run(
            cancel(Path(run), base_url=base_url, timeout=timeout, patience=timeout, forget=forget, tell=console.say)
        )
    except MujazError as error:
        console.fail(error)
    console.say(_said(made, forget=forget))
    sys.exit(1 if made.gone and not forget else 0)


def _said(made: Cancelled, *, forget: bool) -> str:
    parts = []
    if made.cancelling:
        parts.append(f"{made.cancelling} batches are being cancelled; collect what they have done: mujaz bulk run")
    if made.ended:
        parts.append(f"{made.ended} had ended already; collect them: mujaz bulk run")
    if made.unmade:
        parts.append(f"{made.unmade} had not been made yet")
    if made.gone:
        parts.append(f"{made.gone} are not known there" + (", given up" if forget else "; see --base-url and --forget"))
    if made.queued:
        parts.append(f"{made.queued:,} articles are queued again")
    return "; ".join(parts) or "no batch is under way"
