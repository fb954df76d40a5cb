"""One Arabic name and the English that a draft gives for it: right, doubtful, or wrong."""

from __future__ import annotations

import re
from typing import NamedTuple

from mujaz.arabic import names
from mujaz.arabic.english_forms import english_key, spellings
from mujaz.arabic.names import Entry
from mujaz.arabic.transliteration import similarity
from mujaz.checks import _english_names
from mujaz.checks._arabic_names import ArabicNames
from mujaz.checks._english_names import ProperName
from mujaz.schema.brief import Severity

__all__ = ["RIGHT", "Verdict", "judge"]

_UNSURE = 0.5
"""Similarity below which a word of one side is clearly not that of the other."""

_SURE = 0.85
"""Similarity from which a word is surely that of the other, however common it is."""

_ARABIC_WORD = re.compile(r"[^\W\d_]+")
_NAMED_KINDS = frozenset({"person", "armed-group", "party", "country", "capital", "city", "town", "province", "tribe"})
_DESCRIBING = frozenset({"title", "class", "noun", "adjective"})


_ALIKE = {
    "defense": "defence",
    "center": "centre",
    "iz": "is",
    "yz": "ys",
    "governorate": "province",
    "labor": "labour",
}
_SPELLINGS = re.compile("|".join(_ALIKE))


class Verdict(NamedTuple):
    """`code` and `severity` of the finding, None when there is nothing to say; `message` for the reader."""

    code: str | None
    severity: Severity | None
    message: str


RIGHT = Verdict(None, None, "")
"""Nothing to say."""


def judge(arabic: str, english: str, article: ArabicNames, *, translated: bool = False) -> Verdict:
    """Whether `english` renders the name or description `arabic`, which stands in `article`.

    `translated`: it is one that Arabic may well render by its meaning, as that of a party or movement («فرنسا الأبية» /
    "France Unbowed"); what the glossary knows neither there nor as anybody else's name is doubtful, and not wrong.

    Descriptions in ordinary words («مسلحون مجهولون» / "unidentified gunmen") are never judged: only proper names,
    which the glossary knows or which the English writes with capitals, can be wrong here.
    """
    known = names.glossary()
    entries = known.lookup(arabic)
    if not entries and _are_heard(arabic, [word for name in _english_names.find(english) for word in name.words]):
        return RIGHT  # whatever else the rules below ask, they ask it of words that are not heard
    if names.fits(arabic, english):
        return _preferred(arabic, english)
    found = _english_names.find(english)
    if found and known.contradicts(arabic, english) and not _describes(entries):
        return _differs("error", f"«{arabic}» is {_listed(entries)}, not {english}")
    here = ArabicNames((arabic,))
    named = [name for name in found if name.words and not (name.entries and here.knows(name.entries))]
    translated = translated and not any(name.entries for name in named)
    words = [word for name in named for word in name.words]
    heard = {word for word in words if here.sounds(word) or here.says(word)}
    heard |= here.joins([word for word in words if word not in heard])
    clear = [word for word in words if word not in heard and _nearest(arabic, word) < _UNSURE]
    if not words:
        proper = [e for e in entries if e.kind in _NAMED_KINDS and not e.ambiguous and not e.common_word]
        if not found and proper and len(proper) == len(entries):
            return _differs("warning", f"«{arabic}» is {_listed(entries)}; «{english}» does not name it")
        return RIGHT
    if not clear:
        # «كوبري البحر» / "Bahr bridge": what is common in the news may be a name, and sounds right all the same
        doubtful = [word for word in words if word not in heard and _nearest(arabic, word) < _SURE]
        return _differs("warning", f"«{english}» is an odd spelling of «{arabic}»") if doubtful else RIGHT
    if all(map(_is_people, named)):
        return _other_people(arabic, english, here, known_here=all(article.knows(name.entries) for name in named))
    if _without_counterpart(arabic, words):
        described = _says_what_it_is(here, english) and all(article.knows(name.entries) for name in named)
        return _differs("warning" if described or translated else "error", f"«{english}» does not render «{arabic}»")
    if all((name.entries and article.knows(name.entries)) or all(map(article.sounds, name.words)) for name in named):
        return RIGHT  # «الرئيس» with the name that the article gives him elsewhere
    severity: Severity = "error" if len(clear) == len(words) else "warning"
    return _differs(severity, f"«{' '.join(clear)}» of «{english}» has nothing in «{arabic}»")


