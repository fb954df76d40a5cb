"""Interruptions of a run: Ctrl-C, and the signal by which systems ask a process to end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator

__all__ = ["interruptions"]


@contextlib.contextmanager
def interruptions(heed: Callable[[], object]) -> Iterator[None]:
    """Within the block every interruption calls `heed` in the running loop, and has no other effect. On Windows, and in
    another thread than the main one, interruptions stay what they are."""
    loop = asyncio.get_running_loop()
    try:
        for one in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(one, heed)
    except (NotImplementedError, RuntimeError, ValueError):
        yield
        return
    try:
        yield
    finally:
        for one in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(one)
