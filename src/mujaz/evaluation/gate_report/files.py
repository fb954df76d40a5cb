"""What a comparison leaves on disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from mujaz.delivery import write_atomically
from mujaz.errors import OutputError
from mujaz.evaluation.case import Reference
from mujaz.evaluation.compare_sources import Measured
from mujaz.evaluation.comparison import Comparison
from mujaz.evaluation.gate_report import junit, markdown, page

__all__ = ["NAMES", "write"]

NAMES = ("gate.json", "gate.html", "gate.md", "gate.junit.xml")


def write(
    folder: Path, found: Comparison, old: Measured, new: Measured, references: Mapping[str, Reference] | None = None
) -> None:
    """Write the files of NAMES into `folder`; what is there under these names is replaced. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror or error})") from error
    texts = (found.to_json(), page.render(found, old, new, references), markdown.render(found), junit.render(found))
    for name, text in zip(NAMES, texts, strict=True):
        write_atomically(folder / name, text)
