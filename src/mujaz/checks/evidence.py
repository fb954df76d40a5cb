"""Finding a quote in the raw text of an article, or saying that it is not there.

What counts as found, in this order:

exact       `raw[start:end] == quote`, starting and ending at the edges of words. A quote may also start after
            particles that Arabic attaches to a word (و ف ب ل ك ال): «دمشق» is found in «وبدمشق», if no
            whole-word occurrence exists. It may not end inside a word, nor start inside a number or after
            any other letters: «12» is not in «2012» nor in «12.5», «علي» not in «عليه», «ألف» not in
            «ألفا», «عشر» not in «عشرات».
normalized  the same after folding (`mujaz.arabic.folding`), repair of evaded spellings
            (`mujaz.arabic.evasion`), and known double spellings (مئة/مائة, أميركا/أمريكا); word spaces,
            punctuation and quotation marks do not count; «وهو», «الذي» and their like may be written onto its end;
            particles attached to the quote's first word may
            come and go; `...` in the quote may stand for some words of one sentence.
fuzzy       a quote of four words or more with one slip per four words (three at most): a function word lost
            or added, the alef of an indefinite accusative, one letter inside a long word. Never a number, a
            negation, a preposition that tells who did what to whom, the order of words, or one word for
            another.
missing     anything else, and quotes that say nothing: no words, a letter or two, one function word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from mujaz.arabic.mapped import Span
from mujaz.checks import _verbatim
from mujaz.checks._alignment import align
from mujaz.checks._arabic_units import OF_CLAUSES
from mujaz.checks._parts import Parts
from mujaz.checks._passages import Cut, Found, best, says_nothing
from mujaz.checks._view import View

__all__ = ["Grounder", "Match", "MatchKind", "ground"]

MatchKind = Literal["exact", "normalized", "fuzzy", "missing"]


class Match(NamedTuple):
    """Where a quote stands in the raw text.

    `start` and `end` are code points of the raw text, None when missing. `score` is the similarity of the
    letters and digits of quote and passage, folded, 0 to 1 (1 - edits / longer length); 0 when missing.
    `inside` tells whether the passage lies in the ranges given as `within`. `cut` names what the passage
    leaves out just before or after it although it belongs to it: "number" («ألف قتيل» out of «12 ألف
    قتيل»), "negation" («يقتل أحد» out of «لم يقتل أحد»).
    """

    kind: MatchKind
    start: int | None
    end: int | None
    score: float
    inside: bool = False
    cut: Cut | None = None


_MISSING = Match("missing", None, None, 0.0)


def ground(quote: str, raw_text: str, *, within: Sequence[Span] | None = None) -> Match:
    """Find `quote` in `raw_text`; see the module's description for the rules. Never raises, whatever the strings.

    `within` are raw ranges to prefer (the cited segments): an exact or normalized occurrence inside them wins over
    any elsewhere. For several quotes of one text use `Grounder`.
    """
    return Grounder(raw_text).ground(quote, within=within)


class Grounder:
    """One raw text, of which nothing is folded twice, in which any number of quotes can be found."""

    def __init__(self, raw_text: str) -> None:
        self._raw = raw_text
        self._parts = Parts(raw_text)
        self._copies = _verbatim.Copies(raw_text, self._parts.is_repaired)
        self._matches: dict[tuple[str, tuple[Span, ...]], Match] = {}
        """What was found: another draft of the article has most of the same expressions."""
        self._regions: dict[tuple[Span, ...], list[Span]] = {}
        """The ranges in which quotes were looked for; those of one item are looked for in the same."""

    @property
    def raw_text(self) -> str:
        """The text in which quotes are looked for."""
        return self._raw

    def ground(self, quote: str, *, within: Sequence[Span] | None = None) -> Match:
        """Find `quote`, preferably in the raw ranges `within`; like the function `ground`."""
        asked = tuple(within or ())
        match = self._matches.get((quote, asked))
        if match is None:
            regions = self._regions.get(asked)
            if regions is None:
                regions = self._regions[asked] = self._joined(asked)
            match = self._matches[quote, asked] = self._found(quote, regions)
        return match

    def _found(self, quote: str, regions: list[Span]) -> Match:
        copied = self._copied(quote, regions)
        if copied is not None:
            return copied
        view = View(quote)
        if says_nothing(view):
            return _MISSING
        steps: tuple[tuple[MatchKind, Callable[[Span], Iterator[Found]]], ...] = (
            ("exact", lambda region: self._parts.exact(quote, view, region)),
            ("normalized", lambda region: self._parts.within(region).normalized(view, region)),
            ("normalized", lambda region: self._parts.within(region).elided(view, region)),
        )
        for places in (regions, [Span(0, len(self._raw))]):
            for kind, step in steps:
                for region in places:
                    found = best(step(region))
                    if found is not None:
                        return _match(kind, view, found, inside=places is regions)
        return self._with_a_word_written_on(quote, regions) or self._tolerant(view, regions)

    def _with_a_word_written_on(self, quote: str, regions: list[Span]) -> Match | None:
        """The quote where the text has lost the space after it: «سالم القطانوهو نجار»."""
        pattern = re.compile(rf"(?<!\w){re.escape(quote)}(?=(?:{'|'.join(OF_CLAUSES)})(?!\w))")
        for places in (regions, [Span(0, len(self._raw))]):
            for region in places:
                if found := pattern.search(self._raw, region.start, region.end):
                    return Match("normalized", found.start(), found.end(), 1.0, inside=places is regions)
        return None

    def _copied(self, quote: str, regions: list[Span]) -> Match | None:
        """What views would find of a quote that is copied letter by letter, if that is sure."""
        copied = _verbatim.read(quote)
        if copied is None:
            return None
        for region in regions:
            at = self._copies.find(copied, region)
            if at is None:
                return None
            if at >= 0:
                return Match("exact", at, at + len(quote), 1.0, inside=True)
        if any(_verbatim.core(copied) in self._parts.letters(region) for region in regions):
            return None  # another spelling of it may stand there
        at = self._copies.find(copied, Span(0, len(self._raw)))
        return None if at is None or at < 0 else Match("exact", at, at + len(quote), 1.0)

    def _joined(self, within: Sequence[Span]) -> list[Span]:
        """The given ranges inside the text, sorted, those with no word between them made one."""
        merged: list[Span] = []
        for start, end in sorted(within):
            start, end = max(0, start), min(len(self._raw), end)
            if start >= end:
                continue
            if merged and not self._parts.has_words(merged[-1].end, start):
                merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
            else:
                merged.append(Span(start, end))
        return merged

    def _tolerant(self, view: View, regions: list[Span]) -> Match:
        closest: tuple[tuple[bool, bool, int, int], Match] | None = None
        whole = self._parts.whole
        for aligned in align(view, whole.text):
            found = whole.aligned(aligned)
            span = found.span
            if found.cut is not None:
                continue
            inside = any(region.start <= span.start and span.end <= region.end for region in regions)
            rank = (not inside, aligned.fuzzy, aligned.slips, span.start)
            if closest is None or rank < closest[0]:
                kind: MatchKind = "fuzzy" if aligned.fuzzy else "normalized"
                closest = rank, _match(kind, view, found, inside=inside)
        return _MISSING if closest is None else closest[1]


def _match(kind: MatchKind, view: View, found: Found, *, inside: bool) -> Match:
    score = 1.0 if kind == "exact" else Levenshtein.normalized_similarity(view.letters, found.letters)
    return Match(kind, found.span.start, found.span.end, score, inside, found.cut)
