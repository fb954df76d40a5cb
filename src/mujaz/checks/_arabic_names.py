"""Does an Arabic text have a counterpart of an English name? By glossary, by sound, or in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain, pairwise

from mujaz.arabic import names
from mujaz.arabic.folding import fold_text
from mujaz.arabic.glossary import LINE_END
from mujaz.arabic.letters import has_latin
from mujaz.arabic.names import Entry
from mujaz.arabic.transliteration import similarity
from mujaz.checks._arabic_units import is_ordinary, windows
from mujaz.checks._english_sounds import homes, letter_names, readings, respelled
from mujaz.checks._name_words import beginnings, begins_a_word
from mujaz.checks._nations import nation_of
from mujaz.checks._sound_index import SoundIndex

__all__ = ["ArabicNames"]

_WORD = re.compile(r"[ء-ي]+")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_LATIN = re.compile("[a-z]+")
_FITS = (0.92, 0.88, 0.8, 0.76, 0.72, 0.68)
"""Similarity asked of a name with 0, 1, ... consonants: short ones fit many words by chance."""
_SPELLED = 0.9
_SAME = 0.98
"""Similarity asked of a word that every text has: «لي» may be Mr Lee."""
_ANYWHERE = -1
_NEIGHBOURS = 3
"""Words that may lie between the parts of one name: «محمد بن سالم الراعي» / "Mohammed al-Raei"."""
_OVERLONG = re.compile("[ء-ي]{12,}")
"""Words so long that they are likely to be two that were run together."""
_RUN_TOGETHER = 3
"""Consonants that a name must have to be looked for inside an overlong word."""
_SHORTEST_PART = 4
_FAR = 0.12
"""How much more alike a word must sound that stands outside the cited segments."""


class ArabicNames:
    """The words of one Arabic text as possible counterparts of English names; built once for each article."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = [text.replace(LINE_END, " ") if LINE_END in text else text for text in texts]
        self._text = LINE_END.join(lines)
        self._places: dict[str, dict[int, float]] = {}
        self._nations: dict[Callable[[Entry], str | None], dict[str, frozenset[int]]] = {}

    @cached_property
    def _hits(self) -> list[tuple[tuple[Entry, ...], int, int]]:
        """What the glossary finds in `folded`, common words included: entries, start and end."""
        return list(names.glossary().find_folded(self.folded, common_words=True))

    @cached_property
    def _starts(self) -> list[int]:
        """Where each text begins in `folded`."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    @cached_property
    def _holders(self) -> dict[Entry, set[int]]:
        """The entries that the glossary finds in the texts, with the positions of those."""
        found: dict[Entry, set[int]] = {}
        for entries, start, _ in self._hits:
            at = bisect_right(self._starts, start) - 1
            for entry in entries:
                found.setdefault(entry, set()).add(at)
        return found

    @cached_property
    def lines(self) -> list[str]:
        """Each text, folded."""
        return self.folded.split(LINE_END)

    @property
    def entries(self) -> Collection[Entry]:
        """The entries that the glossary finds in the texts, common words included."""
        return self._holders.keys()

    @property
    def named(self) -> bool:
        """Whether the text has a proper name of the glossary, nations and communities left out."""
        return any(entry.kind not in ("title", "class", "noun", "adjective") for entry in self.entries)

    @cached_property
    def _english(self) -> frozenset[str]:
        return frozenset[str]().union(*(names.glossary().keys(entry) for entry in self.entries))

    def nations(self, of: Callable[[Entry], str | None]) -> Mapping[str, frozenset[int]]:
        """The nations of the entries that the glossary finds, within longer names too, and the positions of the texts.

        `of` tells the nation of an entry: `nation_of`, `home_of` or `surely_of`.
        """
        if of not in self._nations:
            found: dict[str, set[int]] = {}
            for entries, start, end in self._hits:
                at = bisect_right(self._starts, start) - 1
                _, longer, tail = self.folded[start:end].partition(" ")
                for entry in (*entries, *(_entries_in(tail) if longer else ())):
                    if nation := of(entry):
                        found.setdefault(nation, set()).add(at)
            self._nations[of] = {nation: frozenset(texts) for nation, texts in found.items()}
        return self._nations[of]

    @cached_property
    def _inner(self) -> frozenset[Entry]:
        """The entries within longer ones: the United Nations in «مبعوث الأمم المتحدة», which is an entry itself."""
        tails = {self.folded[start:end].partition(" ")[2] for _, start, end in self._hits}
        return frozenset(entry for tail in tails if tail for entry in _entries_in(tail))

    @cached_property
    def _latin(self) -> frozenset[str]:
        if not has_latin(self._text):
            return frozenset()
        # most of the text is Arabic, which is passed over at once
        return frozenset(_LATIN.findall(self._text.encode("ascii", "replace").decode("ascii").lower()))

    @cached_property
    def folded(self) -> str:
        """The texts folded (`arabic.folding`), `LINE_END` between two."""
        return fold_text(self._text)

    @cached_property
    def _words(self) -> list[list[str]]:
        """The Arabic words of each text, without marks."""
        bare = _MARKS.sub("", unicodedata.normalize("NFKC", self._text))
        return list(map(_WORD.findall, bare.split(LINE_END)))

    @cached_property
    def _sounds(self) -> SoundIndex:
        return SoundIndex(list(chain.from_iterable(self._words)))

    @cached_property
    def _firsts(self) -> list[int]:
        """Number of the first word of each text."""
        return [0, *accumulate(map(len, self._words))][:-1]

    @cached_property
    def _overlong(self) -> list[str]:
        return list(dict.fromkeys(_OVERLONG.findall(self.folded)))

    def knows(self, entries: Collection[Entry]) -> bool:
        """Whether the glossary finds one of `entries` here, or the nation that one of them stands for."""
        for entry in entries:
            if entry in self.entries or not names.glossary().keys(entry).isdisjoint(self._english):
                return True
            if entry.kind in ("adjective", "country", "capital") and nation_of(entry) in self.nations(nation_of):
                return True
        if bool(self._overlong) and any(map(self._runs_into_others, entries)):
            return True
        return not self._inner.isdisjoint(entries)

    def _runs_into_others(self, entry: Entry) -> bool:
        """Whether an Arabic form of `entry` is a part of an overlong word."""
        written = (fold_text(form).replace(" ", "") for form in entry.arabic if len(form) > _SHORTEST_PART)
        forms = (form.removeprefix("ال") for form in written)
        return any(form in overlong for form in forms for overlong in self._overlong)

    def sounds(self, word: str, near: frozenset[int] | None = None) -> bool:
        """Whether the English `word` is in the text in Latin letters, or a word or two of it sound like that.

        `near` are the positions of the texts (of those that the object was made of) where a name is looked for first:
        what is farther away must sound more alike, since a long text has a word that sounds like anything.
        """
        if near is not None and self._has_within(word, near):
            return True
        return any(self._counts(number, surplus, near) for number, surplus in self.places(word).items())

    def joins(self, words: Sequence[str], near: frozenset[int] | None = None) -> frozenset[str]:
        """Those of `words` that sound like a word here together with the one beside them: "Qara Qozaq" «قرقوزاق»."""
        pairs = ((one, other) for one, other in pairwise(words) if self.sounds(one + other.lower(), near))
        return frozenset(chain.from_iterable(pairs))

    def spells(self, word: str) -> bool:
        """Whether the text has `word` in a spelling that is almost the usual one: for names that the glossary has."""
        if _is_abbreviation(word) or word.lower() in self._latin or self._is_run_together(word):
            return self.sounds(word)
        return any(
            similarity(unit, word, at_least=_SPELLED) >= _SPELLED and not is_ordinary(unit)
            for key in readings(word)
            for unit in self._sounds.units(key)
        )

    def says(self, word: str) -> bool:
        """Whether the text has a word that an ordinary English word is said with in names: «دوري» for "League"."""
        return any(begins_a_word(beginning, self.folded) for beginning in beginnings(word))

    def together(self, words: Sequence[str], near: frozenset[int] | None = None) -> bool:
        """Whether counterparts of `words`, all of which the text has, stand near each other somewhere in it."""
        if near is not None and _are_neighbours([list(self._within(word, near)) for word in words]):
            return True
        places = [
            [number for number, surplus in self.places(word).items() if self._counts(number, surplus, near)]
            for word in words
        ]
        return any(not found or _ANYWHERE in found for found in places) or _are_neighbours(places)

    def texts_naming(self, key: str) -> frozenset[int]:
        """Positions of the texts with a name of the glossary whose English has the word `key` (`english_key`)."""
        holders = self._holders
        return frozenset(at for entry in names.glossary().entries_with(key) for at in holders.get(entry, ()))

    def texts_with(self, word: str) -> frozenset[int]:
        """Positions of the texts that have a word sounding like `word`."""
        return frozenset(self._text_of(number) for number in self.places(word) if number != _ANYWHERE)

    def is_with(self, word: str, texts: frozenset[int]) -> bool:
        """Whether one of `texts` (positions) has a word sounding like `word`."""
        return self._has_within(word, texts) or not texts.isdisjoint(self.texts_with(word))

    def _text_of(self, number: int) -> int:
        return bisect_right(self._firsts, number) - 1

    def _has_within(self, word: str, texts: frozenset[int]) -> bool:
        """Whether a word within `texts` sounds like `word`, as far as is known without reading the other texts."""
        return not _is_abbreviation(word) and next(self._within(word, texts), None) is not None

    def _within(self, word: str, texts: frozenset[int]) -> Iterator[int]:
        """Numbers of the words within `texts` that have the consonants of `word` and sound like it."""
        for numbers, _ in self._fitting(readings(word), word, _asked(word), texts):
            yield from numbers

    def places(self, word: str) -> dict[int, float]:
        """Numbers of the Arabic words that `word` may be the English of (`_ANYWHERE` where they have no number).

        Each with how much more alike it sounds than is asked of a word of that length, 0 to 1.
        """
        if word not in self._places:
            self._places[word] = self._heard(word)
        return self._places[word]

    def _counts(self, number: int, surplus: float, near: frozenset[int] | None) -> bool:
        return near is None or number == _ANYWHERE or surplus >= _FAR or self._text_of(number) in near

    def _heard(self, word: str) -> dict[int, float]:
        if word.lower() in self._latin:
            return {_ANYWHERE: 1.0}
        if _is_abbreviation(word):
            return {_ANYWHERE: 1.0} if re.search(letter_names(word.replace(".", "")), self.folded) else {}
        found = self._sounding(word)
        if not found and (spoken := respelled(word)):
            found = self._sounding(spoken)
        for stem in () if found else homes(word):
            if self._knows_stem(stem.lower()):
                return {_ANYWHERE: 1.0}
            # what an adjective is made of is never spelled like it, so that it need not sound more alike afar
            found = found or {number: surplus + _FAR for number, surplus in self._sounding(stem).items()}
        if not found and self._is_run_together(word):
            return {_ANYWHERE: 1.0}
        return found

    def _knows_stem(self, stem: str) -> bool:
        """Whether a name that the glossary finds here begins so: "Catalans" beside Catalonia."""
        return len(stem) > 3 and any(key.startswith(stem) for key in self._english)

    def _is_run_together(self, word: str) -> bool:
        """Whether a part of an overlong Arabic word sounds like the word, as in texts that have lost spaces."""
        asked = _asked(word)
        return any(
            similarity(window, word, at_least=asked) >= asked
            for consonants in readings(word)
            if len(consonants) >= _RUN_TOGETHER
            for overlong in self._overlong
            for window in windows(overlong, consonants)
        )

    def _sounding(self, word: str) -> dict[int, float]:
        classes = readings(word)
        asked = _asked(word)
        found = _best(self._fitting(classes, word, asked))
        if found:
            return found
        near = chain.from_iterable(self._sounds.alike(consonants) for consonants in classes if consonants)
        return _best(self._fitting([key for key in dict.fromkeys(near) if key not in classes], word, asked))

    def _fitting(
        self, keys: Iterable[str], word: str, asked: float, texts: frozenset[int] | None = None
    ) -> Iterator[tuple[list[int], float]]:
        """Readings with these consonants that sound like `word`: their numbers, within `texts` or anywhere, and how
        much more alike they sound than is asked."""
        for key in keys:
            for unit, numbers in self._sounds.units(key).items():
                if texts is not None:
                    numbers = [number for number in numbers if self._text_of(number) in texts]
                surplus = _surplus(unit, word, asked) if numbers else -1.0
                if surplus >= 0.0:
                    yield numbers, surplus


@lru_cache(maxsize=4096)
def _entries_in(folded: str) -> frozenset[Entry]:
    found = names.glossary().find_folded(folded, common_words=True)
    return frozenset(entry for entries, _, _ in found for entry in entries)


def _surplus(unit: str, word: str, asked: float) -> float:
    """How much more alike two words sound than is asked; below 0 if less, or if `unit` is in every text anyway."""
    wanted = _SAME if is_ordinary(unit) else asked
    likeness = similarity(unit, word, at_least=wanted)
    return likeness - asked if likeness >= wanted else -1.0


def _is_abbreviation(word: str) -> bool:
    """Whether a word is said by the names of its letters, and so does not sound like what it spells."""
    return word.replace(".", "").isupper()


def _best(fitting: Iterable[tuple[list[int], float]]) -> dict[int, float]:
    """Each number with the most that is given for it."""
    found: dict[int, float] = {}
    for numbers, surplus in fitting:
        found |= {number: max(surplus, found.get(number, 0.0)) for number in numbers}
    return found


def _are_neighbours(places: Sequence[Collection[int]]) -> bool:
    """Whether there is a number of each collection, all of them near the one of the first."""
    return all(places) and any(
        all(any(abs(place - other) <= _NEIGHBOURS for place in found) for found in places) for other in places[0]
    )


def _asked(word: str) -> float:
    """How alike an Arabic word must sound to be taken for `word`."""
    return _FITS[min(len(readings(word)[0]), len(_FITS) - 1)]
