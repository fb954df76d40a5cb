"""Stripping of page furniture: what goes, what must stay, and what is learned from it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.arabic import chrome

ARTICLES = Path(__file__).parents[2] / ".." / "shared" / "articles"

TITLE = "فيضان مفاجئ يقطع الطريق بين بلدتي الغدير والسنديان"
LEAD = "قال رئيس بلدية الغدير، سليم الحداد، إن السيول قطعت الطريق الرئيسية وجرفت ثلاث سيارات صباح الثلاثاء."
MORE = "وأضاف الحداد أن فرق الإنقاذ أجلت اثنتي عشرة عائلة إلى مدرسة البلدة، وأن أحداً لم يصب بأذى حتى الآن."
LAST = "وتوقعت دائرة الأرصاد أن تستمر الأمطار حتى مساء الخميس قبل أن تنحسر تدريجياً في عموم المنطقة الجبلية."


def page(*lines: str) -> str:
    return "\n\n".join(lines)


def kinds(text: str) -> list[str]:
    return [edit.kind.removeprefix("chrome.") for edit in chrome.strip(text).edits]


def dropped(text: str) -> list[str]:
    return [line for edit in chrome.strip(text).edits for line in edit.before.split("\n") if line.strip()]


BY_WORDING = [
    ("اترك تعليقاً", "comments"),
    ("أضف تعليق", "comments"),
    ("إترك رداً إلغاء الرد", "comments"),
    ("لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *", "comments"),
    ("احفظ اسمي وبريدي في هذا المتصفح للمرة القادمة التي أعلق فيها.", "comments"),
    ("الاسم *", "comments"),
    ("البريد الإلكتروني *", "comments"),
    ("إرسال التعليق", "comments"),
    ("التعليقات (12)", "comments"),
    ("لا توجد تعليقات", "comments"),
    ("كن أول من يعلق على هذا الخبر", "comments"),
    ("التعليقات مغلقة.", "closed"),
    ("التعليقات مغلقة على هذا المقال", "closed"),
    ("Comments are closed.", "closed"),
    ("سبعة + 4 =", "captcha"),
    ("12 − خمسة = ?", "captcha"),
    ("3 × __ = 21", "captcha"),
    ("خمسة وعشرون + 3 =", "captcha"),
    ("أنا لست برنامج روبوت", "captcha"),
    ("أدخل رمز التحقق", "captcha"),
    ("شاهد أيضاً", "related"),
    ("اقرأ أيضًا:", "related"),
    ("قد يعجبك أيضاً", "related"),
    ("مواضيع ذات صلة", "related"),
    ("الأكثر قراءة", "related"),
    ("اقرأ أيضاً: انهيار جسر قديم في وادي السنديان", "teaser"),
    ("(إقرأ أيضا: مزارعو الغدير يشكون الجفاف)", "teaser"),
    ("شارك", "share"),
    ("شارك على فيسبوك", "share"),
    ("فيسبوك تويتر واتساب تلغرام", "share"),
    ("Facebook Twitter WhatsApp", "share"),
    ("طباعة", "share"),
    ("تابعونا على قناتنا في تلغرام", "follow"),
    ("اشترك في النشرة البريدية ليصلك كل جديد", "follow"),
    ("تابعوا أخبار الغدير عبر غوغل نيوز", "follow"),
    ("جميع الحقوق محفوظة © 2024", "copyright"),
    ("عدد المشاهدات: 1,204", "counter"),
    ("350 مشاهدة", "counter"),
    ("مدة القراءة 3 دقائق", "counter"),
    ("منذ 5 ساعات", "counter"),
    ("إعلان", "advertisement"),
    ("يستخدم هذا الموقع ملفات تعريف الارتباط لتحسين تجربتك. بالمتابعة فإنك توافق على ذلك.", "cookies"),
    ("نحن نستخدم ملفات تعريف الارتباط (Cookies) لفهم كيفية استخدامك لموقعنا ولتحسين تجربتك", "cookies"),
    ("جانب من الطريق المقطوع – أرشيفية", "caption"),
    ("سليم الحداد (صورة أرشيفية)", "caption"),
    ("تصوير: وائل النجار", "caption"),
    ("مصدر الصورة Getty Images", "caption"),
    ("الرئيسية / محليات / فيضان في الغدير", "breadcrumb"),
    ("الصفحة الرئيسية » أخبار » محليات", "breadcrumb"),
    ("اتصل بنا", "navigation"),
    ("آخر تحديث: 12 آذار 2024 - 10:30", "date"),
    ("نشر في: 2024/03/12", "date"),
]


@pytest.mark.parametrize(("line", "kind"), BY_WORDING)
def test_wording_alone_is_enough_anywhere(line: str, kind: str) -> None:
    text = page(TITLE, LEAD, line, MORE, LAST)
    assert kinds(text) == [kind]
    assert chrome.strip(text).text == page(TITLE, LEAD, MORE, LAST)


BODY = [
    "أرشيفية الصور التي عرضت في المتحف تعود إلى القرن الماضي",
    "العائلات النازحة",
    "10 آلاف نازح",
    "داعش",
    "بيان قوات الإنقاذ",
    "شبكة أنفاق تحت البلدة",
    "عام 2014",
    "الثلاثاء 12 مارس 2024",
    "15 آذار 2011",
    "مشاركة واسعة",
    "تعليق الوزير",
    "إعلان حالة الطوارئ",
    "اقرأ باسم ربك الذي خلق",
    "شاهد عيان",
    "شاهد عيان: سمعنا صوت انفجار قوي ثم هرب الناس",
    "تابعنا السير على الأقدام حتى وصلنا إلى المدرسة.",
    "التعليقات على قرار الحكومة كانت غاضبة",
    "قال شاهد أيضاً إن المياه وصلت إلى الطابق الأول من المدرسة.",
    "منذ ثلاث سنوات لم تشهد البلدة مثل هذا الفيضان",
    "1 + 1 = 2 قال المعلم ضاحكاً وهو يشرح الدرس الأول للأطفال",
    "النتيجة 2 - 1",
    "سياسة",
    "iPhone 17",
    "World Health Organization",
    "كتب على الجدار: سنعود",
    "تقرير: مقتل عشرة",
    "وقال في تغريدة على تويتر",
    "فيسبوك",
    "أعلنت شركة فيسبوك أنها ستغير سياسة الخصوصية وملفات تعريف الارتباط في تطبيقاتها الصيف المقبل.",
    "يرى خبراء أن المواقع تستخدم ملفات تعريف الارتباط لتتبع القراء من دون علمهم.",
    "المصدر: وكالة الغدير",
    "- دراسة السوق",
    "المجموعة الثانية :",
    "البريد الإلكتروني: salim@example.com",
    "الهاتف: +963 11 5555",
    "حقوق الأطفال محفوظة في الدستور، كما قال القاضي في جلسة الاستماع الأولى.",
    "صورة قاتمة",
    "صور الأقمار الصناعية أظهرت حجم الدمار في المنطقة",
    "بحث الوزيران ملف المياه",
    "الرئيسية في المسابقة كانت دينا الراعي",
]


@pytest.mark.parametrize("line", BODY)
def test_lines_of_the_article_stay(line: str) -> None:
    text = page(TITLE, LEAD, line, MORE, LAST)
    assert chrome.strip(text).text == text


def test_a_page_with_everything() -> None:
    above = ("الثلاثاء , مارس 12 2024", f"الرئيسية / محليات / {TITLE}")
    below = ("شاهد أيضاً", "مزارعو السنديان يشكون الجفاف", "عاد المزارعون إلى حقولهم بعد أشهر من …", "اترك تعليقاً")
    text = page(*above, TITLE, TITLE, "دينا الراعي", "الغدير نيوز", LEAD, MORE, LAST, *below, "سبعة + 4 =")
    stripped = chrome.strip(text)
    assert stripped.text.split("\n\n") == [TITLE, LEAD, MORE, LAST, ""]
    assert {(item.field, item.value) for item in stripped.learned} == {
        ("page_date", "الثلاثاء , مارس 12 2024"),
        ("section", "محليات"),
        ("title", TITLE),
        ("byline", "دينا الراعي"),
        ("outlet", "الغدير نيوز"),
    }
    assert all(text[item.start : item.end] == item.value for item in stripped.learned)


def test_one_copy_of_a_repeated_title_stays_even_when_one_is_evaded() -> None:
    evaded = TITLE.replace("يقطع", "يقـ.ـطع")
    assert chrome.strip(page(evaded, TITLE, LEAD, MORE)).text == page(evaded, LEAD, MORE)


def test_repeated_paragraphs_stay_once() -> None:
    assert chrome.strip(page(TITLE, LEAD, MORE, LEAD, LAST)).text == page(TITLE, LEAD, MORE, LAST)


def test_headings_may_repeat_within_the_article() -> None:
    text = page(TITLE, LEAD, "ماذا بعد", MORE, "ماذا بعد", LAST)
    assert chrome.strip(text).text == text


def test_a_lead_cut_off_goes_when_the_article_gives_it_in_full() -> None:
    short = LEAD[:60].rsplit(" ", 1)[0] + "..."
    assert dropped(page(TITLE, short, LEAD, MORE)) == [short]
    assert dropped(page(TITLE, short, MORE, LAST)) == []


def test_dates_above_the_article_go_and_dates_within_it_stay() -> None:
    date = "الثلاثاء 12 مارس 2024"
    assert chrome.strip(page(date, TITLE, LEAD, MORE)).text == page(TITLE, LEAD, MORE)
    schedule = page("في ما يلي مواعيد الجلسات:", date, "الجلسة الأولى", LEAD)
    assert chrome.strip(schedule).text == schedule
    assert chrome.strip(date).text == date


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("NORTH VALLEY NETWORK NVN", True),
        ("Valley Daily News", True),
        ("valley-news.com", False),
        ("الغدير نيوز", True),
        ("Samsung Galaxy", False),
        ("iPhone 17 Pro", False),
    ],
)
def test_brand_lines_above_the_article(line: str, goes: bool) -> None:
    assert dropped(page(line, TITLE, LEAD, MORE)) == ([line] if goes else [])


@pytest.mark.parametrize(
    ("line", "value"),
    [("بقلم: دينا الراعي", "دينا الراعي"), ("كتب - وائل النجار", "وائل النجار"), ("بقلم دينا الراعي", "دينا الراعي")],
)
def test_labelled_bylines_are_learned(line: str, value: str) -> None:
    stripped = chrome.strip(page(TITLE, line, LEAD, MORE))
    assert stripped.text == page(TITLE, LEAD, MORE)
    assert [(item.field, item.value) for item in stripped.learned] == [("byline", value)]


def test_a_name_alone_is_a_byline_only_among_furniture() -> None:
    date = "12 مارس 2024"
    assert dropped(page(TITLE, date, "دينا الراعي", "الغدير نيوز", LEAD)) == [date, "دينا الراعي", "الغدير نيوز"]
    assert dropped(page(TITLE, "دينا الراعي", LEAD, MORE)) == []
    assert dropped(page(TITLE, date, "أخبار الفن", "الغدير نيوز", LEAD)) == [date, "الغدير نيوز"]


def test_an_outlet_that_begins_with_a_noun_needs_furniture_beside_it() -> None:
    assert dropped(page(TITLE, "12 مارس 2024", "صحيفة الغدير", LEAD)) == ["12 مارس 2024", "صحيفة الغدير"]
    assert dropped(page("شبكة أنفاق جديدة", LEAD, MORE)) == []


def test_the_source_is_learned_and_stays() -> None:
    stripped = chrome.strip(page(TITLE, LEAD, MORE, "المصدر: وكالة الغدير"))
    assert stripped.edits == ()
    assert [(item.field, item.value) for item in stripped.learned] == [("source", "وكالة الغدير")]


def test_the_outlet_of_a_dateline_is_learned_and_stays() -> None:
    stripped = chrome.strip(page(TITLE, "الوادي/ الغدير ـ " + LEAD))
    assert stripped.edits == ()
    assert [(item.field, item.value) for item in stripped.learned] == [("outlet", "الوادي")]


def test_teasers_in_the_middle_take_one_headline_at_most() -> None:
    teaser = "مزارعو السنديان يشكون الجفاف الطويل"
    text = page(TITLE, LEAD, "اقرأ أيضاً", teaser, "موقف الحكومة من الأزمة المستمرة", MORE, LAST)
    assert dropped(text) == ["اقرأ أيضاً", teaser]
    assert dropped(page(TITLE, LEAD, "اقرأ أيضاً", "موقف الحكومة", MORE, LAST)) == ["اقرأ أيضاً"]


def test_paragraphs_after_a_teaser_stay() -> None:
    unfinished = "وقال الحداد إن البلدية ستفتح الطريق غداً"
    assert dropped(page(TITLE, LEAD, "شاهد أيضاً", unfinished)) == ["شاهد أيضاً"]
    assert dropped(page(TITLE, LEAD, "شاهد أيضاً", MORE)) == ["شاهد أيضاً"]


def test_an_alternative_text_goes_with_its_caption() -> None:
    assert dropped(page(TITLE, LEAD, "الحداد", "سليم الحداد في مكتبه – أرشيفية", MORE)) == [
        "الحداد",
        "سليم الحداد في مكتبه – أرشيفية",
    ]
    assert dropped(page(TITLE, LEAD, "موقف البلدية", "سليم الحداد – أرشيفية", MORE)) == ["سليم الحداد – أرشيفية"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r\n\r\n"])
def test_line_endings_are_kept(ending: str) -> None:
    text = ending.join((TITLE, LEAD, "اترك تعليقاً", MORE, "")).replace(" إن ", "\xa0إن ")
    assert chrome.strip(text).text == text.replace("اترك تعليقاً" + ending, "")


def test_empty_texts() -> None:
    for text in ("", "\n", " \r\n "):
        stripped = chrome.strip(text)
        assert (stripped.text, list(stripped.map), stripped.edits) == (text, list(range(len(text))), ())


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the shared articles are not here")
def test_furniture_of_real_pages() -> None:
    found = {}
    for path in sorted(ARTICLES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found[path.name[:3]] = kinds(text)
        lost = [line for line in dropped(text) if len(line.split()) > 20]
        assert lost == []
    assert found == {
        "000": [],
        "001": [
            "date",
            "breadcrumb",
            "repeated",
            "byline",
            "brand",
            "related",
            "teaser",
            "comments",
            "captcha",
        ],
        "002": ["brand", "closed"],
        "003": ["caption"],
        "004": [],
    }


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [line for line, _ in BY_WORDING[::2]]
            + BODY[::3]
            + [
                TITLE,
                LEAD,
                MORE,
                LAST,
                "",
                "12 مارس 2024",
                "دينا الراعي",
                "الغدير نيوز",
                "صحيفة الغدير",
                "NEWS",
                "فيسبوك",
            ]
            + [LEAD[:40] + "…", "عودة المزارعين إلى حقولهم بعد أشهر", "الحداد", "الحداد – أرشيفية", "شاهد أيضاً"]
        ),
        st.text(max_size=20),
    ),
    max_size=14,
)


@given(LINES, st.sampled_from(["\n", "\r\n", "\n\n"]))
@settings(max_examples=500, deadline=None)
def test_map_and_edits_are_true(lines: list[str], ending: str) -> None:
    raw = ending.join(lines)
    stripped = chrome.strip(raw)
    assert len(stripped.map) == len(stripped.text)
    assert all(a < b for a, b in pairwise(stripped.map))
    assert all(raw[at] == sign for sign, at in zip(stripped.text, stripped.map, strict=True))
    gone = {at for edit in stripped.edits for at in range(edit.start, edit.end)}
    assert gone.isdisjoint(stripped.map)
    assert len(gone) + len(stripped.map) == len(raw)
    for edit in stripped.edits:
        assert edit.before == raw[edit.start : edit.end]
        assert edit.after == ""
        assert edit.reason
    for item in stripped.learned:
        assert raw[item.start : item.end].strip()


@given(LINES, st.sampled_from(["\n", "\r\n", "\n\n"]))
@settings(max_examples=500, deadline=None)
def test_stripping_twice_changes_nothing_more(lines: list[str], ending: str) -> None:
    once = chrome.strip(ending.join(lines)).text
    assert chrome.strip(once).text == once


@given(LINES)
@settings(max_examples=300, deadline=None)
def test_no_paragraph_is_ever_lost(lines: list[str]) -> None:
    left = chrome.strip("\n".join(lines)).text
    assert all(paragraph in left for paragraph in (LEAD, MORE, LAST) if paragraph in lines)


@pytest.mark.parametrize("piece", ["ـ", ".", "كلمة ", "\n", "ا\n", "1 + 1 = \n", "شاهد أيضاً\n", "الرئيسية / "])
def test_long_repetitions_are_worked_through(piece: str) -> None:
    text = piece * (80_000 // len(piece))
    mapped = chrome.strip(text)
    edited = {i for edit in mapped.edits for i in range(edit.start, edit.end)}
    assert edited | set(mapped.map) == set(range(len(text)))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("الأحد 11 يناير 2026 - 22 رجب 1447 هـ | الرئيسية | محليات | وفيات | اتصل بنا", "date"),
        ("محليات | رياضة | الرئيسية | وفيات | من نحن", "navigation"),
        ("كتب: سليم الراوي | عدد المشاهدات: ٤٣١٢ | شارك الخبر: فيسبوك - واتساب", "byline"),
        ("120 مشاهدة • 3 دقائق قراءة", "counter"),
        ("أدخل ناتج العملية: ٧ + ٤ =", "captcha"),
        ("للتحقق من أنك إنسان: 3 + 9 = ؟", "captcha"),
        ("[صورة: مياه الوادي تغمر ساحة الغدير]", "caption"),
        ("(فيديو: لحظة انهيار الجسر)", "caption"),
    ],
)
def test_pieces_of_furniture_side_by_side(line: str, kind: str) -> None:
    text = page(TITLE, line, LEAD, MORE)
    assert (kinds(text), dropped(text)) == ([kind], [line])


@pytest.mark.parametrize(
    "line",
    [
        "سوريا | العراق",
        "سوريا | 24 يناير 2026",
        "الفريق | النقاط | الأهداف",
        "الأحد | 11 يناير 2026 | بدء الأشغال",
        "الرئيسية | انهيار الجسر القديم في وادي السنديان",
        "المجموع: 7 + 4 = 11",
        "[قال ذلك ضاحكاً]",
        "الغدير – السنديان",
    ],
)
def test_lines_with_bars_that_say_something_stay(line: str) -> None:
    text = page(LEAD, line, MORE)
    assert line in chrome.strip(text).text or kinds(text) == ["breadcrumb"]


def test_a_line_of_furniture_tells_its_date_and_its_author() -> None:
    text = page(TITLE, "الأحد 11 يناير 2026 | الرئيسية | اتصل بنا", "كتب: سليم الراوي | 120 مشاهدة", LEAD)
    told = {item.field: item.value for item in chrome.strip(text).learned}
    assert told == {"page_date": "الأحد 11 يناير 2026", "byline": "سليم الراوي"}


def test_outlet_and_author_in_one_line() -> None:
    line = "غدير بريس – س. الراوي"
    stripped = chrome.strip(page(TITLE, line, LEAD))
    assert line not in stripped.text
    assert {item.field: item.value for item in stripped.learned} == {"outlet": "غدير بريس", "byline": "س. الراوي"}
    assert line in chrome.strip(page(TITLE, LEAD, line, MORE)).text
    # Without an initial it may be a place: only among furniture.
    place = "غدير نيوز – وادي السنديان"
    assert place in chrome.strip(page(TITLE, place, LEAD)).text
