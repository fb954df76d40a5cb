"""The line that shows how a run stands: moving on a terminal, once a minute in a log."""

from __future__ import annotations

import sys
import time
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING, Any

from mujaz.cli import console

if TYPE_CHECKING:
    from rich.status import Status

__all__ = ["LiveLine", "batch_line", "duration"]

_LOG_EVERY = 60.0


class LiveLine:
    """Shows one line that changes, and messages that stay, on stderr."""

    def __init__(self) -> None:
        self._status: Status | None = None
        self._shown_at = time.monotonic()

    def __enter__(self) -> LiveLine:
        if console.is_terminal(sys.stderr):
            from rich.console import Console

            self._status = Console(stderr=True, markup=False, emoji=False, highlight=False).status("")
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def show(self, text: str) -> None:
        """The line as it is now."""
        if self._status is not None:
            self._status.update(console.unmarked(text))
        elif time.monotonic() - self._shown_at >= _LOG_EVERY:
            self._shown_at = time.monotonic()
            console.say(console.flat(text))

    def say(self, text: str) -> None:
        """A message that stays."""
        if self._status is None:
            console.say(text)
        else:
            self._status.console.print(f"mujaz: {console.plain(text)}", soft_wrap=True)

    def pause(self) -> None:
        """Take the line away, for a question."""
        if self._status is not None:
            self._status.stop()

    def resume(self) -> None:
        """Bring it back."""
        if self._status is not None:
            self._status.start()


def duration(seconds: float) -> str:
    """A duration for people: "2 h 05 min", "3 min 20 s", "12 s"."""
    whole = int(seconds)
    if whole >= 3600:
        return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
    return f"{whole // 60} min {whole % 60:02d} s" if whole >= 60 else f"{whole} s"


def batch_line(live: dict[str, Any]) -> str:
    """How a run by way of batches stands, on one line."""
    batches = live["batches"]
    statuses = Counter(str(batch["status"] or "made") for batch in batches)
    parts = [f"{live['settled']:,} settled here" + (f", {live['failed']:,} failed" if live["failed"] else "")]
    parts += [f"{count} batches {status}" for status, count in statuses.items()] or ["no batch under way"]
    if any(batch["completed"] for batch in batches):
        done, rows = (sum(batch[name] or 0 for batch in batches) for name in ("completed", "rows"))
        parts.append(f"{done:,} of {rows:,} requests in them answered")
    if live["spent_usd"] is not None:
        parts.append(f"{live['spent_usd']:,.2f} USD")
    return "; ".join(parts)
