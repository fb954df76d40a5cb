"""Who says so: claims of sources against the brief's own word."""

from __future__ import annotations

import pytest

from mujaz.articles.article import Article
from mujaz.checks import attribution
from mujaz.checks.subject import Subject
from mujaz.cleaning import clean
from mujaz.schema.draft import Draft
from tests.support.briefs import article, event, statement, subject_of
from tests.support.drafts import CHECKPOINT, checkpoint

PLAIN = "أصيب خمسة عمال في انهيار جدار شرقي بلدة الصفصاف. "


def codes(arabic: str, english: str, *segments: int, by: str | None = None) -> list[tuple[str, str]]:
    subject = subject_of(article(arabic), summary=[statement(english, *segments, by=by)] * 2)
    return [(f.code, f.severity) for f in attribution.check(subject) if f.path == "/summary/0"]


def test_a_careful_brief_is_quiet() -> None:
    of = Article.from_path(CHECKPOINT)
    assert list(attribution.check(Subject(of, clean(of), Draft.model_validate(checkpoint())))) == []


@pytest.mark.parametrize(
    "arabic",
    [
        "قال رئيس البلدية سامر الحلواني إن خمسة عمال أصيبوا في انهيار الجدار.",
        "وأفادت مصادر محلية بإصابة خمسة عمال في انهيار الجدار.",
        "وأعلنت مديرية الصحة أن خمسة عمال أصيبوا في انهيار الجدار.",
        "وزعم ناطق باسم الشركة أن خمسة عمال أصيبوا في انهيار الجدار.",
        "واتهم سكان الحي الشركة بإصابة خمسة عمال.",
        "أصيب خمسة عمال في انهيار الجدار، بحسب رئيس البلدية.",
        "ووفقاً لمصدر طبي، أصيب خمسة عمال في انهيار الجدار.",
        "أصيب خمسة عمال في انهيار الجدار نقلاً عن شهود.",
        "وأشار الحلواني إلى إصابة خمسة عمال في انهيار الجدار.",
        "ولفت الحلواني إلى أن خمسة عمال أصيبوا.",
        "وبيّن الحلواني أن خمسة عمال أصيبوا في انهيار الجدار.",
        "ونقلت صحيفة النورس عن طبيب إصابة خمسة عمال.",
        "مصدر طبي في مشفى الصفصاف قال إن خمسة عمال أصيبوا.",
        "أصدرت البلدية بيانا قالت فيه إن خمسة عمال أصيبوا.",
        "من جهته، أكد الحلواني إصابة خمسة عمال.",
        "وأعلنت مديرية الصحة عن إصابة خمسة عمال في انهيار الجدار.",
        "وذكرت مديرية الصحة مقتل ثلاثة عمال وإصابة خمسة.",
        "وبررت البلدية الإغلاق بأن خمسة عمال أصيبوا.",
        "وخلصت اللجنة إلى أن خمسة عمال أصيبوا.",
        "وجزم الحلواني بأن خمسة عمال أصيبوا.",
        "ونبهت المديرية إلى أن خمسة عمال أصيبوا.",
        "ومن جهته، بين الرئيس السابق للبلدية وعضو المجلس المحلي، سامر الحلواني، أن خمسة عمال أصيبوا.",
        "ونقلت وكالة النورس للأنباء، التي يملكها تجار من البلدة، عن طبيب قوله إن خمسة عمال أصيبوا.",
        "وأعرب الحلواني عن أسفه لإصابة خمسة عمال.",
        "متوقعا إصابة خمسة عمال.",
        "أصيب خمسة عمال، استنادا إلى مصادر في المشفى.",
        "ونجم عن انهيار الجدار الذي شيد قبل عام، وفق الحلواني، إصابة خمسة عمال.",
    ],
)
def test_a_claim_without_its_source_is_a_warning(arabic: str) -> None:
    assert codes(arabic, "Five workers were injured when a wall collapsed.", 1) == [("attribution.missing", "warning")]
    assert codes(arabic, "Five workers were injured when a wall collapsed.", 1, by="a source") == []


