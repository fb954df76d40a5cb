"""Does an Arabic text have a counterpart of an English name? By glossary, by sound, or in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from mujaz.arabic import names
from mujaz.arabic.folding import fold
from mujaz.arabic.names import Entry
from mujaz.arabic.transliteration import similarity
from mujaz.checks._arabic_common import is_common
from mujaz.checks._nations import nation_of

__all__ = ["ArabicNames"]

_WORD = re.compile(r"[ء-ي]+")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_LEVELLED = str.maketrans("أإآةىؤئ", "اااهيوي")
"""As `folding.fold` does; the units keep their hamza, because that of «إلفي» says that it has no article."""
_LATIN = re.compile(r"[A-Za-z]+")
_FITS = (0.92, 0.88, 0.8, 0.76, 0.72, 0.68)
"""Similarity asked of a name with 0, 1, ... consonants: short ones fit many words by chance."""
_INHABITANTS = tuple(re.compile(f"(?:{ending})$") for ending in ("ians?|eans?|ese|ites?|ish|is?", "ans?", "ns?"))
_SPELLED = 0.9
_SAME = 0.98
"""Similarity asked of a word that every text has: «لي» may be Mr Lee."""
_ANYWHERE = -1
_NEIGHBOURS = 3
"""Words that may lie between the parts of one name: «محمد بن سالم الراعي» / "Mohammed al-Raei"."""
_OVERLONG = 12
"""Letters from which an Arabic word is likely to be two that were run together."""
_NEAR = 0.5
"""Similarity of consonants from which a word is worth an exact look."""
_LOOKS = 12

_ARABIC_CLASSES = {
    **dict.fromkeys("بف", "b"),
    **dict.fromkeys("تدطض", "d"),
    **dict.fromkeys("ثذسزصظش", "s"),
    **dict.fromkeys("جغكقخ", "k"),
    "ل": "l",
    "ر": "r",
    **dict.fromkeys("من", "n"),
}
_CONSONANTS_AR = {code: _ARABIC_CLASSES.get(chr(code)) for code in range(0x621, 0x64B)}
_DIGRAPHS = re.compile(r"sch|tch|sh|th|dh|zh|ph|ch|kh|gh|tz|x|c(?=[eiy])|g(?=[eiy])|(.)\1")
_SOUNDED = {
    "sch": "s", "tch": "s", "sh": "s", "th": "t", "dh": "d", "zh": "s", "ph": "f", "ch": "k", "kh": "k", "gh": "g",
    "tz": "s", "x": "ks", "c": "s", "g": "k",
}  # fmt: skip
_OTHERWISE = _SOUNDED | {"c": "k", "ch": "s", "tch": "k"}
_CONSONANTS_EN = {
    ord(letter): _class
    for letters, _class in (
        ("bpfv", "b"),
        ("td", "d"),
        ("sz", "s"),
        ("cgjkq", "k"),
        ("l", "l"),
        ("r", "r"),
        ("mn", "n"),
    )
    for letter in letters
} | {ord(letter): None for letter in "aeiouhwy"}


class ArabicNames:
    """The words of one Arabic text as possible counterparts of English names; built once for each article."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.text = "\n".join(texts)
        self._places: dict[str, frozenset[int]] = {}

    @cached_property
    def entries(self) -> frozenset[Entry]:
        """What the glossary finds in the text, common words included."""
        return frozenset(hit.entry for hit in names.glossary().find(self.text, common_words=True))

    @property
    def named(self) -> bool:
        """Whether the text has a proper name of the glossary, nations and communities left out."""
        return any(entry.kind not in ("title", "class", "noun", "adjective") for entry in self.entries)

    @cached_property
    def _english(self) -> frozenset[str]:
        return frozenset[str]().union(*(names.glossary().keys(entry) for entry in self.entries))

    @cached_property
    def _nations(self) -> frozenset[str]:
        return frozenset(nation for entry in self.entries if (nation := nation_of(entry)))

    @cached_property
    def _latin(self) -> frozenset[str]:
        return frozenset(word.lower() for word in _LATIN.findall(self.text))

    @cached_property
    def _folded(self) -> str:
        return fold(self.text).text

    @cached_property
    def _by_consonants(self) -> dict[str, dict[str, list[int]]]:
        """Units of the text by the classes of their consonants, each with the numbers of its words."""
        found: dict[str, dict[str, list[int]]] = {}
        for number, unit in _units(_MARKS.sub("", unicodedata.normalize("NFKC", self.text))):
            found.setdefault(unit.translate(_CONSONANTS_AR), {}).setdefault(unit, []).append(number)
        return found

    @cached_property
    def _keys(self) -> list[str]:
        return [key for key in self._by_consonants if key]

    @cached_property
    def _overlong(self) -> list[str]:
        words = (word for word in _WORD.findall(self._folded) if len(word) >= _OVERLONG)
        return list(dict.fromkeys(word.translate(_CONSONANTS_AR) for word in words))

    def knows(self, entries: Iterable[Entry]) -> bool:
        """Whether the glossary finds one of `entries` here, or the nation that one of them stands for."""
        for entry in entries:
            if entry in self.entries or not names.glossary().keys(entry).isdisjoint(self._english):
                return True
            if entry.kind in ("adjective", "country", "capital") and nation_of(entry) in self._nations:
                return True
        return False

    def sounds(self, word: str) -> bool:
        """Whether the English `word` is in the text in Latin letters, or a word or two of it sound like that."""
        return bool(self.places(word))

    def spells(self, word: str) -> bool:
        """Whether the text has `word` in a spelling that is almost the usual one: for names that the glossary has."""
        if word.replace(".", "").isupper() or word.lower() in self._latin or self._is_run_together(word):
            return self.sounds(word)
        return any(
            similarity(unit, word) >= _SPELLED for key in _readings(word) for unit in self._by_consonants.get(key, ())
        )

    def together(self, words: Sequence[str]) -> bool:
        """Whether counterparts of `words`, all of which the text has, stand near each other somewhere in it."""
        places = [self.places(word) for word in words]
        if any(not found or _ANYWHERE in found for found in places):
            return True
        return any(
            all(any(abs(place - other) <= _NEIGHBOURS for place in found) for found in places) for other in places[0]
        )

    def places(self, word: str) -> frozenset[int]:
        """Numbers of the Arabic words that `word` may be the English of; `_ANYWHERE` where they have no number."""
        if word not in self._places:
            self._places[word] = self._heard(word)
        return self._places[word]

    def _heard(self, word: str) -> frozenset[int]:
        letters = word.replace(".", "")
        if word.lower() in self._latin or (letters.isupper() and re.search(_spelled_out(letters), self._folded)):
            return frozenset({_ANYWHERE})
        if letters.isupper():
            return frozenset()
        found = self._sounding(word)
        for stem in () if found else _homes(word):
            if self._knows_stem(stem.lower()):
                return frozenset({_ANYWHERE})
            found = found or self._sounding(stem)
        if not found and self._is_run_together(word):
            return frozenset({_ANYWHERE})
        return found

    def _knows_stem(self, stem: str) -> bool:
        """Whether a name that the glossary finds here begins so: "Catalans" beside Catalonia."""
        return len(stem) > 3 and any(key.startswith(stem) for key in self._english)

    def _is_run_together(self, word: str) -> bool:
        """Whether the word is inside an overlong Arabic one, as in texts that have lost spaces."""
        consonants = _readings(word)[0]
        return len(consonants) > 4 and any(consonants in key for key in self._overlong)

    def _sounding(self, word: str) -> frozenset[int]:
        readings = _readings(word)
        asked = _FITS[min(len(readings[0]), len(_FITS) - 1)]
        if found := self._fitting(readings, word, asked):
            return found
        near: dict[str, None] = {}
        for consonants in filter(None, readings):
            alike = process.extract(
                consonants, self._keys, scorer=Levenshtein.normalized_similarity, score_cutoff=_NEAR, limit=_LOOKS
            )
            near |= dict.fromkeys(key for key, _, _ in alike if key not in readings)
        return self._fitting(near, word, asked)

    def _fitting(self, keys: Iterable[str], word: str, asked: float) -> frozenset[int]:
        return frozenset(
            number
            for key in keys
            for unit, numbers in self._by_consonants.get(key, {}).items()
            if similarity(unit, word) >= (_SAME if is_common(unit.translate(_LEVELLED)) else asked)
            for number in numbers
        )


