"""Reading and writing the files of a recording set: UTF-8 whatever the locale, complete or not there at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from mujaz.disk import atomic
from mujaz.disk.lock import alone
from mujaz.errors import BrokenRecordingError, OutputError, RecordingError

__all__ = ["held", "locked", "read", "write"]

_LOCK = ".lock"


def read(path: Path) -> str | None:
    """The file's text, None when there is no such file. Raises BrokenRecordingError when it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError as error:
        raise BrokenRecordingError(
            f"{path}: the file is damaged: not UTF-8 at byte {error.start}. Record it again."
        ) from error
    except OSError as error:
        raise BrokenRecordingError(f"{path}: cannot be read ({error.strerror or error}).") from error


def write(path: Path, text: str) -> None:
    """Write `text` so that, whenever the process or the machine stops, `path` is as before or complete.

    Raises OutputError.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(path, text.encode("utf-8"))
    except OSError as error:
        raise OutputError(f"{path}: the recording cannot be written ({error.strerror or error}).") from error


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody else writes into the recording set in `folder`, which is made when it is missing; waits for whoever does.

    For the moment of reading what is there and writing it anew, so that runs at the same time keep each other's
    recordings. What a killed run left unfinished is removed. Raises OutputError when the folder cannot be written.
    """
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(alone(folder / _LOCK))
        except OSError as error:
            raise OutputError(f"{folder}: cannot be written ({error.strerror or error}).") from error
        atomic.sweep(folder)
        yield


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep a second run that completes the same set away, which would pay for the same answers again.

    Raises RecordingError when there is one, OutputError when the folder cannot be made. Systems without `flock` are
    not guarded.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made ({error.strerror or error}).") from error
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RecordingError(f"{folder}: another run is recording this set. Wait for it to end.") from error
        except OSError:  # a file system without locks
            pass
        yield
    finally:
        os.close(handle)
