"""Furniture that is known by the words a line is made of: date bars, share bars, menus, outlets, bylines."""

from __future__ import annotations

import re

from mujaz.arabic.letters import compared

__all__ = ["REASONS", "SECTION_WORDS", "is_date_bar", "is_nav", "is_share_bar", "learned_value", "outlet_like"]

REASONS = {
    "date": "a date bar, not a sentence",
    "breadcrumb": "a breadcrumb: the path of the page within its site",
    "navigation": "an entry of a menu",
    "share": "buttons for sharing or printing",
    "follow": "an invitation to follow, subscribe or install",
    "comments": "part of a comment form",
    "closed": "says that comments are closed",
    "captcha": "a captcha",
    "related": "points to other articles",
    "teaser": "the headline of another article",
    "caption": "an image caption",
    "cookies": "a cookie notice",
    "copyright": "a copyright line",
    "counter": "a counter of views or reading time",
    "advertisement": "marks an advertisement",
    "brand": "the name of the outlet",
    "byline": "a byline",
    "repeated": "the same words stand elsewhere in the text",
}
"""Kinds of dropped blocks (`chrome.<kind>`), with what is said of each."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(compared(word).lower() for line in lines for word in line.split())


_WEEKDAYS = _words("السبت الأحد الإثنين الاثنين الثلاثاء الإربعاء الأربعاء الخميس الجمعة")
_MONTHS = _words(
    "يناير فبراير مارس أبريل إبريل مايو يونيو يونيه يوليو يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "جانفي فيفري أفريل ماي جوان جويلية أوت غشت شتنبر نونبر دجنبر يوليوز",
    "كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين",
    "محرم صفر ربيع جمادى رجب شعبان رمضان شوال القعدة الحجة",
    "january february march april may june july august september october november december",
    "jan feb mar apr jun jul aug sep oct nov dec",
)
_LABELS = _words("آخر تحديث التحديث نشر نشرت النشر تاريخ حدث حدثت updated published")
_DATE_FILLERS = _words(
    "الأول الثاني الآخر الآخرة الأولى هـ م ص ذو ذي مساء صباحا ظهرا pm am الساعة بتوقيت غرينتش جرينتش gmt utc",
    "مكة المكرمة القدس دمشق بغداد القاهرة تونس المحلي في يوم الموافق و تم اليوم",
    "monday tuesday wednesday thursday friday saturday sunday on at last update",
)
_NUMERIC_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?!\d)")
_DATE_SPLIT = re.compile(r"[\s,،/\-–—:|.()@•·]+")
_DIGITS = re.compile(r"\d{1,4}")
_DIGIT = re.compile(r"\d")
_MOST_DATE_WORDS = 18


def is_date_bar(line: str) -> tuple[bool, bool]:
    """Whether a line is nothing but a date (a month with year or weekday, or figures), and whether labelled."""
    if not _DIGIT.search(line):
        return False, False
    form = compared(line).lower()
    words = [word for word in _DATE_SPLIT.split(form) if word]
    if not 1 <= len(words) <= _MOST_DATE_WORDS:
        return False, False
    month = year = weekday = labelled = False
    for word in words:
        if _DIGITS.fullmatch(word):
            year = year or len(word) == 4
        elif word in _WEEKDAYS:
            weekday = True
        elif word in _MONTHS:
            month = True
        elif word in _LABELS:
            labelled = True
        elif word not in _DATE_FILLERS:
            return False, False
    dated = _NUMERIC_DATE.search(form) is not None or (month and (year or weekday))
    return dated, labelled


_SHARE_VERBS = _words(
    "شارك شاركه شاركها شاركنا مشاركة غرد تغريد تغريدة طباعة اطبع إرسال أرسل نسخ انسخ share tweet print email pin"
)
_SHARE_NETWORKS = _words(
    "فيسبوك فايسبوك تويتر إكس واتساب واتس اب تلغرام تليغرام تيليغرام تيلغرام تيلقرام تليجرام لينكدإن لينكد بنترست",
    "ماسنجر انستغرام يوتيوب سناب شات facebook twitter x whatsapp telegram linkedin messenger viber pinterest reddit",
    "instagram youtube copy link",
)
_SHARE_FILLERS = _words(
    "على عبر في إلى مع صديق لصديق الخبر المقال المقالة الموضوع هذا هذه الصفحة بواسطة أو و البريد الإلكتروني بريد",
    "الرابط رابط on via by the this",
)
_SHARE_PIECES = "شارك غرد تغريد طباع طبع رسال رسل نسخ بوك تويتر إكس اتس غرام قرام لينك ماسنجر".split()
_LATIN = re.compile("[A-Za-z]")


def is_share_bar(line: str) -> bool:
    """Whether a line holds nothing but verbs of sharing and names of networks."""
    if not any(piece in line for piece in _SHARE_PIECES) and not _LATIN.search(line):
        return False
    words = re.findall(r"\w+", compared(line).lower())
    verbs = sum(word in _SHARE_VERBS for word in words)
    networks = sum(word in _SHARE_NETWORKS for word in words)
    fillers = sum(word in _SHARE_FILLERS or word.isdigit() for word in words)
    if verbs + networks + fillers < len(words):
        return False
    return verbs + networks >= 2 or (verbs >= 1 and len(words) <= 4)


_MENU = (
    "الرئيسية|الصفحة الرئيسية|من نحن|اتصل بنا|تواصل معنا|سياسة الخصوصية|شروط الاستخدام|اتفاقية الاستخدام|أعلن معنا",
    "خريطة الموقع|هيئة التحرير|فريق التحرير|تسجيل الدخول|تسجيل الخروج|بحث|ابحث|القائمة|تخطي إلى المحتوى",
    "انتقل إلى المحتوى|العودة إلى الأعلى|أعلى الصفحة|الوضع الليلي|home|menu|search|about us|contact us|skip to content",
)
_NAV = frozenset(compared(entry) for row in _MENU for entry in row.split("|"))

SECTION_WORDS = _words(
    "أخبار الأخبار تقارير سياسة السياسة اقتصاد رياضة ثقافة فن فنون منوعات مقالات آراء رأي محليات عرب عالم صحة علوم",
    "تكنولوجيا تحقيقات حوارات ملفات فيديو صور بيان بيانات تحليل تحليلات خاص عاجل مجتمع حوادث دولي عربي سوريا العراق",
)
"""Words that head the sections of a site, and so are no names of authors (compared form)."""

_OUTLET_LAST = re.compile(compared(r"\w{2,20}(?: \w{2,20}){0,2} (?:نيوز|برس|بريس|أونلاين|بوست|ميديا|تايمز)"))
_OUTLET_FIRST = re.compile(compared(r"(?:وكالة|صحيفة|جريدة|شبكة|موقع|قناة|إذاعة|مجلة|راديو|منصة)(?: \w{2,20}){1,4}"))
_AUTHORED = "(?:بقلم|كتبه?|كتبته?|تحرير|إعداد|ترجمة|حاوره|حاورها|المحرر)"
_LABELLED = {
    "byline": re.compile(compared(rf"{_AUTHORED} ?[:/|–-] ?[^\d.،؛:]{{4,50}}|بقلم [^\d.،؛:]{{4,50}}")),
    "source": re.compile(compared(r"(?:المصدر|المصادر|source) ?[:/|–-] ?\S.{1,60}"), re.IGNORECASE),
}
_LABEL_END = re.compile(r"[:/|–-]")
_MOST_LABELLED_WORDS = 8


def is_nav(line: str) -> bool:
    """Whether a line is an entry of the menu that every page carries."""
    return " ".join(compared(line).lower().split()) in _NAV


def outlet_like(line: str) -> str | None:
    """Reading of a line as an outlet: "name" when it ends like one («... نيوز»), "noun" for «صحيفة ...»."""
    form = " ".join(compared(line).split())
    if _OUTLET_LAST.fullmatch(form):
        return "name"
    return "noun" if _OUTLET_FIRST.fullmatch(form) else None


def learned_value(line: str) -> tuple[str, str] | None:
    """What a labelled line tells: ("byline" or "source", the words after its label)."""
    form = " ".join(compared(line).split())
    if len(form.split()) > _MOST_LABELLED_WORDS:
        return None
    for field, pattern in _LABELLED.items():
        if pattern.fullmatch(form):
            parts = _LABEL_END.split(line, maxsplit=1)
            return field, (parts[1] if len(parts) == 2 else line.split(maxsplit=1)[1]).strip()
    return None
