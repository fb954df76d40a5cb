"""Words that say the opposite of their evidence, without a negation."""

from __future__ import annotations

import pytest

from mujaz.articles.article import Article
from mujaz.checks import opposites
from mujaz.checks._lexicon import rows
from mujaz.checks.subject import Subject
from mujaz.cleaning import clean
from mujaz.schema.brief import Finding
from mujaz.schema.draft import Draft
from tests.support.briefs import article, event, statement, subject_of
from tests.support.drafts import CHECKPOINT, checkpoint


def found(arabic: str, english: str) -> list[Finding]:
    subject = subject_of(article(arabic), headline_en="News", summary=[statement(english, 1), statement("News.", 1)])
    return [finding for finding in opposites.check(subject) if finding.path == "/summary/0"]


def marks(arabic: str, english: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in found(arabic, english)]


def test_a_careful_brief_is_quiet() -> None:
    of = Article.from_path(CHECKPOINT)
    assert list(opposites.check(Subject(of, clean(of), Draft.model_validate(checkpoint())))) == []


OPPOSED = [
    ("خسر فريق الصفصاف المباراة أمام فريق المرج.", "Safsaf won the match against Marj."),
    ("ربح التاجر القضية أمام محكمة الصفصاف.", "The trader lost the case in the Safsaf court."),
    ("نفت البلدية بيع مبنى السوق القديم.", "The municipality confirmed the sale of the old market building."),
    ("أكد المدير بيع مبنى السوق القديم.", "The director denied that the old market building was sold."),
    ("رفض المجلس خطة توسيع الميناء.", "The council accepted the plan to widen the port."),
    ("وافق المجلس على خطة توسيع الميناء.", "The council rejected the plan to widen the port."),
    ("منعت الشرطة الصيادين من دخول الميناء.", "Police allowed the fishermen into the port."),
    ("سمحت الشرطة للصيادين بدخول الميناء.", "Police banned the fishermen from the port."),
    ("أغلقت البلدية جسر الصفصاف صباح الأحد.", "The municipality opened the Safsaf bridge on Sunday morning."),
    ("اعتقلت الشرطة أربعة صيادين قرب الميناء.", "Four fishermen were released near the port."),
    ("أفرجت الشرطة عن أربعة صيادين قرب الميناء.", "Police arrested four fishermen near the port."),
    ("خرج معارضو رئيس البلدية إلى الساحة.", "Supporters of the mayor went out to the square."),
    ("نجحت فرق الإطفاء في إخماد حريق المخازن.", "Firefighters failed to put out the fire at the stores."),
    ("أثبت الفحص هوية صاحب القارب.", "The test failed to establish who owned the boat."),
    ("تقدم المقاتلون نحو تل المرج فجراً.", "The fighters withdrew from the hill of Marj at dawn."),
    ("انسحب ثلاثة أعضاء من حزب الميناء.", "Three members joined the Port Party."),
    ("تراجعت صادرات الزيتون في الصفصاف.", "Imports of olives in Safsaf fell back."),
    ("باعت الشركة ثلاث سفن هذا العام.", "The company bought three ships this year."),
    ("استقبل المعسكر متطوعين من الصفصاف.", "The camp sent volunteers from Safsaf."),
    ("يقع المخزن شمال الصفصاف على الطريق القديم.", "The store lies south of Safsaf on the old road."),
    ("طالبت أقلية من النواب بتأجيل الجلسة.", "A majority of members asked to have the sitting delayed."),
    ("سجلت الشركة خسائر هذا العام.", "The company recorded profits this year."),
    ("أقال المجلس مدير الميناء.", "The council appointed a director of the port."),
    ("أيدت المحكمة حكم سجن صاحب القارب.", "The court overturned the sentence of the boat's owner."),
    ("نقضت المحكمة حكم سجن صاحب القارب.", "The court upheld the sentence of the boat's owner."),
    ("أدانت المحكمة صاحب القارب.", "The court acquitted the owner of the boat."),
    ("رحبت البلدية بقرار الوزارة.", "The municipality condemned the ministry's decision."),
    ("غادر جميع الموظفين المبنى باستثناء الحراس.", "All the staff, including the guards, left the building."),
    ("غادر جميع الموظفين المبنى بمن فيهم الحراس.", "All the staff except the guards left the building."),
    ("أحيلت القضية إلى محكمة مدنية في الصفصاف.", "The case was referred to a military court in Safsaf."),
    ("أحيل صاحب القارب إلى القضاء العسكري.", "The owner of the boat was sent to a civilian court."),
    ("قررت اللجنة تأجيل المهرجان.", "The committee decided to cancel the festival."),
    ("تحسنت حال الطرق في الصفصاف.", "The state of the roads in Safsaf worsened."),
    ("ارتفعت أسعار السمك في الميناء.", "Fish prices at the port fell."),
    ("وصل الوفد إلى البلدة مساء السبت.", "The delegation reached the town on Saturday morning."),
    ("ترتفع البطالة في البلدة.", "Employment in the town rises."),
]


