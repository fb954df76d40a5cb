"""Denials, doubts and warnings that nothing told from their segment renders."""

from __future__ import annotations

from typing import Any

import pytest

from mujaz.checks import modality
from mujaz.checks._untold import untold
from tests.support.briefs import article, event, statement, subject_of

DENIED = "قالت البلدية إن الشركة سدت النبع، لكن الشركة نفت بشكل قاطع أي صلة لها بذلك."
OTHER = "وعاد الصيادون إلى المرفأ مع الفجر بعد ليلة طويلة."


def found(*arabic: str, summary: list[dict[str, Any]], events: list[dict[str, Any]] | None = None) -> dict[str, str]:
    """Code of each finding of the kinds in question, by its path."""
    subject = subject_of(
        article("\n\n".join((*arabic, OTHER))),
        headline_en="News",
        summary=[*summary, statement("Fishermen came back.", len(arabic) + 1)],
        events=events or [],
    )
    assert len(subject.cleaned.segments) == len(arabic) + 1
    codes = ("modality.denial_lost", "modality.made_certain")
    return {finding.path: finding.code for finding in modality.check(subject) if finding.code in codes}


def test_the_finding_of_a_denial() -> None:
    subject = subject_of(
        article(f"{DENIED}\n\n{OTHER}"),
        headline_en="News",
        summary=[statement("The company blocked the spring, the town said.", 1), statement("Fishermen came back.", 2)],
    )
    [finding] = [finding for finding in modality.check(subject) if finding.code == "modality.denial_lost"]
    assert (finding.path, finding.severity) == ("/summary/0", "warning")
    assert finding.message == "the evidence has «نفت بشكل قاطع», and nothing told from it is a denial"
    assert subject.article.text[finding.start : finding.end] == DENIED


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        (DENIED, "The company blocked the spring, the town said."),
        ("وقال شهود إن الحارس أطلق النار، وهو ما تنفيه الشرطة.", "Witnesses said the guard fired."),
        (
            "وقال شهود إن الحارس أطلق النار، الأمر الذي أنكره الحارس وأنكرته الشرطة.",
            "Witnesses said that the guard had fired.",
        ),
        ("وراج على المواقع أن السد انهار، وهو خبر عارٍ عن الصحة بحسب البلدية.", "The dam collapsed, the town said."),
    ],
)
def test_a_denial_that_nothing_tells(arabic: str, english: str) -> None:
    assert found(arabic, summary=[statement(english, 1)]) == {"/summary/0": "modality.denial_lost"}


@pytest.mark.parametrize(
    "english",
    [
        "The company, which the town accuses of blocking the spring, denied any link.",
        "The town accuses the company, which rejects it, of blocking the spring.",
        "The company says it did not block the spring.",
        "The company says it didn't block the spring.",
        "The company says it didn’t block the spring.",
        "The company called the accusation over the spring baseless.",
    ],
)
def test_a_denial_that_is_told(english: str) -> None:
    assert found(DENIED, summary=[statement(english, 1)]) == {}


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("ولا ينفي المدير وجود خلاف مع العمال.", "The director admits a dispute with the workers."),
        ("ولم ينكر الحارس أنه أطلق النار.", "The guard admitted that he had fired."),
        (
            "وقال المسؤول عن الصحة في البلدة إن المشفى يعمل.",
            "The town's health official said the hospital was working.",
        ),
        ("ورفضت الشرطة تأكيد أو نفي وجود جرحى.", "Police declined to comment on injuries."),
        ("وحكم على الشاعر بالسجن ثم نفي إلى الجزيرة عشرين عاماً.", "The poet was jailed, then exiled to the island."),
        (
            "وأوقفت الشركة الإنتاج في المصنع ثلاثة أيام من أجل أعمال الصيانة، نافية ما تردد عن تسريح عمال منه.",
            "It halted output.",
        ),
    ],
)
def test_what_is_no_denial_or_is_beside_the_point(arabic: str, english: str) -> None:
    assert found(arabic, summary=[statement(english, 1)]) == {}


def test_another_sentence_of_the_summary_may_tell_it() -> None:
    claim = statement("The company blocked the spring, the town said.", 1)
    assert found(DENIED, summary=[claim, statement("The company denied it.", 1)]) == {}
    elsewhere = statement("The company denied it.", 2)
    assert found(DENIED, summary=[claim, elsewhere]) == {"/summary/0": "modality.denial_lost"}


def test_an_event_does_not_tell_it_to_who_reads_the_summary_alone() -> None:
    claim = statement("The company blocked the spring, the town said.", 1)
    denied = event(description_en="The company denied blocking the spring.", evidence=[1])
    assert found(DENIED, summary=[claim], events=[denied]) == {"/summary/0": "modality.denial_lost"}


@pytest.mark.parametrize(
    "more",
    [
        {"status": "denied"},
        {"status": "alleged"},
        {"accounts": [{"claimant": "the company", "says_en": "It denies any link.", "evidence": [1]}]},
    ],
)
def test_an_event_may_tell_it_otherwise(more: dict[str, Any]) -> None:
    told = event(description_en="The company has blocked the old spring of the town.", evidence=[1])
    claim = statement("Fishermen came back.", 2)
    assert found(DENIED, summary=[claim], events=[told]) == {"/events/0": "modality.denial_lost"}
    assert found(DENIED, summary=[claim], events=[told | more]) == {}


def test_the_summary_tells_it_for_events() -> None:
    told = event(description_en="The company blocked the spring.", evidence=[1])
    assert found(DENIED, summary=[statement("The company denied it.", 1)], events=[told]) == {}


