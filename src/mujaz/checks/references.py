"""Does every reference of a draft lead somewhere? Cited segments exist; copied expressions stand in the article."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.checks.subject import Expression, Subject
from mujaz.schema.brief import Finding, Severity

__all__ = ["check"]


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about segment numbers and verbatim expressions.

    `evidence.none` (error): a statement, caveats apart, cites nothing. `evidence.segment_unknown` (error): a cited
    segment does not exist. `evidence.expression_missing` (error): a copied expression is not in the raw text.
    `evidence.expression_differs` (warning): it is there only with small differences. `evidence.expression_cut` (error):
    a count that is only a part of a number, as «ألف قتيل» of «12 ألف قتيل», or that a negation takes back, as
    «يقتل أحد» of «لم يقتل أحد», in an event told as having happened. `evidence.expression_elsewhere` (warning): a date
    or count stands in the article, but not in the cited segments.
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
    if match.kind == "missing":
        return "evidence.expression_missing", "error", "does not stand in the article"
    if match.kind == "fuzzy":
        return "evidence.expression_differs", "warning", "stands in the article only with differences"
    if expression.kind == "count" and match.cut and not _says_not(subject, expression):
        what = "a larger number; copy the whole number" if match.cut == "number" else "a negation"
        return "evidence.expression_cut", "error", f"is cut out of {what}"
    if expression.kind != "name" and expression.segments and not match.inside:
        return "evidence.expression_elsewhere", "warning", "stands in the article, but not in the cited segments"
    return None


def _says_not(subject: Subject, expression: Expression) -> bool:
    """Whether the event itself is told as denied or as not having happened."""
    status = subject.draft.events[int(expression.item.rsplit("/", 1)[1])].status
    return status in ("denied", "negated") and subject.match(expression).cut == "negation"
