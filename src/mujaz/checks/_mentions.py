"""Short ways in which an Arabic text speaks again of what it has named: «الألوية», «الحاجز نفسه», «عناصركم»."""

from __future__ import annotations

import re
from collections.abc import Collection

from mujaz.arabic.english_forms import english_key
from mujaz.arabic.folding import fold_text
from mujaz.arabic.transliteration import similarity
from mujaz.checks import _english_names
from mujaz.checks._arabic_names import ArabicNames

__all__ = ["is_mention"]

_WORD = re.compile("[ء-ي]+")
_AGAIN = frozenset("نفسه نفسها ذاته ذاتها عينه عينها هذا هذه ذلك تلك المذكور المذكوره".split())
_OWNED = re.compile("[ء-ي]{4,}(?:كم|نا|هم|ها|ه|كما|هما)$")
"""A noun with a possessive: what it belongs to is named elsewhere. A teh marbuta, folded, looks like «ه»."""

_TEH_MARBUTA = "ة"
_ALIKE, _SURE = 0.5, 0.75
"""Similarity below which a word is not the counterpart of another, and from which it surely is."""

_REACH = 2
"""Words after the short form in which the rest of the name is looked for."""

_ORDINARY = frozenset("the of members residents fighters men people forces checkpoint village town camp al".split())


def is_mention(arabic: str, english: str, pairs: Collection[tuple[str, str]], article: ArabicNames) -> bool:
    """Whether `arabic` speaks for short of what `english` names in full.

    So it is when every word of it is a word of a longer name that the draft gives the same English (`pairs` of Arabic
    and English) or that stands in the article before a word which sounds like the English; when one word renders a part
    of the English and the article has the rest right beside it; when it is a noun with a possessive («عناصركم»),
    the English says what it is in ordinary words, and the article has the name; when the article gives it to
    somebody whose name stands before or after it («طارق البيطار قاضي التحقيق في الانفجار»); and when the draft has
    another name of the one person who is called so: «فريق دا سيلفا» / "Lula's team" beside "Lula da Silva".
    """
    words = [word for word in _WORD.findall(fold_text(arabic)) if word not in _AGAIN]
    proper = [word for name in _english_names.find(english) for word in name.words]
    if not words:
        return False
    return (
        _is_part_of_pair(words, english, pairs)
        or (bool(proper) and _is_part_of_name(words, proper, article))
        or (bool(proper) and _is_owned(arabic, words, english, proper, article))
        or (bool(proper) and _is_in_apposition(words, proper, article))
        or (bool(proper) and _is_called_otherwise(words, english, proper, pairs))
    )


def _forms(word: str) -> frozenset[str]:
    """The word with and without what may be the article: «الوية» has none, and only its reader knows."""
    return frozenset((word, word[2:])) if word.startswith("ال") and len(word) > 3 else frozenset((word,))


def _is_in(word: str, words: list[str]) -> bool:
    return any(not _forms(word).isdisjoint(_forms(other)) for other in words)


def _is_part_of_pair(words: list[str], english: str, pairs: Collection[tuple[str, str]]) -> bool:
    keys = set(english_key(english).split())
    for other, named in pairs:
        longer = _WORD.findall(fold_text(other))
        shared = keys & set(english_key(named).split())
        fits = len(longer) > len(words) and shared and keys - shared <= _ORDINARY
        if fits and all(_is_in(word, longer) for word in words):
            return True
    return False


def _is_called_otherwise(words: list[str], english: str, proper: list[str], pairs: Collection[tuple[str, str]]) -> bool:
    """Whether pairs with a name that is among the words all have `proper`, too, and what is left is ordinary."""
    named = {english_key(word) for word in proper}
    ordinary = [key for key in english_key(english).split() if key not in named and key not in _ORDINARY]
    kept: list[str] = []
    for other, full in pairs:
        longer, keys = _WORD.findall(fold_text(other)), english_key(full).split()
        shared = [word for word in words if _is_in(word, longer) and any(_sounds(word, key) for key in keys)]
        if shared and not named.issubset(keys):
            return False
        kept += shared if full != english else []
    return bool(kept) and len(set(words) - set(kept)) <= len(ordinary)


def _is_part_of_name(words: list[str], proper: list[str], article: ArabicNames) -> bool:
    """«التل» where the article has «تل الجرار», «اهل البندر» where it has «بندر السمر»."""
    text = _WORD.findall(article.folded)
    last = _forms(words[-1])
    rest = [word for word in proper if max(similarity(form, word) for form in last) < _ALIKE]
    written = last | {"ال" + form for form in last if len(form) > 1}
    places = [at for at, word in enumerate(text) if word in written]
    return bool(rest) and any(
        all(any(_sounds(near, word) for near in text[at + 1 : at + 1 + _REACH]) for word in rest) for at in places
    )


def _is_in_apposition(words: list[str], proper: list[str], article: ArabicNames) -> bool:
    """Whether the whole name stands right before or right after a description of two words or more in the article."""
    text, length, room = _WORD.findall(article.folded), len(words), len(proper) + 1
    return length > 1 and any(
        all(any(_sounds(near, word) for near in beside) for word in proper)
        for at in range(len(text) - length + 1)
        if text[at : at + length] == words
        for beside in (text[max(0, at - room) : at], text[at + length : at + length + room])
    )


def _sounds(arabic: str, word: str) -> bool:
    return any(similarity(form, word, at_least=_SURE) >= _SURE for form in _forms(arabic))


def _is_owned(arabic: str, words: list[str], english: str, proper: list[str], article: ArabicNames) -> bool:
    if len(words) > 1 or arabic.rstrip().endswith(_TEH_MARBUTA) or not _OWNED.fullmatch(words[0]):
        return False
    is_described = any(part.islower() and part.isalpha() and len(part) > 2 for part in re.split(r"[ \u2019']", english))
    return is_described and all(article.sounds(word) or article.says(word) for word in proper)
