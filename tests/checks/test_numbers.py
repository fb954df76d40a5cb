"""Numbers of the English against those of the Arabic."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mujaz.arabic.folding import fold_text
from mujaz.checks import _harm, numbers
from mujaz.checks._clock_times import arabic_clock_times
from mujaz.checks._durations import arabic_durations
from mujaz.schema.brief import Finding
from mujaz.schema.codes import CasualtyKind
from tests.support.briefs import article, event, statement, subject_of

TEXT = (
    "قال المتحدث أمس إن خمسة عمال قتلوا وأصيب 14 آخرون في انهيار المبنى. "
    "وأضاف أن عشرات السكان نقلوا إلى مدارس المدينة، وأن نحو 10 آلاف متر من الأنابيب تضررت. "
    "وكان انهيار مماثل قد وقع في الثالث من آذار 2019 عند الساعة الثامنة مساءً."
)


def found(english: str, *segments: int, published: date | None = date(2025, 5, 14)) -> list[Finding]:
    of = article(TEXT, published=published)
    return list(numbers.check(subject_of(of, headline_evidence=[1], summary=[statement(english, *segments)] * 2)))[::2]


@pytest.mark.parametrize(
    ("english", "segments"),
    [
        ("Five workers were killed and 14 injured.", [1]),
        ("Five workers were killed and fourteen were injured.", [1]),
        ("Dozens of residents were taken to schools.", [2]),
        ("About 10,000 metres of pipe were damaged.", [2]),
        ("Some ten thousand metres of pipe were damaged.", [2]),
        ("A similar collapse happened on 3 March 2019 at 8 pm.", [3]),
        ("A similar collapse happened at 20:00 that day.", [3]),
        ("Two buildings and one school are closed.", [1]),
        ("It happened on 13 May 2025, a spokesman said.", [1]),
        ("An F-16 flew over, and the G7 met.", [1]),
    ],
)
def test_faithful_sentences_are_quiet(english: str, segments: list[int]) -> None:
    assert found(english, *segments) == []


@pytest.mark.parametrize(
    ("english", "number"),
    [
        ("Fifteen workers were killed.", "Fifteen"),
        ("Five workers were killed and 41 injured.", "41"),
        ("Hundreds of residents were taken to schools.", "Hundreds"),
        ("About 100,000 metres of pipe were damaged.", "100,000"),
        ("It happened on 9 March 2019.", "9"),
        ("It happened in 2016.", "2016"),
        ("Twenty-five workers were killed.", "Twenty-five"),
        ("About 45 percent were damaged.", "45"),
    ],
)
def test_a_number_that_the_article_does_not_have_is_an_error(english: str, number: str) -> None:
    findings = found(english, 1, 2, 3)
    assert [(f.code, f.severity) for f in findings] == [("numbers.not_in_article", "error")]
    assert f"«{number}»" in findings[0].message


def test_a_number_from_another_segment_is_a_warning() -> None:
    assert [f.code for f in found("Five workers were killed.", 2)] == ["numbers.elsewhere"]


def test_a_number_beside_the_cited_segments_or_in_a_name_is_only_noted() -> None:
    text = "قتل خمسة عمال في الانهيار. وحزن أهلهم عليهم. وأغلق الطريق مساء. وقد أصيب ستة."
    for english, segment, severity in (
        ("Five workers were killed.", 2, "info"),
        ("Five workers were killed.", 3, "warning"),
        ("All five workers were killed.", 3, "info"),
        ("Five workers were hurt.", 4, "warning"),  # six are meant
    ):
        made = subject_of(article(text), headline_en="News", summary=[statement(english, segment)] * 2)
        assert [(f.code, f.severity) for f in numbers.check(made)][:1] == [("numbers.elsewhere", severity)]
    assert [f.severity for f in found("The Third Regiment was there.", 1)] == ["info"]


def test_the_number_that_may_be_meant_is_named() -> None:
    [finding] = found("Fourteen were hurt.", 2)
    assert finding.message == "«Fourteen» is in the article, but not in the cited segments, which have 10000"


def test_numbers_of_a_caveat_may_be_reckoned_or_compared() -> None:
    def of_caveat(kind: str, english: str) -> list[tuple[str, str]]:
        caveat = {"kind": kind, "text_en": english, "evidence": [3]}
        made = subject_of(article(TEXT, published=date(2025, 5, 14)), caveats=[caveat])
        return [(f.code, f.severity) for f in numbers.check(made) if f.path.startswith("/caveats")]

    assert of_caveat("slip", "The parts add up to 19.") == [("numbers.derived", "info")]
    assert of_caveat("open", "The text speaks of 19 workers.") == [("numbers.not_in_article", "error")]
    assert of_caveat("open", "The text leaves 92 percent unexplained.") == [("numbers.derived", "info")]
    assert of_caveat("open", "Only four of them are named.") == [("numbers.derived", "info")]
    assert of_caveat("contradiction", "One source has five.") == [("numbers.elsewhere", "info")]


def test_the_items_of_a_list_may_be_counted() -> None:
    text = "قرر المجلس تعيين كل من:\n\n- سالم القطان مديراً للميناء.\n\n- نادر الحلبي مديراً للمرفأ."
    text += "\n\n- هدى الراعي مديرة للمتحف.\n\nوشكر المجلس المديرين السابقين على عملهم."

    def severities(english: str) -> list[str]:
        made = subject_of(article(text), summary=[statement(english, 1)] * 2)
        return [f.severity for f in numbers.check(made) if f.path == "/summary/0"]

    assert severities("The council named three directors.") == ["info"]
    assert severities("The council named four directors.") == ["error"]


def test_without_a_publication_date_a_relative_date_bears_out_no_day() -> None:
    assert [f.code for f in found("It happened on 13 May.", 1, published=None)] == ["numbers.not_in_article"]


@pytest.mark.parametrize(
    ("count", "expression", "codes"),
    [
        (5, "خمسة عمال", []),
        (14, "14 آخرون", []),
        (15, "خمسة عمال", ["numbers.count_differs"]),
        (41, "14 آخرون", ["numbers.count_differs"]),
        (None, "عشرات السكان", []),
        (10, "عشرات السكان", []),
        (5, "عشرات السكان", ["numbers.count_differs"]),
        (40, "السكان", ["numbers.count_differs"]),
        (2, "ضابط وأمين شرطة", []),
        (1, "جنديان", ["numbers.count_differs"]),
        (5, "خمساً من الوفيات السبع عشرة", []),
    ],
)
def test_a_casualty_count_must_follow_from_its_expression(count: int | None, expression: str, codes: list[str]) -> None:
    counted: dict[str, Any] = {"kind": "killed", "who": None, "count": count, "expression_ar": expression}
    subject = subject_of(article(TEXT), events=[event(casualties=[counted])])
    assert [f.code for f in numbers.check(subject) if f.path.startswith("/events")] == codes


def test_a_count_may_add_somebody_named_to_a_small_number() -> None:
    def severities(count: int, who: str | None) -> list[str]:
        counted = {"kind": "killed", "who": who, "count": count, "expression_ar": "اثنين من مرافقيه"}
        made = subject_of(article(TEXT), events=[event(casualties=[counted])])
        return [f.severity for f in numbers.check(made) if f.code == "numbers.count_differs"]

    assert severities(3, "Salem al-Qattan and two companions") == ["info"]
    assert severities(3, None) == ["error"]
    assert severities(9, "Salem al-Qattan and two companions") == ["error"]


# --- ranges, shares, roundings -----------------------------------------------------------------------


def of(arabic: str, english: str, published: date | None = date(2025, 5, 14)) -> list[str]:
    """Codes of the findings about one sentence whose article is one Arabic sentence."""
    made = subject_of(article(arabic, published=published), headline_evidence=[1], summary=[statement(english, 1)] * 2)
    return [f.code for f in numbers.check(made) if f.path == "/summary/0"]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("أغلق نصف المتاجر أبوابه.", "Half of the shops closed."),
        ("أغلق نصف المتاجر أبوابه.", "Fifty percent of the shops closed."),
        ("أغلق 50% من المتاجر.", "Half of the shops closed."),
        ("تضرر ثلثا المنازل.", "Two-thirds of the houses were damaged."),
        ("بلغت الكلفة مليوناً ونصف المليون دولار.", "It cost a million and a half dollars."),
        ("بلغت الكلفة 3.5 مليارات دولار.", "It cost $3.5bn."),
        ("نزح نحو 9,870 شخصاً.", "About 9,900 people fled."),
        ("نزح 10,012 شخصاً.", "More than 10,000 people fled."),
        ("نزح أكثر من 30 شخصاً.", "More than thirty people fled."),
        ("وصل ما بين ثلاثة وأربعة ملايين لاجئ.", "Three to four million refugees arrived."),
        ("في تسعينيات القرن الماضي.", "It was in the 1990s."),
        ("امتدت الحرب من 1950 حتى 1953.", "The 1950-53 war."),
        ("وقع الانفجار عند الثامنة والنصف مساءً.", "The blast was at 8:30 pm."),
        ("وقع الانفجار عند الساعة 20:15.", "The blast was at 8:15 pm."),
        ("قال واحد من كل خمسة إنه خائف.", "One in five said they were afraid."),
        ("قُتل عشرات الأشخاص.", "At least ten people were killed."),
        ("وقع ذلك العام الماضي.", "It happened in 2024."),
        ("فازوا 3-1 في 14 أيار.", "They won 3-1 on 14 May."),
    ],
)
def test_ways_of_saying_the_same_number(arabic: str, english: str) -> None:
    assert of(arabic, english) == []


@pytest.mark.parametrize(
    ("arabic", "english", "code"),
    [
        ("نزح نحو 9,870 شخصاً.", "Exactly 9,900 people fled.", "numbers.not_in_article"),
        ("نزح نحو 9,870 شخصاً.", "About 10,500 people fled.", "numbers.not_in_article"),
        ("نزح نحو 700 شخص.", "About 702 people fled.", "numbers.not_in_article"),
        ("نزح 9,870 شخصاً.", "More than 10,000 people fled.", "numbers.not_in_article"),
        ("قُتل عشرات الأشخاص.", "Ten people were killed.", "numbers.not_in_article"),
        ("قُتل عدد من الأشخاص.", "Dozens of people were killed.", "numbers.not_in_article"),
        ("قطعوا 10 كيلومترات.", "They went 6.2 miles.", "numbers.not_in_article"),
        ("تضرر ثلث المنازل.", "Two-thirds of the houses were damaged.", "numbers.fraction_missing"),
        ("نزح أقل من 300 شخص.", "More than 300 people fled.", "numbers.bound_differs"),
        ("نزح نحو 300 شخص.", "The village lost 300 people.", "numbers.qualifier_lost"),
        ("ارتفعت الأسعار بنسبة 45 في المئة.", "Prices rose by 45 dollars.", "numbers.unit_differs"),
        ("سقط خمسة قتلى و14 جريحاً.", "Five people were killed and five were hurt.", "numbers.used_twice"),
        ("سقط خمسة قتلى و14 جريحاً.", "Fourteen people were killed.", "numbers.harm_differs"),
        ("قتل خمسة عمال وأصيب سبعة.", "Seven workers were killed and five wounded.", "numbers.harm_differs"),
        ("ذكرت الإذاعة أن نحو 50 عاملاً قتلوا.", "About 50 workers were wounded.", "numbers.harm_differs"),
        ("استشهد (4) عمال وأصيب آخرون.", "It left four workers wounded and others dead.", "numbers.harm_differs"),
        ("أصيب 133 طفلاً و67 سيدة.", "67 children and 133 women were hurt.", "numbers.exchanged"),
        ("أنقذت الفرق 412 عائلة وأصلحت 286 منزلاً.", "The teams saved 286 families.", "numbers.exchanged"),
        ("على متنه 10 ركاب من مصر و67 من السودان.", "It had 67 from Egypt and ten from Sudan.", "numbers.exchanged"),
        ("على متنه 10 ركاب من مصر و67 من السودان.", "From Sudan it came with 67 from Egypt.", "numbers.exchanged"),
        ("قتل 30 عاملاً وأصيب آخرون.", "Thirty workers, including women, were hurt.", "numbers.harm_differs"),
    ],
)
def test_what_differs_is_found(arabic: str, english: str, code: str) -> None:
    assert code in of(arabic, english)


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("مقتل وإصابة 14 شخصاً في الانهيار.", "Fourteen people were killed or wounded."),
        ("قتلت القوات خمسة نازحين.", "The forces killed five displaced people."),
        ("قتلت القوات خمسة نازحين.", "Five people were killed."),
        ("شارك 14 جريحاً وخمسة أطباء.", "Five doctors and 14 wounded took part."),
    ],
)
def test_tolls_of_two_kinds_are_quiet(arabic: str, english: str) -> None:
    assert of(arabic, english) == []


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("أصيب 133 طفلاً و67 سيدة.", "67 women and 133 children were hurt."),
        ("أصيب 133 شخصاً و67 سيدة.", "133 children and 67 women were hurt."),  # another check's matter
        ("باعت 40 برميلاً بسعر 67 دولاراً للبرميل.", "It sold for 67 a barrel."),
        ("أصيب 133 طفلاً و67 سيدة.", "A 67-year-old man was hurt."),
        ("على متنه 10 ركاب من مصر و67 من السودان.", "It had 67 from Sudan and ten from Egypt."),
        ("تصدرت الخرطوم بـ 13 حكماً، منها 10 في بحري.", "There were 13 in Khartoum and ten in Bahri."),
        ("سجلت مصر 13 حكماً في السودان و67 في مصر.", "There were 13 in Egypt, on trips to Sudan."),
        ("وصل 13 منهم مساء الأحد من مصر و67 من مصر صباحاً.", "On Sunday 13 came from Egypt."),
        ("أصيبت 67 سيدة خلال 5 سنوات.", "A 67-year-old woman was hurt."),
        ("أصيب 133 آخرون و67 طفلاً.", "It hurt 133 children."),
        ("أصيب 133 طفلاً في الشمال و67 طفلاً في الجنوب.", "It hurt 133 children."),
        ("أصيب 2 رجال و67 سيدة.", "Two of the women were hurt."),
    ],
)
def test_a_number_beside_its_own_thing_is_quiet(arabic: str, english: str) -> None:
    assert "numbers.exchanged" not in of(arabic, english)


@pytest.mark.parametrize("word", _harm._ENGLISH_KIND)
def test_every_word_of_harm_is_seen_however_it_is_written(word: str) -> None:
    for written in (word, word.upper(), word.title()):
        assert [toll.number.value for toll in _harm.english_tolls(f"Of them 14 {written}, they say.")] == [14]


def test_a_text_without_such_a_word_has_no_tolls() -> None:
    assert _harm.english_tolls("Of them 14 were skilled.") == ()


@pytest.mark.parametrize(("words", "known"), [(_harm._PEOPLE, _harm._PEOPLE_KIND), (_harm._DEEDS, _harm._DEED_KIND)])
def test_words_of_harm_are_known_in_all_forms_that_stripping_particles_leads_back(
    words: dict[str, str], known: dict[str, str]
) -> None:
    plain = {word: kind for kind, listed in words.items() for word in fold_text(listed).split()}

    def stripped(form: str) -> str | None:
        forms = [form, form[1:]] if form[0] in "وف" and len(form) > 3 else [form]
        forms += [bare[1:] for bare in forms if bare[0] in "بلك" and len(bare) > 4]
        forms += [bare[2:] for bare in forms if bare.startswith("ال") and len(bare) > 4]
        return next((plain[bare] for bare in forms if bare in plain), None)

    particles = [a + b + c for a in ("", "و", "ف", "وو") for b in ("", "ب", "ل", "ك", "بل") for c in ("", "ال")]
    tried = {particle + word for word in plain for particle in particles} | known.keys()
    assert {form: known.get(form) for form in tried} == {form: stripped(form) for form in tried}


@pytest.mark.parametrize("kind", [*_harm._PEOPLE])
def test_tolls_are_of_no_harm_but_those_that_the_text_names(kind: CasualtyKind) -> None:
    for word in (*_harm._PEOPLE[kind].split(), *_harm._DEEDS[kind].split()):
        for text in (f"{word} 14 شخصاً", f"14 {word}"):
            harms = _harm.arabic_harms(text)
            assert kind in harms
            assert all(toll.kinds <= harms for toll in _harm.arabic_tolls(text))


def test_a_number_of_a_name_may_stand_in_any_segment_and_in_words() -> None:
    someone = [{"name_ar": None, "name_en": name, "sector": "UAF"} for name in ("14 men", "four guards", "1,400 boys")]
    text = "وصل 14 رجلاً. وقتل 40 شخصاً. وبقي أربعة حراس. وعاد 1400 فتى."
    made = subject_of(article(text), headline_evidence=[1], events=[event(actors=someone)])
    assert list(numbers.check(made)) == []


def test_a_date_of_another_segment_is_a_warning() -> None:
    text = "قال المتحدث إن الجسر مغلق. وسيفتح يوم السبت المقبل. ولم يذكر السبب."
    made = subject_of(
        article(text, published=date(2025, 5, 14)),
        headline_evidence=[1],
        summary=[statement("It opens on 17 May.", 2), statement("It opens on 17 May.", 3)],
    )
    assert [(f.code, f.path) for f in numbers.check(made)] == [("numbers.elsewhere", "/summary/1")]


def test_numbers_in_attributions_and_names_are_looked_up_too() -> None:
    counted = {"kind": "injured", "who": "470 children", "count": None, "expression_ar": "14 آخرون"}
    someone = {"name_ar": None, "name_en": "400 gunmen", "sector": "UAF"}
    account = {"claimant": "480 doctors", "says_en": "Some were hurt.", "evidence": [1]}
    subject = subject_of(
        article(TEXT),
        summary=[
            statement("Some were hurt.", 1, by="490 eyewitnesses"),
            statement("Some left.", 2, by="14 eyewitnesses"),
        ],
        events=[event(casualties=[counted], actors=[someone], accounts=[account])],
    )
    assert sorted(f.path for f in numbers.check(subject) if f.code == "numbers.not_in_article") == [
        "/events/0/accounts/0/claimant",
        "/events/0/actors/0/name_en",
        "/events/0/casualties/0/who",
        "/summary/0/attribution",
    ]


def said(arabic: str, english: str) -> list[tuple[str, str]]:
    made = subject_of(article(arabic), headline_evidence=[1], summary=[statement(english, 1), statement("News.", 1)])
    return [(f.code, f.severity) for f in numbers.check(made) if f.path == "/summary/0"]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("توقف القطار ربع ساعة.", "The train stopped for fifteen minutes."),
        ("توقف القطار 15 دقيقة.", "The train stopped for a quarter of an hour."),
        ("أصيب 17 عاملاً في 17 نوفمبر.", "Seventeen workers were hurt."),
        ("يفتح التسجيل بين 16 و18 نوفمبر.", "Registration is open from November 16 to 18."),
        ("يفتح التسجيل بين 16 و18 نوفمبر.", "Registration is open from 16 to 18 November."),
        ("أفرج عن 10 عمال، نصفهم من النساء.", "Ten workers were freed, half of them women."),
        ("أُبلغ السكان قبل 72 ساعة.", "Residents were told three days before."),
        ("بقي الجسر مغلقاً عقدين.", "The bridge was closed for twenty years."),
        ("استمر العمل عاماً ونصف العام.", "The work took 18 months."),
        ("مر ربع قرن على الحريق.", "Twenty-five years have passed since the fire."),
        (
            "عين عام 1955 واستقال عام 1960، وأعيد تعيينه عام 1963.",
            "Named in 1955, he left in 1960 and came back three years on.",
        ),
        ("ارتفع الإنتاج في الثلاثي الأول من سنة 2017.", "Output rose in the first three months of 2017."),
        ("تراجع الإنتاج في السداسي الثاني من 2016.", "Output fell in the last six months of 2016."),
        ("زاد الإنتاج ما بين شهري جانفي ونوفمبر 2016.", "Output rose in the first eleven months of 2016."),
        ("عمل الجسر من أكتوبر إلى كانون الثاني.", "The bridge was open for three months."),
        ("أغلق الجسر في 13 يوليو وفتح في 16 يوليو.", "The bridge was closed on 13 July and opened three days later."),
        ("فقد 12 عاملاً حياتهم في الحريق.", "The fire killed 12 workers."),
        ("لقي 12 عاملاً مصرعهم في الحريق.", "The fire killed 12 workers."),
        ("أصدرت المحكمة أحكاماً بإعدام وسجن 13 رجلاً.", "The court sentenced 13 jailed men."),
        ("بدأ الحريق في السابعة والربع مساء.", "The fire began at 7.15 in the evening."),
        ("وصلت القافلة في الثامنة إلا ربعاً.", "The convoy arrived at 7:45."),
        ("وصلت القافلة على الساعة 19.45 مساء.", "The convoy arrived at 7:45 p.m."),
        ("وصلت القافلة عند الساعة 15,45 (ت غ).", "The convoy arrived at 1545 GMT."),
        ("وصلت القافلة الساعة ١٩ و٤٥ دقيقة.", "The convoy arrived at 7.45 in the evening."),
        ("يعاد تدوير 5 بالمائة من النفايات.", "One twentieth of the waste is recycled."),
        ("لا تتسع القاعة لأكثر من 40 مقعداً.", "The hall has room for no more than 40 seats."),
        ("قتل عاملان على الفور، وآخر في المشفى.", "Two workers died at once and a third in hospital."),
        ("أصيب خمسة من أفراد القافلة واحتجز المهاجمون أربعة.", "Five of the convoy were injured, four held."),
    ],
)
def test_the_same_in_other_words_is_quiet(arabic: str, english: str) -> None:
    assert said(arabic, english) == []


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("توقف القطار ربع ساعة.", "The train stopped for twenty-five minutes."),
        ("أصيب 16 عاملاً في 17 نوفمبر.", "Seventeen workers were hurt."),
        ("أصيب عامل (16 عاماً) في 17 نوفمبر.", "A 17-year-old worker was hurt."),
        ("أصيب 16 عاملاً بين 17 و19 نوفمبر.", "Nineteen workers were hurt."),
        ("حوكم 14 متهماً بينهم نادر الجزاع.", "Nader al-Jazzaa and 12 others were tried."),
        ("حوكم 14 متهماً بينهم نادر الجزاع.", "A mayor was tried with 13 others."),
        ("اجتمع وزراء مصر وتونس وليبيا.", "The four countries agreed."),
        ("أُبلغ السكان قبل 72 ساعة.", "Residents were told four days before."),
        ("بقي الجسر مغلقاً عقدين.", "The bridge was closed for thirty years."),
        ("زاد الإنتاج ما بين شهري جانفي ونوفمبر 2016.", "Output rose in the first nine months of 2016."),
        ("زاد الإنتاج في نوفمبر 2016.", "Output rose in the first eleven months of 2016."),
        ("بدأ الحريق في السابعة والربع مساء.", "The fire began at 7.45 in the evening."),
        ("وصلت القافلة على الساعة 19.45 مساء.", "The convoy arrived at 7.15 p.m."),
        ("وصلت القافلة عند الساعة 15,45 (ت غ).", "The convoy arrived at 1625 GMT."),
        ("وصلت القافلة عند الساعة 15,45 (ت غ).", "The convoy brought 1545 parcels."),
        ("قتل عاملان على الفور، وآخر في المشفى.", "Two workers died at once and the fourth in hospital."),
    ],
)
def test_another_span_or_hour_is_an_error(arabic: str, english: str) -> None:
    assert set(said(arabic, english)) == {("numbers.not_in_article", "error")}


VISITED = "زار الوفد مدن الزيزفون والصفصاف والحور والسنديان، وعقد اجتماعين."


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        (VISITED, "The delegation visited four towns.", [("numbers.derived", "info")]),
        (VISITED, "The delegation visited six towns.", [("numbers.not_in_article", "error")]),
        (VISITED, "The delegation stayed for four days.", [("numbers.not_in_article", "error")]),
        (VISITED, "The delegation visited 4 million people.", [("numbers.not_in_article", "error")]),
        (
            "وأكد البيان المشترك، أن الزيزفون والصفصاف والحور تحتفظ بحقها.",
            "The three towns keep their right.",
            [("numbers.derived", "info")],
        ),
        (
            "وتضم القائمة سامر الحلواني (34 عاماً) ونادر الجزاع (27 عاماً) وسالم القطان (22 عاماً).",
            "Three men are on the list.",
            [("numbers.derived", "info")],
        ),
        ("وصل وزراء مصر وتونس وليبيا صباحاً.", "The three countries sent ministers.", [("numbers.derived", "info")]),
        (
            "حوكم 14 متهماً بينهم نادر الجزاع.",
            "Nader al-Jazzaa and 13 others were tried.",
            [("numbers.derived", "info")],
        ),
    ],
)
def test_what_the_article_lists_may_be_counted(arabic: str, english: str, expected: list[tuple[str, str]]) -> None:
    assert said(arabic, english) == expected


def test_the_more_of_the_one_side_is_still_no_less_of_the_other() -> None:
    assert said("تتسع القاعة لأكثر من 40 مقعداً.", "The hall has room for no more than 40 seats.") == [
        ("numbers.bound_differs", "warning")
    ]


@pytest.mark.parametrize("piece", ["ساعة و", "ثلاث ساعات ", "السابعة و", "السابعة إلا "])
def test_long_texts_of_spans_and_hours_are_read_to_the_end(piece: str) -> None:
    text = piece * (20_000 // len(piece)) + " وبعد 72 ساعة في السابعة والربع"
    assert 72 * 60 in {span.length for span in arabic_durations(text)}
    assert (7, 15) in arabic_clock_times(text)


def test_a_bound_of_the_evidence_may_be_what_was_meant() -> None:
    text = "يعيش 600 ألف نسمة في المنطقة. ونخشى أن يفقد ما يصل إلى 250 ألف نسمة كل شيء."
    made = subject_of(article(text), summary=[statement("Some 600,000 people could lose everything.", 2), statement()])
    assert [(f.code, f.severity) for f in numbers.check(made)] == [("numbers.elsewhere", "warning")]


@pytest.mark.parametrize(
    ("english", "findings"),
    [
        ("The system will be delivered within two months.", [("numbers.duration_differs", "warning")]),
        ("The system will be delivered within two weeks.", []),
        ("The system will be delivered within 14 days.", []),
        ("The two-month delivery begins.", [("numbers.duration_differs", "warning")]),
        ("Two systems will be delivered within two weeks.", []),
        ("Two days are left.", []),  # another segment has it
        ("Delivery will take two years.", [("numbers.duration_differs", "warning")]),
    ],
)
def test_a_span_in_another_unit_is_a_warning(english: str, findings: list[tuple[str, str]]) -> None:
    text = "تسلم المنظومة إلى مدينتين خلال أسبوعين. ويفتتح المعرض بعد يومين."
    made = subject_of(article(text), headline_evidence=[1], summary=[statement(english, 1), statement()])
    found = [f for f in numbers.check(made) if f.code != "numbers.elsewhere" and f.path == "/summary/0"]
    assert [(f.code, f.severity) for f in found] == findings


def test_rates_and_ranks_are_no_spans() -> None:
    text = "باع المتجر 112 قطعة خلال أسبوعين، ووصل الزبائن في اليوم الثالث."
    for english in (
        "The shop sold 112 a day.",
        "Buyers came on the third day.",
        "It took one day.",
        "It was the 3rd day.",
    ):
        made = subject_of(article(text), summary=[statement(english, 1), statement()])
        assert not any(f.code == "numbers.duration_differs" for f in numbers.check(made))


def test_a_span_may_be_reckoned_or_rounded() -> None:
    text = "يستمر المعرض من 3 إلى 5 أيار 2025 بعد أسبوعين من التحضير. وتسلم المنظومة خلال 60 يوما."
    for english, segment in (("The fair lasts two days.", 1), ("Delivery takes two months.", 2)):
        made = subject_of(article(text), summary=[statement(english, segment), statement()])
        assert not any(f.code == "numbers.duration_differs" for f in numbers.check(made))


@pytest.mark.parametrize(
    ("english", "text"),
    [
        ("It was held for two days, Friday and Saturday.", "أقيم يومي الجمعة والسبت بعد ثلاثة أشهر من التحضير."),
        ("A two-year-old girl was held.", "احتجزت طفلة في الثانية من عمرها ثلاثة أشهر."),
        ("It closed two days ago.", "أغلق أول أمس بعد ثلاثة أشهر."),
    ],
)
def test_what_arabic_says_without_a_span_is_quiet(english: str, text: str) -> None:
    made = subject_of(article(text), summary=[statement(english, 1), statement()])
    assert not any(f.code == "numbers.duration_differs" for f in numbers.check(made))
