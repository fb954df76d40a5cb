"""Does the English say the opposite of the Arabic with another word than "not": "won" for «خسر»?

The statement takes one side of a pair of opposites (`data/opposites.tsv`), and the segments it cites speak of the
same thing with words of another side only. Whatever may be a word of the right side keeps it quiet, and so does a
negation near either word: not to refuse is to accept. Amounts that go up or down are held to their numbers besides
(`_directions.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mujaz.arabic import names
from mujaz.checks import _before_after, _cues, _directions, _sentence
from mujaz.checks._cues import ArabicReading, Reading
from mujaz.checks._lexicon import Cue
from mujaz.checks._opposite_words import may_mean, may_take, taken, topics
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding, Severity

__all__ = ["Difference", "check", "compare"]

Difference = tuple[str, Severity, str]
"""The topic (`data/opposites.tsv`), the severity and the message."""

_NO = frozenset({"negation", "neither", "negative", "denial", "absence", "soft"})
_MILD = frozenset({"least", "less", "only", "still", "until", "despite", "remain", "remains", "rather", "little"})
"""Words that can stand for a particle of the Arabic, and turn nothing round."""

_OF_THE_NEXT = frozenset({"غير"})
"""Arabic words that negate the next word alone."""

_RELATIVE = frozenset({"الذي", "التي", "الذين", "اللذين", "اللذان", "اللتان", "اللتين"})
_PLAIN_NO = frozenset({"negation", "absence"})
_SAYS_NO = ("fail", "refus", "reject", "prevent", "ban", "prohibit", "deni", "deny", "rul", "unsuccess", "turn")
"""How words begin that may render a negation of the Arabic: "refused" for «لم يقبل»."""

_DENIED, _DENIED_CLAUSE = 1, 6
"""Words between a particle and what it negates: at most, and before a clause with «أن»."""

_WHOLE, _HALF = 0.9, 0.5
"""English words for each Arabic word from which a statement is taken to render its evidence whole, or most of it."""

_HEAD = 6
"""Words at the head of the only segment, which a statement that cites it will hardly leave out."""

_OF_A_PLACE = frozenset({"compass"})
_TOKEN = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"\b[A-Z][^\W\d_]{3,}")

_BEFORE, _AFTER = 4, 1
"""Words before and after a word of a side in which a negation turns it round."""


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about words that say the opposite of their evidence.

    `modality.opposite` (warning): the statement has a word of one side, its evidence only of another; (info) the
    statement is so short that it may render another clause. `modality.direction` (warning): a number goes up in the
    statement and down in the evidence, or something comes before a date here and after it there, or the reverse.

    Caveats are left out, and events that somebody denies or that did not happen.
    """
    for citation in subject.citations:
        if citation.path.startswith("/caveats") or subject.statuses.get(citation.path) in ("negated", "denied"):
            continue
        texts = subject.arabic(citation.segments)
        turned = next(_directions.differences(citation.text, texts), None)
        if turned is not None:
            yield subject.finding(citation, "modality.direction", "warning", turned)
        for message in _before_after.differences(citation.text, texts):
            yield subject.finding(citation, "modality.direction", "warning", message)
        for topic, severity, message in compare(citation.text, texts):
            if turned is None or topic != _directions.TOPIC:
                yield subject.finding(citation, "modality.opposite", severity, message)


def compare(text: str, evidence: Sequence[str]) -> Iterator[Difference]:
    """Each topic in which an English text takes another side than the Arabic."""
    english = _sentence.english(text)
    about = topics(english)
    readings = [_cues.arabic(arabic) for arabic in evidence] if about else []
    for topic in about:
        found = _opposite(topic, _cues.english(text), taken(english, topic), readings)
        if found is not None:
            yield topic, *found


