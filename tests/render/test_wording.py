"""Dates, counts and verdicts in English."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mujaz.render import _wording
from mujaz.render._outline import outline
from mujaz.schema.brief import BriefCasualties, BriefStatement, BriefWhen

from .brief_building import SOURCE, plain_event, sample


def dated(**changes: Any) -> BriefWhen:
    fields = {
        "expression_ar": "يوم الخميس",
        "reading": None,
        "reported_ar": None,
        "edtf": None,
        "start": None,
        "end": None,
        "precision": None,
        "basis": "explicit",
    }
    return BriefWhen.model_validate(fields | changes)


@pytest.mark.parametrize(
    ("edtf", "start", "end", "said"),
    [
        ("2025-04-11", date(2025, 4, 11), date(2025, 4, 11), "11 April 2025"),
        ("2025-04", date(2025, 4, 1), date(2025, 4, 30), "April 2025"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "2025"),
        ("2014/2019", date(2014, 1, 1), date(2019, 12, 31), "2014 to 2019"),
        ("2025-04/2025-06", date(2025, 4, 1), date(2025, 6, 30), "April to June 2025"),
        ("2024-12/2025-01", date(2024, 12, 1), date(2025, 1, 31), "December 2024 to January 2025"),
        ("2025-04-03/2025-04-05", date(2025, 4, 3), date(2025, 4, 5), "3 to 5 April 2025"),
        ("2025-04-30/2025-05-02", date(2025, 4, 30), date(2025, 5, 2), "30 April 2025 to 2 May 2025"),
        ("2023-02-01/2023-02-28", date(2023, 2, 1), date(2023, 2, 28), "February 2023"),
        ("2024-02-01/2024-02-28", date(2024, 2, 1), date(2024, 2, 28), "1 to 28 February 2024"),
        ("2014/..", date(2014, 1, 1), None, "from 1 January 2014"),
        ("../2019-03-23", None, date(2019, 3, 23), "until 23 March 2019"),
        ("XXXX-01-08", None, None, "8 January, no year"),
        ("XXXX-01", None, None, "January, no year"),
        ("2024-12~", date(2024, 12, 1), date(2024, 12, 31), "about December 2024"),
        ("2024?", date(2024, 1, 1), date(2024, 12, 31), "possibly 2024"),
        ("2024%", date(2024, 1, 1), date(2024, 12, 31), "possibly about 2024"),
        ("201X", None, None, "201X"),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31), "December 9999"),
    ],
)
def test_a_resolved_date_is_said_as_short_as_it_can_be(
    edtf: str, start: date | None, end: date | None, said: str
) -> None:
    assert _wording.when(dated(edtf=edtf, start=start, end=end)) == said


def test_a_date_that_only_the_model_reads_is_not_shown_as_the_date() -> None:
    read = dated(reading="2025-04-10", basis="none")
    assert _wording.when(read) == "date not resolved"
    assert _wording.when_in_full(read) == "date not resolved (the model reads 2025-04-10, unchecked)"


def test_an_event_without_a_date_says_so() -> None:
    assert _wording.when(None) == "no date given"
    assert _wording.when(dated(expression_ar=None, reported_ar="الجمعة")) == "no date given"


def test_a_date_reckoned_from_another_one_says_so() -> None:
    day = {"edtf": "2025-04-10", "start": date(2025, 4, 10), "end": date(2025, 4, 10)}
    assert _wording.when_in_full(dated(**day, basis="relative")) == "10 April 2025 (from a relative date)"
    assert "publication" in _wording.when_note(dated(**day, basis="publication"))


def count(**changes: Any) -> BriefCasualties:
    fields = {
        "kind": "killed",
        "who": None,
        "count": None,
        "expression_ar": "قتلى",
        "min": None,
        "best": None,
        "max": None,
        "qualifier": "unknown",
    }
    return BriefCasualties.model_validate(fields | changes)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"min": 3, "best": 3, "max": 3, "qualifier": "exact", "count": 3}, "3 killed"),
        ({"min": 3, "best": 3, "max": 3, "qualifier": "exact", "who": "soldiers"}, "3 killed (soldiers)"),
        ({"min": 1200, "best": 1200, "max": 1200, "qualifier": "exact"}, "1,200 killed"),
        ({"min": 5, "qualifier": "at_least", "count": 5}, "at least 5 killed"),
        ({"min": 5, "best": 5, "qualifier": "at_least"}, "at least 5 killed"),
        ({"max": 9, "qualifier": "up_to"}, "up to 9 killed"),
        ({"best": 50, "qualifier": "about"}, "about 50 killed"),
        ({"min": 45, "best": 50, "max": 55, "qualifier": "about"}, "about 50 killed (45 to 55)"),
        ({"min": 3, "max": 5, "qualifier": "exact"}, "3 to 5 killed"),
        ({"min": 3, "best": 4, "max": 9, "qualifier": "exact"}, "4 killed (3 to 9)"),
        ({"min": 10, "qualifier": "tens"}, "tens killed (10 or more)"),
        ({"min": 12, "qualifier": "dozens"}, "dozens killed (12 or more)"),
        ({"min": 10, "best": 30, "max": 99, "qualifier": "tens"}, "tens killed (10 to 99, best reading 30)"),
        ({"min": 10_000, "qualifier": "tens"}, "at least 10,000 killed"),
        ({"min": 3, "qualifier": "several"}, "several killed (3 or more)"),
        ({"min": 3, "max": 9, "qualifier": "several"}, "several killed (3 to 9)"),
        ({"qualifier": "unknown"}, "killed, number not given"),
        ({"min": 0, "best": 0, "max": 0, "qualifier": "exact"}, "0 killed"),
    ],
)
def test_a_count_is_said_as_the_source_gives_it(fields: dict[str, Any], said: str) -> None:
    assert _wording.harmed(count(**fields)) == said


def test_a_number_that_only_the_model_gives_is_unconfirmed_and_never_first() -> None:
    assert _wording.harmed(count(count=7)) == ("killed, number not given (the model counts 7, unconfirmed)")
    differs = count(min=3, best=3, max=3, qualifier="exact", count=8)
    assert _wording.harmed(differs) == "3 killed (the model counts 8, unconfirmed)"


def test_the_verdict_counts_statements_and_names_apart() -> None:
    line = _wording.status_line(outline(sample()))
    assert line == "7 of 11 statements verified, 2 flagged, 2 UNSUPPORTED; 1 of 2 names verified, 1 flagged"


def test_the_verdict_on_a_clean_brief_is_one_phrase() -> None:
    told = BriefStatement(text_en="A.", attribution=None, support="verified", evidence=SOURCE.evidence(2))
    brief = sample(summary=[told, told], events=[], entities=[], caveats=[])
    assert _wording.status_line(outline(brief)) == "All 3 statements verified"


def test_what_to_look_at_first_is_the_unsupported() -> None:
    assert _wording.to_check(outline(sample())) == (
        "Sentence 3 (UNSUPPORTED), Event 3 (UNSUPPORTED), Sentence 2 (FLAGGED), "
        "Event 1, account 2 (FLAGGED), Name “al-Nakhil hospital” (FLAGGED)"
    )


def test_a_name_that_a_model_repeats_is_to_be_looked_at_once_and_counted_each_time() -> None:
    doubtful = next(entity for entity in sample().entities if entity.support == "flagged")
    told = outline(sample(entities=[doubtful] * 40))
    assert _wording.to_check(told).count(doubtful.name_en) == 1
    assert "0 of 40 names verified, 40 flagged" in _wording.status_line(told)


def test_a_finding_belongs_to_the_innermost_item_of_its_path() -> None:
    told = outline(sample())
    assert [(each.about, each.item.id if each.item else None) for each in told.findings] == [
        ("Event 3, harmed", "e3"),
        ("Sentence 3", "s3"),
        ("Event 1, account 2", "e1a2"),
        ("The brief", None),
    ]


@pytest.mark.parametrize("path", ["", "/", "/events", "/events/9", "/summary/x", "no pointer", "/events//"])
def test_a_finding_with_another_path_is_about_the_brief(path: str) -> None:
    finding = sample().findings[0].model_copy(update={"path": path})
    (listed,) = outline(sample(findings=[finding])).findings
    assert (listed.about, listed.item) == ("The brief", None)


def test_an_implied_actor_says_so() -> None:
    event = sample().events[0]
    assert _wording.actor(event.actors[0]) == "unidentified attackers (implied)"
    assert _wording.actor(event.targets[0]) == "three people"


def test_mode_and_category_are_said_in_words() -> None:
    event = plain_event(category="assault", mode="suicide-attack")
    assert _wording.kind_of_event(event) == "assault: suicide attack"
    assert _wording.kind_of_event(plain_event()) == "consult"


def test_coordinates_know_all_four_quarters_of_the_globe() -> None:
    where = sample().events[0].where
    assert where is not None
    assert _wording.coordinates(where) == ""
    south = where.model_copy(update={"latitude": -33.868, "longitude": -70.5})
    assert _wording.coordinates(south) == "33.87° S, 70.50° W"
