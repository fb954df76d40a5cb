"""Checking what is already there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mujaz.cleaning import clean
from mujaz.errors import UsageError
from mujaz.existing import check_document
from tests.support.briefs import article, brief_of, draft, event, statement

ARTICLE = article()


def codes(document: object) -> list[str]:
    return [f.code for f in check_document(document, ARTICLE, clean(ARTICLE))[1]]


def brief_document(**fields: Any) -> Any:
    document: Any = json.loads(brief_of(**fields).to_json())
    return document


def test_a_good_brief_and_a_good_draft_are_quiet() -> None:
    assert codes(brief_document(events=[event()])) == []
    assert codes(json.loads(draft().model_dump_json())) == []


def test_a_brief_is_checked_again_whatever_it_says_of_itself() -> None:
    document = brief_document(summary=[statement(), statement("Ninety workers were injured.", 2)])
    document["findings"] = []
    assert "numbers.not_in_article" in codes(document)


def test_a_brief_of_another_text_is_noticed() -> None:
    document = brief_document()
    document["article"]["raw_sha256"] = "0" * 64
    assert codes(document) == ["article.differs"]


def test_in_another_text_a_changed_quote_is_an_error_and_a_moved_one_a_warning() -> None:
    document = brief_document()
    document["article"]["raw_sha256"] = "0" * 64
    evidence = document["summary"][0]["evidence"][0]
    evidence["start"] += 1
    evidence["end"] += 1
    assert codes(document) == ["article.differs", "evidence.quote_differs"]
    evidence["quote"] = evidence["quote"].replace("أعلنت", "نفت")
    assert codes(document) == ["article.differs", "evidence.quote_missing"]


def _at(document: Any, pointer: str) -> tuple[Any, Any]:
    *parents, last = [int(part) if part.isdigit() else part for part in pointer.strip("/").split("/")]
    for part in parents:
        document = document[part]
    return document, last


@pytest.mark.parametrize(
    ("pointer", "forged"),
    [
        ("/summary/0/evidence/0/quote", ""),
        ("/summary/0/evidence/0/quote", "أعلنت"),
        ("/summary/0/evidence/0/start", -5),
        ("/summary/0/evidence/0/prefix", "x"),
        ("/summary/0/evidence/0/segment", 2),
        ("/summary/0/evidence", []),
        ("/headline/evidence", []),
        ("/headline/support", "unsupported"),
        ("/events/0/casualties/0/best", 500),
        ("/events/0/when/edtf", "1999"),
        ("/events/0/where/latitude", 48.85),
        ("/events/0/slots/0/match", "missing"),
        ("/events/0/slots/0/start", 0),
        ("/events/0/slots", []),
    ],
)
def test_a_forged_brief_is_found_out(pointer: str, forged: object) -> None:
    when = {"expression_ar": "أمس", "reading": None, "reported_ar": None}
    where = {"name_ar": "جسر الصفصاف", "name_en": "the bridge", "within": None}
    counted = {"kind": "injured", "who": None, "count": 5, "expression_ar": "خمسة عمال"}
    document = brief_document(events=[event(evidence=[1, 2], when=when, where=where, casualties=[counted])])
    assert [c for c in codes(document) if c.startswith(("brief.", "evidence."))] == []
    holder, last = _at(document, pointer)
    holder[last] = forged
    findings = check_document(document, ARTICLE, clean(ARTICLE))[1]
    assert any(f.severity == "error" and f.path.startswith(pointer.rsplit("/", 1)[0]) for f in findings)


def test_what_the_pipeline_condemned_is_not_absolved() -> None:
    document = brief_document(summary=[statement(), statement("He said so.", 77)])
    assert document["summary"][1]["support"] == "unsupported"
    assert "evidence.none" in codes(document)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"claims": [{"text": "Closed.", "quote": "إغلاق جسر الصفصاف"}]}, []),
        ({"claims": [{"text": "Closed.", "quote": "إغلاق جسر الصنوبر"}]}, ["evidence.quote_missing"]),
        ({"evidence": ["خمسة عمال أصيبوا", "ستة عمال أصيبوا"]}, ["evidence.quote_missing"]),
        ([{"name_ar": "سامر الحلوانى"}], []),
    ],
)
def test_quotes_of_a_brief_from_elsewhere_are_looked_up(document: object, expected: list[str]) -> None:
    assert codes(document) == expected


@pytest.mark.parametrize(
    "document", [{}, [], {"text": "no quotes"}, {"schema": "mujaz/brief/1"}, {"headline_en": "x"}, 5]
)
def test_what_cannot_be_checked_is_refused(document: object) -> None:
    with pytest.raises(UsageError):
        codes(document)
