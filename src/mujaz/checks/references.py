"""Does every reference of a draft lead somewhere? Cited segments exist; copied expressions stand in the article."""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.checks.subject import Expression, Subject
from mujaz.schema.brief import Finding

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
        if not citation.segments and not citation.path.startswith("/caveats/"):
            yield Finding(
                code="evidence.none",
                severity="error",
                path=f"{citation.path}/evidence",
                message="nothing is cited",
            )
        unknown = [number for number in citation.segments if subject.cleaned.segment(number) is None]
        if unknown:
            numbers = ", ".join(str(number) for number in unknown)
            yield Finding(
                code="evidence.segment_unknown",
                severity="error",
                path=f"{citation.path}/evidence",
                message=f"cites segment {numbers}; the article has segments 1 to {last}",
            )
    for expression in subject.expressions:
        match = subject.match(expression)
        path = expression.item + expression.path
        if match.kind == "missing":
            yield Finding(
                code="evidence.expression_missing",
                severity="error",
                path=path,
                message=f"«{expression.quote}» does not stand in the article",
            )
        elif match.kind == "fuzzy":
            yield Finding(
                code="evidence.expression_differs",
                severity="warning",
                path=path,
                message=f"«{expression.quote}» stands in the article only with differences",
                start=match.start,
                end=match.end,
            )
        elif expression.kind == "count" and match.cut and not _says_not(subject, expression):
            what = "a larger number; copy the whole number" if match.cut == "number" else "a negation"
            yield Finding(
                code="evidence.expression_cut",
                severity="error",
                path=path,
                message=f"«{expression.quote}» is cut out of {what}",
                start=match.start,
                end=match.end,
            )
        elif expression.kind != "name" and expression.segments and not match.inside:
            yield Finding(
                code="evidence.expression_elsewhere",
                severity="warning",
                path=path,
                message=f"«{expression.quote}» stands in the article, but not in the cited segments",
                start=match.start,
                end=match.end,
            )


def _says_not(subject: Subject, expression: Expression) -> bool:
    """Whether the event itself is told as denied or as not having happened."""
    status = subject.draft.events[int(expression.item.rsplit("/", 1)[1])].status
    return status in ("denied", "negated") and subject.match(expression).cut == "negation"
