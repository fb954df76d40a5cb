"""Passages of a text that have the words of a quote: exactly, after folding, or with an ellipsis between."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal, NamedTuple

from mujaz.arabic.mapped import Span
from mujaz.checks._alignment import Aligned
from mujaz.checks._view import View
from mujaz.checks._words import (
    Form,
    changes_homograph,
    completes_number,
    forms,
    is_function_word,
    is_negation,
    is_number_word,
    is_surely_common,
)

__all__ = ["Cut", "Found", "Passages", "best", "says_nothing"]

Cut = Literal["number", "negation"]

_MOST_COMPARED = 4_000_000
"""Characters compared while looking for a better occurrence: bounds the work on a text that repeats itself."""
_MOST_HEADS = 64
"""Places tried for the first part of a quote with an ellipsis."""
_LONGEST_GAP = 40
"""Words that an ellipsis in a quote may stand for."""
_LONGEST_BARE = 3
"""Letters up to which a word is too short to be found in another form than its own."""
_LONE_PARTICLES = frozenset("وفبلك")
_ELLIPSIS = re.compile(r"[\[(]\s?\.{2,}\s?[\])]|\.{3,}")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


class Found(NamedTuple):
    """A passage: raw range, its first and last token, how many attached letters of the first it leaves out.

    `letters` are its letters and digits, without what an ellipsis stands for;
    `whole` is false when particles were taken off either the text's first word or the quote's;
    `cut` names what belongs to the passage but stands just outside of it.
    """

    span: Span
    first: int
    last: int
    skip: int
    whole: bool
    letters: str
    cut: Cut | None


class Passages:
    """What can be found in the text or the part of it that a view shows; regions are raw ranges."""

    def __init__(self, text: View) -> None:
        self.text = text

    def aligned(self, aligned: Aligned) -> Found:
        """An alignment as a passage."""
        span = self.text.raw_span(aligned.first, aligned.last, aligned.skip)
        return self._found(span, aligned.first, aligned.last, aligned.skip, not aligned.skip)

    def _found(self, span: Span, first: int, last: int, skip: int, whole: bool) -> Found:
        starts = self.text.starts
        letters = self.text.letters[starts[first] + skip : starts[last + 1]] if first <= last else ""
        return Found(span, first, last, skip, whole, letters, self._cut(first, last) if first <= last else None)

    # Exact

    def exact(self, view: View, place: Span) -> Found | None:
        """The raw range `place`, which has the letters of the quote, if it lies at the edges of words."""
        found = self._whole_words(*place)
        return found if found is not None and self._allowed(view, found) else None

    def _whole_words(self, start: int, end: int) -> Found | None:
        """The raw range as a passage, if its edges do not cut words."""
        text = self.text
        first, last = text.token_at(start), text.token_at(end - 1)
        skip = 0
        if last < 0 or end < text.raw_span(last, last).end:
            return None
        if first < 0 or text.raw_span(first, first).end <= start:
            first += 1
        elif text.raw_starts[first] < start:
            skip = bisect_left(text.mapped.map, start) - text.starts_in_text[first]
            if not any(_particles(text.words[first], skip)):
                return None
        return self._found(Span(start, end), first, last, skip, not skip)

    # Normalized

    def normalized(self, view: View, region: Span) -> Iterator[Found]:
        """Places where the text has the quote's letters; particles of the first word may differ."""
        first = view.words[0]
        if first in _LONE_PARTICLES and len(view.tokens) > 1:
            # «و2025»: particles before digits are words of their own.
            yield from self._lettered(view, len(first), "", region)
        for form in forms(first):
            cut = len(first) - len(form.stem)
            if form.article and not is_surely_common(form.stem):
                continue
            if cut and len(view.tokens) == 1 and len(form.stem) < 4:
                continue
            yield from self._lettered(view, cut, form.preposition, region)
        if first.startswith("ال") and len(first) > _LONGEST_BARE:
            # «للشركة»: after «ل» the article loses its alef
            yield from self._lettered(view, 1, "ل", region, merged=True)

    def _lettered(
        self, view: View, cut: int, preposition: str, region: Span, *, merged: bool = False
    ) -> Iterator[Found]:
        """Passages with the quote's letters from `cut` on, whatever spaces and punctuation lie between them.

        `merged`: the text has «لل» where the quote has «ال».
        """
        text = self.text
        wanted = view.letters[cut:]
        tokens = text.tokens_between(region.start, region.end)
        stop = text.starts[tokens.stop]
        compared = 0
        at = text.letters.find(wanted, text.starts[tokens.start], stop)
        while at >= 0 and compared < _MOST_COMPARED:
            first = bisect_right(text.starts, at) - 1
            end = bisect_left(text.starts, at + len(wanted))
            skip = at - text.starts[first]
            whole = text.starts[end] == at + len(wanted)
            if merged:
                fits = whole and _is_merged(text.words[first], skip)
            else:
                fits = whole and self._same_words(view, cut, preposition, first, end - 1, skip)
            if fits:
                span = text.raw_span(first, end - 1, skip)
                found = self._found(span, first, end - 1, skip, not (skip or cut))
                if self._allowed(view, found):
                    yield found
            compared += len(wanted)
            at = text.letters.find(wanted, at + 1, stop)

    def _same_words(self, view: View, cut: int, preposition: str, first: int, last: int, skip: int) -> bool:
        """Whether equal letters are equal words: particles fit, no word made of pieces of others, no homograph."""
        text = self.text
        if skip:
            fitting = list(_particles(text.words[first], skip))
            if not fitting or (preposition and any(f.preposition not in ("", preposition) for f in fitting)):
                return False
        if len(view.tokens) == 1 and last > first and not _one_word(text, first, last):
            return False
        if last == first and len(view.tokens) > 1 and not _one_word(view, 0, len(view.tokens) - 1):
            return False
        for k, word in enumerate(view.words[:2]):
            at = bisect_right(text.starts, text.starts[first] + skip + view.starts[k] - min(cut, view.starts[k])) - 1
            if text.words[at] == word and changes_homograph(word, len(view.words), view.spelled(k), text.spelled(at)):
                return False
        return True

    # Ellipsis

    def elided(self, view: View, region: Span) -> Iterator[Found]:
        """Places where the parts of a quote with an ellipsis follow each other within one sentence."""
        pieces = [piece for piece in _ELLIPSIS.split(view.mapped.text) if piece.strip()]
        if len(pieces) < 2:
            return
        parts = [part for part in map(View, pieces) if part.tokens]
        if len(parts) < 2 or any(says_nothing(part) or len(part.tokens) < 2 for part in parts):
            return
        for head in islice(self.normalized(parts[0], region), _MOST_HEADS):
            tail: Found | None = head
            letters = head.letters
            for part in parts[1:]:
                if tail is not None:
                    tail = self._next_part(part, tail, region)
                    letters += tail.letters if tail else ""
            if tail is not None:
                span = Span(head.span.start, tail.span.end)
                cut = self._cut(head.first, tail.last)
                yield Found(span, head.first, tail.last, head.skip, head.whole, letters, cut)

    def _next_part(self, part: View, before: Found, region: Span) -> Found | None:
        text = self.text
        limit = min(before.last + _LONGEST_GAP + len(part.tokens) + 1, len(text.words))
        end = min(region.end, text.raw_span(limit - 1, limit - 1).end)
        for found in self.normalized(part, Span(before.span.end, end)):
            gap = range(before.last + 1, found.first)
            elided = text.between(before.last, found.first)
            if (
                len(gap) <= _LONGEST_GAP
                and not any(is_negation(text.words[at]) for at in gap)
                and not _SENTENCE_END.search(elided)
                and "\n" not in self.text.raw[before.span.end : found.span.start]
                and found.cut is None
            ):
                return found
        return None

    # What all kinds share

    def _allowed(self, view: View, found: Found) -> bool:
        """Whether the passage may stand for the quote, seen what lies just outside of it."""
        if found.first > found.last:
            return False
        bare = all(token.is_number or is_number_word(token.word) for token in view.tokens)
        if (bare or not found.whole) and found.cut == "number":
            return False
        # «بالمئة» is a percentage, «الأول» a rank: not the number by itself.
        return not (bare and any(form.article for form in _particles(self.text.words[found.first], found.skip)))

    def _cut(self, first: int, last: int) -> Cut | None:
        """What belongs to the tokens `first` to `last` but stands just outside of them."""
        words = self.text.words
        before, after = first - 1, last + 1
        touching_before = before >= 0 and not self.text.between(before, first).strip()
        if touching_before and completes_number(words[before], words[first]):
            return "number"
        if (
            after < len(words)
            and not self.text.between(last, after).strip()
            and completes_number(words[last], words[after])
        ):
            return "number"
        if touching_before and is_negation(words[before]):
            return "negation"
        return None


