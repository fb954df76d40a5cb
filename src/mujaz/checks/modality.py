"""Does the English say yes where the Arabic says no, or "did" where the Arabic says "may"?

Held against each other are the cues of the statement and those of the segments it cites (`_cues.py`): first whether
there is any on the other side, then, since a statement need not render all of its evidence, whether it speaks
of the thing concerned: it renders the evidence whole, or names the very act (`data/predicates.tsv`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mujaz.arabic import names
from mujaz.checks import _cues, _sentence, _status
from mujaz.checks._added_negation import added_negation, is_about_silence
from mujaz.checks._conditions import lost as lost_condition
from mujaz.checks._cues import ArabicReading, Reading
from mujaz.checks._hearsay import hearsay
from mujaz.checks._lexicon import Cue
from mujaz.checks._negatives import negatives as unexplained
from mujaz.checks._tenses import HAVING, is_past
from mujaz.checks._untold import untold
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding, Severity

__all__ = ["Difference", "check", "compare"]

Difference = tuple[str, Severity, str]
"""Code, severity and message."""

_ENGLISH_NO = ("negation", "neither", "negative", "denial", "foiled")
_ENGLISH_OPEN = ("future", "possible", "wanted", "alleged")

_BEARING = frozenset(("negation", "absence", "denial", "foiled", "future", "possible"))
"""Kinds of Arabic cues of which the evidence has one wherever a statement that does not negate can differ from it."""

_NOT_DONE = (*_ENGLISH_OPEN, *_ENGLISH_NO)
_AUXILIARY_REACH, _OPEN_BEFORE, _OPEN_AFTER = 3, 8, 4
"""Words before an act in which its auxiliary stands, and words around it in which something keeps it open."""

_WHOLE = 0.9
"""English words for each Arabic word from which a statement is taken to render its evidence whole; faithful
sentences of NTREX-128 have 1.1 on average."""

_EACH = 0.4
"""The same where every one of several segments negates something."""

_WHOLE_HEAD = 0.75
"""The same where the cue stands at the head of the only segment, so that a statement cannot well leave it out."""

_WHOLE_CLAUSE = 0.55
"""The same where the segment is nothing but the clause that the cue opens."""

_WHOLE_JOINED = 1.05
"""The same where the cue begins with «و» or «ف»: that clause may well have been left out."""

_CLAUSE = 45
"""Words of a single segment up to which a statement that names the negated act surely has to tell the negation."""

_LONGEST_RENDERING, _SLACK, _SLACK_JOINED = 1.75, 2, 3
"""English words for each Arabic word, and beyond, that a faithful sentence hardly exceeds (1 % of NTREX-128); beyond is
one more where the clause that was left out is joined with «و» or «ف»."""

_UNREALISED = ("call", "demand", "urg", "request", "recommend", "propos", "promis", "pledg", "vow")
"""English words that tell what was asked for or promised, not what happened: «لم تُعلن، رغم مطالبة نواب»."""

_MOTIVES = frozenset("خشيه خوفا تخوفا تحسبا".split())
"""What opens a motive, which is easily left out: «وخشية أن يكون ...، تدخلت السعودية»."""

_CAPITAL = re.compile(r"[A-Z][^\W\d_]{2,}")

_HEAD = 3
_LETTERS_OF_NAME = 4
_FEWEST = 4
"""Words that a statement must have to be compared as a whole."""


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about negation and certainty.

    `modality.negation_lost`: the evidence negates, denies or foils what the statement says plainly; an error where
    the evidence is one short clause, else a warning or info by how surely the statement should tell it.
    `modality.negation_added` (error): the statement negates and nothing in its evidence does; (info) it says what the
    text leaves out.
    `modality.made_certain` (warning): the evidence speaks of the future or a possibility, or gives as an allegation or
    report what the statement names, or all events of the brief that share it are planned or hypothetical, and the
    statement tells a fact.
    `modality.denial_lost` (warning): the evidence has a denial, and nothing that the brief tells from it has one.
    `modality.condition_lost` (warning): the evidence has a condition, and the statement, about the future, has none.
    `modality.status` (warning): an event's status does not go with its evidence, its date or its own description.

    Caveats are left out: they speak about the article.
    """
    certain: set[str] = set()
    lost: set[str] = set()
    for citation in subject.citations:
        if citation.path.startswith("/caveats"):
            continue
        evidence = [_cues.arabic(text) for text in subject.arabic(citation.segments)]
        if not evidence:
            continue
        by = subject.attributions.get(citation.path)
        english = _cues.attributed(citation.text, by) if by else _cues.english(citation.text)
        status = subject.statuses.get(citation.path, "asserted")
        length = len(_sentence.english(citation.text).words)
        for code, severity, message in compare(english, evidence, status, length):
            certain |= {citation.path} if code == "modality.made_certain" else set()
            lost |= {citation.path} if code == "modality.negation_lost" and severity != "info" else set()
            yield subject.finding(citation, code, severity, message)
        heard = hearsay(english, evidence) if by is None and status == "asserted" else None
        if heard and citation.path not in certain:
            certain.add(citation.path)
            message = f"the evidence has «{heard}», and the statement tells it as a fact"
            yield subject.finding(citation, "modality.made_certain", "warning", message)
        if status in ("asserted", "planned") and (if_ := lost_condition(citation.text, [r.sentence for r in evidence])):
            message = f"the evidence has «{if_}», and the statement has no condition"
            yield subject.finding(citation, "modality.condition_lost", "warning", message)
    for citation, kind, quote in untold(subject):
        if kind == "denial" and citation.path not in lost:
            message = f"the evidence has «{quote}», and nothing told from it is a denial"
            yield subject.finding(citation, "modality.denial_lost", "warning", message)
        elif kind != "denial" and citation.path not in certain:
            certain.add(citation.path)
            message = f"the evidence has «{quote}», and what is told from it is told as a fact"
            yield subject.finding(citation, "modality.made_certain", "warning", message)
    yield from (finding for finding in _status.check(subject) if finding.path not in certain)


