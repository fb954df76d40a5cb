"""mujaz eval gate"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mujaz.cli import console
from mujaz.cli.evaluation.gating import Shown, baseline_options, config_option, out_option, places_options, show
from mujaz.cli.evaluation.scoring import ScoringCommand

if TYPE_CHECKING:
    from mujaz.evaluation.compare_sources import Places
    from mujaz.evaluation.gate_aa import SelfTest

_HELP = """Say whether RUN is worse than the blessed baseline.

RUN is what `mujaz eval compare` takes; without it, what the baseline was made from, as it is now: its recording set,
replayed with the prompt and code of this checkout. Nothing is sent, no key is needed.

Exit code: 0 passed, 1 worse, 2 wrong usage, 3 inconclusive, 4 recordings stale or runs not comparable.
"""


@click.command(cls=ScoringCommand, help=_HELP)
@click.argument("run", metavar="[RUN]", required=False)
@baseline_options
@config_option
@places_options
@click.option("--prompt", metavar="NAME@VERSION", help="The prompt under test. Default: the settings', else brief@1.")
@out_option
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@click.option("--markdown", is_flag=True, help="Print it as Markdown, for a pull request.")
@click.option("--aa", is_flag=True, help="Gate the baseline against itself, and report the rate of false alarms.")
@click.option(
    "--gates", type=click.IntRange(20, 10_000), default=200, show_default=True, help="Comparisons made by --aa."
)
def command(
    run: str | None,
    baseline: str | None,
    baselines: Path,
    config: Path | None,
    gold: Path,
    articles: Path,
    sets: Path,
    prompt: str | None,
    out: Path | None,
    as_json: bool,
    markdown: bool,
    aa: bool,
    gates: int,
) -> None:
    from mujaz.errors import MujazError
    from mujaz.evaluation import gate
    from mujaz.evaluation.compare_sources import Places

    places = Places(gold, articles, sets)
    try:
        if aa:
            sys.exit(_against_itself(run, baseline, baselines, config, places, gates))
        with console.Progress() as progress:
            found = gate.run_gate(
                baseline,
                run,
                places=places,
                settings_path=config,
                folder=baselines,
                prompt=prompt,
                tick=progress.step,
                warn=progress.line,
            )
        show(found, places, Shown(as_json, markdown, out))
    except MujazError as error:
        console.fail(error)
    sys.exit(found.comparison.verdict.exit_code)


def _against_itself(
    run: str | None, baseline: str | None, folder: Path, config: Path | None, places: Places, gates: int
) -> int:
    from mujaz.evaluation import baseline as baselines
    from mujaz.evaluation import compare_sources, gate_aa, gate_settings

    settings = gate_settings.load(config)
    blessed = baselines.load(baselines.named(baseline, folder)).measured
    other = compare_sources.load(run, places) if run is not None else None
    found = gate_aa.against_itself(blessed, settings, gates, other)
    click.echo(_said(found, settings.statistics.alpha))
    return 1 if found.too_many(settings.statistics.alpha) else 0


def _said(found: SelfTest, alpha: float) -> str:
    interval = found.interval
    judged = "too many" if found.too_many(alpha) else f"within the {alpha:.0%} allowed"
    return (
        f"False alarms: {found.alarms} of {found.gates} gates, {found.rate:.1%} "
        f"(95 % interval {interval.low:.1%} to {interval.high:.1%}): {judged}.\n"
        f"Inconclusive: {found.left_open} of {found.gates}, {found.left_open / found.gates:.1%}.\n"
        f"How: {found.says}"
    )
