"""mujaz prompts"""

from __future__ import annotations

import click

from mujaz.cli import console


@click.group(help="List the prompts, show one, or compare two.")
def command() -> None:
    pass


@command.command("list", help="Name, version, fingerprint and description of every prompt.")
def list_() -> None:
    from mujaz.errors import MujazError
    from mujaz.prompts import available

    try:
        for prompt in available():
            click.echo(f"{prompt.spec}  {prompt.sha256[:12]}  {prompt.description}")
    except MujazError as error:
        console.fail(error)


@command.command(help="Print a prompt's files; SPEC is NAME@VERSION or a folder.")
@click.argument("spec")
def show(spec: str) -> None:
    from mujaz.errors import MujazError
    from mujaz.prompts import FILES, load

    try:
        prompt = load(spec)
        for file in FILES:
            click.echo(f"==> {file}\n{prompt.source(file).rstrip()}\n")
        click.echo(f"==> fingerprint\n{prompt.sha256}")
    except MujazError as error:
        console.fail(error)


@command.command(help="What changed between two prompts, as a unified diff; each is NAME@VERSION or a folder.")
@click.argument("old")
@click.argument("new")
def diff(old: str, new: str) -> None:
    from difflib import unified_diff

    from mujaz.errors import MujazError
    from mujaz.prompts import FILES, load

    try:
        before, after = load(old), load(new)
        for file in FILES:
            was, is_now = (prompt.source(file).splitlines() for prompt in (before, after))
            for line in unified_diff(was, is_now, f"{before.spec}/{file}", f"{after.spec}/{file}", lineterm=""):
                click.echo(line)
    except MujazError as error:
        console.fail(error)
