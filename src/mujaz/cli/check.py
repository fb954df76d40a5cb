"""mujaz check"""

from __future__ import annotations

import json
import sys
from datetime import date
from itertools import islice

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
@click.option("--allow-private-hosts", is_flag=True, help="Let a SOURCE address lead to a private or loopback host.")
@published_option
def command(
    brief: str, source: str, as_json: bool, semantic: bool, allow_private_hosts: bool, published: date | None
) -> None:
    from mujaz.articles.article import Article
    from mujaz.articles.identity import shown
    from mujaz.articles.sources import read
    from mujaz.checks.semantic import require
    from mujaz.cleaning import clean
    from mujaz.errors import MujazError, UsageError
    from mujaz.existing import check_document
    from mujaz.render._text import json_text

    try:
        if semantic:
            require()
        document = _parse(_read(brief, shown(brief)), shown(brief))
        found = read([source], published=published or _published(document), allow_private_hosts=allow_private_hosts)
        articles = list(islice(found, 2))
        if len(articles) != 1:
            raise UsageError(f"{shown(source)}: {'several' if articles else 'no'} articles; name a source with one.")
        article = articles[0]
        if not isinstance(article, Article):
            raise article
        what, findings = check_document(document, article, clean(article), semantic=semantic)
    except MujazError as error:
        console.fail(error)
    errors = sum(finding.severity == "error" for finding in findings)
    if as_json:
        click.echo(json_text(json.dumps([f.model_dump() for f in findings], ensure_ascii=False, indent=2)))
    else:
        for finding in findings:
            where = f" (at {finding.start}-{finding.end})" if finding.start is not None else ""
            line = f"{finding.severity:7}  {finding.code}  {finding.path}: {finding.message}{where}"
            click.echo(console.flat(line))
    warnings = sum(finding.severity == "warning" for finding in findings)
    console.say(f"{what} checked against {article.id}: {errors} errors, {warnings} warnings")
    sys.exit(1 if errors else 0)


def _parse(text: str, name: str) -> object:
    from mujaz.errors import ReadError

    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(f"{name}: not JSON (line {error.lineno}: {error.msg})") from error
    except (RecursionError, ValueError, MemoryError) as error:
        raise ReadError(f"{name}: JSON that nobody would write ({error}).") from error


def _read(path: str, name: str) -> str:
    """The text of the file, or of standard input for `-`; bounded like every input."""
    from mujaz.articles.files import open_given, read_bounded
    from mujaz.errors import ReadError

    if path == "-" and sys.stdin is None:
        raise ReadError("standard input is closed; name a file.")
    try:
        if path == "-":
            return read_bounded(sys.stdin.buffer).decode("utf-8-sig")
        with open_given(path) as stream:
            return read_bounded(stream).decode("utf-8-sig")
    except ReadError as error:
        raise ReadError(f"{name}: {error}") from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{name}: not UTF-8 text.") from error


def _published(document: object) -> date | None:
    """The publication date that the brief was made with, so that relative dates are read the same way."""
    article = document.get("article") if isinstance(document, dict) else None
    said = article.get("published") if isinstance(article, dict) else None
    try:
        return date.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
