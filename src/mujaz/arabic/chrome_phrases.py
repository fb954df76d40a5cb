"""Furniture that gives itself away by its wording: what the templates of Arabic news pages say.

Patterns are written in ordinary spelling and compared without marks, hamza seats and teh marbuta (see
`letters.compared`), so that «اترك تعليقاً» and «إترك تعليقا» are one. Each matches a whole line.
"""

from __future__ import annotations

import re

from mujaz.arabic.letters import compared

__all__ = ["phrase_kind"]

_D = r"[\d٠-٩]"
_COUNT = rf"{_D}[\d٠-٩,.]{{0,9}}"
_NUMBER_WORD = (
    "(?:صفر|واحد|اثنان|اثنين|اثنا|ثلاثة?|أربعة?|خمسة?|ستة?|سبعة?|ثماني?ة?|تسعة?|عشرة?|عشرون|عشرين|ثلاثون|ثلاثين"
    "|أربعون|أربعين|خمسون|خمسين|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)"
)
_OPERAND = rf"(?:{_D}{{1,3}}|{_NUMBER_WORD}(?: و? ?{_NUMBER_WORD})?|[._?؟]{{1,10}})"
_OWN_CHANNEL = (
    "(?:قناتنا|صفحتنا|صفحاتنا|حسابنا|حساباتنا|تطبيقنا|نشرتنا|مجموعتنا|النشرة|القائمة البريدية|تطبيق"
    "|غوغل نيوز|جوجل نيوز|google news)"
)
_NETWORK = (
    "(?:تلغرام|تليغرام|تيليغرام|تيلغرام|تليجرام|واتساب|واتس ?اب|فيسبوك|فايسبوك|تويتر|إكس|انستغرام|يوتيوب"
    "|facebook|twitter|telegram|whatsapp|youtube|instagram)"
)
_FOLLOW = "(?:تابعونا|تابعنا|تابعوا|انضموا?|اشترك|اشتركوا|للاشتراك|للانضمام|لمتابعة|لمتابعتنا|حملوا?|لتحميل|سجلوا?)"
_FIELD = "(?:الاسم|اسمك|البريد الإلكتروني|بريدك الإلكتروني|الموقع(?: الإلكتروني)?|موقعك|التعليق|تعليقك|عنوان التعليق)"
_AGO = "(?:ثانية|ثوان|دقيقة|دقيقتين|دقائق|ساعة|ساعتين|ساعات|يوم|يومين|أيام)(?: واحدة?)?"
_COOKIES = "(?:تعريف الارتباط|كوكيز|الكوكيز|cookies)"
_ARCHIVE = "(?:صورة |صور |الصورة )?(?:من )?(?:أرشيفية|الأرشيف|أرشيف|أرشيفي)"
_STORIES = "(?:مواضيع|موضوعات|مقالات|أخبار|تقارير|المواضيع|الموضوعات|المقالات|الأخبار)"

