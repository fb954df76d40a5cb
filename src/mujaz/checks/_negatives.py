"""Which words of an English statement take account of a negation of its Arabic evidence."""

from __future__ import annotations

from collections.abc import Sequence

from mujaz.checks._cues import Reading

__all__ = ["negatives"]

_KINDS = ("negation", "neither", "negative", "denial", "foiled")
_PLAIN = frozenset({"negation", "neither"})


def negatives(english: Reading, evidence: Sequence[Reading]) -> int:
    """How many words of the statement may stand for a negative particle of the evidence («لم», «لا», «ليس»).

    Each "not" does. "Closed" does for «لم يفتح», and does not where the evidence has its own counterpart of the
    word: it speaks of closing («أغلق»), or has «حتى» for "until" (`data/predicates.tsv`, `data/negatives.tsv`).
    """
    found = [cue for cue in english.cues if cue.kind in _KINDS]
    if all(cue.kind in _PLAIN for cue in found):
        return len(found)
    acts = {act for reading in evidence for _, act in reading.acts}
    taken = {at for at, act in english.acts if act in acts} | _rendered(english, evidence)
    return sum(cue.kind in _PLAIN or cue.start not in taken for cue in found)


def _rendered(english: Reading, evidence: Sequence[Reading]) -> frozenset[int]:
    """Words of the statement at which a negative of `data/negatives.tsv` begins that the evidence says too."""
    said = english.sentence.find("negatives")
    if not said:
        return frozenset()
    known = {cue.kind for reading in evidence for cue in reading.sentence.find("negatives")}
    return frozenset(cue.start for cue in said if cue.kind in known)
