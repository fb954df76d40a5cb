"""Making text from articles and models safe to look at: what is invisible becomes visible."""

from __future__ import annotations

import re

__all__ = ["LINE_BREAK", "one_line", "visible"]

LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What Unicode (UAX 14) and Python's `str.splitlines` take for the end of a line."""

# Control characters, direction overrides, embeddings and isolates, zero-width and tag characters, lone
# surrogates, noncharacters. Not listed, because Arabic text needs them or they act on one letter only:
# ZWNJ, ZWJ, LRM, RLM, ALM, and the Arabic number signs (U+0600-0605), which Unicode files under Cf too.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u180e\u200b\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U0001fffe\U0001ffff\U000e0000-\U000e0fff"
    "\U000ffffe-\U000fffff\U0010fffe-\U0010ffff]"
)
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u061c]")
_BLANKS = re.compile(r"\s+")


def _named(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"


def visible(text: str) -> str:
    """`text` with characters that hide, reorder or command written out, as in `<U+202E>`.

    Line breaks, tabs and single direction marks stay; the result always encodes as UTF-8.
    """
    return _UNSEEN.sub(_named, text)


def one_line(text: str) -> str:
    """`visible(text)` on one line: white space collapsed and trimmed, direction marks dropped."""
    return _BLANKS.sub(" ", visible(_DIRECTION_MARKS.sub("", text))).strip()
