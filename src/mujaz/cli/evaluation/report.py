"""mujaz eval report"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mujaz.cli import console
from mujaz.cli.evaluation.scoring import ScoringCommand

_HELP = """Show a saved comparison (gate.json) or scored run (scores.json) again.

Of a comparison, the page that needs the answers' texts is made by `compare` and `gate` with --out; here it is shown as
a table, Markdown, JUnit XML or JSON. The exit code is that of its verdict only with --exit-code.
"""


@click.command(cls=ScoringCommand, help=_HELP)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["terminal", "markdown", "junit", "json"]),
    default="terminal",
    show_default=True,
    help="How to show it; a scored run: terminal or json.",
)
@click.option("--all", "everything", is_flag=True, help="Of a scored run, show the diagnostics and every slice too.")
@click.option("--exit-code", "exits", is_flag=True, help="End with the exit code of the verdict.")
def command(file: Path, format_: str, everything: bool, exits: bool) -> None:
    from mujaz.errors import MujazError, UsageError
    from mujaz.evaluation.comparison import read_comparison
    from mujaz.evaluation.gate_report import junit, markdown, terminal
    from mujaz.evaluation.report import terminal as scores_terminal
    from mujaz.evaluation.table import Scores
    from mujaz.render._text import json_text

    try:
        found = read_comparison(file)
        if found is None:
            scores = Scores.load(file)
            if format_ not in ("terminal", "json"):
                raise UsageError(f"{file} is a scored run, not a comparison: --format terminal or json")
    except MujazError as error:
        console.fail(error)
    if found is None:
        if format_ == "json":
            click.echo(json_text(scores.to_json()), nl=False)
        else:
            scores_terminal.show(console.stdout_console(), scores, (), everything)
        sys.exit(0)
    if format_ == "terminal":
        terminal.show(console.stdout_console(), found)
    else:
        shown = {"markdown": markdown.render, "junit": junit.render, "json": type(found).to_json}
        click.echo(shown[format_](found), nl=False)
    sys.exit(found.verdict.exit_code if exits else 0)
