"""Does the English of a name fit its Arabic, and does every name of an English sentence come from the article?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mujaz.arabic.english_forms import english_key
from mujaz.checks import _english_names
from mujaz.checks._arabic_names import ArabicNames
from mujaz.checks._descriptions import is_description
from mujaz.checks._english_names import ProperName
from mujaz.checks._mentions import is_mention
from mujaz.checks._name_pairs import RIGHT, Verdict, judge
from mujaz.checks._nations import nation_of
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding

__all__ = ["article_names", "check", "missing"]

_AROUND = 1
"""Segments before and after a cited one in which a name may be introduced."""
_CALENDARS = frozenset(("Gregorian", "Hijri", "Julian", "Islamic"))
_LANGUAGES = frozenset(("English", "Arabic", "Arab", "French", "Latin", "AI"))
_TRANSLATED = ("organisation", "armed-group")
"""Kinds of entities whose names Arabic may render by their meaning."""
_OF_ITS_OWN = ("/name_en", "/within")
"""Ends of the paths of texts that are held against an Arabic name, not against the article."""


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
    named = list(_pairs(subject))
    pairs = {(arabic, english) for _, arabic, english, is_copied in named if arabic is not None and is_copied}
    organisations = {entity.name_ar for entity in subject.draft.entities if entity.kind in _TRANSLATED}
    for path, arabic, english, is_copied in named:
        if arabic is None or not is_copied:
            unanchored.append((path, english))
            continue
        verdict = seen.get((arabic, english))
        if verdict is None:
            verdict = judge(arabic, english, article, translated=arabic in organisations)
            if verdict.code == "names.differs" and (
                is_mention(arabic, english, pairs, article) or is_description(arabic, english, pairs, article)
            ):
                verdict = RIGHT
            seen[arabic, english] = verdict
            if verdict.code == "names.preferred":
                yield _pair_finding(path, verdict)
        if verdict.code == "names.differs":
            yield _pair_finding(path, verdict)
        if verdict.severity != "error":
            anchored.update(english_key(english).split())
    sentences = [(path, text) for path, text in subject.english if not path.endswith(_OF_ITS_OWN)]
    for path, text in [*sentences, *unanchored]:
        proper, plain = _english_names.find(text), _english_names.find_plain(text)
        near = _near(subject, path) if proper or plain else None
        for name in proper:
            if not _speaks_of_text(path, name):
                yield from _sentence_findings(path, name, missing(name, article, anchored, near))
        for name in plain:
            if not _speaks_of_text(path, name):
                yield from _sentence_findings(path, name, _unsaid(name, article, anchored, near))


def _near(subject: Subject, path: str) -> frozenset[int] | None:
    """Positions of the segments around those that the item of `path` cites; None when it cites nothing."""
    cited = subject.cited.get(path.rpartition("/")[0], ())
    return frozenset(at for number in cited for at in range(number - 1 - _AROUND, number + _AROUND)) or None


def article_names(subject: Subject) -> ArabicNames:
    """The words of the subject's article in which English names are looked up: segments, title and outlet."""
    of = subject.article
    return _indexed((*(segment.text for segment in subject.cleaned.segments), of.title or "", of.outlet or ""))


@lru_cache(maxsize=8)
def _indexed(texts: tuple[str, ...]) -> ArabicNames:
    """Kept, because an article is checked again after every answer of the model."""
    return ArabicNames(texts)


def missing(
    name: ProperName,
    article: ArabicNames,
    anchored: frozenset[str] | set[str] = frozenset(),
    near: frozenset[int] | None = None,
) -> list[str]:
    """The words of `name` that `article` has no counterpart for; [] when it has the whole name.

    `anchored` are the words (`english_key`) of names whose Arabic is known to be in the article. Of a name that is
    made of ordinary words the whole is given.
    """
    keys = english_key(name.text).split()
    if anchored.issuperset(keys) or (name.entries and article.knows(name.entries)):
        return []
    if not name.words:
        plain = name.plain or tuple(name.text.split())  # «الخارجية التركية» for the Foreign Ministry, which is known
        said = [word for word in plain if article.says(word) or article.sounds(word, near)]
        return [] if said and len(said) == len(plain) else [name.text]
    # the glossary has the Arabic of nations and places: "Canada" is not every word that sounds a little like it
    settled = bool(name.entries)
    absent = [
        word
        for word in name.words
        if english_key(word) not in anchored
        and not article.knows(_english_names.entries_of(word))
        and not article.says(word)
        and not (article.spells(word) if settled else article.sounds(word, near))  # last, since it costs the most
    ]
    if len(absent) > 1:
        joined = article.joins(absent, near)
        absent = [word for word in absent if word not in joined]
    if absent or settled or len(name.words) == 1 or anchored.intersection(keys) or article.together(name.words, near):
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


def _unsaid(name: ProperName, article: ArabicNames, anchored: set[str], near: frozenset[int] | None) -> list[str]:
    """The words of a name of ordinary words that the article has no counterpart for, by meaning or by sound."""
    return [
        word
        for word in name.plain
        if not (english_key(word) in anchored or article.says(word) or article.sounds(word, near))
    ]


def _speaks_of_text(path: str, name: ProperName) -> bool:
    """Whether a name is a calendar, or in a caveat a language: words about the text, which it need not have."""
    return name.text in _CALENDARS or (path.startswith("/caveats/") and name.text in _LANGUAGES)


def _is_sure(name: ProperName, absent: list[str]) -> bool:
    """Whether what is absent is so much of the name that the article surely does not have it."""
    if name.words or not name.entries:
        words = name.words or name.plain
        share = sum(map(len, absent)) / sum(map(len, words))
        return share > 0.5 if name.words else share == 1
    return len(name.plain) == 1 or any(map(nation_of, name.entries))


def _unnamed(path: str, name: ProperName) -> Finding:
    return Subject.finding_at(path, "names.not_in_article", "error", f"the article does not name «{name.text}»")


def _sentence_findings(path: str, name: ProperName, absent: list[str]) -> Iterator[Finding]:
    if not absent:
        return
    if _is_sure(name, absent):
        yield _unnamed(path, name)
    else:
        part = "" if absent == [name.text] else f"«{' '.join(absent)}» of "
        yield Subject.finding_at(
            path, "names.unconfirmed", "warning", f"the article does not seem to name {part}«{name.text}»"
        )
