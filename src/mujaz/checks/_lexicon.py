"""Word lists with kinds, and which of their entries a word begins; `_sentence.py` finds those that stand in a text.

A list is a file `data/<name>.tsv`: `kind <TAB> form <TAB> form ...`, one row for forms that mean the same; `#` opens a
comment line. A form is one or more words; a word that ends in `*` stands for every word that begins so.

Arabic forms are compared without marks, alef, yeh and teh marbuta unified. The first word may carry what Arabic writes
onto it: with `v:` before the form (a verb) و, ف, ل and the س of the future; with `n:` (a noun) و or ف, then ب, ل or ك,
then the article; otherwise و or ف alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import NamedTuple

from mujaz.arabic.letters import compared

__all__ = ["Entry", "Lexicons", "rows"]

_ONTO = {
    "": ("", "و", "ف"),
    "v": ("", "و", "ف", "س", "وس", "فس", "ل", "ول"),
    "n": tuple(a + b + c for a in ("", "و", "ف") for b in ("", "ب", "ل", "ك") for c in ("", "ال")),
}


class Entry(NamedTuple):
    """A form of a list, without its first word; words of `rest` have their `*`."""

    lexicon: str
    kind: str
    rest: tuple[str, ...]


class Lexicons:
    """All lexicons of one language, each a name with its kinds and forms; they do not change afterwards.

    They are kept together, because most words begin no entry of any: one look-up tells that for all of them.
    """

    def __init__(self, lexicons: Mapping[str, Iterable[tuple[str, str]]], *, arabic: bool) -> None:
        exact: dict[str, list[Entry]] = {}
        stems: dict[str, list[Entry]] = {}
        for name, forms in lexicons.items():
            for kind, form in forms:
                of, _, plain = form.rpartition(":") if arabic else ("", "", form)
                first, *rest = compared(plain).split() if arabic else plain.split()
                table = stems if first.endswith("*") else exact
                entry = Entry(name, kind, tuple(rest))
                for particle in _ONTO[of] if arabic else ("",):
                    written = particle + first.removesuffix("*")
                    # the article swallows the alef after the particle ل
                    written = re.sub("^([وف]?ل)ال", r"\1ل", written) if particle.endswith("لال") else written
                    table.setdefault(written, []).append(entry)
        # The longest stem that a word begins with is the last one that is not after the word in this order, or else
        # the longest that this one begins with, and so on: `_shorter` leads from each stem to that, or to -1.
        self._stems = sorted(stems)
        self._shorter: list[int] = []
        self._of_stem: list[tuple[Entry, ...]] = []
        for at, stem in enumerate(self._stems):
            shorter = self._longest(stem, at - 1)
            self._shorter.append(shorter)
            self._of_stem.append(_ordered(stems[stem], self._of_stem[shorter] if shorter >= 0 else ()))
        self._exact = {word: _ordered(entries, self._by_stem(word)) for word, entries in exact.items()}

    def begun(self, words: Iterable[str]) -> dict[str, list[tuple[int, Entry]]]:
        """By lexicon, the places of those of `words` that begin entries, and the entries.

        At each place more words come before fewer, exact ones and longer stems first.
        """
        found: dict[str, list[tuple[int, Entry]]] = {}
        exact = self._exact
        for at, word in enumerate(words):
            for entry in exact.get(word) or self._by_stem(word):
                found.setdefault(entry.lexicon, []).append((at, entry))
        return found

    def _by_stem(self, word: str) -> tuple[Entry, ...]:
        at = self._longest(word, bisect_right(self._stems, word) - 1)
        return self._of_stem[at] if at >= 0 else ()

    def _longest(self, word: str, at: int) -> int:
        """The longest stem that `word` begins with, `at` being the last one that is not after it; or -1."""
        while at >= 0 and not word.startswith(self._stems[at]):
            at = self._shorter[at]
        return at


def _ordered(own: list[Entry], shorter: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries of a word, or stem, with those of the stem that it begins with."""
    found = (*own, *shorter)
    return tuple(sorted(found, key=lambda entry: -len(entry.rest))) if len(found) > 1 else found


def rows(name: str) -> Iterator[list[str]]:
    """The rows of `data/<name>.tsv` that hold something, cut into columns."""
    content = (files("mujaz.checks") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    for line in content.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")
