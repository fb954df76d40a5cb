"""Does the Arabic have the numbers of the English? A wrong toll is the worst mistake a brief can make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property

from mujaz.arabic import dates, numbers
from mujaz.arabic.numbers import Number
from mujaz.checks import english_numbers
from mujaz.checks.english_numbers import EnglishNumber
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding

__all__ = ["check"]

_SMALLEST = 2
"""Values up to this one cannot be falsified: Arabic says them with endings and articles."""


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about numbers above two.

    `numbers.not_in_article` (error): the English has a number that the article does not have. `numbers.elsewhere`
    (warning): the article has it, but not in the cited segments. `numbers.count_differs` (error): a casualty count
    that its own Arabic expression does not bear out.
    """
    article = _Article(subject)
    for citation in subject.citations:
        # a caveat about what the text leaves open cites nothing: it is held against the whole article
        cited = (
            [n for number in citation.segments for n in article.segment(number)] if citation.segments else article.all
        )
        for english in english_numbers.find(citation.text):
            if english.value <= _SMALLEST or _borne_out(english, cited):
                continue
            if english.kind in ("year", "day") and article.dated(english):
                continue
            if _borne_out(english, article.all):
                yield Finding(
                    code="numbers.elsewhere",
                    severity="warning",
                    path=citation.path,
                    message=f"«{english.text}» is in the article, but not in the cited segments",
                )
            else:
                yield Finding(
                    code="numbers.not_in_article",
                    severity="error",
                    path=citation.path,
                    message=f"the article does not have the number «{english.text}»",
                )
    yield from _casualties(subject)


def _casualties(subject: Subject) -> Iterator[Finding]:
    for i, event in enumerate(subject.draft.events):
        for j, casualties in enumerate(event.casualties):
            if casualties.count is None:
                continue
            said = numbers.quantity(casualties.expression_ar)
            low = said.min if said.min is not None else said.best
            high = said.max if said.max is not None else said.best
            known = low is not None or high is not None
            too_low = low is not None and casualties.count < low
            too_high = high is not None and casualties.count > high
            if too_low or too_high or (not known and casualties.count > _SMALLEST):
                yield Finding(
                    code="numbers.count_differs",
                    severity="error",
                    path=f"/events/{i}/casualties/{j}/count",
                    message=f"count {casualties.count} does not follow from «{casualties.expression_ar}»",
                )


class _Article:
    """The numbers of an article, segment by segment, and the dates that it can mean."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._segments: dict[int, list[Number]] = {}

    def segment(self, number: int) -> list[Number]:
        if number not in self._segments:
            segment = self._subject.cleaned.segment(number)
            self._segments[number] = numbers.find(segment.text) if segment else []
        return self._segments[number]

    @cached_property
    def all(self) -> list[Number]:
        return [n for segment in self._subject.cleaned.segments for n in self.segment(segment.number)]

    @cached_property
    def _days(self) -> tuple[set[int], set[int]]:
        """Days of the month and years of the dates in the article, relative ones read from its publication."""
        published = self._subject.article.published
        found = [published] if published else []
        for segment in self._subject.cleaned.segments:
            for start, end in dates.find(segment.text):
                when = dates.resolve(segment.text[start:end], published)
                found += [day for day in (when.start, when.end) if day is not None]
        return {day.day for day in found}, {day.year for day in found}

    def dated(self, english: EnglishNumber) -> bool:
        days, years = self._days
        return english.value in (days if english.kind == "day" else years)


def _borne_out(english: EnglishNumber, arabic: Iterable[Number]) -> bool:
    return any(_means(english, number) for number in arabic)


def _means(english: EnglishNumber, arabic: Number) -> bool:
    value = english.value
    if english.kind == "vague":
        if arabic.low is None:
            return False
        if arabic.kind == "vague":
            return _scale(Fraction(arabic.low)) == _scale(value)
        return value <= arabic.low < 10 * value and not _may_be_year(arabic)
    if value in arabic.figures or value in (arabic.low, arabic.high):
        return True
    return english.kind == "hour" and value > 12 and value - 12 in arabic.figures


def _may_be_year(number: Number) -> bool:
    return number.kind == "digits" and number.value is not None and 1900 <= number.value <= 2100


def _scale(value: Fraction) -> int:
    """The power of ten of a vague quantity: "tens" and "dozens" are alike."""
    return len(str(int(value)))
