"""Who does something to whom: the parties of a verb exchanged."""

from __future__ import annotations

import pytest

from mujaz.articles.article import Article
from mujaz.checks import _deeds, _deeds_in_arabic, roles
from mujaz.checks._lexicon import rows
from mujaz.checks.subject import Subject
from mujaz.cleaning import clean
from mujaz.schema.brief import Finding
from mujaz.schema.draft import Draft
from tests.support.briefs import article, statement, subject_of
from tests.support.drafts import CHECKPOINT, checkpoint

PERSONS = [
    {"name_ar": "نادر الجزاع", "name_en": "Nader al-Jazzaa", "kind": "person"},
    {"name_ar": "سالم القطان", "name_en": "Salem al-Qattan", "kind": "person"},
    {"name_ar": "كتائب الصفصاف", "name_en": "Safsaf Brigades", "kind": "armed-group"},
    {"name_ar": "الفوج الرابع", "name_en": "the Fourth Regiment", "kind": "organisation"},
]


def found(english: str, *arabic: str) -> list[Finding]:
    """Findings about a sentence that cites all of `arabic`, each a segment."""
    subject = subject_of(
        article("\n\n".join(arabic)),
        headline_en="News",
        summary=[statement(english, *range(1, len(arabic) + 1)), statement("News.", 1)],
        entities=PERSONS,
    )
    assert len(subject.cleaned.segments) == len(arabic)
    return list(roles.check(subject))


def test_a_careful_brief_is_quiet() -> None:
    of = Article.from_path(CHECKPOINT)
    assert list(roles.check(Subject(of, clean(of), Draft.model_validate(checkpoint())))) == []


def test_the_finding() -> None:
    [finding] = found("Iran accused Israel of the attack.", "اتهمت إسرائيل إيران بالهجوم.")
    assert (finding.code, finding.severity, finding.path) == ("roles.exchanged", "warning", "/summary/0")
    assert finding.message == "in the cited segments the object of «accused» seems to do it, to its subject"
    assert finding.start is not None  # one segment is cited


EXCHANGED = [
    ("Iran accused Israel of the attack.", "اتهمت إسرائيل إيران بالهجوم."),
    ("Hamas accused the Israeli army of lying.", "لكن الجيش الإسرائيلي اتهم حركة حماس بالكذب."),
    ("Iran has also accused its regional rival Saudi Arabia of it.", "واتهمت المملكة العربية السعودية إيران بذلك."),
    ("Iran accused Saudi Arabia of it.", "اتهمت السعودية منافستها الإقليمية، الجمهورية الإسلامية إيران، بذلك."),
    ("Riyadh asked Ankara to prove it.", "وطلبت تركيا من السعودية إثبات ذلك."),
    ("Saudi Arabia called on Turkey to prove it.", "وطلبت تركيا مرة أخرى من السعودية إثبات ذلك."),
    ("Israel condemned Jordan.", "ندد الأردن بإسرائيل."),
    ("Israel apologised to Jordan.", "اعتذر الأردن لإسرائيل عن القصف."),
    ("Jordan expelled Iran's ambassador.", "طردت إيران سفير الأردن."),
    ("Iran summoned the Jordanian ambassador.", "استدعى الأردن السفير الإيراني."),
    ("The army shelled the rebels.", "قصفت قوات المتمردين الجيش."),
    ("Nader al-Jazzaa thanked Salem al-Qattan.", "شكرت سالم القطان نادر الجزاع."),
    ("Al-Jazzaa told the ministry about it.", "إن الوزارة أبلغت نادر الجزاع بذلك."),
    ("The Safsaf Brigades attacked the army at dawn.", "هاجم الجيش كتائب الصفصاف فجراً."),
    ("Iran accused Israel.", "اتهمت إسرائيل في كانون الأول 2013 إيران."),
    ("Iran accused Israel.", "اتهمت إسرائيل في بيان لها إيران."),
    ("The municipality informed the authority.", "وأبلغت الهيئة البلدية بذلك."),
    ("Iran Accuses Israel of Attack", "اتهمت إسرائيل إيران بالهجوم."),
    ("Iran will accuse Israel.", "وستتهم إسرائيل إيران."),
    ("Iran accused Israel.", "اتهمت بشكل رسمي إسرائيل إيران."),
    ("Al-Jazzaa accused the army.", "اتهم الجيش فريق المحامي نادر الجزاع."),
    ("Iran condemned Israel.", "وأدانت إسرائيل بشدة إيران."),
    ("The army apologised to Jordan.", "اعتذر الأردن للجيش عن القصف."),
    ("The Fourth Regiment apologised to the army.", "اعتذر الجيش للفوج الرابع عن القصف."),
    ("Iran accused Israel.", "اتهمت زعامة الدولة الجارة الكبيرة إسرائيل الحليفة القديمة الصديقة السابقة إيران."),
    ("Hamas accused Israel of lying.", "وإسرائيل اتهمت حماس بالكذب."),
    ("The Army attacked rebels.", "هاجم متمردون الجيش."),
    ("Iran accused Israel.", "اتهم نتنياهو إيران."),
    ("Iran warned Iraq.", "حذرت الخارجية العراقية إيران."),
]


