"""Characters that take no room and spell something all the same: letters of the tag block, bytes as variation
selectors, bits as zero-width signs.

What ordinary texts have is left alone: single direction marks, joiners of Persian words and of emoji, flags of regions
(Unicode Technical Standard 51, ED-14a), one variation selector behind a sign, repeated marks of one kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mujaz.arabic.mapped import Edit, Mapped
from mujaz.arabic.rewriting import Rewriting, rewritten

__all__ = ["decoded", "strip"]

_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_OTHERS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
)
_RUN = re.compile(
    "(?P<flag>\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f)"
    f"|[\U000e0000-\U000e007f{_SELECTORS}{_OTHERS}]+"
)
_TAG = re.compile("[\U000e0000-\U000e007f]")
_SELECTOR = re.compile(f"[{_SELECTORS}]")
_SHORTEST = 6
"""Zero-width signs in a row. Runs of one or two are all that 4,000 Tunisian articles, 62 translated ones and the pages
beside the checkout have."""

_REASONS = {
    "hidden.tags": "letters of the tag block, which no font shows",
    "hidden.selectors": "a row of variation selectors, which spell bytes and show nothing",
    "hidden.zero_width": "a row of different zero-width signs, which spell bits and show nothing",
}


def strip(text: str) -> Mapped:
    """`text` without such runs; every one is an edit `hidden.tags`, `hidden.selectors` or `hidden.zero_width`.

    Linear in the length of the text.
    """
    if text.isascii():
        return Mapped(text, range(len(text)))
    return rewritten(text, _changes(text))


def _changes(text: str) -> Iterator[Rewriting]:
    for match in _RUN.finditer(text):
        kind = None if match["flag"] else _kind(match[0])
        if kind is not None:
            yield Rewriting(Edit(kind, *match.span(), match[0], "", _REASONS[kind]))


def _kind(run: str) -> str | None:
    if _TAG.search(run):
        return "hidden.tags"
    if len(_SELECTOR.findall(run)) > 1:
        return "hidden.selectors"
    return "hidden.zero_width" if len(run) >= _SHORTEST and len(set(run)) > 1 else None


def decoded(run: str) -> str | None:
    """What a stripped run spells when that is text: tags as ASCII, selectors as bytes, two zero-width signs as bits."""
    if _TAG.search(run):
        said = "".join(chr(ord(sign) - 0xE0000) for sign in _TAG.findall(run))
    elif _SELECTOR.search(run):
        codes = (ord(sign) for sign in _SELECTOR.findall(run))
        said = bytes(code - 0xFE00 if code < 0xFF00 else code - 0xE0100 + 16 for code in codes).decode(
            "utf-8", "ignore"
        )
    else:
        said = _bits(run)
    return said if said.isprintable() and any(map(str.isalpha, said)) else None


def _bits(run: str) -> str:
    signs = sorted(set(run))
    if len(signs) != 2:
        return ""
    for zero, one in (signs, signs[::-1]):
        digits = run.replace(zero, "0").replace(one, "1")
        data = bytes(int(digits[at : at + 8], 2) for at in range(0, len(digits) - len(digits) % 8, 8))
        said = data.decode("utf-8", "replace")
        if said.isprintable() and "\ufffd" not in said:
            return said
    return ""
