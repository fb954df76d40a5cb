"""Negation, certainty and status of the English against the Arabic."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mujaz.articles.article import Article
from mujaz.checks import modality
from mujaz.checks.subject import Subject
from mujaz.cleaning import clean
from mujaz.schema.draft import Draft
from tests.support.briefs import article, event, statement, subject_of
from tests.support.drafts import CHECKPOINT, checkpoint


def codes(arabic: str, english: str) -> list[str]:
    subject = subject_of(article(arabic), headline_en="News", summary=[statement(english, 1), statement("News.", 1)])
    return [finding.code for finding in modality.check(subject) if finding.path == "/summary/0"]


def test_a_careful_brief_is_quiet() -> None:
    of = Article.from_path(CHECKPOINT)
    assert list(modality.check(Subject(of, clean(of), Draft.model_validate(checkpoint())))) == []


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("لم تعلن أي جهة مسؤوليتها عن حريق المخازن.", "A group claimed responsibility for the fire at the stores."),
        ("لم يفتح سوق السمك أبوابه صباح الأحد.", "The fish market opened on Sunday morning."),
        ("نفى متحدث باسم الميناء وقوع أي إصابات بين العمال.", "Workers were injured, a port spokesman said."),
        ("أكدت البلدية عدم وقوع أضرار في مبنى المدرسة.", "The municipality confirmed damage to the school building."),
        ("أحبطت الشرطة محاولة لتفجير سيارة عند جسر الصفصاف.", "A car bomb exploded at the Safsaf bridge."),
        ("ليس هناك اتفاق بين الطرفين على موعد الهدنة حتى الآن.", "There is an agreement of the two sides on a date."),
        ("كذّب المجلس أنباء عن انسحاب المقاتلين من البلدة.", "The fighters withdrew from the town, the council said."),
    ],
)
def test_a_negation_that_is_lost_is_an_error(arabic: str, english: str) -> None:
    assert codes(arabic, english) == ["modality.negation_lost"]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("أعلنت البلدية إغلاق جسر الصفصاف أمام الشاحنات.", "The municipality did not close the bridge to lorries."),
        ("وصلت القافلة إلى مخيم الزهور مساء السبت.", "The convoy never reached the camp."),
        ("أصيب ثلاثة عمال في انهيار الجدار.", "Nobody was injured when the wall collapsed."),
        ("قال المدير إن المدرسة ستفتح الأسبوع المقبل.", "The school won’t open next week, the director said."),
    ],
)
def test_a_negation_that_is_added_is_an_error(arabic: str, english: str) -> None:
    assert codes(arabic, english) == ["modality.negation_added"]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("لا يزال عشرات العمال تحت أنقاض المبنى.", "Dozens of workers are still under the rubble of the building."),
        ("ما زالت الطريق مغلقة أمام الحافلات.", "The road is still closed to buses."),
        ("ما زالت أعمال الترميم جارية في المتحف.", "Restoration of the museum is not finished."),
        ("لا سيما في الأحياء القديمة تتكرر الحرائق.", "Fires are frequent, especially in the old districts."),
        ("لا شك أن الجسر يحتاج إلى ترميم عاجل.", "The bridge certainly needs urgent repair."),
        ("قتل ما لا يقل عن تسعة أشخاص في العاصفة.", "At least nine people were killed in the storm."),
        ("لم يصل إلى القرية إلا ثلاث شاحنات.", "Three lorries reached the village."),
        ("ليس فقط الأطفال بل الكبار أيضا أصيبوا.", "Children and adults alike were injured."),
        ("لم تتوقف الاشتباكات طوال ليل الأحد.", "The clashes continued all night on Sunday."),
        ("ولم يفتح السوق أبوابه صباح الأحد.", "The market stayed closed on Sunday morning."),
        ("نفت الشركة وقوع أي إصابات بين عمالها.", "The company denied that any of its workers were injured."),
        ("أحبطت الجمارك محاولة تهريب أسماك نادرة.", "Customs foiled an attempt to smuggle rare fish."),
        ("كان الهجوم غير متوقع.", "The attack was unexpected."),
        ("وصف المدير القرار بأنه غير عادل.", "The director called the decision not fair."),
        ("قال مصدر أمني إن الحريق متعمد.", "A security source who was not named said the fire was arson."),
        ("طلب المصدر عدم الكشف عن اسمه وتحدث عن الاجتماع.", "The source asked for anonymity and spoke of the meeting."),
        ("حل الفريق أولا في السباق.", "The team came in at No. 1 in the race."),
        ("لايمارسون أي نشاط في المدينة منذ عام.", "They have not been active in the town for a year."),
    ],
)
def test_what_only_looks_like_a_negation_is_quiet(arabic: str, english: str) -> None:
    assert codes(arabic, english) == []


def test_a_negated_clause_may_be_left_out() -> None:
    arabic = "اندلع حريق كبير في مصنع للنسيج شمال مدينة الصفصاف فجر الأحد وامتد إلى مخزنين، ولم تعرف أسبابه بعد."
    assert codes(arabic, "A large fire broke out in a textile factory.") == []
    assert codes(arabic, "A fire broke out in a factory, and its cause is not yet known.") == []


def lost(arabic: str, english: str, *segments: int) -> list[str]:
    """Severities of `modality.negation_lost` about one sentence."""
    made = subject_of(
        article(arabic), headline_en="News", summary=[statement(english, *segments), statement("News.", 1)]
    )
    return [f.severity for f in modality.check(made) if (f.path, f.code) == ("/summary/0", "modality.negation_lost")]


def test_a_negation_of_another_clause_or_of_what_was_asked_for_is_no_error() -> None:
    assert lost("لم يفتح سوق السمك أبوابه صباح الأحد.", "The fish market opened on Sunday morning.", 1) == ["error"]
    aside = "رُشقت حافلة الفريق بالحجارة عند مدخل الملعب، ولم يحرّك الحراس ساكناً."
    assert "error" not in lost(aside, "The team's bus was pelted with stones at the stadium gate on the way in.", 1)
    asked = "لم تُعلن البلدة منطقة منكوبة، رغم مطالبة السكان."
    assert "error" not in lost(asked, "Residents demanded that the town be declared a disaster area.", 1)
    apart = "وعد المدير بدفع الأجور في موعدها. لم نؤخرها يوماً."
    assert "error" not in lost(apart, "The director paid the wages of all the workers on time.", 1, 2)


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("لا. أُوقف سبعة عمال وخرجوا في الليلة نفسها.", "Seven workers were detained and released the same night."),
        ("الجرحى ليسوا تسعة بل عشرون عاملاً.", "The injured are twenty workers in all, it said."),
        ("الأرقام لا شبهة فيها بحسب المجلس.", "The figures are beyond suspicion, the council said."),
        ("ولم تجفّ بعد دماء أربعة من الحراس قُتلوا هناك.", "Four of the guards were killed there in the same place."),
    ],
)
def test_a_no_that_negates_nothing_here_is_quiet(arabic: str, english: str) -> None:
    assert codes(arabic, english) == []


def test_what_the_text_leaves_out_is_only_noted() -> None:
    text = "دمّرت العملية مستودعاً وأصيب فيها ضابط كبير."
    for english in (
        "A senior officer whom it does not name was hurt.",
        "The article gives no source for the destruction.",
        "The depot was destroyed; it mentions no fire.",
    ):
        made = subject_of(article(text), headline_en="News", summary=[statement(english, 1), statement("News.", 1)])
        found = [(f.code, f.severity) for f in modality.check(made) if f.path == "/summary/0"]
        assert found == [("modality.negation_added", "info")]


def test_a_date_to_come_makes_a_plan() -> None:
    when = {"expression_ar": "مساء الخميس 16 تشرين الأول", "reading": "2025-10-16", "reported_ar": None}
    text = "الجمعية العمومية تنعقد مساء الخميس 16 تشرين الأول في مقر النقابة."
    for published, findings in ((date(2025, 10, 12), 0), (date(2025, 10, 20), 1)):
        planned = event(status="planned", description_en="The assembly is to meet.", when=when)
        made = subject_of(article(text, published=published), events=[planned])
        assert len([f for f in modality.check(made) if f.code == "modality.status"]) == findings


def test_an_act_that_the_evidence_also_tells_plainly_is_not_lost() -> None:
    arabic = "لم يصب أحد في الحي الشرقي، وأصيب أربعة في الحي الغربي."
    assert codes(arabic, "Four people were injured in the western district.") == []


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("من المقرر أن يجتمع المجلس بالوجهاء السبت المقبل.", "The council met the elders on Saturday."),
        ("سيغادر الوفد المدينة مساء الأحد.", "The delegation left the town on Sunday evening."),
        ("قد يؤدي المطر إلى انهيار الجدار القديم.", "The rain led to the collapse of the old wall."),
        ("تعتزم البلدية إغلاق الجسر أمام الشاحنات.", "The municipality closed the bridge to lorries."),
        ("وتقول البلدية إنه ربما قُتل في السوق القديم مساء الأحد.", "The municipality established that he was killed."),
    ],
)
def test_a_plan_or_possibility_told_as_a_fact_is_a_warning(arabic: str, english: str) -> None:
    assert codes(arabic, english) == ["modality.made_certain"]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("سيغادر الوفد المدينة مساء الأحد.", "The delegation is to leave the town on Sunday evening."),
        ("قد يؤدي المطر إلى انهيار الجدار القديم.", "The rain may bring down the old wall."),
        ("وكان الجدار قد انهار قبل عامين.", "The wall had collapsed two years earlier."),
        ("زار سيارته القديمة في المرآب.", "He visited his old car in the garage."),
        ("وكانت ولايتا كسلا والقضارف الأكثر تضرراً.", "Kassala and Gedaref states were hardest hit."),
        ("ستصل شاحنات غاز فقط.", "Lorries with gas and no other fuel will come."),
        ("بحث سيرغي لافوف الأمر مع نظيره مساء الأحد.", "Sergei Lafov discussed it with his peer on Sunday."),
        ("تغلب سيرجينيو على خصمه في النهائي مساء الأحد.", "Serginio beat his opponent in the final on Sunday."),
    ],
)
def test_what_is_open_in_both_or_in_neither_is_quiet(arabic: str, english: str) -> None:
    assert codes(arabic, english) == []


@pytest.mark.parametrize(
    ("arabic", "english", "found"),
    [
        ("خرجت المظاهرة بعد أنباء عن لقاء الوزيرة سفير الجار.", "The minister met the ambassador.", True),
        ("اتهم التقرير الشركة، وزعم هجوم عمالها على الحارس.", "Workers attacked the guard.", True),
        ("خرجت المظاهرة بعد أنباء عن لقاء الوزيرة سفير الجار.", "The minister is reported to have met him.", False),
        ("خرجت المظاهرة بعد أنباء عن لقاء الوزيرة سفير الجار.", "A crowd came out, the police said.", False),
        ("حوكم المتهمون بالهجوم على الحارس.", "Six were convicted of the attack on the guard.", False),
        ("نشرت الصحيفة معلومات عن لقاء الوزيرة سفير الجار.", "The minister met the ambassador.", False),
    ],
)
def test_what_is_alleged_is_no_fact(arabic: str, english: str, found: bool) -> None:
    assert ("modality.made_certain" in codes(arabic, english)) == found


def test_what_is_alleged_may_have_a_source() -> None:
    text = "خرجت المظاهرة بعد أنباء عن لقاء الوزيرة سفير الجار."
    for by, findings in ((None, 1), ("Sada newspaper", 0)):
        summary = [statement("The minister met the ambassador.", 1, by=by), statement("News.", 1)]
        made = subject_of(article(text), headline_en="News", summary=summary)
        assert len([f for f in modality.check(made) if f.code == "modality.made_certain"]) == findings


def status(arabic: str, **fields: Any) -> list[str]:
    subject = subject_of(article(arabic), events=[event(**fields)])
    return [f.message for f in modality.check(subject) if f.code == "modality.status"]


@pytest.mark.parametrize(
    ("arabic", "fields"),
    [
        ("وصلت القافلة إلى المخيم أمس.", {"status": "planned", "description_en": "A convoy reached the camp."}),
        ("وصلت القافلة إلى المخيم أمس.", {"status": "negated", "description_en": "A convoy reached the camp."}),
        ("وصلت القافلة إلى المخيم أمس.", {"status": "denied", "description_en": "A convoy reached the camp."}),
        ("وصلت القافلة إلى المخيم أمس.", {"status": "hypothetical", "description_en": "A convoy reached the camp."}),
        ("وصلت القافلة إلى المخيم أمس.", {"status": "alleged", "description_en": "A convoy reached the camp."}),
        (
            "أحبطت الشرطة محاولة لتفجير سيارة.",
            {"description_en": "Police foiled a car bombing.", "category": "assault", "mode": "explosives"},
        ),
        (
            "سيزور الوزير المخيم يوم الأحد المقبل.",
            {"description_en": "The minister will visit the camp.", "category": "other"},
        ),
        (
            "لم تصل القافلة إلى المخيم أمس.",
            {"description_en": "The convoy did not reach the camp.", "category": "other", "mode": None},
        ),
    ],
)
def test_a_status_that_the_evidence_does_not_bear_out_is_a_warning(arabic: str, fields: dict[str, Any]) -> None:
    assert len(status(arabic, **fields)) == 1


@pytest.mark.parametrize(
    ("arabic", "fields"),
    [
        ("وصلت القافلة إلى المخيم أمس.", {"description_en": "A convoy reached the camp.", "category": "aid"}),
        ("سيزور الوزير المخيم الأحد.", {"status": "planned", "description_en": "The minister is to visit the camp."}),
        (
            "أحبطت الشرطة محاولة لتفجير سيارة.",
            {"status": "negated", "description_en": "Police foiled a car bombing.", "category": "assault"},
        ),
        (
            "انفجرت عبوة قرب الجسر، فيما أحبطت الشرطة محاولة ثانية.",
            {"description_en": "A bomb exploded near the bridge.", "category": "assault", "mode": "explosives"},
        ),
        (
            "قال الوزير إن الجسر سيفتح قريبا.",
            {"description_en": "The minister said the bridge will open.", "category": "statement", "mode": None},
        ),
        (
            "ألغت النقابة الإضراب الذي كان مقررا الاثنين.",
            {"status": "negated", "description_en": "The union cancelled its strike.", "category": "protest"},
        ),
        (
            "والتزمت الوزارة بإصلاح الجسر، بعد وعودا سابقة.",
            {"status": "planned", "description_en": "The ministry pledged to repair the bridge."},
        ),
        (
            "أذن الوزير بغلق الحديقة بعد العطلة.",
            {"status": "planned", "description_en": "The minister ordered the park to close after the holidays."},
        ),
        (
            "سيتم إصلاح الجسر.",
            {"status": "planned", "description_en": "The bridge is to be repaired."},
        ),
        (
            "هاجم مسلحون لم تعرف هويتهم الحاجز.",
            {"description_en": "Gunmen who were not identified attacked a checkpoint.", "category": "assault"},
        ),
    ],
)
def test_a_status_that_fits_is_quiet(arabic: str, fields: dict[str, Any]) -> None:
    assert status(arabic, **fields) == []


def test_the_status_of_an_event_may_carry_its_negation() -> None:
    plain = event(description_en="A car bomb exploded at the bridge.", status="negated", category="assault")
    subject = subject_of(article("أحبطت الشرطة محاولة لتفجير سيارة عند الجسر."), events=[plain])
    assert [f for f in modality.check(subject) if f.path.startswith("/events")] == []


def test_caveats_speak_about_the_article_and_are_left_alone() -> None:
    caveat = {"kind": "open", "text_en": "The article does not say why.", "evidence": [1]}
    subject = subject_of(caveats=[caveat])
    assert [f for f in modality.check(subject) if f.path.startswith("/caveats")] == []


def test_findings_point_at_the_passage_and_quote_it_as_written() -> None:
    arabic = "لَم يفتح سوق السمك أبوابه صباح الأحد."
    subject = subject_of(article(arabic), summary=[statement("The fish market opened on Sunday morning.", 1)] * 2)
    finding = next(f for f in modality.check(subject) if f.path == "/summary/0")
    assert finding.severity == "error"
    assert "«لَم يفتح سوق»" in finding.message
    assert (finding.start, finding.end) == (0, len(arabic))


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("من جانبه نفى رئيس البلدية فرض رسوم على الباعة، وقال إن لجنة ستنظر في تعويضهم عن خسائر العاصفة.",
         "A committee is to look into compensation for the vendors' storm losses."),
        ("لم تتبنَّ أي جهة الحريق حتى الآن، والمجلس يعقد جلسة طارئة.", "The council held an emergency session."),
        ("لم يكن الصيادون يبحثون عن شيء حين علقت بشباكهم جرة من الفخار قرب الجزيرة.",
         "Fishermen near the island caught a clay jar in their nets."),
        ("عدد الحاضرين ثلاثون لا اثنان وثلاثون بحسب الأمين.", "Thirty people attended, the secretary said."),
        ("انهار السور الذي لم يمض على تدشينه عام واحد.", "A wall opened less than a year ago collapsed there."),
        ("قال التاجر إن السعر لم يرتفع. صحيح، لم يرتفع بعد.", "The price has stayed where it was, the trader said."),
    ],
)  # fmt: skip
def test_a_statement_of_another_clause_or_with_an_antonym_is_no_error(arabic: str, english: str) -> None:
    assert "error" not in lost(arabic, english, *range(1, len(clean(article(arabic)).segments) + 1))


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("لن يتوقف العمال عن الإضراب حتى تُصرف أجورهم.", "The workers will strike until their wages are paid."),
        ("لا يحاول المجلس إغلاق السوق أمام الباعة.", "The council is trying to close the market to vendors."),
        ("قال المدير إن الشركة لم تتلق أي شكوى.", "The company received complaints, the director said."),
        ("لم تصدر أي تعليقات عن إدارة الميناء بخصوص هذا الحريق.", "The port authority has made comments."),
        ("لايتم التعامل بجدية مع هذه المخاطر في المدينة.", "The dangers in the town are dealt with seriously."),
    ],
)  # fmt: skip
def test_a_lost_negation_is_seen_beside_other_negative_words(arabic: str, english: str) -> None:
    assert lost(arabic, english, 1) == ["error"]


def test_provinces_and_nouns_with_a_preposition_hold_no_glued_negation() -> None:
    for arabic in ("تتوزع الإصابات بين ولايات الشمال.", "نقلت الشحنة لايران مساء الأحد.", "توجه الفريق لايقاف التسرب."):
        assert codes(arabic, "It was done in the north on Sunday evening.") == []


def test_not_since_is_the_first_time() -> None:
    arabic = "رفع المصرف سعر الفائدة، في أول زيادة منذ عام 2019."
    assert codes(arabic, "The bank raised its rate, which it had not done since 2019.") == []
    assert codes(arabic, "The bank did not raise its rate.") == ["modality.negation_added"]


def test_what_goes_on_has_not_stopped() -> None:
    arabic = "وتستمر الغارات على البلدة رغم سريان الهدنة."
    assert codes(arabic, "The truce has not stopped the raids on the town.") == []
    assert codes(arabic, "The truce did not reach the town.") == ["modality.negation_added"]
    assert codes("عادت الحافلات إلى البلدة.", "The buses did not stop.") == ["modality.negation_added"]
    assert codes(arabic, "The truce that was to stop the raids did not last.") == ["modality.negation_added"]


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("The mayor said that talks with the company were under way.", ["warning"]),
        ("The mayor said there were no talks with the company on the road or on wages.", []),
        ("The mayor spoke.", []),
    ],
)
def test_when_every_segment_negates_none_of_it_can_be_left_out(english: str, expected: list[str]) -> None:
    arabic = "وقال رئيس البلدية إنه لا يوجد أي تواصل مع الشركة بشأن الطريق. ولا توجد مباحثات معها بشأن الأجور."
    assert lost(arabic, english, 1, 2) == expected


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("ولم ينكر الحارس إطلاق النار على السيارة.", "The guard admitted to police that he had fired on the car."),
        ("ونفى رئيس البلدية وجود خلاف مع الشركة.", "The mayor played down talk of a dispute with the company."),
        ("نفي الشاعر إلى جزيرة بعيدة في البحر.", "The poet was exiled to a distant island in the sea."),
        (
            "واتهمت البلدية الشركة بسد النبع، وهو ما تنفيه الشركة.",
            "The town accuses the company of blocking the spring.",
        ),
    ],
)
def test_what_is_told_of_a_denial_is_no_error(arabic: str, english: str) -> None:
    assert "modality.negation_lost" not in codes(arabic, english)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("كما نفى رئيس البلدية وجود مباحثات معها بشأن الأجور.", ["warning"]),
        ("وتحدث رئيس البلدية عن الأجور في المصنع.", []),
    ],
)
def test_a_denial_negates_too_and_a_plain_segment_does_not(second: str, expected: list[str]) -> None:
    arabic = f"وقال رئيس البلدية إنه لا يوجد أي تواصل مع الشركة بشأن الطريق. {second}"
    english = "The mayor spoke of contacts with the company on the road and on wages."
    assert lost(arabic, english, 1, 2) == expected


def test_a_motive_may_be_left_out() -> None:
    arabic = "وخشية أن ينهار السد أخلت الشرطة القرية ونقلت سكانها إلى المدينة."
    assert codes(arabic, "Police cleared the village and took its residents to the city.") == []


def test_a_grave_state_is_no_condition() -> None:
    assert (
        codes("نُقل ثلاثة عمال في حالة خطيرة إلى المشفى.", "Three workers in a grave state were taken to hospital.")
        == []
    )


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("تمنح الإقامة سنة ولا يحق لحاملها طلب لم شمل العائلة.", "The permit is for a year and bars family reunion."),
        ("كانا يودان أن تستشار البلدية في الأمر.", "They regretted that the municipality had not been consulted."),
        ("دعا الاتحاد إلى التريث في إصدار القانون.", "The union said that the law should not be rushed."),
        ("يتسلق المهاجرون سياجا من الأسلاك.", "Migrants climb a fence of wire."),
        ("نشرت صحيفة لو جورنال دو ديمانش استطلاعا.", "Le Journal du Dimanche published a poll."),
        ("ألغت البلدية حفل الأحد.", "There will be no concert on Sunday, the municipality said."),
    ],
)
def test_what_is_no_negation_or_one_without_a_particle(arabic: str, english: str) -> None:
    assert codes(arabic, english) == []
