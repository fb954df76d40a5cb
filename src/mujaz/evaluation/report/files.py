"""What a scored run leaves on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mujaz.delivery import write_atomically
from mujaz.errors import OutputError
from mujaz.evaluation.report import page
from mujaz.evaluation.scoring import Run
from mujaz.evaluation.table import Scores

__all__ = ["NAMES", "write"]

NAMES = ("scores.json", "report.html")


def write(folder: Path, run: Run, others: Sequence[Scores] = ()) -> None:
    """Write `scores.json` and `report.html` into `folder`; what is there under these names is replaced. Raises
    OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror or error})") from error
    write_atomically(folder / "scores.json", run.scores.to_json())
    write_atomically(folder / "report.html", page.render(run, others))
