"""One Arabic word as it may be read as a name: without particles, by its consonants, or as a part of a longer name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mujaz.checks._arabic_common import is_common

__all__ = [
    "FIRST_HALVES",
    "GLUED",
    "OF_CLAUSES",
    "consonants_of",
    "is_ordinary",
    "joins",
    "one_sound",
    "readings",
    "unglued",
    "windows",
    "without_particles",
]

_REMEMBERED = 8_192
"""Words kept with their readings: the words of the news are few, and every article has most of them again."""
OF_CLAUSES = ("الذي", "التي", "الذين", "وهو", "وهي")
"""Words that begin a clause about a name, and end no other word, as «وهم» does («قتلوهم»)."""
GLUED = (*OF_CLAUSES, "في", "على", "إلى")
"""Words that are often written onto the one before them where a text has lost spaces: «فريمانفي»."""

_SHORTEST = 3
FIRST_HALVES = frozenset(("بن", "ابن", "بو", "أبو"))
"""Common words that begin names which Latin letters write as one: «بن طالب» / "Bentaleb"."""
_ATTACHED = frozenset("وفبلكا")
"""Letters with which a word begins that may have particles or the article."""

_FUSED = re.compile("ت[شسز]")
"""Two letters that may write one foreign sound: «تشوزيك» / "Chozick", «فريتس» / "Fritz"; so may «دج»: "Djibouti"."""

_LEVELLED = str.maketrans("أإآةىؤئ", "اااهيوي")
"""As `folding.fold` does; readings keep their hamza, because that of «إلفي» says that it has no article."""

_CLASSES = {"بف": "b", "تدطض": "d", "ثذسزصظش": "s", "جغكقخ": "k", "ل": "l", "ر": "r", "من": "n"}
_CONSONANTS = {letter: sound for letters, sound in _CLASSES.items() for letter in letters}
_LOW = "utf-16-le"
"""Has two bytes for a letter, the first of which tells Arabic letters and the space apart; bytes are translated ten
times as fast as characters."""
_TABLE = bytes.maketrans("".join(_CONSONANTS).encode(_LOW)[::2], "".join(_CONSONANTS.values()).encode())
_DROPPED = bytes(set(range(256)) - {*b" ", *"".join(_CONSONANTS).encode(_LOW)[::2]})


@lru_cache(maxsize=_REMEMBERED)
def readings(word: str) -> tuple[tuple[str, str], ...]:
    """Ways to read a word (letters without marks, hamza kept): the consonants of each reading, and the reading.

    A reading with two letters that may write one foreign sound is there with the consonants of both.
    """
    forms = _forms(word)
    found = {(consonants_of(form), form): None for form in forms}
    if "ت" in word or "دج" in word:
        found |= {(consonants_of(one_sound(form)), form): None for form in forms}
    return tuple(found)


def _forms(word: str) -> tuple[str, ...]:
    rest = unglued(word)
    return without_particles(word) + (without_particles(rest) if rest else ())


@lru_cache(maxsize=_REMEMBERED)
def joins(left: str, right: str) -> str | None:
    """Two neighbours read as one word, each as bare as is likely; None where they hardly are parts of one name.

    They may be when both are rare, or when the first begins names whatever follows: «بن» and «بو».
    """
    if left in FIRST_HALVES or (_is_rare(left) and _is_rare(right)):
        return _forms(left)[-1] + _forms(right)[-1]
    return None


@lru_cache(maxsize=_REMEMBERED)
def _is_rare(word: str) -> bool:
    return not any(map(is_ordinary, _forms(word)))


def unglued(word: str) -> str | None:
    """What is left of a word without another that was written onto it, if three letters or more."""
    if not word.endswith(GLUED):
        return None
    rest = word.removesuffix(next(ending for ending in GLUED if word.endswith(ending)))
    return rest if len(rest) >= _SHORTEST else None


def one_sound(spelling: str) -> str:
    """The spelling with pairs of letters that may write one foreign sound as one letter; words keep their spaces."""
    return _FUSED.sub("س", spelling).replace("دج", "ج")


def consonants_of(spellings: str) -> str:
    """Classes of the consonants of words (ء to ي), the same as those of `_english_sounds.readings`; spaces stay."""
    return spellings.encode(_LOW)[::2].translate(_TABLE, _DROPPED).decode("ascii")


@lru_cache(maxsize=_REMEMBERED)
def is_ordinary(reading: str) -> bool:
    """Whether a reading is a word that every text has, so that sounding like a name proves little."""
    return is_common(reading.translate(_LEVELLED))


def without_particles(word: str) -> tuple[str, ...]:
    """The word, without و ف, then ب ل ك, then the article: the last is the barest that is likely."""
    if len(word) < 4 or word[0] not in _ATTACHED:
        return (word,)
    found = [word]
    if word[0] in "وف":
        word = word[1:]
        found.append(word)
    if len(word) > 4 and word.startswith(("ال", "لل")):
        found.append(word[2:])  # after the whole word: «ألاسكا» has no article
    elif len(word) > 3 and word[0] in "بلك":
        found.append(word[1:])
        # without an article the letter is as likely the name's own
        found.append(word[3:] if len(word) > 5 and word.startswith("ال", 1) else word)
    return tuple(found)


def windows(word: str, consonants: str) -> Iterator[str]:
    """Parts of an Arabic word that have exactly these consonants, with up to two letters more on either side."""
    places = [at for at, letter in enumerate(word) if letter in _CONSONANTS]
    classes = consonants_of(word)
    at = classes.find(consonants)
    while at >= 0:
        first, last = places[at], places[at + len(consonants) - 1]
        for start in range(max(0, first - 1), first + 1):
            for end in range(last + 1, min(len(word), last + 3) + 1):
                yield word[start:end]
        at = classes.find(consonants, at + 1)