@pytest.mark.parametrize(("english", "arabic"), EXCHANGED)
def test_parties_exchanged(english: str, arabic: str) -> None:
    assert [finding.code for finding in found(english, arabic)] == ["roles.exchanged"]


FAITHFUL = [
    # the subject is somebody whom the article named before, and the object's complement names him again
    ("The Iranian president accused Israel of killing Iranians.", "واتهم إسرائيل بقتل مواطنين إيرانيين."),
    ("Lebanon urged Israel to leave Lebanese land.", "وطالب إسرائيل بالانسحاب من أراض لبنانية."),
    ("Iraq thanked Kuwait for its help to Iraqi students.", "وتشكر الكويت لدعمها الطلبة العراقيين."),
    ("Al-Jazzaa accused the ministry of lying.", "واتهم الوزارة بالكذب، مؤكدا أن الجزاع بريء."),
    ("Iran accused Israel.", "اتهم المتحدث إسرائيل وأكدت إيران ذلك."),
    ("The Iranian president accused the army of killing the Iranians.", "واتهم الجيش بقتل الإيرانيين."),
    ("Iran accused the authorities.", "واتهمت السلطات، مؤكدة حق إيران."),
    # the verb stands before its object, of another gender, and the subject comes later
    ("Jordan's king condemned Syria.", "وانتقد سوريا الأحد العاهل الأردني."),
    ("Israeli drones targeted the army.", "استهدفت الجيش طائرات إسرائيلية."),
    ("Protesters stormed parliament.", "اقتحم البرلمان متظاهرون غاضبون."),
    ("Israeli forces surrounded gunmen.", "وحاصرت المسلحين قوات إسرائيلية."),
    ("Only Iran supported the army.", "لم يساند الجيش سوى إيران."),
    ("Israel targeted the army.", "استهدفت الجيش إسرائيل."),
    ("The army accused the government.", "اتهم الحكومة الجيش."),
    # no subject before the preposition
    ("The opposition joined the coalition.", "وانضمت إلى التحالف المعارضة."),
    ("Protesters joined the army.", "وانضم إلى الجيش مئات المتظاهرين."),
    ("The United States asked Iran to free Americans.", "وطلبت من إيران الإفراج عن مواطنين أمريكيين."),
    # the name before the verb belongs to something else
    ("Israel threatened Iran.", "وبعد الهجوم الإيراني هددت إسرائيل بالرد."),
    ("Israel threatened Iran.", "وردا على الهجوم الإيراني هددت إسرائيل الجميع."),
    ("Iran accused Israel.", "وفي إسرائيل اتهمت إيران الوزير."),
    # passives
    ("Sudan beat Egypt.", "هُزم المنتخب المصري أمام نظيره السوداني."),
    ("Iran was never officially told Israel would come.", "لم تبلغ إسرائيل إيران بذلك."),
    # both do it, or the other one in other words
    ("Israel blamed Iran, and Iran accused Israel of lying.", "اتهمت إسرائيل إيران بالهجوم."),
    ("Turkey accused Israel.", "اتهمت حليفة إسرائيل السابقة تركيا تل أبيب بالكذب."),
]


