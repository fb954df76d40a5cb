"""That a large file was read whole and had a checksum, remembered beside it: `<file>.checked`.

The stamp counts for the very file that was read: its size, inode, and the times of its last change (mtime, and ctime,
which no program can set back). A copy, a restored backup and a file that was written to since have others. Times are
compared for being the same, never for being earlier or later, so a clock that is wrong or jumps does no harm.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from mujaz.disk import atomic

__all__ = ["leave", "stamp_path", "vouches"]


def stamp_path(path: Path) -> Path:
    """Where the stamp of the file `path` lies."""
    return path.with_name(f"{path.name}.checked")


def vouches(path: Path, sha256: str) -> bool:
    """Whether the file has this checksum by its stamp. Raises OSError when the file is not there."""
    now = _marks(path.stat(), sha256)
    try:
        return bool(json.loads(stamp_path(path).read_bytes()) == now)
    except (OSError, ValueError, RecursionError):  # none, or damaged: the file is read
        return False


def leave(path: Path, sha256: str, before: os.stat_result) -> None:
    """Remember that the file has this checksum; `before` is how it stood when the reading began.

    A folder that cannot be written goes without.
    """
    with contextlib.suppress(OSError):
        atomic.write(stamp_path(path), json.dumps(_marks(before, sha256)).encode())


def _marks(stat: os.stat_result, sha256: str) -> dict[str, object]:
    return {
        "sha256": sha256,
        "size": stat.st_size,
        "inode": stat.st_ino,
        "mtime_ns": stat.st_mtime_ns,
        "ctime_ns": stat.st_ctime_ns,
    }
