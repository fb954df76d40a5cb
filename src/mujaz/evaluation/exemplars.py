"""Strings that a pattern stands for: `suk+ar|sugar` stands for "sukar" and "sugar".

Two annotators write different patterns for one name; whether they mean the same shows when the pattern of one finds
what the pattern of the other stands for. Enough of the syntax of regular expressions is read for what gold patterns
need; of a pattern with anything else (look-around, back-references) nothing is known.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, product

__all__ = ["exemplars"]

_MOST = 24
_CLASSES = {"d": "1", "w": "a", "s": " ", "b": "", "B": "", "D": "a", "W": " ", "S": "a"}


class _UnreadError(Exception):
    """The pattern has something that is not read here."""


@lru_cache(maxsize=4096)
def exemplars(pattern: str) -> tuple[str, ...]:
    """Up to 24 strings that `pattern` matches, without and with its optional parts; () when it cannot be read."""
    try:
        found, at = _alternatives(pattern, 0)
    except (_UnreadError, IndexError, ValueError):
        return ()
    return tuple(found) if at == len(pattern) else ()


def _alternatives(pattern: str, at: int) -> tuple[list[str], int]:
    found: list[str] = []
    while True:
        some, at = _sequence(pattern, at)
        found += some
        if at == len(pattern) or pattern[at] == ")":
            return list(dict.fromkeys(found))[:_MOST], at
        at += 1  # the bar


def _sequence(pattern: str, at: int) -> tuple[list[str], int]:
    found = [""]
    while at < len(pattern) and pattern[at] not in "|)":
        piece, at = _atom(pattern, at)
        piece, at = _repeated(pattern, at, piece)
        found = ["".join(parts) for parts in islice(product(found, piece), _MOST)]
    return found, at


def _atom(pattern: str, at: int) -> tuple[list[str], int]:
    sign = pattern[at]
    if sign == "(":
        at += 1
        if pattern[at] == "?":
            if not pattern.startswith("?:", at):
                raise _UnreadError
            at += 2
        found, at = _alternatives(pattern, at)
        if pattern[at] != ")":
            raise _UnreadError
        return found, at + 1
    if sign == "[":
        return _class(pattern, at + 1)
    if sign == "\\":
        escaped = pattern[at + 1]
        if escaped.isdigit():
            raise _UnreadError
        return [_CLASSES.get(escaped, escaped)], at + 2
    if sign in "^$":
        return [""], at + 1
    return ["a" if sign == "." else sign], at + 1


def _class(pattern: str, at: int) -> tuple[list[str], int]:
    """The first letters of a character class."""
    end = pattern.index("]", at + 1) if "]" in pattern[at + 1 :] else -1
    if end < 0 or pattern[at] == "^":
        raise _UnreadError
    inside = pattern[at:end]
    if inside[0] == "\\":
        return [_CLASSES.get(inside[1], inside[1])], end + 1
    return list(inside.replace("\\", "")[:3]), end + 1


def _repeated(pattern: str, at: int, piece: list[str]) -> tuple[list[str], int]:
    if at == len(pattern) or pattern[at] not in "?*+{":
        return piece, at
    sign = pattern[at]
    if sign == "{":
        end = pattern.index("}", at)
        least = int(pattern[at + 1 : end].split(",")[0] or 0)
        piece, at = [one * max(1, least) for one in piece] + ([""] if least == 0 else []), end + 1
    else:
        piece, at = piece + ([""] if sign in "?*" else []), at + 1
    return piece, at + (at < len(pattern) and pattern[at] in "?+")
