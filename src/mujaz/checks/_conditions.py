"""A condition that a statement about the future leaves out: "they will not land" for «لن ترسو ما لم توافق دول أخرى»."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mujaz.checks._sentence import ArabicSentence

__all__ = ["lost"]

_ARABIC = re.compile(
    "(?<!\\S)[وف]?(?:(?<!ما )(?<!فيما )(?<!عما )اذا|في حال(?:ه)?|ما لم|الا اذا|شريطه|بشرط|شرط ان|ان لم)(?!\\S)"
)
"""What opens a condition, in words as compared; «فيما إذا» is "whether"."""
_HAVE_ONE = frozenset(a + b for a in ("", "و", "ف") for b in "اذا حال حاله لم شريطه بشرط شرط".split())
"""Words of which each of these has one; most evidence has none."""
_FUTURE = re.compile(r"\b(?:will|wo|would|shall|going to|is to|are to)(?:n['’]t)?\b|['’]ll\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:if|unless|should|in case|in the event|provid(?:ed|ing)|condition\w*|whether|when\w*|once|otherwise|or else|"
    r"until|till|depend\w*|pending|subject to|without|fail\w*|were to|could|may|might|as long as|so long as|hinge\w*|"
    r"in exchange|in return|requir\w*|must|after|before|threat\w*|even though|had (?:to|it)|possib\w*|potential\w*|"
    r"scenario\w*|only|permitting|likely|likelihood|probabl\w*|except\w*|consent|approval|permission|agreement)\b",
    re.IGNORECASE,
)
"""What may render a condition in English, generously: "with the consent of", "after paying"."""
_TANWIN = "\u064b"
_MOST = 2
"""Segments of the evidence beyond which the condition may belong to what the statement leaves out."""


def lost(text: str, evidence: Sequence[ArabicSentence]) -> str | None:
    """The beginning of a condition of the evidence, as written, if the English sentence promises without any."""
    if len(evidence) > _MOST or all(_HAVE_ONE.isdisjoint(sentence.words) for sentence in evidence):
        return None
    if not _FUTURE.search(text) or _CONDITION.search(text):
        return None
    for sentence in evidence:
        for found in _ARABIC.finditer(" ".join(sentence.words)):
            first = found.string.count(" ", 0, found.start())
            written = sentence.written[first : first + found[0].count(" ") + 3]
            if not any(_TANWIN in word for word in written[:1]):  # «إذاً» is "then"
                return " ".join(written)
    return None