@pytest.mark.parametrize(
    "english",
    [
        "Five workers were injured, the mayor said.",
        "According to the mayor, five workers were injured.",
        "The mayor reported five injured workers.",
        "The mayor denied that only five workers were injured.",
        "The mayor accused the company of injuring five workers.",
    ],
)
def test_a_sentence_that_names_its_speaker_is_quiet(english: str) -> None:
    assert codes("قال رئيس البلدية إن خمسة عمال أصيبوا.", english, 1) == []


@pytest.mark.parametrize(
    "arabic",
    [
        PLAIN,
        "نقل المصابون إلى مشفى البلدة بين الساعة الثانية والثالثة.",
        "أعلنت البلدية إغلاق الجسر أمام الشاحنات.",
        "وزعت البلدية الخبز على السكان وفقاً للقانون وضمن خطة الطوارئ.",
        "أضاف اللاعب هدفاً ثانياً في الشوط الأخير.",
        "يعمل خمسة عمال في المصنع الذي افتتح قبل عام، فيما قال سكان إنهم يسمعون ضجيجا.",
        "يمكن أن يوضح المعرض للزوار كيف يعمل خمسة عمال في المصنع: «النسيج خطوة بخطوة».",
        "يقع المصنع بين الجسر والمدرسة، ويعمل فيه خمسة عمال قبل أن يُنقل.",
    ],
)
def test_what_the_outlet_tells_itself_is_quiet(arabic: str) -> None:
    assert codes(arabic, "Five workers were at the factory.", 1) == []


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("قال الحلواني إن التقرير يقدم توصيات للمصنع.", "The report offers recommendations to the factory."),
        ("قال الحلواني إن المحكمة تنظر في الادعاءات.", "The court is looking into the allegations."),
        ("قال الحلواني: «أعتقد أن الجدار قديم، وقد أخبروني بذلك».", "I think that the wall is old; they told me so."),
    ],
)
def test_words_that_the_source_tells_of_are_no_source(arabic: str, english: str) -> None:
    assert codes(arabic, english, 1) == [("attribution.missing", "warning")]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("وأفاد تقرير للبلدية بأن المصنع يعمل.", "The report offers recommendations to the factory."),
        ("قال الحلواني إن المصنع يعمل.", "Halwani thinks that the factory is running, and told them so."),
        ("وقال الحلواني خلال المؤتمر الصحفي إن المصنع يعمل.", "Halwani held a press conference."),
    ],
)
def test_a_sentence_about_its_source_or_about_the_speaking_is_quiet(arabic: str, english: str) -> None:
    assert codes(arabic, english, 1) == []


def test_blame_is_somebodys_word_and_a_load_is_none() -> None:
    blamed = "وحمّل الحلواني، الذي زار المصنع أمس، الشركة مسؤولية انهيار الجدار."
    assert codes(blamed, "The company was responsible for the collapse of the wall.", 1) == [
        ("attribution.missing", "warning")
    ]
    assert codes(blamed, "Halwani blamed the company for the collapse of the wall.", 1) == []
    assert codes("وحملت الشاحنات القمح إلى المرفأ.", "Lorries took the wheat to the port.", 1) == []


def test_warnings_are_no_source() -> None:
    arabic = "وقالت السلطات إن الدورية أطلقت النار على قارب تجاهل تحذيراتها وأصيب خمسة عمال كانوا على متنه."
    told = "A patrol fired on a boat that ignored its warnings, and five workers on board were wounded."
    assert codes(arabic, told, 1) == [("attribution.missing", "warning")]
    assert codes(arabic, f"{told[:-1]}, the authorities warned.", 1) == []


def test_who_acts_may_be_called_by_a_family_name_alone() -> None:
    arabic = "وأعلن الحلواني أن الجسر مغلق، قبل أن يقود الفرق إلى المصنع."
    entity = {"name_ar": "سامر الحلواني", "name_en": "Samer al-Halwani", "kind": "person"}
    for english, expected in (("Samer al-Halwani led teams to the factory.", 0), ("Teams went to the factory.", 2)):
        subject = subject_of(article(arabic), summary=[statement(english, 1)] * 2, entities=[entity])
        assert len(list(attribution.check(subject))) == expected