def compare(
    english: Reading, evidence: list[ArabicReading], status: str = "asserted", length: int | None = None
) -> Iterator[Difference]:
    """Each difference between a statement and the segments it cites.

    `status` is that of an event; one that says itself that nothing happened takes the place of the words. `length`
    are the words of the statement without its attribution, where `english` has that too.
    """
    if "negation" not in english.kinds and all(reading.kinds.isdisjoint(_BEARING) for reading in evidence):
        return
    length = len(english.words) if length is None else length
    negatives = _negatives(english, evidence)
    if "negation" in english.kinds:
        yield from _added(english, evidence)
    elif status not in ("negated", "denied"):
        lost = _lost(english, evidence, negatives, length)
        if lost:
            yield (
                "modality.negation_lost",
                lost[1],
                f"the evidence has «{lost[0]}», and nothing in the statement says so",
            )
    if status == "asserted":
        coming = any(not reading.kinds.isdisjoint(("future", "possible")) for reading in evidence)
        open_ = _cues.concerned(_told_as_done(english), evidence, ("future", "possible")) if coming else None
        if open_ is None and not negatives and not english.kinds.intersection(_ENGLISH_OPEN):
            open_ = _whole(english, evidence, "future", "possible")
        if open_:
            yield (
                "modality.made_certain",
                "warning",
                f"the evidence has «{open_[0].quote(open_[1])}», and the statement tells it as a fact",
            )


def _added(english: Reading, evidence: list[ArabicReading]) -> Iterator[Difference]:
    if (word := added_negation(english, evidence)) is not None:
        severity: Severity = "info" if is_about_silence(english) else "error"
        message = f"the statement negates («{word}»), and nothing in the cited segments does"
        yield "modality.negation_added", severity, message


def _negatives(english: Reading, evidence: list[ArabicReading]) -> int:
    """How many words of the statement take account of a negation.

    "Closed" does for «لم يفتح», and does not where the evidence itself speaks of closing.
    """
    found = [cue for cue in english.cues if cue.kind in _ENGLISH_NO]
    if not any(cue.kind == "negative" for cue in found):
        return len(found)
    acts = {act for reading in evidence for _, act in reading.acts}
    said = {at for at, act in english.acts if act in acts}
    return sum(cue.kind != "negative" or cue.start not in said for cue in found)