@pytest.mark.parametrize(("arabic", "english"), OPPOSED)
def test_a_word_that_says_the_opposite_is_a_warning(arabic: str, english: str) -> None:
    assert ("modality.opposite", "warning") in marks(arabic, english)


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        # the right side, in this or other words
        ("خسر فريق الصفصاف المباراة أمام فريق المرج.", "Safsaf lost the match against Marj."),
        ("خسر فريق الصفصاف المباراة أمام فريق المرج.", "Marj won the match, and Safsaf were beaten."),
        ("تراجعت صادرات الزيتون في الصفصاف.", "Exports of olives in Safsaf fell."),
        # a negation on either side
        ("لم ترفض البلدية خطة الميناء.", "The municipality accepted the plan for the port."),
        ("رفض المجلس خطة توسيع الميناء.", "The council did not accept the plan to widen the port."),
        ("لم يقبل المجلس خطة توسيع الميناء.", "The council rejected the plan to widen the port."),
        ("لم ترتفع أسعار السمك في الميناء.", "Fish prices at the port fell."),
        ("رفضت البلدية إغلاق جسر الصفصاف.", "The Safsaf bridge stays opened, the municipality said."),
        # the evidence has both, the statement one of them
        ("أفرجت الشرطة عن ثلاثة صيادين واعتقلت رابعاً.", "Police arrested a fourth fisherman."),
        ("أفرجت الشرطة عن صيادين اعتقلتهم يوم السبت.", "Police freed fishermen."),
        # words that only look so
        ("أغلقت البلدية الجسر بعد أن أطلق مسلحون النار.", "Gunmen opened fire at the bridge."),
        ("اعتقلت الشرطة صياداً ونشرت صورته.", "The police released his picture."),
        ("أعلنت فرق الإنقاذ ارتفاع عدد القتلى.", "The town fell silent, rescuers said."),
        # a town is known by its region
        ("وصل الوفد إلى بلدة المرج قادماً من الجنوب.", "The delegation reached the eastern town."),
        # a report of both sides, where the Arabic has a verb with a pronoun
        ("أكد ثلاثة شهود انقطاع التيار، وهو ما تنفيه البلدية.", "The municipality denies it."),
    ],
)
def test_good_work_is_quiet(arabic: str, english: str) -> None:
    assert found(arabic, english) == []


@pytest.mark.parametrize(
    ("arabic", "english", "findings"),
    [
        ("لا تستطيع لجنة الميناء أن تستبعد وقوع حريق آخر.", "The port committee has ruled out another fire.", 1),
        ("لم يستبعد المدير وقوع حريق آخر.", "The director ruled out another fire.", 1),
        ("استبعد المدير وقوع حريق آخر.", "The director ruled out another fire.", 0),
        ("لم يحضر المدير، واستبعد وقوع حريق آخر.", "The director ruled out another fire.", 0),
        ("لم يستبعد المدير وقوع حريق آخر.", "The director did not rule out another fire.", 0),
    ],
)
def test_a_refusal_that_the_evidence_negates(arabic: str, english: str, findings: int) -> None:
    assert len(found(arabic, english)) == findings


def test_a_word_of_each_side_for_two_of_one_side() -> None:
    arabic = "ارتفعت أسعار السمك في الصفصاف وارتفعت أسعار الخبز في المرج."
    assert found(arabic, "Fish prices rose in Safsaf and bread prices fell in Marj.")
    assert not found("ارتفعت أسعار السمك في الصفصاف.", "Fish prices rose in Safsaf after they fell in Marj.")