@pytest.mark.parametrize(
    ("arabic", "english", "source"), [("علي", "Ali", "علي"), ("حلو", "Bread", "الحلواني"), (" ", "Nobody", "علي")]
)
def test_a_name_within_another_word_is_nobodys(arabic: str, english: str, source: str) -> None:
    entity = {"name_ar": arabic, "name_en": english, "kind": "person"}
    summary = [statement("The quality of bread fell; nobody bought it.", 1)] * 2
    subject = subject_of(article(f"قال {source} إن جودة الخبز تراجعت."), summary=summary, entities=[entity])
    assert [f.code for f in attribution.check(subject)] == ["attribution.missing"] * 2


def test_a_name_in_what_is_said_is_not_the_source() -> None:
    arabic = "أكد مهندسون أن بلدية النورس أغلقت الجسر."
    entity = {"name_ar": "بلدية النورس", "name_en": "Nawras municipality", "kind": "organisation"}
    summary = [statement("The municipality closed the bridge.", 1)] * 2
    subject = subject_of(article(arabic), summary=summary, entities=[entity])
    assert [f.code for f in attribution.check(subject)] == ["attribution.missing"] * 2


def test_a_short_sentence_that_renders_a_segment_whole_is_no_aside() -> None:
    arabic = "نقلت صحيفة النورس، التي يملكها تجار من البلدة، عن طبيب قوله إن الجدار انهار أمس. "
    arabic += "وحسب الطبيب، فإن خمسة عمال أصيبوا."
    assert codes(arabic, "Five workers were injured.", 1, 2) == [("attribution.missing", "warning")]


def test_a_continuation_goes_on_with_the_speaker_before() -> None:
    arabic = "قال رئيس البلدية سامر الحلواني إن الجدار انهار. وأضاف أن خمسة عمال أصيبوا."
    assert codes(arabic, "Five workers were injured.", 2) == [("attribution.missing", "warning")]


def test_a_sentence_cut_in_two_keeps_its_source() -> None:
    long = "أصيب خمسة عمال في انهيار جدار مصنع للنسيج شرقي بلدة الصفصاف، بينما نقلت سيارات الإسعاف المصابين إلى مشفى "
    arabic = long + "البلدة ثم إلى مشفى المدينة الذي يبعد عنها نحو ساعة، وفق ما أفاد به رئيس البلدية سامر الحلواني."
    segments = clean(article(arabic)).segments
    assert len(segments) == 2
    assert codes(arabic, "Five workers were injured when a wall collapsed.", 1)[0][0] == "attribution.missing"


def test_a_sentence_cut_in_three_keeps_its_source() -> None:
    long = "وقال رئيس البلدية سامر الحلواني في حديث مطول للإذاعة المحلية مساء الخميس الماضي إن الجدار القديم "
    long += "للمصنع انهار، وإن فرق الإسعاف نقلت إلى مشفى البلدة ثم إلى مشفى المدينة البعيد كلا من رامي وسعيد "
    long += "وهيثم وعماد وفارس وسائق الشاحنة التي كانت تفرغ القطن عند باب المصنع، "
    arabic = long + "وإن الشرطة أغلقت الشارع المؤدي إلى المصنع من جهة النهر حتى إشعار آخر، وأصيب خمسة عمال."
    segments = clean(article(arabic)).segments
    assert len(segments) == 3
    assert codes(arabic, "Police closed the street, and five workers were injured.", 3)[0][0] == "attribution.missing"


