"""What cited segments deny, doubt or warn of, and nothing that the brief tells from them does.

«نفت الوزارة» told as "the ministry confirmed", «ربما قُتل» as "was killed", «حذّر من تصعيد» as an escalation. Other parts
of such a segment may be told without it, so that a statement is quiet when another one that cites the segment has it.
The words are those of `data/arabic_untold.tsv` and `data/english_untold.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from mujaz.checks import _sentence
from mujaz.checks._lexicon import Cue
from mujaz.checks._sentence import ArabicSentence
from mujaz.checks.subject import Citation, Subject

__all__ = ["Untold", "untold"]


class Untold(NamedTuple):
    """A statement, and what a segment that it cites has, as written, of kind denial, doubt or warning."""

    citation: Citation
    kind: str
    quote: str


class _Marked(NamedTuple):
    """A segment with words of a kind."""

    quote: str
    is_main: bool
    """Whether they stand at its head, or say that it is false, so that the segment is about nothing else."""


_KINDS = ("denial", "doubt", "warning")
_NEGATED = ("n't", "n’t")
_BEFORE_VERB = frozenset("كما لكنه لكن ولكن وقد قد فقد فيما بينما انه كان وكان بدوره جهته".split())
"""Words after which «حذر» is a verb; after others it may be an adjective («هدوء حذر»)."""
_RELATIVE = frozenset("الذي التي الذين".split())
"""Words after which a verb only tells who somebody is."""

_CONFIRMS = re.compile(r"\bconfirm(?:s|ed|ing)?\b", re.IGNORECASE)
_CONFIRMED = frozenset(
    conjunction + word
    for conjunction in ("", "و", "ف")
    for word in (
        "اكد اكدت اكدوا يؤكد تؤكد يؤكدون مؤكدا مؤكده المؤكد المؤكده تاكيد تاكيدا تاكيده تاكيدها تاكد تاكدت "
        "اثبت اثبتت ثبت ثبتت اقر اقرت اعترف اعترفت"
    ).split()
)
_NOT = frozenset("لا لم لن ليس ليست عدم غير نفي".split())
_OBJECT = 5
"""Words after «أكد» in which what it confirms is a negation: «أكدت أنه لا صحة»."""

_OPEN = ("alleged", "denied", "negated", "planned", "hypothetical")
"""What the status of an event tells of it, whatever its words."""

_MOST = 2
"""Segments that a statement cites beyond which it may well tell the rest of the one that doubts or warns."""

_HEAD = 3
"""Words before what is the main matter of its segment."""

_SHARE = 0.5
"""English words for each Arabic one below which a statement may tell another clause than one at the end."""

_QUOTED = 3
"""Words of the segment in a finding."""


def untold(subject: Subject) -> Iterator[Untold]:
    """Summary sentences and events that cite such a segment, of which nothing tells it.

    A sentence of the summary counts on other sentences of the summary alone: who reads no further must not be
    misled. An event counts on everything that the brief tells from the segment. One that confirms what the segment is
    there to deny counts on nothing.
    """
    items = [c for c in subject.citations if c.path.startswith("/summary") or c.path in subject.statuses]
    for kind, marked in _marked(subject, items).items():
        telling = [
            citation
            for citation in subject.citations
            if not marked.keys().isdisjoint(citation.segments) and _tells(subject, citation, kind)
        ]
        in_summary = _segments(citation for citation in telling if citation.path.startswith("/summary"))
        anywhere = _segments(telling)
        for item in items:
            if item in telling or (kind != "denial" and len(item.segments) > _MOST):
                continue
            told = in_summary if item.path.startswith("/summary") else anywhere
            if (quote := _left_out(subject, item, kind, marked, told)) is not None:
                yield Untold(item, kind, quote)


def _left_out(
    subject: Subject, item: Citation, kind: str, marked: Mapping[int, _Marked], told: frozenset[int]
) -> str | None:
    """What a statement leaves out of a segment that nothing `told` is from; None if there is no such thing."""
    confirms = kind == "denial" and _confirms(subject, item)
    whole = confirms or _is_whole(subject, item)
    for number in item.segments:
        found = marked.get(number)
        if found is None or (number in told and not (confirms and found.is_main)):
            continue
        if whole or found.is_main:
            return found.quote
    return None


def _is_whole(subject: Subject, item: Citation) -> bool:
    """Whether a statement is so long that it hardly tells a single clause of its evidence."""
    words = sum(len(_sentence.arabic(text).words) for text in subject.arabic(item.segments))
    return len(_sentence.english(item.text).words) >= _SHARE * words


def _segments(citations: Iterable[Citation]) -> frozenset[int]:
    return frozenset(number for citation in citations for number in citation.segments)


def _marked(subject: Subject, items: Iterable[Citation]) -> dict[str, dict[int, _Marked]]:
    """The segments cited by `items` that have words of each kind, by their numbers."""
    found: dict[str, dict[int, _Marked]] = {}
    for number in sorted(_segments(items)):
        for text in subject.arabic((number,)):
            sentence = _sentence.arabic(text)
            for cue in sentence.find("untold"):
                kind = "denial" if cue.kind == "false" else cue.kind
                if kind not in _KINDS or (kind == "warning" and not _warns(sentence, cue)):
                    continue
                quote = " ".join(sentence.written[cue.start : max(cue.end, cue.start + _QUOTED)])
                is_main = cue.start <= _HEAD or cue.kind == "false"
                found.setdefault(kind, {}).setdefault(number, _Marked(quote, is_main))
    return found


def _warns(sentence: ArabicSentence, cue: Cue) -> bool:
    """Whether a word of warning is the verb at the head of its segment."""
    if not 0 < cue.start <= _HEAD:
        return cue.start == 0
    before = sentence.words[cue.start - 1]
    return before not in _RELATIVE and (sentence.words[cue.start] != "حذر" or before in _BEFORE_VERB)


def _tells(subject: Subject, citation: Citation, kind: str) -> bool:
    for text in (citation.text, subject.attributions.get(citation.path)):
        sentence = _sentence.english(text) if text else None
        if sentence is not None and (
            sentence.find(f"english_untold {kind}") or any(word.endswith(_NEGATED) for word in sentence.words)
        ):
            return True
    return subject.statuses.get(citation.path) in _OPEN and not (kind == "denial" and _confirms(subject, citation))


def _confirms(subject: Subject, citation: Citation) -> bool:
    """Whether a statement says that something is confirmed, and its evidence confirms nothing but that it is not so."""
    if not _CONFIRMS.search(citation.text):
        return False
    for text in subject.arabic(citation.segments):
        words = _sentence.arabic(text).words
        for at, word in enumerate(words):
            if word in _CONFIRMED and _NOT.isdisjoint(words[at + 1 : at + 1 + _OBJECT]):
                return False
    return True
