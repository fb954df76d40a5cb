"""What the commands share: messages on stderr, errors as one line, progress for people and for logs."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from mujaz.errors import MujazError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.status import Status
    from rich.text import Text

__all__ = ["Progress", "fail", "flat", "is_terminal", "leave", "plain", "say", "stdout_console", "unmarked"]


_HARMLESS = "\n\u200c\u200d\u00a0"
"""Not printable to Python, but nothing to fear: the joiners of Arabic script, the space that does not break."""
_SHAPELESS = "\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""Letters to Unicode, and nothing to see."""


def plain(text: str) -> str:
    """`text` without control characters, which could move the cursor or colour the terminal; newlines stay."""
    return "".join(c if c in _HARMLESS or (c.isprintable() and c not in _SHAPELESS) else "\ufffd" for c in text)


def flat(text: str) -> str:
    """`plain(text)` on one line: for text from outside that must not make lines of its own. Spaces stay as they are."""
    return plain(" ".join(text.splitlines()))


def say(message: str) -> None:
    """A message to the person, on stderr. Its further lines are indented, so that none looks like another message.

    When nobody reads stderr any more, the work goes on without messages.
    """
    first, *rest = plain(message).split("\n")
    lines = [first, *(line if line.startswith(" ") or not line else f"  {line}" for line in rest)]
    with contextlib.suppress(BrokenPipeError):
        click.echo("mujaz: " + "\n".join(lines), err=True)


def fail(error: MujazError) -> NoReturn:
    """End the command with the error's message and exit code."""
    say(str(error))
    sys.exit(error.exit_code)


def leave(code: int) -> NoReturn:
    """End the process now, also when a thread still waits for standard input."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at the stream; a closed one is no terminal."""
    return stream is not None and stream.isatty()


def stdout_console() -> Console:
    """A rich console on standard output: colours only on a terminal, no markup read from data."""
    from rich.console import Console

    width = None if is_terminal(sys.stdout) else 100
    return Console(width=width, markup=False, emoji=False, highlight=False, soft_wrap=False)


def unmarked(text: str) -> Text:
    """`flat(text)` for the moving line of rich, which would read markup in a string, whatever the console is told."""
    from rich.text import Text

    return Text(flat(text))


class Progress:
    """Shows that work goes on: a moving line on a terminal, else one line a step.

    `activity` is asked every second for details while the line moves; it may return None.
    """

    def __init__(self, activity: Callable[[], str | None] = lambda: None) -> None:
        self._activity = activity
        self._status: Status | None = None
        self._text = ""
        self._since = time.monotonic()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Progress:
        if is_terminal(sys.stderr):
            from rich.console import Console

            console = Console(stderr=True, markup=False, emoji=False, highlight=False)
            self._status = console.status("")
            self._status.start()
            self._thread = threading.Thread(target=self._refresh, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        if self._status is not None:
            self._status.stop()

    def step(self, text: str) -> None:
        """A new step begins."""
        self._text, self._since = flat(text), time.monotonic()
        if self._status is None:
            say(text)

    def line(self, text: str) -> None:
        """A message that stays, without disturbing the moving line."""
        if self._status is None:
            say(text)
        else:
            self._status.console.print(f"mujaz: {plain(text)}", soft_wrap=True)

    def pause(self) -> None:
        """Take the moving line away, so that results can be printed; the next step brings it back."""
        if self._status is not None:
            self._status.stop()

    def resume(self) -> None:
        """Bring the moving line back."""
        if self._status is not None and not self._stop.is_set():
            self._status.start()

    def _refresh(self) -> None:
        while not self._stop.wait(1.0):
            detail = self._activity()
            seconds = int(time.monotonic() - self._since)
            if self._status is not None:
                told = f"{self._text}{f': {detail}' if detail else ''} ({seconds} s)"
                self._status.update(unmarked(told))
