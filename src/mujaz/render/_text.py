"""Making text from articles and models safe to look at: what is invisible becomes visible."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

__all__ = ["LINE_BREAK", "json_text", "one_line", "visible", "web_address"]

LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What Unicode (UAX 14) and Python's `str.splitlines` take for the end of a line."""

# Control characters, direction overrides, embeddings and isolates, zero-width and tag characters, letters without
# a shape (Hangul fillers, Khmer inherent vowels), format controls of notations, lone surrogates, noncharacters. Not
# listed, because Arabic text or emoji need them or they act on one letter only: ZWNJ, ZWJ, LRM, RLM, ALM, variation
# selectors, and the Arabic number signs (U+0600-0605), which Unicode files under Cf too.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U0001fffe\U0001ffff\U000e0000-\U000e0fff"
    "\U000ffffe-\U000fffff\U0010fffe-\U0010ffff]"
)
_UNSEEN_IN_JSON = re.compile(f"{_UNSEEN.pattern[:-1]}\x85\u2028\u2029]")
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u061c]")
_BLANKS = re.compile(r"\s+")


def _named(match: re.Match[str]) -> str:
    return f"<U+{ord(match[0]):04X}>"


def visible(text: str) -> str:
    """`text` with characters that hide, reorder or command written out, as in `<U+202E>`.

    Line breaks, tabs and single direction marks stay; the result always encodes as UTF-8.
    """
    return _UNSEEN.sub(_named, text)


def json_text(text: str) -> str:
    """A JSON text with what `visible` writes out, and Unicode's line breaks, as `\\u` escapes instead.

    The same values for every reader of JSON, and nothing for a terminal to obey. `text` must be valid JSON, where such
    characters stand inside strings only.
    """
    return _UNSEEN_IN_JSON.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def one_line(text: str) -> str:
    """`visible(text)` on one line: white space collapsed and trimmed, direction marks dropped."""
    return _BLANKS.sub(" ", visible(_DIRECTION_MARKS.sub("", text))).strip()


def web_address(url: str | None) -> str:
    """`url` when it may be a link: absolute, http or https, no name and password, nothing in it that hides or is no
    part of an address; else ""."""
    if url is None or url != one_line(url) or any(mark in url for mark in ' "<>\\^`{|}\u200c\u200d'):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else ""
