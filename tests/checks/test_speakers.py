"""Who says so: a claim given to another speaker than the article gives it to."""

from __future__ import annotations

from typing import Any

import pytest

from mujaz.articles.article import Article
from mujaz.checks import speakers
from mujaz.checks._speakers import said_by
from mujaz.checks._speakers import speakers as speakers_of
from mujaz.checks.subject import Subject
from mujaz.cleaning import clean
from mujaz.schema.draft import Draft
from tests.support.briefs import article, event, statement, subject_of
from tests.support.drafts import CHECKPOINT, checkpoint


def entity(arabic: str, english: str, kind: str = "person") -> dict[str, Any]:
    return {"name_ar": arabic, "name_en": english, "kind": kind}


NAMES = [
    entity("سامر الحلواني", "Samer al-Halwani"),
    entity("هدى الناعم", "Huda al-Naem"),
    entity("وزارة الري", "Irrigation Ministry", "organisation"),
    entity("معهد المياه", "Water Institute", "organisation"),
    entity("جيش السهل", "Plain Army", "armed-group"),
    entity("النورس", "Nawras", "place"),
]
MENTIONED = "افتتح سامر الحلواني وهدى الناعم معرض معهد المياه ووزارة الري بحضور جيش السهل في النورس. "


def codes(arabic: str, english: str, *segments: int, by: str | None = None) -> list[tuple[str, str]]:
    subject = subject_of(article(arabic), summary=[statement(english, *segments, by=by)] * 2, entities=NAMES)
    return [(f.code, f.severity) for f in speakers.check(subject) if f.path == "/summary/0"]


ACCUSED = [("attribution.other_speaker", "warning")]


def test_a_careful_brief_is_quiet() -> None:
    of = Article.from_path(CHECKPOINT)
    assert list(speakers.check(Subject(of, clean(of), Draft.model_validate(checkpoint())))) == []


@pytest.mark.parametrize(
    ("arabic", "by"),
    [
        ("وأكدت هدى الناعم أن السد متين.", "Samer al-Halwani"),
        ("وأكدت مديرة الأشغال هدى الناعم في حديث للإذاعة أن السد متين.", "Samer al-Halwani, head of the project"),
        ("وترأست الوفد هدى الناعم التي أكدت أن السد متين.", "Samer al-Halwani"),
        ("وقال خبراء إن السد متين.", "Samer al-Halwani"),
        ("وفي حديث للإذاعة أكد أحد أصدقائه المقربين أن السد متين.", "Samer al-Halwani"),
        ("وقال مصدر في الموقع إن السد متين.", "Samer al-Halwani"),
        ("وأعرب سكان عن ثقتهم بأن السد متين.", "Samer al-Halwani"),
        ("وحسب تقديرات وزارة الري فإن السد متين.", "the Water Institute"),
        ("لكن وزارة الري قالت إن السد متين.", "the Plain Army"),
        ("وقال الأطباء إن السد متين.", "the Irrigation Ministry"),
        ("هدى الناعم: السد متين ولن ينهار.", "Samer al-Halwani"),
        ("10:40 – وزارة الري: السد متين ولن ينهار.", "the Plain Army"),
    ],
)
def test_a_claim_given_to_somebody_else_is_a_warning(arabic: str, by: str) -> None:
    assert codes(MENTIONED + arabic, "The dam is sound.", 2, by=by) == ACCUSED


@pytest.mark.parametrize(
    "english",
    [
        "Huda al-Naem of the Water Institute urged the ministry to wait.",
        "The engineer on the site, Huda al-Naem, called for calm.",
        "The ministry should wait, al-Naem said.",
        "The ministry, which had been told that it should, waits, al-Naem said.",
    ],
)
def test_a_sentence_and_its_attribution_name_one_speaker(english: str) -> None:
    urged = "وحثت هدى الناعم الوزارة على الانتظار. "
    assert codes(MENTIONED + urged, english, 2, by="Samer al-Halwani") == ACCUSED
    assert codes(MENTIONED + urged, english, 2, by="Huda al-Naem, an engineer") == []
    assert codes(MENTIONED + urged, english, 2, by="the Nawras news agency") == []
    # he quotes her, or both are named
    assert codes(MENTIONED + "وقال سامر الحلواني إن هدى الناعم حثت على الانتظار. ", english, 2, by="al-Halwani") == []
    # whom the evidence does not name need not be its speaker
    assert codes(MENTIONED + "وحثت المهندسة الوزارة على الانتظار. ", english, 2, by="Samer al-Halwani") == []


