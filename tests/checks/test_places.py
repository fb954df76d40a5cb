"""Where a place lies, according to the draft, the article and the glossary."""

from __future__ import annotations

import pytest

from mujaz.checks import places
from tests.support.briefs import article, brief_of, event, subject_of

TEXT = "وقع انفجار في مدينة الميادين وآخر في بلدة تل النوارس قرب وادي السكّر. وقالت بغداد إنها تتابع ما جرى في منبج."


def found(name_ar: str, name_en: str, within: str | None) -> list[tuple[str, str]]:
    where = {"name_ar": name_ar, "name_en": name_en, "within": within}
    return [(f.code, f.severity) for f in places.check(subject_of(article(TEXT), events=[event(where=where)]))]


@pytest.mark.parametrize(
    ("name_ar", "name_en", "within"),
    [
        ("الميادين", "al-Mayadin", None),
        ("الميادين", "al-Mayadin", "Deir ez-Zor"),
        ("الميادين", "al-Mayadin", "Deir ez-Zor province, Syria"),
        ("الميادين", "al-Mayadin", "eastern Syria"),
        ("تل النوارس", "Tal al-Nawaris", "Wadi al-Sukkar"),
        ("تل النوارس", "Tal al-Nawaris", "eastern districts"),
        ("منبج", "Manbij", "Aleppo countryside"),
    ],
)
def test_what_the_glossary_or_the_article_says_is_quiet(name_ar: str, name_en: str, within: str | None) -> None:
    assert found(name_ar, name_en, within) == []


@pytest.mark.parametrize("within", ["Raqqa province", "Iraq", "Deir ez-Zor, Iraq", "Baghdad"])
def test_a_place_that_lies_elsewhere_is_a_warning(within: str) -> None:
    assert found("الميادين", "al-Mayadin", within) == [("places.within_differs", "warning")]


@pytest.mark.parametrize("within", ["Hasakah", "Brzezinsk county", "Lebanon"])
def test_a_larger_place_that_nobody_names_is_a_warning(within: str) -> None:
    assert found("تل النوارس", "Tal al-Nawaris", within) == [("places.within_added", "warning")]


@pytest.mark.parametrize(
    ("name_ar", "name_en", "within", "codes"),
    [
        ("بن قردان", "Ben Guerdane", "Medenine", []),  # the glossary knows the country alone
        ("جرجيس", "Zarzis", "Medenine governorate", []),
        ("جرجيس", "Zarzis", "Medenine", ["places.within_differs"]),  # one city is not in another
        ("بن قردان", "Ben Guerdane", "Manbij", ["places.within_differs"]),
        ("جسر قرقوزاق", "Qaraqozak Bridge", "Kobani", []),  # both in one province: it may be the district
        ("جسر قرقوزاق", "Qaraqozak Bridge", "Hama", ["places.within_differs"]),
        ("البحر الميت", "Dead Sea", "Medenine", []),
        ("مدينة دوما", "Douma", "Eastern Ghouta", []),  # a region of its province
        ("مدينة دوما", "Douma", "Harasta", ["places.within_differs"]),
    ],
)
def test_what_the_glossary_cannot_know_is_quiet(name_ar: str, name_en: str, within: str, codes: list[str]) -> None:
    text = (
        "وقع حادث بين بن قردان وجرجيس في ولاية مدنين وآخر عند البحر الميت، "
        "وقصف جسر قرقوزاق بريف كوباني وحماة ودوما في الغوطة الشرقية."
    )
    where = {"name_ar": name_ar, "name_en": name_en, "within": within}
    assert [f.code for f in places.check(subject_of(article(text), events=[event(where=where)]))] == codes


def test_coordinates_come_from_the_glossary_alone() -> None:
    where = [
        {"name_ar": "الميادين", "name_en": "al-Mayadin", "within": "Syria"},
        {"name_ar": "تل النوارس", "name_en": "Damascus", "within": "Syria"},
        {"name_ar": "الميادين", "name_en": "al-Mayadin", "within": "Iraq"},
    ]
    brief = brief_of(article(TEXT), events=[event(where=one) for one in where])
    known, unknown, elsewhere = (made.where for made in brief.events)
    assert known is not None
    assert unknown is not None
    assert elsewhere is not None
    assert known.latitude == pytest.approx(35.0, abs=0.1)
    assert (unknown.latitude, unknown.longitude, unknown.geonameid) == (None, None, None)
    assert (elsewhere.latitude, elsewhere.longitude, elsewhere.geonameid) == (None, None, None)
