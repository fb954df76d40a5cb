"""Which English words tell that something has happened."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["HAVING", "is_past", "tells_the_past"]

HAVING = frozenset(("has", "have", "had", "was", "were", "been", "got"))
"""Auxiliaries before a participle of the past."""

_IRREGULAR = frozenset(
    "began shot died killed met took left fled paid won held rose grew fell sent chose flew cut sold bought built "
    "became came went hit let struck said told made gave saw ran brought lost kept did put set led found".split()
)


def is_past(word: str) -> bool:
    """Whether a word in lower case is a past form; "red" and "need" too, which hardly matter where it is asked."""
    return word.endswith("ed") or word in _IRREGULAR


def tells_the_past(words: Sequence[str]) -> bool:
    """Whether any of the words is a past form or an auxiliary of one."""
    return any(word in HAVING or is_past(word) for word in words)
