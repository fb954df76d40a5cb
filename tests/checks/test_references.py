"""References of a draft that lead nowhere."""

from __future__ import annotations

from typing import Any

import pytest

from mujaz.checks import references
from mujaz.schema.brief import Finding
from tests.support.briefs import article, event, statement, subject_of


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


LONG = (
    "أُغلق جسر الصفصاف صباح الأحد. وقالت البلدية إن السبب أعمال ترميم. ووصلت الشاحنات إلى طريق آخر. "
    "وتأخرت الحافلات ساعة. وأصيب خمسة عمال مساء الاثنين. ونقلوا إلى المشفى. وفُتح تحقيق."
)


@pytest.mark.parametrize(
    ("cited", "severities"),
    [([5], []), ([4], ["info"]), ([6], ["info"]), ([3], ["warning"]), ([7], ["warning"]), ([3, 7], ["warning"])],
)
def test_a_date_or_count_outside_the_cited_segments(cited: list[int], severities: list[str]) -> None:
    when = {"expression_ar": "مساء الاثنين", "reading": None, "reported_ar": None}
    counted = {"kind": "injured", "who": None, "count": 5, "expression_ar": "خمسة عمال"}
    for fields in ({"when": when}, {"casualties": [counted]}):
        subject = subject_of(article(LONG), summary=[statement()] * 2, events=[event(evidence=cited, **fields)])
        findings = list(references.check(subject))
        assert [(f.code, f.severity) for f in findings] == [("evidence.expression_elsewhere", s) for s in severities]
        assert all(f.start is not None for f in findings)


def test_the_date_of_the_opening_and_that_of_the_report_hold_for_the_whole() -> None:
    for field in ("expression_ar", "reported_ar"):
        when = {"expression_ar": None, "reading": None, "reported_ar": None, field: "صباح الأحد"}
        subject = subject_of(article(LONG), summary=[statement()] * 2, events=[event(evidence=[6], when=when)])
        assert [f.severity for f in references.check(subject)] == ["info"]


@pytest.mark.parametrize(
    ("reading", "quote", "severity"),
    [("2024-03-04", "مساء الاثنين", "info"), (None, "مساء الاثنين", "warning"), ("2024-03-04", "الاثنين", "warning")],
)
def test_the_date_of_another_event_may_hold_for_its_parts(reading: str | None, quote: str, severity: str) -> None:
    one = {"expression_ar": "مساء الاثنين", "reading": "2024-03-04", "reported_ar": None}
    part = {"expression_ar": quote, "reading": reading, "reported_ar": None}
    told = [event(evidence=[5], when=one), event(evidence=[7], when=part)]
    subject = subject_of(article(LONG), summary=[statement()] * 2, events=told)
    assert [(f.path, f.severity) for f in references.check(subject)] == [("/events/1/when/expression_ar", severity)]


def test_the_date_of_another_event_holds_only_where_that_one_cites_it() -> None:
    when = {"expression_ar": "مساء الاثنين", "reading": "2024-03-04", "reported_ar": None}
    told = [event(evidence=[7], when=when), event(evidence=[7], when=when)]
    entity = {"name_ar": "مساء الاثنين", "name_en": "Monday Evening", "kind": "other"}
    subject = subject_of(article(LONG), summary=[statement()] * 2, events=told, entities=[entity] * 3)
    assert [f.severity for f in references.check(subject)] == ["warning", "warning"]


@pytest.mark.parametrize(("quote", "severity"), [("القطان", "info"), ("سالم القطان", "info"), ("خمسة", "warning")])
def test_a_person_is_one_wherever_he_is_named(quote: str, severity: str) -> None:
    text = "أُغلق الجسر. وانهار السور. وقال سالم القطان إن خمسة أصيبوا. وفُتح تحقيق. وأصيب الرجل. ونُقل إلى المشفى."
    counted = {"kind": "injured", "who": None, "count": 1, "expression_ar": quote}
    entity = {"name_ar": "سالم القطان", "name_en": "Salem al-Qattan", "kind": "person"}
    told = event(evidence=[6], casualties=[counted])
    subject = subject_of(article(text), summary=[statement()] * 2, events=[told], entities=[entity])
    assert [(f.code, f.severity) for f in references.check(subject)] == [("evidence.expression_elsewhere", severity)]


def test_a_count_of_an_account_may_rest_on_its_own_evidence() -> None:
    counted = {"kind": "injured", "who": None, "count": 5, "expression_ar": "خمسة عمال"}
    account = {"claimant": "the municipality", "says_en": "Five were injured.", "evidence": [5]}
    told = event(evidence=[1], casualties=[counted], accounts=[account])
    assert list(references.check(subject_of(article(LONG), summary=[statement()] * 2, events=[told]))) == []


def test_a_description_in_the_accusative_is_a_warning() -> None:
    text = "أرسلت الوزارة فريقاً إلى القرية. ولم يصل بعد."
    for name, code in (("فريق", "evidence.expression_differs"), ("فرق", "evidence.expression_missing")):
        subject = subject_of(article(text), summary=[statement()] * 2, events=[event(actors=[actor(name)])])
        subject.draft.headline_evidence[:] = [1]
        assert [f.code for f in references.check(subject)] == [code]


def test_a_name_of_the_title_or_outlet_is_noted() -> None:
    entity = {"name_ar": "جمهورية الصفصاف", "name_en": "Republic of Safsaf", "kind": "place"}
    titled = subject_of(article(outlet="وزارة النقل – جمهورية الصفصاف"), entities=[entity])
    assert [(f.code, f.severity) for f in references.check(titled)] == [("evidence.expression_elsewhere", "info")]
    assert [f.severity for f in found(entities=[entity])] == ["error"]


def test_one_sides_number_that_the_text_takes_back_is_noted() -> None:
    text = "أما الموقوفون فليسوا 14 كما قالت الوزارة، بل 31 شخصاً. ولم يرد تعليق."
    for who, severity in (("people, according to the ministry", "info"), (None, "error")):
        counted = {"kind": "detained", "who": who, "count": 14, "expression_ar": "14"}
        subject = subject_of(article(text), summary=[statement()] * 2, events=[event(casualties=[counted])])
        assert [(f.code, f.severity) for f in references.check(subject)] == [("evidence.expression_cut", severity)]


def test_a_count_cut_out_of_a_larger_number_is_an_error() -> None:
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
