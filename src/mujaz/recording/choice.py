"""What a caller can say about recording and replaying."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["RecordTo", "ReplayFrom"]


@dataclass(frozen=True, slots=True)
class RecordTo:
    """Record into `folder`.

    `answered_by` says in words who or what gives the answers (None: what the set says already, else the model and the
    kind of endpoint). With `keep`, requests that are recorded already are answered from the folder and only the others
    are sent; without, everything is asked anew. `other_prompt` allows the set to go on with another prompt.
    """

    folder: Path
    answered_by: str | None = None
    keep: bool = False
    other_prompt: bool = False


@dataclass(frozen=True, slots=True)
class ReplayFrom:
    """Replay from `folder`. With `strict`, recorded exchanges of a replayed conversation that were not asked for are an
    UnusedRecordingError; otherwise they are a warning."""

    folder: Path
    strict: bool = False
