"""Word lists with kinds, and finding their entries in running text.

A list is a file `data/<name>.tsv`: `kind <TAB> form <TAB> form ...`, one row for forms that mean the same; `#` opens a
comment line. A form is one or more words; a word that ends in `*` stands for every word that begins so.

Arabic forms are compared without marks, alef, yeh and teh marbuta unified. The first word may carry what Arabic writes
onto it: with `v:` before the form (a verb) و, ف, ل and the س of the future; with `n:` (a noun) و or ف, then ب, ل or ك,
then the article; otherwise و or ف alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import NamedTuple

from mujaz.arabic.letters import INVISIBLE, LETTERS, WORD, compared

__all__ = ["Cue", "Lexicon", "arabic_words", "clause_starts", "english_words", "load", "rows"]

_ARABIC = re.compile(f"[{LETTERS}][{WORD}{INVISIBLE}]*")
_NO_VERB = (
    "يات|يته|يتي|يقاف|يران|يجاد|يصال|يداع|يواء|يضا|يطال|يلول|يار|يام|يلاء|يفاد|يمان|يجاب|يرلند|"
    "يراد|يذاء|يقاع|يماء|يفاء|يكات|يبز|يوب|يسر"
)
"""What follows «لا» in «ولايات» and in nouns with ل and a hamza left out: «لايران» is "to Iran"."""

_GLUED = re.compile(f"([وف]?لا)((?!{_NO_VERB})ي[^ ]{{2,}}|تزال|توجد|تمكن|تستطيع|تتجاوز|تقل|تزيد|تحتاج|تعرف)")
_ENGLISH = re.compile(r"[a-z]+(?:['’-][a-z]+)*")

_STOP = re.compile(r"[.!?؟،؛:;,()\n]")
_NUMBER_SIGN = re.compile(r"\bno\.? ?(?=\d)")

_KEY = 2
_REMEMBERED = 10_000
"""Words whose entries are remembered, so that a long run does not grow without end."""

_ONTO = {
    "": ("", "و", "ف"),
    "v": ("", "و", "ف", "س", "وس", "فس", "ل", "ول"),
    "n": tuple(a + b + c for a in ("", "و", "ف") for b in ("", "ب", "ل", "ك") for c in ("", "ال")),
}


class Cue(NamedTuple):
    """An entry in running text: words `start` to `end` (exclusive) are an expression of `kind`."""

    kind: str
    start: int
    end: int


class _Entry(NamedTuple):
    kind: str
    rest: tuple[str, ...]
    """Words after the first, each with its `*` where it has one."""


class Lexicon:
    """Forms with kinds. Build one with `load`; it does not change afterwards."""

    def __init__(self, entries: Iterable[tuple[str, str]], *, arabic: bool) -> None:
        self._exact: dict[str, list[_Entry]] = {}
        self._stems: dict[str, list[_Entry]] = {}
        for kind, form in entries:
            of, _, plain = form.rpartition(":") if arabic else ("", "", form)
            first, *rest = compared(plain).split() if arabic else plain.split()
            table = self._stems if first.endswith("*") else self._exact
            for particle in _ONTO[of] if arabic else ("",):
                written = particle + first.removesuffix("*")
                # the article swallows the alef after the particle ل
                written = re.sub("^([وف]?ل)ال", r"\1ل", written) if particle.endswith("لال") else written
                table.setdefault(written, []).append(_Entry(kind, tuple(rest)))
        for entries_of_word in (*self._exact.values(), *self._stems.values()):
            entries_of_word.sort(key=lambda entry: -len(entry.rest))
        # The lengths of stems by their first letters, so that most words are done with one look-up.
        lengths: dict[str, set[int]] = {}
        for stem in self._stems:
            lengths.setdefault(stem[:_KEY], set()).add(len(stem))
        self._lengths = {key: tuple(sorted(found, reverse=True)) for key, found in lengths.items()}
        self._known: dict[str, tuple[_Entry, ...]] = {}

    def _candidates(self, word: str) -> tuple[_Entry, ...]:
        """Entries whose first word `word` is, more words before fewer, exact ones and longer stems first."""
        known = self._known.get(word)
        if known is not None:
            return known
        found = list(self._exact.get(word, ()))
        for length in self._lengths.get(word[:_KEY], ()):
            found += self._stems.get(word[:length], ())
        if len(found) > 1:
            found.sort(key=lambda entry: -len(entry.rest))
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        known = self._known[word] = tuple(found)
        return known

    def find(self, words: Sequence[str]) -> list[Cue]:
        """The entries in `words`, longest first at each place, none overlapping another."""
        found: list[Cue] = []
        free = 0
        known = self._known
        for at, word in enumerate(words):
            if known.get(word) == () or at < free:  # the quick way for most words
                continue
            if self._candidates(word) and (cue := self.at(words, at)) is not None:
                found.append(cue)
                free = cue.end
        return found

    def at(self, words: Sequence[str], at: int) -> Cue | None:
        """The longest entry that begins with word `at`, or None."""
        for entry in self._candidates(words[at]):
            end = at + 1 + len(entry.rest)
            if end <= len(words) and all(map(_is, words[at + 1 : end], entry.rest)):
                return Cue(entry.kind, at, end)
        return None


def _is(word: str, form: str) -> bool:
    return word.startswith(form[:-1]) if form.endswith("*") else word == form


def rows(name: str) -> Iterator[list[str]]:
    """The rows of `data/<name>.tsv` that hold something, cut into columns."""
    content = (files("mujaz.checks") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    for line in content.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def load(name: str, *, arabic: bool) -> Lexicon:
    """The lexicon in `data/<name>.tsv`."""
    return Lexicon(((kind, form) for kind, *forms in rows(name) for form in forms if form), arabic=arabic)


def arabic_words(text: str) -> tuple[list[str], list[str]]:
    """The Arabic words of `text`: as lexicons compare them, and as they are written.

    Both lists have the same length; «لايزال» is cut into «لا يزال».
    """
    words = _ARABIC.findall(compared(text))
    written = _ARABIC.findall(text)
    if len(words) != len(written):  # an invisible character beside a word
        words = [compared(word) for word in written]
    if _GLUED.search(" ".join(words)) is None:
        return words, written
    pairs = [pair for word, as_is in zip(words, written, strict=True) for pair in _cut(word, as_is)]
    return [word for word, _ in pairs], [as_is for _, as_is in pairs]


def clause_starts(text: str, words: Sequence[str]) -> frozenset[int]:
    """Which of the Arabic `words` of `text` (`arabic_words`) come after a stop, a comma, a colon or a bracket.

    Empty where their places are not known.
    """
    spans = [found.span() for found in _ARABIC.finditer(text)]
    if len(spans) != len(words):
        written = _ARABIC.findall(text)
        halves = [half for word, span in zip(written, spans, strict=True) for half in [span] * _halves(compared(word))]
        if len(halves) != len(words):
            return frozenset()
        spans = halves
    return frozenset(
        at
        for at in range(1, len(spans))
        if spans[at] != spans[at - 1] and _STOP.search(text, spans[at - 1][1], spans[at][0]) is not None
    )


def _halves(word: str) -> int:
    return 2 if _GLUED.fullmatch(word) else 1


def _cut(word: str, written: str) -> Iterator[tuple[str, str]]:
    glued = _GLUED.fullmatch(word)
    return iter([(part, part) for part in glued.groups()] if glued else [(word, written)])


def english_words(text: str) -> list[str]:
    """The English words of `text` in lower case; "didn’t" and "no-deal" are one word each, "No. 1" is none."""
    return _ENGLISH.findall(_NUMBER_SIGN.sub("", text.lower().replace("’", "'")))
