"""Checking what is already there."""

from __future__ import annotations

import json

import pytest

from mujaz.checks.existing import check_document
from mujaz.cleaning import clean
from mujaz.errors import UsageError
from tests.support.briefs import article, brief_of, draft, event, statement

ARTICLE = article()


def codes(document: object) -> list[str]:
    return [f.code for f in check_document(document, ARTICLE, clean(ARTICLE))[1]]


def brief_document(**fields: object) -> dict[str, object]:
    document: dict[str, object] = json.loads(brief_of(**fields).to_json())  # type: ignore[arg-type]
    return document


def test_a_good_brief_and_a_good_draft_are_quiet() -> None:
    assert codes(brief_document(events=[event()])) == []
    assert codes(json.loads(draft().model_dump_json())) == []


def test_a_brief_is_checked_again_whatever_it_says_of_itself() -> None:
    document = brief_document(summary=[statement(), statement("Ninety workers were injured.", 2)])
    document["findings"] = []
    assert codes(document) == ["numbers.not_in_article"]


def test_a_brief_of_another_text_is_noticed() -> None:
    document = brief_document()
    document["article"]["raw_sha256"] = "0" * 64  # type: ignore[index]
    assert codes(document) == ["article.differs"]


def test_a_changed_quote_is_an_error_and_a_moved_one_a_warning() -> None:
    document = brief_document()
    evidence = document["summary"][0]["evidence"][0]  # type: ignore[index]
    evidence["start"] += 1
    evidence["end"] += 1
    assert codes(document) == ["evidence.quote_differs"]
    evidence["quote"] = evidence["quote"].replace("أعلنت", "نفت")
    assert codes(document) == ["evidence.quote_missing"]


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
