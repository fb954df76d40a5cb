"""An allegation or a report told as a fact: "met her counterpart" for «أنباء عن لقائها نظيرها»."""

from __future__ import annotations

from collections.abc import Sequence

from mujaz.checks._cues import ArabicReading, Reading, concerned
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
    if all("alleged" not in reading.kinds for reading in evidence):
        return None
    found = concerned({act for _, act in english.acts}, evidence, ("alleged",))
    if found is None or any(word.startswith(_OF_LAW) for word in english.words):
        return None
    reading, cue = found
    if reading.words[cue.start] in _NO_DOUBT or names_speaker(english.sentence.text):
        return None
    return reading.quote(cue)
