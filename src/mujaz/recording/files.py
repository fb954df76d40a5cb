"""Reading and writing the files of a recording set: UTF-8 whatever the locale, complete or not there at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mujaz.errors import BrokenRecordingError, OutputError, RecordingError

__all__ = ["locked", "read", "write"]


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
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
            part.chmod(0o666 & ~_umask())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise OutputError(f"{path}: the recording cannot be written ({error.strerror or error}).") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the renaming last, where the system lets folders be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a second recording run out of the folder, which is made when it is missing.

    What a killed run left unfinished is removed. Raises RecordingError when another run holds the folder, OutputError
    when it cannot be made. Systems without `flock` are not guarded.
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
        except OSError as error:
            raise RecordingError(f"{folder}: another run is recording into this folder. Wait for it to end.") from error
        for left in folder.glob(".*.part"):
            left.unlink(missing_ok=True)
        yield
    finally:
        os.close(handle)
