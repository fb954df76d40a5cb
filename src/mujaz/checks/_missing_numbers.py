"""What there is to say of a number of a statement that its evidence does not have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from mujaz.arabic.numbers import Number
from mujaz.checks import _number_match as match
from mujaz.checks import english_numbers
from mujaz.checks._article_numbers import ArticleNumbers
from mujaz.checks._clock_times import english_clock_time
from mujaz.checks._durations import english_duration
from mujaz.checks._lists import LONGEST_LIST, listed
from mujaz.checks._reckoning import adds_up, counts_the_rest
from mujaz.checks.english_numbers import EnglishNumber
from mujaz.checks.subject import Citation, Subject
from mujaz.schema.brief import Finding, Severity

__all__ = ["in_other_words", "missing", "shown"]

_SMALLEST = 2
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_IN_NAME = re.compile(r"[A-Z][a-z]*(?:st|nd|rd|th)(?: [A-Z]|-)|\d+(?:st|nd|rd|th) [A-Z]|(?:First|Second|Third) [A-Z]")
"""An ordinal that is a part of a name."""
_ORDINAL = re.compile("(?:st|nd|rd|th)$")
_NAMED_BEFORE = re.compile(r"\b(?:the|these|those|all)(?: other)? $", re.IGNORECASE)


def missing(citation: Citation, english: EnglishNumber, article: ArticleNumbers, subject: Subject) -> Finding:
    """The finding about a number that the cited segments do not have; `numbers.check` says which there are."""
    if _is_counted(citation, english, subject):
        return Subject.finding_at(
            citation.path, "numbers.derived", "info", f"«{english.text}» is the number of items in a list"
        )
    if _is_reckoned(citation, english, article):
        return Subject.finding_at(citation.path, "numbers.derived", "info", f"«{english.text}» is reckoned")
    known = article.bear_out(english) or article.dated(english)
    if known or in_other_words(citation.text, english, article):
        return _elsewhere(citation, english, article, subject)
    if citation.path.startswith("/caveats/") and english.value <= LONGEST_LIST:
        return Subject.finding_at(
            citation.path, "numbers.derived", "info", f"«{english.text}» may be counted in the text"
        )
    if english.kind == "fraction":
        return Subject.finding_at(
            citation.path,
            "numbers.fraction_missing",
            "warning",
            f"the article does not have the fraction «{english.text}»",
        )
    return Subject.finding_at(
        citation.path, "numbers.not_in_article", "error", f"the article does not have the number «{english.text}»"
    )


def in_other_words(
    text: str, english: EnglishNumber, article: ArticleNumbers, segments: Iterable[int] | None = None
) -> bool:
    """Whether the article, or these segments, say the same span of time or the same hour in other units or words."""
    span, clock = english_duration(text, english), english_clock_time(text, english)
    return (span is not None and article.lasts(span, segments)) or (
        clock is not None and article.strikes(clock, segments)
    )


def _is_counted(citation: Citation, english: EnglishNumber, subject: Subject) -> bool:
    """Whether a number is that of the items of a list, and counts things and not units."""
    if english.kind != "count" or english.sense != "exact" or english.percent or english.scale > 1:
        return False
    if english_duration(citation.text, english) is not None:
        return False
    if _ORDINAL.search(english.text):
        return False
    # "the three countries" are those named before
    anywhere = citation.path == "/headline" or _NAMED_BEFORE.search(citation.text, 0, english.start) is not None
    return english.value in listed(subject, citation.segments, anywhere=anywhere)


def _is_reckoned(citation: Citation, english: EnglishNumber, article: ArticleNumbers) -> bool:
    """Whether a number is what is left of one of the evidence beside those named, or a caveat adds it up."""
    cited = article.of(citation.segments)
    if counts_the_rest(citation.text, english, [figure for number in cited for figure in number.figures]):
        return True
    return citation.path.startswith("/caveats/") and adds_up(english.value, cited)


def _elsewhere(citation: Citation, english: EnglishNumber, article: ArticleNumbers, subject: Subject) -> Finding:
    """A number of the article that the cited segments do not have: noted only where that is no wonder.

    So it is in a caveat and in a name ("the Fourth Regiment"), and where nothing of the cited segments could have been
    meant instead: right beside them, or of what was counted before ("all six").
    """
    message = f"«{english.text}» is in the article, but not in the cited segments"
    severity: Severity = "info"
    if not citation.path.startswith("/caveats/") and not _IN_NAME.match(citation.text, english.start):
        other = _unsaid(citation, article) if english.kind == "count" else None
        beside = subject.beside(citation.segments)
        if other is not None:
            severity, message = "warning", f"{message}, which have {shown(other.figures[0])}"
        elif not (
            article.bearing(english, beside)
            or article.dated(english, beside)
            or (english.value <= LONGEST_LIST and _NAMED_BEFORE.search(citation.text, 0, english.start))
        ):
            severity = "warning"
    return Subject.finding_at(citation.path, "numbers.elsewhere", severity, message)


def _unsaid(citation: Citation, article: ArticleNumbers) -> Number | None:
    """A count of the cited segments that the statement does not have: the number that may have been meant."""
    said = english_numbers.find(citation.text)
    # «ما يصل إلى 250 ألفاً» has one figure, too, though it is a bound
    counts = (n for n in article.of(citation.segments) if n.kind in ("digits", "words") and len(n.figures) == 1)
    return next(
        (
            number
            for number in counts
            if number.figures[0] > _SMALLEST
            and not _FIRST_YEAR <= number.figures[0] <= _LAST_YEAR
            and not any(match.means(english, number) for english in said)
        ),
        None,
    )


def shown(value: int | Fraction) -> str:
    """A number as a finding writes it."""
    return str(value) if value.denominator == 1 else f"{float(value):g}"
