"""mujaz doctor"""

from __future__ import annotations

import asyncio
import sys

import click

from mujaz.cli import console
from mujaz.cli.options import ModelOptions, model_options


@click.command(help="Say what is installed, which endpoint and model would be used, and whether they answer.")
@model_options
def command(model: ModelOptions) -> None:
    from mujaz.doctor import examine

    findings = asyncio.run(examine(model.model, model.base_url, min(model.timeout, 20.0)))
    for finding in findings:
        mark = {True: "ok  ", False: "FAIL", None: "    "}[finding.ok]
        click.echo(console.flat(f"{mark} {finding.what:16} {finding.said}"))
    failed = [finding for finding in findings if finding.ok is False]
    sys.exit(max((finding.exit_code for finding in failed), default=0))
