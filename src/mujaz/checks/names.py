"""Does the English of a name fit its Arabic, and does every name of an English sentence come from the article?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mujaz.arabic.english_forms import english_key
from mujaz.checks import _english_names
from mujaz.checks._arabic_names import ArabicNames
from mujaz.checks._english_names import ProperName
from mujaz.checks._name_pairs import Verdict, judge
from mujaz.checks._nations import nation_of
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding

__all__ = ["article_names", "check", "missing"]

_OF_ITS_OWN = re.compile(r"/(?:name_en|within)$")


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about names.

    `names.differs` (error): an English name is not that of its Arabic; (warning): a part of it has no counterpart
    there. `names.preferred` (info): the glossary prefers another form; (warning): it does not know this spelling.
    `names.not_in_article` (error): an English sentence names what the article does not name, by more than half of its
    letters. `names.unconfirmed`
    (warning): only a part of the name is in the article, or the name is made of ordinary words, so that the glossary
    alone speaks against it.
    """
    article = article_names(subject)
    anchored: set[str] = set()
    seen: dict[tuple[str, str], Verdict] = {}
    unanchored: list[tuple[str, str]] = []
    for path, arabic, english, is_copied in _pairs(subject):
        if arabic is None or not is_copied:
            unanchored.append((path, english))
            continue
        verdict = seen.get((arabic, english))
        if verdict is None:
            verdict = seen[arabic, english] = judge(arabic, english, article)
            if verdict.code == "names.preferred":
                yield _pair_finding(path, verdict)
        if verdict.code == "names.differs":
            yield _pair_finding(path, verdict)
        if verdict.severity != "error":
            anchored.update(english_key(english).split())
    sentences = [(path, text) for path, text in subject.english if not _OF_ITS_OWN.search(path)]
    for path, text in [*sentences, *unanchored]:
        for name in _english_names.find(text):
            yield from _sentence_findings(path, name, missing(name, article, anchored))


def article_names(subject: Subject) -> ArabicNames:
    """The words of the subject's article in which English names are looked up: segments, title and outlet."""
    of = subject.article
    return _indexed((*(segment.text for segment in subject.cleaned.segments), of.title or "", of.outlet or ""))


@lru_cache(maxsize=8)
def _indexed(texts: tuple[str, ...]) -> ArabicNames:
    """Kept, because an article is checked again after every answer of the model."""
    return ArabicNames(texts)


def missing(name: ProperName, article: ArabicNames, anchored: frozenset[str] | set[str] = frozenset()) -> list[str]:
    """The words of `name` that `article` has no counterpart for; [] when it has the whole name.

    `anchored` are the words (`english_key`) of names whose Arabic is known to be in the article. Of a name that is
    made of ordinary words the whole is given.
    """
    keys = english_key(name.text).split()
    if anchored.issuperset(keys) or (name.entries and article.knows(name.entries)):
        return []
    if not name.words:
        return [name.text] if " " in name.text else []
    # the glossary has the Arabic of nations and places: "Canada" is not every word that sounds a little like it
    settled = any(entry.is_place or nation_of(entry) for entry in name.entries)
    heard = article.spells if settled else article.sounds
    absent = [
        word
        for word in name.words
        if english_key(word) not in anchored and not heard(word) and not article.knows(_english_names.entries_of(word))
    ]
    if absent or settled or len(name.words) == 1 or anchored.intersection(keys) or article.together(name.words):
        return absent
    return [min(name.words, key=len)]  # found, but as parts of different names


def _pairs(subject: Subject) -> Iterator[tuple[str, str | None, str, bool]]:
    """Every name with path of its English, Arabic, English, and whether the Arabic is in the article."""
    copied = {e.item + e.path: subject.match(e).kind != "missing" for e in subject.expressions if e.kind == "name"}
    draft = subject.draft
    for i, event in enumerate(draft.events):
        item = f"/events/{i}"
        if event.where:
            yield f"{item}/where/name_en", event.where.name_ar, event.where.name_en, copied[f"{item}/where/name_ar"]
        for role, actors in (("actors", event.actors), ("targets", event.targets)):
            for j, actor in enumerate(actors):
                here = f"{item}/{role}/{j}"
                yield f"{here}/name_en", actor.name_ar, actor.name_en, copied.get(f"{here}/name_ar", False)
    for i, entity in enumerate(draft.entities):
        yield f"/entities/{i}/name_en", entity.name_ar, entity.name_en, copied[f"/entities/{i}/name_ar"]


def _pair_finding(path: str, verdict: Verdict) -> Finding:
    assert verdict.code is not None
    assert verdict.severity is not None
    return Finding(code=verdict.code, severity=verdict.severity, path=path, message=verdict.message)


def _sentence_findings(path: str, name: ProperName, absent: list[str]) -> Iterator[Finding]:
    if not absent:
        return
    if name.words and 2 * sum(map(len, absent)) > sum(map(len, name.words)):
        yield Finding(
            code="names.not_in_article",
            severity="error",
            path=path,
            message=f"the article does not name «{name.text}»",
        )
    else:
        part = "" if absent == [name.text] else f"«{' '.join(absent)}» of "
        yield Finding(
            code="names.unconfirmed",
            severity="warning",
            path=path,
            message=f"the article does not seem to name {part}«{name.text}»",
        )
