"""What text looks like that is addressed to a language model and not to a reader, in English and Arabic.

Arabic patterns are matched against folded text (`mujaz.arabic.folding`). Each alternative is anchored by its first
word and has bounded gaps, so that matching stays linear.
"""

from __future__ import annotations

import re

from mujaz.schema import draft

__all__ = ["ADDRESS", "ARABIC", "ENGLISH", "MARKUP", "OBEYED", "TELLS", "draft_fields", "may_direct"]

_GAP = r"(?:\W+\w+){0,3}?\W+"

MARKUP = re.compile(
    r"<\|[a-z_]{2,30}\|>"  # ChatML and its kin
    r"|\[/?INST\]|<</?SYS>>"
    r"|</?(?:start_of_turn|end_of_turn|begin_of_text|system|assistant|user|instructions?|prompt|tool_calls?)>"
    r"|^[ \t#*]{0,6}(?:system|assistant|user|human|instructions?|response)[ \t*]{0,3}:(?=[ \t*]{0,3}\S|[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
"""Tokens and role markers of chat templates."""

ENGLISH = re.compile(
    r"\b(?:"
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
    r"|(?:when|while|before)\W+(?:you\W+)?(?:are\W+)?(?:summari[sz]|translat)ing\W+(?:this|the)\W+"
    r"(?:article|text|page|document|story)\W+(?:\w+\W+){0,2}?(?:you|do|don|say|write|include|add|always|never|please)"
    r"|(?:end|start|begin)\W+of\W+(?:the\W+)?(?:article|system\W+prompt|user\W+input|document)\W+(?:\w+\W+){0,2}?"
    r"(?:new|now|instruction)"
    r"|new\W+(?:system\W+)?instructions?\W*:"
    r")",
    re.IGNORECASE,
)

_OBJECT = r"(?:ال)?(?:تعليمات|اوامر|توجيهات|ارشادات|قواعد|قيود|رسائل|رساله|سياق|موجه|نص|محتوي)(?:ك|كم)?"
_FORMER = (
    r"(?:السابق(?:ه)?|اعلاه|المذكوره|السالفه|الوارده|الاصليه|المعطاه|الماضيه|قبل هذا|التي (?:تلقيت|اعطيت|وردت)\w*)"
)
_MACHINE = (
    r"(?:نموذج(?:ا)?(?: (?:ال)?(?:لغه|لغوي\w*|ذكاء))?|ذكاء(?:ا)? (?:ال)?اصطناعي\w*"
    r"|مساعد(?:ا)? (?:ذكي|افتراضي|رقمي|الي)\w*"
    r"|روبوت(?:ا)? (?:محادثه|دردشه)|برنامج(?:ا)? (?:تلخيص|ترجمه))"
)
_IMPERATIVE = r"(?:تجاهل\w{0,2}|اهمل\w{0,2}|انس|انسي|الغ|الغي|تخط|تخطي|خالف|لا تتبع|لا تلتزم ب|تغاض عن|دعك من)"
ARABIC = re.compile(
    rf"(?<!\w)(?:"
    rf"[وف]?{_IMPERATIVE} ?(?:(?:كل|جميع|كافه|اي|سائر) )?(?:ما (?:سبق|ورد|قيل)\w*|{_OBJECT} {_FORMER}"
    rf"|{_OBJECT} (?:\w+ )?(?:النظام|الخاصه بك)|(?:تعليمات|اوامر|قواعد|توجيهات)ك)"
    rf"|[وف]?انت الان (?:\w+ ){{0,2}}?(?:{_MACHINE}|بلا قيود|بدون قيود|في وضع المطور)"
    rf"|[وف]?(?:بصفتك|بصفتي|باعتبارك|باعتباري|بوصفك|بوصفي|بما انك|لانك) {_MACHINE}"
    rf"|[وف]?(?:اذا|ان|لو) كنت {_MACHINE}"
    rf"|(?:ملاحظه|تنبيه|رساله|تعليمات|ايعاز|الي) (?:\w+ ){{0,2}}?(?:لنموذج|لنماذج|للنموذج|للنماذج|للمساعد الذكي"
    rf"|للذكاء|نموذج|نماذج|برامج التلخيص|لبرامج التلخيص|لبرنامج التلخيص)(?: \w+){{0,3}} ?[:،,.]"
    rf"|[وف]?(?:اكشف|اظهر|اطبع|اعرض|اكتب|كرر) (?:لي |لنا )?(?:تعليماتك|موجه النظام|نص التعليمات"
    rf"|التعليمات (?:الخفيه|الاصليه|السابقه))"
    rf"|[وف]?(?:عند|قبل|اثناء) (?:ال)?(?:تلخيص|ترجمه)(?:ك)?(?: ل?(?:هذا|هذه|ال\w+)){{1,2}}[،, ]+"
    rf"(?:يجب عليك|عليك|لا تذكر|اكتب|اذكر|قل)"
    rf"|[وف]?لخص (?:هذا |هذه )?(?:ال\w+ )(?:علي انه|علي انها|بان|بانه|كما يلي|بالقول)"
    rf"|تعليمات (?:جديده|النظام|للنموذج) ?:"
    rf"|[وف]?اجب (?:فقط ب|ب\w+ فقط|بكلمه واحده)"
    rf")"
)

_VERBS = (
    "تجاهل", "اهمل", "انس ", "انسي", "الغ ", "الغي ", "تخط ", "تخطي ", "خالف", "لا تتبع", "لا تلتزم", "تغاض", "دعك من",
)  # fmt: skip
_OBJECTS = (
    "تعليمات", "اوامر", "توجيهات", "ارشادات", "قواعد", "قيود", "رسائل", "رساله", "سياق", "موجه", "نص", "محتوي",
    "ما سبق", "ما ورد", "ما قيل",
)  # fmt: skip
_MACHINES = (
    "نموذج", "نماذج", "ذكاء", "روبوت", "المطور", "بلا قيود", "بدون قيود",
    "مساعد ذكي", "مساعدا ذكي", "المساعد الذكي", "مساعد افتراضي", "مساعدا افتراضي", "مساعد رقمي", "مساعدا رقمي",
    "مساعد الي", "مساعدا الي", "برنامج تلخيص", "برنامج ترجم", "برنامجا تلخيص", "برامج التلخيص", "برنامج التلخيص",
    "تعليماتك", "موجه النظام", "التعليمات ", "تعليمات جديده", "تعليمات النظام",
    "تلخيص", "لخص ", "ترجمتك", "ترجمه هذا", "ترجمه هذه", "الترجمه", "اجب ",
)  # fmt: skip


def may_direct(folded: str) -> bool:
    """Whether a folded text has what every Arabic directive has; a quick look that spares most texts the search."""
    if any(word in folded for word in _VERBS) and any(word in folded for word in _OBJECTS):
        return True
    return any(word in folded for word in _MACHINES)


ADDRESS = re.compile(
    r"\b(?:you|your|ai|llm|model|assistant|prompt)\b|نموذج|لغوي|اصطناعي|مساعد|لخص|ترجم|اكتب|اجب|انت |الملخص|تعليماتك",
    re.IGNORECASE,
)
"""What stands near a directive that speaks to a model, and hardly ever near the same words about people."""

OBEYED = re.compile(
    r"\bas\s+an?\s+(?:ai|(?:large\s+)?language\s+model|virtual\s+assistant)\b"
    r"|\bI(?:\s+a|['’])m\s+(?:sorry|unable\s+to|not\s+able\s+to|just\s+an?\s+(?:ai|language))\b"
    r"|\bI\s+(?:cannot|can['’]t|will\s+not|won['’]t|am\s+unable\s+to|apologi[sz]e)\s*(?:help|assist|comply|fulfil|fulfill|"
    r"provide|process|summari[sz]e|translate|continue|answer|do\s+that|for|,|$)"
    r"|^(?:sure|certainly|of\s+course|okay|absolutely)\s*(?:[!:]|[,.]\s+(?:here|i)\b)"
    r"|\bhere\s+(?:is|are)\s+(?:the|your|a)\s+(?:\w+\s+)?(?:summary|brief|json|translation|answer|response)\b"
    r"|\b(?:system|hidden|initial)\s+prompt\s*:",
    re.IGNORECASE,
)
"""What a model writes that answers an instruction instead of reporting on an article."""

TELLS: tuple[str, ...] = (
    " ai", "model", "assistant", "bot", "llm", "summari", "translat", "sorry", "unable", "not able", "cannot", "can't",
    "can’t", "won't", "won’t", "will not", "apolog", "sure", "certainly", "of course", "okay", "absolutely", "here is",
    "here are", "prompt", "instruction", "rule", "guideline", "direct", "command", "constraint", "message", "context",
    "from now on", "respond", "reply", "answer", "output", "mode", "no longer", "<", "[", ":", "=",
)  # fmt: skip
"""Every sign of obedience and every English directive has one of these, in lower case."""


def draft_fields() -> re.Pattern[str]:
    """JSON or a list of fields that imitates a draft: names that only its schema has, as keys."""
    models = (draft.Draft, draft.Statement, draft.Event, draft.When, draft.Where, draft.Casualties, draft.Account)
    names = sorted({name for model in models for name in model.model_fields if "_" in name})
    listed = "|".join(map(re.escape, names))
    return re.compile(rf"[\"'“”«]?\b(?:{listed})\b[\"'“”»]?\s?[:=]")
