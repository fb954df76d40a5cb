"""Where the project's prompts and schemas lie: inside the wheel, or at the top of a source checkout."""

from __future__ import annotations

from pathlib import Path

__all__ = ["folder"]


def folder(name: str) -> Path:
    """Folder `prompts` or `schemas` as shipped with this installation.

    Raises FileNotFoundError when the installation is incomplete.
    """
    here = Path(__file__).resolve().parent
    for candidate in (here / "share" / name, here.parent.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"this installation of mujaz lacks its folder {name!r}; install it again")