def _units(text: str) -> Iterator[tuple[int, str]]:
    """Numbered words as they can be read, and two neighbours as one word, unless one of them is a common word."""
    before = ""
    for number, word in enumerate(_WORD.findall(text)):
        readings = list(_without_particles(word))
        for reading in readings:
            yield number, reading
        if any(is_common(reading.translate(_LEVELLED)) for reading in readings):
            before = ""
            continue
        if before:
            yield number, before + readings[-1]
        before = readings[-1]


def _without_particles(word: str) -> Iterator[str]:
    """The word, without و ف, then ب ل ك, then the article: the last is the barest that is likely."""
    yield word
    if len(word) < 4:
        return
    if word[0] in "وف":
        word = word[1:]
        yield word
    if word.startswith("ال") and len(word) > 4:
        yield word[2:]  # after the whole word: «ألاسكا» has no article
    elif word.startswith("لل") and len(word) > 4:
        yield word[2:]
    elif word[0] in "بلك" and len(word) > 3:
        yield word[1:]
        if word.startswith("ال", 1) and len(word) > 5:
            yield word[3:]
        else:
            yield word  # the letter is as likely the name's own


_LETTER_NAMES = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "ايه? بي سي دي اي اف جي اتش اي? جيه? كيه? ال ام ان او بي كيو ار اس تي يو في دبليو اكس واي زد".split(),
        strict=True,
    )
)


@lru_cache(maxsize=512)
def _spelled_out(letters: str) -> str:
    """Pattern of an abbreviation written by the names of its letters, folded: BBC is «بي بي سي»."""
    return " ?".join(_LETTER_NAMES.get(letter, letter) for letter in letters)


@lru_cache(maxsize=8192)
def _readings(word: str) -> tuple[str, ...]:
    """Classes of the consonants of an English word, as `_ARABIC_CLASSES` has them; twice when c or ch is in doubt."""
    plain = unicodedata.normalize("NFKD", word.lower())
    first = _classes(_DIGRAPHS.sub(lambda match: _SOUNDED.get(match.group(), match.group()[0]), plain))
    if "c" not in plain:
        return (first,)
    second = _classes(_DIGRAPHS.sub(lambda match: _OTHERWISE.get(match.group(), match.group()[0]), plain))
    return (first, second) if second != first else (first,)


def _homes(word: str) -> list[str]:
    """What may be the place whose adjective or inhabitant `word` is: "Chilean" of "Chile"."""
    stems = dict.fromkeys(ending.sub("", word) for ending in _INHABITANTS)
    return [stem for stem in stems if stem != word and len(stem) > 2]


def _classes(sounded: str) -> str:
    return "".join(c for c in sounded.translate(_CONSONANTS_EN) if c in "bdslrkn")
