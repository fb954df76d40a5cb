"""An event's status against the words of its evidence: planned, foiled, denied, or only possible?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mujaz.arabic import dates
from mujaz.checks import _cues, _edtf, _sentence
from mujaz.checks._cues import Reading
from mujaz.checks._tenses import tells_the_past
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding
from mujaz.schema.draft import Event

__all__ = ["check"]

_NEEDED = {
    "planned": ("future", "possible", "outlook"),
    "hypothetical": ("future", "possible", "outlook", "alleged"),
    "denied": ("denial", "negation", "absence", "negative", "alleged"),
    "negated": ("negation", "absence", "negative", "soft", "denial", "foiled"),
}
"""Kinds of Arabic cues of which the evidence of an event must have one for this status."""

_MISSING = {
    "planned": "to come",
    "hypothetical": "only possible",
    "denied": "denied",
    "negated": "negated or foiled",
}

_NOT_YET = frozenset(("planned", "hypothetical"))
_LEFT_OPEN = ("future", "possible", "wanted", "alleged")
"""Kinds of English cues of which the description of what has not happened yet has one."""
_LATER = frozenset("next tomorrow soon future until pending upcoming forthcoming by ready decision decisions".split())
"""Cues that say when, or of whom, and not that it has not happened: "held its next meeting"."""
_PUT_OFF = ("announc", "defer", "postpon", "delay", "suspend", "predict", "reserv", "foresee", "exclu")
"""Beginnings of words that leave open what they speak of, for the lists of cues too weak."""

_COMING = frozenset(("will", "won't", "shall", "plans", "plan", "intends", "intend", "expected", "scheduled", "due"))
_FOILED = ("foil", "thwart", "avert", "abort")
_HARMFUL = frozenset(("assault", "crime", "protest", "disaster"))
_SPEECH_ACTS = frozenset(
    "statement accuse threaten request reject agree support consult concede cooperate aid sanction".split()
)
"""Categories of acts done by words, which may be about the future or what did not happen and yet be done."""

_NOBODY = frozenset(("no", "nobody", "none", "neither", "nothing"))
_DID_NOT = frozenset(("didn't", "hasn't", "haven't", "wasn't", "weren't"))
_WONT = frozenset(("لن", "ولن", "فلن"))
"""Negates what is to come."""

_UNSEEN = frozenset(("seen", "heard", "found", "located"))
"""Whoever has not been seen is missing, which is an event."""

_OPENING = 7
"""Words at the head of a description in which its main verb is looked for."""

_SUBORDINATE = frozenset("who which that whose after before when while but said says saying because as if".split())


def check(subject: Subject) -> Iterator[Finding]:
    """Findings `modality.status` and, where a sentence tells of nothing but what is planned, `modality.made_certain`
    (warnings); see `modality.check`.
    """
    for i, event in enumerate(subject.draft.events):
        message = _is_told_as_done(event) or _is_too_early(event, subject) or _has_another(event, subject)
        if message:
            yield Finding(code="modality.status", severity="warning", path=f"/events/{i}/status", message=message)
    if all(event.status not in _NOT_YET for event in subject.draft.events):
        return
    for citation in subject.citations:
        if citation.path.startswith("/summary"):
            statuses = {e.status for e in subject.draft.events if not set(citation.segments).isdisjoint(e.evidence)}
            if statuses and statuses <= _NOT_YET and _is_told_in_the_past(citation.text):
                said = " or ".join(sorted(statuses))
                message = f"what the brief's events have of the cited segments is {said}, and the sentence tells a fact"
                yield subject.finding(citation, "modality.made_certain", "warning", message)


def _is_told_as_done(event: Event) -> str | None:
    """What to say of a description that leaves nothing open, although its status does."""
    if event.status not in _NOT_YET or not _is_told_in_the_past(event.description_en):
        return None
    return f"status is {event.status}, and the description tells it as having happened"


def _is_told_in_the_past(text: str) -> bool:
    """Whether an English text tells that something has happened, and leaves nothing open."""
    told = _cues.english(text)
    if not tells_the_past(told.words):
        return False
    if any(cue.kind in _LEFT_OPEN and told.words[cue.start] not in _LATER for cue in told.cues):
        return False
    return not any(word.startswith(_PUT_OFF) for word in told.words) and "put off" not in " ".join(told.words)


def _is_too_early(event: Event, subject: Subject) -> str | None:
    """What to say of an event that has happened although its date is after the publication day."""
    if event.status != "asserted" or event.category in _SPEECH_ACTS or event.when is None or not event.when.reading:
        return None
    if not all(_after_publication(event, subject)):
        return None
    return "status is asserted, and the event is dated after the day of publication; planned?"


def _has_another(event: Event, subject: Subject) -> str | None:
    """What to say of an event of whose status its evidence has no word."""
    evidence = [_cues.arabic(text) for text in subject.arabic(tuple(event.evidence))]
    coming = event.status == "planned" and any(_after_publication(event, subject))
    return _differs(event, evidence) if evidence and not coming else None


def _after_publication(event: Event, subject: Subject) -> Iterator[bool]:
    """Whether the date of the event is after the publication day, by the model's reading and by its Arabic words
    («تنعقد الخميس 16 أكتوبر»): what each of them says, if it says anything. The reading comes first: it is quick.
    """
    published = subject.article.published
    if event.when is None or published is None:
        yield False
        return
    reading = _edtf.read(event.when.reading) if event.when.reading else None
    read = reading.start if reading else None
    if read is not None:
        yield read > published
    meant = dates.resolve(event.when.expression_ar or "", published)
    if meant.start is not None:
        yield meant.start > published
    elif read is None:
        yield False


def _differs(event: Event, evidence: Sequence[Reading]) -> str | None:
    kinds = frozenset().union(*(reading.kinds for reading in evidence))
    needed = _NEEDED.get(event.status)
    if needed:
        wont = event.status in ("planned", "hypothetical") and any(_WONT.intersection(r.words) for r in evidence)
        if kinds.isdisjoint(needed) and not wont:
            return f"status is {event.status}, and nothing in the evidence says that it is {_MISSING[event.status]}"
        return None
    if event.status == "alleged" and event.attribution is None and not event.accounts:
        if kinds.isdisjoint(("alleged", "possible", "outlook", "denial")):
            return "status is alleged, and neither an attribution nor the evidence says by whom"
        return None
    if event.status != "asserted" or event.category in _SPEECH_ACTS:
        return None
    head = _head(event.description_en)
    if _COMING.intersection(head) and "future" in kinds:
        return "status is asserted, and the event is still to come; planned?"
    if "foiled" in kinds and event.category in _HARMFUL and any(word.startswith(_FOILED) for word in head):
        return "status is asserted, and the act was foiled; negated?"
    if _says_no(head) and not kinds.isdisjoint(_NEEDED["negated"]):
        return "status is asserted, and the description says that it did not happen; negated?"
    return None


def _head(description: str) -> tuple[str, ...]:
    """The words of the description up to where a subordinate clause may begin."""
    words = _sentence.english(description).words[:_OPENING]
    for at, word in enumerate(words):
        if word in _SUBORDINATE:
            return words[:at]
    return words


def _says_no(head: tuple[str, ...]) -> bool:
    if not head:
        return False
    if not _UNSEEN.isdisjoint(head):
        return False
    if head[0] in _NOBODY or not _DID_NOT.isdisjoint(head):
        return True
    return any(pair in (("did", "not"), ("has", "not"), ("have", "not")) for pair in pairwise(head))
