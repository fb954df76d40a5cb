"""Word by word alignment of a quote with a text, tolerant of a copyist's slips and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from mujaz.checks._typos import is_slip_of_the_pen
from mujaz.checks._view import View
from mujaz.checks._words import (
    Form,
    addable,
    forms,
    is_number_word,
    is_surely_common,
    losable,
    opens_clause,
)

__all__ = ["Aligned", "align"]

_WORDS_PER_SLIP = 4
_MOST_SLIPS = 3
_MOST_CANDIDATES = 256
"""Places tried per anchor: bounds the work on a text that repeats one phrase."""
_CLAUSE_SIGNS = frozenset('.,;:!?"()[]-')


class Aligned(NamedTuple):
    """Tokens `first` to `last` (inclusive) of the text, without `skip` attached letters at the start.

    `slips` counts differences; `fuzzy` tells whether any of them is more than an attached particle or a space.
    """

    first: int
    last: int
    skip: int
    slips: int
    fuzzy: bool


@dataclass(slots=True)
class _Slips:
    """Differences met so far on one alignment."""

    budget: int
    spent: int = 0
    articles: int = 0
    function_words: str = ""
    fuzzy: bool = False

    def spend(self, kind: str) -> bool:
        """Note a difference; False when the quote's budget does not allow it."""
        if kind == "leading":
            return True
        self.spent += 1
        if kind == "article":
            self.articles += 1
        elif kind in ("lost", "added"):
            # One lost and one added is a word replaced, or moved.
            if self.function_words not in ("", kind):
                return False
            self.function_words, self.fuzzy = kind, True
        elif kind != "particle":
            self.fuzzy = True
        return self.spent <= self.budget and self.articles <= 1


