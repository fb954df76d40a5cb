"""Who speaks in an Arabic segment, and whom an English statement has speaking: words and kinds of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mujaz.arabic.letters import INVISIBLE, LETTERS, WORD
from mujaz.checks import _sentence
from mujaz.checks._english_text import words_of
from mujaz.checks._lexicon import Cue
from mujaz.checks._sentence import ArabicSentence
from mujaz.checks._speech import NO_SUBJECT, REACH, THAT, tellings

__all__ = ["Speaker", "goes_on", "kinds", "said_by", "speakers", "told_first"]

_WHICH = frozenset("الذي التي الذين".split())
_JOINTS = frozenset("لكن ولكن فيما بينما كما حيث وقد قد كان وكان وكانت كانت ايضا بدوره بدورها".split()) | _WHICH
"""Words between the beginning of a clause and its subject, or between that and its verb."""

_ABOUT = NO_SUBJECT | frozenset("مساء صباح ظهر فجر يوم الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد ان".split())
"""Words with which the name of a speaker is over."""

_NO_PART = _JOINTS | _ABOUT
_ADDRESSED = re.compile(
    "ل(?:ل|ال)?(?:وكال|صحيف|صحاف|صحفي|جريد|قنا|اذاع|مراسل|موقع|تلفز|راديو|وسائل|اعلام|رويترز|فرانس)"
)
"""Whom somebody spoke to: «قال لوكالة رويترز إن»."""
_OCCASIONS = frozenset("تصريح تصريحات حديث حوار مقابله لقاء مداخله مداخلته كلمه كلمته خطاب تدوينه تغريده".split())
"""On what occasion: «صرح في تصريح لوكالة»."""
_WORD_OF = re.compile(
    "(?:ال)?(?:تقدير|تصريح|بيان|تقرير|معلوم|ارقام|روايه|قول|اقوال|حساب|مصادر|ما$|شهاد|افاد|اعلان|احصا|توقع|تعبير|وصف|راي|زعم)"
)
"""Words between "according to" and the source: «حسب تقديرات الوزارة»."""

_OBJECT = re.compile(
    "(?:ب|ل|عن)?(?:وجود|وقوع|ضروره|اهميه|صحه|دعم|استعداد|حرص|رفض|التزام|مقتل|اصابه|تمسك|ثقت|عمق|متانه|مواصله|استمرار|"
    "قدره|قدرت|رغبه|رغبت|عزم|نيه|نيت|قيام|حصول|تعرض|انتهاء|بدء|توقف|عدم|تسجيل|ارتفاع|انخفاض|وفاه|ان)(?:ه|ها|هم|ته|تها|تهم)?"
)
"""Words after a speech verb that are what is said, not who says it: «ونفت وجود خلاف»."""

_ARABIC = re.compile(f"[{LETTERS}][{WORD}{INVISIBLE}]*")
_LONGEST = 14
"""Words that name a speaker, at most; before the verb fewer."""
_LONGEST_BEFORE = 8
_QUOTED = re.compile('[“«"][^“”«»"]+[”»"]?')
_HEADED = re.compile(r"[\d\s:.،/–—|*-]*(?P<who>[^\d\s:«“\"][^:«“\".،؛]{2,50}): ")
"""A speaker before a colon, at the head of a headline or a line of a live report: «14:05 – وزارة الصحة: ...»."""
_QUOTED_NAME = 3
"""Words that may be a name in quotation marks; more of them are what is said."""

_SPOKE = frozenset(
    "said says told tells added adds stressed stresses affirmed affirms confirmed confirms announced announces denied "
    "denies warned warns noted notes explained explains claimed claims insisted insists argued argues fear fears "
    "feared believe believes believed expect expects expected stated states accused accuses alleged alleges admitted "
    "admits declared declares revealed reveals thinks thought considers considered complained estimate estimates "
    "estimated reported reports".split()
)
_SPOKE_VERB = "|".join(sorted(_SPOKE))
_FIRST = re.compile(
    r"^(?P<who>[A-Z][^,;:\"“]{1,70}?)(?:, [^,;:\"“]{2,70},)? (?:also |has |had |have |then |later |flatly )?"
    rf"(?:{_SPOKE_VERB})\b"
)
_TOLD = _SPOKE | frozenset("urged urges vowed vows condemned condemns praised praises thanked called".split())
_HEAD = re.compile(rf"^[^:“\"]{{2,150}}?\b(?:{'|'.join(sorted(_TOLD))})\b")
_INSIDE = re.compile(rf", (?P<who>[^,;:\"“]{{2,50}}) (?:{_SPOKE_VERB})(?=[,.])")
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,;:.\"“]{2,60})")
_VERBAL = re.compile(r"\b(?:that|which|who|is|are|was|were|has|have|had|will|would|can|could|after|when|if)\b")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the words as compared, and as they are written."""

    words: tuple[str, ...]
    written: str
    after: bool
    """Whether the speaker follows the verb or "according to"; before a verb other words may stand there too."""
    kinds: tuple[str, ...]
    """What the words call the speaker, in their order (`kinds`)."""
    begins: bool
    """Whether the first word calls him something: «رئيس البلدية سامر الحلواني»."""


