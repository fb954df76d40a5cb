"""mujaz eval power"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mujaz.cli import console
from mujaz.cli.evaluation.gating import config_option, places_options
from mujaz.cli.evaluation.scoring import ScoringCommand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mujaz.evaluation.compare_sources import Places
    from mujaz.evaluation.gate_settings import Settings
    from mujaz.evaluation.power_report import Row

_HELP = """Say how small a loss the gold set can show.

With A and B: from the differences of two runs. With A alone: from how its answers vary (several of each article are
needed). Without runs: from the stories of the gold and an assumed spread, before anything is recorded.
"""


@click.command(cls=ScoringCommand, help=_HELP)
@click.argument("a", metavar="[A]", required=False)
@click.argument("b", metavar="[B]", required=False)
@config_option
@places_options
@click.option(
    "--spread", type=click.FloatRange(0.001, 1), help="Assumed standard deviation of an article's difference."
)
@click.option(
    "--power",
    "wanted",
    type=click.FloatRange(0.5, 0.99),
    default=0.8,
    show_default=True,
    help="Share of gates that shall see the loss.",
)
def command(
    a: str | None,
    b: str | None,
    config: Path | None,
    gold: Path,
    articles: Path,
    sets: Path,
    spread: float | None,
    wanted: float,
) -> None:
    from mujaz.errors import MujazError
    from mujaz.evaluation import compare_sources, gate_settings

    places = compare_sources.Places(gold, articles, sets)
    try:
        settings = gate_settings.load(config)
        rows = _rows(a, b, places, settings, spread, wanted)
    except MujazError as error:
        console.fail(error)
    _show(rows, wanted)


def _rows(
    a: str | None, b: str | None, places: Places, settings: Settings, spread: float | None, wanted: float
) -> list[Row]:
    from mujaz.evaluation import compare_sources, power_report

    if a is not None:
        runs = [compare_sources.load(one, places).scores for one in (a, b) if one is not None]
        if len(runs) == 2:
            return power_report.from_runs(runs[0], runs[1], settings, wanted)
        if spread is None:
            return power_report.from_answers(runs[0], settings, wanted)
        stories = [one.story for one in runs[0].articles]
    else:
        stories = [one.gold.story for one in places.references().values()]
    metric = next(iter(settings.metrics))
    spreads = [spread] if spread is not None else list(power_report.ASSUMED.values())
    return [row for one in spreads for row in power_report.assumed(stories, settings, one, metric, wanted)]


def _show(rows: Sequence[Row], wanted: float) -> None:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("metric", "articles", "stories", "spread", "interval ±", "loss seen", "margin", "passes"):
        table.add_column(heading, justify="left" if heading == "metric" else "right", no_wrap=True)
    for row in rows:
        found = row.found
        table.add_row(
            row.metric,
            str(found.articles),
            str(found.stories),
            f"{found.spread:.3f}",
            f"{found.half_width:.3f}",
            "none tried" if found.loss is None else f"{found.loss:.3f}",
            f"{row.margin:g}",
            f"{found.passes:.0%}",
        )
    console.stdout_console().print(table)
    click.echo(
        f"Loss seen: the smallest that fails in {wanted:.0%} of gates. Passes: share of gates that pass when nothing "
        "changed."
    )
    for note in dict.fromkeys(row.note for row in rows):
        click.echo(f"Spread: {note}.")
