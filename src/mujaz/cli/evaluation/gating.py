"""What compare, gate, bless, report and power share: where things are, and how a comparison is shown."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mujaz.cli import console

if TYPE_CHECKING:
    from mujaz.evaluation.compare_sources import Places
    from mujaz.evaluation.gate import Gated

__all__ = ["Shown", "baseline_options", "config_option", "out_option", "places_options", "show"]


@dataclass(frozen=True, slots=True)
class Shown:
    """How a comparison is printed, and where its files go."""

    as_json: bool
    markdown: bool
    out: Path | None


config_option = click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The gate's settings. Default: eval/gate.toml, or the built-in ones where there is none.",
)

out_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write gate.json, gate.html, gate.md and gate.junit.xml there.",
)


def places_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say where gold, articles and recording sets are."""

    def folder(name: str, default: str, what: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
        return click.option(
            name, type=click.Path(path_type=Path), default=Path(default), show_default=True, metavar="DIR", help=what
        )

    @folder("--gold", "eval/gold", "Where the gold is.")
    @folder("--articles", "eval/articles", "Where the articles are.")
    @folder("--sets", "cassettes", "Where the recording sets are.")
    @functools.wraps(function)
    def wrapped(**given: Any) -> None:
        function(**given)

    return wrapped


def baseline_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that name a baseline."""

    @click.option("--baseline", metavar="NAME", help="Which baseline. Default: the only one there is.")
    @click.option(
        "--baselines",
        type=click.Path(path_type=Path),
        default=Path("eval/baselines"),
        show_default=True,
        metavar="DIR",
        help="Where the baselines are.",
    )
    @functools.wraps(function)
    def wrapped(**given: Any) -> None:
        function(**given)

    return wrapped


def show(found: Gated, places: Places, shown: Shown) -> None:
    """Print a comparison, and write its files when asked for."""
    from mujaz.evaluation.gate_report import files, markdown, terminal
    from mujaz.render._text import json_text

    if shown.out is not None:
        references = places.known_references()
        files.write(shown.out, found.comparison, found.baseline, found.candidate, references)
        console.say(f"written to {shown.out}: {', '.join(files.NAMES)}")
    if shown.as_json:
        click.echo(json_text(found.comparison.to_json()), nl=False)
    elif shown.markdown:
        click.echo(markdown.render(found.comparison), nl=False)
    else:
        terminal.show(console.stdout_console(), found.comparison)