_PHRASES: dict[str, tuple[str, ...]] = {
    "comments": (
        r"(?:اترك|ترك|أضف|اكتب|إضافة) (?:تعليقا?ك?|ردا?ك?)(?: جديدا?)?(?: ?\(?إلغاء الرد\)?| على .{1,60})?",
        "إلغاء الرد",
        "شارك(?:نا)? ب?رأيك",
        "لن (?:يتم نشر|ينشر|يتم عرض) (?:عنوان )?بريدك الإلكتروني.{0,120}",
        "الحقول (?:الإلزامية|المطلوبة|الضرورية) (?:مشار إليها|معلمة|موسومة).{0,30}",
        rf"{_FIELD} ?(?:\*|\(مطلوب\))(?: ?\*)?",
        "احفظ اسمي.{0,160}",
        "أعلمني ب(?:متابعة|المشاركات|التعليقات).{0,80}",
        "(?:إرسال|نشر|أرسل) التعليق",
        rf"(?:التعليقات|تعليقات(?: القراء| الزوار)?|comments) ?[:(]? ?{_D}{{1,4}} ?\)?",
        f"{_D}{{1,4}} (?:تعليق|تعليقات|تعليقا|comments?)|تعليق واحد",
        "لا (?:توجد|يوجد) (?:أي )?تعليق(?:ات)?.{0,30}",
        "كن أول من (?:يعلق|يكتب تعليقا).{0,30}",
        "هذا الموقع يستخدم akismet.{0,120}",
        "leave a (?:reply|comment).{0,40}|cancel reply|post comment|your email address will not be published.{0,80}",
    ),
    "closed": (
        "التعليقات (?:مغلقة|معطلة|مقفلة|متوقفة).{0,80}",
        "(?:تم إغلاق|أغلقت) التعليقات.{0,40}",
        "comments are closed.{0,40}",
    ),
    "captcha": (
        f"{_OPERAND} ?[-+×x*÷/−–] ?{_OPERAND}? ?= ?{_OPERAND}?",
        f".{{2,60}}[:؟?] ?{_OPERAND} ?[-+×x*÷/−–] ?{_OPERAND} ?= ?[._?؟]{{0,10}}",
        "(?:أدخل|اكتب|احسب) (?:ناتج|نتيجة|حاصل|الناتج) (?:العملية|المعادلة|الجمع|الطرح|الضرب).{0,40}",
        "(?:أنا )?لست (?:برنامج )?(?:روبوتا?|إنسانا? آليا?)",
        "(?:اكتب|أدخل) (?:رمز|الرمز|رموز|الرموز|الكود)(?: التحقق| الأمان| الظاهرة?)?.{0,50}",
        "رمز (?:التحقق|الأمان)|(?:re)?captcha.{0,60}|حل المعادلة.{0,40}",
    ),
    "related": (
        "(?:شاهد|شاهدي|اقرأ|اقرئي|طالع|تابع|اقرؤوا|اقرأوا)(?: و?شاهد)?(?: لنا)? أيضا(?: في .{1,30})?",
        "(?:قد|ربما) (?:يعجبك|يهمك|تهمك|يعجبكم|تود قراءة)(?: أيضا)?",
        f"{_STORIES} (?:ذات صلة|ذات الصلة|متعلقة|مشابهة|مرتبطة|قد تهمك|أخرى)",
        "اقرأ المزيد(?: (?:عن|من|حول) .{1,40})?|للمزيد(?: اقرأ)?|المزيد من (?:الأخبار|المقالات|المواضيع)",
        "(?:المقال|الخبر|المقالة) (?:التالي|السابق|التالية|السابقة)",
        "الأكثر (?:قراءة|مشاهدة|تداولا|شيوعا)|مقترح لك|اخترنا لك|نرشح لك",
        "related (?:posts|articles|stories)|read (?:more|also)|see also",
    ),
    "follow": (
        f"{_FOLLOW}.{{0,80}}{_OWN_CHANNEL}.{{0,80}}",
        f"(?:تابعونا|تابعنا|تابعوا .{{1,25}}) (?:على|عبر|في) .{{0,60}}{_NETWORK}.{{0,60}}",
        "(?:تابعونا|تابعنا)(?: على)?",
    ),
    "copyright": (
        "(?:.{0,60} )?(?:جميع )?(?:الحقوق|حقوق (?:النشر|الطبع|النسخ|الملكية)(?: و.{1,20})?) محفوظة.{0,80}",
        ".{0,40}(?:all rights reserved|©).{0,80}",
    ),
    "counter": (
        f"(?:عدد )?(?:المشاهدات|القراءات|الزيارات|مشاهدات|قراءات) ?[:|]? ?{_COUNT}",
        f"{_COUNT} (?:مشاهدة|مشاهدات|قراءة|زيارة|مشاركة|مشاركات|إعجاب|views?|shares?)",
        f"(?:مدة|وقت|زمن) القراءة.{{0,30}}|{_D}{{1,2}} ?(?:دقيقة|دقائق|min) (?:ل?لقراءة|قراءة|read)",
        f"(?:آخر تحديث|نشر|نشرت)? ?:? ?منذ (?:{_D}{{1,3}} )?{_AGO}",
    ),
    "advertisement": ("إعلان(?:ات)?|مساحة إعلانية|إعلان ممول|محتوى ممول|advertisements?|sponsored",),
    "cookies": (
        "(?:.{0,80} )?(?:نحن نستخدم|نستخدم|يستخدم (?:هذا )?(?:موقعنا|الموقع)|(?:هذا )?الموقع يستخدم|موقعنا يستخدم"
        f"|نستعمل|we use|this (?:web)?site uses).{{0,40}}{_COOKIES}.{{0,300}}",
        f"(?:موافق|قبول|أوافق|رفض)(?: على)?(?: جميع| كل)? (?:ملفات )?{_COOKIES}",
        f"(?:باستخدامك|بمتابعة تصفح|باستمرارك في).{{0,60}}(?:سياسة الخصوصية|{_COOKIES}).{{0,120}}",
    ),
    "caption": (
        rf"(?!.*[.؟!] ).{{2,180}}[-–—|/(]+ ?{_ARCHIVE} ?\)?\.?",
        "(?:صورة|صور) (?:أرشيفية|من الأرشيف)(?: ?[-–:|].{1,120})?",
        "(?:مصدر الصورة|حقوق الصورة|تعليق الصورة|مصدر الصور|تصوير|عدسة) ?[:|/-].{1,80}",
        "(?:مصدر الصورة|صدر الصورة) ?(?:getty images|afp|reuters|epa|ap).{0,40}",
        r"[\[(] ?(?:صورة|الصورة|صور|فيديو|الفيديو|رسم|خريطة|إنفوغراف) ?[:|–-] ?[^\[\]()]{2,200}[\])]",
        "(?:getty images|reuters|afp|epa)(?: via .{1,40})?",
    ),
}


