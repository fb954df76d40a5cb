"""A raw text of which only those parts are viewed in which something may be found.

Nearly every quote is copied letter by letter, and whether it stands at the edges of words is seen in the few words
around it: folding and cutting the whole article for that would be most of the work. A part begins and ends at spaces,
over which neither folding nor tokens reach, so its tokens are those that a view of the whole has there. Repair does
look at the whole text, and comes first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from mujaz.arabic.evasion import repair
from mujaz.arabic.folding import fold_text
from mujaz.arabic.mapped import Mapped, Span
from mujaz.checks._passages import Found, Passages
from mujaz.checks._view import View, bare_letters

__all__ = ["Parts"]

_MOST_COMPARED = 4_000_000
"""Characters compared while looking for a better occurrence: bounds the work on a text that repeats itself."""
_MARGIN = 12
"""Characters viewed on either side of a place, besides the rest of the word in which they end."""
_OPENS_WORD = re.compile("[ \n][ء-غف-ي]")
"""A space and a letter that folding keeps: a word starts there, unless repair joins it to what stands before."""
_NEAR = 80
"""Characters between two ranges that are looked at for a word before all between them are."""


class Parts:
    """What can be found in `raw`; ranges are raw ranges, and a passage lies in the range that is asked about."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self._regions: dict[Span, Passages] = {}
        self._letters: dict[Span, str] = {}
        self._left = len(raw)
        """Characters that may still be viewed in parts: when all parts are as long as the text, the whole is viewed."""

    @cached_property
    def _repaired(self) -> Mapped:
        return repair(self.raw)

    def is_repaired(self, start: int, end: int) -> bool:
        """Whether a word that was written so that filters miss it reaches into `raw[start:end]`."""
        edits = self._repaired.edits
        at = bisect_left(edits, end, key=lambda edit: edit.start) if edits else 0
        return at > 0 and edits[at - 1].end > start

    @cached_property
    def whole(self) -> Passages:
        """What can be found anywhere in the text."""
        return Passages(View(self.raw, self._repaired))

    def exact(self, quote: str, view: View, region: Span) -> Iterator[Found]:
        """Places where the raw text has `quote` itself at the edges of words."""
        compared = 0
        at = self.raw.find(quote, region.start, region.end)
        while at >= 0 and compared < _MOST_COMPARED:
            place = Span(at, at + len(quote))
            found = self._around(place).exact(view, place)
            if found is not None:
                yield found
            compared += len(quote)
            at = self.raw.find(quote, at + 1, region.end)

    def within(self, region: Span) -> Passages:
        """What can be found in `region`."""
        if region not in self._regions:
            self._regions[region] = self._around(region)
        return self._regions[region]

    def letters(self, region: Span) -> str:
        """Letters that those of every passage in `region` are a part of, folded; digits are there too, as written."""
        if region not in self._letters:
            part = self._part(region)
            self._left -= part.end - part.start
            if "whole" in self.__dict__ or self._left < 0:
                tokens = self.whole.text.tokens_between(*region)
                starts = self.whole.text.starts
                self._letters[region] = self.whole.text.letters[starts[tokens.start] : starts[tokens.stop]]
            else:
                self._letters[region] = bare_letters(fold_text(self._repaired.text[part.start : part.end]))
        return self._letters[region]

    def has_words(self, start: int, end: int) -> bool:
        """Whether a word starts in `raw[start:end]`."""
        if start >= end:
            return False
        if not self.is_repaired(start, end):
            if self.raw[start:end].isspace():
                return False
            if _OPENS_WORD.search(self.raw, start, end):
                return True
        near = Span(start, min(end, start + _NEAR))
        if self._around(near).text.tokens_between(*near):
            return True
        return near.end < end and bool(self.whole.text.tokens_between(near.end, end))

    def _around(self, place: Span) -> Passages:
        """Passages at `place`, out of a view of its words and one more or several on either side."""
        if "whole" in self.__dict__:
            return self.whole
        part = self._part(place)
        self._left -= part.end - part.start
        opens, closes = not part.start, part.end == len(self._repaired.text)
        if self._left < 0 or (opens and closes):
            return self.whole
        view = View(self.raw, self._repaired, part)
        before, after = view.token_at(place.start), view.token_at(place.end - 1) + 1
        if (before > 0 or opens) and (after < len(view.words) or closes):
            return Passages(view)
        return self.whole

    def _part(self, place: Span) -> Span:
        """Range of the repaired text, from space to space, that holds `place` and a margin."""
        text, places = self._repaired.text, self._repaired.map
        first, end = bisect_left(places, place.start), bisect_left(places, place.end)
        while first and text[first - 1].isspace():  # a wide gap is no margin: there are no words in it
            first -= 1
        while end < len(text) and text[end].isspace():
            end += 1
        before, after = text.rfind(" ", 0, max(0, first - _MARGIN)), text.find(" ", end + _MARGIN)
        return Span(before + 1, after if after >= 0 else len(text))
