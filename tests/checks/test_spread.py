"""Which segments statements cite."""

from __future__ import annotations

import pytest

from mujaz.checks import spread
from mujaz.schema.brief import Finding
from tests.support.briefs import article, statement, subject_of

TEXT = (
    "أعلنت بلدية النورس إغلاق جسر الصفصاف أمام الشاحنات. "
    "وقال رئيس البلدية سامر الحلواني إن خمسة عمال أصيبوا أمس في دمشق. "
    "ونفى متحدث باسم الشركة وقوع أي إصابات. "
    "وتستمر أعمال الصيانة 45 يوماً بكلفة 12 مليون ليرة. "
    "وكان الجسر قد أغلق مرتين من قبل لأسباب لم يكشف عنها."
)
MAYOR = "Samer al-Halwani said five workers were injured in Damascus."


def found(*cited: list[int], english: str = "The bridge is closed.", text: str = TEXT) -> list[Finding]:
    summary = [statement(english, *segments) for segments in cited]
    return list(spread.check(subject_of(article(text), headline_evidence=[1], summary=summary)))


def codes(*cited: list[int], english: str = "The bridge is closed.", text: str = TEXT) -> list[str]:
    return [finding.code for finding in found(*cited, english=english, text=text)]


def test_ordinary_evidence_is_quiet() -> None:
    assert codes([1], [2], [3, 4], [5]) == []


def test_nearly_the_whole_article_is_too_wide() -> None:
    findings = found([1], [1, 2, 3, 4])
    assert [(f.code, f.severity, f.path) for f in findings] == [
        ("evidence.too_wide", "warning", "/summary/1/evidence"),
    ]


def test_an_article_of_two_sentences_cannot_be_cited_too_widely() -> None:
    assert codes([1, 2], [1, 2], text="أغلق الجسر أمام الشاحنات. وقال رئيس البلدية إن الإغلاق مؤقت.") == []


def test_one_segment_for_everything_is_said_once() -> None:
    findings = found([1], [1], [1], [1])
    assert [(f.code, f.path) for f in findings] == [("evidence.one_for_all", "")]
    assert "segment 1" in findings[0].message


def test_the_same_list_for_everything_is_said_once() -> None:
    assert codes([2, 3], [3, 2], [2, 3], [2, 3], [2, 3]) == ["evidence.one_for_all"]


@pytest.mark.parametrize("segments", [[1], [3], [5], [1, 3]])
def test_a_segment_with_the_names_and_numbers_is_proposed(segments: list[int]) -> None:
    findings = found(segments, [4], english=MAYOR)
    assert [(f.code, f.severity, f.path) for f in findings][:1] == [
        ("evidence.better_elsewhere", "warning", "/summary/0/evidence")
    ]
    assert findings[0].message.startswith("segment 2 has")


def test_money_and_days_are_anchors_too() -> None:
    findings = found([1], [4], english="Repairs take 45 days and cost 12 million pounds.")
    assert [(f.code, f.path) for f in findings] == [("evidence.better_elsewhere", "/summary/0/evidence")]
    assert "segment 4" in findings[0].message


@pytest.mark.parametrize(
    "english",
    [
        MAYOR,
        "In Damascus repairs take 45 days and cost 12 million.",
        "Al-Halwani spoke.",
        "The council of Hasakah met in Qamishli on 30 May.",
    ],
    ids=["all there", "a shared name is enough", "one anchor is too little", "no segment has two"],
)
def test_nothing_is_proposed_without_need(english: str) -> None:
    assert codes([2], [2], english=english) == []
