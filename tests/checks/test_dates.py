"""Dates of the English and of the model's reading against those of the Arabic."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mujaz.checks import _edtf, _english_dates, dates
from mujaz.schema.brief import Finding
from tests.support.briefs import article, brief_of, event, statement, subject_of

TEXT = (
    "انهار المبنى مساء أمس الثلاثاء، وأصيب خمسة عمال. "
    "ويجتمع المجلس يوم السبت المقبل. "
    "وكان انهيار مماثل قد وقع في شباط الماضي، وآخر في 8 كانون الثاني. "
    "وبدأ البناء في عام 2019 وتوقف أواخر العام الماضي."
)
PUBLISHED = date(2025, 5, 14)  # a Wednesday


def reading(
    expression: str | None, edtf: str, published: date | None = PUBLISHED, text: str = TEXT, **fields: Any
) -> list[tuple[str, str]]:
    when = {"expression_ar": expression, "reading": edtf, "reported_ar": None}
    subject = subject_of(article(text, published=published), events=[event(when=when, **fields)])
    return [(f.code, f.severity) for f in dates.check(subject) if f.path == "/events/0/when/reading"]


def in_sentence(english: str, *segments: int, published: date | None = PUBLISHED) -> list[Finding]:
    of = article(TEXT, published=published)
    found = dates.check(subject_of(of, summary=[statement(english, *segments), statement()]))
    return [f for f in found if f.path == "/summary/0"]


@pytest.mark.parametrize(
    ("expression", "edtf"),
    [
        ("مساء أمس الثلاثاء", "2025-05-13"),
        ("مساء أمس الثلاثاء", "2025-05"),
        ("مساء أمس الثلاثاء", "2025-05-13T21:00:00"),
        ("مساء أمس الثلاثاء", "2025-05-13~"),
        ("شباط الماضي", "2025-02"),
        ("شباط الماضي", "2025-02-XX"),
        ("8 كانون الثاني", "2025-01-08"),
        ("8 كانون الثاني", "XXXX-01-08"),
        ("عام 2019", "2019"),
        ("عام 2019", "2019-22"),
        ("عام 2019", "201X"),
        ("أواخر العام الماضي", "2024-10/2024-12"),
        ("أواخر العام الماضي", "2024-12-31/.."),
        ("بين 2014 و2019", "2014/2019"),
    ],
)
def test_readings_that_the_arabic_allows_are_quiet(expression: str, edtf: str) -> None:
    assert reading(expression, edtf) == []


@pytest.mark.parametrize(
    "edtf", ["13 May 2025", "2025-5-13", "2025-13", "2025-02-31", "yesterday", "2019/2014", "/", "{", "[2025-01]x"]
)
def test_what_is_no_edtf_is_an_error(edtf: str) -> None:
    assert reading("مساء أمس الثلاثاء", edtf) == [("dates.reading_invalid", "error")]


@pytest.mark.parametrize(
    "edtf", ["2025-05-13/", "../2025", "2024-21", "-0044-03-15", "19XX", "{2025-05-08,2025-05-09}", "2025-05-13T21:00Z"]
)
def test_what_is_edtf(edtf: str) -> None:
    assert _edtf.read(edtf) is not None


@pytest.mark.parametrize(
    ("expression", "edtf"),
    [
        ("مساء أمس الثلاثاء", "2025-05-14"),
        ("مساء أمس الثلاثاء", "2024-05-13"),
        ("شباط الماضي", "2025-03"),
        ("8 كانون الثاني", "XXXX-02-08"),
        ("8 كانون الثاني", "2024-01-08"),
        ("عام 2019", "2018"),
        ("يوم السبت المقبل", "2025-05-10"),
    ],
)
def test_readings_that_the_arabic_excludes_are_errors(expression: str, edtf: str) -> None:
    assert reading(expression, edtf) == [("dates.reading_differs", "error")]


STORY = "بدأ إضراب عام 2018 في 11 شباط. وعاد العمال منتصف الشهر نفسه. وأُغلق المصنع مطلع العام التالي، في آذار."


@pytest.mark.parametrize(
    ("expression", "edtf", "fields", "codes"),
    [
        ("11 شباط", "2018-02-11", {}, []),
        ("11 شباط", "2018-03-11", {}, [("dates.reading_differs", "error")]),
        ("11 شباط", "2017-02-11", {}, [("dates.reading_differs", "error")]),
        ("11 شباط", "2026-02-11", {}, [("dates.reading_differs", "error")]),
        ("11 شباط", "2026-02-11", {"status": "planned"}, []),
        ("منتصف الشهر نفسه", "2018-02", {}, [("dates.reading_by_context", "info")]),
        ("مطلع العام التالي، في آذار", "2019-03", {}, [("dates.reading_by_context", "info")]),
        ("مطلع العام التالي، في آذار", "2019-04", {}, [("dates.reading_differs", "error")]),
    ],
)
def test_an_expression_means_a_date_of_its_story(
    expression: str, edtf: str, fields: dict[str, Any], codes: list[tuple[str, str]]
) -> None:
    assert reading(expression, edtf, text=STORY, **fields) == codes


@pytest.mark.parametrize(
    ("expression", "edtf", "resolved"),
    [
        ("11 شباط", "2018-02-11", ("2018-02-11", "explicit")),
        ("11 شباط", "2018-03-11", ("2025-02-11", "publication")),
        ("11 شباط", "yesterday", ("2025-02-11", "publication")),
        ("منتصف الشهر نفسه", "2018-02", (None, "none")),
        ("عام 2018", "2017", ("2018", "explicit")),
    ],
)
def test_the_brief_has_the_date_of_the_story_and_never_the_model_s_own(
    expression: str, edtf: str, resolved: tuple[str | None, str]
) -> None:
    when = {"expression_ar": expression, "reading": edtf, "reported_ar": None}
    brief = brief_of(article(STORY, published=PUBLISHED), events=[event(when=when)])
    found = brief.events[0].when
    assert found is not None
    assert (found.edtf, found.basis) == resolved


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2025-04-02/2025-04-04", []),
        ("2025-03-31/2025-04-04", [("dates.reading_differs", "warning")]),
        ("2025-04-02/2025-04-05", [("dates.reading_differs", "warning")]),
        ("2025-04", []),
    ],
)
def test_who_reads_from_a_day_to_a_day_reads_both(edtf: str, expected: list[tuple[str, str]]) -> None:
    assert reading("منذ 2 أبريل 2025 وحتى 4 أبريل 2025", edtf) == expected


def test_an_approximate_expression_does_not_exclude_what_is_near() -> None:
    assert reading("أواخر العام الماضي", "2025-01-20") == []
    assert reading("أواخر العام الماضي", "2023-05") == [("dates.reading_differs", "error")]


def test_a_bare_weekday_of_what_is_planned_may_be_the_next_one() -> None:
    text = "يجتمع المجلس يوم الجمعة."
    assert reading("يوم الجمعة", "2025-05-16", text=text, status="planned") == []
    assert reading("يوم الجمعة", "2025-05-16", text=text) == [("dates.reading_differs", "error")]


def test_without_a_publication_date_a_relative_expression_has_no_date() -> None:
    assert reading("مساء أمس الثلاثاء", "2025-05-13", None) == [("dates.reading_unanchored", "warning")]
    assert reading("8 كانون الثاني", "XXXX-01-08", None) == []
    assert reading("8 كانون الثاني", "2023-01-08", None) == [("dates.reading_unanchored", "warning")]
    assert reading("8 كانون الثاني", "2023-03-08", None) == [("dates.reading_differs", "error")]


@pytest.mark.parametrize(
    ("expression", "edtf", "findings"),
    [
        ("19 مارس/ آذار الجاري", "XXXX-03-19", []),
        ("19 مارس/ آذار الجاري", "XXXX-03-29", [("dates.reading_differs", "error")]),
        ("19 مارس/ آذار الجاري", "2015-03-29", [("dates.reading_differs", "error")]),
        ("19 مارس/ آذار الجاري", "2015-03-19", [("dates.reading_unanchored", "warning")]),
        ("الثلاثاء الماضي", "2015-03-17", [("dates.reading_unanchored", "warning")]),
        ("آذار الماضي", "2015-03-17", [("dates.reading_unanchored", "warning")]),
    ],
)
def test_a_day_and_month_are_known_without_a_publication_date(
    expression: str, edtf: str, findings: list[tuple[str, str]]
) -> None:
    assert reading(expression, edtf, None) == findings


@pytest.mark.parametrize(
    ("expression", "edtf", "findings"),
    [
        ("قبل ثلاثة أيام فقط من زيارته", "2025-04-29", []),
        ("قبل شهر ونصف شهر من الانتخابات", "2025-01-29", []),
        ("قبل ثلاثة أيام فقط", "2025-04-29", [("dates.reading_differs", "error")]),
        ("يوم الأربعاء", "2025-05-14", []),  # the day of publication, or a week before
        ("يوم الأربعاء", "2025-05-07", []),
        ("يوم الأربعاء", "2025-04-30", [("dates.reading_differs", "error")]),
        ("اليوم الأربعاء", "2025-05-07", [("dates.reading_differs", "error")]),
        ("هذا الأربعاء", "2025-05-07", [("dates.reading_differs", "error")]),
        ("يوم الثلاثاء", "2025-05-06", [("dates.reading_differs", "error")]),
    ],
)
def test_what_counts_from_another_day_is_left_open(expression: str, edtf: str, findings: list[tuple[str, str]]) -> None:
    assert reading(expression, edtf) == findings


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ('خرجت مسيرات فيما عرف ب "جمعة الشارع لنا".', True),
        ("خرجت مسيرات في «جمعة الغضب».", True),
        ("خرجت مسيرات قادها علي جمعة.", False),
        ("صرح جمعة القاضي بأن المسيرات انتهت.", False),
    ],
)
def test_a_friday_of_protest_is_a_friday(text: str, quiet: bool) -> None:
    subject = subject_of(article(text), summary=[statement("Marches were held on Friday.", 1), statement()])
    assert any(f.code == "dates.weekday" for f in dates.check(subject)) != quiet


def test_a_reading_needs_an_expression() -> None:
    assert reading(None, "2025-05-13") == [("dates.reading_unanchored", "warning")]


@pytest.mark.parametrize(
    ("english", "segment"),
    [
        ("The building collapsed on Tuesday evening.", 1),
        ("The building collapsed on 13 May.", 1),
        ("The council meets on Saturday, 17 May.", 2),
        ("A similar collapse happened in February, another on 8 January.", 3),
        ("Police said on Wednesday that it collapsed on Tuesday.", 1),
        ("Workers may leave; the Sunday Times and a march in Black Friday sales are no dates.", 1),
        ("May they march?", 1),
    ],
)
def test_dates_of_the_cited_arabic_are_quiet(english: str, segment: int) -> None:
    assert in_sentence(english, segment) == []


@pytest.mark.parametrize(
    ("english", "code"),
    [
        ("The building collapsed on Friday.", "dates.weekday"),
        ("The building collapsed in August.", "dates.not_in_article"),
        ("The building collapsed on 13 March.", "dates.not_in_article"),
        ("The building collapsed on Mar. 13.", "dates.not_in_article"),
    ],
)
def test_dates_that_the_article_does_not_have_are_errors(english: str, code: str) -> None:
    assert [(f.code, f.severity) for f in in_sentence(english, 1)] == [(code, "error")]


def test_the_day_of_the_report_is_no_other_day_of_the_evidence() -> None:
    of = article("أعلن المجلس أمس الثلاثاء إغلاق الجسر. وأغلق الطريق أيضاً.", published=date(2025, 5, 14))
    for segment, found in ((1, ["dates.weekday"]), (2, [])):
        summary = [statement("The council announced it on Wednesday.", segment), statement("News.", 2)]
        made = subject_of(of, headline_en="News", summary=summary)
        assert [f.code for f in dates.check(made) if f.path == "/summary/0"] == found


def test_a_caveat_may_say_which_day_it_would_have_been() -> None:
    caveat = {"kind": "slip", "text_en": "That day was a Friday.", "evidence": [1]}
    made = subject_of(article(TEXT, published=date(2025, 5, 14)), caveats=[caveat])
    assert [f.severity for f in dates.check(made) if f.path.startswith("/caveats")] == ["info"]


def test_a_date_of_another_segment_is_a_warning() -> None:
    assert [(f.code, f.severity) for f in in_sentence("It collapsed on Tuesday.", 3)] == [
        ("dates.elsewhere", "warning")
    ]
    # right beside, but the evidence has another day
    assert [f.severity for f in in_sentence("It collapsed on Tuesday.", 2)] == ["warning"]
    assert [f.severity for f in in_sentence("On Saturday it had been February.", 3)] == ["info"]


def test_a_month_may_be_written_onto_the_word_after_it() -> None:
    of = article("بدأ العمل في سبتمبرالماضي وانتهى الأحد.", published=date(2025, 5, 14))
    for month, found in (("September", []), ("December", ["dates.not_in_article"])):
        made = subject_of(of, headline_evidence=[1], summary=[statement(f"Work began in {month}."), statement()])
        assert [f.code for f in dates.check(made)] == found


def test_a_year_bears_out_no_month() -> None:
    assert [f.code for f in in_sentence("Building began in July 2019.", 4)] == ["dates.not_in_article"]


def test_without_a_publication_date_yesterday_is_no_month() -> None:
    assert [f.code for f in in_sentence("It collapsed on 13 May.", 1, published=None)] == ["dates.not_in_article"]


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("انهار المبنى الثلاثاء 14 أيار 2025.", 1),
        ("انهار المبنى الأربعاء 14 أيار 2025، وأعيد فتحه الخميس 15 أيار 2025.", 0),
        ("انهار المبنى الثلاثاء 14 أيار 2025، ثم الثلاثاء 21 أيار 2025.", 1),
        ("انهار المبنى الثلاثاء.", 0),
    ],
)
def test_a_weekday_that_is_not_that_of_its_date_is_noted_once(text: str, slips: int) -> None:
    found = [f for f in dates.check(subject_of(article(text, published=date(2025, 5, 22)))) if f.severity == "info"]
    assert [f.code for f in found] == ["dates.weekday_slip"] * slips
    assert all(f.start is not None for f in found)


def test_weekdays_and_months_in_english() -> None:
    found = _english_dates.find("From Monday to Thurs 5 June, then in May and on Sept. 3; June Whitfield may march.")
    assert [(m.kind, m.number) for m in found] == [
        ("weekday", 0),
        ("weekday", 3),
        ("month", 6),
        ("month", 5),
        ("month", 9),
    ]


COUNTED = "انهارت الهدنة الأولى بعد أقل من يومين. وبعد شهر وقّع الطرفان اتفاقاً. ويفتتح المعرض بعد أسبوع."


@pytest.mark.parametrize(
    ("expression", "edtf", "status", "findings"),
    [
        ("بعد أقل من يومين", "2025-04-20", "asserted", [("dates.reading_by_context", "info")]),
        ("بعد شهر", "2025-05", "asserted", [("dates.reading_by_context", "info")]),
        ("بعد شهر", "2025-06", "asserted", [("dates.reading_by_context", "info")]),  # done, and yet to come?
        ("بعد أسبوع", "2025-05-21", "planned", []),
        ("قبل يومين", "2025-05-20", "asserted", [("dates.reading_differs", "error")]),
        ("بعد ظهر غد", "2025-05-13", "planned", [("dates.reading_differs", "error")]),
    ],
)
def test_after_a_month_counts_from_what_is_told_before(
    expression: str, edtf: str, status: str, findings: list[tuple[str, str]]
) -> None:
    assert reading(expression, edtf, text=f"{COUNTED} {expression}.", status=status) == findings


TWO_DAYS = "يوم الثلاثاء 15 ذو القعدة 1446 هـ، الموافق 23 أيار 2025"  # the 13th of May, a Tuesday, and the 23rd


@pytest.mark.parametrize(
    ("edtf", "findings"),
    [
        ("2025-05-13", [("dates.reading_by_context", "info")]),
        ("2025-05-23", []),
        ("2025-05-18", [("dates.reading_differs", "error")]),
    ],
)
def test_of_an_expression_that_states_two_days_either_may_be_read(edtf: str, findings: list[tuple[str, str]]) -> None:
    assert reading(TWO_DAYS, edtf, text=f"صدر القرار {TWO_DAYS}.") == findings
