"""mujaz eval: one file a command or two, loaded when the command runs."""

from __future__ import annotations

import importlib

import click

_COMMANDS = {
    "run": ("run", "command", "Score briefs against gold."),
    "new-gold": ("gold", "new", "Begin a gold file, empty or from a brief, for a person to finish."),
    "check-gold": ("gold", "check", "Check gold files; turn segment numbers into ranges."),
    "agreement": ("agreement", "command", "Say how far two annotators agree."),
    "record": ("record", "command", "Record a model's answers to the articles."),
    "compare": ("compare", "command", "Compare two scored runs."),
    "gate": ("gate", "command", "Say whether a run is worse than the baseline."),
    "bless": ("bless", "command", "Make a run the baseline."),
    "report": ("report", "command", "Show a scored run again, as table or page."),
    "power": ("power", "command", "Say how small a difference the set can show."),
}
"""Name -> module, attribute, what `--help` says."""


class _Commands(click.Group):
    """A group whose commands are imported when they are called; `--help` imports none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module, attribute, _ = _COMMANDS[name]
        command = getattr(importlib.import_module(f"mujaz.cli.evaluation.{module}"), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, said) for name, (_, _, said) in _COMMANDS.items()])


@click.group(cls=_Commands)
def command() -> None:
    """Gold, recordings, scores, and the question whether a change made it worse."""
