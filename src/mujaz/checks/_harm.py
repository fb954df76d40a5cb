"""Which kind of harm words speak of, in Arabic and English, and which number counts which harm."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from mujaz.arabic import numbers
from mujaz.arabic.folding import fold_text
from mujaz.arabic.numbers import Number
from mujaz.checks import english_numbers
from mujaz.checks._english_text import letters_of
from mujaz.checks.english_numbers import EnglishNumber
from mujaz.schema.codes import CasualtyKind

__all__ = [
    "ArabicToll",
    "EnglishToll",
    "arabic_harms",
    "arabic_kinds",
    "arabic_tolls",
    "deeds_before",
    "english_kinds",
    "english_tolls",
]

# People who were harmed: such a noun follows its number.
_PEOPLE: Mapping[CasualtyKind, str] = {
    "killed": "قتيل قتيلا قتيلين قتيلان قتيلة قتلى شهيد شهيدا شهيدين شهيدان شهداء وفاة وفيات جثة جثث جثتين جثتان جثامين"
    " جثمان جثمانا صريع صرعى متوفى متوفين متوفون متوفاة مصرعهم حتفهم",
    "injured": "جريح جريحا جريحين جريحان جريحة جرحى مصاب مصابا مصابين مصابان مصابون مصابة إصابة إصابات",
    "detained": "معتقل معتقلا معتقلين معتقلون معتقلة أسير أسيرا أسيرين أسرى موقوف موقوفا موقوفين موقوفون محتجز محتجزا"
    " محتجزين محتجزون مختطف مختطفا مختطفين مختطفون مخطوف مخطوفا مخطوفين سجين سجينا سجناء رهائن رهينة",
    "missing": "مفقود مفقودا مفقودين مفقودون مفقودة",
    "displaced": "نازح نازحا نازحين نازحون نازحة مهجر مهجرا مهجرين مهجرون مشرد مشردا مشردين مشردون",
}
# What they suffered or lost: such a word follows them, and says nothing by itself.
_FATES: Mapping[CasualtyKind, str] = {
    "killed": "قتلوا قتلن استشهدوا قضوا توفوا ماتوا لقوا حياتهم أرواحهم",
    "injured": "أصيبوا أصبن جرحوا",
    "detained": "اعتقلوا أوقفوا احتجزوا خطفوا اختطفوا",
}
# What happened to them: such a word comes before its number.
_DEEDS: Mapping[CasualtyKind, str] = {
    "killed": "قتل قتلت قتلوا يقتل مقتل استشهد استشهدت استشهدوا استشهاد مصرع مصرعهم وفاة توفي توفيت أودى أودت بحياة"
    " قضى قضوا اغتيال اغتيل إعدام",
    "injured": "أصيب أصيبت أصيبوا أصاب أصابت إصابة إصابات جرح جرحت جرحوا يصاب",
    "detained": "اعتقل اعتقلت اعتقلوا اعتقال أسر أسرت أسروا توقيف أوقف أوقفت احتجز احتجزت احتجاز القبض قبض سجن"
    " حبس خطف خطفت خطفوا اختطف اختطفت اختطفوا اختطاف",
    "missing": "فقد فقدت اختفاء اختفى",
    "displaced": "نزح نزحت نزحوا نزوح تهجير هجر هجرت تشريد شرد شردت",
}
_ENGLISH: Mapping[CasualtyKind, str] = {
    "killed": "kill killed kills killing dead die died dies deaths death fatalities bodies slain martyred martyrs",
    "injured": "injured injures injuring injuries injury wounded wounds wounding hurt hurting",
    "detained": "detained detaining detainees detains held hostage hostages captive captives"
    " arrested arresting arrests captured capturing detention jailed jailing kidnapped kidnapping abducted abducting",
    "missing": "missing disappeared",
    "displaced": "displaced displacing displaces displacement",
}
_BEFORE_COUNT = frozenset(
    "killed kill kills killing injured injures injuring wounded wounds wounding hurting detained detaining detains "
    "arrested arresting arrests captured capturing displaced displacing displaces deaths death injuries".split()
)
_FILLERS = frozenset(
    "a an the at least about around some more than another other over under up to nearly almost roughly as many "
    "further additional estimated of".split()
)
_STOPS = frozenset("who that which after before in when as by".split())
_OTHERS = frozenset(("others", "another", "while"))
"""Words that end what is said of a number once its harm has been named: "four wounded and others dead"."""
_ASIDE = re.compile(
    r", (?:including|among them|mostly|(?:most|many|some|all) of them)\b[^.;]*?, (?=were |was |had |have )"
)
_ENGLISH_KIND: dict[str, CasualtyKind] = {word: kind for kind, words in _ENGLISH.items() for word in words.split()}
_WORD = re.compile(r"[^\W\d_]+")
_COMMA = re.compile(r"[,;]\s")
"""What parts a number from the harm of the one before it: "five injured, four held"."""
_CLAUSE_END = re.compile(r"[.;:!?,]\s")
_NOUN_REACH, _DEED_REACH, _WHO_REACH, _ENGLISH_REACH = 3, 4, 2, 6


def _forms(word: str) -> Sequence[str]:
    """A folded word with the particles and the article that may be written onto it."""
    bare = [word, "ال" + word] if len(word) > 2 else [word]
    led = [*bare, *(particle + form for particle in ("ب", "ل", "ك") for form in bare if len(form) > 3)]
    return led + [particle + form for particle in ("و", "ف") for form in led if len(form) > 2]


def _written(words: Mapping[CasualtyKind, str]) -> dict[str, CasualtyKind]:
    """The kind of every folded word in all its forms, so that the words of a text are looked up as they stand."""
    return {form: kind for kind, listed in words.items() for word in fold_text(listed).split() for form in _forms(word)}


_PEOPLE_KIND, _DEED_KIND = _written(_PEOPLE), _written(_DEEDS)
_AFTER_KIND = _written(_FATES) | _PEOPLE_KIND
_KIND = _DEED_KIND | _PEOPLE_KIND


class EnglishToll(NamedTuple):
    """An English number that counts people harmed: "killing five displaced men" gives both kinds."""

    number: EnglishNumber
    kinds: frozenset[CasualtyKind]


class ArabicToll(NamedTuple):
    """An Arabic number that counts people harmed: «مقتل وإصابة 14» and «مقتل خمسة نازحين» give both kinds."""

    number: Number
    kinds: frozenset[CasualtyKind]


def arabic_kinds(expression: str) -> frozenset[CasualtyKind]:
    """The kinds of harm that an Arabic expression names («ثلاثة جرحى» is injured); none for «خمسة أشخاص»."""
    return _kinds(fold_text(expression))


def _kinds(view: str) -> frozenset[CasualtyKind]:
    words = _WORD.findall(view)
    return frozenset() if _KIND.keys().isdisjoint(words) else frozenset(map(_KIND.__getitem__, _KIND.keys() & words))


def deeds_before(text: str) -> frozenset[CasualtyKind]:
    """What happened, according to the last words of `text`, to the people whose number follows («وأدى إلى مقتل»)."""
    view = fold_text(text)
    found = numbers.find(view)
    return _deeds_before(view[found[-1].end :] if found else view)


def harm_before(text: str) -> frozenset[CasualtyKind]:
    """The last harm that a text names, to which what follows it belongs: «مقتل 10 جنود و» goes on with the killed.

    Two in «مقتل وإصابة», none where the text names no harm.
    """
    return _last(_WORD.findall(fold_text(text)), _KIND)


@lru_cache(maxsize=1024)
def arabic_harms(text: str) -> frozenset[CasualtyKind]:
    """The kinds of harm that an Arabic text names anywhere; its tolls are of no others."""
    return _kinds(fold_text(text))


@lru_cache(maxsize=1024)
def arabic_tolls(text: str) -> tuple[ArabicToll, ...]:
    """The numbers of an Arabic text that count people harmed. Numbers without a word of harm near are left out."""
    if not arabic_harms(text):
        return ()
    view = fold_text(text)
    found = numbers.find(view)
    tolls = []
    for at, number in enumerate(found):
        before = view[found[at - 1].end if at else 0 : number.start]
        after = view[number.end : found[at + 1].start if at + 1 < len(found) else len(view)]
        kinds = _people_after(after) | _deeds_before(before)
        if kinds:
            tolls.append(ArabicToll(number, kinds))
    return tuple(tolls)


@lru_cache(maxsize=1024)
def english_tolls(text: str) -> tuple[EnglishToll, ...]:
    """The numbers of an English text that count people harmed ("killing two", "14 workers were injured")."""
    found = english_numbers.find(text)
    if not found or not english_kinds(text):
        return ()
    tolls = []
    for at, number in enumerate(found):
        before = text[found[at - 1].end if at else 0 : number.start]
        after = text[number.end : found[at + 1].start if at + 1 < len(found) else len(text)]
        deed = _deed_before(before)
        kinds = deed | _fates_after(after, _WHO_REACH if deed else _ENGLISH_REACH)
        if kinds and number.kind in ("count", "vague"):
            tolls.append(EnglishToll(number, kinds))
    return tuple(tolls)


def _people_after(after: str) -> frozenset[CasualtyKind]:
    clause = _CLAUSE_END.split(after, maxsplit=1)[0]
    for word in _WORD.findall(clause)[:_NOUN_REACH]:
        kind = _AFTER_KIND.get(word)
        if kind is not None:
            return frozenset({kind})
    return frozenset()


def _deeds_before(before: str) -> frozenset[CasualtyKind]:
    return _last(_WORD.findall(before)[-_DEED_REACH:], _DEED_KIND)


def _last(words: Sequence[str], kinds: Mapping[str, CasualtyKind]) -> frozenset[CasualtyKind]:
    """The kind of the last word that has one, and that of the word before it: «مقتل وإصابة»."""
    for at in range(len(words) - 1, -1, -1):
        kind = kinds.get(words[at])
        if kind is not None:
            joined = kinds.get(words[at - 1]) if at else None
            return frozenset({kind, joined} - {None})  # type: ignore[arg-type]
    return frozenset()


@lru_cache(maxsize=1024)
def english_kinds(text: str) -> frozenset[CasualtyKind]:
    """The kinds of harm that an English text names anywhere, with a number or without."""
    words = letters_of(text)
    if _ENGLISH_KIND.keys().isdisjoint(words):
        return frozenset()
    return frozenset(map(_ENGLISH_KIND.__getitem__, _ENGLISH_KIND.keys() & words))


def _deed_before(before: str) -> frozenset[CasualtyKind]:
    words = [word.lower() for word in _WORD.findall(_COMMA.split(before)[-1])]
    while words and words[-1] in _FILLERS:
        words.pop()
    return frozenset({_ENGLISH_KIND[words[-1]]} if words and words[-1] in _BEFORE_COUNT else ())


def _fates_after(after: str, reach: int) -> frozenset[CasualtyKind]:
    kinds: set[CasualtyKind] = set()
    for word in _WORD.findall(_CLAUSE_END.split(_ASIDE.sub(" ", after), maxsplit=1)[0])[:reach]:
        if word.lower() in _STOPS or (kinds and word.lower() in _OTHERS):
            break
        if kind := _ENGLISH_KIND.get(word.lower()):
            kinds.add(kind)
    return frozenset(kinds)
