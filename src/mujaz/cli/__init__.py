"""The command line. One file a command; commands and their heavy imports load when they run."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from mujaz import __version__

__all__ = ["CLOSED_PIPE", "DEFECT", "app", "main", "silence"]

CLOSED_PIPE = 141
"""Exit code when the reader of standard output has gone, as the shell gives it for programs that end by SIGPIPE."""
DEFECT = 70
"""Exit code of a defect (EX_SOFTWARE of sysexits.h): Python's 1 would look like a verdict, or like failed articles."""

_COMMANDS = {
    "brief": "Brief Arabic articles: English sentences and events, each tied to the Arabic.",
    "clean": "Show what the model will see: text, segments, edits.",
    "check": "Check an existing brief or draft against its article.",
    "bulk": "Thousands of articles: resumable, within limits and a budget.",
    "eval": "Score briefs against gold, and say whether a change made them worse.",
    "prompts": "List prompts, or show one.",
    "schema": "Print the JSON Schema of drafts, briefs or gold files.",
    "doctor": "Say what is installed and which model would be used.",
}

_EPILOG = """\b
Examples:
  mujaz brief article.txt
  mujaz brief news/*.html --out briefs --format html --format json
  mujaz brief https://example.org/story --published 2025-04-12
  mujaz brief article.txt --base-url http://localhost:8000/v1 --model my-model

\b
Exit codes:
  0  done
  1  done, but some articles failed or errors were found
  2  wrong usage, or nothing could be read
  5  the endpoint cannot be used
  70  a defect of mujaz itself; what it has written may be incomplete
  141  the reader of standard output has gone (mujaz ... | head)
"""


class _Commands(click.Group):
    """A group whose commands are imported when they are called; `--help` imports none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = "evaluation" if name == "eval" else name  # `eval` is a word of the language
        command = importlib.import_module(f"mujaz.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # click would end with 1, as if articles had failed
            _end_without_a_reader()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mujaz")
def app() -> None:
    """Arabic news articles in, checked English briefs out.

    A language model writes; code checks; every sentence and event points to the Arabic words that support it.
    """


def main() -> None:
    """Run the command line; the exit code says how it ended."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):  # Arabic whatever the locale
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(prog_name="mujaz", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        _end_without_a_reader()
    except MemoryError:
        print("mujaz: there is not enough memory for this input.", file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO):
            _end_with_a_defect()
        silence()
        print(f"mujaz: standard output cannot be written ({error.strerror}).", file=sys.stderr)
        sys.exit(2)
    except Exception:  # noqa: BLE001 - the outermost frame: only the exit code is changed
        _end_with_a_defect()


def _end_with_a_defect() -> NoReturn:
    """Show the exception that is being handled, as Python would, and end with a code that means nothing else."""
    import traceback

    traceback.print_exc()
    print("mujaz: this is a defect of mujaz; what it has written may be incomplete.", file=sys.stderr)
    sys.exit(DEFECT)


def _end_without_a_reader() -> NoReturn:
    """End quietly, as every program does whose reader has gone: `mujaz ... | head`."""
    silence()
    sys.exit(CLOSED_PIPE)


def silence() -> None:
    """Nothing more is written to standard output, also not when the interpreter closes it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
