"""mujaz eval compare"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from mujaz.cli import console
from mujaz.cli.evaluation.gating import Shown, config_option, out_option, places_options, show
from mujaz.cli.evaluation.scoring import ScoringCommand

_HELP = """Compare two runs: is the second, B, worse than the first, A?

A run is a saved scores file (or the folder of one), a recording set (its folder, or its name among --sets), a prompt
such as brief@2 (the set recorded under it; brief@2:SET when there are several), or a folder with a brief of each
article.

Exit code: 0 not worse, 1 worse, 3 inconclusive, 4 recordings stale or runs not comparable.
"""


@click.command(cls=ScoringCommand, help=_HELP)
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@config_option
@places_options
@out_option
@click.option("--recorded", is_flag=True, help="Compare only the articles that the recording sets named have.")
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@click.option("--markdown", is_flag=True, help="Print it as Markdown, for a pull request.")
def command(
    a: str,
    b: str,
    config: Path | None,
    gold: Path,
    articles: Path,
    sets: Path,
    out: Path | None,
    recorded: bool,
    as_json: bool,
    markdown: bool,
) -> None:
    from mujaz.errors import MujazError
    from mujaz.evaluation import compare_sources, gate, gate_settings

    places = compare_sources.Places(gold, articles, sets)
    try:
        if recorded:
            places = replace(places, only=compare_sources.recorded_articles((a, b), places))
        settings = gate_settings.load(config)
        with console.Progress() as progress:
            runs = [compare_sources.load(one, places, tick=progress.step, warn=progress.line) for one in (a, b)]
            progress.step("comparing")
            found = gate.compare_runs(runs[0], runs[1], settings)
        show(found, places, Shown(as_json, markdown, out))
    except MujazError as error:
        console.fail(error)
    sys.exit(found.comparison.verdict.exit_code)
