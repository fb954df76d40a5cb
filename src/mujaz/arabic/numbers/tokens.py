"""Words, digit groups and signs of an Arabic text, with the form in which words are looked up.

The lookup form drops vowel signs and tatweel and levels the spellings that newspapers mix: أ إ آ ٱ to ا,
ة to ه, ى and Persian ی to ي, ک to ك. It keeps ئ, ؤ and ء, which tell words apart («مئتين», «ميتين»).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

__all__ = ["Token", "after_letters", "fold_set", "fold_word", "may_have", "tokenize", "words"]

_SENTENCE = 1000
"""Characters up to which the words of a text are remembered: numbers and dates are read from the same sentences."""

_DIGIT = "0-9٠-٩۰-۹"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
_LETTERS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06ff\ufb50-\ufdf1\ufe70-\ufefc"
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"

_ANY_DIGIT = re.compile(f"[{_DIGIT}]")
_WORD = re.compile(rf"([{_LETTERS}][{_LETTERS}{_MARKS}\u0640]*+)|[^\W\d_]+")
"""A word as `_TOKEN` finds it: Arabic letters that go on after Latin ones belong to the Latin token."""
_TOKEN = re.compile(
    rf"(?P<word>[{_LETTERS}][{_LETTERS}{_MARKS}\u0640]*+) ?"  # the space, so that no search begins at it
    rf"|(?P<digits>(?<![{_DIGIT}])[{_DIGIT}]{{1,3}}(?:[ \u00a0\u2009\u202f][{_DIGIT}]{{3}}(?![{_DIGIT}]))+"
    rf"(?:[.,٫][{_DIGIT}]{{1,2}}(?![{_DIGIT}.,]))?"
    rf"|[{_DIGIT}]+(?:[.,٫٬،'’][{_DIGIT}]+)*)"
    r"|(?P<latin>[^\W\d_]+)"
    r"|(?P<line>[\n\r\u2028\u2029]+)"
    rf"|(?P<sign>[^\s{_INVISIBLE}])"
)
_DROPPED = re.compile(rf"[{_MARKS}\u0640]+")
_PRESENTED = re.compile("[\ufb50-\ufefc]")
_LEVELLED = tuple(zip("أإآٱٲٳةىیېک", "ااااااهيييك", strict=True))
_CODEC = "iso8859-6"
"""Has the letters and vowel signs of nearly every text in one byte each: bytes are folded three times as fast."""
_LEVELLED_BYTES = bytes.maketrans("أإآةى".encode(_CODEC), "اااهي".encode(_CODEC))
_DROPPED_BYTES = "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652".encode(_CODEC)
_DROPPED_ONE = frozenset(
    chr(code)
    for first, last in (
        (0x610, 0x61A), (0x640, 0x640), (0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6DC), (0x6DF, 0x6E4),
        (0x6E7, 0x6E8), (0x6EA, 0x6ED),
    )
    for code in range(first, last + 1)
)  # fmt: skip

Kind = Literal["word", "digits", "latin", "line", "sign"]
_KINDS: tuple[Kind, ...] = ("word", "digits", "latin", "line", "sign")


class Token(NamedTuple):
    """One token: `text` is `source[start:end]`, `folded` its lookup form, `gap` whether white space or a
    line break stands before it."""

    kind: Kind
    text: str
    folded: str
    start: int
    end: int
    gap: bool


def fold_word(word: str) -> str:
    """The lookup form of one word."""
    try:
        return _fold_bytes(word)
    except UnicodeEncodeError:
        return _fold_any(word)


def fold_set(words: str) -> frozenset[str]:
    """The lookup forms of words separated by spaces."""
    return frozenset(fold_word(word) for word in words.split())


def _fold_words(words: list[str]) -> list[str]:
    """The lookup forms of words, all folded at once: most of an article's words were never seen before."""
    try:
        return _fold_bytes(" ".join(words)).split(" ")
    except UnicodeEncodeError:
        return list(map(fold_word, words))


def _fold_bytes(text: str) -> str:
    """The lookup form of a text whose letters and signs are all in `_CODEC`, else a `UnicodeEncodeError`."""
    return text.encode(_CODEC).translate(_LEVELLED_BYTES, _DROPPED_BYTES).decode(_CODEC)


def _fold_any(word: str) -> str:
    """The lookup form of a word with letters of other languages, presentation forms or Quranic signs."""
    if _PRESENTED.search(word):
        word = unicodedata.normalize("NFKC", word)
    word = _DROPPED.sub("", word)
    for spelling, level in _LEVELLED:
        word = word.replace(spelling, level)
    return word


def words(text: str) -> Sequence[str]:
    """The lookup forms of the words of `text`, in order: for a quarter of the price of all tokens. Linear."""
    return _remembered_words(text) if len(text) <= _SENTENCE else _words(text)


@lru_cache(maxsize=256)
def _remembered_words(text: str) -> tuple[str, ...]:
    return tuple(_words(text))


def _words(text: str) -> list[str]:
    found = list(filter(None, _WORD.findall(text)))
    return _fold_words(found) if found else []


def may_have(text: str, vocabulary: frozenset[str]) -> bool:
    """Whether `text` has a digit or one of these words; most sentences have neither, and need no tokens."""
    return _ANY_DIGIT.search(text) is not None or not vocabulary.isdisjoint(words(text))


def tokenize(text: str) -> Sequence[Token]:
    """All tokens of `text` in order; white space and invisible direction signs are not tokens. Linear."""
    return _remembered(text) if len(text) <= _SENTENCE else _tokenize(text)


@lru_cache(maxsize=256)
def _remembered(text: str) -> tuple[Token, ...]:
    return tuple(_tokenize(text))


def _tokenize(text: str) -> list[Token]:
    _new = tuple.__new__  # a third of the price of the constructor that NamedTuple writes
    found = list(_TOKEN.finditer(text))
    folded = iter(words(text))
    tokens: list[Token] = []
    last = 0
    begins = True
    for match in found:
        group = match.lastindex or 0
        kind, raw = _KINDS[group - 1], match[group]
        start, end = match.span(group)
        gap = begins or (start > last and (text[last] == " " or any(c.isspace() for c in text[last:start])))
        lookup = next(folded) if group == 1 else raw.lower() if kind == "latin" else raw
        tokens.append(_new(Token, (kind, raw, lookup, start, end, gap)))
        last, begins = end, kind == "line"
    return tokens


def after_letters(token: Token, count: int) -> int:
    """Position in the source just after the first `count` letters of the token, with their signs.

    Used to leave attached particles («و», «بـ») out of a span.
    """
    if count == 0:
        return token.start
    seen = 0
    for offset, character in enumerate(token.text):
        if character in _DROPPED_ONE:
            continue
        if seen == count:
            return token.start + offset
        seen += 1
    return token.end