def align(quote: View, text: View) -> Iterator[Aligned]:
    """Every alignment of the whole quote with neighbouring words of the text, within the edit budget.

    The budget is one slip per four words, three at most; a quote of fewer than four words has none. A slip is
    one of: an attached ب, or ال before an adjective or plural, lost or added where that does not change who did
    what; an attached و at a clause boundary; function words lost or added; the accusative ending of an
    indefinite noun; one letter inside a long word. Particles before the quote's first word cost nothing.
    Numbers are never touched, word order is kept, no word stands for another.
    """
    budget = min(_MOST_SLIPS, len(quote.tokens) // _WORDS_PER_SLIP)
    if budget == 0:
        return
    counts = {
        word: sum(len(text.places.get(stem, ())) for stem in {form.stem for form in forms(word)})
        for word in set(quote.words)
    }
    unknown = sum(not counts[word] for word in quote.words)
    # A joined or split word is unknown twice and costs nothing, so allow for it here.
    if unknown > 2 * budget + 2:
        return
    anchors = [at for at, word in enumerate(quote.words) if 0 < counts[word] <= _MOST_CANDIDATES]
    anchors.sort(key=lambda at: counts[quote.words[at]])
    tried: set[int] = set()
    for at in anchors[: budget + 2]:
        found = {place for form in forms(quote.words[at]) for place in text.places.get(form.stem, ())}
        for place in sorted(found):
            if place - at not in tried:
                tried.add(place - at)
                aligned = _Alignment(quote, text, _Slips(budget)).around(at, place)
                if aligned is not None:
                    yield aligned


@dataclass(slots=True)
class _Alignment:
    quote: View
    text: View
    slips: _Slips
    skip: int = field(default=0)

    def around(self, at: int, place: int) -> Aligned | None:
        """Align outwards from quote token `at` at text token `place`."""
        last = self._run(at, place, 1)
        if last is None:
            return None
        first = self._run(at - 1, place - 1, -1)
        if first is None:
            return None
        return Aligned(first + 1, last - 1, self.skip, self.slips.spent, self.slips.fuzzy)

    def _run(self, i: int, j: int, step: int) -> int | None:
        """Walk to the quote's edge; the text token just beyond, or None when they differ too much."""
        quote, text = self.quote.words, self.text.words
        while 0 <= i < len(quote):
            if not 0 <= j < len(text):
                return None
            if self._same(i, j):
                i, j = i + step, j + step
                continue
            joined = self._joined(i, j, step)
            if joined is not None:
                i, j = joined
                continue
            kind = self._difference(i, j)
            if kind is not None:
                i, j = i + step, j + step
            elif self._same(i, j + step) and losable(text[j], text[j + 1] if j + 1 < len(text) else ""):
                kind, j = "lost", j + step
            elif self._same(i + step, j) and addable(quote[i], quote[i + 1] if i + 1 < len(quote) else ""):
                kind, i = "added", i + step
            if kind is None or not self.slips.spend(kind):
                return None
        return j

    def _same(self, i: int, j: int) -> bool:
        quote, text = self.quote.words, self.text.words
        return 0 <= i < len(quote) and 0 <= j < len(text) and quote[i] == text[j]

    def _joined(self, i: int, j: int, step: int) -> tuple[int, int] | None:
        """Positions after one word here that is two words there («عبد الله» and «عبدالله»)."""
        quote, text = self.quote.words, self.text.words
        if 0 <= i + step < len(quote):
            pair = quote[i] + quote[i + step] if step > 0 else quote[i + step] + quote[i]
            if pair == text[j] and not pair[-1].isdigit():
                return i + 2 * step, j + step
        if 0 <= j + step < len(text):
            pair = text[j] + text[j + step] if step > 0 else text[j + step] + text[j]
            if pair == quote[i] and not pair[-1].isdigit():
                return i + step, j + 2 * step
        return None

    def _difference(self, i: int, j: int) -> str | None:
        """What kind of slip makes quote word `i` out of text word `j`; None when they are different words."""
        ours, theirs = self.quote.words[i], self.text.words[j]
        if ours[-1].isdigit() or theirs[-1].isdigit():
            return None
        by_stem = {form.stem: form for form in reversed(forms(theirs))}
        for form in forms(ours):
            other = by_stem.get(form.stem)
            if other is not None:
                kind = self._particles(i, j, form, other)
                if kind is not None:
                    return kind
        if is_number_word(ours) or is_number_word(theirs):
            return None
        if self._accusative(i, j, ours, theirs):
            return "ending"
        if is_slip_of_the_pen(ours, theirs) and ours not in self.text.places:
            return "typo"
        return None

    def _particles(self, i: int, j: int, ours: Form, theirs: Form) -> str | None:
        prepositions = {ours.preposition, theirs.preposition}
        if i == 0:
            if len(prepositions - {""}) == 2:
                return None
            if ours.article and not theirs.article and not is_surely_common(ours.stem):
                return None
            mine = len(self.quote.words[i]) - len(ours.stem)
            other = len(self.text.words[j]) - len(theirs.stem)
            prefix = self.quote.words[i][:mine]
            self.skip = other - mine if self.text.words[j][:other].endswith(prefix) else 0
            return "leading"
        if is_number_word(ours.stem):
            return None
        if ours.conjunction != theirs.conjunction and not (opens_clause(ours.stem) or self._clause_before(i, j)):
            return None
        if len(prepositions) == 2 and not (
            prepositions == {"", "ب"} and not ours.article and not theirs.article and self._noun(j - 1)
        ):
            return None
        if ours.article != theirs.article:
            return "article" if is_surely_common(ours.stem) else None
        return "particle"

    def _clause_before(self, i: int, j: int) -> bool:
        between = self.quote.between(i - 1, i)
        if j > 0:
            between += self.text.between(j - 1, j)
        return not _CLAUSE_SIGNS.isdisjoint(between)

    def _noun(self, j: int) -> bool:
        """Whether text token `j` is surely a noun: after a verb, «أطاح بالوزير» is not «أطاح الوزير»."""
        if j < 0:
            return False
        word = self.text.words[j]
        return word[-1].isdigit() or word.endswith(("ات", "ين")) or any(form.article for form in forms(word))

    def _accusative(self, i: int, j: int, ours: str, theirs: str) -> bool:
        """Whether the words differ in the alef of an indefinite accusative alone («قتيل», «قتيلا»).

        The same alef may be a dual («قائدا الجيش»), so a number before it or a written tanwin must show which it is.
        """
        short, long = sorted((ours, theirs), key=len)
        if len(short) < 4 or long != short + "ا":
            return False
        if j > 0 and (self.text.tokens[j - 1].is_number or is_number_word(self.text.words[j - 1])):
            return True
        view, at = (self.quote, i) if long == ours else (self.text, j)
        span = view.raw_span(at, at)
        return "\u064b" in view.raw[span.start : span.end]
