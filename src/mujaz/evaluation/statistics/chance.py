"""Chance that can be repeated: words of PCG64 for a seed and a purpose, turned into signs and choices here.

numpy promises that a bit generator's stream stays the same for ever, but not what its distributions make of it (NEP
19). So only raw 64-bit words are taken from it.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

__all__ = ["choices", "signs", "words"]


def words(seed: int, purpose: str, count: int) -> NDArray[np.uint64]:
    """`count` random 64-bit words. The same seed and purpose give the same words; other purposes, independent ones."""
    digest = hashlib.sha256(f"{seed}/{purpose}".encode()).digest()
    drawn: NDArray[np.uint64] = np.random.PCG64(int.from_bytes(digest[:16], "big")).random_raw(count)
    return drawn


def signs(seed: int, purpose: str, rows: int, columns: int) -> NDArray[np.int64]:
    """A `rows` x `columns` matrix of fair +1 and -1, one bit of the stream each."""
    needed = -(-rows * columns // 64)
    octets = words(seed, purpose, needed).astype("<u8").view(np.uint8)
    bits = np.unpackbits(octets, count=rows * columns).astype(np.int64)
    return (2 * bits - 1).reshape(rows, columns)


def choices(seed: int, purpose: str, rows: int, columns: int, out_of: int) -> NDArray[np.int64]:
    """A `rows` x `columns` matrix of whole numbers from 0 to `out_of` - 1, each as likely (to within out_of /
    2**32)."""
    high = words(seed, purpose, rows * columns) >> np.uint64(32)
    picked: NDArray[np.uint64] = (high * np.uint64(out_of)) >> np.uint64(32)
    return picked.astype(np.int64).reshape(rows, columns)
