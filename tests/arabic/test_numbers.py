"""Numbers: the case tables, spans, and properties over generated numerals."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mujaz.arabic import numbers
from mujaz.arabic.numbers import Number, Quantity

HERE = Path(__file__).parent
NTREX = HERE.parents[1] / ".." / "shared" / "data" / "ntrex-dev.jsonl"


def rows(name: str) -> Iterator[list[str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def code(number: Number) -> str:
    """A number as number_cases.tsv writes it."""
    sign = {"ordinal": "#", "vague": "~", "dual": "="}.get(number.kind, "")
    low, high = ("" if bound is None else str(bound) for bound in (number.low, number.high))
    value = low if number.low == number.high else f"{low}..{high}"
    return f"{sign}{value}{'%' if number.unit == 'percent' else ''}"


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in rows("number_cases.tsv")])
def test_numbers_of_a_phrase(text: str, expected: str) -> None:
    assert (" ".join(map(code, numbers.find(text))) or "-") == expected


@pytest.mark.parametrize("row", list(rows("quantity_cases.tsv")), ids=lambda row: str(row[0]))
def test_quantity_of_an_expression(row: list[str]) -> None:
    low, best, high = (None if bound == "-" else int(bound) for bound in row[1:4])
    assert numbers.quantity(row[0]) == Quantity(low, best, high, row[4])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("وأصيب بعشرة جروح", ["عشرة"]),
        ("ولخمسة آلاف", ["خمسة آلاف"]),
        ("في الـ24 ساعة", ["24"]),
        ("قرابة مئة وعشرين ألفاً منهم", ["مئة وعشرين ألفاً"]),
        ("بنسبة %30 ثم ٣٥٪", ["%30", "٣٥٪"]),
        ("خَمْسَةٌ وعِشْرُونَ رجلاً", ["خَمْسَةٌ وعِشْرُونَ"]),
        ("وـثلاثة", ["ثلاثة"]),
        ("ثلاثمئة و خمسة", ["ثلاثمئة و خمسة"]),
        ("للعشرين عاماً", ["للعشرين"]),
        ("25 في المئة من", ["25 في المئة"]),
        ("12.04.2025", ["12", "04", "2025"]),
        ("بين 10 و15 شخصاً", ["10 و15"]),
    ],
)
def test_span_leaves_attached_particles_out(text: str, spans: list[str]) -> None:
    assert [text[number.start : number.end] for number in numbers.find(text)] == spans


@pytest.mark.parametrize(
    ("text", "kind", "qualifier"),
    [
        ("12 شخصاً", "digits", "exact"),
        ("اثنا عشر شخصاً", "words", "exact"),
        ("عشرات الأشخاص", "vague", "tens"),
        ("مئات الأشخاص", "vague", "hundreds"),
        ("آلاف الأشخاص", "vague", "thousands"),
        ("بضعة أشخاص", "vague", "several"),
        ("جنديان", "dual", "exact"),
        ("الثالث", "ordinal", "exact"),
        ("نحو 12 شخصاً", "digits", "about"),
        ("زهاء اثني عشر شخصاً", "words", "about"),
        ("أكثر من 12 شخصاً", "digits", "at_least"),
        ("لا يتجاوز 12 شخصاً", "digits", "up_to"),
        ("تجاوز 12 شخصاً", "digits", "at_least"),
    ],
)
def test_kind_and_qualifier(text: str, kind: str, qualifier: str) -> None:
    (number,) = numbers.find(text)
    assert (number.kind, number.qualifier) == (kind, qualifier)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("1.234 شخصاً", (1234, Fraction(617, 500))),
        ("1.234 مليون", (1234000, 1234000000)),
        ("10.000 ليرة", (10000,)),
        ("3,5", (Fraction(7, 2),)),
        ("مليونا دولار", (2000000, 1000000)),
        ("مليوناً", (1000000,)),
        ("6ر3 بالمئة", (Fraction(18, 5), Fraction(63, 10))),
        ("عشرين وخمسة", (25, 20, 5)),
    ],
)
def test_ambiguous_writing_keeps_every_reading(text: str, figures: tuple[object, ...]) -> None:
    (number,) = numbers.find(text)
    assert number.figures == figures
    assert number.value == figures[0]


# A speller of its own, so that reading is checked against the grammar and not against itself.

_FEMININE_3_TO_9 = "ثلاث أربع خمس ست سبع ثمان تسع".split()
_STEMS = "عشر ثلاث أربع خمس ست سبع ثمان تسع".split()


def _one_to_nineteen(value: int, masculine: bool, nominative: bool) -> str:
    one = ("واحد" if masculine else "واحدة", "أحد عشر" if masculine else "إحدى عشرة")
    two = ("اثنان" if nominative else "اثنين") if masculine else ("اثنتان" if nominative else "اثنتين")
    twelve = two[:-1] + (" عشر" if masculine else " عشرة")
    if value in (1, 11):
        return one[value == 11]
    if value in (2, 12):
        return two if value == 2 else twelve
    if value == 10:
        return "عشرة" if masculine else "عشر"
    unit = _FEMININE_3_TO_9[value % 10 - 3]
    if value % 10 == 8 and (masculine or value == 18):
        unit = "ثماني"
    if masculine:  # the numeral takes the opposite gender
        unit += "ة"
    return unit if value < 10 else unit + (" عشر" if masculine else " عشرة")


def _below_thousand(value: int, masculine: bool, nominative: bool, hundred: str, fused: bool) -> str:
    parts = []
    hundreds, rest = divmod(value, 100)
    if hundreds == 1:
        parts.append(hundred)
    elif hundreds == 2:
        parts.append(hundred[:-1] + ("تان" if nominative else "تين"))
    elif hundreds:
        stem = _FEMININE_3_TO_9[hundreds - 3]
        parts.append(stem + hundred if fused else ("ثماني" if hundreds == 8 else stem) + " " + hundred)
    if 0 < rest < 20:
        parts.append(_one_to_nineteen(rest, masculine, nominative))
    elif rest:
        tens, unit = divmod(rest, 10)
        if unit:
            parts.append(_one_to_nineteen(unit, masculine, nominative))
        parts.append(_STEMS[tens - 2] + ("ون" if nominative else "ين"))
    return " و".join(parts)


def spell(value: int, masculine: bool, nominative: bool, hundred: str, fused: bool) -> str:
    """`value` (0 to 10^7) in Arabic words, in one of the spellings newspapers use."""
    if value == 0:
        return "صفر"
    parts = []
    for scale, singular, dual, plural in ((10**6, "مليون", "مليون", "ملايين"), (1000, "ألف", "ألف", "آلاف")):
        count, value = divmod(value, scale)
        if count == 1:
            parts.append(singular)
        elif count == 2:
            parts.append(dual + ("ان" if nominative else "ين"))
        elif count:
            words = _below_thousand(count, True, nominative, hundred, fused)
            few = 3 <= count % 100 <= 10
            accusative = count % 100 > 10
            parts.append(f"{words} {plural if few else singular + 'اً' * accusative}")
    if value:
        parts.append(_below_thousand(value, masculine, nominative, hundred, fused))
    return " و".join(parts)


@given(
    st.integers(0, 10**7) | st.integers(0, 2500),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["مئة", "مائة"]),
    st.booleans(),
)
@example(8, True, True, "مئة", True)
@example(10**7, True, True, "مئة", True)
def test_spelled_numbers_are_read_back(
    value: int, masculine: bool, nominative: bool, hundred: str, fused: bool
) -> None:
    text = spell(value, masculine, nominative, hundred, fused)
    (number,) = numbers.find(text)
    assert number.value == value, text
    assert (number.start, number.end) == (0, len(text))


@given(
    st.integers(0, 10**7), st.sampled_from(["{:,}", "{}"]), st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
)
def test_digits_of_every_script_are_read_back(value: int, form: str, script: str) -> None:
    text = form.format(value).translate(str.maketrans("0123456789", script))
    (number,) = numbers.find(f"بلغ العدد {text} حالة")
    assert number.value == value


_WORDS = (
    "و ال ب ل عشرة عشر خمسة مئة ألف آلاف مليون ونصف نصف ثلث بضع عدة نيف عشرات مئات بين إلى أو "
    "من أكثر % ٪ - . , 1 25 2014 ٣٫٥ 1.234 الثالث والعشرين واحد أحد اثنين لا يقل عن بالمئة في "
    "المئة ر صفر جنديين مدنيين"
)
_PIECES = st.sampled_from(["\n", *_WORDS.split()])


@example("0٫0٫0بالمئة")
@example("عشر%0")
@given(st.text() | st.lists(_PIECES).map(" ".join) | st.lists(_PIECES).map("".join))
def test_any_text_gives_ordered_spans_and_consistent_bounds(text: str) -> None:
    end = 0
    for number in numbers.find(text):
        assert end <= number.start < number.end <= len(text)
        end = number.end
        assert number.low is not None or number.high is not None
        if number.low is not None and number.high is not None:
            assert number.low <= number.high
    quantity = numbers.quantity(text)
    known = [bound for bound in quantity[:3] if bound is not None]
    assert known == sorted(known)


@pytest.mark.parametrize(
    "piece", ["آلاف ", "عشرات آلاف ", "و", "ال ", "1.", "1,", "1-", "ألف و", "بين 1 و", "1 000 ", "9"]
)
def test_long_repetitions_are_read_to_the_end(piece: str) -> None:
    text = piece * (48_000 // len(piece))
    spans = [(found.start, found.end) for found in numbers.find(text)]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


_ENGLISH_COUNT = re.compile(r"(?<![\d.,-])\d{1,4}(?![\d.,]*\d|[-%]|s\b)")
_ENGLISH_SCALE = re.compile(r"\d [mb]illion|\d[mbk]n?\b")


def test_numbers_of_english_originals_are_found_in_their_arabic_translations() -> None:
    if not NTREX.exists():
        pytest.skip(f"no parallel corpus at {NTREX}")
    total = found = 0
    for line in NTREX.read_text(encoding="utf-8").splitlines():
        for sentence in json.loads(line)["sentences"]:
            wanted = {int(digits) for digits in _ENGLISH_COUNT.findall(sentence["en"]) if int(digits) > 2}
            if not wanted or _ENGLISH_SCALE.search(sentence["en"]):
                continue
            total += 1
            figures = {figure for number in numbers.find(sentence["ar"]) for figure in number.figures}
            found += wanted <= figures
    assert total > 80
    assert found / total >= 0.97


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("إن خمساً من الوفيات السبع عشرة", [5, 17]),
        ("وخمساً وستين شاحنة", [65]),
        ("ألفين وثلاثمئة وستاً وأربعين قطعة", [2346]),
        ("ستا و أربعين", [46]),
        ("طالبت بواحد وثلاثين مليوناً وبعشر سنوات", [31_000_000, 10]),
        ("رأى سبعا في الحديقة", []),
    ],
)
def test_accusative_units_and_a_preposition_that_begins_another_number(text: str, values: list[int]) -> None:
    assert [number.value for number in numbers.find(text)] == values
