"""Does a statement have one party do to another what the evidence has the other one do to it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import NamedTuple

from mujaz.arabic import names
from mujaz.arabic.folding import fold_text
from mujaz.arabic.names import Entry
from mujaz.checks import _english_names, _sentence
from mujaz.checks._deeds import (
    ONTO,
    Deed,
    Mention,
    kinds_told,
    nouns_in_arabic,
    nouns_in_english,
    said,
)
from mujaz.checks._deeds_in_arabic import direction
from mujaz.checks._nations import home_of, nation_of
from mujaz.checks.names import article_names
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding

__all__ = ["check"]

_ARTICLES = ("al-", "el-")
_SHORTEST = 3
"""Letters of a person's last name that is looked for by itself."""

_STAND_FOR_NATIONS = frozenset(("force", "person"))
"""Kinds of entries that may be meant by their nation: "the Israeli army", "the Russian president"."""


class _Party(NamedTuple):
    """Somebody whom the draft lists: his names, the Arabic one folded, without articles; of a person the last words."""

    english: str
    arabic: str


def check(subject: Subject) -> Iterator[Finding]:
    """`roles.exchanged` (warning): "Iran accused Israel" for «اتهمت إسرائيل إيران».

    For the verbs of `data/deeds.tsv` whose subject and object are both named: by the glossary, as nations by their
    adjectives and capitals, too; by what they are (`data/parties.tsv`); or as persons and bodies that the draft lists.
    Quiet if any of the cited segments has the subject do it, or may, and where both do it.
    """
    parties = _Parties(subject)
    for citation in subject.citations:
        words = (_sentence.arabic(text).words for text in subject.arabic(citation.segments))
        kinds = kinds_told(_sentence.english(citation.text).words, chain.from_iterable(words))
        if not kinds:
            continue
        cited = [number - 1 for number in citation.segments if subject.cleaned.segment(number) is not None]
        deeds = list(said(citation.text, kinds, partial(parties.in_english, citation.text)))
        for deed in deeds:
            if any(deed.kind == other.kind and deed.subject & other.object for other in deeds):
                continue  # both do it
            told = [parties.in_arabic(at) for at in cited]
            directions = [direction(deed, *text) for text in told]
            elsewhere = any(
                not found and _has_both(deed, names_) for found, (_, names_) in zip(directions, told, strict=True)
            )
            if -1 in directions and 1 not in directions and not elsewhere:
                message = f"in the cited segments the object of «{deed.verb}» seems to do it, to its subject"
                yield subject.finding(citation, "roles.exchanged", "warning", message)
                break


def _has_both(deed: Deed, names_: Sequence[Mention]) -> bool:
    """Whether a text names both parties of a deed, and may tell of it in other words."""
    return any(name.who & deed.subject for name in names_) and any(name.who & deed.object for name in names_)


class _Parties:
    """The parties that texts of one draft and its article name."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    @cached_property
    def _listed(self) -> list[_Party]:
        draft = self._subject.draft
        found = [(e.kind == "person", e.name_ar, e.name_en) for e in draft.entities]
        for event in draft.events:
            found += [
                (False, party.name_ar, party.name_en) for party in (*event.actors, *event.targets) if party.name_ar
            ]
        return [party for person, arabic, english in dict.fromkeys(found) if (party := _party(person, arabic, english))]

    def in_english(self, text: str) -> list[Mention]:
        """The names of an English text."""
        found = [
            Mention(name.start, name.end, _keys(name.entries)) for name in _english_names.find(text) if name.entries
        ]
        found += nouns_in_english(text)
        return found + [
            Mention(*span, frozenset((party.arabic,))) for party in self._listed for span in _in_english(party, text)
        ]

    def in_arabic(self, at: int) -> tuple[str, list[Mention]]:
        """The text of the article at position `at`, folded, and its names."""
        line = article_names(self._subject).lines[at]
        hits = names.glossary().find_folded(line, common_words=True)
        found = [Mention(start, end, _keys(entries)) for entries, start, end in hits]
        found += nouns_in_arabic(line)
        return line, found + [
            Mention(*span, frozenset((party.arabic,))) for party in self._listed for span in _in_arabic(party, line)
        ]


def _keys(entries: tuple[Entry, ...]) -> frozenset[str]:
    """What two names have in common if they may be one party's: an entry of the glossary, or a nation."""
    nations = (home_of(entry) if entry.kind in _STAND_FOR_NATIONS else nation_of(entry) for entry in entries)
    return frozenset((*(entry.english for entry in entries), *filter(None, nations)))


def _party(is_person: bool, arabic: str, english: str) -> _Party | None:
    """A name of the draft, None if there is too little of it."""
    last = arabic.strip().rpartition(" ")[2]
    if is_person and not names.glossary().lookup(last):  # «أحمد التونسي» is another word, too
        arabic, english = last, english.strip().rpartition(" ")[2]
    bare = fold_text(arabic).removeprefix("ال")
    name = english[3:] if english[:3].lower() in _ARTICLES else english.removeprefix("the ")
    return _Party(name, bare) if min(len(bare), len(name)) >= _SHORTEST else None


def _in_english(party: _Party, text: str) -> Iterator[tuple[int, int]]:
    """Where the name stands as whole words, the article before it included: "al-Jazzaa"."""
    for start, end in _occurrences(party.english, text):
        first = start - 3 if text[max(0, start - 3) : start].lower() in _ARTICLES else start
        if not text[first - 1 : first].isalnum():
            yield first, end


def _in_arabic(party: _Party, folded: str) -> Iterator[tuple[int, int]]:
    """Where the name stands as whole words, but for what is written onto the first, which is no part of the span."""
    for start, end in _occurrences(party.arabic, folded):
        first = start
        while first and folded[first - 1].isalpha():
            first -= 1
        if folded[first:start] in ONTO:
            yield start, end


def _occurrences(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where `name`, which is not empty, stands in a text, and no letter or digit after it."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not text[end : end + 1].isalnum():
            yield start, end
        start = text.find(name, end)