def _lost(english: Reading, evidence: list[ArabicReading], negatives: int, length: int) -> tuple[str, Severity] | None:
    """The Arabic words that negate what the statement says plainly, and how sure that is; None when they do not."""
    acting = None
    if not negatives:
        # "without ..." is easily left out, so that it counts only for the act that it concerns
        named = {act for _, act in english.acts}
        acting = _cues.concerned(named, evidence, ("negation", "absence", "denial", "foiled"))
        found = acting or _whole(english, evidence, "negation", "denial")
    else:
        negated = len({denied for reading in evidence for denied in reading.negated()})
        found = _whole(english, evidence, "negation") if negated > unexplained(english, evidence) else None
    if found is None:
        return None if negatives else _each_negated(length, evidence)
    reading, cue = found
    if any(word.startswith(_UNREALISED) for word in english.words):
        severity: Severity = "info"
    elif _must_tell(length, evidence, reading, cue):
        severity = "error"
    elif acting is None or len(evidence) > 1:
        severity = "info"
    else:
        severity = "error" if len(reading.words) <= _CLAUSE else "warning"
    return reading.quote(cue), severity


def _each_negated(length: int, evidence: list[ArabicReading]) -> tuple[str, Severity] | None:
    """The first of several negations when every one of the segments has one, so that none can be left out of all."""
    words = sum(len(reading.words) for reading in evidence)
    if len(evidence) < 2 or length < _EACH * words:
        return None
    cues = [next((cue for cue in reading.cues if cue.kind in ("negation", "denial")), None) for reading in evidence]
    if cues[0] is None or None in cues:
        return None
    return evidence[0].quote(cues[0]), "warning"


def _must_tell(length: int, evidence: list[ArabicReading], reading: ArabicReading, cue: Cue) -> bool:
    """Whether a statement is too long to render nothing but the other clauses of its evidence."""
    others = sum(len(other.words) for other in evidence) - reading.clause_length(cue)
    slack = _SLACK_JOINED if reading.words[cue.start].startswith(("و", "ف")) else _SLACK
    return length > _LONGEST_RENDERING * others + slack


def _told_as_done(english: Reading) -> set[str]:
    """The acts of the statement that it tells in the past, with nothing open and no negation near them."""
    words = english.words
    open_ = {at for cue in english.cues if cue.kind in _NOT_DONE for at in range(cue.start, cue.end)}
    done = set()
    for at, act in english.acts:
        before = words[max(0, at - _AUXILIARY_REACH) : at]
        past = is_past(words[at]) or not HAVING.isdisjoint(before)
        if past and open_.isdisjoint(range(at - _OPEN_BEFORE, at + _OPEN_AFTER)):
            done.add(act)
    return done


def _whole(english: Reading, evidence: list[ArabicReading], *kinds: str) -> tuple[ArabicReading, Cue] | None:
    """A cue of `kinds` that a statement which renders its evidence whole cannot leave out; or None."""
    words = sum(len(reading.words) for reading in evidence)
    if not words or len(english.words) < _FEWEST:
        return None
    share = len(english.words) / words
    for reading in evidence:
        for cue in reading.cues:
            if cue.kind not in kinds or share < _needed(reading, cue, alone=len(evidence) == 1):
                continue
            if not _is_name(reading, cue, english):
                return reading, cue
    return None


def _is_name(reading: ArabicReading, cue: Cue, english: Reading) -> bool:
    """Whether a cue of one word is a foreign name that happens to look like one («سيتي» City, «فليس» Fleiss)."""
    word = reading.words[cue.start]
    if cue.end - cue.start > 1 or len(word) < _LETTERS_OF_NAME:
        return False
    return any(names.similarity(word, name) >= names.THRESHOLD for name in _CAPITAL.findall(english.sentence.text))


def _needed(reading: ArabicReading, cue: Cue, *, alone: bool) -> float:
    """English words for each Arabic word from which a statement cannot have left out `cue`."""
    if reading.words[cue.start].removeprefix("و") in _MOTIVES:
        return _WHOLE_JOINED
    if alone and cue.start < _HEAD:
        return _WHOLE_CLAUSE if reading.clause_length(cue) == len(reading.words) else _WHOLE_HEAD
    return _WHOLE_JOINED if reading.words[cue.start].startswith(("و", "ف")) else _WHOLE