def test_a_short_statement_may_render_another_clause() -> None:
    arabic = (
        "قال مدير الملعب إن آخر كؤوس الصفصاف يعود إلى زمن بعيد، وإن أهل البلدة لا ينسون ذلك العام، "
        "فيما خسر المرج المباراة الأخيرة."
    )
    assert marks(arabic.replace("كؤوس", "ميداليات"), "Safsaf won.") == [("modality.opposite", "info")]


def test_the_message_names_both_words() -> None:
    (finding,) = found("خسر فريق الصفصاف المباراة.", "Safsaf won the match.")
    assert "«won»" in finding.message
    assert "خسر" in finding.message


DIRECTIONS = "ارتفع إنتاج القمح بنسبة 21 بالمائة رغم تراجع إنتاج الزيت والصوف بنسبة 3 بالمائة."


@pytest.mark.parametrize(
    ("arabic", "english", "findings"),
    [
        (DIRECTIONS, "Wheat output rose 21 per cent, helped by a 3% increase in oil and wool.", 1),
        (DIRECTIONS, "Wheat output fell by 21 per cent, and oil and wool by 3 per cent.", 1),
        (DIRECTIONS, "Wheat output rose 21 per cent, despite a 3% decline in oil and wool.", 0),
        (DIRECTIONS, "Oil and wool were down 3 per cent, wheat was up 21 per cent.", 0),
        ("انخفض عدد القوارب بنحو 40 قارباً.", "The number of boats increased by about 40.", 1),
        ("لم يرتفع عدد القوارب بأكثر من 40 قارباً.", "The number of boats fell to 40.", 0),
        ("تراجعت الأسعار بنسبة 7 بالمائة بعد ارتفاع بنسبة 7 بالمائة.", "Prices rose 7 per cent.", 0),
        ("سجلت المحطة 40 درجة في يوم تراجعت فيه الرياح.", "Temperatures rose to 40 degrees.", 0),
    ],
)
def test_a_number_goes_the_way_of_its_evidence(arabic: str, english: str, findings: int) -> None:
    assert [f.code for f in found(arabic, english)].count("modality.direction") == findings


@pytest.mark.parametrize(
    ("arabic", "english", "findings"),
    [
        ("ستفتح المدرسة قبل موفى 2027 في الصفصاف.", "The school will open after the end of 2027 in Safsaf.", 1),
        ("ستفتح المدرسة بعد سنة 2027.", "The school will open before 2027.", 1),
        ("وصل القارب بعد يوم 14 مارس.", "The boat came before March 14.", 1),
        ("ستفتح المدرسة قبل موفى 2027.", "The school will open before the end of 2027.", 0),
        ("لن تفتح المدرسة قبل سنة 2027.", "The school will open after 2027.", 0),
        ("أغلق الجسر سنة 2027 بعد أن غادر العمال.", "The workers had left before 2027.", 0),
        ("بعد ثلاثة أعوام فتحت المدرسة.", "The school opened before three years had passed.", 0),
    ],
)
def test_a_date_has_the_same_side(arabic: str, english: str, findings: int) -> None:
    assert [f.code for f in found(arabic, english)].count("modality.direction") == findings


def test_one_finding_where_the_number_tells_it() -> None:
    assert marks("تراجع الإنتاج بنسبة 3 بالمائة.", "Output had a 3% increase.") == [("modality.direction", "warning")]


@pytest.mark.parametrize("status", ["denied", "negated", "asserted"])
def test_an_event_that_is_denied_is_left_alone(status: str) -> None:
    told = event(description_en="The company bought the port.", status=status)
    subject = subject_of(article("باعت الشركة الميناء."), events=[told])
    assert bool([f for f in opposites.check(subject) if f.path == "/events/0"]) == (status == "asserted")


def test_caveats_are_left_alone() -> None:
    caveat = {"kind": "contradiction", "text_en": "The text says bought elsewhere.", "evidence": [1]}
    subject = subject_of(article("باعت الشركة الميناء."), headline_en="News", caveats=[caveat])
    assert [f for f in opposites.check(subject) if f.path.startswith("/caveats")] == []


def test_every_topic_has_two_sides_in_both_languages() -> None:
    sides: dict[str, set[str]] = {}
    for topic, side, english, *arabic in rows("opposites"):
        assert english
        assert arabic or side == "-"
        if side[-1] not in "-?":
            sides.setdefault(topic, set()).add(side)
        else:
            assert side == "-" or side[:-1] in {row[1] for row in rows("opposites") if row[0] == topic}
    assert all(len(of) > 1 for of in sides.values())