def test_who_confirms_what_is_denied_is_not_excused_by_others() -> None:
    arabic = "وأكدت الشرطة أن لا صحة لما قيل عن انهيار السد."
    told = [statement("The police denied that the dam collapsed.", 1)]
    confirmed = event(description_en="The dam collapsed, which police confirmed.", status="denied", evidence=[1])
    assert found(arabic, summary=told, events=[confirmed]) == {"/events/0": "modality.denial_lost"}


def test_the_first_denial_is_quoted() -> None:
    arabic = "قال شهود إن الحارس أطلق النار، ونفت الشرطة ذلك، كما نفى الحارس وجوده في المكان."
    subject = subject_of(article(arabic), summary=[statement("The guard fired, witnesses in the place said.", 1)] * 2)
    messages = {f.message for f in modality.check(subject) if f.code == "modality.denial_lost"}
    assert messages == {"the evidence has «ونفت الشرطة ذلك», and nothing told from it is a denial"}


def test_who_confirms_may_be_brief_and_of_another_clause() -> None:
    arabic = "وقال شهود في السوق إن الحارس أطلق النار على السيارة مساء الأحد، ونفت الشرطة ذلك."
    denied = statement("The police denied that the guard fired.", 1)
    confirmed = event(description_en="The shooting was confirmed.", evidence=[1])
    assert found(arabic, summary=[statement("A shooting was confirmed.", 1)]) == {"/summary/0": "modality.denial_lost"}
    assert found(arabic, summary=[denied], events=[confirmed]) == {}


def test_what_is_confirmed_after_a_denial_may_be_told() -> None:
    arabic = "ونفت الشرطة أن يكون الحارس أطلق النار، وأكدت توقيفه."
    denied = statement("The police denied that the guard fired.", 1)
    arrested = event(description_en="The guard was arrested, police confirmed.", evidence=[1])
    subject = subject_of(article(arabic), summary=[denied] * 2, events=[arrested])
    assert list(untold(subject)) == []


def test_a_brief_confirmation_may_leave_out_a_doubt_of_another_clause() -> None:
    arabic = "وأوقف الحارس عند باب المصنع مساء الأحد ونقل إلى المدينة، وهو ما ربما أغضب العمال."
    assert found(arabic, summary=[statement("The arrest was confirmed.", 1)]) == {}


def test_an_attribution_may_tell_of_the_doubt() -> None:
    arabic = "وأوقف رجلان يعتقد أنهما من عمال المصنع."
    assert (
        found(arabic, summary=[statement("Two workers of the factory were held.", 1, by="unconfirmed reports")]) == {}
    )


def test_what_is_confirmed_beside_a_denial_may_be_told() -> None:
    arabic = "وأكدت الشرطة توقيف الحارس، ونفت أن يكون قد أطلق النار."
    denied = statement("The police denied that the guard fired.", 1)
    arrested = event(description_en="The guard was arrested, police confirmed.", evidence=[1])
    assert found(arabic, summary=[denied], events=[arrested]) == {}


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        (
            "وهرب الحارس عبر النهر، وهو ما ربما أغضب الأهالي.",
            "The guard fled across the river and angered the residents.",
        ),
        ("وأشعلت شائعة عن موت الحارس شجاراً في السوق.", "The guard died, which set off a brawl in the market."),
        ("وأوقف رجلان يعتقد أنهما من عمال المصنع.", "Two workers of the factory were arrested."),
        ("وهرب الحارس على ما يبدو عبر النهر.", "The guard fled across the river."),
        ("وحذر الطبيب من نفاد الدواء في المشفى.", "The hospital's medicine ran out."),
        ("كما حذر الطبيب من نفاد الدواء.", "The medicine ran out."),
        ("من جهته، يحذر الطبيب من نفاد الدواء.", "The medicine ran out."),
    ],
)
def test_a_doubt_or_warning_that_nothing_tells(arabic: str, english: str) -> None:
    assert found(arabic, summary=[statement(english, 1)]) == {"/summary/0": "modality.made_certain"}


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        (
            "وأشعلت شائعة عن موت الحارس شجاراً في السوق.",
            "A rumour that the guard had died set off a brawl in the market.",
        ),
        ("وأوقف رجلان يعتقد أنهما من عمال المصنع.", "Two men thought to be workers of the factory were arrested."),
        ("وحذر الطبيب من نفاد الدواء في المشفى.", "The hospital's medicine may run out."),
        ("وساد هدوء حذر في البلدة.", "An uneasy calm reigned in the town."),
        ("وقالت الطبيبة، التي حذرت من نفاد الدواء، إن المشفى امتلأ.", "The hospital is full."),
        ("كما حذر الطبيب من نفاد الدواء.", "Medicine is likely to run out."),
        ("وصلت الشاحنات إلى المشفى، وحذر الطبيب من نفاد الدواء.", "The lorries reached the hospital."),
    ],
)
def test_a_doubt_or_warning_that_is_told_or_is_beside_the_point(arabic: str, english: str) -> None:
    assert found(arabic, summary=[statement(english, 1)]) == {}


def test_a_statement_of_many_segments_may_leave_a_doubt_out() -> None:
    arabic = ("وأوقف رجلان يعتقد أنهما من عمال المصنع.", "ونقلت الشرطة الرجلين إلى المدينة.", "وأغلق المصنع أبوابه.")
    told = "Two men were arrested and taken to the city, and the factory closed."
    assert found(*arabic, summary=[statement(told, 1, 2, 3)]) == {}
    assert found(*arabic, summary=[statement(told, 1, 2)]) == {"/summary/0": "modality.made_certain"}


def test_unknown_segments_and_no_evidence_are_quiet() -> None:
    assert found(DENIED, summary=[statement("The company blocked the spring.", 77)]) == {}
