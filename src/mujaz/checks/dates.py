"""The model's reading of a date against its Arabic; weekdays and months of the English against the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mujaz.arabic import dates
from mujaz.arabic.dates import When
from mujaz.arabic.dates.words import SHIFTS
from mujaz.arabic.numbers.tokens import tokenize
from mujaz.checks import _edtf, _english_dates
from mujaz.checks._article_dates import ArticleDates, Named, in_words
from mujaz.checks._edtf import Reading
from mujaz.checks._english_dates import WEEKDAYS, Mention
from mujaz.checks.subject import Citation, Subject
from mujaz.schema import draft as d
from mujaz.schema.brief import Finding, Severity

__all__ = ["check"]

_DIGIT = re.compile(r"\d")
_WEEKDAY_STEM = re.compile("ثنين|ثلاثاء|لثاء|أربعاء|اربعاء|خميس|جمعة|سبت|أحد|احد")


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about dates.

    `dates.reading_invalid` (error): a reading that is not EDTF. `dates.reading_differs` (error): one that excludes what
    its expression means. `dates.reading_unanchored` (warning): one that rests on nothing: no expression, or a relative
    one without a publication date. `dates.weekday`, `dates.not_in_article` (errors): a weekday, a month in the English
    that no date of the article bears out; `dates.elsewhere` (warning): one that only another passage bears out.
    `dates.weekday_slip` (info): a weekday of the article that does not belong to its date.
    """
    article = ArticleDates(subject)
    for i, event in enumerate(subject.draft.events):
        if event.when is not None and event.when.reading is not None:
            yield from _reading(f"/events/{i}/when/reading", event, event.when, subject)
    for citation in subject.citations:
        for mention in dict.fromkeys(_english_dates.find(citation.text)):
            yield from _mentioned(citation, mention, article, subject)
    yield from _slip(article, subject)


def _finding(code: str, severity: Severity, path: str, message: str) -> Finding:
    return Finding(code=code, severity=severity, path=path, message=message)


# --- the model's reading ------------------------------------------------------------------------------


def _reading(path: str, event: d.Event, when: d.When, subject: Subject) -> Iterator[Finding]:
    text = when.reading or ""
    reading = _edtf.read(text)
    if reading is None:
        message = f"«{text}» is not a date in EDTF, such as 2025-04-12, 2025-04, 2024, XXXX-01-08 or 2014/2019"
        yield _finding("dates.reading_invalid", "error", path, message)
        return
    expression = when.expression_ar
    if expression is None:
        message = f"«{text}» rests on no expression of the article"
        yield _finding("dates.reading_unanchored", "warning", path, message)
        return
    published = subject.article.published
    meant = dates.resolve(expression, published)
    resolved = _edtf.read(meant.edtf) if meant.edtf else None
    if resolved is None:
        if published is None and reading.bounded:
            message = f"«{expression}» cannot be read as {text} without a publication date"
            yield _finding("dates.reading_unanchored", "warning", path, message)
        return
    if not _compatible(reading, resolved, meant) and not _next_one(reading, event, expression, meant):
        message = f"«{expression}» means {meant.edtf}, not {text}"
        yield _finding("dates.reading_differs", "error", path, message)
    elif resolved.yearless and reading.start is not None and str(reading.start.year) not in subject.cleaned.text:
        message = f"«{expression}» has no year, and the article does not have {reading.start.year}"
        yield _finding("dates.reading_unanchored", "warning", path, message)


def _compatible(reading: Reading, resolved: Reading, meant: When) -> bool:
    """Whether there is a day that both can mean; a resolved date that is approximate is as wide again on both sides."""
    if reading.yearless and resolved.yearless:
        return _same_day(reading.yearless, resolved.yearless)
    if reading.yearless or resolved.yearless:
        known, unknown = (resolved, reading) if reading.yearless else (reading, resolved)
        assert unknown.yearless is not None
        return known.start is None or known.end is None or _occurs(unknown.yearless, known.start, known.end)
    start, end = resolved.start, resolved.end
    if "~" in (meant.edtf or "") and start and end:
        slack = min(end - start + timedelta(days=1), timedelta(days=366))
        start, end = start - slack, end + slack
    before = reading.end is not None and start is not None and reading.end < start
    after = reading.start is not None and end is not None and reading.start > end
    return not before and not after


def _same_day(one: tuple[int, int | None], other: tuple[int, int | None]) -> bool:
    return one[0] == other[0] and (one[1] is None or other[1] is None or one[1] == other[1])


def _occurs(yearless: tuple[int, int | None], start: date, end: date) -> bool:
    """Whether a month, or a day of a month, lies between two days."""
    if (end - start).days >= 366:
        return True
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return any(_same_day(yearless, (day.month, day.day)) for day in days)


def _next_one(reading: Reading, event: d.Event, expression: str, meant: When) -> bool:
    """A bare weekday or a day without a year is the last one, but of what is planned it is the next one."""
    if event.status not in ("planned", "hypothetical") or meant.start is None or reading.start is None:
        return False
    if any(token.folded in SHIFTS for token in tokenize(expression)):
        return False
    weeks = meant.basis == "relative" and (reading.start - meant.start).days == 7 and bool(in_words(expression)[0])
    years = meant.basis == "publication" and 365 <= (reading.start - meant.start).days <= 366
    return weeks or years


# --- weekdays and months of English sentences -------------------------------------------------------------


def _mentioned(citation: Citation, mention: Mention, article: ArticleDates, subject: Subject) -> Iterator[Finding]:
    segments = [segment for n in citation.segments if (segment := subject.cleaned.segment(n)) is not None]
    if any(_has(article.named(segment), mention) for segment in segments) or _has(article.own, mention):
        return
    if not _has(article.all, mention):
        code = "dates.weekday" if mention.kind == "weekday" else "dates.not_in_article"
        message = f"no date of the article is {'a' if mention.kind == 'weekday' else 'in'} {mention.text}"
        yield _finding(code, "error", citation.path, message)
    elif citation.segments:
        message = f"«{mention.text}» is in the article, but not in the cited segments"
        yield _finding("dates.elsewhere", "warning", citation.path, message)


def _has(named: Named, mention: Mention) -> bool:
    return mention.number in (named.weekday if mention.kind == "weekday" else named.month)


# --- slips of the article -------------------------------------------------------------------------------


def _slip(article: ArticleDates, subject: Subject) -> Iterator[Finding]:
    """The first date of the article whose weekday is another day's."""
    for segment in subject.cleaned.segments:
        if not _DIGIT.search(segment.text) or not _WEEKDAY_STEM.search(segment.text):
            continue
        for dated in article.expressions(segment):
            weekdays, _ = in_words(dated.text)
            day = dated.when.start
            if day is None or day != dated.when.end or len(weekdays) != 1 or not _DIGIT.search(dated.text):
                continue
            if day.weekday() not in weekdays:
                yield Finding(
                    code="dates.weekday_slip",
                    severity="info",
                    path="/article",
                    message=f"«{dated.text}»: {day.isoformat()} is a {WEEKDAYS[day.weekday()]}",
                    start=dated.raw.start,
                    end=dated.raw.end,
                )
                return