def _opposite(
    topic: str, english: Reading, said: Sequence[Cue], evidence: Sequence[ArabicReading]
) -> tuple[Severity, str] | None:
    """What is wrong in words, and how sure that is; None when nothing is."""
    meant = [(reading, cue) for reading in evidence for cue in taken(reading.sentence, topic)]
    if not meant or any(_negated(english, cue) for cue in said):
        return None
    sides = {cue.kind for _, cue in meant}
    other = [cue for cue in said if cue.kind not in sides]
    reading, cue = meant[0]
    if not other:
        if _turned_round(english, said, meant):
            return (
                "warning",
                f"the statement has «{_quoted(english, said[0])}», the evidence negates it: «{_around(reading, cue)}»",
            )
        return None
    side = other[0].kind
    if any(_negated(reading, cue) for reading, cue in meant):
        return None
    if _says_no(english, other) and any(not reading.kinds.isdisjoint(_PLAIN_NO) for reading, _ in meant):
        return None
    if (len(other) == len(said) or len(said) > len(meant)) and may_mean(english.sentence, topic) - {side}:
        # it takes the side of the evidence as well, and the evidence has not a word for each of its words
        return None
    if any(may_take(reading.sentence, topic, side) for reading in evidence):
        return None
    share = len(english.words) / sum(len(reading.words) for reading in evidence)
    if topic in _OF_A_PLACE and share < _WHOLE and not _same_place(english, other, meant):
        return None
    sure = (
        share >= _HALF
        or (len(evidence) == 1 and cue.start < _HEAD)
        or any(_same_clause(english, reading, cue) for reading, cue in meant)
    )
    return (
        "warning" if sure else "info",
        f"the statement has «{_quoted(english, other[0])}», the evidence says the opposite: «{_around(reading, cue)}»",
    )


def _quoted(english: Reading, word: Cue) -> str:
    return " ".join(english.words[word.start : word.end])


def _around(reading: ArabicReading, word: Cue) -> str:
    """An Arabic word and one before and after it, as written."""
    return " ".join(reading.sentence.written[max(0, word.start - 1) : word.end + 1])


def _same_clause(english: Reading, reading: ArabicReading, word: Cue) -> bool:
    """Whether a name of the statement stands in the clause of an Arabic word."""
    starts = reading.sentence.clause_starts
    begin = max((at for at in starts if at <= word.start), default=0)
    end = min((at for at in starts if at >= word.end), default=len(reading.words))
    return _named(_CAPITAL.findall(english.sentence.text), reading.words[begin:end])


def _named(english: Iterable[str], arabic: Sequence[str]) -> bool:
    return any(names.similarity(word, name) >= names.THRESHOLD for name in english for word in arabic)


def _turned_round(english: Reading, said: Sequence[Cue], meant: Sequence[tuple[ArabicReading, Cue]]) -> bool:
    """ "Ruled out" for «لا تستبعد»: a refusal in English that is one in Arabic too, but there negated throughout.

    Only words that say "no" themselves: whether other words keep the "not" of the Arabic is asked by `modality`.
    """
    if not _says_no(english, said) or not english.kinds.isdisjoint(("negation", "neither")):
        return False
    sides = {word.kind for word in said}
    return len(sides) == 1 and all(word.kind in sides and _denied(reading, word) for reading, word in meant)


def _denied(reading: ArabicReading, word: Cue) -> bool:
    """Whether a particle negates this very word: «لم يستبعد», «لا يمكن استبعاد», «لا تستطيع المنظمة أن تستبعد»."""
    reach = _DENIED_CLAUSE if word.start and reading.words[word.start - 1] == "ان" else _DENIED
    return any(cue.kind == "negation" and word.start - reach <= cue.end <= word.start for cue in reading.cues)


def _same_place(english: Reading, said: Sequence[Cue], meant: Sequence[tuple[ArabicReading, Cue]]) -> bool:
    """Whether a name stands beside the point of the compass in both languages: a town may be named by its region."""
    tokens = _TOKEN.findall(english.sentence.text)
    word = english.words[said[0].start]
    at = next((at for at, token in enumerate(tokens) if token.lower() == word), 0)
    near = [token for token in tokens[max(0, at - 3) : at + 5] if token[0].isupper() and token.lower() != word]
    return any(_named(near, reading.words[max(0, cue.start - 2) : cue.end + 3]) for reading, cue in meant)


def _negated(reading: Reading, word: Cue) -> bool:
    """Whether a negation, a refusal or a failure stands so near a word that it may turn it round."""
    for cue in reading.cues:
        foiled = cue.kind == "foiled" and isinstance(reading, ArabicReading)
        if (cue.kind not in _NO and not foiled) or reading.words[cue.start] in _MILD:
            continue
        if word.end <= cue.start < word.end + _AFTER:
            return True
        reach = 1 if reading.words[cue.start] in _OF_THE_NEXT else _BEFORE
        if word.start - reach < cue.end <= word.start and not _parted(reading, cue.end, word.start):
            return True
    return False


def _parted(reading: Reading, start: int, end: int) -> bool:
    """Whether another clause begins between two words of an Arabic sentence."""
    if not isinstance(reading, ArabicReading):
        return False
    between = range(start, end + 1)
    return any(reading.words[at] in _RELATIVE for at in between[:-1]) or any(
        at in reading.sentence.clause_starts for at in between
    )


def _says_no(english: Reading, said: Sequence[Cue]) -> bool:
    return any(english.words[word.start].startswith(_SAYS_NO) for word in said)
