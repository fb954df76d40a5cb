"""mujaz bulk"""

from __future__ import annotations

import importlib

import click

_COMMANDS = {
    "run": "Brief every article of INPUT; started again, it goes on.",
    "status": "How a run stands.",
    "cancel": "Cancel the batches of a run.",
    "export": "Write a run's briefs, events or findings as a table.",
}


class _Commands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command = importlib.import_module(f"mujaz.cli.bulk.{name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Commands, help="Thousands to millions of articles: resumable, within limits and a budget.")
def command() -> None:
    pass