@pytest.mark.parametrize(
    ("head", "findings"),
    [("وقالت مصادر إن", []), ("بحسب مصادر قالت إن", [("attribution.missing", "warning")])],
)
def test_a_speaker_of_the_next_part_says_this_one_only_by_according_to(
    head: str, findings: list[tuple[str, str]]
) -> None:
    arabic = (
        f"تورطت خلية مسلحة في إحراق عدد كبير من سيارات الشرطة والأهالي على مدار الأسابيع الأخيرة، {head} "
        "الخلية تضم ستة أشخاص أطلقوا على أنفسهم اسما غريبا واستهدفوا حرق سيارات الشرطة بالمحافظة "
        "وسيارات الأهالي في القرى المجاورة وعند مداخل السوق وأمام مبنى البلدية والمدرسة."
    )
    assert len(clean(article(arabic)).segments) == 2
    english = "A cell has set fire to a large number of cars of police and residents over recent weeks."
    assert codes(arabic, english, 1) == findings


def test_a_sentence_that_ends_without_a_space_takes_its_source_along() -> None:
    arabic = (
        "وقال شهود عيان إن عناصر الجماعة أشعلت النيران في إطارات السيارات أمام مبنى البلدية وقطعت الطريق أمام "
        "المارة والسيارات القادمة من القرى المجاورة ومن جهة المحطة، قبل أن تتدخل الشرطة وتفتح الطريق أمام "
        "السيارات .وفي سياق متصل نجحت أجهزة الأمن في محافظة السهل الغربي في توقيف خلية مسلحة تضم عددا من أبناء "
        "القرى، تورطت في إحراق عدد كبير من سيارات الشرطة والأهالي في شوارع البلدة القديمة وعند مداخل السوق."
    )
    assert len(clean(article(arabic)).segments) == 3
    assert codes(arabic, "The cell had set fire to many cars in the old town and at the market.", 3) == []


def test_a_segment_that_only_describes_is_not_reported() -> None:
    long = (
        "وقال رئيس البلدية سامر الحلواني في حديث مطول للإذاعة المحلية مساء الخميس الماضي إنه سيراجع في الأسابيع "
        "المقبلة مع أعضاء المجلس ملف المصنع القديم عند النهر بعد شكوى جديدة من صاحبه السابق، "
    )
    arabic = (
        long + "الذي باع المبنى لشركة من خارج البلدة قبل عامين وسافر بعدها إلى العاصمة للعيش فيها مع أسرته وأقاربه."
    )
    segments = clean(article(arabic)).segments
    assert segments[1].text.startswith("الذي"), [segment.text for segment in segments]
    assert codes(arabic, "He sold the building two years ago and then moved to live in the capital.", 2) == []


def test_evidence_that_mixes_reported_and_plain_parts_is_quiet() -> None:
    arabic = PLAIN + "وقال رئيس البلدية إن الجدار قديم."
    assert codes(arabic, "Five workers were injured when an old wall collapsed.", 1, 2) == []


def test_a_source_that_is_the_one_who_acts_is_named() -> None:
    arabic = "أكدت بلدية النورس أنها أغلقت الجسر."
    entity = {"name_ar": "بلدية النورس", "name_en": "Nawras municipality", "kind": "organisation"}
    subject = subject_of(
        article(arabic), summary=[statement("The municipality closed the bridge.", 1)] * 2, entities=[entity]
    )
    assert list(attribution.check(subject)) == []


def test_a_place_that_the_source_names_does_not_act() -> None:
    arabic = "انتشرت الشرطة في الميدان، بحسب مصدر من قرية الصفصاف."
    entity = {"name_ar": "قرية الصفصاف", "name_en": "Safsaf", "kind": "place"}
    summary = [statement("Police were deployed in Safsaf.", 1), statement("News.", 1)]
    found = attribution.check(subject_of(article(arabic), headline_en="News", summary=summary, entities=[entity]))
    assert [f.code for f in found if f.path == "/summary/0"] == ["attribution.missing"]


def test_a_name_of_blanks_does_no_harm() -> None:
    entity = {"name_ar": "البلدية", "name_en": " ", "kind": "organisation"}
    summary = [statement("The bridge is closed.", 1)] * 2
    subject = subject_of(article("أكدت البلدية أنها أغلقت الجسر."), summary=summary, entities=[entity])
    assert len(list(attribution.check(subject))) <= 2


