"""The dates of an article, segment by segment: which weekdays and months it names or means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from mujaz.arabic import dates
from mujaz.arabic.dates import When
from mujaz.arabic.dates.words import MONTH_FORMS, MONTHS, MONTHS_2, WEEKDAY_FORMS, WEEKDAYS
from mujaz.arabic.numbers import tokens
from mujaz.checks._english_dates import Mention
from mujaz.checks.subject import Subject
from mujaz.cleaning import Segment

__all__ = ["ArticleDates", "Named", "dated", "expressions", "in_words"]

_YEARLESS = re.compile(r"XXXX-(\d\d)")
_MAY_BE_GLUED = "رال"
_GLUED = re.compile("([ء-ي]{2,}ر)(ال(?:ماضي|مقبل|جاري|حالي|قادم|فارط|منصرم|منقضي))")
"""A month that ends in a letter which joins no other, and the word after it without a space: «ديسمبرالماضي»."""
_NAMED_FRIDAY = re.compile(
    '(?:[«"“]|(?<![ء-ي])(?:في|خلال|يوم|ب|باسم|اسم|شعار|مسيرات|مظاهرات|تظاهرات|احتجاجات) )جمعة [«"“]?ال'
)
"""A Friday of protest: «جمعة الغضب», «"جمعة الشارع لنا"»."""
_FRIDAY = 4
_FEW_DAYS = 3
_SEASON = 3
_SECOND_WORDS = frozenset(second for _, second in MONTHS_2)
_IN_WORDS = _SECOND_WORDS.union(WEEKDAY_FORMS, MONTH_FORMS)
"""Words of which every text has one that names a weekday or month."""


class Named(NamedTuple):
    """Weekdays (0 Monday to 6 Sunday) and months (1 to 12) that a text names or means."""

    weekday: frozenset[int]
    month: frozenset[int]

    def has(self, mention: Mention) -> bool:
        return mention.number in (self.weekday if mention.kind == "weekday" else self.month)


class ArticleDates:
    """Looked up segment by segment, because most statements say nothing about dates; remembered by their texts."""

    def __init__(self, subject: Subject) -> None:
        self.published = subject.article.published

    def has(self, mention: Mention, segments: Iterable[Segment]) -> bool:
        """Whether one of the segments names the weekday or month, or means it.

        The words are asked first, of all of them: to read the dates costs twenty times as much.
        """
        asked = list(segments)
        return any(_said(segment.text).has(mention) for segment in asked) or any(
            _meant(segment.text, self.published).has(mention) for segment in asked
        )

    @cached_property
    def own(self) -> Named:
        """Weekday and month of the publication day."""
        return _of_days(self.published, self.published)

    def names_weekday(self, segment: Segment) -> bool:
        """Whether a weekday stands in a segment in words, as it does where one of its date expressions has one."""
        return bool(_said(segment.text).weekday)


@lru_cache(maxsize=512)
def expressions(text: str) -> tuple[str, ...]:
    """The date expressions of a segment's text."""
    return tuple(text[start:end] for start, end in dates.find(text))


@lru_cache(maxsize=512)
def dated(text: str, published: date | None) -> tuple[tuple[str, When], ...]:
    """The date expressions of a segment's text and what they mean; kept, because several checks and drafts ask."""
    return tuple((expression, dates.resolve(expression, published)) for expression in expressions(text))


@lru_cache(maxsize=512)
def _said(text: str) -> Named:
    weekdays, months = in_words(text)
    if _NAMED_FRIDAY.search(text):
        weekdays.add(_FRIDAY)
    return Named(frozenset(weekdays), frozenset(months))


@lru_cache(maxsize=512)
def _meant(text: str, published: date | None) -> Named:
    weekdays, months = set[int](), set[int]()
    for _, when in dated(text, published):
        meant = _of_days(when.start, when.end)
        weekdays |= meant.weekday
        months |= meant.month
        months |= {int(number) for number in _YEARLESS.findall(when.edtf or "")}
    return Named(frozenset(weekdays), frozenset(months))


def in_words(text: str) -> tuple[set[int], set[int]]:
    """The weekdays and months that stand in an Arabic text in words."""
    words = tokens.words(_GLUED.sub(r"\1 \2", text) if _MAY_BE_GLUED in text else text)
    if _IN_WORDS.isdisjoint(words):
        return set(), set()
    weekdays = {WEEKDAYS[WEEKDAY_FORMS[word]] for word in words if word in WEEKDAY_FORMS}
    months = {MONTHS[MONTH_FORMS[word]] for word in words if word in MONTH_FORMS}
    months |= {
        month
        for first, second in pairwise(words)
        if second in _SECOND_WORDS
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
