"""The numbers of an article, segment by segment, and the days and years that its dates mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache

from mujaz.arabic import numbers
from mujaz.arabic.dates.words import MONTH_FORMS
from mujaz.arabic.numbers import Number, tokens
from mujaz.checks import _number_match as match
from mujaz.checks._article_dates import dated, in_words
from mujaz.checks._clock_times import arabic_clock_times
from mujaz.checks._durations import Duration, arabic_durations
from mujaz.checks._harm import ArabicToll, arabic_harms, arabic_tolls
from mujaz.checks._reckoning import lies_between_days, lies_between_months, lies_between_years
from mujaz.checks.english_numbers import EnglishNumber
from mujaz.checks.subject import Subject
from mujaz.schema.codes import CasualtyKind

__all__ = ["ArticleNumbers", "numbers_of"]

_LONGEST_MONTH = 31
_REACH = 24
"""Characters after a number in which the month stands."""
_OF_MONTH = frozenset(("من", "شهر"))
_LIST = re.compile(r"\s*(?:و|-|–|،|الي|إلى)\s*")
_YEARLESS = re.compile(r"XXXX-\d\d-\d\d")

_STEMS: Mapping[int | Fraction, str] = dict(enumerate("ثلاث ربع خمس ست سبع ثمان تسع عشر".split(), start=3))
"""Letters of number words, also within larger ones: where they stand, the number is looked for first."""


class ArticleNumbers:
    """Reads each segment once, whatever the number of drafts that are held against it."""

    def __init__(self, subject: Subject) -> None:
        self._cleaned = subject.cleaned
        self._published = subject.article.published

    def of(self, segments: Iterable[int] | None) -> list[Number]:
        """The numbers of these segments (of all if None); those that do not exist have none."""
        return [number for text in self._texts(segments) for number in numbers_of(text)]

    def bearing(self, english: EnglishNumber, segments: Iterable[int] | None = None) -> list[Number]:
        """The numbers of these segments (by default of all) that say what `english` says.

        The day of a month is none that counts something: 17 people are not those of «17 نوفمبر».
        """
        return [number for text in self._texts(segments) for number in _saying(english, text)]

    def tolls(self, segments: Iterable[int]) -> list[ArabicToll]:
        """The numbers of these segments that count people harmed."""
        return [toll for text in self._texts(segments) for toll in arabic_tolls(text)]

    def harms(self, segments: Iterable[int]) -> frozenset[CasualtyKind]:
        """The kinds of harm that these segments name, with a number or without."""
        return frozenset(kind for text in self._texts(segments) for kind in arabic_harms(text))

    def bear_out(self, english: EnglishNumber) -> bool:
        """Whether a number of the article says what `english` says; read are only the segments up to the first."""
        return any(_saying(english, text) for text in self._likely_first(english.value))

    def has_figure(self, figure: int) -> bool:
        """Whether a number of the article can be read as `figure`."""
        return any(figure in number.figures for text in self._likely_first(figure) for number in numbers_of(text))

    def dated(self, english: EnglishNumber, segments: Iterable[int] | None = None) -> bool:
        """Whether a date in these segments (by default anywhere), or the day of publication, has this day or year.

        Relative expressions («أمس», «العام الماضي») are read from the day of publication.
        """
        if english.kind not in ("day", "year"):
            return False
        found = {day for text in self._texts(segments) for day in _days(text, self._published)}
        if self._published:
            found.add(self._published)
        known = {day.day if english.kind == "day" else day.year for day in found}
        return not known.isdisjoint(english.figures)

    def lasts(self, span: Duration, segments: Iterable[int] | None = None) -> bool:
        """Whether these segments (by default any) name a span of time of that length, in whatever unit.

        Of segments that are named also whether one of them has two years, months or days with that span between them.
        """
        texts = list(self._texts(segments))
        return any(span in arabic_durations(text) for text in texts) or (
            segments is not None and any(_lies_between(span, text, self._published) for text in texts)
        )

    def spans(self, segments: Iterable[int]) -> frozenset[Duration]:
        """The spans of time that these segments name."""
        return frozenset[Duration]().union(*map(arabic_durations, self._texts(segments)))

    def strikes(self, clock: tuple[int, int], segments: Iterable[int] | None = None) -> bool:
        """Whether these segments (by default any) give the clock time (hour 0 to 11, minute) in words."""
        return any(clock in arabic_clock_times(text) for text in self._texts(segments))

    def _likely_first(self, number: int | Fraction) -> list[str]:
        """The texts of all segments, those first that seem to have a number, in digits or (up to ten) in words."""
        digits, stem = str(number), _STEMS.get(number) or _STEMS.get(number % 10, "")
        signs = (stem, digits) if number in _STEMS else (digits, stem)
        return sorted(self._texts(None), key=lambda text: [sign not in text for sign in signs])

    def _texts(self, segments: Iterable[int] | None) -> list[str]:
        if segments is None:
            return [segment.text for segment in self._cleaned.segments]
        found = (self._cleaned.segment(number) for number in segments)
        return [segment.text for segment in found if segment is not None]


@lru_cache(maxsize=512)
def numbers_of(text: str) -> tuple[Number, ...]:
    """The numbers of a segment's text; kept, because several checks and drafts ask."""
    return tuple(numbers.find(text))


def _lies_between(span: Duration, text: str, published: date | None) -> bool:
    return (
        lies_between_years(span, numbers_of(text))
        or lies_between_months(span, in_words(text)[1])
        or lies_between_days(span, _days(text, published) | _days_of_a_year(text, published))
    )


def _days_of_a_year(text: str, published: date | None) -> frozenset[date]:
    """The days that are given without their year, as days of a leap year."""
    edtf = (when.edtf or "" for _, when in dated(text, published))
    return frozenset(date.fromisoformat(f"2000{day[4:]}") for day in edtf if _YEARLESS.fullmatch(day))


def _saying(english: EnglishNumber, text: str) -> list[Number]:
    found = [number for number in numbers_of(text) if match.means(english, number)]
    if not found or english.kind != "count" or english.value > _LONGEST_MONTH:
        return found
    days = _days_of_months(text)
    return [number for number in found if number not in days]


@lru_cache(maxsize=512)
def _days_of_months(text: str) -> frozenset[Number]:
    """The numbers with the name of a month after them, also in a list: «14 و15 مارس»."""
    found = set[Number]()
    after: Number | None = None
    for number in reversed(numbers_of(text)):
        if number.kind != "digits" or not all(0 < figure <= _LONGEST_MONTH for figure in number.figures):
            after = None
            continue
        words = [w for w in tokens.words(text[number.end : number.end + _REACH])[:3] if w not in _OF_MONTH]
        is_listed = after is not None and _LIST.fullmatch(text, number.end, after.start) is not None
        after = number if is_listed or (words and words[0] in MONTH_FORMS) else None
        if after is not None:
            found.add(number)
    return frozenset(found)


def _days(text: str, published: date | None) -> frozenset[date]:
    found = (when for _, when in dated(text, published))
    return frozenset(day for when in found for day in (when.start, when.end) if day is not None)
