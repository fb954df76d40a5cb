"""References of a draft that lead nowhere."""

from __future__ import annotations

from typing import Any

import pytest

from mujaz.checks import references
from mujaz.schema.brief import Finding
from tests.support.briefs import event, statement, subject_of


def found(**fields: Any) -> list[Finding]:
    return list(references.check(subject_of(**fields)))


def actor(name_ar: str | None) -> dict[str, Any]:
    return {"name_ar": name_ar, "name_en": "Somebody", "sector": "UNK"}


def test_good_references_are_quiet() -> None:
    when = {"expression_ar": "أمس", "reading": None, "reported_ar": None}
    counted = {"kind": "injured", "who": None, "count": 5, "expression_ar": "خمسة عمال"}
    good = event(evidence=[2], when=when, actors=[actor("سامر الحلواني"), actor(None)], casualties=[counted])
    assert found(events=[good]) == []


def test_a_segment_that_does_not_exist_is_named_with_the_range() -> None:
    findings = found(summary=[statement(), statement("He said so.", 2, 7, 8)])
    assert [(f.code, f.severity, f.path) for f in findings] == [
        ("evidence.segment_unknown", "error", "/summary/1/evidence")
    ]
    assert findings[0].message == "cites segment 7, 8; the article has segments 1 to 3"


@pytest.mark.parametrize("name", ["سامر الحلبي", "Samer", "متحدث باسم الوزارة"])
def test_a_name_that_is_not_in_the_article_is_an_error(name: str) -> None:
    findings = found(events=[event(actors=[actor(name)])])
    assert [(f.code, f.path) for f in findings] == [("evidence.expression_missing", "/events/0/actors/0/name_ar")]


def test_a_name_from_another_segment_than_the_cited_is_no_finding() -> None:
    assert found(events=[event(evidence=[1], actors=[actor("سامر الحلواني")])]) == []


def test_a_date_from_another_segment_than_the_cited_is_a_warning_with_its_place() -> None:
    when = {"expression_ar": "أمس", "reading": None, "reported_ar": None}
    findings = found(events=[event(evidence=[1], when=when)])
    assert [(f.code, f.severity) for f in findings] == [("evidence.expression_elsewhere", "warning")]
    assert findings[0].start is not None


def test_a_count_cut_out_of_a_larger_number_is_an_error() -> None:
    from tests.support.briefs import article

    text = "قال المصدر إن 12 ألف نازح وصلوا إلى المخيم. وأضاف أن المساعدات لا تكفي."
    cut = {"kind": "displaced", "who": None, "count": 1000, "expression_ar": "ألف نازح"}
    subject = subject_of(
        article(text),
        summary=[statement(), statement()],
        headline_evidence=[1],
        events=[event(casualties=[cut])],
    )
    assert [(f.code, f.severity) for f in references.check(subject)] == [("evidence.expression_cut", "error")]


def test_a_name_with_small_differences_is_found() -> None:
    assert found(entities=[{"name_ar": "سامر الحلوانى", "name_en": "Samer al-Halwani", "kind": "person"}]) == []