def _describes(entries: tuple[Entry, ...]) -> bool:
    return all(entry.kind in _DESCRIBING for entry in entries)


def _is_people(name: ProperName) -> bool:
    """Whether a name is the adjective of a nation or community: "Iraqi", "Kurdish"."""
    return any(entry.kind == "adjective" for entry in name.entries)


def _says_what_it_is(here: ArabicNames, english: str) -> bool:
    """Whether the English has the common noun of the Arabic: «حكومة هادي» / "Yemen's recognised government"."""
    key = f" {english_key(english)} "
    return any(
        f" {form} " in key
        for entry in here.entries
        if entry.kind in _DESCRIBING and entry.kind != "adjective"
        for form in names.glossary().keys(entry)
    )


def _other_people(arabic: str, english: str, here: ArabicNames, *, known_here: bool) -> Verdict:
    """«الجيش العراقي» / "Iranian army" is wrong; «قسد» / "Kurdish-led forces" only describes.

    Of a nation that the article names (`known_here`) it may say that somebody is of it.
    """
    own = (name for entry in here.entries for name in _english_names.find(_capitalised(entry.english)))
    if any(map(_is_people, own)):
        return _differs("error", f"«{english}» does not render «{arabic}»")
    if known_here or not here.named:
        return RIGHT
    return _differs("warning", f"«{arabic}» does not say «{english}»")


def _differs(severity: Severity, message: str) -> Verdict:
    return Verdict("names.differs", severity, message)


def _listed(entries: tuple[Entry, ...]) -> str:
    return " or ".join(dict.fromkeys(entry.english for entry in entries))


def _nearest(arabic: str, word: str) -> float:
    return max((similarity(part, word) for part in _ARABIC_WORD.findall(arabic)), default=0.0)


def _are_heard(arabic: str, words: list[str]) -> bool:
    """Whether each English word is surely that of one of the Arabic; quicker than to compare the names as a whole.

    Both have them in the same order, so that the Arabic word after the one last heard is tried first.
    """
    parts = _ARABIC_WORD.findall(arabic)
    for word in words:
        for at, part in enumerate(parts):
            if similarity(part, word, at_least=_SURE) >= _SURE:
                parts = parts[at + 1 :] + parts[: at + 1]
                break
        else:
            return False
    return True


def _capitalised(name: str) -> str:
    """So that the name stands inside a sentence, where its capitals mean something."""
    return f"the {name}"


def _without_counterpart(arabic: str, words: list[str]) -> list[str]:
    """Words of the Arabic that no English word sounds like, and that are no titles or common nouns."""
    hits = names.glossary().find(arabic, common_words=True)
    described = [(hit.start, hit.end) for hit in hits if hit.entry.kind in _DESCRIBING]
    return [
        match.group()
        for match in _ARABIC_WORD.finditer(arabic)
        if len(match.group()) > 2
        and not any(start <= match.start() < end for start, end in described)
        and all(similarity(match.group(), word) < _UNSURE for word in words)
    ]


def _preferred(arabic: str, english: str) -> Verdict:
    """Whether a right rendering is also the one that the glossary prefers."""
    known = names.glossary()
    entries = [entry for entry in known.lookup(arabic) if entry.kind not in _DESCRIBING]
    if not entries or any(entry.ambiguous for entry in entries):
        return RIGHT
    words = set(_british(english_key(english)).split())
    for entry in entries:
        wanted = _british(english_key(entry.english))
        # the preferred form, a part of it, or more than it: "al-Burhan", "Kyiv city centre"
        if words <= set(wanted.split()) or words >= set(wanted.split()):
            return RIGHT
        if any(wanted in map(_british, form) for form in spellings(english, place=entry.is_place)):
            return RIGHT
    message = f"the glossary prefers {_listed(tuple(entries))} for «{arabic}»"
    known_form = any(known.renders(entry, english) for entry in entries)
    return Verdict("names.preferred", "info" if known_form else "warning", message)


def _british(key: str) -> str:
    """`key` in one spelling: Defense and Defence, Organization and Organisation, governorate and province."""
    return _SPELLINGS.sub(lambda match: _ALIKE[match.group()], key)
