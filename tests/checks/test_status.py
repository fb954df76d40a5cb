"""What has not happened yet and is told as done: by the status, the date, the verb of the Arabic."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mujaz.checks import modality
from tests.support.briefs import article, event, statement, subject_of

TEXT = (
    "سيتم الأحد المقبل افتتاح مشفى النورس بعد ترميمه. "
    "وقد تتأخر أعمال الطريق إذا استمر المطر. "
    "وزار الوزير البلدة أمس وتفقد المشفى، وسيجتمع بالبلدية لاحقا. "
    "وقال إن المجلس وافق على الموازنة وإنه سيفتتح جسرا جديدا. "
    "ومنع حظر التجول الحركة في البلدة."
)
PUBLISHED = date(2025, 5, 13)


def found(**fields: Any) -> list[tuple[str, str, str]]:
    fields.setdefault("summary", [statement("The council approved the budget.", 4)] * 2)
    subject = subject_of(article(TEXT, published=PUBLISHED), headline_en="News of the town", **fields)
    return [(f.code, f.path, f.message) for f in modality.check(subject) if f.severity == "warning"]


def of_event(description: str, status: str, *evidence: int, when: str | None = None) -> list[str]:
    told = {"expression_ar": "الأحد المقبل", "reading": when, "reported_ar": None} if when else None
    fields = {"description_en": description, "status": status, "evidence": list(evidence), "when": told}
    messages = found(events=[event(**fields)])
    assert all(code == "modality.status" and path == "/events/0/status" for code, path, _ in messages)
    return [message for _, _, message in messages]


@pytest.mark.parametrize(
    ("description", "status", "segment"),
    [
        ("The Nawras hospital reopened after repairs.", "planned", 1),
        ("The Nawras hospital reopened on its next anniversary.", "planned", 1),
        ("Work on the road was held up as the rain went on.", "hypothetical", 2),
    ],
)
def test_a_plan_that_the_description_tells_as_done_is_found(description: str, status: str, segment: int) -> None:
    [message] = of_event(description, status, segment)
    assert message == f"status is {status}, and the description tells it as having happened"


@pytest.mark.parametrize(
    ("description", "status", "segment"),
    [
        ("The Nawras hospital will reopen on Sunday.", "planned", 1),
        ("The Nawras hospital is to reopen.", "planned", 1),
        ("The reopening of the Nawras hospital was announced for Sunday.", "planned", 1),
        ("The reopening of the Nawras hospital has been put off to Sunday.", "planned", 1),
        ("Work on the road may be held up if the rain goes on.", "hypothetical", 2),
        ("Rain threatens to hold up work on the road.", "hypothetical", 2),
    ],
)
def test_a_plan_told_as_one_is_quiet(description: str, status: str, segment: int) -> None:
    assert of_event(description, status, segment) == []


def test_what_has_happened_is_not_dated_after_the_publication() -> None:
    told = "The Nawras hospital was rebuilt."
    assert of_event(told, "asserted", 3, when="2025-05-18") == [
        "status is asserted, and the event is dated after the day of publication; planned?"
    ]
    assert of_event(told, "asserted", 3, when="2025-05-11") == []  # the words mean another day: `dates` says so
    assert of_event("The Nawras hospital is to be rebuilt.", "planned", 3, when="2025-05-18") == []


def test_words_about_the_future_may_have_been_spoken() -> None:
    fields = {"category": "statement", "mode": None, "status": "asserted", "evidence": [3]}
    when = {"expression_ar": "الأحد المقبل", "reading": "2025-05-18", "reported_ar": None}
    assert found(events=[event(description_en="The council spoke of the hospital.", when=when, **fields)]) == []


def test_an_act_that_is_to_come_is_found_beside_other_open_words() -> None:
    sentence = "The minister met the council of the town, which may please those who had called for that."
    [(code, path, message)] = found(summary=[statement("The minister visited the town.", 3), statement(sentence, 3)])
    assert (code, path) == ("modality.made_certain", "/summary/1")
    assert "وسيجتمع" in message


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister visited the town and will meet the council of the town.",
        "The minister is expected to have met the council of the town.",
        "The minister, who wants to meet the council, visited the town.",
    ],
)
def test_an_act_with_an_open_word_beside_it_is_quiet(sentence: str) -> None:
    assert found(summary=[statement("The minister visited the town.", 3), statement(sentence, 3)]) == []


def test_a_sentence_of_the_summary_about_plans_alone_is_found() -> None:
    planned = event(description_en="The Nawras hospital is to reopen.", status="planned", evidence=[1])
    other = event(description_en="The minister visited the town.", evidence=[3])
    done = [statement("The minister visited the town.", 3), statement("The hospital is open again.", 1)]
    [(code, path, _)] = found(events=[planned, other], summary=done)
    assert (code, path) == ("modality.made_certain", "/summary/1")
    assert found(events=[{**planned, "evidence": [1, 3]}, other], summary=done[:1] * 2) == []
    open_ = [done[0], statement("The hospital should be open again soon.", 1)]
    assert found(events=[planned, other], summary=open_) == []
