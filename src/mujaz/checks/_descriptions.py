"""A description that the English makes fuller: «قافلة مساعدات» / "aid convoy of the Salam Relief Authority"."""

from __future__ import annotations

import re
from collections.abc import Collection

from mujaz.arabic import names
from mujaz.arabic.folding import fold_text
from mujaz.arabic.names import Entry
from mujaz.arabic.transliteration import similarity
from mujaz.checks import _english_names
from mujaz.checks._arabic_names import ArabicNames
from mujaz.checks._english_names import ProperName
from mujaz.checks._nations import nation_of
from mujaz.checks._ordinary import is_function_word, is_ordinary

__all__ = ["is_description"]

_WORD = re.compile("[ء-ي]+")
_ENGLISH = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_COMMON_KINDS = frozenset({"title", "class", "noun"})
_PARTICLES = frozenset("في من علي الي عن مع بين لدي عند ضد كل بعض هذا هذه ذلك تلك احد احدي".split())
_SHORTEST = 3
_ALIKE = 0.75
"""Similarity from which a word is the counterpart of another."""

_KIN = frozenset(
    "ابن ابنه بنت اب ابو ابي والد والده ام اخ اخو اخت شقيق شقيقه زوج زوجه ارمله خطيب خطيبه عم عمه خال خاله جد جده "
    "حفيد حفيده نجل نسيب صهر صديق زميل قريب جار محامي رفيق".split()
)
_STANDS_FOR = frozenset(
    "الحلف التحالف الايتلاف المشتبه المتهم المدان الضحيه القتيل الجاني المهاجم المواطن المواطنه الرجل المراه الشاب "
    "الشابه الفتاه الطفل الطفله الصبي السيده الصحفي الصحافي الصحفيه الناشط الناشطه المعتقل السجين الاسير الرهينه "
    "الراحل التنظيم الحركه الجماعه الحزب الجبهه الكتيبه اللواء الفصيل الجيش الوزاره الشركه الموسسه المنظمه الجمعيه "
    "النقابه الاتحاد الهييه المجلس اللجنه المكتب البنك الجامعه المعهد المدرسه المستشفي المصنع النادي الفريق الاذاعه "
    "القناه الصحيفه الوكاله المحكمه البلد البلاد المدينه البلده القريه المحافظه الولايه المنطقه الجهه المخيم القطاع "
    "الضفه المملكه الجمهوريه السلطنه الاماره الدوله الاقليم العدوان العدو الاحتلال الكيان النظام الميليشيا "
    "المليشيا".split()
)
"""Definite nouns for somebody or a place that the article has named before: «التنظيم» is ISIS, «المواطن» a man."""
_OWNER = re.compile("(?:ه|ها|هم|هما|هن|ي|نا|ك|كم)$")
_CAPITAL = re.compile("[وفبلك]{0,2}(?:ال|ل)?عاصمه?(?:ه|ها|هم|نا)?")
_OWN_COUNTRY = re.compile("[وفبلك]{0,2}(?:بلاد|بلد|وطن)(?:ه|ها|هم|هما|نا)")


def is_description(arabic: str, english: str, pairs: Collection[tuple[str, str]], article: ArabicNames) -> bool:
    """Whether `arabic` describes in common words what `english` calls by a name that `article` has.

    So it is when the English has an ordinary word for every Arabic one, and only adds whose or which it is («محطة
    الكهرباء» / "Harran power plant") or names what the Arabic points to («قيادي في التنظيم» / "an ISIS leader"), and
    when the Arabic is a relative of somebody («والدها»), «العاصمة» or «بلاده» and the English a name. The Arabic is no
    description where it has a proper name that the English does not render: one of the glossary, or a word that the
    draft spells by sound in another of its `pairs` (Arabic and English).
    """
    found = _english_names.find(english)
    if not found or not all(_is_named(name, article) for name in found):
        return False
    words = [word for word in _WORD.findall(fold_text(arabic)) if len(word) >= _SHORTEST and word not in _PARTICLES]
    if len(words) == 1 and (_is_relative(words[0]) or _is_capital(words[0], found) or _is_own_country(words[0], found)):
        return True
    own, covered = _proper_hits(arabic)
    if own and not ArabicNames((arabic,)).knows([entry for name in found for entry in name.entries]):
        return False
    proper = [word for name in found for word in name.words]
    rest = [
        word for word in words if word not in covered and word not in _STANDS_FOR and not _sounds_like_one(word, proper)
    ]
    if any(word in _spelled(pairs, arabic) for word in rest):
        return False
    return len(rest) <= len(_ordinary_words(english, found))


def _is_named(name: ProperName, article: ArabicNames) -> bool:
    """Whether the article has every word of a name."""
    if name.entries:
        return article.knows(name.entries) or all(map(article.sounds, name.words))
    return all(article.sounds(word) or article.says(word) for word in name.words)


def _is_relative(word: str) -> bool:
    """«والده», «ابنها»: a word for a relative or friend with a possessive; folded, «والدة» looks like one too."""
    stem = _OWNER.sub("", word)
    return stem != word and bool({stem, stem.removesuffix("ت") + "ه"} & _KIN)


def _is_capital(word: str, found: list[ProperName]) -> bool:
    return _CAPITAL.fullmatch(word) is not None and all(
        any(entry.kind == "capital" for entry in name.entries) for name in found
    )


def _is_own_country(word: str, found: list[ProperName]) -> bool:
    """«بلاده» / "Turkey": whose country it is the article tells."""
    return _OWN_COUNTRY.fullmatch(word) is not None and all(
        any(entry.kind in ("country", "adjective") for entry in name.entries) for name in found
    )


def _proper_hits(arabic: str) -> tuple[list[Entry], frozenset[str]]:
    """The proper names of the glossary in the Arabic, nations included, and the folded words that they cover."""
    hits = [hit for hit in names.glossary().find(arabic) if hit.entry.kind not in _COMMON_KINDS]
    words = frozenset(word for hit in hits for word in _WORD.findall(fold_text(arabic[hit.start : hit.end])))
    return [hit.entry for hit in hits if hit.entry.kind != "adjective" or nation_of(hit.entry)], words


def _sounds_like_one(word: str, proper: list[str]) -> bool:
    forms = (word, word.removeprefix("ال"))
    return any(similarity(form, name, at_least=_ALIKE) >= _ALIKE for form in forms for name in proper)


def _spelled(pairs: Collection[tuple[str, str]], arabic: str) -> frozenset[str]:
    """The folded words that other pairs of the draft render by their sound: names, not common nouns."""
    return frozenset(
        word
        for other, named in pairs
        if other != arabic
        for word in _WORD.findall(fold_text(other))
        if _sounds_like_one(word, [part for name in _english_names.find(named) for part in name.words])
    )


def _ordinary_words(english: str, found: list[ProperName]) -> list[str]:
    """Ordinary words of the English, those in names too, that are no parts of a proper name by themselves."""
    proper = {word for name in found for word in name.words}
    return [
        word
        for word in _ENGLISH.findall(english)
        if len(word) >= _SHORTEST and word not in proper and is_ordinary(word) and not is_function_word(word)
    ]
