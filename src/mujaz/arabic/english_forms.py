"""English names in the form in which they are compared: without case, accents, articles and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["english_key", "spellings"]

_SILENT = re.compile(r"['’‘ʿʾʻʼ`´.]")
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"the", "al", "el"})
_OTHER_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "&": " and "})

_KIND_AFTER = frozenset(
    {"city", "town", "village", "province", "governorate", "state", "district", "camp", "area", "region"}
)
_KIND_BEFORE = frozenset({"city of", "town of", "village of", "province of", "governorate of"})
_BRACKETS = re.compile(r"^([^()]+)\(([^()]+)\)$")


def english_key(name: str) -> str:
    """`name` in lower case, words separated by one space, without accents, apostrophes, points and articles.

    "al-Mayadin" and "Mayadin" have one key; so have "U.S." and "US". A name of articles alone keeps them.
    """
    if name.isascii() and name.isalpha():
        return name.lower()  # one word, whatever it is
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.translate(_OTHER_LETTERS))
        name = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_OTHER_LETTERS)
    words = _WORD.findall(_SILENT.sub("", name.lower()))
    return " ".join([word for word in words if word not in _ARTICLES] or words)


def spellings(name: str, *, place: bool) -> Iterator[frozenset[str]]:
    """Sets of keys; a name fits when all keys of one set are known.

    The name itself; "Syrian Democratic Forces (SDF)" as its two halves; for a place the part before a comma,
    and the name without "city", "province" and the like.
    """
    key = english_key(name)
    yield frozenset({key})
    if halves := _BRACKETS.match(name.strip()):
        yield frozenset({english_key(halves[1]), english_key(halves[2])})
    if not place:
        return
    head = english_key(name.partition(",")[0])
    yield frozenset({head})
    start, _, last = head.rpartition(" ")
    if start and last in _KIND_AFTER:
        yield frozenset({start})
    for before in _KIND_BEFORE:
        if head.startswith(before + " "):
            yield frozenset({head.removeprefix(before + " ")})