def best(candidates: Iterable[Found]) -> Found | None:
    """The first passage of whole words that cuts nothing, else the first of whole words, else the first."""
    best: tuple[tuple[bool, bool], Found] | None = None
    for found in candidates:
        rank = (not found.whole, found.cut is not None)
        if not any(rank):
            return found
        if best is None or rank < best[0]:
            best = rank, found
    return None if best is None else best[1]


def _is_merged(word: str, skip: int) -> bool:
    """Whether «لل» stands at the head of a word or after و or ف, its second letter after `skip` letters."""
    return word[:skip] in ("ل", "ول", "فل") and word[skip : skip + 1] == "ل"


def _particles(word: str, letters: int) -> Iterator[Form]:
    """Readings of `word` in which exactly its first `letters`, one or more, are particles."""
    return (form for form in forms(word)[1:] if len(word) - len(form.stem) == letters)


def _one_word(view: View, first: int, last: int) -> bool:
    """Whether tokens `first` to `last` may be one word written with breaks: no spaces, or no single letters."""
    gaps = [view.between(at, at + 1) for at in range(first, last)]
    if not any(" " in gap for gap in gaps):
        return True
    return not any(gap.strip() for gap in gaps) and all(len(view.words[at]) > 1 for at in range(first, last + 1))


def says_nothing(view: View) -> bool:
    """Whether a quote has no word that could be evidence: one function word, one or two lone letters, signs."""
    letters = sum(len(word) == 1 and not word.isdigit() for word in view.words)
    longer = len(view.words) - letters
    if longer == 1 and not letters and not view.tokens[0].is_number:
        return is_function_word(view.spelled(0))
    return longer == 0 and letters < 3
