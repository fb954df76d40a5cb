"""The log of a run for machines: one JSON object a line, appended."""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path
from typing import TextIO

from mujaz.errors import OutputError

__all__ = ["Journal"]


class Journal:
    """Writes events to a file; does nothing without one. Every line has "at" (ISO 8601, UTC) and "event".

    A journal that can no longer be written is given up: the run matters more. Raises OutputError when it cannot be
    opened.
    """

    def __init__(self, path: Path | None) -> None:
        self._file: TextIO | None = None
        if path is not None:
            try:
                self._file = path.open("a", encoding="utf-8", buffering=1)
            except OSError as error:
                raise OutputError(f"{path}: cannot be written ({error.strerror or error}).") from error

    def event(self, event: str, **fields: object) -> None:
        """Add one line."""
        if self._file is None:
            return
        now = time.time()
        at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now % 1 * 1000):03d}Z"
        try:
            self._file.write(json.dumps({"at": at, "event": event, **fields}, ensure_ascii=False) + "\n")
        except (OSError, ValueError):
            self.close()

    def close(self) -> None:
        """Close the file; may be called twice."""
        file, self._file = self._file, None
        if file is not None:
            with contextlib.suppress(OSError):
                file.close()
