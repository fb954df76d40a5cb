"""Does every reference of a draft lead somewhere? Cited segments exist; copied expressions stand in the article."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.checks._speech import names_speaker
from mujaz.checks.evidence import ground
from mujaz.checks.subject import Expression, Subject
from mujaz.schema.brief import Finding, Severity

__all__ = ["check"]

_OPENING = 3
"""Segments with which an article opens: headline, and a first sentence that may have been cut in two."""


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about segment numbers and verbatim expressions.

    `evidence.none` (error): a statement, caveats apart, cites nothing. `evidence.segment_unknown` (error): a cited
    segment does not exist. `evidence.expression_missing` (error): a copied expression is not in the raw text (a name
    that stands in title or outlet is only noted, as `evidence.expression_elsewhere`).
    `evidence.expression_differs` (warning): it is there only with small differences. `evidence.expression_cut` (error):
    a count that is only a part of a number, as «ألف قتيل» of «12 ألف قتيل», or that a negation takes back, as
    «يقتل أحد» of «لم يقتل أحد», in an event told as having happened; (info) one side's number that the text takes back.
    `evidence.expression_elsewhere` (warning): a date or count stands in the article, but not in the cited segments;
    (info) right beside them, or a date of the opening or of another event that holds for this one, too.
    """
    last = len(subject.cleaned.segments)
    for citation in subject.citations:
        path = f"{citation.path}/evidence"
        if not citation.segments and not citation.path.startswith("/caveats/"):
            yield subject.finding_at(path, "evidence.none", "error", "nothing is cited")
        unknown = [number for number in citation.segments if subject.cleaned.segment(number) is None]
        if unknown:
            numbers = ", ".join(str(number) for number in unknown)
            message = f"cites segment {numbers}; the article has segments 1 to {last}"
            yield subject.finding_at(path, "evidence.segment_unknown", "error", message)
    for expression in subject.expressions:
        if wrong := _wrong(subject, expression):
            code, severity, message = wrong
            path = expression.item + expression.path
            match = subject.match(expression)
            yield subject.finding_at(path, code, severity, f"«{expression.quote}» {message}", match)


def _wrong(subject: Subject, expression: Expression) -> tuple[str, Severity, str] | None:
    """Code, severity and rest of the message for an expression that is not found as it should be."""
    match = subject.match(expression)
    if match.kind == "missing" and expression.kind == "name" and _heads_article(subject, expression):
        return "evidence.expression_elsewhere", "info", "stands in the title or the outlet's name, not in the text"
    if match.kind == "missing" and expression.kind == "name" and _is_accusative(subject, expression):
        return "evidence.expression_differs", "warning", "stands in the article only with the ending of the accusative"
    if match.kind == "missing":
        return "evidence.expression_missing", "error", "does not stand in the article"
    if match.kind == "fuzzy":
        return "evidence.expression_differs", "warning", "stands in the article only with differences"
    if expression.kind == "count" and match.cut and not _says_not(subject, expression):
        what = "a larger number; copy the whole number" if match.cut == "number" else "a negation"
        severity: Severity = "info" if match.cut == "negation" and _is_claimed(subject, expression) else "error"
        return "evidence.expression_cut", severity, f"is cut out of {what}"
    if expression.kind != "name" and expression.segments and not match.inside:
        severity = "info" if _governs(subject, expression) else "warning"
        return "evidence.expression_elsewhere", severity, "stands in the article, but not in the cited segments"
    return None


def _heads_article(subject: Subject, expression: Expression) -> bool:
    """Whether a name stands in the title or the outlet's name."""
    heads = (subject.article.title, subject.article.outlet)
    return any(ground(expression.quote, head).kind in ("exact", "normalized") for head in heads if head)


def _is_accusative(subject: Subject, expression: Expression) -> bool:
    """Whether the text has a name or description only as «فريقاً» where the draft has «فريق»."""
    return subject.match(expression._replace(quote=f"{expression.quote}اً")).kind == "exact"


def _governs(subject: Subject, expression: Expression) -> bool:
    """Whether the expression stands beside the cited segments, or holds for more than one of them.

    So do a person's name, who is one wherever he is named, the date of a report, a date of the headline, dateline or
    opening sentence, and that of another event of which this one is a part.
    """
    if expression.path.endswith("/reported_ar") or _is_person(subject, expression):
        return True
    near = subject.beside(expression.segments)
    if expression.kind == "date" and _dates_another(subject, expression):
        return True
    if expression.kind == "date":
        near += tuple(range(1, _OPENING + 1))
    return subject.match(expression._replace(segments=near)).inside


def _is_person(subject: Subject, expression: Expression) -> bool:
    """Whether a count is the name, or a part of the name, of a person whom the draft lists."""
    words = set(expression.quote.split())
    return expression.kind == "count" and any(
        entity.kind == "person" and words <= set(entity.name_ar.split()) for entity in subject.draft.entities
    )


def _dates_another(subject: Subject, expression: Expression) -> bool:
    """Whether another event has the same date in the same words, and cites a segment that has them."""

    def read(item: str) -> str | None:
        when = subject.draft.events[int(item.rsplit("/", 1)[1])].when
        return when.reading if when else None

    return any(
        other.kind == "date"
        and other.quote == expression.quote
        and read(other.item) == read(expression.item)
        and subject.match(other).inside
        for other in subject.expressions
    )


def _is_claimed(subject: Subject, expression: Expression) -> bool:
    """Whether a count that the text takes back («فليسوا 14») is given as the word of one side."""
    event = subject.draft.events[int(expression.item.rsplit("/", 1)[1])]
    counted = event.casualties[int(expression.path.split("/")[2])]
    return bool(event.accounts) or names_speaker(counted.who or "")


def _says_not(subject: Subject, expression: Expression) -> bool:
    """Whether the event itself is told as denied or as not having happened."""
    status = subject.draft.events[int(expression.item.rsplit("/", 1)[1])].status
    return status in ("denied", "negated") and subject.match(expression).cut == "negation"
