"""Files written whole: after a crash, a kill or a power cut there is the file as it was, or the new one.

A file is written beside its place under another name, flushed to the disk, renamed, and then the folder is flushed, so
that what comes later cannot outlive what came before (rename(2), fsync(2); "All File Systems Are Not Created Equal",
OSDI 2014, on what is left when one of these steps is missing).

What is already there under the name keeps its rights. A link at the end of the path is replaced and not followed:
nothing outside the folder is ever written. Where the system has no `flock`, unfinished files of dead processes stay.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

__all__ = ["PART", "Part", "sweep", "sync_folder", "write"]

PART = ".mujaz-{}.part"
"""The name of a file in the making; nothing else is called so."""

_BEFORE, _AFTER = PART.split("{}")
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def write(path: Path, data: bytes) -> None:
    """Make `data` the content of `path`, whose folder is there. Raises OSError; then `path` is as it was."""
    with Part(path) as part:
        part.file.write(data)
        part.put()


class Part:
    """A file in the making, which becomes `path` when it is `put`, and is gone at the end of the `with` block if not.

    `file` is open for writing, at `name` in the same folder. Raises OSError.
    """

    def __init__(self, path: Path) -> None:
        try:
            os.fsencode(path)
        except UnicodeEncodeError as error:  # a ValueError, which nobody expects of a file
            raise OSError(errno.EILSEQ, "this locale has no such letters in file names; set PYTHONUTF8=1") from error
        self.path = path
        self.name, self.file = _made(path.parent, _rights(path))
        self._finished = False

    def __enter__(self) -> Part:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):  # what could not be flushed before
            self.file.close()
        self.name.unlink(missing_ok=True)

    def finish(self) -> None:
        """Everything that was written is on the disk, under the other name; nothing more is written."""
        if not self._finished:
            self.file.flush()
            os.fsync(self.file.fileno())
            if fcntl is None:
                self.file.close()  # Windows renames no open file
            self._finished = True

    def put(self) -> None:
        """Give the finished file its name, for good."""
        self.finish()
        self.name.replace(self.path)
        sync_folder(self.path.parent)


def sweep(folder: Path) -> None:
    """Remove what processes that are dead left unfinished in `folder`. Raises nothing: it is a tidying."""
    if fcntl is None:
        return
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_BEFORE) and entry.name.endswith(_AFTER):
                _remove_abandoned(Path(entry.path))


def sync_folder(folder: Path) -> None:
    """Make the renamings in `folder` last, where the system lets folders be flushed."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _made(folder: Path, rights: int | None) -> tuple[Path, BinaryIO]:
    """A new file that its process holds: another one sweeping the folder sees that it is at work."""
    while True:
        name = folder / PART.format(secrets.token_hex(8))
        handle = os.open(name, _FLAGS, 0o666 if rights is None else 0o600)
        try:
            if rights is not None:
                name.chmod(rights)
            if _held(handle):
                return name, os.fdopen(handle, "w+b")
        except BaseException:
            os.close(handle)
            name.unlink(missing_ok=True)
            raise
        os.close(handle)  # swept away in the moment before it was held


def _held(handle: int) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return os.fstat(handle).st_nlink > 0


def _remove_abandoned(path: Path) -> None:
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
        finally:
            os.close(handle)


def _rights(path: Path) -> int | None:
    """The rights of the file that is there; None where there is none, or something else."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return stat.S_IMODE(found.st_mode) & 0o777 if stat.S_ISREG(found.st_mode) else None
