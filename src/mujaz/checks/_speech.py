"""Who says so: speech verbs and "according to", in an Arabic segment and in an English sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mujaz.checks import _sentence
from mujaz.checks._lexicon import Cue
from mujaz.checks._sentence import ArabicSentence

__all__ = ["NO_SUBJECT", "REACH", "THAT", "Report", "names_speaker", "report", "tellings"]

THAT = frozenset(
    before + "ان" + whom
    for before in ("", "و", "ف", "ب", "وب", "فب")
    for whom in ("", "ه", "ها", "هم", "هن", "هما", "ني", "نا")
)
_TO = frozenset({"الي", "علي"})
_SHADDA = "\u0651"
_SHOWED_STEM = f"ب\u064a{_SHADDA}"
_SHOWED = re.compile(f"[وف]?{_SHOWED_STEM}\u064e?ن(?:ت|وا)?")
"""«بيّن», known from «بين» (between) only by its shadda."""

NO_SUBJECT = frozenset(
    "في من علي الي عن خلال امام عبر لدي بعد قبل عقب اثناء حول ضمن مع عند ذلك هذا هذه فيه فيها ايضا كذلك له لها لهم "
    "اليوم امس لنا لي لاحقا الا لكن كما بدوره بدورها".split()
)
"""Words that cannot begin the subject of a speech verb: after them the speaker is one named before."""

_NO_SOURCE = frozenset(
    "قانون خطه جدول معايير اتفاق اتفاقيه مبدا قرار دستور شروط اليه نظام برنامج رويه نوع حاجه حال اصول قواعد تقويم "
    "جنس عمر فئه طلب لوائح ترتيب ظروف اساس طاقه قدره قدرات امكانيات حجم درجه "
    "مستوي نسبه اولويه اولويات مواصفات حاجيات خصوصيه مقتضي مقتضيات رزنامه فصل ماده بند عدد كميه منطقه".split()
)
"""What something can accord with without being said by it: law, plan, rules."""

_ARTICLE = re.compile("^(?:لل|ال|ل(?=[^ ]{3}))")

_ASIDE = frozenset("فيما بينما حين حيث كما التي الذي الذين لكن بعدما ولكن وفيما".split())
"""Words after which a speech verb is in another clause than the head of the sentence."""

_OTHER_THAT = frozenset("منذ بعد قبل دون بدون الي لحين يمكن تمكن يجب ينبغي يتعين بد شانه شانها غير الا حتي".split())
"""Words with which an «أن» belongs together."""

_SUBCLAUSE = frozenset("الذي التي الذين اللذين اللتين وهو وهي وقد حيث فيما بينما علما رغم".split())
"""Words that begin a clause for which alone a «بحسب» after them speaks."""

_IMPERSONAL = frozenset("يذكر يتوقع يرجح يعتقد يعتبر يلاحظ يخشي يفترض ينتظر يحتمل".split())
"""Imperfects that are passives right before «أن»: "it is noted", "is expected"."""

_REGARDED = frozenset(("يعتبر", "تعتبر"))
_OWN = frozenset(("to", "i", "we", "i'm", "i'd", "i've", "i'll", "we're", "we'd", "we've", "we'll"))
_HELPING = frozenset(("also", "don't", "can't", "would", "will", "can", "have", "had", "do", "did", "didn't", "never"))

_AT_HEAD = 4
"""Words before a speech verb that still begins its sentence («في المقابل، قال ...»)."""

REACH = 20
"""Words after a speech verb in which its «أن» is looked for."""

_FACTS = frozenset(
    conjunction + particle + fact + whose
    for conjunction in ("", "و", "ف")
    for particle in ("", "عن", "ب", "ل")
    for fact in (
        "مقتل وفاه اصابه استشهاد مصرع سقوط فقدان وقوع تسجيل رصد ارتفاع انخفاض تراجع تدمير غرق اندلاع وجود عدم تعرض"
    ).split()
    for whose in ("", "ه", "ها", "هم")
)
"""What is told, not done, by whoever announces it: «أعلنت مقتل», but not «أعلنت إغلاق»."""

_FACT_WITHIN = 9
"""Words after such a verb in which what it tells begins."""

_BLAME = frozenset(onto + word for onto in ("", "ال") for word in ("مسؤوليه", "مسئوليه"))
"""What «حمّل» puts on somebody if it does not mean "carried"."""

_QUOTING = frozenset("قوله قولها قولهم قولهما".split())

_SHOWED_WITHIN = 16
"""Words after a «بيّن» without its shadda in which its «أن» must stand."""

_OUTCOME = re.compile("[وف]?(?:اسفر|ادي|ادت|نجم|خلف|تسبب|اوقع|اودي|اودت|نتج)ت?")
"""Verbs at the head of a sentence that is not complete before what they led to is told."""

_QUOTED = re.compile('[“«"][^“”«»"]{12,}')


@dataclass(frozen=True, slots=True)
class Report:
    """What an Arabic segment says about who says so.

    `whole`: the segment as a whole is somebody's word. `named`: its speaker stands in it. `source`: the words of the
    speaker, as compared. `any`: there is at least a trace of a speaker, so that an attribution may rest on it.
    """

    whole: bool = False
    named: bool = False
    source: str = ""
    any: bool = False


@lru_cache(maxsize=512)
def report(text: str) -> Report:
    """Who says what an Arabic segment says."""
    sentence = _sentence.arabic(text)
    words = sentence.words
    cues = _speech_cues(sentence)
    aloud = _is_aloud(text)
    for cue in cues:
        after = words[cue.end : cue.end + REACH]
        if cue.kind == "source":
            source = words[cue.end - 1 : cue.end + 8] if words[cue.end - 1][0] == "ل" else after[:8]
            if source and _ARTICLE.sub("", source[0]) not in _NO_SOURCE and not _in_subclause(sentence, cue):
                return Report(whole=True, named=True, source=" ".join(source), any=True)
        elif cue.kind == "saying":
            return Report(whole=True, named=cue.start > _AT_HEAD, source=" ".join(words[: cue.start]), any=True)
        elif cue.kind == "said" and cue.start == 0:
            return Report(whole=True, any=True)
        elif not _is_impersonal(words[cue.start], after) and not _is_wished(words, cue) and _reports(cue, after, aloud):
            if cue.start <= _AT_HEAD:
                named = _subject_follows(after) or (cue.start > 1 and words[cue.start - 1] not in NO_SUBJECT)
                until = next((at for at, word in enumerate(after) if word in THAT), 8)
                return Report(whole=True, named=named, source=" ".join(words[: cue.end + until]), any=True)
            # «مصدر طبي في المشفى قال إن», «أصدرت البلدية بيانا قالت فيه إن», «كان تقرير أشار إلى أن»
            aside = not _ASIDE.isdisjoint(words[: cue.start])
            if cue.start <= REACH and not aside and not THAT.isdisjoint(after[:2]):
                return Report(whole=True, named=True, source=" ".join(words[: cue.start]), any=True)
    return Report(any=bool(cues) or aloud)


def names_speaker(text: str, *, told: bool = False) -> bool:
    """Whether an English sentence marks what it says as somebody's word.

    "To report" is no mark, nor is what the sentence's own speaker thinks or is told ("I think", "told me"). With `told`
    nouns are none either ("the report", "allegations"): what the source tells may be about them.
    """
    sentence = _sentence.english(text)
    words = sentence.words
    for cue in sentence.find("speech"):
        at = cue.start - 1
        if at > 0 and words[at] in _HELPING:
            at -= 1
        if (at >= 0 and words[at] in _OWN) or words[cue.end : cue.end + 1] in (("me",), ("us",)):
            continue
        if cue.kind != "other" and not (told and cue.kind == "noun"):
            return True
    return False


def _showed(sentence: ArabicSentence) -> list[Cue]:
    """The places of «بيّن»: written with its shadda, or at the head and followed by «أن» as no "between" is."""
    if _SHOWED_STEM in sentence.text and (
        found := [Cue("that", at, at + 1) for at, word in enumerate(sentence.written) if _SHOWED.fullmatch(word)]
    ):
        return found
    for at, word in enumerate(sentence.words[:_AT_HEAD]):
        if word in ("بين", "وبين"):
            after = sentence.words[at + 1 : at + 1 + _SHOWED_WITHIN]
            that = next((i for i, other in enumerate(after) if other in THAT), 0)
            stops = sentence.clause_starts
            parted = (at == 0 or at in stops) and at + 1 + that in stops
            if that and (parted or not any(other[0] == "و" for other in after[:that])):
                return [Cue("that", at, at + 1)]
    return []


def tellings(sentence: ArabicSentence) -> list[Cue]:
    """The verbs and "according to" of a sentence that tell somebody's word, wherever they stand."""
    words, aloud = sentence.words, _is_aloud(sentence.text)
    found = []
    for cue in _speech_cues(sentence):
        after = words[cue.end : cue.end + REACH]
        if cue.kind == "source" or (
            not _is_impersonal(words[cue.start], after) and not _is_wished(words, cue) and _reports(cue, after, aloud)
        ):
            found.append(cue)
    return found


