"""An allegation or a report told as a fact: "met her counterpart" for «أنباء عن لقائها نظيرها»."""

from __future__ import annotations

from collections.abc import Sequence

from mujaz.checks._cues import ArabicReading, Reading
from mujaz.checks._speech import names_speaker

__all__ = ["hearsay"]

_OF_LAW = (
    "accus", "alleg", "charg", "claim", "convict", "guilty", "indict", "investigat", "jail", "prosecut", "report",
    "sentenc", "suspect", "trial", "tried", "wanted",
)  # fmt: skip
"""Beginnings of words that tell as much themselves."""
_NO_DOUBT = frozenset(("معلومات", "المعلومات", "ومعلومات", "بمعلومات"))
"""Listed with the others, because an allegation may rest on it; who publishes it does not doubt it."""


def hearsay(english: Reading, evidence: Sequence[ArabicReading]) -> str | None:
    """The Arabic words with which the evidence leaves open what a statement without a source tells, or None.

    Only where they stand right before an act that the statement names and the evidence has nowhere else.
    """
    named = {act for _, act in english.acts}
    for reading in evidence:
        if not named or "alleged" not in reading.kinds:
            continue
        others = {act for other in evidence if other is not reading for _, act in other.acts}
        concerned = (named & reading.concerned("alleged")) - others
        if not concerned or any(word.startswith(_OF_LAW) for word in english.words):
            continue
        for cue in reading.cues:
            is_before = any(act in concerned and at >= cue.start for at, act in reading.acts)
            if cue.kind == "alleged" and is_before and reading.words[cue.start] not in _NO_DOUBT:
                return None if names_speaker(english.sentence.text) else reading.quote(cue)
    return None
