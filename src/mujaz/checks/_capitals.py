"""The words of an English text that begin with a capital letter; all others are read only where somebody asks.

Only they carry names, and most words are none: one pass over the text steps over the words between them without
making anything of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mujaz.arabic.english_forms import english_key

__all__ = ["Capital", "Word", "read", "words_from"]


class Word(NamedTuple):
    """A word or a part of a word between hyphens, without the ending of a possessive or contraction."""

    text: str
    start: int
    end: int


class Capital(NamedTuple):
    """A word that begins with a capital letter; `key` is its `english_key`.

    `after` is where the next word may begin: behind the "'s" that `end` leaves out. `opens` says that a sentence or
    title begins with the word, `half` that it has a hyphen.
    """

    text: str
    start: int
    end: int
    key: str
    after: int
    opens: bool
    half: bool


_LETTERS = r"[a-z]*+[^\W\d_]*+(?:['’ʿʾʻʼ`´][^\W\d_]++)*+"
"""How a word goes on; that most letters are among 26 is quicker to see than that they are letters."""
_BEGUN = rf"(?:[A-Z]\.){{2,}}|[^\W\d_]{_LETTERS}"
_NUMBER = r"\d[\w.,]*+"
_WORD = re.compile(rf"{_BEGUN}|{_NUMBER}")
_UP_TO_A_CAPITAL = re.compile(rf"((?:[a-z ]++(?:(?<! ){_LETTERS})?+|{_NUMBER}|[\W_]++)*+)({_BEGUN})?")
"""What lies before a word that begins with a capital letter (or with one of another script), and that word."""
_ENDING = re.compile(r"(?:['’](?:s|S|m|d|t|ve|re|ll)|n['’]t)$")
"""Possessives and contractions; the word before them may be a name."""
_OPENING = re.compile(r"[.!?:;…\"“«‘(]|(?:^|\s)['–—-]")
_LONG = 3
"""Letters that a word must exceed to show whether a text is a title, which has small words in small letters."""
_TITLE_CASE = 0.6
"""Share of capitalised words from which a text is a title: "Police Chief Resigns After Vote"."""


def read(text: str) -> tuple[list[Capital], float]:
    """The capitalised words of `text`, and their share among its longer words, given as 0 where it is under a half.

    Without designations: a word that touches a digit ("F-16" and "4G" have none).
    """
    if text.islower():
        return [], 0.0
    pieces = _UP_TO_A_CAPITAL.findall(text)
    share = _share(text, len([word for _, word in pieces if len(word) > _LONG and word[0].isupper()]))
    title = share >= _TITLE_CASE and text.rstrip()[-1:] not in tuple('.!"”')
    found: list[Capital] = []
    before = at = 0
    for gap, word in pieces:
        start = at + len(gap)
        at = start + len(word)
        if not word[:1].isupper():
            continue
        left, right = text[start - 1 : start], text[at : at + 1]
        if not (left.isdigit() or right.isdigit()):
            name = _without_ending(word)
            opens = title or not start or _opens(text, before, start, first=not found)
            half = left == "-" or right == "-"
            found.append(Capital(name, start, start + len(name), english_key(name), at, opens, half))
        before = at
    return found, share


def words_from(text: str, at: int) -> Iterator[Word]:
    """All words from `at` on, where none may be cut in two, as far as they are asked for; designations left out."""
    for match in _words(text, at, len(text)):
        start, end = match.span()
        if not _touches_digit(text, start, end):
            name = _without_ending(match[0])
            yield Word(name, start, start + len(name))


def _share(text: str, capitals: int) -> float:
    if capitals < 2:
        return 0.0
    if len([word for word in text.split() if len(word) > _LONG and word.isalpha()]) > 2 * capitals:
        return 0.0
    long = sum(len(word) > _LONG and not word[0].isdigit() for word in _WORD.findall(text))
    return capitals / long if long > 2 else 0.0


def _words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    return (match for match in _WORD.finditer(text, start, end) if not match[0][0].isdigit())


def _without_ending(word: str) -> str:
    return word if word.isalpha() else _ENDING.sub("", word)


def _touches_digit(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isdigit() or text[end : end + 1].isdigit()


def _opens(text: str, before: int, start: int, *, first: bool) -> bool:
    """Whether a sentence begins at `start`; `before` is the end of the capitalised word before, `first` if none is."""
    between = text[before:start]
    if between == " " and not first:
        return False
    if between[-1:] == " " and between[between.rfind(" ", 0, -1) + 1 : -1].isalpha():
        return False  # "the Guards": a word, and nothing but a space
    if first and all(_touches_digit(text, *word.span()) for word in _words(text, 0, start)):
        return True
    for word in _words(text, before, start):
        before = word.end()
    return _OPENING.search(text, before, start) is not None
