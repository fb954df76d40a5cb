"""mujaz eval run"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from mujaz.cli import console
from mujaz.cli.evaluation.gold import articles_option
from mujaz.cli.evaluation.scoring import ScoringCommand

_HELP = """Score briefs against gold.

The briefs come from a recording set (--set) or from folders (--briefs), each of which holds one sample: a brief of
every article. An article without a brief scores worst and stays in. The table goes to standard output; with --out, the
scores (scores.json) and a page (report.html) are written too.

\b
Examples:
  mujaz eval run --set my-model --out runs/my-model
  mujaz eval run --briefs briefs --gold my/gold --articles my/articles --floors
"""


@click.command(cls=ScoringCommand, help=_HELP)
@click.option("--set", "name", metavar="NAME", help="The recording set whose answers are scored.")
@click.option(
    "--sets",
    type=click.Path(path_type=Path),
    default=Path("cassettes"),
    show_default=True,
    metavar="DIR",
    help="Where the recording sets are.",
)
@click.option("--samples", type=click.IntRange(1), metavar="K", help="Answers to each article; default: all recorded.")
@click.option(
    "--briefs",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="DIR",
    help="Briefs as JSON; repeat it for several samples.",
)
@click.option(
    "--gold",
    type=click.Path(path_type=Path),
    default=Path("eval/gold"),
    show_default=True,
    metavar="DIR",
    help="Where the gold is.",
)
@articles_option
@click.option("--only", multiple=True, metavar="ID", help="Only this article; may be given several times.")
@click.option(
    "--slice", "slices", multiple=True, metavar="NAME", help="Only articles of this slice, such as injection."
)
@click.option("--recorded", is_flag=True, help="Only the articles that the recording set has.")
@click.option("--system", metavar="NAME", help="What the table calls it; default: the set's or folder's name.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write scores.json and report.html there.")
@click.option("--floors", is_flag=True, help="Add an empty brief and the headline alone, for comparison.")
@click.option("--all", "everything", is_flag=True, help="Show the diagnostics too, and every slice.")
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON instead of the table.")
def command(
    name: str | None,
    sets: Path,
    samples: int | None,
    briefs: tuple[Path, ...],
    gold: Path,
    articles: Path,
    only: tuple[str, ...],
    slices: tuple[str, ...],
    recorded: bool,
    system: str | None,
    out: Path | None,
    floors: bool,
    everything: bool,
    as_json: bool,
) -> None:
    from mujaz.errors import MujazError
    from mujaz.evaluation import answers, scoring
    from mujaz.evaluation.compare_sources import Places, recorded_articles
    from mujaz.evaluation.floors import FLOORS
    from mujaz.evaluation.replayed import from_recordings
    from mujaz.evaluation.report import files, terminal
    from mujaz.render._text import json_text

    if (name is None) == (not briefs):
        raise click.UsageError("Name either a recording set (--set) or folders of briefs (--briefs).")
    if samples is not None and briefs:
        raise click.UsageError("--samples goes with --set; each --briefs is one sample.")
    if recorded and (name is None or only):
        raise click.UsageError("--recorded goes with --set, and without --only.")
    try:
        if recorded and name is not None:
            only = recorded_articles([name], Places(sets=sets))
        references = scoring.references(gold, articles, only, slices)
        with console.Progress() as progress:
            if name is None:
                given = [answers.in_folder(folder, references) for folder in briefs]
            else:
                given = from_recordings(sets / name, references, samples, tick=progress.step, warn=progress.line)
            progress.step("scoring")
            run = scoring.score(references, given, system or name or briefs[0].resolve().name)
            others = [
                scoring.score(references, [floor(sample) for sample in given], what).scores
                for what, floor in (FLOORS.items() if floors else ())
            ]
        if out is not None:
            files.write(out, run, others)
    except MujazError as error:
        console.fail(error)
    _say_failures(run.failures)
    if as_json:
        click.echo(json_text(run.scores.to_json()), nl=False)
    else:
        terminal.show(console.stdout_console(), run.scores, others, everything)
    if out is not None:
        console.say(f"written to {out}: {', '.join(files.NAMES)}")


def _say_failures(failures: Mapping[str, Sequence[str | None]]) -> None:
    for id_, reasons in failures.items():
        for number, reason in enumerate(reasons, start=1):
            if reason is not None:
                console.say(f"no brief of {id_}, sample {number}: {reason}")
