"""The model's reading of a date against its Arabic; weekdays and months of the English against the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from mujaz.arabic.dates import When, resolve
from mujaz.arabic.dates.words import WEEKDAY_FORMS
from mujaz.arabic.numbers.tokens import fold_set, tokenize
from mujaz.checks import _edtf, _english_dates
from mujaz.checks._article_dates import ArticleDates, expressions, in_words
from mujaz.checks._edtf import Reading
from mujaz.checks._english_dates import WEEKDAYS, Mention
from mujaz.checks._told_dates import compatible, contradicts_itself, counts_from_another, has_year, told
from mujaz.checks.subject import Citation, Subject
from mujaz.cleaning import Segment
from mujaz.schema import draft as d
from mujaz.schema.brief import Finding, Severity

__all__ = ["check"]

_DIGIT = re.compile(r"\d")
_DAYS = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")
"""EDTF from a day to a day."""
_ANY_DAYS = (date(2021, 1, 15), date(2022, 8, 20))
"""Two days of publication: what an expression means on both alike is said by its own words."""
_WITH_WEEKDAY = fold_set("يوم في من مساء صباح فجر ظهر عصر ليل ليلة نهار بعد قبل")
"""Words beside a weekday that leave it open which one it is: not «اليوم الجمعة», «هذه الجمعة», «الجمعة الماضية»."""
_WEEKDAY_STEMS = ("ثنين", "ثلاثاء", "لثاء", "أربعاء", "اربعاء", "خميس", "جمعة", "سبت", "أحد", "احد")


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about dates.

    `dates.reading_invalid` (error): a reading that is not EDTF. `dates.reading_differs` (error): one that excludes
    what its expression means. `dates.reading_by_context` (info): one whose expression counts from another date of the
    text, or that is one of different days which it states, so that it rests on the model. `dates.reading_unanchored`
    (warning): one that rests on nothing: no expression, or a relative one without a publication date. `dates.weekday`,
    `dates.not_in_article` (errors, info in a caveat): a weekday, a month in the English that no date of the article
    bears out; `dates.elsewhere` (warning): one that only another passage bears out, (info) the one right before or
    after the cited ones. `dates.weekday_slip` (info): a weekday of the article that does not belong to its date.
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
    meant = told(when, event.status, subject)
    if meant.edtf is None and counts_from_another(expression):
        if _contradicts(reading, expression):
            yield _finding("dates.reading_differs", "error", path, f"«{expression}» does not mean {text}")
        else:
            message = f"«{expression}» counts from another date of the text: {text} rests on the model alone"
            yield _finding("dates.reading_by_context", "info", path, message)
        return
    resolved = _edtf.read(meant.edtf) if meant.edtf else None
    if resolved is None:
        if _is_another_day(reading, expression):
            yield _finding("dates.reading_differs", "error", path, f"«{expression}» does not mean {text}")
        elif published is None and reading.bounded:
            message = f"«{expression}» cannot be read as {text} without a publication date"
            yield _finding("dates.reading_unanchored", "warning", path, message)
        return
    if not compatible(reading, meant) and not _of_another_week(reading, event, expression, meant, published):
        message = f"«{expression}» means {meant.edtf}, not {text}"
        yield _finding("dates.reading_differs", "error", path, message)
    elif _has_other_ends(text, meant):
        message = f"«{expression}» means {meant.edtf}, not {text}"
        yield _finding("dates.reading_differs", "warning", path, message)
    elif not compatible(reading, resolve(expression, published)) and contradicts_itself(expression, published):
        message = f"«{expression}» states different days, of which {text} is one"
        yield _finding("dates.reading_by_context", "info", path, message)
    elif resolved.yearless and reading.start is not None and not has_year(subject, reading.start.year):
        message = f"«{expression}» has no year, and the article does not have {reading.start.year}"
        yield _finding("dates.reading_unanchored", "warning", path, message)


def _has_other_ends(text: str, meant: When) -> bool:
    """Whether reading and expression are both from a day to a day, and not the same two."""
    both = _DAYS.fullmatch(text) and _DAYS.fullmatch(meant.edtf or "")
    return both is not None and text != meant.edtf


def _contradicts(reading: Reading, expression: str) -> bool:
    """Whether a reading leaves out the month, or is a day that is not the weekday, which the expression names."""
    if reading.start is None or reading.end is None:
        return False
    weekdays, months = in_words(expression)
    first, last = reading.start, reading.end
    if first == last and weekdays and first.weekday() not in weekdays:
        return True
    span = (last.year - first.year) * 12 + last.month - first.month
    return bool(months) and months.isdisjoint((first.month - 1 + n) % 12 + 1 for n in range(min(span, 11) + 1))


def _is_another_day(reading: Reading, expression: str) -> bool:
    """Whether an expression names another day of the year: of «19 مارس الجاري» only the year rests on publication."""
    one_day = reading.start if reading.start == reading.end else None
    read = reading.yearless or (one_day and (one_day.month, one_day.day))
    meant = [resolve(expression, published) for published in _ANY_DAYS]
    named = {(when.start.month, when.start.day) if when.precision == "day" and when.start else None for when in meant}
    return bool(read) and None not in named and len(named) == 1 and read not in named


def _of_another_week(reading: Reading, event: d.Event, expression: str, meant: When, published: date | None) -> bool:
    """A bare weekday is the last one; of what is planned the next one, and that of publication may be a week ago."""
    if meant.start is None or reading.start is None or meant.basis != "relative" or not in_words(expression)[0]:
        return False
    if not all(token.folded in WEEKDAY_FORMS or token.folded in _WITH_WEEKDAY for token in tokenize(expression)):
        return False
    days = (reading.start - meant.start).days
    planned = event.status in ("planned", "hypothetical")
    return (planned and days == 7) or (not planned and days == -7 and meant.start == published)


# --- weekdays and months of English sentences -------------------------------------------------------------


def _mentioned(citation: Citation, mention: Mention, article: ArticleDates, subject: Subject) -> Iterator[Finding]:
    segments = [segment for n in citation.segments if (segment := subject.cleaned.segment(n)) is not None]
    if article.has(mention, segments):
        return
    if article.own.has(mention) and not _stands_for_another(citation, mention, article, segments):
        return
    if not article.has(mention, subject.cleaned.segments):
        code = "dates.weekday" if mention.kind == "weekday" else "dates.not_in_article"
        message = f"no date of the article is {'a' if mention.kind == 'weekday' else 'in'} {mention.text}"
        # a caveat about a slip says which day it would have been
        severity: Severity = "info" if citation.path.startswith("/caveats/") else "error"
        yield _finding(code, severity, citation.path, message)
    elif citation.segments:
        message = f"«{mention.text}» is in the article, but not in the cited segments"
        beside = (subject.cleaned.segment(n) for n in subject.beside(citation.segments))
        near = article.has(mention, [segment for segment in beside if segment is not None])
        near = near and not _stands_for_another(citation, mention, article, segments)
        severity = "info" if near or citation.path.startswith("/caveats/") else "warning"
        yield _finding("dates.elsewhere", severity, citation.path, message)


def _stands_for_another(
    citation: Citation, mention: Mention, article: ArticleDates, segments: Sequence[Segment]
) -> bool:
    """Whether a weekday stands where the evidence has, in words, one that the statement does not have."""
    if mention.kind != "weekday" or not any(map(article.names_weekday, segments)):
        return False
    weekdays = (other for other in _english_dates.find(citation.text) if other.kind == "weekday")
    return not any(article.has(other, segments) for other in weekdays)


# --- slips of the article -------------------------------------------------------------------------------


def _slip(article: ArticleDates, subject: Subject) -> Iterator[Finding]:
    """The first date of the article whose weekday is another day's."""
    whole = "\n".join(segment.text for segment in subject.cleaned.segments)
    stems = [stem for stem in _WEEKDAY_STEMS if stem in whole]
    for segment in subject.cleaned.segments:
        if not any(stem in segment.text for stem in stems) or not _DIGIT.search(segment.text):
            continue
        if not article.names_weekday(segment):
            continue  # «أحد المصابين»; to read the dates costs twenty times as much
        for expression in expressions(segment.text):
            weekdays, _ = in_words(expression)
            if len(weekdays) != 1 or not _DIGIT.search(expression):
                continue
            when = resolve(expression, article.published)
            day = when.start
            if day is not None and day == when.end and day.weekday() not in weekdays:
                yield Finding(
                    code="dates.weekday_slip",
                    severity="info",
                    path="/article",
                    message=f"«{expression}»: {day.isoformat()} is a {WEEKDAYS[day.weekday()]}",
                    start=segment.raw.start,
                    end=segment.raw.end,
                )
                return
