"""Drafts that contradict or repeat themselves."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.checks import consistency
from mujaz.schema.brief import Finding
from tests.support.briefs import article, event, statement, subject_of

TEXT = (
    "قُتل خمسة عمال وأصيب 14 آخرون بجروح في انهيار مبنى في بلدة النورس. "
    "وقال المتحدث إن القوات قتلت ثلاثة نازحين واعتقلت سبعة معتقلين سابقين. "
    "وأعلنت البلدية إغلاق جسر الصفصاف أمام الشاحنات."
)


def found(**fields: Any) -> list[Finding]:
    return list(consistency.check(subject_of(article(TEXT), **fields)))


def codes(**fields: Any) -> list[str]:
    return [finding.code for finding in found(**fields) if finding.severity != "info"]


def counted(kind: str, expression: str, count: int | None = None) -> dict[str, Any]:
    return {"kind": kind, "who": None, "count": count, "expression_ar": expression}


TOLL = [statement("Five workers were killed and 14 injured."), statement("The bridge was closed.", 3)]


def test_a_headline_with_the_numbers_of_the_text_is_quiet() -> None:
    assert codes(headline_en="Five killed, 14 injured in collapse", summary=TOLL) == []
    assert codes(headline_en="14 hurt as building collapses", summary=TOLL) == []


def test_a_headline_number_that_is_nowhere_below_is_found() -> None:
    findings = found(headline_en="Nine killed in collapse", summary=TOLL)
    assert [(f.code, f.severity, f.path) for f in findings] == [("consistency.headline_number", "warning", "/headline")]


def test_a_headline_number_of_a_casualty_count_is_quiet() -> None:
    events = [event(casualties=[counted("killed", "خمسة عمال", 5)])]
    assert codes(headline_en="Five killed", events=events) == []


def test_a_headline_may_count_what_the_article_lists() -> None:
    text = "قضت المحكمة بحبس سالم القطان، ونادر الجزاع، وهاني الزيات."
    subject = subject_of(article(text), headline_en="Court jails three men", summary=[statement(), statement()])
    assert "consistency.headline_number" not in [f.code for f in consistency.check(subject)]


def test_a_headline_that_kills_the_injured_is_found() -> None:
    assert codes(headline_en="Fourteen killed in collapse", summary=TOLL) == ["consistency.headline_toll"]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("The flood killed 24 people, 61 of them pupils.", 1),
        ("Hospitals took in 33 people, of whom 41 were sent home.", 1),
        ("The flood killed 24 people including 61 pupils.", 1),
        ("The flood killed 61 people, 24 of them pupils.", 0),
        ("The flood killed 12 people of one family, including six pupils.", 0),
        ("The flood killed at least 24 people; 61 of them are not buried.", 0),
        ("The flood killed more than 24 people, 61 of them pupils, another source said.", 0),
        ("The group has 390 plans, ten billion of which were paid.", 0),
        ("The flood killed 24 people and 61 were hurt.", 0),
        ("The flood killed 24 people. Boats came; 61 of them are lost.", 0),
        ("The flood killed 24 people, 61 percent of them pupils.", 0),
        (
            "It killed 24 people in the town, and then all along the river the boats that lay there, 61 of them.",
            0,
        ),
    ],
)
def test_a_part_is_no_larger_than_its_whole(text: str, findings: int) -> None:
    summary = [statement(text), statement("The bridge was closed.", 3)]
    assert codes(summary=summary).count("consistency.part_exceeds_whole") == findings


def test_a_vague_headline_of_the_same_size_is_quiet() -> None:
    summary = [statement("The mayor said 64 people had been detained."), statement("The bridge was closed.", 3)]
    assert codes(headline_en="Dozens detained", summary=summary) == []
    assert codes(headline_en="Hundreds detained", summary=summary) == ["consistency.headline_number"]


def test_the_same_sentence_twice_is_found_once() -> None:
    same = [
        statement("The municipality closed the Safsaf bridge to lorries."),
        statement("The municipality has closed the Safsaf bridge to lorries.", 3),
    ]
    assert codes(summary=same) == ["consistency.duplicate_sentence"]


def test_sentences_that_differ_in_a_number_are_not_the_same() -> None:
    alike = [
        statement("The eastern hospital received 12 wounded workers on Monday."),
        statement("The eastern hospital received 31 wounded workers on Monday."),
    ]
    assert codes(summary=alike) == []


def test_the_same_event_twice_is_found() -> None:
    again = event(description_en="The municipality closed the bridge to all lorries.")
    findings = [f for f in found(events=[event(), again]) if f.severity != "info"]
    assert [(f.code, f.path) for f in findings] == [("consistency.duplicate_event", "/events/1")]


@pytest.mark.parametrize(
    "other",
    [
        {"status": "planned"},
        {"category": "statement", "mode": None},
        {"where": {"name_ar": "بلدة النورس", "name_en": "al-Nawaris", "within": None}},
        {"when": {"expression_ar": "الأحد", "reading": None, "reported_ar": None}},
        {"casualties": [counted("injured", "14 آخرون", 14)]},
        {"description_en": "The municipality closed the bridge to 12 lorries."},
    ],
)
def test_events_that_differ_are_two(other: dict[str, Any]) -> None:
    first = event(
        where={"name_ar": "جسر الصفصاف", "name_en": "Safsaf bridge", "within": None},
        when={"expression_ar": "السبت", "reading": None, "reported_ar": None},
        casualties=[counted("killed", "خمسة عمال", 5)],
    )
    assert "consistency.duplicate_event" not in codes(events=[first, event(**other)])


@pytest.mark.parametrize(
    ("kind", "expression"),
    [
        ("killed", "خمسة عمال"),
        ("injured", "14 آخرون بجروح"),
        ("killed", "ثلاثة نازحين"),  # displaced people can be killed, says the verb before
        ("killed", "قُتل خمسة عمال"),
        ("injured", "أصيب 14 آخرون"),
        ("detained", "اعتقلت سبعة معتقلين"),
        ("killed", "اثنان من المصابين"),
    ],
)
def test_a_count_of_its_own_kind_is_quiet(kind: str, expression: str) -> None:
    assert codes(events=[event(casualties=[counted(kind, expression)])]) == []


@pytest.mark.parametrize(
    ("kind", "expression", "said"),
    [
        ("killed", "أصيب 14 آخرون", "injured"),
        ("injured", "قُتل خمسة عمال", "killed"),
        ("missing", "ثلاثة نازحين", "displaced"),
        ("injured", "سبعة معتقلين", "detained"),
    ],
)
def test_a_count_of_another_kind_is_an_error(kind: str, expression: str, said: str) -> None:
    findings = found(events=[event(casualties=[counted(kind, expression)])])
    assert [(f.code, f.severity, f.path) for f in findings] == [
        ("consistency.casualty_kind", "error", "/events/0/casualties/0/kind")
    ]
    assert said in findings[0].message


def test_the_verb_of_another_count_does_not_excuse() -> None:
    text = "أسفر الحادث عن مقتل خمسة و14 جريحاً. وأغلق الجسر."
    made = subject_of(
        article(text), summary=[statement()] * 2, events=[event(casualties=[counted("killed", "14 جريحاً")])]
    )
    assert "consistency.casualty_kind" in [f.code for f in consistency.check(made)]


def test_a_mode_of_another_category_is_an_error_that_lists_the_right_ones() -> None:
    findings = found(events=[event(category="consult", mode="arrest")])
    assert [(f.code, f.severity, f.path) for f in findings] == [("consistency.mode", "error", "/events/0/mode")]
    assert findings[0].message.endswith("allowed: multilateral, phone, third-party, visit, null")


def test_a_category_without_modes_takes_null_only() -> None:
    findings = found(events=[event(category="disaster", mode="destroy")])
    assert findings[0].message.endswith("allowed: null")
    assert codes(events=[event(category="disaster", mode=None)]) == []


def test_a_main_event_that_the_summary_leaves_out_is_noted() -> None:
    lost = event(description_en="Seven former prisoners were arrested near Hasakah.", evidence=[2])
    findings = found(summary=[statement("The bridge was closed.", 3)] * 2, headline_evidence=[3], events=[lost])
    assert ("consistency.event_not_in_summary", "info") in [(f.code, f.severity) for f in findings]
    assert [f.code for f in found(events=[{**lost, "role": "background"}])] == []


def test_accounts_of_one_claimant_are_noted() -> None:
    one = {"claimant": "the mayor", "says_en": "The bridge is safe.", "evidence": [3]}
    other = {**one, "claimant": "the company"}
    assert [f.code for f in found(events=[event(accounts=[one, dict(one)])])] == ["consistency.single_account"]
    assert found(events=[event(accounts=[one, other])]) == []


@given(st.text("Aaé9 .!-’_\n"))
def test_names_are_words_with_a_capital_letter_inside_a_sentence(text: str) -> None:
    assert consistency._NAME.findall(text) == re.findall(r"(?<![.!?] )(?<!^)\b[A-Z][\w'’-]+", text)
