"""The vocabulary of Arabic dates, in lookup form (`numbers.tokens.fold_word`).

Month names of four traditions: Levantine and Iraqi (Syriac: كانون الثاني), Egyptian and Gulf (يناير), Tunisian and
Algerian (from French: جانفي), Moroccan (غشت), and the Hijri months.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import TypeVar

from mujaz.arabic.numbers.tokens import fold_set, fold_word

__all__ = [
    "ANAPHORIC",
    "DAY_PARTS",
    "DAY_PART_ADVERBS",
    "DAY_PART_FORMS",
    "HIJRI_MONTHS",
    "HIJRI_MONTHS_2",
    "HIJRI_MONTH_FORMS",
    "MONTHS",
    "MONTHS_2",
    "MONTH_FORMS",
    "PARTS",
    "PART_FORMS",
    "POINTING",
    "SEASONS",
    "SEASON_FORMS",
    "SHIFTS",
    "UNITS",
    "UNITS_DUAL",
    "UNITS_PLURAL",
    "UNIT_FORMS",
    "WEEKDAYS",
    "WEEKDAYS_BARE",
    "WEEKDAY_FORMS",
    "YEAR_FORMS",
    "forms",
]

T = TypeVar("T")


def _fold(table: dict[T, str]) -> dict[str, T]:
    return {fold_word(word): value for value, words in table.items() for word in words.split()}


MONTHS: dict[str, int] = _fold(
    {
        1: "يناير جانفي ينار ينائر",
        2: "شباط فبراير فيفري فيبراير",
        3: "آذار مارس ادار",
        4: "نيسان أبريل أفريل إبريل",
        5: "أيار مايو ماي مايس",
        6: "حزيران يونيو يونيه جوان",
        7: "تموز يوليو يوليه جويلية يوليوز",
        8: "آب أغسطس أوت غشت أوغسطس",
        9: "أيلول سبتمبر شتنبر",
        10: "أكتوبر أوكتوبر",
        11: "نوفمبر نونبر",
        12: "ديسمبر دجنبر",
    }
)
MONTHS_2: dict[tuple[str, str], int] = {
    (fold_word(head), fold_word(tail)): month
    for month, head, tails in (
        (1, "كانون", "الثاني ثاني الثانى"),
        (12, "كانون", "الأول أول الاول"),
        (10, "تشرين", "الأول أول"),
        (11, "تشرين", "الثاني ثاني"),
    )
    for tail in tails.split()
}
HIJRI_MONTHS: dict[str, int] = _fold({1: "محرم المحرم", 2: "صفر", 7: "رجب", 8: "شعبان", 9: "رمضان", 10: "شوال"})
HIJRI_MONTHS_2: dict[tuple[str, str], int] = {
    (fold_word(head), fold_word(tail)): month
    for month, heads, tails in (
        (3, "ربيع", "الأول أول"),
        (4, "ربيع", "الثاني الآخر ثاني آخر"),
        (5, "جمادى", "الأولى الأول أولى"),
        (6, "جمادى", "الثانية الآخرة الآخر الثاني ثانية"),
        (11, "ذو ذي ذا", "القعدة"),
        (12, "ذو ذي ذا", "الحجة"),
    )
    for head in heads.split()
    for tail in tails.split()
}

WEEKDAYS: dict[str, int] = _fold(
    {
        0: "الاثنين الإثنين",
        1: "الثلاثاء الثلثاء",
        2: "الأربعاء",
        3: "الخميس",
        4: "الجمعة",
        5: "السبت",
        6: "الأحد",
    }
)
"""With the article; values as `date.weekday()`: Monday 0."""
WEEKDAYS_BARE: dict[str, int] = _fold({0: "اثنين", 1: "ثلاثاء", 2: "أربعاء", 3: "خميس", 4: "جمعة", 5: "سبت", 6: "أحد"})

SHIFTS: dict[str, int] = _fold(
    {
        -1: "الماضي الماضية الماضيين الماضيتين الماضيان الفائت الفائتة الفائتين المنصرم المنصرمة المنصرمين "
        "الفارط الفارطة "
        "المنقضي المنقضية المنقضيين الأخير الأخيرة الأخيرين الأخيرتين السالف",
        0: "الجاري الجارية الحالي الحالية",
        1: "المقبل المقبلة المقبلين المقبلتين القادم القادمة القادمين القادمتين الآتي الآتية الآتيين",
    }
)
ANAPHORIC: frozenset[str] = fold_set(
    "نفسه نفسها ذاته ذاتها عينه التالي التالية التاليين السابق السابقة السابقين اللاحق اللاحقة اللاحقين "
    "الموالي الموالية"
)
"""Words that point at another date of the text, not at the publication day."""

POINTING: frozenset[str] = ANAPHORIC | fold_set(
    "ذلك تلك ذاك بعدها بعده قبلها قبله حينها حينئذ وقتها يومها ليلتها آنذاك عامها عندئذ"
)
"""The same, and what says so without a date beside it («وبعد ذلك بعامين», «يومها»)."""

UNITS: dict[str, str] = _fold(
    {
        "minute": "دقيقة دقائق الدقائق دقيقتين الدقيقتين",
        "hour": "ساعة الساعات ساعات ساعتين الساعتين ساعتان",
        "day": "يوم يوما أيام الأيام يومين اليومين يومان",
        "week": "أسبوع أسبوعا أسابيع الأسابيع أسبوعين الأسبوعين أسبوعان الأسبوع",
        "month": "شهر شهرا أشهر الأشهر شهور الشهور شهرين الشهرين شهران الشهر",
        "year": "عام عاما أعوام الأعوام عامين العامين عامان العام "
        "سنة سنوات السنوات سنين السنين سنتين السنتين سنتان السنة",
        "decade": "عقد عقدا عقود العقود عقدين العقدين العقد",
        "century": "قرن قرنا قرون القرون قرنين القرنين القرن",
    }
)
UNITS_DUAL: frozenset[str] = fold_set(
    "يومين اليومين يومان أسبوعين الأسبوعين أسبوعان شهرين الشهرين شهران عامين العامين عامان سنتين السنتين "
    "سنتان ساعتين الساعتين ساعتان عقدين العقدين قرنين القرنين دقيقتين الدقيقتين"
)
UNITS_PLURAL: frozenset[str] = fold_set(
    "أيام الأيام أسابيع الأسابيع أشهر الأشهر شهور الشهور أعوام الأعوام سنوات السنوات سنين السنين ساعات "
    "الساعات عقود العقود قرون القرون دقائق الدقائق"
)

SEASONS: dict[str, int] = _fold({21: "ربيع الربيع", 22: "صيف الصيف", 23: "خريف الخريف", 24: "شتاء الشتاء"})
"""Season codes of EDTF."""

PARTS: dict[str, str] = _fold(
    {
        "early": "مطلع بداية أوائل بدايات مستهل مفتتح",
        "mid": "منتصف أواسط",
        "late": "أواخر نهاية ختام نهايات موفى",
    }
)

DAY_PARTS: frozenset[str] = fold_set("ليل ليلة فجر صباح صبيحة ظهر ظهيرة عصر مساء مغرب ضحى غداة أمسية عشاء عشية")
DAY_PART_ADVERBS: frozenset[str] = fold_set("صباحا مساء فجرا ليلا ظهرا عصرا ضحى نهارا")

_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")


def forms(words: Iterable[str]) -> dict[str, str]:
    """The forms in which `words` stand in a text, attached particles included, each with its word.

    «وللأسبوع» is a form of «الاسبوع». A form of two words belongs to the one with fewer particles before it.
    """
    plain = list(words)
    written = [(word, word) for word in plain]
    written += [(conjunction + word, word) for word in plain for conjunction in _CONJUNCTIONS]
    defined = [word for word in plain if word.startswith("ال")]
    for conjunction in ("", *_CONJUNCTIONS):
        written += [(conjunction + "لل" + word[2:], word) for word in defined]
    for conjunction, preposition in product(("", *_CONJUNCTIONS), _PREPOSITIONS):
        written += [(conjunction + preposition + word, word) for word in plain]
    return dict(reversed(written))


DAY_PART_FORMS = forms(DAY_PARTS)
HIJRI_MONTH_FORMS = forms(HIJRI_MONTHS)
MONTH_FORMS = forms(MONTHS)
PART_FORMS = forms(PARTS)
SEASON_FORMS = forms(SEASONS)
UNIT_FORMS = forms(UNITS)
WEEKDAY_FORMS = forms(WEEKDAYS)
YEAR_FORMS = forms(fold_set("عام العام سنة السنة"))