@pytest.mark.parametrize(
    "english",
    [
        "The dam that Huda al-Naem built was praised.",
        "Huda al-Naem's brother complained about the dam.",
        "A charge against Huda al-Naem announced on Sunday is void.",
        "The decision Huda al-Naem announced is unjust.",
        "He met Huda al-Naem, he said.",
    ],
)
def test_a_person_in_a_sentence_need_not_be_its_speaker(english: str) -> None:
    told = "وأشيد بالسد الذي بنته هدى الناعم. "
    assert codes(MENTIONED + told, english, 2, by="Samer al-Halwani") == []


def test_a_speaker_named_before_may_quote_another() -> None:
    told = "وأشار إلى أن هدى الناعم أكدت له حضورها. "
    assert codes(MENTIONED + told, "Huda al-Naem confirmed that she would attend.", 2, by="Samer al-Halwani") == []


@pytest.mark.parametrize(
    "english",
    [
        "Al-Halwani said the dam was sound.",
        "Samer al-Halwani, head of the project, insisted that the dam was sound.",
        "The dam is sound, according to Samer al-Halwani.",
        "Despite the rain, al-Halwani added, the dam was sound.",
    ],
)
def test_the_subject_of_the_speech_verb_is_a_source_too(english: str) -> None:
    assert codes(MENTIONED + "وأكدت هدى الناعم أن السد متين.", english, 2) == ACCUSED
    assert codes(MENTIONED + "وأكد سامر الحلواني أن السد متين.", english, 2) == []


@pytest.mark.parametrize(
    ("arabic", "by"),
    [
        # the same one: by a part of the name, by what he is, by the draft's English of the Arabic
        ("وأكد الحلواني أن السد متين.", "Samer al-Halwani, head of the project"),
        ("وأكد الوزير أن السد متين.", "the minister"),
        ("وأكد رئيس البلدية أن السد متين.", "mayor Samer al-Halwani"),
        ("وأكدت الوزارة أن السد متين.", "the Irrigation Ministry"),
        # whoever has a name may be meant by a title, and an organisation by its spokesman or its country
        ("وأكد الوزير أن السد متين.", "Samer al-Halwani"),
        ("وأكد المنسق الميداني أن السد متين.", "Samer al-Halwani"),
        ("وقال المصدر إن السد متين.", "Samer al-Halwani"),
        ("وقال سامر الحلواني إن السد متين.", "the mayor"),
        ("وقال متحدث باسمها إن السد متين.", "the Irrigation Ministry"),
        ("وأعلنت النورس أن السد متين.", "the Irrigation Ministry"),
        # what outlets pass on
        ("وأكدت هدى الناعم أن السد متين.", "Shams newspaper"),
        ("وأكدت هدى الناعم أن السد متين.", "the government"),
        # the source is mentioned, so that who says what is a matter of reading
        ("وأكدت هدى الناعم بعد لقاء سامر الحلواني أن السد متين.", "Samer al-Halwani"),
        ("وأكدت هدى الناعم وسامر الحلواني أن السد متين.", "Samer al-Halwani"),
        # nobody is named
        ("السد متين ولن ينهار.", "Samer al-Halwani"),
        ("ويُذكر أن السد متين.", "Samer al-Halwani"),
        ("ونفت وجود تشققات في السد.", "Samer al-Halwani"),
        # not the subject of the verb
        ("وأكد احتجاز هدى الناعم وضرورة الإفراج عنها.", "Samer al-Halwani"),
        ("أولاً: السد متين ولن ينهار.", "Samer al-Halwani"),
    ],
)
def test_the_same_speaker_or_an_unsure_one_is_quiet(arabic: str, by: str) -> None:
    assert codes(MENTIONED + arabic, "The dam is sound.", 2, by=by) == []


