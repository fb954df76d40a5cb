"""What text looks like that is addressed to a language model and not to a reader, in English and Arabic.

Arabic patterns are matched against folded text (`mujaz.arabic.folding`). Each alternative is anchored by its first
word and has bounded gaps, so that matching stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mujaz.schema import draft

__all__ = [
    "ADDRESS",
    "ENGLISH",
    "ENGLISH_SIGNS",
    "MARKUP",
    "MARKUP_WORDS",
    "REPEATED",
    "arabic_directives",
    "draft_fields",
]

MARKUP = re.compile(
    r"</?(?:instructions?|prompt|system_prompt|user_input|untrusted)>"
    r"|^[ \t#*]{0,6}(?:system|assistant|user|human|instructions?|response)[ \t*]{0,3}:(?=[ \t*]{0,3}\S|[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
"""Role markers and delimiters of prompts, beside the tokens of chat templates (`mujaz.articles.chat_tokens`)."""

MARKUP_WORDS = re.compile(r"[AHIPRSUahiprsu](?i:ssistant|uman|nstruction|rompt|esponse|ystem|ser|ntrusted)")
"""Every such marker has one of these words in it; with its first letters in brackets the search skips all others."""

_AI = (
    r"(?:ais?|llms?|(?:large\W+)?language\W+models?|ai\W+(?:systems?|models?|assistants?|tools?|agents?|summari[sz]ers?)"
    r"|chatbots?|chatgpt|summari[sz]ers?|(?:virtual|digital|automated)\W+assistants?|automated\W+(?:systems?|summar\w+))"
)
_OUTPUT = r"(?:summary|brief|answer|response|reply|output|headline|translation)"

_ORDER = (
    r"(?:ignore|disregard|forget|override|bypass|discard)\W+(?:(?:all|any|of|the|these|those|every|everything|you\w*)\W+){0,5}?"
    r"(?:previous|prior|above|earlier|preceding|existing|original|initial|system|your|other)\W+(?:\w+\W+){0,2}?"
    r"(?:instruction|prompt|rule|guideline|direction|directive|command|constraint|message|context)s?"
    r"|you\W+are\W+now\W+(?:in\W+\w+\W+mode|no\W+longer\W+\w+|(?:a|an|the)\W+(?:\w+\W+){0,3}?"
    r"(?:ai|assistant|model|bot|chatbot|agent|system))"
    r"|you\W+are\W+(?:an?|the)\W+(?:\w+\W+){0,3}?(?:ai|language\W+model|assistant|chatbot)"
    r"|from\W+now\W+on\W+you\W+(?:are|will|must|should|act)"
    r"|if\W+you\W+are\W+(?:an?|the)\W+(?:\w+\W+){0,3}?(?:ai|llm|language\W+model|assistant|chatbot|bot)"
    r"|(?:note|attention|message|instructions?)\W+(?:to|for)\W+(?:\w+\W+){0,3}?(?:ai|ais|llms?|models?|assistants?|bots?"
    r"|summari[sz]ers?)\b"
    r"|as\W+an\W+ai(?:\W+language)?\W+(?:model|assistant)"
    r"|(?:reveal|print|output|repeat|show|reproduce)\W+(?:me\W+)?(?:your|the)\W+(?:\w+\W+){0,2}?(?:system\W+prompt"
    r"|hidden\W+prompt|instructions\W+above|initial\W+instructions|system\W+message)"
    r"|(?:respond|reply|answer|output)\W+(?:only|exactly|solely)\W+(?:with|in)"
    r"|(?:when|while|before)\W+(?:you\W+)?(?:are\W+)?(?:summari[sz]|translat)(?:ing|e)\W+(?:this|the)\W+"
    r"(?:article|text|page|document|story)\W+(?:\w+\W+){0,2}?(?:you|do|don|say|write|include|add|always|never|please)"
    r"|(?:end|start|begin)\W+of\W+(?:the\W+)?(?:article|system\W+prompt|user\W+input|document)\W+(?:\w+\W+){0,2}?"
    r"(?:new|now|instruction)"
    r"|new\W+(?:system\W+)?(?:instructions?|task)\W*:"
)
_ADDRESSED = (
    r"(?:ignore|disregard|forget)\W+(?:all\W+)?(?:your|previous|prior|earlier)\W+(?:task|request)s?"
    r"|(?:ignore|disregard|forget)\W+(?:all|everything|anything|whatever)\W+(?:above|before\W+this|so\W+far"
    r"|you\W+(?:were|have))"
    r"|(?:ignore|disregard|forget)\W+(?:(?:all|the|this|everything|in|of|rest)\W+){0,4}?(?:article|page|above)\W+and\W"
    r"|(?:warning|notice|reminder|request|memo|note)\W+(?:to|for)\W+(?:\w+\W+){0,3}?"
    r"(?:ai|ais|llms?|models?|assistants?|bots?|summari[sz]ers?|automated\W+summar\w+)\b"
    rf"|(?:dear|hey|hello)\W+(?:all\W+|any\W+)?{_AI}\b"
    rf"|(?:any|every|all|the)\W+{_AI}\W+(?:that\W+|which\W+|who\W+)?(?:is\W+|are\W+)?"
    r"(?:read|process|summari[sz]|translat)(?:e|es|ing|s)?\W+this"
    rf"|{_AI}\W+(?:must|should|shall|need\W+to|have\W+to|are\W+(?:required|not\W+permitted)\W+to)\W+"
    r"(?:not\W+|always\W+|only\W+|never\W+)?"
    r"(?:label|report|write|say|state|mention|include|add|refer|describe|call|mark|omit|output|treat|use|summari[sz]e)\b"
    rf"|in\W+your\W+(?:\w+\W+)?{_OUTPUT}\b|your\W+{_OUTPUT}\W+(?:must|should|shall|has\W+to|needs)\b"
    rf"|(?:put|include|insert|add|append|place|embed)\W+(?:\w+\W+){{0,8}}?(?:in|into|to|at\W+the\W+end\W+of)\W+"
    rf"(?:the|your|each|every|any)\W+{_OUTPUT}\b"
    r"|use\W+(?:this|these|the\W+corrected)\W+(?:value|number|figure|score|toll|version)s?\W+(?:instead|rather)\b"
    r"|(?:pretend|act|behave)\W+(?:to\W+be|as\W+(?:if|though|an?)|like)\W+(?:\w+\W+){0,6}?"
    r"(?:rules?|restrictions?|ai|model)\b"
    r"|(?:reveal|print|output|repeat|show|reproduce)\W+(?:\w+\W+){1,8}?(?:message|text|prompt|instructions)\W+"
    r"(?:that\W+)?you\W+(?:received|got|were\W+given|have\W+been)"
)

ENGLISH = re.compile(rf"\b(?=\w)(?:{_ORDER}|{_ADDRESSED})", re.IGNORECASE)
"""Orders to a model in an article."""

REPEATED = re.compile(rf"\b(?=\w)(?:{_ORDER})", re.IGNORECASE)
"""Orders that no brief repeats in its own voice; news about laws for models has many of the others."""

ENGLISH_SIGNS = (
    "ignore", "disregard", "forget", "instruction", "prompt", "assistant", "language model", "summar", "you are",
    " ai ",
)  # fmt: skip
"""One of these is in nearly every English directive: for readings that are hardly ever meant."""

_OBJECT = r"(?:ال)?(?:تعليمات|اوامر|توجيهات|ارشادات|قواعد|قيود|رسائل|رساله|سياق|موجه|نص|محتوي)(?:ك|كم)?"
_FORMER = (
    r"(?:السابق(?:ه)?|اعلاه|المذكوره|السالفه|الوارده|الاصليه|المعطاه|الماضيه|قبل هذا|التي (?:تلقيت|اعطيت|وردت)\w*)"
)
_MACHINE = (
    r"(?:نموذج(?:ا)?(?: (?:ال)?(?:لغه|لغوي\w*|ذكاء))?|ذكاء(?:ا)? (?:ال)?اصطناعي\w*"
    r"|مساعد(?:ا)? (?:ذكي|افتراضي|رقمي|الي)\w*"
    r"|روبوت(?:ا)? (?:محادثه|دردشه)|برنامج(?:ا)? (?:تلخيص|ترجمه))"
)
_TOLD = (
    r"(?:(?:ال)?(?:نموذج|نماذج)(?: (?:ال)?(?:لغه|لغوي\w*|ذكاء(?: (?:ال)?اصطناعي)?))?|(?:ال)?ذكاء (?:ال)?اصطناعي"
    r"|(?:ال)?مساعد (?:ال)?(?:ذكي|افتراضي|رقمي|الي|لغوي)|(?:ال)?(?:روبوت|بوت|شات بوت|ملخص الالي)|chatgpt"
    r"|(?:ال)?(?:انظمه|برامج|ادوات|برنامج|نظام) (?:ال)?(?:تلخيص|ترجمه|اليه|ذكاء|الي|ذكيه)"
    r"(?: (?:ال)?(?:الي|اليه|اصطناعي))?)"
)
_SAYS = (
    r"(?:[يت](?:كتب|ذكر|قول|صف|عتبر|دعي|زعم|عتمد|ضيف|سمي|ورد|لخص|ستخدم|تجاهل|حذف|غفل)|(?:كتابه|ذكر|قول|وصف|اعتبار|اعتماد"
    r"|اضافه|حذف|تجاهل|استخدام))"
)
_IMPERATIVE = (
    r"(?:تجاهل\w{0,2}|اهمل\w{0,2}|انس|انسي|انسوا|الغ|الغي|الغوا|تخط|تخطي|تخطوا"
    r"|خالف|خالفوا|لا تتبع|لا تلتزم ب|تغاض عن|دعك من)"
)
ARABIC = re.compile(
    rf"(?<!\w)(?:"
    rf"[وف]?{_IMPERATIVE} ?(?:(?:كل|جميع|كافه|اي|سائر) )?(?:ما (?:سبق|ورد|قيل|طلب منك)\w*|{_OBJECT} {_FORMER}"
    rf"|{_OBJECT} (?:\w+ )?(?:النظام|الخاصه بك)|(?:تعليمات|اوامر|قواعد|توجيهات)ك)"
    rf"|[وف]?انت الان (?:\w+ ){{0,2}}?(?:{_MACHINE}|بلا قيود|بدون قيود|في وضع المطور)"
    rf"|[وف]?(?:بصفتك|بصفتي|باعتبارك|باعتباري|بوصفك|بوصفي|بما انك|لانك) {_MACHINE}"
    rf"|[وف]?(?:اذا|ان|لو) كنت {_MACHINE}"
    rf"|(?:ملاحظه|تنبيه|تحذير|توجيه|طلب|نداء|رساله|تعليمات|ايعاز|الي) (?:\w+ ){{0,3}}?"
    rf"(?:لنموذج|لنماذج|للنموذج|للنماذج|للمساعد الذكي|للذكاء"
    rf"|نموذج|نماذج|برامج التلخيص|لبرامج التلخيص|لبرنامج التلخيص)(?: \w+){{0,3}} ?[:،,.]"
    rf"|(?:ملاحظه|تنبيه|تحذير|توجيه|طلب|نداء|رساله|تعليمات) (?:\w+ ){{0,3}}?(?:لل|ل|الي ){_TOLD}"
    rf"|(?:ايها|ايتها|يا|عزيزي|عزيزتي) {_TOLD}"
    rf"|علي {_TOLD} (?:ان )?{_SAYS}(?: \w+){{0,6}}? ?(?:ان|انه|انها|بان|بانه|بانها|هذه|هذا|:)"
    rf"|(?:لنلعب لعبه|تظاهر (?:ب?انك|كانك)|تصرف (?:و?كانك)|تقمص (?:دور|شخصيه)|العب دور) ?:?"
    rf"|انت الان (?:\w+ ){{1,5}}?(?:لا يلتزم|لا تلتزم|لا يتقيد|لا تتقيد|بلا قواعد|بدون قواعد)"
    rf"|[وف]?(?:اضف|اكتب|ضع|اذكر|ادرج|ضمن|اختم|ابدا|صف|لا تذكر|الا تذكر|لا تكتب|احذف)(?: (?!\w*سابق)\w+){{0,12}}? "
    rf"(?:في|الي|من|ب) ?(?:(?:اخر|نهايه|بدايه|اول|كل|حقول|عنوان) )?(?:ال|هذا ال)?"
    r"(?:ملخصك|ملخصاتك|ملخص|موجزك|تلخيصك|اجابتك)(?!\w)"
    rf"|[وف]?ترجم (?:هذه |هذا )?(?:ال\w+ )(?:\w+ ){{0,4}}?(?:في|الي) (?:ال)?(?:ملخص|موجز)\w*"
    rf"|[وف]?(?:يجب|ينبغي) ان (?:يتضمن|يذكر|يقول|يحتوي|يشمل) (?:ال)?(?:ملخص|موجز)\w*"
    rf"|بدلا من (?:ال)?(?:رقم|حصيله|عدد|نتيجه)(?: \w+)? (?:ال)?(?:وارد|مذكور|منشور)\w* (?:ادناه|اعلاه|في المقال)"
    rf"|[وف]?(?:اكشف|اظهر|اطبع|اعرض|اكتب|كرر) (?:لي |لنا )?(?:تعليماتك|موجه النظام|نص التعليمات"
    rf"|التعليمات (?:الخفيه|الاصليه|السابقه))"
    rf"|[وف]?(?:عند|قبل|اثناء) (?:ال)?(?:تلخيص|ترجمه)(?:ك)?(?: ل?(?:هذا|هذه|ال\w+)){{1,2}}[،, ]+"
    rf"(?:يجب عليك|عليك|لا تذكر|اكتب|اذكر|قل)"
    rf"|[وف]?لخص (?:هذا |هذه )?(?:ال\w+ )(?:علي انه|علي انها|بان|بانه|كما يلي|بالقول)"
    rf"|تعليمات (?:جديده|النظام|للنموذج) ?:"
    rf"|[وف]?اجب (?:فقط ب|ب\w+ فقط|بكلمه واحده)"
    rf")"
)

_OPENINGS = (
    "تجاهل", "اهمل", "انس", "الغ", "تخط", "خالف", "لا تتبع", "لا تلتزم ب", "تغاض عن", "دعك من", "انت الان", "بصفت",
    "باعتبار", "بوصف", "بما انك", "لانك", "اذا كنت", "ان كنت", "لو كنت", "ملاحظه ", "تنبيه ", "تحذير ", "توجيه ",
    "طلب ", "نداء ", "رساله ", "تعليمات ", "ايعاز ", "الي ", "ايها ", "ايتها ", "يا ", "عزيزي ", "عزيزتي ", "علي ",
    "لنلعب لعبه", "تظاهر ", "تصرف ", "تقمص ", "العب دور", "اضف", "اكتب", "ضع", "اذكر", "ادرج", "ضمن", "اختم", "ابدا",
    "صف", "لا تذكر", "الا تذكر", "لا تكتب", "احذف", "ترجم ", "يجب ان ", "ينبغي ان ", "بدلا من ", "اكشف ", "اظهر ",
    "اطبع ", "اعرض ", "كرر ", "عند ", "قبل ", "اثناء ", "لخص ", "اجب ",
)  # fmt: skip
"""How every directive of `ARABIC` begins, but for a «و» or «ف» before it."""


def _begun_with(words: Iterable[str]) -> str:
    """A pattern for what begins with one of `words`, in which what several begin with is written once: no search of
    the text for each, and no word tried at a place that another one with the same beginning does not fit."""
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[:1], []).append(word[1:])
    if "" in by_first:
        return ""
    branches = [re.escape(first) + _begun_with(rest) for first, rest in by_first.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


_MAY_DIRECT = re.compile(rf"\W(?=[وف]?{_begun_with(_OPENINGS)})")
"""What stands before a directive, if a space is put before the text; quicker than to look back from every character."""


def arabic_directives(folded: str) -> Iterator[re.Match[str]]:
    """The matches of `ARABIC` in a folded text, in order; it is tried only where a directive can begin."""
    end = 0
    for before in _MAY_DIRECT.finditer(f" {folded}"):
        if before.start() >= end and (match := ARABIC.match(folded, before.start())):
            yield match
            end = match.end()


ADDRESS = re.compile(
    r"\b(?:you|your|ai|llm|model|assistant|prompt)\b|نموذج|لغوي|اصطناعي|مساعد"
    r"|لخص|ترجم|اكتب|اجب|انت |الملخص|تعليماتك|طلب منك",
    re.IGNORECASE,
)
"""What stands near a directive that speaks to a model, and hardly ever near the same words about people."""


@lru_cache(maxsize=1)
def draft_fields() -> re.Pattern[str]:
    """JSON or a list of fields that imitates a draft: names that only its schema has, as keys."""
    models = (draft.Draft, draft.Statement, draft.Event, draft.When, draft.Where, draft.Casualties, draft.Account)
    names = sorted({name for model in models for name in model.model_fields if "_" in name})
    listed = "|".join(map(re.escape, names))
    return re.compile(rf"[\"'“”«]?\b(?:{listed})\b[\"'“”»]?\s?[:=]")
