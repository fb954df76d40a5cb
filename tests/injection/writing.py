"""Ways in which an instruction is written so that a reader does not see it, or a filter does not know it."""

from __future__ import annotations

import base64
import codecs
from collections.abc import Callable

__all__ = ["WAYS"]

_TAGS = 0xE0000
_LOOKALIKES = str.maketrans("aceopxyiIOPEAS", "асеорхуіІОРЕАЅ")
_LEET = str.maketrans("aeiost", "431057")


def _tags(text: str) -> str:
    return "".join(chr(_TAGS + ord(letter)) for letter in text)


def _variation_selectors(text: str) -> str:
    """A byte a selector: the first 16 in the basic plane, the others in the supplement."""
    return "".join(chr(0xFE00 + byte) if byte < 16 else chr(0xE0100 + byte - 16) for byte in text.encode())


def _zero_width_binary(text: str) -> str:
    bits = "".join(f"{byte:08b}" for byte in text.encode())
    return bits.replace("0", "\u200b").replace("1", "\u200c")


WAYS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "tags": _tags,
    "variation-selectors": _variation_selectors,
    "zero-width-binary": _zero_width_binary,
    "zero-width-between": "\u200b".join,
    "soft-hyphens": "\u00ad".join,
    "homoglyphs": lambda text: text.translate(_LOOKALIKES),
    "fullwidth": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    "leet": lambda text: text.translate(_LEET),
    "spaced": " ".join,
    "reversed": lambda text: text[::-1],
    "override": lambda text: f"\u202e{text[::-1]}\u202c",
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "rot13": lambda text: codecs.encode(text, "rot13"),
}
"""By the name that a case of the suite uses."""