def test_a_continuation_goes_on_with_the_speaker_before() -> None:
    arabic = "وأكدت هدى الناعم أن السد متين. وأضافت أن الترميم بدأ. وتابعت «لن ينهار السد في هذا الشتاء»."
    assert codes(MENTIONED + arabic, "Repairs have begun.", 3, by="Samer al-Halwani") == ACCUSED
    assert codes(MENTIONED + arabic, "It will not collapse.", 4, by="Samer al-Halwani") == ACCUSED
    assert codes(MENTIONED + arabic, "Repairs have begun.", 3, by="Huda al-Naem") == []


@pytest.mark.parametrize(
    "arabic",
    [
        "وكشف أن العمال ضُربوا، والطبيب الشرعي أكد تعرضهم للضرب. وأوضح أن الترميم بدأ.",
        "واستند في ذلك إلى وزير الأشغال في حكومة الإقليم الذي أكد أن السد متين. وأشار كذلك إلى أن الترميم بدأ.",
    ],
)
def test_a_continuation_may_go_on_with_the_speaker_before_an_aside(arabic: str) -> None:
    by = "Samer al-Halwani, head of the institute"
    assert codes("وقال سامر الحلواني إن السد متين. " + arabic, "Repairs have begun.", 3, by=by) == []


def test_a_feminine_verb_does_not_go_on_with_an_army() -> None:
    arabic = "وكان جيش السهل يحرس السد لكن وزارة الري قالت إنه انسحب. وأضافت أن الترميم بدأ."
    assert codes(arabic, "Repairs have begun.", 2, by="the Plain Army") == ACCUSED
    assert codes(arabic.replace("وأضافت", "وأضاف"), "Repairs have begun.", 2, by="the Plain Army") == []


def test_a_sentence_cut_in_two_keeps_its_speaker() -> None:
    arabic = (
        "وأكدت مديرة الأشغال هدى الناعم في حديث مطول للإذاعة المحلية مساء الخميس الماضي أن السد متين وأن المهندسين "
        "الذين فحصوه في الأسابيع الأخيرة لم يجدوا فيه تشققات، وأن أعمال الترميم التي بدأت في الربيع تسير كما خُطط لها."
    )
    assert len(clean(article(MENTIONED + arabic)).segments) == 3
    assert codes(MENTIONED + arabic, "Repairs go as planned.", 3, by="Samer al-Halwani") == ACCUSED


def test_a_name_in_quotation_marks_speaks_and_a_quotation_does_not() -> None:
    assert [s.written for s in speakers_of("وقالت «حركة النورس» إن السد متين.")] == ["حركة النورس"]
    assert speakers_of("وأضاف «النساء في البلدة لا يقدن السيارات».") == ()


def test_events_and_accounts_are_looked_at() -> None:
    account = {"claimant": "Samer al-Halwani", "says_en": "The dam is sound.", "evidence": [2]}
    subject = subject_of(
        article(MENTIONED + "وأكدت هدى الناعم أن السد متين."),
        entities=NAMES,
        events=[event(evidence=[2], attribution="Samer al-Halwani", accounts=[account])],
    )
    assert [f.path for f in speakers.check(subject)] == ["/events/0", "/events/0/accounts/0"]


@pytest.mark.parametrize(
    ("english", "who"),
    [
        ("The union, founded in 1990, flatly denied it.", ["The union"]),
        ("What was found there is said to be old.", []),
        ("The dam is sound.", []),
    ],
)
def test_subjects_of_speech_verbs(english: str, who: list[str]) -> None:
    assert list(said_by(english)) == who


def test_whom_somebody_speaks_to_is_not_who_speaks() -> None:
    arabic = MENTIONED + "وقال لوكالة السهل للأنباء إن السد متين. وأوضح أن المياه تنخفض."
    assert codes(arabic, "The water is falling.", 3, by="Samer al-Halwani") == []
    assert speakers_of("وقال للصحفيين إن السد متين.") == ()


def test_many_capitals_before_a_name_are_read_once() -> None:
    urged = "وحثت هدى الناعم الوزارة على الانتظار. "
    # a pattern that can cut the capitals in many ways would not come to an end
    assert codes(MENTIONED + urged, f"{'A' * 120}, al-Naem said so.", 2, by="Samer al-Halwani") == []
