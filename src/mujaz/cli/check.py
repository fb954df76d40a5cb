"""mujaz check"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from mujaz.cli import console
from mujaz.cli.options import published_option

_HELP = """Check BRIEF against the article SOURCE, without any model.

BRIEF is a brief or a draft of this project's schemas, or any JSON with Arabic quotes in it; - reads it from standard
input. Prints the findings; exit code 1 when there are errors.
"""


@click.command(help=_HELP)
@click.argument("brief", metavar="BRIEF.json")
@click.argument("source", metavar="SOURCE")
@click.option("--json", "as_json", is_flag=True, help="Findings as a JSON array.")
@click.option("--semantic", is_flag=True, help="Compare by meaning too; needs the extra of that name.")
@published_option
def command(brief: str, source: str, as_json: bool, semantic: bool, published: date | None) -> None:
    from mujaz.articles.article import Article
    from mujaz.articles.sources import read
    from mujaz.checks.semantic import require
    from mujaz.cleaning import clean
    from mujaz.errors import MujazError, UsageError
    from mujaz.existing import check_document

    try:
        if semantic:
            require()
        document = _parse(_read(brief), brief)
        articles = list(read([source], published=published or _published(document)))
        if len(articles) != 1:
            raise UsageError(f"{source}: {len(articles)} articles; name a source with one.")
        article = articles[0]
        if not isinstance(article, Article):
            raise article
        what, findings = check_document(document, article, clean(article), semantic=semantic)
    except MujazError as error:
        console.fail(error)
    errors = sum(finding.severity == "error" for finding in findings)
    if as_json:
        click.echo(json.dumps([f.model_dump() for f in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            where = f" (at {finding.start}-{finding.end})" if finding.start is not None else ""
            line = f"{finding.severity:7}  {finding.code}  {finding.path}: {finding.message}{where}"
            click.echo(console.plain(line))
    warnings = sum(finding.severity == "warning" for finding in findings)
    console.say(f"{what} checked against {article.id}: {errors} errors, {warnings} warnings")
    sys.exit(1 if errors else 0)


def _parse(text: str, path: str) -> object:
    from mujaz.errors import ReadError

    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(f"{path}: not JSON (line {error.lineno}: {error.msg})") from error
    except (RecursionError, ValueError) as error:
        raise ReadError(f"{path}: JSON that nobody would write ({error}).") from error


def _read(path: str) -> str:
    from mujaz.errors import ReadError

    try:
        if path == "-":
            if sys.stdin is None:
                raise ReadError("-: standard input is closed.")
            return sys.stdin.buffer.read().decode("utf-8-sig")
        return Path(path).read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: not UTF-8 text.") from error


def _published(document: object) -> date | None:
    """The publication date that the brief was made with, so that relative dates are read the same way."""
    article = document.get("article") if isinstance(document, dict) else None
    said = article.get("published") if isinstance(article, dict) else None
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
