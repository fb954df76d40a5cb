"""What in a sentence negates, denies, foils or keeps open, in either language; and which acts it speaks of."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from mujaz.checks import _sentence
from mujaz.checks._lexicon import Cue
from mujaz.checks._sentence import ArabicSentence, Sentence

__all__ = ["ArabicReading", "Reading", "arabic", "attributed", "concerned", "english"]

_ONLY = frozenset({"الا", "سوي"})
_MERELY = frozenset({"فقط", "فحسب", "وحسب"})
_RATHER = frozenset({"بل", "وانما", "انما"})
_ONLY_WITHIN = 12
"""Words after a negation in which «إلا» or «سوى» turns it into "only", «بل» into "not this but that"."""

_ANSWER = frozenset({"لا", "كلا"})
_ASIDE = frozenset("لكن ولكن فيما وفيما بينما وبينما حين غير الا بل".split())
"""Words that begin another clause without a comma before them."""

_PREFIXES = frozenset("يتنا")
"""Letters with which imperfects begin."""

_SUBORDINATE = frozenset(
    "وان وانه وانها وانهم "
    "الذي التي الذين اللذان اللذين اللتان اللتين اللواتي والذي والتي والذين حين حينما عندما بعدما رغم لان وقال وقالت "
    "واضاف واضافت واكد واكدت واوضح واوضحت وذكر وذكرت واشار واشارت وكان وكانت وقد".split()
)
"""Words that begin a clause of which a statement may tell without the one before it."""

_BACKGROUND = frozenset("يكن تكن يكونوا يكد تكد يكادوا تمض يمض تمر يمر".split())
_WHEN = frozenset("حين حينما عندما حتي لحظه".split())
"""«لم يكن العمال يبحثون عن شيء حين ارتطمت الجرافة ...»: the news stands after "when", what was not before it."""

_COMING = re.compile("[وف]?س[يتن][^ ]{3,}")
_PERHAPS = frozenset({"قد", "وقد", "فقد"})
_IMPERFECT = re.compile("ي[^ ]{2,}|ت(?:كون|ودي|ؤدي|صل|ستمر|شهد|شمل|ضطر|لجا|واجه|فرض|عود|تسبب|تعرض|تحول|رتفع|بلغ)")

_SCOPE = {"negation": 3, "absence": 3, "denial": 8, "foiled": 6, "future": 4, "possible": 5, "alleged": 4}
"""Words after a cue in which the act that it concerns is looked for."""

_UN = re.compile(r"un(?!der|til|it|io|iq|iv|if|less|anim|cle(?!a)|wind|fortunate|ilateral)[a-z]{4,}")


@dataclass(frozen=True)
class Reading:
    """A sentence and its cues."""

    sentence: Sentence
    cues: tuple[Cue, ...]
    kinds: frozenset[str]
    """The kinds of its cues."""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the sentence as lexicons compare them."""
        return self.sentence.words

    @cached_property
    def acts(self) -> tuple[tuple[int, str], ...]:
        """The acts, each with its word, by their English forms in `data/predicates.tsv`."""
        return tuple((cue.start, cue.kind) for cue in self.sentence.find("acts"))


@dataclass(frozen=True)
class ArabicReading(Reading):
    """An Arabic sentence and its cues."""

    sentence: ArabicSentence

    def clause_length(self, cue: Cue) -> int:
        """How many words the clause of a cue has, the longest that it may have."""
        opening = (at for at, word in enumerate(self.words) if (at and word in _ASIDE) or word in _SUBORDINATE)
        starts = self.sentence.clause_starts.union(opening)
        begin = max((at for at in starts if at <= cue.start), default=0)
        end = min((at for at in starts if at >= cue.end), default=len(self.words))
        return end - begin

    def quote(self, cue: Cue) -> str:
        """The cue and up to two words after it, as written."""
        return " ".join(self.sentence.written[cue.start : max(cue.end, cue.start + 3)])

    def negated(self) -> frozenset[str]:
        """The words that stand after its negations: said twice, «لم يرتفع» is one thing."""
        return frozenset(
            self.words[cue.end] for cue in self.cues if cue.kind == "negation" and cue.end < len(self.words)
        )

    def concerned(self, *kinds: str) -> frozenset[str]:
        """Acts that stand within reach of a cue of `kinds` and nowhere else in the sentence."""
        reach = {at for cue in self.cues if cue.kind in kinds for at in range(cue.start, cue.end + _SCOPE[cue.kind])}
        inside = {act for at, act in self.acts if at in reach}
        return frozenset(inside - {act for at, act in self.acts if at not in reach})


