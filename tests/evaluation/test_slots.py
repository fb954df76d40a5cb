"""Credit of each slot, by hand."""

from __future__ import annotations

import pytest

from mujaz.evaluation.casualties import casualties, count_credit
from mujaz.evaluation.participants import participants
from mujaz.evaluation.slots import compare, sibling
from mujaz.schema.brief import BriefActor, BriefCasualties, BriefEvent, BriefWhen, BriefWhere
from mujaz.schema.gold import GoldActor, GoldCasualties, GoldEvent
from tests.support import golds


def said(**fields: object) -> BriefEvent:
    return golds.brief().events[0].model_copy(update=fields)


def wanted(**fields: object) -> GoldEvent:
    document = {**golds.gold().events[0].model_dump(), **fields}
    return GoldEvent.model_validate(document)


def when(edtf: str | None, reading: str | None = None) -> BriefWhen:
    return BriefWhen(
        expression_ar="أمس", reading=reading, reported_ar=None, edtf=edtf, start=None, end=None, precision=None,
        basis="none",
    )  # fmt: skip


def where(name: str, within: str | None = None) -> BriefWhere:
    return BriefWhere(
        name_ar="ا", name_en=name, within=within, latitude=None, longitude=None, geonameid=None, precision=None
    )


def actor(name: str) -> BriefActor:
    return BriefActor(name_ar=None, name_en=name, sector="UNK")


def one(pattern: str, optional: bool = False) -> GoldActor:
    return GoldActor(names=[pattern], sectors=["UNK"], optional=optional)


def count(kind: str, number: int | None) -> BriefCasualties:
    return BriefCasualties.model_validate(
        {"kind": kind, "who": None, "count": number, "expression_ar": "", "min": None, "best": None, "max": None,
         "qualifier": "unknown"}
    )  # fmt: skip


def span(kind: str, least: int | None, most: int | None, optional: bool = False) -> GoldCasualties:
    return GoldCasualties.model_validate({"kind": kind, "min": least, "max": most, "optional": optional})


@pytest.mark.parametrize(
    ("category", "permitted", "credit"),
    [
        ("assault", ["assault"], 1.0),
        ("coerce", ["crime", "coerce"], 1.0),
        ("coerce", ["assault"], 0.5),  # both material conflict
        ("accuse", ["reject"], 0.5),  # both verbal conflict
        ("accuse", ["assault"], 0.0),  # verbal, material
        ("aid", ["assault"], 0.0),  # cooperation, conflict
        ("statement", ["accuse"], 0.0),  # statement belongs to no quad
        ("crime", ["disaster"], 0.0),
    ],
)
def test_a_category_of_the_same_quad_class_earns_half(category: str, permitted: list[str], credit: float) -> None:
    compared = compare(said(category=category), wanted(category=permitted))
    assert compared.credits["category"] == credit


def test_no_category_is_its_own_sibling_without_a_quad() -> None:
    assert not sibling("other", "other")
    assert sibling("protest", "sanction")


@pytest.mark.parametrize(
    ("edtf", "permitted", "credit"),
    [
        ("2025-03-10", ["2025-03-10"], 1.0),
        ("2025-03-11", ["2025-03-10", "2025-03-11"], 1.0),
        ("2025-03-09", ["2025-03-10"], 0.5),  # a day before
        ("2025-03-11", ["2025-03-10"], 0.5),  # a day after
        ("2025-03-12", ["2025-03-10"], 0.0),
        ("2025-03", ["2025-03-10"], 0.5),  # the month contains the day
        ("2025-03-10", ["2025-03"], 0.5),
        ("2025-04", ["2025-03"], 0.0),  # neighbouring months are no neighbouring days
        ("2025-03-09/2025-03-11", ["2025-03-10"], 0.5),
        ("XXXX-03-10", ["2025-03-10"], 0.5),
        ("XXXX-03-10", ["XXXX-03-10"], 1.0),
        ("XXXX-03-11", ["2025-03-10"], 0.0),
        ("2025-03-10~", ["2025-03-10"], 1.0),
        (None, ["2025-03-10"], 0.0),
        ("2025-03-10", [], 0.0),  # the article does not let anybody know
        (None, [], None),
    ],
)
def test_dates(edtf: str | None, permitted: list[str], credit: float | None) -> None:
    compared = compare(said(when=when(edtf)), wanted(when={"edtf": permitted}))
    assert compared.credits["when"] == credit


def test_the_models_own_reading_counts_where_code_could_not_read_the_date() -> None:
    compared = compare(said(when=when(None, "2025-03-10")), wanted(when={"edtf": ["2025-03-10"]}))
    assert compared.credits["when"] == 1.0


@pytest.mark.parametrize(
    ("system", "credit"),
    [
        (where("Coppersmiths' Market"), 1.0),
        (where("Deir al-Qasab"), 0.5),  # larger
        (where("the fountain"), 0.5),  # smaller
        (where("stall 12", within="Nahhasin market"), 0.5),  # a place in the place
        (where("Tel Aswad"), 0.0),
        (where("Tel Aswad", within="Deir al-Qasab"), 0.0),  # another place in the larger place
        (None, 0.0),
    ],
)
def test_places(system: BriefWhere | None, credit: float) -> None:
    gold = wanted(where={"names": ["coppersmith|nahhasin"], "larger": ["qasab"], "smaller": ["fountain"]})
    assert compare(said(where=system), gold).credits["where"] == credit