def _matcher(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(compared(pattern) for pattern in alternatives), re.IGNORECASE)


_MATCHERS = {kind: _matcher(alternatives) for kind, alternatives in _PHRASES.items()}
_INLINE_RELATED = re.compile(
    f"(?:{_matcher(_PHRASES['related']).pattern}) ?[:：|…»>←◄-]+ ?\\S.{{5,200}}", re.IGNORECASE
)
_DECORATION = ' \t\xa0\u200e\u200f\u200b\ufeff*•●▪■◄►▶»«>·-–—|:.…"“”'
_GOES_ON = re.compile(r"[.؟!]\s+\w+(?:\s+\w+){5}")

# Sieves that let nearly all lines through at once: pieces of the patterns above, without letters that vary in
# spelling. Lines as long as sentences are furniture for fewer reasons.
_SIEVE = (
    *"شاهد قر طالع تابع يعجب يهمك تهم صل متعلق شابه رتبط مزيد لتالي لسابق كثر مقترح خترنا نرشح خرى تعليق".split(),
    *"رد رأيك راي بريد لحقول سم موقع حفظ علمني غلاق غلق لست رمز كود معادل نضم شترك حمل سجل محفوظ زيار مشارك".split(),
    *"علق تصوير عجاب دقي دقا منذ علان ممول رتباط كوكيز خصوصي رشيف صور عدس © = ناتج فيديو رسم خريط نفوغراف".split(),
)
_SIEVE_FOR_SENTENCES = (
    *"رتباط كوكيز ookies علمني محفوظ kismet email لتعليقات يضا المزيد تابعونا تابعنا نشرتنا قناتنا".split(),
    *("صفحتنا", "لنشر", "رشيف", "©", "عنوان بريدك", "الحقول ال", "حفظ اسمي", "[صور", "(صور"),
)
_LATIN = re.compile("[A-Za-z]")


def phrase_kind(line: str, *, is_sentence: bool = False) -> str | None:
    """Kind of furniture that a whole line is by its wording alone; None for anything else.

    Kinds are those of `chrome_patterns.REASONS`. `is_sentence` says that the line is as long as one, which
    leaves fewer possibilities.
    """
    if is_sentence:
        if not any(piece in line for piece in _SIEVE_FOR_SENTENCES):
            return None
    elif not any(piece in line for piece in _SIEVE) and not _LATIN.search(line):
        return None
    form = " ".join(compared(line).split())
    bare = form.strip(_DECORATION)
    for kind, matcher in _MATCHERS.items():
        if matcher.fullmatch(form) or matcher.fullmatch(bare):
            return kind
    headline = form.lstrip(_DECORATION + "([").rstrip(")]")
    # A full stop inside shows that more than a headline follows.
    return "teaser" if _INLINE_RELATED.fullmatch(headline) and not _GOES_ON.search(form) else None
