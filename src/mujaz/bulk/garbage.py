"""How often Python looks for cyclic garbage while a run is under way.

An article on its way is some ten thousand objects, and the libraries under it are half a million that never go away.
By default Python walks through the young ones after every 700 new objects, and now and then through all, for a
twentieth of the processor time of a run. Nearly all objects are freed without it, by reference counts.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

__all__ = ["leave_alone_what_is_there", "rarely_collected"]

_THRESHOLDS = (20_000, 5, 5)
"""New objects between two looks at the youngest; how many such looks to one at the older, and of these to one at all
that are not frozen. What waits to be freed stays under some ten MB."""


def leave_alone_what_is_there() -> None:
    """Collect once, and from now on only, and rarely, what comes after: for a process that does nothing else."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)


@contextlib.contextmanager
def rarely_collected() -> Iterator[None]:
    """The same within the block: for a run in a process that goes on after it."""
    before = gc.get_threshold()
    leave_alone_what_is_there()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
