"""mujaz eval check-gold, new-gold"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mujaz.cli import console

if TYPE_CHECKING:
    from mujaz.articles.article import Article

_CHECK_HELP = """Check gold files against their articles: schema, patterns, passages, codes, dates.

GOLD are files or folders (default: eval/gold). Problems go to standard output, one a line; exit code 1 when there are
any.
"""

articles_option = click.option(
    "--articles",
    type=click.Path(path_type=Path),
    default=Path("eval/articles"),
    show_default=True,
    metavar="DIR",
    help="Where the articles are.",
)


@click.command(help=_CHECK_HELP)
@click.argument("gold", metavar="[GOLD...]", nargs=-1, type=click.Path(path_type=Path))
@articles_option
@click.option("--resolve", is_flag=True, help="Write ranges of the raw text in place of segment numbers.")
def check(gold: tuple[Path, ...], articles: Path, resolve: bool) -> None:
    from mujaz.errors import MujazError
    from mujaz.evaluation.sets import articles_in, gold_paths

    bad = 0
    try:
        paths = gold_paths(gold or [Path("eval/gold")])
        known = articles_in(articles)
        for path in paths:
            found = _checked(path, known, articles, resolve)
            bad += bool(found)
            for problem in found:
                click.echo(console.plain(f"{path}: {problem}"))
    except MujazError as error:
        console.fail(error)
    console.say(f"{len(paths)} gold files checked, {bad or 'none'} with problems")
    sys.exit(1 if bad else 0)


def _checked(path: Path, articles: dict[str, Article], folder: Path, resolve: bool) -> list[str]:
    """The problems of one file; its segment numbers become ranges on the way, on disk too when asked for."""
    from mujaz.delivery import write_atomically
    from mujaz.evaluation import gold

    try:
        document: Any = json.loads(path.read_bytes())
        if not isinstance(document, dict):
            return ["not a JSON object"]
        numbered = gold.has_numbers(document)
        article = articles.get(gold.article_id(document, path))
        if article is None:
            return [f"no article {gold.article_id(document, path)!r} in {folder}"]
        parsed = gold.parse(gold.resolve(document, article) if resolve or numbered else document)
    except OSError as error:
        return [str(error.strerror or error)]
    except ValueError as error:  # not JSON, not UTF-8, not gold, or a segment that is not there
        return [str(error)]
    found = list(gold.problems(parsed, article))
    if resolve:
        write_atomically(path, parsed.to_json())
    elif numbered:
        found.append("evidence is still written as segment numbers; add --resolve")
    return found


_NEW_HELP = """Begin the gold file of ARTICLE, for a person to finish: empty, or filled with what a brief says.

Evidence is written as segment numbers, as `mujaz clean` shows them; `mujaz eval check-gold --resolve` turns them into
ranges of the text.
"""


@click.command(help=_NEW_HELP)
@click.argument("source", metavar="ARTICLE")
@click.option("--brief", type=click.Path(path_type=Path), metavar="BRIEF.json", help="Fill in what this brief says.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write there; default: standard output.")
def new(source: str, brief: Path | None, out: Path | None) -> None:
    from mujaz.articles.sources import read_one
    from mujaz.delivery import write_atomically
    from mujaz.errors import MujazError, UsageError
    from mujaz.evaluation.answers import read_brief
    from mujaz.evaluation.prefill import begin

    try:
        article = read_one(source)
        said = None if brief is None else read_brief(brief)
        if said is not None and said.article.raw_sha256 != article.sha256:
            raise UsageError(f"{brief}: made from another text than {source}")
        text = json.dumps(begin(article, said), ensure_ascii=False, indent=2) + "\n"
        if out is None:
            click.echo(text, nl=False)
            return
        if out.exists():
            raise UsageError(f"{out} is there already; nothing was written")
        write_atomically(out, text)
    except MujazError as error:
        console.fail(error)
    console.say(f"written to {out}; finish it, then: mujaz eval check-gold {out} --resolve")
