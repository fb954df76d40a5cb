"""Dates: the case tables, expressions in running text, and properties over every month system."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from edtf import parse_edtf
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from mujaz.arabic import dates
from mujaz.arabic.dates import When

HERE = Path(__file__).parent
SATURDAY = date(2025, 4, 12)
NOTHING = When(None, None, None, None, "none")

LEVANTINE = "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول".split(",")
EGYPTIAN = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
MAGHREBI = "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split()
MOROCCAN = "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر".split()
HIJRI = ("محرم,صفر,ربيع الأول,ربيع الآخر,جمادى الأولى,جمادى الآخرة,رجب,شعبان,رمضان,شوال,ذو القعدة,ذو الحجة").split(",")
_HIJRI_FORMS = st.sampled_from(["{d} {m} {y} هـ", "{d} {m} {y}هـ", "{y}/{n}/{d} هـ"])
_NUMERIC_FORMS = st.sampled_from(["{}/{}/{}", "{}-{}-{}", "{}.{}.{}", "{:02}/{:02}/{}"])
_MODERN = st.dates(date(1990, 1, 1), date(2060, 1, 1))
WEEKDAYS = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()


def lines(name: str) -> Iterator[str]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line


def check(when: When) -> None:
    """What holds for every result."""
    if when.edtf is not None:
        parse_edtf(when.edtf)
    if when.start is not None and when.end is not None:
        assert when.start <= when.end
    if when.basis == "none":
        assert (when.edtf, when.start, when.end) == (None, None, None)
    else:
        assert when.edtf is not None
        assert when.precision is not None


@pytest.mark.parametrize(
    ("expression", "published", "edtf", "basis"), [line.split("\t")[1:] for line in lines("date_cases.tsv")]
)
def test_expression_resolves(expression: str, published: str, edtf: str, basis: str) -> None:
    when = dates.resolve(expression, None if published == "-" else date.fromisoformat(published))
    assert (when.edtf or "-", when.basis) == (edtf, basis)
    check(when)


@pytest.mark.parametrize("sentence", list(lines("date_sentences.txt")))
def test_exactly_the_date_expressions_of_a_sentence_are_found(sentence: str) -> None:
    text = sentence.replace("[", "").replace("]", "")
    assert [text[start:end] for start, end in dates.find(text)] == re.findall(r"\[([^]]*)\]", sentence)


@pytest.mark.parametrize(
    ("expression", "precision", "start", "end"),
    [
        ("12/4/2025", "day", date(2025, 4, 12), date(2025, 4, 12)),
        ("نيسان 2025", "month", date(2025, 4, 1), date(2025, 4, 30)),
        ("شباط 2024", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("عام 2025", "year", date(2025, 1, 1), date(2025, 12, 31)),
        ("صيف 2023", "season", date(2023, 6, 1), date(2023, 8, 31)),
        ("شتاء 2023", "season", date(2023, 1, 1), date(2024, 2, 29)),
        ("الثمانينيات", "decade", date(1980, 1, 1), date(1989, 12, 31)),
        ("القرن التاسع عشر", "century", date(1800, 1, 1), date(1899, 12, 31)),
        ("بين عامي 2014 و2019", "interval", date(2014, 1, 1), date(2019, 12, 31)),
        ("منذ عام 2011", "interval", date(2011, 1, 1), None),
        ("حتى عام 2011", "interval", None, date(2011, 12, 31)),
        ("الساعة الثانية فجراً", "time", None, None),
        ("القرن الأول قبل الميلاد", "century", None, None),
        ("قبل أسبوع", "day", date(2025, 4, 2), date(2025, 4, 8)),
        ("قبل عام", "year", date(2024, 1, 1), date(2024, 12, 31)),
        ("الأسبوع المقبل", "week", date(2025, 4, 14), date(2025, 4, 25)),
    ],
)
def test_precision_and_bounds(expression: str, precision: str, start: date | None, end: date | None) -> None:
    when = dates.resolve(expression, SATURDAY)
    assert (when.precision, when.start, when.end) == (precision, start, end)


@pytest.mark.parametrize("shift", ["الماضي", "المقبل"])
def test_last_and_next_week_never_reach_the_publication_day(shift: str) -> None:
    for offset in range(7):
        published = SATURDAY + timedelta(days=offset)
        when = dates.resolve(f"الأسبوع {shift}", published)
        assert when.start is not None
        assert when.end is not None
        assert when.end < published if shift == "الماضي" else when.start > published


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from([LEVANTINE, EGYPTIAN, MAGHREBI, MOROCCAN]),
    st.sampled_from(
        ["{d} {m} {y}", "{d} من {m} {y}", "يوم {d} {m} عام {y}", "في {d} من شهر {m} سنة {y}", "{d} {m}، {y}"]
    ),
    st.booleans(),
)
def test_every_day_of_every_month_system_is_read_back(day: date, months: list[str], form: str, eastern: bool) -> None:
    text = form.format(d=day.day, m=months[day.month - 1], y=day.year)
    if eastern:
        text = text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert dates.resolve(text, None) == When(day.isoformat(), day, day, "day", "explicit")


@given(st.dates(date(1930, 1, 1), date(2070, 1, 1)), _HIJRI_FORMS)
def test_every_hijri_day_is_read_back(day: date, form: str) -> None:
    hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    text = form.format(d=hijri.day, m=HIJRI[hijri.month - 1], n=hijri.month, y=hijri.year)
    assert dates.resolve(text, None) == When(day.isoformat(), day, day, "day", "explicit")


@given(_MODERN, _NUMERIC_FORMS)
def test_numeric_dates_are_read_day_first(day: date, form: str) -> None:
    assert dates.resolve(form.format(day.day, day.month, day.year), None).start == day
    assert dates.resolve(day.isoformat(), None).start == day


@given(_MODERN, st.integers(0, 6))
def test_weekdays_lie_within_a_week_of_publication(published: date, weekday: int) -> None:
    name = WEEKDAYS[weekday]
    bare, last, following = (
        dates.resolve(text, published).start for text in (name, f"{name} الماضي", f"{name} المقبل")
    )
    assert bare is not None
    assert last is not None
    assert following is not None
    assert {bare.weekday(), last.weekday(), following.weekday()} == {weekday}
    assert timedelta(0) <= published - bare < timedelta(7)
    assert timedelta(0) < published - last <= timedelta(7)
    assert timedelta(0) < following - published <= timedelta(7)


@given(_MODERN, _MODERN)
def test_a_day_without_its_year_is_put_near_publication(day: date, published: date) -> None:
    when = dates.resolve(f"{day.day} {EGYPTIAN[day.month - 1]}", published)
    if when.start is None:
        assert (day.month, day.day) == (2, 29)
        return
    assert (when.start.month, when.start.day, when.basis) == (day.month, day.day, "publication")
    assert -92 <= (published - when.start).days < 366 or (day.month, day.day) == (2, 29)


@pytest.mark.parametrize(
    "expression",
    [
        "أمس", "غداً", "اليوم", "الجمعة", "الشهر الماضي", "قبل يومين", "الأسبوع المقبل", "يوليو الماضي", "العقد الماضي",
        "الصيف الماضي", "أواخر العام الماضي", "مساء أمس", "اليومين الماضيين", "ثمانينيات القرن الماضي", "17 رمضان",
        "الأيام المقبلة", "من الأحد إلى الخميس", "الخامس من الشهر الجاري", "نيسان من العام الماضي", "في غضون أسبوع",
    ],
)  # fmt: skip
def test_nothing_relative_is_guessed_without_a_publication_day(expression: str) -> None:
    assert dates.resolve(expression, None) == NOTHING
    assert dates.resolve(expression, SATURDAY).basis in ("relative", "publication")


@pytest.mark.parametrize(
    "text", ["31 نيسان 2024", "30 شباط", "29 شباط 2023", "0 أيار", "32 أيار", "13/14/2012", "30 رمضان 1446 هـ"]
)
def test_impossible_dates_are_none(text: str) -> None:
    assert dates.resolve(text, SATURDAY) == NOTHING


def test_a_weekday_beside_the_day_decides_the_year() -> None:
    assert dates.resolve("الأحد 20 تموز", SATURDAY).edtf == "2025-07-20"
    assert dates.resolve("السبت 20 تموز", SATURDAY).edtf == "2024-07-20"


def test_two_dates_in_one_expression_resolve_only_when_they_agree() -> None:
    assert dates.resolve("الجمعة، في نيسان الجاري", SATURDAY).edtf == "2025-04-11"
    assert dates.resolve("الجمعة أو 3 آذار", SATURDAY) == NOTHING


_WORDS = (
    "في من إلى بين منذ قبل بعد حتى خلال يوم اليوم أمس غدا الجمعة السبت الماضي المقبل قبل الماضي "
    "عام العام شهر كانون الثاني أيار مارس آب رمضان ربيع الأول هـ م 3 12 2014 1446 / - . ، ( ) "
    "الساعة الثانية فجرا ليل مساء أواخر منتصف النصف القرن العقد ثمانينيات عشر العشرين يومين "
    "أيام ثلاثة الموافق و ال صيف الأسبوع غضون آخر ٢٠٢٤ 99999 0"
)
_PIECES = st.sampled_from(["\n", *_WORDS.split()])


@given(
    st.text() | st.lists(_PIECES).map(" ".join) | st.lists(_PIECES).map("".join),
    st.none() | st.dates(),
)
def test_any_text_gives_ordered_spans_and_valid_results(text: str, published: date | None) -> None:
    end = 0
    for span in dates.find(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end
        check(dates.resolve(text[span.start : span.end], published))
    check(dates.resolve(text, published))


@pytest.mark.parametrize(
    "piece",
    ["ال ", "من ", "بين 3 و", "1/", "1-", "في ", "عام ال ", "أيار/", "ليل ", "قبل ", "ربيع ", "من 3 إلى ", "2014 "],
)
def test_long_repetitions_are_read_to_the_end(piece: str) -> None:
    text = piece * (48_000 // len(piece))
    spans = [(found.start, found.end) for found in dates.find(text)]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
