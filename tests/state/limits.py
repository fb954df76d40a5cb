"""A disk that is full, without filling one."""

from __future__ import annotations

import contextlib
import resource
from collections.abc import Iterator

__all__ = ["largest_file"]


@contextlib.contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file of this process can become larger than `size` bytes: writing fails in the middle, as on a full disk
    (setrlimit(2), RLIMIT_FSIZE; Python ignores the signal)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
