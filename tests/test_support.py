"""What becomes of unsupported statements."""

from __future__ import annotations

import pytest

from mujaz import support
from mujaz.errors import UnsupportedError
from tests.support.briefs import brief_of, event, statement

BAD = statement("Ninety workers were injured.", 2)


def test_an_error_marks_its_own_item_and_no_other() -> None:
    brief = brief_of(summary=[statement(), BAD])
    assert [s.support for s in brief.summary] == ["verified", "unsupported"]
    assert brief.headline.support == "verified"


def test_an_item_is_not_marked_by_a_finding_about_a_longer_number() -> None:
    good = [event() for _ in range(12)]
    good[10] = event(evidence=[99])
    brief = brief_of(events=good)
    assert brief.events[1].support != "unsupported"
    assert brief.events[10].support == "unsupported"


def test_mark_leaves_the_brief_as_it_is() -> None:
    brief = brief_of(summary=[statement(), BAD])
    assert support.apply(brief, "mark") is brief


def test_drop_takes_out_what_is_unsupported_and_says_so() -> None:
    brief = brief_of(summary=[BAD, statement()], events=[event(evidence=[99]), event()])
    dropped = support.apply(brief, "drop")
    assert [s.text_en for s in dropped.summary] == ["The municipality closed a bridge."]
    assert len(dropped.events) == 1
    said = [f.message for f in dropped.findings if f.code == "support.dropped"]
    assert len(said) == 2
    assert said[0].startswith("left out: «The municipality closed the bridge to lorries.» (cites segment 99")
    assert "Ninety workers" in said[1]


def test_a_wrong_account_is_dropped_and_its_event_kept() -> None:
    accounts = [
        {"claimant": "the firm", "says_en": "Nobody was hurt.", "evidence": [3]},
        {"claimant": "the mayor", "says_en": "Ninety workers were hurt.", "evidence": [2]},
    ]
    brief = brief_of(events=[event(evidence=[2, 3], accounts=accounts)])
    assert brief.events[0].support == "flagged"
    dropped = support.apply(brief, "drop")
    assert [a.claimant for a in dropped.events[0].accounts] == ["the firm"]


def test_after_a_drop_the_findings_of_the_others_still_point_at_them() -> None:
    elsewhere = statement("Five workers were injured.", 1)
    brief = brief_of(summary=[BAD, elsewhere])
    dropped = support.apply(brief, "drop")
    flagged = [f for f in dropped.findings if f.code == "numbers.elsewhere"]
    assert [f.path for f in flagged] == ["/summary/0"]
    assert all(f.severity != "error" for f in dropped.findings)


def test_fail_raises_on_anything_unsupported() -> None:
    with pytest.raises(UnsupportedError, match="Ninety"):
        support.apply(brief_of(summary=[statement(), BAD]), "fail")


def test_fail_lets_a_supported_brief_through() -> None:
    brief = brief_of()
    assert support.apply(brief, "fail") is brief


def test_drop_fails_when_nothing_of_the_summary_is_left() -> None:
    with pytest.raises(UnsupportedError, match="no sentence"):
        support.apply(brief_of(summary=[BAD, BAD]), "drop")


def test_the_count_covers_every_kind_of_statement() -> None:
    brief = brief_of(
        summary=[statement(), BAD],
        events=[
            event(accounts=[{"claimant": "the firm", "says_en": "Nobody was hurt.", "evidence": [3]}]),
            event(evidence=[99]),
        ],
        caveats=[{"kind": "open", "text_en": "The article does not say why.", "evidence": []}],
    )
    assert support.count(brief) == {"verified": 5, "flagged": 0, "unsupported": 2}
