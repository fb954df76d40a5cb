"""Numbers of the English against those of the Arabic."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mujaz.checks import numbers
from mujaz.schema.brief import Finding
from tests.support.briefs import article, event, statement, subject_of

TEXT = (
    "قال المتحدث أمس إن خمسة عمال قتلوا وأصيب 14 آخرون في انهيار المبنى. "
    "وأضاف أن عشرات السكان نقلوا إلى مدارس المدينة، وأن نحو 10 آلاف متر من الأنابيب تضررت. "
    "وكان انهيار مماثل قد وقع في الثالث من آذار 2019 عند الساعة الثامنة مساءً."
)


def found(english: str, *segments: int, published: date | None = date(2025, 5, 14)) -> list[Finding]:
    of = article(TEXT, published=published)
    return list(numbers.check(subject_of(of, headline_evidence=[1], summary=[statement(english, *segments)] * 2)))[::2]


@pytest.mark.parametrize(
    ("english", "segments"),
    [
        ("Five workers were killed and 14 injured.", [1]),
        ("Five workers were killed and fourteen were injured.", [1]),
        ("Dozens of residents were taken to schools.", [2]),
        ("About 10,000 metres of pipe were damaged.", [2]),
        ("Some ten thousand metres of pipe were damaged.", [2]),
        ("A similar collapse happened on 3 March 2019 at 8 pm.", [3]),
        ("A similar collapse happened at 20:00 that day.", [3]),
        ("Two buildings and one school are closed.", [1]),
        ("It happened on 13 May 2025, a spokesman said.", [1]),
        ("An F-16 flew over, and the G7 met.", [1]),
    ],
)
def test_faithful_sentences_are_quiet(english: str, segments: list[int]) -> None:
    assert found(english, *segments) == []


@pytest.mark.parametrize(
    ("english", "number"),
    [
        ("Fifteen workers were killed.", "Fifteen"),
        ("Five workers were killed and 41 injured.", "41"),
        ("Hundreds of residents were taken to schools.", "Hundreds"),
        ("About 100,000 metres of pipe were damaged.", "100,000"),
        ("It happened on 9 March 2019.", "9"),
        ("It happened in 2016.", "2016"),
        ("Twenty-five workers were killed.", "Twenty-five"),
        ("About 45 percent were damaged.", "45"),
    ],
)
def test_a_number_that_the_article_does_not_have_is_an_error(english: str, number: str) -> None:
    findings = found(english, 1, 2, 3)
    assert [(f.code, f.severity) for f in findings] == [("numbers.not_in_article", "error")]
    assert f"«{number}»" in findings[0].message


def test_a_number_from_another_segment_is_a_warning() -> None:
    assert [f.code for f in found("Five workers were killed.", 2)] == ["numbers.elsewhere"]


def test_without_a_publication_date_a_relative_date_bears_out_no_day() -> None:
    assert [f.code for f in found("It happened on 13 May.", 1, published=None)] == ["numbers.not_in_article"]


@pytest.mark.parametrize(
    ("count", "expression", "codes"),
    [
        (5, "خمسة عمال", []),
        (14, "14 آخرون", []),
        (15, "خمسة عمال", ["numbers.count_differs"]),
        (41, "14 آخرون", ["numbers.count_differs"]),
        (None, "عشرات السكان", []),
        (10, "عشرات السكان", []),
        (5, "عشرات السكان", ["numbers.count_differs"]),
        (40, "السكان", ["numbers.count_differs"]),
    ],
)
def test_a_casualty_count_must_follow_from_its_expression(count: int | None, expression: str, codes: list[str]) -> None:
    counted: dict[str, Any] = {"kind": "killed", "who": None, "count": count, "expression_ar": expression}
    subject = subject_of(article(TEXT), events=[event(casualties=[counted])])
    assert [f.code for f in numbers.check(subject) if f.path.startswith("/events")] == codes
