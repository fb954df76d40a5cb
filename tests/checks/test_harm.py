"""Killed told as injured, and the reverse."""

from __future__ import annotations

from typing import Any

import pytest

from mujaz.checks import harm
from mujaz.schema.brief import Finding
from tests.support.briefs import article, event, statement, subject_of

TEXT = (
    "أعلنت بلدية النورس وفاة عدد من العمال في انهيار سقف. "
    "وأصيب حارس المبنى برضوض. "
    "وراح ضحية الأمطار 40 شخصاً على الأقل. "
    "ونجم عن الاشتباك استشهاد 6 شرطيين (سامي ورامي) وجنديين اثنين (علي وهادي) و4 من السكان إضافة إلى إصابة آخرين. "
    "واستشهد 7 حراس اضافة الى اصابة مدنيين. "
    "وسقط قتلى، أما الجرحى فنقلوا إلى مشفى البلدة."
)


def found(**fields: Any) -> list[Finding]:
    fields.setdefault("summary", [statement("The bridge stays closed."), statement("The school stays open.")])
    return list(harm.check(subject_of(article(TEXT), **fields)))


def counted(kind: str, expression: str, count: int | None = None) -> dict[str, Any]:
    return {"kind": kind, "who": None, "count": count, "expression_ar": expression}


@pytest.mark.parametrize(
    ("text", "segment", "other"),
    [
        ("A number of workers were injured when a roof fell in.", 1, "killed"),
        ("The collapse hurt several workers.", 1, "killed"),
        ("The guard of the building died.", 2, "injured"),
        ("The guard's death was announced.", 2, "injured"),
    ],
)
def test_a_sentence_with_the_other_fate_is_found(text: str, segment: int, other: str) -> None:
    [finding] = found(summary=[statement(), statement(text, segment)])
    assert (finding.code, finding.severity, finding.path) == ("harm.differs", "warning", "/summary/1")
    assert finding.message.endswith(f"the cited segments of the {other}")


@pytest.mark.parametrize(
    ("text", "segment"),
    [
        ("A number of workers died when a roof fell in.", 1),
        ("The guard of the building was bruised.", 2),
        ("At least 40 people were killed by the rain.", 3),
        ("Injured people were taken to hospital.", 6),
        ("The dead have not been named.", 6),
        ("Killed and injured alike were policemen.", 1),
    ],
)
def test_a_faithful_sentence_is_quiet(text: str, segment: int) -> None:
    assert found(summary=[statement(), statement(text, segment)]) == []


def test_a_kind_of_which_the_evidence_does_not_speak_is_found() -> None:
    counts = [counted("killed", "حارس المبنى", 1)]
    [finding] = found(events=[event(description_en="A guard was hit.", evidence=[2], casualties=counts)])
    assert (finding.code, finding.severity, finding.path) == (
        "harm.differs",
        "warning",
        "/events/0/casualties/0/kind",
    )
    assert finding.message == "kind is killed, and the cited segments speak of the injured alone"


def test_a_kind_against_the_description_is_found() -> None:
    rain = event(description_en="At least 40 people have been killed by the rain.", evidence=[3])
    assert found(events=[{**rain, "casualties": [counted("killed", "40 شخصاً على الأقل", 40)]}]) == []
    [finding] = found(events=[{**rain, "casualties": [counted("injured", "40 شخصاً على الأقل", 40)]}])
    assert finding.message == "kind is injured, and the description counts «40» killed"


def test_a_number_of_both_kinds_is_not_held_against_either() -> None:
    counts = [counted("killed", "طفلان", 2), counted("injured", "طفلان", 2)]
    description = "A blast killed two children and left two more with burns."
    assert found(events=[event(description_en=description, evidence=[4], casualties=counts)]) == []


@pytest.mark.parametrize("expression", ["6 شرطيين", "جنديين اثنين", "4 من السكان"])
def test_a_verb_holds_for_all_that_its_sentence_lists(expression: str) -> None:
    clash = event(description_en="A clash left people dead and hurt.", evidence=[4])
    assert found(events=[{**clash, "casualties": [counted("killed", expression)]}]) == []
    [finding] = found(events=[{**clash, "casualties": [counted("injured", expression)]}])
    assert finding.message == f"kind is injured, and «{expression}» belongs to the killed"


def test_a_list_ends_with_another_verb_or_its_sentence() -> None:
    clash = event(description_en="A clash left people dead and hurt.", evidence=[4])
    assert found(events=[{**clash, "casualties": [counted("injured", "آخرين")]}]) == []
    rain = event(description_en="Rain fell.", evidence=[2, 3], casualties=[counted("killed", "40 شخصاً")])
    assert found(events=[rain]) == []


def test_a_list_may_be_spelled_without_hamzas() -> None:
    attack = event(description_en="An attack left people dead and hurt.", evidence=[5])
    [finding] = found(events=[{**attack, "casualties": [counted("injured", "7 حراس", 7)]}])
    assert finding.message == "kind is injured, and «7 حراس» belongs to the killed"


def test_what_follows_the_expression_counts() -> None:
    text = "قُتل جندي وثلاثة من رفاقه أصيبوا بجروح. وأغلق الجسر."
    made = subject_of(
        article(text),
        summary=[statement()] * 2,
        events=[event(description_en="A soldier was shot.", casualties=[counted("injured", "ثلاثة من رفاقه", 3)])],
    )
    assert list(harm.check(made)) == []


def test_other_kinds_of_harm_are_left_alone() -> None:
    counts = [counted("missing", "عدد من العمال"), counted("detained", "عدد من العمال")]
    assert found(events=[event(description_en="A roof fell in.", casualties=counts)]) == []


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("أودت الغارة بحياة العشرات. وأغلق الجسر بعد أن أصيب العشرات.", 0),
        ("أودت الغارة بحياة العشرات. وأغلق الجسر. وأصيب حارس.", 1),
    ],
)
def test_an_expression_that_stands_twice_may_be_meant_where_it_fits(text: str, findings: int) -> None:
    made = subject_of(
        article(text),
        summary=[statement()] * 2,
        events=[event(description_en="A raid.", evidence=[1, 2, 3], casualties=[counted("injured", "العشرات")])],
    )
    assert len([f for f in harm.check(made) if f.path.startswith("/events")]) == findings