def _speech_cues(sentence: ArabicSentence) -> list[Cue]:
    words = sentence.words
    return [
        cue
        for cue in sentence.find("speech")
        if cue.kind != "told" and (cue.kind != "blames" or not _BLAME.isdisjoint(words[cue.end : cue.end + REACH]))
    ] + _showed(sentence)


def _is_aloud(text: str) -> bool:
    return ":" in text or _QUOTED.search(text) is not None


def _subject_follows(after: Sequence[str]) -> bool:
    return bool(after) and after[0] not in THAT and after[0] not in NO_SUBJECT


def _reports(cue: Cue, after: Sequence[str], aloud: bool) -> bool:
    if cue.kind in ("says", "blames"):
        return True
    if cue.kind == "passes":
        return "عن" in after[:6] or ("عن" in after and not _QUOTING.isdisjoint(after))
    if cue.kind not in ("that", "points"):
        return False
    return (
        aloud
        or _says_that(after)
        or not _FACTS.isdisjoint(after[:_FACT_WITHIN])
        or (cue.kind == "points" and not _TO.isdisjoint(after[:8]))
    )


def _says_that(after: Sequence[str]) -> bool:
    """Whether an «أن» follows that is the verb's own: «منذ أن» and «يمكن أن» are not."""
    return any(word in THAT and (at == 0 or after[at - 1] not in _OTHER_THAT) for at, word in enumerate(after))