def test_a_segment_that_names_both_may_tell_it_in_other_words() -> None:
    accused = "اتهمت إسرائيل إيران بالهجوم."
    assert found("Iran accused Israel.", accused, "وحمّل ناطق باسم إيران إسرائيل المسؤولية.") == []
    assert found("Iran accused Israel.", accused, "وذهب ناطق باسم إيران إلى البيت.") != []


def test_a_last_name_that_is_another_word_is_not_looked_for_alone() -> None:
    for name, last, arabic in (
        ("حسن علي", "Ali", "واتهم الوزارة التي تعتمد على الفساد."),
        ("أحمد التونسي", "Tounsi", "واتهم الوزارة بالتستر. واتهم المجلس المال التونسي."),
    ):
        person = {"name_ar": name, "name_en": last, "kind": "person"}
        summary = [statement(f"{last} accused the council.", 1), statement(f"{last} accused the ministry.", 1)]
        made = subject_of(article(arabic.replace(". ", " ")), summary=summary, entities=[person])
        assert list(roles.check(made)) == []


def test_segments_without_arabic_letters() -> None:
    cnn = {"name_ar": "CNN", "name_en": "CNN", "kind": "organisation"}
    for text in ("CNN", "14 CNN: اتهمت إسرائيل إيران."):
        summary = [statement("Iran accused CNN.", 1, 2), statement("News.", 1)]
        made = subject_of(article(f"اتهمت إسرائيل إيران.\n\n{text}"), summary=summary, entities=[cnn])
        assert list(roles.check(made)) == []


QUIET = [
    ("Israel accused Iran of the attack.", "اتهمت إسرائيل إيران بالهجوم."),
    ("Israel was accused by Iran.", "اتهمت إيران إسرائيل."),
    ("Iran, accused by Israel, answered.", "اتهمت إسرائيل إيران."),
    ("Iran was also accused in Israel.", "اتهمت إسرائيل إيران."),
    ("Iran wants to accuse Israel.", "اتهمت إسرائيل إيران."),
    ("Iran was also told Israel would answer.", "أبلغت إسرائيل إيران."),
    ("Iran called Israel a liar.", "اتهمت إسرائيل إيران."),
    # whose word it is, or another clause, does not make somebody the subject
    ("Iran said that the minister accused Israel.", "اتهمت إسرائيل إيران."),
    ("Iran answered and its friends accused Israel.", "اتهمت إسرائيل إيران."),
    # the object is somebody else, or no party at all
    ("Iran accused the friends of Israel.", "اتهمت إسرائيل إيران."),
    ("Iran accused, Israel said.", "اتهمت إسرائيل إيران."),
    ("Iran accused. Israel answered.", "اتهمت إسرائيل إيران."),
    ("Iran called a meeting in Israel.", "دعت إسرائيل إيران إلى اجتماع."),
    # another deed
    ("Iran thanked Israel.", "اتهمت إسرائيل إيران."),
    # the subject of the Arabic verb stands before it, or in another sentence
    ("Iran accused Israel of bombing.", "قالت إيران ذلك واتهمت إسرائيل حليفة إيران بالقصف."),
    ("Iran accused Israel.", "واتهمت إسرائيل بقصف مواقع لإيران."),
    ("Iran accused Israel.", "واتهمت إسرائيل؛ إيران نفت."),
    ("Iran accused Israel.", "اتهمت إسرائيل وإيران الوزير بذلك."),
    ("Iran accused Israel.", "اتهمت إسرائيل من قبل إيران."),
    ("Iran accused Israel.", "في إسرائيل اتهمت إيران الوزير."),
    ("Iran accused Israel.", "صديق الوزير في إسرائيل اتهم إيران."),
    ("Iran accused Israel.", "اتهم الوزير الذي زار إسرائيل إيران."),
    ("Iran accused Israel.", "وصل سفير إسرائيل؛ اتهم إيران الوزير."),
    ("Iran accused Israel.", "وصل سفير لإسرائيل اتهم إيران."),
    ("Iran accused Israel.", "اتهم الأردن حليف إسرائيل إيران."),
    ("Iran accused Israel.", "اتهمت إسرائيل مساء أمس السبت الماضي غير البعيد جدا هذا إيران."),
    ("Iran asked Israel to go.", "طلبت إسرائيل إيران من الأردن."),
    ("Iran asked Israel to go.", "طلبت إسرائيل لإيران من الأردن الرحيل."),
    ("Iran accused Israel.", "اتهمت إسرائيل في"),
    # other people, whose names only begin or end so
    ("Nader al-Jazzaa accused Salem al-Qattan.", "اتهمت القطانية الجزاع بذلك."),
    ("Nader al-Jazzaa accused Salem al-Qattan.", "اتهم عبدالقطان الجزاع بذلك."),
    # both parties on both sides
    ("The Iraqi army accused the Iraqi government.", "اتهمت الحكومة العراقية الجيش العراقي."),
    # a pronoun written onto the verb is its object
    ("Iran accused Israel.", "اتهمتها إسرائيل بعد أن اتهمت إيران إسرائيل."),
]


