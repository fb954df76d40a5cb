"""Does a statement name a person, place or nation of the article, but not the one that its evidence names?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from mujaz.arabic import names
from mujaz.arabic.english_forms import english_key
from mujaz.arabic.folding import fold_text
from mujaz.arabic.names import Entry
from mujaz.checks import _english_names
from mujaz.checks._arabic_names import ArabicNames
from mujaz.checks._exchanged_nations import exchanged_nations
from mujaz.checks._nations import home_of, nation_of
from mujaz.checks._ordinary import is_ordinary
from mujaz.checks.names import article_names
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding

__all__ = ["check"]

_ENGLISH = re.compile(r"[A-Z][\w'’]+")
_POSSESSIVE = re.compile("['’]s?$")
_ARABIC = re.compile("[ء-ي]+")
_LINKS = frozenset("عبد ابو ابي بن ابن ام بنت ال".split())
_SHORTEST = 3
_SAME_STEM = 4
"""First letters in which a name and its adjective agree: China, Chinese."""
_ONTO = 4
"""Letters that may stand before a name in its word: particles and the article."""
_SETTING = 1
"""Segments at the head of an article that tell, as its title does, where all of it happens and whom it is about."""
_LARGE = frozenset(("province", "governorate", "region", "state", "countryside"))
"""Last words of the names of places in which much of an article may happen without their being named again."""
_CALLED = re.compile("(?:مطار|جامعه|شارع|مستشفي|معهد|مدرسه|قصر|ملعب|ساحه|جسر|حي|مسجد|كليه|جائزه|موسسه)(?: [ء-ي]+)?$")
"""Words after which a person's name is that of a place."""


_NOWHERE = frozenset[int]()


class _Named(NamedTuple):
    """A person or place of the draft: English words in small letters, Arabic words folded and without article."""

    kind: str
    name: str
    english: frozenset[str]
    arabic: tuple[str, ...]
    is_large: bool
    """Whether it is a country or province."""
    nations: frozenset[str]
    """The country that it is or is the capital of: either may stand for its government."""


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about names that were taken for one another.

    `names.exchanged` (warning): the statement names a person (or place) of the draft whose Arabic does not stand in the
    cited segments, and they name another person (or place) of the draft, of whom the statement says nothing. The same
    of nations, by their countries, capitals and adjectives, whether the draft lists them or not. What the article's
    title and beginning name is its setting and counts as known everywhere. Headline and caveats are left out.
    """
    known = _named(subject)
    article = article_names(subject)
    lines = article.lines
    title = len(lines) - 2  # after the segments come title and outlet
    setting = " ".join((*lines[:_SETTING], lines[title]))
    for citation in subject.citations:
        cited = frozenset(number - 1 for number in citation.segments if 0 < number <= title)
        if not citation.path.startswith(("/summary", "/events")) or not cited:
            continue
        evidence = " ".join(lines[at] for at in sorted(cited))
        pair = _exchanged(known, _capitals(citation.text), evidence, setting, article, cited)
        if pair is None:
            persons = (named.english for named in known if named.kind == "person" and _is_touched(named, evidence))
            places = {*range(_SETTING), title}
            pair = exchanged_nations(article, citation.text, cited, places, frozenset[str]().union(*persons))
        if pair is not None:
            told, meant = pair
            yield Subject.finding_at(
                citation.path,
                "names.exchanged",
                "warning",
                f"the cited segments do not name «{told}»; they name «{meant}»",
            )


def _named(subject: Subject) -> list[_Named]:
    draft = subject.draft
    listed = [(e.kind, e.name_ar, e.name_en) for e in draft.entities if e.name_ar and e.kind in ("person", "place")]
    listed += [("place", e.where.name_ar, e.where.name_en) for e in draft.events if e.where]
    found = []
    for kind, arabic, english in dict.fromkeys(listed):
        words = frozenset(word for word in _capitals(english) if not (is_ordinary(word) or _is_adjective(word)))
        bare = (word.removeprefix("ال") for word in _ARABIC.findall(fold_text(arabic)) if word not in _LINKS)
        letters = tuple(word for word in bare if len(word) >= _SHORTEST)
        if words and letters:
            entries = names.glossary().lookup(arabic)
            found.append(_Named(kind, english, words, letters, _is_large(entries, english), _nations(entries)))
    return found


def _is_adjective(word: str) -> bool:
    """Whether a word is the adjective of a nation, as in "Italian ports": others are Italian, too."""
    return any(entry.kind == "adjective" for entry in _english_names.entries_of(word.capitalize()))


def _nations(entries: Sequence[Entry]) -> frozenset[str]:
    return frozenset(filter(None, (nation_of(entry) for entry in entries if entry.kind in ("country", "capital"))))


def _is_large(entries: Sequence[Entry], english: str) -> bool:
    kinds = {entry.kind for entry in entries}
    return (bool(kinds) and kinds <= {"country", "province"}) or not _LARGE.isdisjoint(english.lower().split()[-1:])


def _capitals(english: str) -> frozenset[str]:
    """The words with a capital letter, in small letters, without possessives."""
    words = (_POSSESSIVE.sub("", word) for word in _ENGLISH.findall(english))
    return frozenset(english_key(word) for word in words if len(word) >= _SHORTEST)


def _exchanged(
    known: Sequence[_Named],
    words: frozenset[str],
    evidence: str,
    setting: str,
    article: ArabicNames,
    cited: Collection[int],
) -> tuple[str, str] | None:
    """A name that the statement has and the evidence has not, and one of the same kind the other way round."""
    said = [named for named in known if not words.isdisjoint(named.english)]
    absent = [named for named in said if not _is_touched(named, evidence) and not _is_implied(named, article, cited)]
    if not absent:
        return None
    known_there = [named for named in said if named not in absent or _is_touched(named, setting)]
    unsaid = [named for named in known if named not in said and _is_touched(named, evidence)]
    for told in absent:
        if told in known_there:
            continue  # it happens there, or it is about him: «وعُين مديراً»
        namesakes = [other for other in known_there if told.english & words <= other.english]
        if any(other.kind == "person" or other not in absent for other in namesakes):
            continue  # the other brother
        for meant in unsaid:
            if told.kind != meant.kind or told.is_large > meant.is_large or told.nations & meant.nations:
                continue
            if not _is_hinted(meant, words) and _stands(meant, evidence):
                return told.name, meant.name
    return None


def _is_implied(named: _Named, article: ArabicNames, cited: Collection[int]) -> bool:
    """Whether the evidence has another word for the country that a name is: "Russia" and «السلطات الروسية»."""
    return any(not article.nations(home_of).get(nation, _NOWHERE).isdisjoint(cited) for nation in named.nations)


def _is_touched(named: _Named, text: str) -> bool:
    """Whether any word of the name stands in the text: enough to think that somebody is meant."""
    return any(word in text for word in named.arabic)


def _is_hinted(named: _Named, words: frozenset[str]) -> bool:
    """Whether a word of the statement may be made of the name: "Chinese" of "China"."""
    stems = {word[:_SAME_STEM] for word in words}
    return any(len(word) >= _SAME_STEM and word[:_SAME_STEM] in stems for word in named.english)


def _stands(named: _Named, cited: str) -> bool:
    """Whether the whole name stands in the text, as that of a person or place itself."""
    head = named.arabic[0]
    written = (at for at in _ARABIC.finditer(cited) if at[0].endswith(head) and len(at[0]) - len(head) <= _ONTO)
    first = next(written, None)
    if first is None or not all(word in cited for word in named.arabic):
        return False
    return named.kind == "place" or _CALLED.search(cited[: first.start()].rstrip()) is None