def test_a_place_that_the_gold_does_not_have_earns_nothing_and_none_on_both_sides_does_not_count() -> None:
    assert compare(said(where=where("Tel Aswad")), wanted(where=None)).credits["where"] == 0.0
    assert compare(said(where=None), wanted(where=None)).credits["where"] is None


@pytest.mark.parametrize(
    ("names", "credit"),
    [
        (["police", "army"], 1.0),
        (["army", "police"], 1.0),
        (["police"], 2 / 3),  # 2·1 / (1 + 2)
        (["police", "army", "fishermen"], 0.8),  # 2·2 / (3 + 2)
        (["police", "policemen"], 0.5),  # one is taken: 2·1 / (2 + 2)
        (["fishermen"], 0.0),
        ([], 0.0),
    ],
)
def test_actors_are_a_set_of_names(names: list[str], credit: float) -> None:
    found = participants([actor(name) for name in names], [one("police"), one("army")], [])
    assert found == pytest.approx(credit)


def test_optional_actors_cost_nothing_missed_found_or_put_elsewhere() -> None:
    gold, other_side = [one("police"), one("guards?", optional=True)], [one("owner", optional=True)]
    for names in (["police"], ["police", "a guard"], ["police", "the owner"], ["police", "a guard", "guards"]):
        assert participants([actor(name) for name in names], gold, other_side) == 1.0
    assert participants([actor("the owner")], gold, other_side) == 0.0  # police missed
    assert participants([], [one("guards?", optional=True)], []) is None


@pytest.mark.parametrize(
    ("number", "least", "most", "credit"),
    [
        (3, 3, 4, 1.0), (4, 3, 4, 1.0), (5, 3, 4, 0.0),
        (100, 100, 100, 1.0), (90, 100, 100, 0.5), (110, 100, 100, 0.5), (89, 100, 100, 0.0), (111, 100, 100, 0.0),
        (None, 3, 4, 0.0), (None, None, None, 1.0), (12, None, None, 0.0),
    ],
)  # fmt: skip
def test_a_count_is_right_in_the_range_and_half_right_within_a_tenth(
    number: int | None, least: int | None, most: int | None, credit: float
) -> None:
    assert count_credit(number, span("killed", least, most)) == credit


def test_casualties_are_f1_over_kinds() -> None:
    gold = [span("killed", 3, 4), span("injured", 7, 10)]
    assert casualties([count("killed", 3), count("injured", 7)], gold) == 1.0
    assert casualties([count("killed", 3)], gold) == pytest.approx(2 / 3)  # 2·1 / (2·1 + 1 missed)
    assert casualties([count("killed", 30), count("injured", 7)], gold) == 0.5  # 2·1 / (2·2)
    assert casualties([count("killed", 3), count("injured", 7), count("missing", 1)], gold) == 0.8  # 4 / (4 + 1)
    assert casualties([], gold) == 0.0
    assert casualties([], []) is None
    assert casualties([], [span("missing", 1, 1, optional=True)]) is None


def test_two_sources_of_one_kind_and_a_part_of_the_whole_cost_nothing_a_wrong_count_does() -> None:
    gold = [span("killed", 3, 4)]
    assert casualties([count("killed", 3), count("killed", 4)], gold) == 1.0
    assert casualties([count("killed", 4), count("killed", 1)], gold) == 1.0  # "four, one of them a child"
    # precision (1 + 0) / 2, recall 1: 2·.5·1 / 1.5
    assert casualties([count("killed", 4), count("killed", 40)], gold) == pytest.approx(2 / 3)
    assert casualties([count("killed", 1)], gold) == 0.0


@pytest.mark.parametrize(
    ("needed", "attribution", "credit"),
    [
        ("required", "fire chief Rami al-Shamaa", 1.0),
        ("required", "the mayor", 0.0),
        ("required", None, 0.0),
        ("allowed", None, 1.0),
        ("allowed", "fire chief Rami al-Shamaa", 1.0),
        ("allowed", "the mayor", 0.0),
        ("none", "the mayor", 0.0),
        ("none", None, None),
    ],
)
def test_attribution(needed: str, attribution: str | None, credit: float | None) -> None:
    sources = ["sham"] if needed != "none" else []
    compared = compare(said(attribution=attribution), wanted(attribution={"needed": needed, "sources": sources}))
    assert compared.credits["attribution"] == credit


def test_similarity_is_the_weighted_mean_of_the_slots_that_apply() -> None:
    compared = compare(said(), wanted())
    assert compared.similarity == 1.0
    # category 2 · .5, status 1, when 1, where .5, targets 1, casualties 1; no actors on either side: 5.5 / 7
    half = compare(said(category="other", where=where("Deir al-Qasab")), wanted(category=["other"]))
    assert half.similarity == pytest.approx(6.5 / 7)
    wrong = compare(said(category="assault"), wanted(category=["coerce"]))
    assert wrong.similarity == pytest.approx(6 / 7)  # 2·.5 + 5 of 7
