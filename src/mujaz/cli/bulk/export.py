"""mujaz bulk export"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mujaz.cli import console
from mujaz.cli.options import folder_named

_HELP = """Write a run's results as tables.

\b
  briefs    one row a brief; JSON Lines and Parquet hold the whole brief too
  events    one row an event, with ACLED-like types
  findings  one row a finding of the checks
  articles  one row an article of the input: its state, why it failed, whose copy it is

With --out, every table becomes a file of that folder; without it, one --table goes to standard output. GeoJSON holds
the events that have coordinates. A run that is still at work can be exported too.
"""


@click.command(help=_HELP)
@click.argument("run", metavar="RUN")
@click.option("--format", "format_", type=click.Choice(["jsonl", "parquet", "csv", "geojson"]), required=True)
@click.option(
    "--table",
    "tables",
    multiple=True,
    type=click.Choice(["briefs", "events", "findings", "articles"]),
    help="May be given several times. Default: all; with geojson: events.",
)
@click.option("--out", metavar="FOLDER", callback=folder_named, help="Folder for the files.")
def command(run: str, format_: str, tables: tuple[str, ...], out: Path | None) -> None:
    from mujaz.bulk.export import TABLES, export
    from mujaz.errors import MujazError

    chosen = tables or (("events",) if format_ == "geojson" else TABLES)
    try:
        written = export(Path(run), format_, chosen, out, sys.stdout)  # type: ignore[arg-type]
    except MujazError as error:
        console.fail(error)
    for name, count in written:
        if name != "-":
            console.say(f"{name}: {count:,} rows")
