"""What cited segments deny, doubt or warn of, and nothing that the brief tells from them does.

«نفت الوزارة» told as "the ministry confirmed", «ربما قُتل» as "was killed", «حذّر من تصعيد» as an escalation. Other parts
of such a segment may be told without it, so that a statement is quiet when another one that cites the segment has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from mujaz.checks import _sentence
from mujaz.checks.subject import Citation, Subject

__all__ = ["Untold", "untold"]

Kind = Literal["denial", "doubt", "warning"]


class Untold(NamedTuple):
    """A statement and what a segment that it cites has, as written: «نفت بشكل قاطع»."""

    citation: Citation
    kind: Kind
    quote: str


def _forms(words: str) -> frozenset[str]:
    """Words as compared, with the conjunctions that may stand before them."""
    return frozenset(conjunction + word for conjunction in ("", "و", "ف") for word in words.split())


_ARABIC: dict[Kind, frozenset[str]] = {
    "denial": _forms(
        "نفي نفت نفوا نفيا نفاه نفاها نفته نفتها ينفي ينفيه ينفيها تنفي تنفيه تنفيها ينفون نافيا نافيه نافين نفيه "
        "نفيها انكر انكرت انكروا انكره انكرته ينكر تنكر ينكرون كذبت تكذب دحض دحضت فند فندت التنصل"
    ),
    "doubt": _forms(
        "ربما يعتقد يشتبه تشتبه يرجح ترجح مرجحا مرجحه المرجح الارجح محتمل محتمله محتملا المحتمل المحتمله مزعوم مزعومه "
        "المزعوم المزعومه مفترض مفترضه شائعه شائعات الشائعات اشاعه اشاعات الاشاعات"
    ),
    "warning": _forms("حذر حذرت حذروا يحذر تحذر يحذرون محذرا محذره محذرين"),
}
"""Words as compared."""

_FALSE = frozenset((("لا", "صحه"), ("ولا", "صحه"), ("عن", "الصحه"), ("غير", "صحيح")))
"""Two words that deny: «لا صحة لـ», «عارٍ عن الصحة»."""
_SECOND = frozenset(second for _, second in _FALSE)
_MARKS = _SECOND.union(*_ARABIC.values())
"""Words without which a segment has none of them."""

_ENGLISH: dict[Kind, tuple[tuple[str, ...], frozenset[str]]] = {
    "denial": (
        tuple(
            "deny denie denial reject refut dismiss contradict disput false untrue baseless disavow repudiat nothing "
            "none neither not never without refus rebut contest challeng lying forge fake unfounded groundless".split()
        ),
        frozenset("no nor cannot lie lied lies".split()),
    ),
    "doubt": (
        tuple(
            "suspect suspic believ thought think alleg claim rumor rumour suppos presum likel unlikel probab possib "
            "may might could apparent appear seem said say accord report accus charg wanted potential expect perhaps "
            "look tend would assum doubt feel felt consider should evident sound purport so-called plausib chance must odds "
            "prospect bound predict forecast estimat fear risk suggest".split()
        ),
        frozenset(("if", "will")),
    ),
    "warning": (
        tuple(
            "warn caution threat fear risk danger alert could may might would avoid concern urg advis alarm tell "
            "told".split()
        ),
        frozenset(("if",)),
    ),
}
"""What renders them, generously: the beginnings of words, and whole words."""
_NEGATED = ("n't", "n’t")

_CONFIRMS = re.compile(r"\bconfirm(?:s|ed|ing)?\b", re.IGNORECASE)
_CONFIRMED = _forms("اكد اكدت اكدوا يؤكد تؤكد يؤكدون يوكد توكد مؤكدا مؤكده موكدا موكده تاكيد تاكيدا اثبت اثبتت")
_NOT = frozenset("لا لم لن ليس ليست عدم غير نفي".split())
_OBJECT = 5
"""Words after «أكد» in which what it confirms is a negation: «أكدت أنه لا صحة»."""

_OPEN = ("alleged", "denied", "negated", "planned", "hypothetical")
"""What the status of an event tells of it, whatever its words."""

_MOST = 2
"""Segments that a statement cites beyond which it may well tell the rest of the one that doubts or warns."""

_HEAD = 3
"""Words before a verb of warning whose sentence is about nothing else."""

_QUOTED = 3
"""Words of the segment in a finding."""


def untold(subject: Subject) -> Iterator[Untold]:
    """Summary sentences and events that cite such a segment, of which nothing tells it.

    A sentence of the summary counts on other sentences of the summary alone: who reads no further must not be
    misled. An event counts on everything that the brief tells from the segment. One that confirms what is denied
    counts on nothing.
    """
    items = [c for c in subject.citations if c.path.startswith("/summary") or c.path in subject.statuses]
    for kind, quotes in _marked(subject, items).items():
        telling = [
            citation
            for citation in subject.citations
            if not quotes.keys().isdisjoint(citation.segments) and _tells(subject, citation, kind)
        ]
        in_summary = _segments(citation for citation in telling if citation.path.startswith("/summary"))
        anywhere = _segments(citation for citation in telling if citation.path != "/headline")
        for item in items:
            if item in telling or (kind != "denial" and len(item.segments) > _MOST):
                continue
            told = in_summary if item.path.startswith("/summary") else anywhere
            if kind == "denial" and _confirms(subject, item):
                told = frozenset()
            at = next((number for number in item.segments if number in quotes and number not in told), None)
            if at is not None:
                yield Untold(item, kind, quotes[at])


def _segments(citations: Iterable[Citation]) -> frozenset[int]:
    return frozenset(number for citation in citations for number in citation.segments)


def _marked(subject: Subject, items: Iterable[Citation]) -> dict[Kind, dict[int, str]]:
    """The words of each kind that the segments cited by `items` have, by the numbers of the segments."""
    marked: dict[Kind, dict[int, str]] = {}
    for number in sorted(_segments(items)):
        for text in subject.arabic((number,)):
            sentence = _sentence.arabic(text)
            if _MARKS.isdisjoint(sentence.words):
                continue
            for kind in _ARABIC:
                at = _place(kind, sentence.words)
                if at is not None:
                    marked.setdefault(kind, {})[number] = " ".join(sentence.written[at : at + _QUOTED])
    return marked


def _place(kind: Kind, words: Sequence[str]) -> int | None:
    """Where the words of a segment have one of a kind."""
    forms = _ARABIC[kind]
    if kind == "warning":
        words = words[: _HEAD + 1]
    if not forms.isdisjoint(words):
        return next(at for at, word in enumerate(words) if word in forms)
    if kind != "denial" or _SECOND.isdisjoint(words):
        return None
    return next((at for at, pair in enumerate(pairwise(words)) if pair in _FALSE), None)


def _tells(subject: Subject, citation: Citation, kind: Kind) -> bool:
    beginnings, whole = _ENGLISH[kind]
    texts = (citation.text, subject.attributions.get(citation.path) or "")
    if any(
        word.startswith(beginnings) or word in whole or word.endswith(_NEGATED)
        for text in texts
        for word in _sentence.english(text).words
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
