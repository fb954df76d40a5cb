"""Text that remembers where it came from: spans, edits, and a map from every character to the raw text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Edit", "Mapped", "Span"]


class Span(NamedTuple):
    """Half-open range of Unicode code points: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """One change made to a text.

    `kind` is a short stable code (`evasion.tatweel`, `chrome.captcha`, ...); `start` and `end` are
    code points of the raw text; `before` is `raw[start:end]`, `after` what stands there now ("" when
    dropped); `reason` says in a few English words why.
    """

    kind: str
    start: int
    end: int
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text derived from a raw one.

    `map[i]` is the raw index of the character `text[i]`: same length as `text`, never decreasing,
    every value in `range(len(raw))`. Characters that no edit touched map to themselves.
    """

    text: str
    map: Sequence[int]
    edits: tuple[Edit, ...] = field(default=())

    def raw_span(self, start: int, end: int) -> Span:
        """Range of the raw text that `text[start:end]` came from; an empty range stays empty.

        Raises IndexError when the range does not lie in the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"span {start}:{end} lies outside a text of {len(self.text)} characters")
        if start == end:
            at = self.map[start] if start < len(self.map) else (self.map[-1] + 1 if self.map else 0)
            return Span(at, at)
        return Span(self.map[start], self.map[end - 1] + 1)

    def then(self, later: Mapped, raw: str) -> Mapped:
        """This step, made from `raw`, followed by `later`, made from `self.text`: one map and one list of edits.

        Every edit's `before` is what stands in `raw`. An edit of `later` takes in those of this step that lie within
        its raw span; two that overlap otherwise become one, so edits never overlap.
        """
        if not later.edits and later.text == self.text:
            return self
        added = []
        for edit in later.edits:
            start, end = self.raw_span(edit.start, edit.end)
            added.append(Edit(edit.kind, start, end, raw[start:end], edit.after, edit.reason))
        kept = _outside(self.edits, added)
        edits = sorted((*kept, *added), key=lambda edit: (edit.start, edit.end))
        places = [self.map[i] for i in later.map]
        return Mapped(later.text, places, tuple(_apart(edits, raw, later.text, places)))


def _outside(edits: Sequence[Edit], covering: Sequence[Edit]) -> list[Edit]:
    """Those of `edits` that lie within none of `covering`; both in order, without overlaps of their own."""
    kept = []
    at = 0
    for edit in edits:
        while at < len(covering) and covering[at].end < edit.end:
            at += 1
        if at == len(covering) or not covering[at].start <= edit.start:
            kept.append(edit)
    return kept


def _apart(edits: Sequence[Edit], raw: str, text: str, places: Sequence[int]) -> list[Edit]:
    """The edits, which come in order, with those that overlap made one, called after the longer of them."""
    apart: list[Edit] = []
    for edit in edits:
        if apart and edit.start < apart[-1].end:
            before = apart.pop()
            start, end = before.start, max(before.end, edit.end)
            longer = max(edit, before, key=lambda one: one.end - one.start)
            after = text[bisect_left(places, start) : bisect_left(places, end)]
            apart.append(Edit(longer.kind, start, end, raw[start:end], after, longer.reason))
        else:
            apart.append(edit)
    return apart
