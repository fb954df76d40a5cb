"""mujaz eval agreement"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mujaz.cli import console
from mujaz.cli.evaluation.gold import articles_option
from mujaz.cli.evaluation.scoring import ScoringCommand

if TYPE_CHECKING:
    from mujaz.evaluation.agreement import Agreement

_HELP = """Say how far two annotators agree, whose gold files are in the folders A and B.

Only articles that both annotated count. Compare the files as they were before anybody saw the other's.
"""


@click.command(cls=ScoringCommand, help=_HELP)
@click.argument("one", metavar="A", type=click.Path(path_type=Path))
@click.argument("other", metavar="B", type=click.Path(path_type=Path))
@articles_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of the table.")
def command(one: Path, other: Path, articles: Path, as_json: bool) -> None:
    from mujaz.errors import MujazError
    from mujaz.evaluation.agreement import agree
    from mujaz.evaluation.scoring import references

    try:
        found = agree(references(one, articles), references(other, articles))
    except MujazError as error:
        console.fail(error)
    click.echo(json.dumps(_as_dict(found), ensure_ascii=False, indent=2) if as_json else _as_text(found))


def _as_dict(found: Agreement) -> dict[str, object]:
    return {
        "articles": len(found.articles),
        "events_f1": found.events,
        "category_kappa": found.category_kappa,
        "nuggets_jaccard": found.nuggets_jaccard,
        "importance_kappa": found.importance_kappa,
        "by_article": [
            {"article": a.article, "events_f1": a.events, "nuggets_jaccard": a.nuggets_jaccard} for a in found.articles
        ],
    }


def _as_text(found: Agreement) -> str:
    pairs = sum(len(a.categories) for a in found.articles)
    nuggets = sum(len(a.nuggets) for a in found.articles)
    lines = [f"{'article':40} events F1  nuggets"]
    lines += [f"{console.plain(a.article):40}     {a.events:.3f}    {a.nuggets_jaccard:.3f}" for a in found.articles]
    lines += [
        "",
        f"events, F1 (mean of {len(found.articles)} articles)         {found.events:.3f}",
        f"categories, kappa ({pairs} aligned events)       {_said(found.category_kappa)}",
        f"nuggets, Jaccard (mean)                  {found.nuggets_jaccard:.3f}",
        f"vital or okay, kappa ({nuggets} nuggets of both)  {_said(found.importance_kappa)}",
    ]
    return "\n".join(lines)


def _said(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.3f}"
