"""A negation of a statement that nothing in its evidence bears out."""

from __future__ import annotations

from collections.abc import Sequence

from mujaz.checks._cues import ArabicReading, Reading

__all__ = ["added_negation", "is_about_silence"]

_NO = ("negation", "soft", "absence", "negative", "denial", "foiled", "still")
"""Kinds of Arabic cues for which English may negate."""

_ABOUT_THE_TEXT = frozenset({"article", "outlet", "text", "page", "newspaper", "blog"})
_SILENT = (
    "name", "naming", "identif", "specif", "cite", "citing", "disclos", "elaborat", "attribut", "independent", "mention"
)  # fmt: skip
"""What a text is said not to do: it leaves out, and nothing in it says so."""

_SINCE = frozenset({"since", "before", "until", "previously", "again"})
_FIRST = frozenset("اول الاول الاولي لاول للاول سابقه مسبوق مسبوقه مسبوقا".split())
""" "Not since 2023" for «أول زيادة منذ 2023», "never before" for «سابقة»."""

_OTHER = frozenset({"other", "others", "else", "more", "further"})
_ONLY = frozenset("فقط فحسب وحسب وحده وحدها حصرا".split())
""" "And no other fuel" for «غاز الطهي فقط»."""

_STOPPED = frozenset("stop stopped stopping end ended cease ceased halt halted abate abated".split())
_GOES_ON = frozenset(
    conjunction + word
    for conjunction in ("", "و", "ف")
    for word in (
        "استمر استمرت يستمر تستمر مستمر مستمره استمرار تواصل تواصلت يتواصل تتواصل متواصل متواصله توالت تتوالي"
    ).split()
)
""" "Has not stopped" for «تستمر»."""

_WITHOUT_ONE = ((_SINCE, _FIRST), (_OTHER, _ONLY))
"""English words of a negation, and Arabic words that it renders although they negate nothing."""


def added_negation(english: Reading, evidence: Sequence[ArabicReading]) -> str | None:
    """The negation of a statement, None if there is none, or if any segment has something that it may render."""
    if any(reading.kinds.intersection(_NO) for reading in evidence):
        return None
    for said, meant in _WITHOUT_ONE:
        if said.intersection(english.words) and any(meant.intersection(reading.words) for reading in evidence):
            return None
    negations = [cue for cue in english.cues if cue.kind == "negation"]
    if any(_GOES_ON.intersection(reading.words) for reading in evidence):
        negations = [cue for cue in negations if _STOPPED.isdisjoint(english.words[cue.end : cue.end + 2])]
    return english.words[negations[0].start] if negations else None


def is_about_silence(english: Reading) -> bool:
    """Whether each negation of the statement is of the text itself: what it does not name, a date that is none."""
    words = english.words
    negations = [cue for cue in english.cues if cue.kind == "negation"]
    return all(
        not _ABOUT_THE_TEXT.isdisjoint(words[: cue.start])
        or any(word.startswith(_SILENT) for word in words[cue.end : cue.end + 2])
        or any(word.startswith("mention") for word in words[max(0, cue.start - 1) : cue.start])
        for cue in negations
    )
