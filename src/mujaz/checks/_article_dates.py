"""The dates of an article, segment by segment: which weekdays and months it names or means."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from mujaz.arabic import dates
from mujaz.arabic.dates import When
from mujaz.arabic.dates.words import MONTHS, MONTHS_2, WEEKDAYS, match
from mujaz.arabic.mapped import Span
from mujaz.arabic.numbers.tokens import tokenize
from mujaz.checks.subject import Subject
from mujaz.cleaning import Segment

__all__ = ["ArticleDates", "Dated", "Named"]

_YEARLESS = re.compile(r"XXXX-(\d\d)")
_FEW_DAYS = 3
_SEASON = 3


class Dated(NamedTuple):
    """A date expression: its text, where it stands in the raw text, and what it means."""

    text: str
    raw: Span
    when: When


class Named(NamedTuple):
    """Weekdays (0 Monday to 6 Sunday) and months (1 to 12) that a text names or means."""

    weekday: frozenset[int]
    month: frozenset[int]


class ArticleDates:
    """Looked up segment by segment, because most statements say nothing about dates."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self.published = subject.article.published
        self._named: dict[int, Named] = {}

    def named(self, segment: Segment) -> Named:
        """What one segment names or means."""
        if segment.number not in self._named:
            self._named[segment.number] = self._read(segment.text)
        return self._named[segment.number]

    @cached_property
    def all(self) -> Named:
        """What the whole article names or means, its publication day included."""
        found = [self.named(segment) for segment in self._subject.cleaned.segments]
        own = _of_days(self.published, self.published)
        return Named(
            own.weekday.union(*(n.weekday for n in found)),
            own.month.union(*(n.month for n in found)),
        )

    @cached_property
    def own(self) -> Named:
        """Weekday and month of the publication day."""
        return _of_days(self.published, self.published)

    def expressions(self, segment: Segment) -> list[Dated]:
        """The date expressions of a segment; their place is that of the segment."""
        return [
            Dated(segment.text[start:end], segment.raw, dates.resolve(segment.text[start:end], self.published))
            for start, end in dates.find(segment.text)
        ]

    def _read(self, text: str) -> Named:
        weekdays, months = in_words(text)
        for start, end in dates.find(text):
            when = dates.resolve(text[start:end], self.published)
            meant = _of_days(when.start, when.end)
            weekdays |= meant.weekday
            months |= meant.month
            months |= {int(number) for number in _YEARLESS.findall(when.edtf or "")}
        return Named(frozenset(weekdays), frozenset(months))


def in_words(text: str) -> tuple[set[int], set[int]]:
    """The weekdays and months that stand in an Arabic text in words."""
    tokens = [token.folded for token in tokenize(text) if token.kind == "word"]
    weekdays = {day for token in tokens if (day := match(token, WEEKDAYS)) is not None}
    months = {month for token in tokens if (month := match(token, MONTHS)) is not None}
    months |= {
        month
        for first, second in pairwise(tokens)
        for bare in (first, first[1:], first[2:])
        if (month := MONTHS_2.get((bare, second))) is not None
    }
    return weekdays, months


def _of_days(start: date | None, end: date | None) -> Named:
    """Weekdays of a span of a few days, months of one of a season at most: a year names none."""
    start, end = start or end, end or start
    if start is None or end is None:
        return Named(frozenset(), frozenset())
    days = (end - start).days
    weekdays = {(start + timedelta(days=n)).weekday() for n in range(days + 1)} if days < _FEW_DAYS else set()
    between = (end.year - start.year) * 12 + end.month - start.month
    months = {(start.month - 1 + n) % 12 + 1 for n in range(between + 1)} if between <= _SEASON else set()
    return Named(frozenset(weekdays), frozenset(months))
