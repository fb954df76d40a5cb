"""Commands that need the extra `eval`."""

from __future__ import annotations

from typing import Any

import click

from mujaz.cli import console

__all__ = ["ScoringCommand"]


class ScoringCommand(click.Command):
    """A command that ends with 2, before it does anything, when the packages for scores are not installed."""

    def invoke(self, ctx: click.Context) -> Any:
        from mujaz.errors import MujazError
        from mujaz.evaluation import extra

        try:
            extra.need()
        except MujazError as error:
            console.fail(error)
        return super().invoke(ctx)