@lru_cache(maxsize=512)
def speakers(text: str) -> tuple[Speaker, ...]:
    """Everybody whom an Arabic text names as saying something, in the order of the text."""
    sentence = _sentence.arabic(text)
    found = [_speaker(sentence, cue) for cue in tellings(sentence)]
    if headed := _HEADED.match(text):
        head = _sentence.arabic(headed["who"])
        # «وأضاف: ...» is a verb's, «أولاً: ...» nobody's
        if not head.find("speech") and not " ".join(head.words).endswith("ا"):
            headed_by = _cut(head, 0, len(head.words), after=True)
            if not headed_by.kinds[:1] or not headed_by.kinds[0].startswith(("people", "open")):
                found.append(headed_by)  # «خبير: ...» is named in the text below
    return tuple(speaker for speaker in found if speaker is not None and speaker.words)


@lru_cache(maxsize=512)
def goes_on(text: str) -> str | None:
    """The verb or participle with which an Arabic text goes on with a speaker named before; None when it does not."""
    sentence = _sentence.arabic(text)
    for cue in sentence.find("speech"):
        if cue.start > 1:
            break
        if cue.kind == "said" or (cue.kind in ("says", "that", "points") and _speaker(sentence, cue) is None):
            return sentence.words[cue.start]
    return None


def kinds(sentence: _sentence.Sentence) -> tuple[str, ...]:
    """What the speakers are whom a sentence tells of, in its order: first columns of `speakers.tsv`, types first."""
    return tuple(cue.kind for cue in sentence.find("speakers"))


def said_by(text: str) -> Iterator[str]:
    """The subjects of the speech verbs of an English sentence, pronouns included."""
    # the patterns are slow to fail, and most sentences have neither
    verbs = () if _SPOKE.isdisjoint(words_of(text)) else (_FIRST, _INSIDE)
    according = (_ACCORDING,) if "ccording to " in text else ()
    for pattern in (*verbs, *according):
        match = pattern.search(text)
        if match and not _VERBAL.search(match["who"]):
            yield match["who"]


def told_first(text: str) -> str:
    """An English sentence up to its first word of saying, urging or the like: "Suhad Bishara of Adalah said"; or ""."""
    head = None if _TOLD.isdisjoint(words_of(text)) else _HEAD.match(text)
    return head[0] if head and not _VERBAL.search(head[0]) else ""


def _speaker(sentence: ArabicSentence, cue: Cue) -> Speaker | None:
    words = sentence.words
    at = cue.end
    if cue.kind == "source":
        at = cue.end - 1 if words[cue.end - 1][0] == "ل" and cue.end - cue.start > 1 else at
        while at < len(words) and _WORD_OF.match(words[at]):
            at += 1
    stops = sentence.clause_starts
    reach = words[at : at + REACH]
    that = next((i for i, word in enumerate(reach) if word in THAT), None)
    longest = min(_LONGEST, that) if that is not None else _LONGEST
    end, said = at, _said(sentence)
    while end < len(words) and end - at < longest and end not in said and words[end] not in _ABOUT:
        # a title and a name may have a comma between them where «إن» follows: «قال الأمين العام، سامر الحلواني، إن»
        if end > at and end in stops and (that is None or cue.kind == "source"):
            break
        end += 1
    addressed = cue.kind != "source" and at < len(words) and (_ADDRESSED.match(words[at]) or words[at] in _OCCASIONS)
    if end > at and not addressed and (at not in stops or at == cue.end - 1) and not _OBJECT.fullmatch(words[at]):
        return _cut(sentence, at, end, after=True)
    return None if cue.kind == "source" else _before(sentence, cue.start)


def _cut(sentence: ArabicSentence, start: int, end: int, *, after: bool) -> Speaker:
    cues = [cue for cue in sentence.find("speakers") if start <= cue.start < end]
    return Speaker(
        words=sentence.words[start:end],
        written=" ".join(sentence.written[start:end]),
        after=after,
        kinds=tuple(cue.kind for cue in cues),
        begins=any(cue.start == start for cue in cues),
    )


def _said(sentence: ArabicSentence) -> frozenset[int]:
    """The words with which a quotation begins that is no name."""
    text = sentence.text
    return frozenset(
        len(_ARABIC.findall(text, 0, quoted.start()))
        for quoted in _QUOTED.finditer(text)
        if len(quoted[0].split()) > _QUOTED_NAME
    )


def _before(sentence: ArabicSentence, verb: int) -> Speaker | None:
    """The subject before its verb: «لكن الوزارة قالت إن», «سامر الحلواني الذي أكد أن»."""
    words, stops = sentence.words, sentence.clause_starts
    end = verb
    while end > 0 and words[end - 1] in _JOINTS and end not in stops:
        end -= 1
    start = end
    told = {cue.start for cue in sentence.find("speech") if cue.kind in ("says", "that", "points", "said", "saying")}
    while (
        start > max(0, end - _LONGEST_BEFORE)
        and start not in stops
        and start - 1 not in told
        and words[start - 1] not in _NO_PART
        and words[start - 1] not in _OCCASIONS
        and words[start - 1] not in THAT
    ):
        start -= 1
    if end in stops or start == end:
        return None
    return _cut(sentence, start, end, after=False)