@pytest.mark.parametrize(("english", "arabic"), [*FAITHFUL, *QUIET])
def test_quiet(english: str, arabic: str) -> None:
    assert found(english, arabic) == []


def test_another_segment_that_has_it_so_is_enough() -> None:
    accused = "اتهمت إسرائيل إيران بالهجوم."
    assert found("Iran accused Israel.", accused, "ذهب الجميع إلى البيت.") != []
    assert found("Iran accused Israel.", accused, "واتهمت إيران إسرائيل بالكذب.") == []
    assert found("Iran accused Israel.", accused, "واتهمت إيران بالكذب.") == []


def test_a_verb_twice_in_one_segment() -> None:
    assert found("Iran accused Israel.", "اتهمت إسرائيل إيران واتهمت إيران إسرائيل.") == []
    assert found("Iran accused Israel.", "اتهمت إيران إسرائيل واتهمت إسرائيل إيران.") == []


def test_one_finding_a_statement() -> None:
    assert len(found("Iran accused Israel and Iran accused Israel.", "اتهمت إسرائيل إيران.")) == 1


def test_segments_that_do_not_exist_are_left_out() -> None:
    summary = [statement("Iran accused Israel.", 1, 9), statement("News.", 1)]
    made = subject_of(article("اتهمت إسرائيل إيران."), headline_en="News", summary=summary)
    assert [finding.code for finding in roles.check(made)] == ["roles.exchanged"]


def test_a_name_without_letters_is_nobody() -> None:
    for arabic in ("ال", "ـــ", "\u064b" * 4):  # nothing is left of the last two
        entities = [{"name_ar": arabic, "name_en": "Israel", "kind": "organisation"}]
        summary = [statement("Iran accused Israel.", 1), statement("News.", 1)]
        made = subject_of(article("اتهم الرجل إيران."), headline_en="News", summary=summary, entities=entities)
        assert list(roles.check(made)) == []


@pytest.mark.parametrize("name", ["deeds", "parties"])
def test_the_lists(name: str) -> None:
    """Every row has both languages, and no English form is in two rows."""
    english = 1 if name == "deeds" else 0
    forms = [form for row in rows(name) for form in row[english].split("|")]
    assert len(forms) == len(set(forms)) > len(list(rows(name)))
    assert all(row[english + 1 :] and all(row) for row in rows(name))


def test_hostile_texts_end() -> None:
    names = [_deeds.Mention(0, 5, frozenset(("a",)))]
    text = "accused " * 300
    assert list(_deeds.said(text, ["accuse"], lambda: names)) == []
    deed = _deeds.Deed("accuse", "accused", frozenset(("a",)), frozenset(("b",)))
    assert _deeds_in_arabic.direction(deed, "اتهم " * 5000, []) == 0
    assert _deeds_in_arabic.direction(deed, "", []) == 0
