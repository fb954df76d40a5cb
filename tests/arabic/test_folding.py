"""Folding: which spellings are one, which stay apart, and a map that is exact."""

from __future__ import annotations

import unicodedata
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.arabic.folding import fold, fold_text, is_mark, unfold
from mujaz.arabic.mapped import Span

ARABIC = st.characters(min_codepoint=0x600, max_codepoint=0x6FF)
SPECIAL = st.sampled_from(" \n\t\u00a0\u200b\u200f\u202b\ufeff\u00adـًٌَُِّْٰٓٔٱأإآؤئةىیکﻻﷲﷺ«»“”'—–٫٬،؛؟…½²Éßİ")
TEXT = st.text(alphabet=st.one_of(ARABIC, SPECIAL, st.characters()), max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد إلى آذار ٱلله", "احمد الى اذار الله"),
        ("مؤتمر رئيس", "موتمر رييس"),
        ("مدرسة", "مدرسه"),
        ("مستشفى", "مستشفي"),
        ("قُتِلَ ثَلاثَةٌ", "قتل ثلاثة"),
        ("ٱلرَّحۡمَٰنِ", "الرحمن"),
        ("تنظيـــم", "تنظيم"),
        ("١٢٣ ۴۵۶", "123 456"),
        ("٢٫٥ و١٬٠٠٠", "2.5 و1,000"),
        ("٢٥٪", "25%"),
        ("کتاب علی", "كتاب علي"),
        ("پوتین", "بوتين"),
        ("ڤيينا چاد ڨفصة", "فيينا جاد قفصة"),
        ("ﻭﺩﻋﺖ ﺍﻟﻮﻻﻳﺎﺕ", "ودعت الولايات"),
        ("عبد ﷲ", "عبد الله"),
        ("ﻵﻷﻹﻻ", "لالالالا"),
        ("\u202bنص\u202c \u200fعربي\u200e", "نص عربي"),
        ("زلن\u200bسكي\ufeff م\u00adن", "زلنسكي من"),
        ("كلمة \n\t\u00a0\u2003 أخرى", "كلمة أخرى"),
        ("«قال» “قال” ‹قال›", '"قال" "قال" "قال"'),
        ("2012 – 2015 — ‐", "2012 - 2015 - -"),
        ("نعم، لا؛ متى؟ انتهى۔", "نعم, لا; متى? انتهى."),
        ("ا\u0654حمد مو\u0654تمر ري\u0654يس ا\u0653ذار", "أحمد مؤتمر رئيس آذار"),
        ("Café STRASSE", "cafe\u0301 straße"),
        ("ＵＮ３", "un3"),
    ],
)
def test_spellings_of_one_text_fold_alike(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ماء", "ما"),  # water; what, not
        ("هناء", "هنا"),  # a name; here
        ("10²", "102"),
        ("3½", "31/2"),
        ("حسن", "حسين"),
        ("سعيد", "صعيد"),
        ("ذل", "دل"),
        ("1.5", "1,5"),
        ("a = b", "a ≠ b"),
        ("گ", "ك"),
    ],
)
def test_different_texts_stay_apart(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


def test_every_code_point_folds_to_characters_that_fold_to_themselves() -> None:
    planes = (range(0, 0x32000, 0x1000), range(0xE0000, 0xE1000, 0x1000))  # the rest is unassigned or private
    for block in chain(*planes):
        folded = fold("".join(map(chr, range(block, block + 0x1000)))).text
        assert fold(folded).text == folded, hex(block)


def test_a_character_that_expands_keeps_its_place() -> None:
    folded = fold("لا ﷲ")
    assert folded.text == "لا الله"
    assert list(folded.map) == [0, 1, 2, 3, 3, 3, 3]


def test_white_space_takes_the_place_of_its_first_character() -> None:
    folded = fold("ا \u200b\n ب")
    assert folded.text == "ا ب"
    assert list(folded.map) == [0, 1, 5]


@pytest.mark.parametrize(
    ("raw", "wanted", "expected"),
    [
        ("قال داعِشٌ هنا", "داعش", "داعِشٌ"),
        ("من داعـــش،", "داعش", "داعـــش"),
        ("العراقـ", "العراق", "العراقـ"),
        ("رجل\u200f.", "رجل", "رجل"),
        ("وِصالُ", "صال", "صالُ"),
        ("ﷺ", "صلي", "ﷺ"),
    ],
)
def test_a_folded_range_comes_back_with_the_marks_of_its_last_letter(raw: str, wanted: str, expected: str) -> None:
    folded = fold(raw)
    at = folded.text.index(wanted)
    span = unfold(folded, raw, at, at + len(wanted))
    assert raw[span.start : span.end] == expected


def test_an_empty_range_stays_empty() -> None:
    assert unfold(fold("اَب"), "اَب", 1, 1) == Span(2, 2)
    assert unfold(fold(""), "", 0, 0) == Span(0, 0)
    with pytest.raises(IndexError):
        unfold(fold("اب"), "اب", 1, 3)


def test_marks_of_other_scripts_belong_to_their_letters() -> None:
    assert not is_mark("\u093f")
    assert fold("\u0915\u093f").text == "\u0915\u093f"


@given(TEXT)
def test_the_map_is_in_order_and_in_range(text: str) -> None:
    folded = fold(text)
    places = list(folded.map)
    assert len(places) == len(folded.text)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)
    assert folded.edits == ()


@given(TEXT)
def test_each_character_comes_from_the_place_that_the_map_names(text: str) -> None:
    folded = fold(text)
    for character, place in zip(folded.text, folded.map, strict=True):
        assert character in fold(text[place]).text


@given(TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
    assert "  " not in once


@given(st.text(alphabet=st.one_of(ARABIC, SPECIAL), max_size=60))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    forms = {fold(unicodedata.normalize(form, text)).text for form in ("NFC", "NFD")}
    assert len(forms) == 1


@given(TEXT)
def test_the_text_alone_is_that_of_the_text_with_its_map(text: str) -> None:
    assert fold_text(text) == fold(text).text
    assert fold_text("ب" * 500 + text) == fold("ب" * 500 + text).text


def test_the_text_alone_is_that_of_the_text_with_its_map_however_many_characters_change() -> None:
    every = "".join(map(chr, range(0x250))) + "ﻵﻷﻹﻻ"
    assert fold_text(every) == fold(every).text


@given(TEXT, TEXT)
def test_short_and_long_texts_take_the_same_way(left: str, right: str) -> None:
    # Which of its two implementations `fold` uses depends on the mixture of characters; the result must not.
    padding = "ب" * 500
    assert fold(padding + left + padding).text == padding + fold("ب" + left + "ب").text[1:-1] + padding
    assert fold(left + "،" + right).text.replace(" ", "") == (fold(left).text + "," + fold(right).text).replace(" ", "")
