"""Does the English say the opposite of the Arabic with another word than "not": "won" for «خسر»?

The statement takes one side of a pair of opposites (`data/opposites.tsv`), and the segments it cites speak of the same
thing with words of another side only. Whatever may be a word of the right side keeps it quiet, and so does a negation near
either word: not to refuse is to accept. Amounts that go up or down are held to their numbers besides (`_directions.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mujaz.arabic import names
from mujaz.checks import _cues, _directions, _sentence
from mujaz.checks._cues import ArabicReading, Reading
from mujaz.checks._lexicon import Cue
from mujaz.checks._opposite_words import Topic, may_mean, taken, topics
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding

__all__ = ["compare", "check"]

_NO = frozenset({"negation", "neither", "negative", "denial", "foiled", "absence", "soft"})
_PLAIN_NO = frozenset({"negation", "absence"})
_SAYS_NO = ("fail", "refus", "reject", "prevent", "ban", "prohibit", "deni", "deny", "rul", "unsuccess", "turn")
"""How words begin that may render a negation of the Arabic: "refused" for «لم يقبل»."""

_DENIED, _DENIED_CLAUSE = 1, 6
"""Words between a particle and what it negates: at most, and before a clause with «أن»."""

_WHOLE = 0.9
"""English words for each Arabic word from which a statement is taken to render its evidence whole (see `modality`)."""

_OF_A_PLACE = frozenset({"compass"})
_TOKEN = re.compile(r"[^\W\d_]+")

_BEFORE, _AFTER = 4, 1
"""Words before and after a word of a side in which a negation turns it round."""


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about words that say the opposite of their evidence.

    `modality.opposite` (warning): the statement has a word of one side, its evidence only of another.
    `modality.direction` (warning): a number goes up in the statement and down in the evidence, or the reverse.
    Caveats are left out, and events that somebody denies or that did not happen.
    """
    statuses = {f"/events/{i}": event.status for i, event in enumerate(subject.draft.events)}
    for citation in subject.citations:
        if citation.path.startswith("/caveats") or statuses.get(citation.path) in ("negated", "denied"):
            continue
        texts = subject.arabic(citation.segments)
        if not texts:
            continue
        turned = next(_directions.differences(citation.text, texts), None)
        if turned is not None:
            yield subject.finding(citation, "modality.direction", "warning", turned)
        for topic, message in compare(citation.text, texts):
            if turned is None or topic != "amount":
                yield subject.finding(citation, "modality.opposite", "warning", message)


def compare(text: str, evidence: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each topic in which an English text takes another side than the Arabic, with what is wrong in words."""
    sentence = _sentence.english(text)
    readings: list[ArabicReading] | None = None
    for topic in topics():
        said = taken(sentence, topic)
        if not said or len({cue.kind for cue in said}) > 1:
            continue
        readings = [_cues.arabic(arabic) for arabic in evidence] if readings is None else readings
        found = _opposite(topic, _cues.english(text), said, readings)
        if found is not None:
            yield topic.name, found


def _opposite(topic: Topic, english: Reading, said: Sequence[Cue], evidence: Sequence[ArabicReading]) -> str | None:
    """What is wrong in words, or None."""
    side = said[0].kind
    meant = [(reading, cue) for reading in evidence for cue in taken(reading.sentence, topic)]
    if not meant or any(_negated(english, cue) for cue in said) or may_mean(english.sentence, topic) - {side}:
        return None
    word = " ".join(english.words[said[0].start : said[0].end])
    reading, cue = meant[0]
    if any(cue.kind == side for _, cue in meant):
        if _turned_round(english, side, said, meant):
            return f"the statement has «{word}», the evidence negates it: «{reading.quote(cue)}»"
        return None
    if any(_negated(reading, cue) for reading, cue in meant):
        return None
    if any(side in may_mean(reading.sentence, topic) for reading in evidence):
        return None
    if _says_no(english, said) and any(not reading.kinds.isdisjoint(_PLAIN_NO) for reading, _ in meant):
        return None
    if topic.name in _OF_A_PLACE and not (_is_whole(english, evidence) or _same_place(english, said, meant)):
        return None
    return f"the statement has «{word}», the evidence says the opposite: «{reading.quote(cue)}»"


def _is_whole(english: Reading, evidence: Sequence[Reading]) -> bool:
    """Whether the statement is so long that it renders its evidence whole, and so the one word with the other."""
    return len(english.words) >= _WHOLE * sum(len(reading.words) for reading in evidence)


def _turned_round(
    english: Reading, side: str, said: Sequence[Cue], meant: Sequence[tuple[ArabicReading, Cue]]
) -> bool:
    """ "Ruled out" for «لا تستبعد»: a refusal in English that is one in Arabic too, but there negated throughout.

    Only words that say "no" themselves: whether other words keep the "not" of the Arabic is asked by `modality`.
    """
    if not _says_no(english, said) or not english.kinds.isdisjoint(("negation", "neither")):
        return False
    return all(word.kind == side and _denied(reading, word) for reading, word in meant)


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
    return any(
        names.similarity(arabic, name) >= names.THRESHOLD
        for reading, cue in meant
        for arabic in reading.words[max(0, cue.start - 2) : cue.end + 3]
        for name in near
    )


def _negated(reading: Reading, word: Cue) -> bool:
    """Whether a negation, a refusal or a failure stands so near a word that it may turn it round."""
    return any(
        word.start - _BEFORE < cue.end <= word.start or word.end <= cue.start < word.end + _AFTER
        for cue in reading.cues
        if cue.kind in _NO
    )


def _says_no(english: Reading, said: Sequence[Cue]) -> bool:
    return any(english.words[word.start].startswith(_SAYS_NO) for word in said)
