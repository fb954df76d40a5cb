"""Words that take a side must be somebody's: quoted, or with a speaker; never the brief's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mujaz.checks import _sentence
from mujaz.checks._lexicon import rows
from mujaz.checks._speech import names_speaker
from mujaz.checks.subject import Citation, Subject
from mujaz.schema.brief import Finding

__all__ = ["check"]

_SO_CALLED = re.compile(r"\bso-called\b", re.IGNORECASE)
"""A word that takes a side itself, and also tells a speaker apart in `names_speaker`."""

_WHAT_IT_CALLED = re.compile(
    r"\bwhat (?:[\w'’-]+ ){1,3}(?:calls|called|(?:refers|referred) to as|describes as|described as|termed|dubbed) "
    r"(?:[\w'’-]+ ){0,3}$"
)
"""Before a loaded word: it is told apart as the speaker's, as quotation marks would."""
_SPEAKS = re.compile(
    r"(?: [\w'’-]+){0,3} (?:said|says|announced|announces|claimed|claims|stated|reported|declared)\b(?! by)"
)
"""After a loaded word: it belongs to the speaker's name, not to what the speaker says."""
_LABELS = re.compile(
    r" (?:(?:leader|commander|group|organisation|organization|movement|militia|gang) )?"
    r"(?:(?:al|el|as|ash|an|ar|ad|at|az)-)?[A-Z]\w"
)
"""After a loaded word: the name of whom it is said."""
_APPOSED = re.compile(r", an? (?:[\w'’-]+ ){0,4}$")
"""Before it: it is said of the name before the comma."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_QUOTE = re.compile(r"[\"“«][^\"”»]*(?:[\"”»]|$)|(?<!\w)['‘](?=\w)[^'’\"]{2,80}['’](?!\w)")

_NEUTRAL_BEFORE = frozenset(
    "counter anti counter-terrorism anti-terrorism designated designate designates designating banned proscribed "
    "sanctions tax visa legal inspection inspections monitoring verification customs trade currency exchange "
    "regulatory control safeguards antibiotic drug insulin insect bacterial fire water border global".split()
)
"""Words before one of these words that make it a term: "designated terrorist", "sanctions regime"."""

_NEUTRAL_AFTER = frozenset(
    "charge charges charged offence offences offense offenses law laws act legislation court courts trial trials case "
    "cases financing list lists listing designation suspect suspects suspicion threat threats alert insurance "
    "convictions conviction prosecutor prosecutors hostages hostage detainees prisoners captives women".split()
)
"""The same after it: "terrorism charges", "liberated hostages"."""

_INSIDE_NAMES = frozenset(("of", "the", "al", "and", "for", "to"))
_OPENERS = frozenset(
    ("the", "a", "an", "three", "two", "four", "five", "some", "several", "many", "dozens", "hundreds")
)

_LAW = re.compile(
    r"\b(?:convict|charg|accus|tri(?:ed|al)|sentenc|prosecut|indict|suspect|jail|acquit|designat|list|label|brand|"
    r"classif|blacklist|sanction|case)\w*\b[^.;]{0,60}$|"
    r"\b(?:counter|anti|combat|fight|against|resist|war on|(?:symposium|conference) on)\w*[ -](?:\w+,? ){0,4}$",
    re.IGNORECASE,
)
"""What, shortly before such a word, makes it a term of law or of policy."""

_LEGAL = frozenset(("terror", "treason"))


@dataclass(frozen=True, slots=True)
class _Word:
    """A row of `data/loaded.tsv`; `key` is its first English form."""

    key: str
    side: str
    neutral: str
    needs_arabic: bool
    needs_quotes: bool


class _Use(NamedTuple):
    """A loaded word outside quotation marks, as it stands in the text."""

    word: _Word
    text: str
    is_own: bool
    """Whether the brief says it itself, though the sentence may name a speaker."""
    is_label: bool
    """Whether it is put before somebody's name."""


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about words that take a side, in the headline, the summary and the events.

    `loaded.own_voice` (warning): such a word outside quotation marks, in a sentence whose attribution is null and
    which names no speaker, or before the verb with which it names one ("the terrorist movement said").
    `loaded.unquoted` (warning): a speaker's word, but one that no agency repeats without quotation marks ("martyrs"),
    or any such word right before a name ("the terrorist Salem al-Qattan").
    Names ("Martyrs' Square") and terms of law ("charged with terrorism") are left alone.
    """
    for citation in subject.citations:
        if citation.path.startswith("/caveats") or "/accounts/" in citation.path:
            continue
        is_attributed = subject.attributions.get(citation.path) is not None
        for use in _uses(subject, citation):
            word, told = use.word, f"«{use.text}» is the word of {use.word.side}"
            if use.is_own and not is_attributed:
                message = f"{told}; neutral: {word.neutral}; or quote it with its speaker"
                yield Subject.finding_at(citation.path, "loaded.own_voice", "warning", message)
            elif word.needs_quotes or use.is_label:
                message = f"{told}: also in reported speech put it in quotation marks, or write {word.neutral}"
                yield Subject.finding_at(citation.path, "loaded.unquoted", "warning", message)


def _uses(subject: Subject, citation: Citation) -> Iterator[_Use]:
    """Each loaded word once, by its first occurrence outside quotation marks."""
    text = citation.text
    if not _sentence.english(text).find("loaded"):
        return  # as is most often so; what follows has words of its own, with their places and all letters of names
    matches = list(_WORD.finditer(text))
    words = [match.group().lower().replace("’", "'") for match in matches]
    cues = _sentence.english_lexicons().find(words).get("loaded", ())
    is_reported = bool(cues) and names_speaker(_SO_CALLED.sub("", text))
    quoted = [match.span() for match in _QUOTE.finditer(text)]
    seen: set[str] = set()
    arabic: frozenset[str] | None = None
    for cue in cues:
        start, end = matches[cue.start].start(), matches[cue.end - 1].end()
        word = _table()[cue.kind]
        if word.key in seen or any(a <= start < b for a, b in quoted):
            continue
        is_label = _LABELS.match(text, end) is not None or _APPOSED.search(text, 0, start) is not None
        if _is_name(text, matches, cue.start, cue.end) or _WHAT_IT_CALLED.search(text, 0, start):
            continue
        if not is_label and _is_term(text, words, cue.start, cue.end, start):
            continue
        if word.needs_arabic:
            arabic = _arabic_kinds(subject, citation) if arabic is None else arabic
            if word.key not in arabic:
                continue
        seen.add(word.key)
        is_own = not is_reported or _SPEAKS.match(text, end) is not None
        yield _Use(word, text[start:end], is_own, is_label)


def _is_name(text: str, matches: list[re.Match[str]], start: int, end: int) -> bool:
    """Whether the word is part of a proper name: with a capital, beside another word with one.

    Words that names have inside may stand between («Bridge of the Martyrs»); the first word of the sentence has a
    capital anyway and proves nothing.
    """
    if not text[matches[start].start()].isupper():
        return False
    left, right = start - 1, end
    while left > 0 and matches[left].group().lower() in _INSIDE_NAMES:
        left -= 1
    while right < len(matches) - 1 and matches[right].group().lower() in _INSIDE_NAMES:
        right += 1
    beside = [at for at in (left, right) if 0 <= at < len(matches)]
    return any(text[matches[at].start()].isupper() and matches[at].group().lower() not in _OPENERS for at in beside)


def _is_term(text: str, words: list[str], start: int, end: int, offset: int) -> bool:
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    if before in _NEUTRAL_BEFORE or after in _NEUTRAL_AFTER:
        return True
    return words[start].startswith(tuple(_LEGAL)) and _LAW.search(text[:offset]) is not None


def _arabic_kinds(subject: Subject, citation: Citation) -> frozenset[str]:
    """Keys of the rows whose Arabic stands in the cited segments."""
    return frozenset(
        cue.kind for text in subject.arabic(citation.segments) for cue in _sentence.arabic(text).find("loaded")
    )


@lru_cache(maxsize=1)
def _table() -> dict[str, _Word]:
    """The rows by their English forms as written in the file."""
    return {
        english: _Word(english, side, neutral, when == "arabic", mouth == "quoted")
        for english, _, side, neutral, when, mouth in rows("loaded")
    }
