"""What an article is called: an id that is safe as a file name, and names that are safe in a message."""

from __future__ import annotations

import os
import re
import unicodedata

__all__ = ["MAX_ID_BYTES", "Ids", "safe_id", "shown"]

MAX_ID_BYTES = 100
"""Longest id in UTF-8, so that id, number and suffixes stay under the 255 bytes of common file systems."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)

_CREDENTIALS = re.compile(r"(?<=://)[^/?#]*(?=@)")
"""Up to the last @: a password may hold one itself."""


def safe_id(name: str) -> str:
    """An id from any name: letters, marks and digits of every script, `.`, `_` and `-`, NFC, at most
    `MAX_ID_BYTES` bytes, no dot or hyphen at either end, no name that Windows reserves; "article" when nothing is left.
    """
    kept = "".join(
        character if character in "._-" or unicodedata.category(character)[0] in "LMN" else "-"
        for character in unicodedata.normalize("NFC", name[: 4 * MAX_ID_BYTES])
    )
    kept = re.sub("-{2,}", "-", kept).strip("-.")
    if _RESERVED.fullmatch(kept):
        kept = f"_{kept}"
    return kept.encode()[:MAX_ID_BYTES].decode("utf-8", "ignore").rstrip("-.") or "article"


class Ids:
    """The ids given in one run, each once. Letters that differ only in case count as the same, because
    they name the same file on macOS and Windows."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}

    def unique(self, name: str) -> str:
        """`safe_id(name)`, or with -2, -3, ... when that was given before."""
        base = safe_id(name)
        candidate = base
        while candidate.casefold() in self._next:
            number = self._next.setdefault(base.casefold(), 2)
            self._next[base.casefold()] = number + 1
            candidate = f"{base}-{number}"
        self._next[candidate.casefold()] = 2
        return candidate


def shown(name: str | os.PathLike[str]) -> str:
    """A path or address on one line, for people: control, direction and invisible characters, spaces that only look
    like one and bytes that are not UTF-8 appear as escapes, user name and password of an address are left out, and so
    is the middle of a very long name."""
    text = _CREDENTIALS.sub("…", os.fspath(name))
    if len(text) > 500:
        text = f"{text[:300]}…{text[-150:]}"
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape", "surrogatepass").decode("ascii")
        for character in text
    )
