"""Text read through its disguises: what letters from elsewhere, digits for letters, spaces between letters, reversal,
rot13 and base64 stand for. Every reading knows which range of the raw text a match of it came from."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from mujaz.arabic.folding import fold, fold_text, unfold
from mujaz.arabic.letters import has_latin
from mujaz.arabic.mapped import Mapped, Span
from mujaz.checks._injection_patterns import ENGLISH_SIGNS

__all__ = ["Reading", "encoded", "readings"]

_LATIN_LIKE = {
    "a": "аα", "b": "ьβ", "c": "сϲ", "d": "ԁ", "e": "еҽε", "g": "ɡ", "h": "һ", "i": "іι", "j": "јϳ", "k": "κк",
    "l": "ӏ", "m": "м", "n": "пη", "o": "оο", "p": "рρ", "q": "ԛ", "r": "г", "s": "ѕ", "t": "тτ", "u": "υ",
    "v": "ѵν", "w": "ԝω", "x": "хχ", "y": "уүʏγ",
}  # fmt: skip
"""Cyrillic, Greek and phonetic letters that look like Latin ones (Unicode Technical Standard 39), in lower case."""

_FOREIGN = str.maketrans({other: latin for latin, others in _LATIN_LIKE.items() for other in others})
_HAS_FOREIGN = re.compile("[" + "".join(_LATIN_LIKE.values()) + "]")
_FOREIGN_BLOCKS = {ord(other) >> 8 for others in _LATIN_LIKE.values() for other in others}
_HAS_LATIN = re.compile("[a-z][a-z][a-z]")
_ROT13_SIGNS = tuple(codecs.encode(sign, "rot13") for sign in ENGLISH_SIGNS)
_LEET = str.maketrans("013457@$!", "oieastasi")
_LEET_WORD = re.compile(
    r"(?<![a-z0-9@$!])(?![a-z!]{1,40}+(?![0-9@$])|[0-9@$!]{1,40}+(?![a-z]))[a-z0-9@$!]{2,40}(?![a-z0-9@$!])"
)
"""Latin letters and digits in one word."""
_LEET_EDGES = (re.compile("[a-z][0-9@$!]"), re.compile("[0-9@$!][a-z]"))
"""Each such word has one of these in it."""
_FEWEST_LEET = 3
_SPACED = re.compile(r"(?<!\w)\w(?:[ \u00a0.\-]\w){2,}(?!\w)")
_SPACED_END = re.compile(r"[ \u00a0.\-]\w[ \u00a0.\-]\w(?!\w)(?<=\W\w.\w.\w)")
"""The last three letters of such a text, if a space is put before it; found several times as quickly."""
_EVERY_SECOND = re.compile(r"  (?:\W|$)")
"""What every second character of that is, with spaces for the other joints; hardly any other text has it."""
_BASE64 = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{24,4000}={0,2}(?![\w+/=-])")
_THIRD_OF_SHORTEST = 8
"""Of every eighth character, three in a row are of base64 wherever there is any: a quick look spares most texts the
search."""
_THREE_OF_BASE64 = re.compile("[A-Za-z0-9+/_-][A-Za-z0-9+/_-][A-Za-z0-9+/_-]")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded text (`mujaz.arabic.folding`) that the raw text can be read as, and how."""

    how: str
    text: str
    span: Callable[[int, int], Span]


class _Folded:
    """A raw text folded. Where its letters came from is found out when somebody asks, for hardly any text holds what
    is looked for."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self.text = fold_text(raw)

    @cached_property
    def mapped(self) -> Mapped:
        return fold(self._raw)

    def span(self, start: int, end: int) -> Span:
        return unfold(self.mapped, self._raw, start, end)

    def span_backwards(self, start: int, end: int) -> Span:
        return self.span(len(self.text) - end, len(self.text) - start)


def readings(raw: str) -> Iterator[Reading]:
    """The raw text folded, then those other readings of it that differ and that a directive can be in; each linear in
    the length of the text."""
    folded = _Folded(raw)
    text = folded.text
    yield Reading("plain", text, folded.span)
    yield Reading("reversed", text[::-1], folded.span_backwards)
    latin = text.translate(_FOREIGN) if _has_foreign(text) else text
    if latin != text:
        yield Reading("letters of other scripts", latin, folded.span)
    if has_latin(text) and _HAS_LATIN.search(text):
        if any(sign in text for sign in _ROT13_SIGNS):
            yield Reading("rot13", codecs.encode(text, "rot13"), folded.span)
        if _has_leet(text):
            leet = _LEET_WORD.sub(lambda word: word[0].translate(_LEET), text)
            yield Reading("digits for letters", leet, folded.span)
    if joined := _joined(raw):
        tight = _Folded(joined.text)
        yield Reading(
            "spaced letters", tight.text, lambda start, end: joined.raw_span(*tight.mapped.raw_span(start, end))
        )


def _has_foreign(text: str) -> bool:
    blocks = text.encode("utf-16-le", "surrogatepass")[1::2]  # the upper bytes say which block a character is of
    return any(block in blocks for block in _FOREIGN_BLOCKS) and _HAS_FOREIGN.search(text) is not None


def _has_leet(text: str) -> bool:
    edges = sum(len(edge.findall(text)) for edge in _LEET_EDGES)
    return edges >= _FEWEST_LEET and len(_LEET_WORD.findall(text)) >= _FEWEST_LEET


def _joined(raw: str) -> Mapped | None:
    """The text with letters that stand apart put together; None when there are none."""
    if not _may_be_spaced(raw) or not _SPACED_END.search(f" {raw}"):
        return None
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for run in _SPACED.finditer(raw):
        start, end = run.span()
        kept += (raw[at:start], raw[start:end:2])
        places += range(at, start)
        places += range(start, end, 2)
        at = end
    if not at:
        return None
    kept.append(raw[at:])
    places += range(at, len(raw))
    return Mapped("".join(kept), places)


def _may_be_spaced(raw: str) -> bool:
    spaced = raw.replace("\u00a0", " ").replace(".", " ").replace("-", " ")
    return any(_EVERY_SECOND.search(half) is not None for half in (spaced[::2], spaced[1::2]))


def encoded(raw: str) -> Iterator[tuple[Span, str]]:
    """Base64 that holds words: its range in the raw text, and what it says."""
    if not _THREE_OF_BASE64.search(raw[::_THIRD_OF_SHORTEST]):
        return
    for match in _BASE64.finditer(raw):
        data = match[0].rstrip("=").replace("-", "+").replace("_", "/")
        try:
            said = base64.b64decode(data + "=" * (-len(data) % 4), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue
        if said.replace("\n", " ").isprintable() and len(_WORDS.findall(said)) >= _FEWEST_WORDS:
            yield Span(*match.span()), said
