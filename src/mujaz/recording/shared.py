"""What all recordings of a set have in common, written once: `_shared.yaml`, a mapping from SHA-256 to value."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from mujaz.errors import BrokenRecordingError
from mujaz.recording import files, yamlfile
from mujaz.recording.bodies import digest

__all__ = ["NAME", "SharedParts"]

NAME = "_shared.yaml"


class SharedParts:
    """The shared parts of the recordings in one folder, read when first asked for.

    A part's name is the SHA-256 of its canonical JSON, and it is checked when the part is read: an altered file is
    noticed.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._parts: dict[str, Any] | None = None
        self._unsaved = False

    def add(self, part: Any) -> str:
        """The name of `part`, which `save` will write if it is new."""
        name = digest(part)
        parts = self._read()
        if name not in parts:
            parts[name] = part
            self._unsaved = True
        return name

    def get(self, name: str) -> Any:
        """The part of that name. Raises BrokenRecordingError when it is not there."""
        try:
            return self._read()[name]
        except (KeyError, TypeError) as error:
            raise BrokenRecordingError(
                f"{self.path}: {name} is missing, which recordings beside it refer to. "
                "Take the file from version control, or record again."
            ) from error

    def save(self) -> None:
        """Write what was added. Call it before a file that refers to it is written. Raises OutputError."""
        if self._unsaved:
            self._write(self._read())

    def refresh(self) -> None:
        """Read the file again when it is next asked for: another process may have written it."""
        if not self._unsaved:
            self._parts = None

    def keep_only(self, names: Collection[str]) -> int:
        """Remove the parts that are not among `names`; how many that were."""
        parts = self._read()
        kept = {name: part for name, part in parts.items() if name in names}
        if len(kept) != len(parts):
            self._write(kept)
        return len(parts) - len(kept)

    def mend(self) -> list[str]:
        """Give up what is damaged, for a run that records again; the names that are lost ("everything" for a file that
        cannot be read at all). Raises OutputError."""
        try:
            self._read()
        except BrokenRecordingError:
            try:
                text = files.read(self.path)
                parts = yamlfile.load(text or "", self.path)
            except BrokenRecordingError:
                parts = None
            whole = parts if isinstance(parts, dict) else {}
            kept = {name: part for name, part in whole.items() if _digest(part) == name}
            self._write(kept)
            return [str(name) for name in whole if name not in kept] or ["everything"]
        return []

    def _write(self, parts: dict[str, Any]) -> None:
        files.write(self.path, yamlfile.dump(dict(sorted(parts.items()))))
        self._parts, self._unsaved = parts, False

    def _read(self) -> dict[str, Any]:
        if self._parts is None:
            text = files.read(self.path)
            parts = yamlfile.load(text, self.path) if text is not None else {}
            if not isinstance(parts, dict):
                raise BrokenRecordingError(f"{self.path}: not a mapping from SHA-256 to value. Record again.")
            for name, part in parts.items():
                if _digest(part) != name:
                    raise BrokenRecordingError(
                        f"{self.path}: {name} is not what its checksum says: the file was altered. "
                        "Take it from version control, or record again."
                    )
            self._parts = parts
        return self._parts


def _digest(part: Any) -> str | None:
    try:
        return digest(part)
    except (TypeError, ValueError):  # dates, bytes, numbers as keys beside text: not JSON
        return None