def test_an_attribution_without_any_source_in_the_text_is_listed() -> None:
    assert codes(PLAIN, "Five workers were injured.", 1, by="the health ministry") == [("attribution.unseen", "info")]


@pytest.mark.parametrize(
    ("arabic", "segment"),
    [
        (PLAIN + "وقال رئيس البلدية إن الجدار قديم.", 2),
        ("قال رئيس البلدية إن الجدار قديم. " + PLAIN, 2),
        ("رئيس البلدية: انهيار الجدار أصاب خمسة عمال.", 1),
        ("ونشرت مديرية الصحة بياناً عن المصابين.", 1),
    ],
)
def test_an_attribution_with_a_source_near_by_is_quiet(arabic: str, segment: int) -> None:
    assert codes(arabic, "Five workers were injured.", segment, by="the mayor") == []


def test_the_outlet_needs_no_source() -> None:
    assert codes(PLAIN, "Five workers were injured.", 1, by="the outlet") == []


def test_events_are_looked_at_and_headlines_are_not() -> None:
    arabic = "قال رئيس البلدية سامر الحلواني إن خمسة عمال أصيبوا."
    subject = subject_of(
        article(arabic),
        headline_en="Five workers injured",
        summary=[statement("Five workers were injured, the mayor said.", 1)] * 2,
        events=[event(description_en="Five workers were injured.")],
    )
    assert [f.path for f in attribution.check(subject)] == ["/events/0"]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("ويُذكر أن الجسر بُني قبل عشرين عاماً.", "The bridge was built twenty years ago."),
        ("ويتوقع أن تصل الدفعة الثانية إلى المخيم.", "The second delivery is to reach the camp."),
        ("وتعتبر البلدة مركزاً للنسيج منذ أن شُق إليها الطريق.", "The town is a centre of weaving."),
        ("أظهرت دراسة جديدة أن السمك يقل في البحيرة.", "A new study shows that fish are dwindling in the lake."),
        ("يُفتتح المهرجان الأحد في ساحة البلدة، وقد استقطبت دورته الماضية ألف زائر بحسب منظميه.",
         "The festival opens in the square on Sunday."),
        ("وصل ألف زائر إلى البلدة القديمة خلال المهرجان، وهو ما أنعش أسواقها وفنادقها حسب غرفة التجارة.",
         "A thousand visitors came to the old town."),
        ("أكد بيان مكتب المحافظ أن أعمال الترميم في السد بدأت أمس وأنها تشمل البوابات كلها، منذ بنائه في وادي الحور.",
         "The dam was built."),
    ],
)  # fmt: skip
def test_what_nobody_in_particular_says_needs_no_attribution(arabic: str, english: str) -> None:
    assert codes(arabic, english, 1) == []


@pytest.mark.parametrize(
    "arabic",
    [
        "ويتوقع المصرف أن تصل الدفعة الثانية إلى المخيم.",
        "ويضيف أن الدفعة الثانية وصلت إلى المخيم أمس.",
        "وصلت الدفعة الثانية إلى المخيم الذي فُتح أمس، بحسب مدير المخيم.",
    ],
)
def test_what_somebody_says_still_needs_one(arabic: str) -> None:
    assert codes(arabic, "The second delivery arrived at the camp.", 1) == [("attribution.missing", "warning")]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("وينظم دخول الزوار حسب طاقة استيعاب الحديقة.", "Visitors are let in one group after another."),
        ('يعتبر سالم القطان "شيخ الصيادين في البلدة كلها"، وقد بنى المرفأ.', "Salem al-Qattan built the harbour."),
        (
            "أكد وزير العدل سامر الحلواني، على هامش مناقشة ميزانية وزارته أمس، أن المحاكم ستؤمن "
            "وأن مباني جديدة ستشيد في الولايات خلال السنوات القادمة.",
            "His budget was debated.",
        ),
    ],
)
def test_what_nobody_says_or_is_known_is_quiet(arabic: str, english: str) -> None:
    assert codes(arabic, english, 1) == []
