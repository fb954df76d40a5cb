"""mujaz schema"""

from __future__ import annotations

import json

import click


@click.command(help="Print a JSON Schema: draft (what the model fills in), brief (what you receive), gold (see eval).")
@click.argument("name", type=click.Choice(["draft", "brief", "gold"]))
def command(name: str) -> None:
    from mujaz.schema.files import SCHEMAS

    click.echo(json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2))