@lru_cache(maxsize=512)
def arabic(text: str) -> ArabicReading:
    """Reading of an Arabic text.

    Added to the lexicon's cues: verbs with the س of the future, «قد» before an imperfect; a negation followed by
    «إلا», «سوى», «فقط», «بل» is "soft"; a «لا» that answers a question is none.
    """
    sentence = _sentence.arabic(text)
    words = sentence.words
    cues = [
        _weighed(cue, words) if cue.kind == "negation" else cue
        for cue in sentence.find("cues")
        if not _is_answer(sentence, cue)
    ]
    taken = {at for cue in cues for at in range(cue.start, cue.end)}
    for at, word in enumerate(words):
        if word[0] not in "سقفو" or at in taken:
            continue
        if _COMING.fullmatch(word):
            cues.append(Cue("future", at, at + 1))
        elif word in _PERHAPS and at + 1 < len(words) and _IMPERFECT.fullmatch(words[at + 1]):
            cues.append(Cue("possible", at, at + 1))
    cues.sort(key=lambda cue: cue.start)
    return ArabicReading(sentence, tuple(cues), _kinds(cues))


@lru_cache(maxsize=512)
def english(text: str) -> Reading:
    """Reading of an English text; an adjective with "un-" is a cue "negative"."""
    sentence = _sentence.english(text)
    cues = list(sentence.find("cues"))
    joined = " ".join(sentence.words)
    if "n't" in joined or _UN.search(joined):
        taken = {at for cue in cues for at in range(cue.start, cue.end)}
        cues += [
            Cue("negative", at, at + 1)
            for at, word in enumerate(sentence.words)
            if (_UN.fullmatch(word) or word.endswith("n't")) and at not in taken
        ]
    return Reading(sentence, tuple(cues), _kinds(cues))


def attributed(text: str, by: str) -> Reading:
    """Reading of an English text with the source that it is attributed to behind it."""
    told, source = english(text), english(by)
    sentence = _sentence.joined(told.sentence, source.sentence)
    behind = len(told.words)
    cues = (*told.cues, *(_sentence.shift(cue, behind) for cue in source.cues))
    return Reading(sentence, cues, told.kinds | source.kinds)


def concerned(
    acts: Collection[str], evidence: Sequence[ArabicReading], kinds: Collection[str]
) -> tuple[ArabicReading, Cue] | None:
    """A cue of `kinds` that concerns one of the acts, which a statement names; None when none does.

    An act that the evidence also tells elsewhere without such a cue is left alone.
    """
    for reading in evidence:
        if not acts or reading.kinds.isdisjoint(kinds):
            continue
        others = {act for other in evidence if other is not reading for _, act in other.acts}
        near = reading.concerned(*kinds).intersection(acts) - others
        for cue in reading.cues:
            if cue.kind in kinds and any(act in near and at >= cue.start for at, act in reading.acts):
                return reading, cue
    return None


def _kinds(cues: Sequence[Cue]) -> frozenset[str]:
    return frozenset(cue.kind for cue in cues)


def _is_answer(sentence: ArabicSentence, cue: Cue) -> bool:
    """Whether a cue is the «لا» of «لا، لم يقرر شيء»."""
    is_no = cue.end == cue.start + 1 and sentence.words[cue.start] in _ANSWER
    return is_no and cue.end in sentence.clause_starts


def _weighed(cue: Cue, words: Sequence[str]) -> Cue:
    """A negation with the kind that it has in its sentence."""
    if _is_only(words, cue.end):
        return cue._replace(kind="soft")
    following = words[cue.end] if cue.end < len(words) else ""
    if (
        cue.start
        and words[cue.start] == "لا"
        and following
        and (following[0] not in _PREFIXES or following[:3] == "اثن")
    ):
        # «ثلاثون لا اثنان وثلاثون», «منفعة لا وجه لها»: no verb is negated
        return cue._replace(kind="absence")
    return cue


def _is_only(words: Sequence[str], end: int) -> bool:
    after = words[end : end + _ONLY_WITHIN]
    if words[end : end + 1] and words[end] in _BACKGROUND and not _WHEN.isdisjoint(words[end:]):
        return True
    return not (_ONLY | _RATHER).isdisjoint(after) or not _MERELY.isdisjoint(after[:5])