def _in_subclause(sentence: ArabicSentence, cue: Cue) -> bool:
    """Whether a «بحسب» speaks for a clause of its own alone: «..., وقد استقطب ألف زائر بحسب منظميه».

    After a comma it speaks for all before it, unless its sentence goes on: «الذي استفاد منه، بحسب الوزارة، ألف».
    """
    words = sentence.words
    if _SUBCLAUSE.isdisjoint(words[_AT_HEAD : cue.start]):
        return False
    stops = sentence.clause_starts
    if cue.start in stops:
        unfinished = _OUTCOME.fullmatch(words[0]) and _FACTS.isdisjoint(words[: cue.start])
        return not unfinished and any(at > cue.start for at in stops)
    return not _SUBCLAUSE.isdisjoint(words[max((at for at in stops if at < cue.start), default=0) : cue.start])


def _is_impersonal(word: str, after: Sequence[str]) -> bool:
    """«يُذكر أن», «ويُتوقع أن»: nobody says so, the outlet notes it; «يُعتبر سالم الحكم» likewise, which has no «أن»."""
    bare = word.lstrip("وف")
    if bare in _REGARDED and not _says_that(after):
        return True
    return bare in _IMPERSONAL and bool(after) and after[0] in THAT


def _is_wished(words: Sequence[str], cue: Cue) -> bool:
    """«يمكن أن يوضح»: nothing is said yet."""
    return cue.start > 0 and words[cue.start - 1] == "ان" and words[cue.start][0] in "يت"
