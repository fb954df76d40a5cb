"""What hostile and honest Arabic text is made of, and cases made from it: by hypothesis, or from any bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

__all__ = ["PIECES", "Case", "case_of", "cases", "text_of", "texts"]

_LETTERS = [*"ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئٱپچڤگکیہے"]
_MARKS = [*"\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0670\u0610\u06dc\u0301\u20dd"]
_DIGITS = [*"0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۵۶۹", "½", "Ⅷ", "²", "𝟘"]
_INVISIBLE = [
    *"\u200c\u200d\u200e\u200f\u061c\u00ad\u034f\u180e\u200b\u2060\ufeff\ufe0f",
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u0600\u06dd",
    "\U000e0041", "\U000e007f", "\U0001f1f8", "\ud800", "\udfff", "\uffff", "\x00", "\x1b[2J",
]  # fmt: skip
_SIGNS = [*".,،؛:؟!?…*|/\\-–—_ـ\"'«»“”()[]{}<>%٪‰#@&+=~^`$;٫٬•·›"]
_SPACES = [" ", " ", " ", "\n", "\n", "\r\n", "\r", "\t", "\xa0", "\u2028", "\x0b", "\x85", "\u3000"]
_WORDS = (
    "ال و ب ل لل من إلى بين منذ حتى قبل بعد خلال في على عام سنة شهر يوم أسبوع عقد القرن الماضي المقبل الجاري أمس اليوم "
    "غدا ليل فجر صباح الساعة أوائل أواخر منتصف نصف ربع ثلث الثاني الثالث العشرين مئة مئتي ألف ألفين آلاف مليون مليار "
    "عشرات مئات بضع عدة نحو حوالي أكثر أقل ثلاثة عشر وعشرين وأربعون واحد اثنان ثمانية كانون الأول الثاني تشرين شباط "
    "آذار مايو يونيو جويلية غشت رمضان شعبان ربيع الآخر هـ م الجمعة الإثنين الصيف المدينة دير الزور داعش الرئيس قال "
    "أعلن قتل جريح صورة شاهد أيضاً الرئيسية تعليق المصدر رويترز ضابطين عامين كتابين"
).split()
_EVASIONS = ["ـ.ـ", "ـ", "ا|", "|ا", "د.ا.ع.ش", "د ا ع ش", "داعـ.ـش", "*", "هجمـ ـات", "الــ"]
_FOREIGN = [*"aZéßİıﬁµΩжי中あ한😀", "AFP", "http://a.b/c", "a@b.c", "www.", "Dr.", "al-Assad", "of ", "city"]
_MARKUP = ["<p>", "</p>", "<div ", "<br>", "<!--", "-->", "<![CDATA[", "&#x202e;", "&amp;", "<script>", 'style="', "<"]

PIECES = [
    *_LETTERS, *_MARKS, *_DIGITS, *_INVISIBLE, *_SIGNS, *_SPACES, *(f"{word} " for word in _WORDS), *_WORDS[:40],
    *_EVASIONS, *_FOREIGN, *_MARKUP,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """What a function may be given: two texts, a whole number, a flag, and a publication date or none."""

    text: str
    other: str = ""
    number: int = 0
    flag: bool = False
    day: date | None = None


def texts(size: int = 60) -> st.SearchStrategy[str]:
    """Texts of up to `size` pieces, now and then one piece many times, now and then any characters at all."""
    piece = st.sampled_from(PIECES)
    joined = st.lists(piece, max_size=size).map("".join)
    repeated = st.builds(lambda one, count, two: (one + two) * count, piece, st.integers(1, size), piece)
    anything = st.text(st.characters(exclude_categories=()), max_size=size)
    return joined | joined | st.builds(str.__add__, joined, repeated) | anything


def cases(size: int = 60) -> st.SearchStrategy[Case]:
    """Cases for `calls.CALLS`."""
    number = st.integers(-50, 50) | st.integers(-(10**9), 10**9)
    return st.builds(Case, texts(size), texts(size // 4), number, st.booleans(), st.none() | st.dates())


def text_of(data: bytes) -> str:
    """A text from any bytes: pieces, two bytes each, or with an odd first byte the bytes as UTF-8 themselves."""
    if data[:1] and data[0] % 2:
        return data[1:].decode("utf-8", "surrogateescape")
    body = data[1:]
    pairs = zip(body[::2], body[1::2], strict=False)
    return "".join(PIECES[(high * 256 + low) % len(PIECES)] for high, low in pairs)


def case_of(data: bytes) -> Case:
    """A case from any bytes; the last ones make the number, the flag and the date."""
    head, tail = data[:-6], data[-6:].rjust(6, b"\0")
    day = date.fromordinal(1 + int.from_bytes(tail[:3], "big") % date.max.toordinal()) if tail[3] % 4 else None
    text = text_of(head)
    cut = len(text) * tail[4] // 256
    return Case(text[:cut], text[cut:], int.from_bytes(tail[4:], "big", signed=True), bool(tail[3] % 2), day)
