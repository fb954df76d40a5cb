"""Which words of a text take a side in a pair of opposites (`data/opposites.tsv`), and which may take one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from mujaz.checks._lexicon import Cue, Lexicons, rows
from mujaz.checks._sentence import ArabicSentence, Sentence

__all__ = ["LEXICON", "may_mean", "taken", "topics"]

LEXICON = "opposites "
"""How the lexicons of `_sentence` begin that have the English words of a topic."""

_ONLY_LOOKS = "-"
"""The side of expressions that only look like a word of a side."""


def topics(english: Sentence) -> Sequence[str]:
    """What an English sentence speaks of with a word that takes a side, such as amounts, which go up or down."""
    return [name.removeprefix(LEXICON) for name in english.lists if name.startswith(LEXICON)]


def taken(sentence: Sentence, topic: str) -> Sequence[Cue]:
    """The words of a sentence that surely take a side; the kind of each is its side."""
    return [cue for cue in sentence.find(LEXICON + topic) if cue.kind != _ONLY_LOOKS]


def may_mean(sentence: Sentence, topic: str) -> frozenset[str]:
    """The sides that words of a sentence may take, among them those that they surely do; "beat" may take both."""
    found = _loose(topic, arabic=isinstance(sentence, ArabicSentence)).find(sentence.words)
    return frozenset(side for side, cues in found.items() if any(cue.kind != _ONLY_LOOKS for cue in cues))


# Made when they are first asked for: the possible words of a topic are seldom needed.


@lru_cache(maxsize=128)
def _loose(topic: str, *, arabic: bool) -> Lexicons:
    """All words of a topic, a lexicon for each side: a word may take several, unless it surely takes another."""
    forms: dict[str, list[str]] = {}
    for side, english, others in _rows()[topic]:
        forms.setdefault(side, []).extend(others if arabic else english)
    sure = [side for side in forms if side != _ONLY_LOOKS and not side.endswith("?")]
    lexicons = {}
    for side in sure:
        elsewhere = [form for other in (_ONLY_LOOKS, *sure) if other != side for form in forms.get(other, ())]
        lexicons[side] = [
            *((side, form) for form in forms[side]),
            *((_ONLY_LOOKS, form) for form in elsewhere),
            *((side, form) for form in forms.get(f"{side}?", ())),
        ]
    return Lexicons(lexicons, arabic=arabic)


@lru_cache(maxsize=1)
def _rows() -> dict[str, list[tuple[str, list[str], list[str]]]]:
    """By topic: the side, the English forms, the Arabic forms."""
    found: dict[str, list[tuple[str, list[str], list[str]]]] = {}
    for topic, side, english, *arabic in rows("opposites"):
        found.setdefault(topic, []).append((side, english.split("|"), arabic))
    return found
