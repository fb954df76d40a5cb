"""Word lists with kinds, and finding their entries in running text.

A list is a file `data/<name>.tsv`: `kind <TAB> form <TAB> form ...`, one row for forms that mean the same; `#` opens a
comment line. A form is one or more words; a word that ends in `*` stands for every word that begins so.

Arabic forms are compared without marks, alef, yeh and teh marbuta unified. The first word may carry what Arabic writes
onto it: with `v:` before the form (a verb) و, ف, ل and the س of the future; with `n:` (a noun) و or ف, then ب, ل or ك,
then the article; otherwise و or ف alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

from mujaz.arabic.letters import compared

__all__ = ["Cue", "Lexicons", "rows"]

_ONTO = {
    "": ("", "و", "ف"),
    "v": ("", "و", "ف", "س", "وس", "فس", "ل", "ول"),
    # the article loses its alef after the particle ل
    "n": tuple(a + b for a in ("", "و", "ف") for b in ("", "ال", "ب", "بال", "ل", "لل", "ك", "كال")),
}

_REMEMBERED = 10_000
"""Words whose entries are remembered, so that a long run does not grow without end."""


class Cue(NamedTuple):
    """An entry in running text: words `start` to `end` (exclusive) are an expression of `kind`."""

    kind: str
    start: int
    end: int


class _Entry(NamedTuple):
    lexicon: str
    kind: str
    length: int
    """Words of the form."""
    rest: tuple[str, ...]
    """Its words after one with `*`, if there are any."""


_Begun = tuple[tuple[_Entry, ...], frozenset[str], tuple[str, ...]]
"""The entries that stand in a text of one word, the words after it with which it begins others, and stems of such."""

_NO_SECONDS: tuple[frozenset[str], tuple[str, ...]] = (frozenset(), ())
_NOTHING: _Begun = ((), *_NO_SECONDS)


class Lexicons:
    """All lexicons of one language, each a name with its kinds and forms; they do not change afterwards.

    They are kept together, because most words of a text begin no entry of any: one look-up tells that for all of them.
    A form is kept as that with which a text begins where it stands: its words, each with a space after it, or up to its
    first `*`. In alphabetical order the longest form that a text begins with is the last one that is not after the
    text; or, if the text does not begin with that, the longest with which that form itself begins, and so on.
    """

    def __init__(self, lexicons: Mapping[str, Iterable[tuple[str, str]]], *, arabic: bool) -> None:
        entries: dict[str, tuple[_Entry, ...]] = {}
        for name, forms in lexicons.items():
            for kind, form in forms:
                of, _, plain = form.rpartition(":") if arabic else ("", "", form)
                words = (compared(plain) if arabic else plain).split()
                beginning, rest = _cut(words)
                entry = (_Entry(name, kind, len(words), rest),)
                for particle in _ONTO[of] if arabic else ("",):
                    written = particle + beginning
                    entries[written] = entries.get(written, ()) + entry
        self._forms = sorted(entries)
        self._shorter: list[int] = []
        """For each form the longest other one that it begins with, -1 for none."""
        self._entries: list[tuple[_Entry, ...]] = []
        """For each form its entries and those of the forms that it begins with, more words before fewer."""
        for at, form in enumerate(self._forms):
            shorter = self._longest(form, at - 1)
            found = entries[form] + (self._entries[shorter] if shorter >= 0 else ())
            if len(found) > 1:
                found = tuple(sorted(found, key=lambda entry: -entry.length))
            self._shorter.append(shorter)
            self._entries.append(found)
        self._entries.append(())  # what stands at -1: no form
        self._most = max(entry.length for found in entries.values() for entry in found)
        self._seconds = _seconds(self._forms)
        self._known: dict[str, _Begun] = {}

    def find(self, words: Sequence[str]) -> dict[str, list[Cue]]:
        """The entries in `words` by lexicon, longest first at each place, none overlapping another."""
        found: dict[str, list[Cue]] = {}
        known = self._known
        for at, word in enumerate(words):
            begun = known.get(word) or self._begun(word)
            if begun is _NOTHING:
                continue
            entries, exact, stems = begun
            if (exact or stems) and at + 1 < len(words):
                following = words[at + 1]
                if following in exact or (stems and following.startswith(stems)):
                    entries = self._at(" ".join(words[at : at + self._most]) + " ")
            for lexicon, kind, length, rest in entries:
                cues = found.setdefault(lexicon, [])
                end = at + length
                if (not cues or cues[-1].end <= at) and (not rest or _are(words[end - len(rest) : end], rest)):
                    cues.append(Cue(kind, at, end))
        return found

    def _begun(self, word: str) -> _Begun:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        text = word + " "
        entries, seconds = self._at(text), self._seconds.get(text)
        known = self._known[word] = (entries, *(seconds or _NO_SECONDS)) if entries or seconds else _NOTHING
        return known

    def _at(self, text: str) -> tuple[_Entry, ...]:
        """The entries of all forms that `text` begins with."""
        return self._entries[self._longest(text, bisect_right(self._forms, text) - 1)]

    def _longest(self, text: str, at: int) -> int:
        """The longest form that `text` begins with, `at` being the last one that is not after it; or -1."""
        forms = self._forms
        while at >= 0 and not text.startswith(forms[at]):
            at = self._shorter[at]
        return at


def _seconds(forms: Iterable[str]) -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """For each first word of forms with more than one, with its space: the second ones, and the stems of such."""
    exact: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    for form in forms:
        first, space, others = form.partition(" ")
        if others:
            second, whole, _ = others.partition(" ")
            (exact if whole else stems).setdefault(first + space, set()).add(second)
    return {first: (frozenset(exact.get(first, ())), tuple(stems.get(first, ()))) for first in exact.keys() | stems}


def _cut(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """A form up to its first `*`, and the words after that."""
    for at, word in enumerate(words):
        if word.endswith("*"):
            return " ".join(words[: at + 1])[:-1], tuple(words[at + 1 :])
    return " ".join(words) + " ", ()


def _are(words: Sequence[str], forms: Sequence[str]) -> bool:
    return len(words) == len(forms) and all(
        word.startswith(form[:-1]) if form.endswith("*") else word == form
        for word, form in zip(words, forms, strict=True)
    )


def rows(name: str) -> Iterator[list[str]]:
    """The rows of `data/<name>.tsv` that hold something, cut into columns."""
    content = (files("mujaz.checks") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    for line in content.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")
