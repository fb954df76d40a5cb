"""The words of an English text, read once for all checks that ask for them."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["letters_of", "words_of"]

_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_ASCII = bytes(ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(0x80)) + bytes(0x80)
"""What each byte of ASCII is in lower case, or a space between words; quicker than a pattern."""


@lru_cache(maxsize=512)
def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in lower case."""
    if text.isascii():
        return tuple(text.encode().translate(_ASCII).decode().split())
    return tuple(_WORD.findall(text.lower()))


@lru_cache(maxsize=512)
def letters_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without digits."""
    words = words_of(text)
    return words if "".join(words).isalpha() else tuple(_LETTERS.findall(text.lower()))
