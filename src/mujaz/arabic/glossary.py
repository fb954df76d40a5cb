"""Names whose English is settled: places, organisations, persons, titles.

`Glossary.lookup` asks for one name, `Glossary.find` for all names in running text, `Glossary.accepts` whether an
English form is right, `Glossary.place` for the one place meant. What an entry holds and how the files look
stands in `glossary_entries`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from mujaz.arabic.english_forms import english_key, spellings
from mujaz.arabic.folding import fold, unfold
from mujaz.arabic.glossary_entries import Entry, parse
from mujaz.arabic.glossary_forms import ATTACHED, WORDS, bare_words, declined, folded_form, loosened
from mujaz.errors import ReadError

__all__ = ["LINE_END", "PLACE_WORDS", "Entry", "Glossary", "Hit"]

GROUPS = ("places", "organisations", "media", "persons", "titles", "nouns")

PLACE_WORDS = frozenset(
    "مدينه بلده قريه محافظه ناحيه منطقه مديريه مخيم ريف ولايه قضاء حي ميناء جزيره مطار مدينتي بلدتي محافظتي".split()
)
"""Folded words that announce a place: after one of them an ordinary word is the name."""

_KIND_WORDS = frozenset("مدينه بلده قريه محافظه ناحيه منطقه مديريه ولايه قضاء".split())
"""Those of them that leave the name what it is: «مدينة منبج» is Manbij, «مطار منبج» is not."""


class Hit(NamedTuple):
    """An entry found in running text: `text[start:end]` names it, particles written onto it left out."""

    entry: Entry
    start: int
    end: int


_Node = dict[str, "_Node | tuple[Entry, ...]"]
_END = ""
"""Key under which a node of the word tree keeps the entries that end there."""

_REMEMBERED = 10_000
"""Words of texts that are remembered, so that a long run does not grow without end."""

LINE_END = "\ue000"
"""Stands for a line break in folded text, where a line break is a space like others: for private use, in no news."""

_WORDS_APART = re.compile(r"(\w+)")
"""Cuts a text into what stands before a word, the word, and so on; strings alone: no work for the garbage collector."""
_JOINTS = frozenset({" ", "-", " - ", ".", "/", " (", ' "', '" ', ' ("', "_"})
"""What may stand between the words of one name, after folding."""


class Glossary:
    """Entries with look-up by Arabic form. Build one with `load`; it does not change afterwards."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        variants = [(form, entry) for entry in self.entries for form in entry.arabic]
        # One call for all: folding is made for long texts.
        folded = fold("|".join(form.replace("|", " ") for form, _ in variants)).text.split("|")
        self._forms: dict[str, tuple[Entry, ...]] = {}
        self._tree: dict[str, _Node] = {}
        self._attached: dict[str, Sequence[tuple[int, _Node]]] = {}
        self._looked_up: dict[str, tuple[Entry, ...]] = {}
        for (_, entry), form in zip(variants, folded, strict=False):
            self._enter(WORDS.findall(form), entry)
        for (_, entry), form in zip(variants, folded, strict=False):
            for other in declined(form) if entry.kind == "adjective" else ():
                if other not in self._forms:  # «سوريا» is Syria, not a Syrian
                    self._enter([other], entry)

    @classmethod
    def load(cls, extra: Path | None = None) -> Glossary:
        """The shipped entries, and those of `extra`, a file of the same form.

        An Arabic form in `extra` takes the place of the shipped entries' same form. Raises ReadError when
        `extra` cannot be read or a line of it is not an entry.
        """
        data = files("mujaz.arabic") / "data"
        shipped: list[Entry] = []
        for group in GROUPS:
            name = f"glossary.{group}.tsv"
            shipped += parse((data / name).read_text(encoding="utf-8"), name)
        if extra is None:
            return cls(shipped)
        try:
            own = parse(extra.read_text(encoding="utf-8-sig"), str(extra))
        except (OSError, UnicodeDecodeError) as error:
            raise ReadError(f"the glossary {extra} cannot be read: {error}") from error
        taken = {folded_form(form) for entry in own for form in entry.arabic}
        kept = [_without(entry, taken) for entry in shipped]
        return cls([*own, *(entry for entry in kept if entry.arabic)])

    def lookup(self, arabic: str) -> tuple[Entry, ...]:
        """Entries that `arabic` names, several when it is ambiguous, none when it is not in the glossary.

        Spelling differences that folding removes do not matter; nor do و ف ب ل ك written onto the name,
        the article of its first word, or a word such as مدينة before it, if there is no closer match.
        """
        known = self._looked_up.get(arabic)
        if known is None:
            if len(self._looked_up) >= _REMEMBERED:
                self._looked_up.clear()
            known = self._looked_up[arabic] = self._lookup_form(folded_form(arabic))
        return known

    def _lookup_form(self, form: str) -> tuple[Entry, ...]:
        for candidate in loosened(form):
            if found := self._forms.get(candidate):
                return found
        first, _, rest = form.partition(" ")
        if rest and any(bare in _KIND_WORDS for _, bare in bare_words(first)):
            return tuple(entry for entry in self._lookup_form(rest) if entry.is_place)
        return ()

    def find(self, text: str, *, common_words: bool = False) -> list[Hit]:
        """All entries in running Arabic text, in order: at word boundaries, longest match first, not overlapping.

        An ambiguous name gives one hit for each of its entries, with the same span. A single ordinary word
        («الباب», «صور») counts only after a word such as مدينة, or always with `common_words`. No name goes on in the
        next line. Offsets count code points of `text`. Linear time.
        """
        folded = fold(text.replace("\n", LINE_END))
        hits: list[Hit] = []
        for entries, start, end in self.find_folded(folded.text, common_words=common_words):
            span = unfold(folded, text, start, end)
            hits += (Hit(entry, *span) for entry in entries)
        return hits

    def find_folded(self, view: str, *, common_words: bool = False) -> Iterator[tuple[tuple[Entry, ...], int, int]]:
        """The same in a text that is folded already (`folding.fold_text`), `LINE_END` standing between its lines.

        All entries of a name together, and `start` and `end`, which count code points of `view`.
        """
        pieces = _WORDS_APART.split(view)
        gaps, words = pieces[::2], pieces[1::2]
        ends = list(accumulate(map(len, pieces)))
        skip_until = 0
        tree, attached = self._tree, self._attached
        for at, word in enumerate(words):
            if word[0] not in ATTACHED:
                if word not in tree or at < skip_until:
                    continue
                heads: Sequence[tuple[int, _Node]] = ((0, tree[word]),)
            else:
                heads = attached[word] if word in attached else self._without_particles(word)
                if not heads or at < skip_until:
                    continue
            for offset, node in heads:
                length, entries = self._walk(node, words, gaps, at)
                if length == 1 and not common_words:
                    announced = at > 0 and _announces(words[at - 1])
                    entries = tuple(e for e in entries if not e.common_word or (announced and e.is_place))
                if entries:
                    yield entries, ends[2 * at] + offset, ends[2 * (at + length) - 1]
                    skip_until = at + length
                    break

    def _without_particles(self, word: str) -> Sequence[tuple[int, _Node]]:
        """Where in the tree names begin that a folded word, or what is left of it, can begin; () for most words."""
        if len(self._attached) >= _REMEMBERED:
            self._attached.clear()
        tree = self._tree
        self._attached[word] = heads = [(offset, tree[bare]) for offset, bare in bare_words(word) if bare in tree]
        return heads

    def accepts(self, arabic: str, english: str) -> bool | None:
        """Whether `english` is a right form of the name `arabic`; None when the name is not in the glossary."""
        entries = self.lookup(arabic)
        if not entries:
            return None
        return any(self.renders(entry, english) for entry in entries)

    def renders(self, entry: Entry, english: str) -> bool:
        """Whether `english` is one of the right forms of `entry`; case, articles and accents do not matter."""
        keys = self.keys(entry)
        return any(parts <= keys for parts in spellings(english, place=entry.is_place))

    def keys(self, entry: Entry) -> frozenset[str]:
        """The right English forms of `entry`, as `english_forms.english_key` compares them."""
        return self._english[entry]

    def entries_with(self, word: str) -> frozenset[Entry]:
        """The entries of which a right English form has this word (as `english_forms.english_key` writes it)."""
        return self._by_word.get(word, frozenset())

    def is_title(self, english: str) -> bool:
        """Whether `english` is a title or an honorific: "Sheikh", "President"."""
        return english_key(english) in self._titles

    def contradicts(self, arabic: str, english: str) -> bool:
        """Whether `arabic` is in the glossary, `english` is no form of it, and is the form of another entry."""
        entries = self.lookup(arabic)
        key = english_key(english)
        return bool(entries) and key in self._owned and not any(self.renders(entry, english) for entry in entries)

    def place(self, arabic: str, within: str | None = None) -> Entry | None:
        """The one place that `arabic` names.

        `within` (a larger place in English, or several parts separated by commas) decides between several.
        None when the name is unknown, still ambiguous, or lies elsewhere than `within` says.
        """
        entries = self.lookup(arabic)
        places = [entry for entry in entries if entry.is_place]
        if within:
            named = [key for part in within.split(",") if (key := english_key(part))]
            if named:
                places = [entry for entry in places if self._lies_in(entry, named)]
        elif len(entries) > 1 or any(self._stays_ambiguous(entry) for entry in places):
            return None
        return places[0] if len(places) == 1 else None

    def ancestors(self, entry: Entry) -> tuple[Entry, ...]:
        """Larger places that `entry` lies in, the nearest first."""
        found: list[Entry] = []
        above = entry.within
        while above and (same_name := self._places.get(above)):
            larger = next((place for place in same_name if place.country == entry.country), same_name[0])
            if larger in found:
                break
            found.append(larger)
            above = larger.within
        return tuple(found)

    def _stays_ambiguous(self, entry: Entry) -> bool:
        """Whether the flag of `entry` is about a name outside the glossary: no form of it is shared inside."""
        return entry.ambiguous and all(len(self._forms[folded_form(form)]) == 1 for form in entry.arabic)

    def _lies_in(self, entry: Entry, named: list[str]) -> bool:
        above = self.ancestors(entry)
        known = set[str]().union(*(self._english[larger] for larger in above))
        known |= {english_key(re.sub(r" (province|countryside|state)$", "", larger.english)) for larger in above}
        return all(key in known or any(key in known for key in _without_kind(key)) for key in named)

    def _enter(self, words: list[str], entry: Entry) -> None:
        """Take up `entry` under the folded words of one of its forms."""
        key = " ".join(words)
        known = self._forms.get(key, ())
        if words and entry not in known:
            self._forms[key] = (*known, entry)
            self._plant(words, self._forms[key])

    def _plant(self, words: list[str], entries: tuple[Entry, ...]) -> None:
        node = self._tree.setdefault(words[0], {})
        for word in words[1:]:
            below = node.setdefault(word, {})
            assert isinstance(below, dict)  # only the key _END holds entries
            node = below
        node[_END] = entries

    @staticmethod
    def _walk(
        node: _Node | tuple[Entry, ...], words: list[str], gaps: list[str], at: int
    ) -> tuple[int, tuple[Entry, ...]]:
        """Words and entries of the longest name that begins with word `at`, whose node is `node`."""
        best: tuple[int, tuple[Entry, ...]] = (0, ())
        length = 1
        while isinstance(node, dict):
            ends = node.get(_END)
            if isinstance(ends, tuple):
                best = (length, ends)
            following = at + length
            if following >= len(words) or gaps[following] not in _JOINTS:
                break
            node = node.get(words[following], ())
            length += 1
        return best

    @cached_property
    def _english(self) -> dict[Entry, frozenset[str]]:
        return {
            entry: frozenset(key for form in (entry.english, *entry.also) if (key := english_key(form)))
            for entry in self.entries
        }

    @cached_property
    def _by_word(self) -> dict[str, frozenset[Entry]]:
        found: dict[str, set[Entry]] = {}
        for entry, keys in self._english.items():
            for word in {word for key in keys for word in key.split()}:
                found.setdefault(word, set()).add(entry)
        return {word: frozenset(entries) for word, entries in found.items()}

    @cached_property
    def _owned(self) -> frozenset[str]:
        return frozenset[str]().union(*self._english.values())

    @cached_property
    def _titles(self) -> frozenset[str]:
        return frozenset[str]().union(*(keys for entry, keys in self._english.items() if entry.kind == "title"))

    @cached_property
    def _places(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            if entry.is_place:
                known = found.get(entry.english, ())
                found[entry.english] = (entry, *known) if entry.kind == "country" else (*known, entry)
        return found


# --- words and keys ----------------------------------------------------------------------------------


def _announces(word: str) -> bool:
    return any(bare in PLACE_WORDS for _, bare in bare_words(word))


def _without_kind(key: str) -> Iterator[str]:
    for word in (" province", " governorate", " state", " city", " region", " district"):
        if key.endswith(word):
            yield key[: -len(word)]


def _without(entry: Entry, taken: set[str]) -> Entry:
    kept = tuple(form for form in entry.arabic if folded_form(form) not in taken)
    if kept == entry.arabic:
        return entry
    values = {name: getattr(entry, name) for name in Entry.__slots__}
    return Entry(**{**values, "arabic": kept})
