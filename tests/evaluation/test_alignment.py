"""Which event is which."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.evaluation.alignment import align, cuts
from mujaz.evaluation.assignment import assign
from mujaz.schema.brief import BriefEvent
from mujaz.schema.gold import Gold
from tests.support import golds


def events(*order: int) -> list[BriefEvent]:
    found = golds.brief().events
    return [found[i] for i in order] if order else found


def with_events(*changed: dict[str, Any], alternatives: list[dict[str, Any]] | None = None) -> Gold:
    return golds.gold(events=list(changed), alternatives=alternatives or [])


def written(index: int, **fields: Any) -> dict[str, Any]:
    event: dict[str, Any] = {**golds.gold_document()["events"][index], **fields}
    return event


def test_assignment_takes_the_greatest_total_not_the_greatest_pair() -> None:
    # the greedy choice is .9 + .1; the best is .8 + .7
    assert sorted(assign([[0.9, 0.8], [0.7, 0.1]])) == [(0, 1), (1, 0)]


def test_worthless_pairs_are_left_out() -> None:
    assert assign([[0.0, 0.0], [0.0, 0.5]]) == [(1, 1)]
    assert assign([[0.0]]) == []
    assert assign([]) == []
    assert assign([[]]) == []


@given(st.lists(st.floats(0, 1), min_size=1, max_size=7))
def test_one_row_takes_the_best_column(worth: list[float]) -> None:
    pairs = assign([worth])
    assert pairs == ([(0, worth.index(max(worth)))] if max(worth) > 0 else [])


def test_every_event_finds_its_own_whatever_the_order() -> None:
    for order in ((0, 1), (1, 0)):
        found = align(events(*order), golds.gold())
        assert {(order[pair.system], pair.gold.id) for pair in found.pairs} == {(0, "fire"), (1, "denial")}
        assert [event.id for event in found.passed_over] == ["plan"]
        assert (found.missed, found.spurious, found.f1) == ((), (), 1.0)


def test_an_event_that_is_told_twice_is_found_once() -> None:
    found = align(events(0, 0, 1), golds.gold())
    assert len(found.pairs) == 2
    assert len(found.spurious) == 1
    assert found.f1 == pytest.approx(2 * 2 / (3 + 2))


def test_an_optional_event_costs_nothing_missed_and_never_lowers_the_score_when_found_half() -> None:
    plan = golds.brief().events[0].model_copy(
        update={"description_en": "An inquiry will open.", "category": "accuse", "status": "asserted", "when": None,
                "where": None, "targets": [], "casualties": [], "evidence": golds.brief().summary[2].evidence}
    )  # fmt: skip
    without, half = align(events(0), golds.gold()), align([*events(0), plan], golds.gold())
    credit = next(pair.credit for pair in half.pairs if pair.gold.id == "plan")
    assert credit == pytest.approx(2 / 5)  # category 2; status, when, actors wrong
    # fire 1, denial missed: 2·1 / (1 + 2); with the plan 2·1.4 / (2 + 2.4)
    assert without.f1 == pytest.approx(2 / 3)
    assert half.f1 == pytest.approx(2.8 / 4.4)
    assert half.f1 >= 2 * (1 + 0) / (2 + 2)  # than leaving it unmatched, as a false event


def test_kind_status_and_date_alone_make_no_two_events_one() -> None:
    elsewhere = (
        golds.brief()
        .events[0]
        .model_copy(
            update={"where": None, "targets": [], "casualties": [], "evidence": golds.brief().events[1].evidence}
        )
    )  # same category, status and day, other evidence
    only_fire = with_events(written(0, targets=[], casualties=[], where=None))
    assert align([elsewhere], only_fire).pairs == ()
    # with evidence in common it is the same event, told poorly
    assert len(align([elsewhere.model_copy(update={"evidence": events(0)[0].evidence})], only_fire).pairs) == 1


def test_similarity_below_the_threshold_is_no_match() -> None:
    other = golds.brief().events[0].model_copy(
        update={"category": "support", "status": "planned", "when": None, "where": None, "targets": [],
                "casualties": golds.brief().events[0].casualties[:1]}
    )  # fmt: skip
    found = align([other], with_events(written(0)))
    assert found.pairs == ()  # casualties 2/3 of 7 slots' weight: .095
    assert [event.id for event in found.missed] == ["fire"]
    assert found.spurious == (0,)
    assert found.f1 == 0.0


def test_no_events_on_either_side_is_a_perfect_score() -> None:
    assert align([], with_events()).f1 == 1.0
    assert align([], with_events(written(2))).f1 == 1.0  # only an optional one
    assert align(events(0), with_events()).f1 == 0.0
    assert align([], with_events(written(0))).f1 == 0.0


def test_the_cut_that_suits_the_brief_is_used() -> None:
    killed, injured = (
        written(0, id="deaths", casualties=[{"kind": "killed", "min": 3, "max": 4}]),
        written(0, id="injuries", casualties=[{"kind": "injured", "min": 7, "max": 10}]),
    )
    gold = with_events(written(0), alternatives=[{"replaces": ["fire"], "events": [killed, injured]}])
    fire = events(0)[0]
    split = [
        fire.model_copy(update={"casualties": [one for one in fire.casualties if one.kind == kind]})
        for kind in ("killed", "injured")
    ]
    assert align([fire], gold).f1 == 1.0
    assert align(split, gold).f1 == 1.0
    assert align(split, with_events(written(0))).f1 < 1.0
    assert [[event.id for event in cut] for cut in cuts(gold)] == [["fire"], ["deaths", "injuries"]]


def test_alternatives_of_different_events_combine_and_those_of_one_event_exclude_each_other() -> None:
    other = [
        {"replaces": [name], "events": [written(0, id=f"{name}{n}")]}
        for n, name in enumerate(["fire", "fire", "denial"])
    ]
    gold = with_events(written(0), written(1), alternatives=other)
    assert {tuple(event.id for event in cut) for cut in cuts(gold)} == {
        ("fire", "denial"), ("denial", "fire0"), ("denial", "fire1"), ("fire", "denial2"),
        ("fire0", "denial2"), ("fire1", "denial2"),
    }  # fmt: skip


@given(st.permutations(range(3)), st.permutations(range(3)))
def test_the_order_of_events_decides_nothing(system: list[int], gold: list[int]) -> None:
    told = [*golds.brief().events, golds.brief().events[0].model_copy(update={"category": "crime"})]
    document = golds.gold_document()["events"]
    expected = align(told, golds.gold())
    found = align([told[i] for i in system], with_events(*(document[i] for i in gold)))
    assert found.f1 == expected.f1
    assert {(system[p.system], p.gold.id) for p in found.pairs} == {(p.system, p.gold.id) for p in expected.pairs}
