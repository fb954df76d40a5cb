"""Which words of a text take a side in a pair of opposites (`data/opposites.tsv`), and which may take one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from mujaz.checks._lexicon import Cue, Lexicons, rows
from mujaz.checks._sentence import ArabicSentence, Sentence

__all__ = ["Topic", "may_mean", "taken", "topic", "topics"]

_ONLY_LOOKS = "-"
"""The side of expressions that only look like a word of a side."""


class Topic(NamedTuple):
    """What words of two or more sides speak of, such as amounts, which go up or down."""

    name: str
    lexicon: str
    """The lexicon of `_sentence` that has the English words of its sides."""


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    """Every topic, in the order of the file."""
    return tuple(map(topic, _rows()))


@lru_cache(maxsize=64)
def topic(name: str) -> Topic:
    """The topic of that name."""
    return Topic(name, f"opposites {name}")


def taken(sentence: Sentence, about: Topic) -> Sequence[Cue]:
    """The words of a sentence that surely take a side; the kind of each is its side."""
    if isinstance(sentence, ArabicSentence):
        found = _words(about.name, arabic=True, loose=False).find(sentence.words).get(about.name, ())
    else:
        found = sentence.find(about.lexicon)
    return [cue for cue in found if cue.kind != _ONLY_LOOKS] if found else ()


def may_mean(sentence: Sentence, about: Topic) -> frozenset[str]:
    """The sides that words of a sentence may take, among them those that they surely do."""
    words = _words(about.name, arabic=isinstance(sentence, ArabicSentence), loose=True)
    return frozenset(cue.kind for cue in words.find(sentence.words).get(about.name, ())) - {_ONLY_LOOKS}


@lru_cache(maxsize=256)
def _words(about: str, *, arabic: bool, loose: bool) -> Lexicons:
    """The words of a topic; made when they are first asked for, since few articles need those of every topic."""
    forms = [
        (side.rstrip("?"), form)
        for _, side, english, *others in _rows()[about]
        if loose or not side.endswith("?")
        for form in (others if arabic else english.split("|"))
    ]
    return Lexicons({about: forms}, arabic=arabic)


@lru_cache(maxsize=1)
def _rows() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for row in rows("opposites"):
        found.setdefault(row[0], []).append(row)
    return found
