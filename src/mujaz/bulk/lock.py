"""One process at a time works on a run; the next is told which one.

The operating system holds the lock (flock), so that it ends with its process however that dies; the file says who holds
it, for people. Where the file system has no locks (some network shares), the file alone decides, and it counts as stale
when its process is gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mujaz.bulk.errors import LedgerError, RunHeldError

__all__ = ["FILE", "held", "holder"]

FILE = "lock.json"

_TRIES, _PAUSE = 5, 0.05
"""Times to try, and seconds in between."""


@contextlib.contextmanager
def held(folder: Path) -> Iterator[str | None]:
    """Hold the run in `folder`. Gives a sentence about a stale lock that was found, None when there was none.

    Raises RunHeldError with process, machine and time of whoever holds it, LedgerError when the lock cannot be made.
    """
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise LedgerError(f"{path}: cannot be written ({error.strerror or error}).") from error
    try:
        for _ in range(_TRIES):  # whoever asks who holds the run holds it for a moment
            if taken := _locked(descriptor, _read(path)):
                break
            time.sleep(_PAUSE)
        earlier = _read(path)
        if not taken:
            raise RunHeldError(f"{folder}: {_said(earlier)} works on this run. Wait for it, or stop it.")
        stale = f"an earlier process did not end properly ({_said(earlier)})" if earlier else None
        _write(descriptor, {"pid": os.getpid(), "host": socket.gethostname(), "since": time.time()}, path)
        try:
            yield stale
        finally:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def holder(folder: Path) -> dict[str, Any] | None:
    """Who works on the run in `folder`: "pid", "host", "since" (seconds since 1970); None when nobody does."""
    path = folder / FILE
    said = _read(path)
    if not said:
        return None
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return said
    try:
        return None if _locked(descriptor, said) else said
    finally:
        os.close(descriptor)


def _locked(descriptor: int, earlier: dict[str, Any]) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return not _alive(earlier)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return not _alive(earlier)
    return True


def _alive(earlier: dict[str, Any]) -> bool:
    """Whether the process may still live: on another machine nobody can tell, so it does."""
    if not earlier:
        return False
    if earlier.get("host") != socket.gethostname():
        return True
    try:
        os.kill(int(earlier["pid"]), 0)
    except (ProcessLookupError, KeyError, ValueError):
        return False
    except OSError:
        return True
    return True


def _read(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _write(descriptor: int, said: dict[str, Any], path: Path) -> None:
    try:
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, json.dumps(said).encode())
    except OSError as error:
        raise LedgerError(f"{path}: cannot be written ({error.strerror or error}).") from error


def _said(who: dict[str, Any]) -> str:
    since = who.get("since")
    when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(since)) if isinstance(since, int | float) else "unknown"
    return f"process {who.get('pid', 'unknown')} on {who.get('host', 'unknown')}, since {when},"
