"""mujaz eval bless"""

from __future__ import annotations

from pathlib import Path

import click

from mujaz.cli import console
from mujaz.cli.evaluation.gating import baseline_options, config_option, places_options
from mujaz.cli.evaluation.scoring import ScoringCommand

_HELP = """Make RUN the baseline that the gate measures against: an act to be reviewed, which writes a file to commit.

RUN is what `mujaz eval compare` takes. A run that the gate fails against the present baseline, or that lies more than
its margin below a floor (the best mean ever blessed), is refused: exit code 1.
"""


@click.command(cls=ScoringCommand, help=_HELP)
@click.argument("run", metavar="RUN")
@baseline_options
@config_option
@places_options
@click.option("--allow-regression", metavar="REASON", help="Bless it all the same; the reason is kept in the file.")
def command(
    run: str,
    baseline: str | None,
    baselines: Path,
    config: Path | None,
    gold: Path,
    articles: Path,
    sets: Path,
    allow_regression: str | None,
) -> None:
    from mujaz.errors import MujazError, UsageError
    from mujaz.evaluation import baseline as blessed
    from mujaz.evaluation import compare_sources, gate_settings

    places = compare_sources.Places(gold, articles, sets)
    try:
        if allow_regression is not None and not allow_regression.strip():
            raise UsageError("--allow-regression needs a reason")
        settings = gate_settings.load(config)
        path = blessed.named(baseline or (None if any(baselines.glob("*.json")) else "main"), baselines)
        with console.Progress() as progress:
            measured = compare_sources.load(run, places, tick=progress.step, warn=progress.line)
        _, said = blessed.bless(measured, path, settings, allow_regression)
    except MujazError as error:
        console.fail(error)
    for line in said:
        click.echo(line)
    console.say(f"{path} written from {measured.origin.source}; look at it, and commit it")
