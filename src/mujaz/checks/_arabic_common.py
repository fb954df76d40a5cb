"""Arabic words so common in the news that sounding like a name proves nothing: «قال» is no counterpart of "Kyle"."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from mujaz.arabic.folding import fold

__all__ = ["is_common"]


_ENDING = re.compile("(?:ه|ا|ات|ون|ين|يه)$")


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    text = (files("mujaz.checks") / "data" / "arabic_common.txt").read_text(encoding="utf-8")
    return frozenset(fold(" ".join(line for line in text.splitlines() if not line.startswith("#"))).text.split())


@lru_cache(maxsize=16384)
def is_common(folded: str) -> bool:
    """Whether a folded word, with or without the article and the endings of feminine and plural, is one of them."""
    if len(folded) > 4 and folded.startswith("ال"):
        return is_common(folded[2:])
    return folded in _words() or (len(folded) > 4 and _ENDING.sub("", folded) in _words())
