"""Which words of a text take a side in a pair of opposites (`data/opposites.tsv`), and which may take one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from mujaz.arabic.letters import compared
from mujaz.checks._lexicon import Cue, Lexicons, rows
from mujaz.checks._sentence import ArabicSentence, Sentence

__all__ = ["LEXICON", "may_mean", "may_take", "taken", "topics"]

LEXICON = "opposites "
"""How the lexicons of `_sentence` begin that have the English words of a topic."""

_ONLY_LOOKS = "-"
"""The side of expressions that only look like a word of a side."""


def topics(english: Sentence) -> Sequence[str]:
    """What an English sentence speaks of with a word that takes a side, such as amounts, which go up or down."""
    return [name.removeprefix(LEXICON) for name in english.entries if name.startswith(LEXICON)]


def taken(sentence: Sentence, topic: str) -> Sequence[Cue]:
    """The words of a sentence that surely take a side; the kind of each is its side."""
    return [cue for cue in sentence.find(LEXICON + topic) if cue.kind != _ONLY_LOOKS]


def may_mean(sentence: Sentence, topic: str) -> frozenset[str]:
    """The sides that words of a sentence may take, among them those that they surely do; "beat" may take both."""
    sides = _rows()[topic]
    return frozenset(side for side in sides if _is_sure(side) and may_take(sentence, topic, side))


def may_take(sentence: Sentence, topic: str, side: str) -> bool:
    """Whether a word of a sentence may take this side: it is listed so, and surely takes no other there."""
    arabic = isinstance(sentence, ArabicSentence)
    text = " ".join(sentence.words)
    # hardly any form begins in the sentence, so that those which do are a small lexicon
    standing = [(kind, form) for kind, form, beginning in _forms(topic, side, arabic=arabic) if beginning in text]
    if all(kind == _ONLY_LOOKS for kind, _ in standing):
        return False
    cues = Lexicons({side: standing}, arabic=arabic).find(sentence.words).get(side, ())
    return any(cue.kind != _ONLY_LOOKS for cue in cues)


@lru_cache(maxsize=256)
def _forms(topic: str, side: str, *, arabic: bool) -> tuple[tuple[str, str, str], ...]:
    """The words of a topic as they are held against one side, with their kind and how they begin without particles."""
    listed = {other: theirs if arabic else ours for other, (ours, theirs) in _rows()[topic].items()}
    elsewhere = [form for other in listed if other != side and _is_sure(other) for form in listed[other]]
    forms = [
        *((side, form) for form in listed[side]),
        *((_ONLY_LOOKS, form) for form in (*listed.get(_ONLY_LOOKS, ()), *elsewhere)),
        *((side, form) for form in listed.get(f"{side}?", ())),
    ]
    return tuple((kind, form, form.rpartition(":")[2].partition("*")[0]) for kind, form in forms)


def _is_sure(side: str) -> bool:
    return side != _ONLY_LOOKS and not side.endswith("?")


@lru_cache(maxsize=1)
def _rows() -> dict[str, dict[str, tuple[list[str], list[str]]]]:
    """By topic and side: the English forms, and the Arabic ones as compared."""
    found: dict[str, dict[str, tuple[list[str], list[str]]]] = {}
    for topic, side, english, *arabic in rows("opposites"):
        ours, theirs = found.setdefault(topic, {}).setdefault(side, ([], []))
        ours.extend(english.split("|"))
        theirs.extend(form for form in compared("\t".join(arabic)).split("\t") if form)
    return found
