"""Who does a deed in an Arabic text, the subject of an English sentence or its object?

Only orders of words in which hardly anything else can be meant are read: the verb with the subject right before or
right after it, and the object after both. News has the object first where the subject is new («اقتحم البرلمان
متظاهرون»), so that agreement and definiteness count too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from mujaz.checks._deeds import ARABIC_WORD, CONJUNCTION, Deed, Mention, arabic_verbs

__all__ = ["direction"]

_SENTENCE_END = re.compile("[.;:!?]")
_FAR = 6
"""Words between a verb and the name of its subject, or between that and the object's: «رئيس حكومة إقليم ...»."""
_ARTICLE = "ال"
_GOVERNING = frozenset(
    "من في علي عن الي مع ضد قبل بعد عبر خلال حول لدي منذ عند بين بسبب جراء اثر داخل امام وسط نحو تجاه "
    "ردا تعليقا لقائه لقايه".split()
)
_BREAKS = _GOVERNING | frozenset(
    "ان انه انها انهم الذي التي الذين ثم او بينما فيما لكن حيث كما بعدما عندما لان الا سوي غير بواسطه".split()
)
"""Words after which a name is neither subject nor object of the verb before; the first ones govern what follows."""
_WITH = frozenset("بشده بقوه بقسوه بحده".split())
"""Words that begin like those which open a complement («اتهمت إسرائيل بقتل ...»), and say how something is done."""
_NO_AND = frozenset("وكيل وكاله وفد واحد فريق فرع فوج فصيل فرقه".split())
"""Words that begin like those with a conjunction."""
_IN_WHAT = re.compile(
    "(?:ال)?(?:بيان|تصريح|كلمه|خطاب|رساله|مقابله|وقت|موتمر|تغريده|يوم|شهر|عام|سنه|مساء|صباح|سبت|احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|"
    "يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|كانون|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين)"
)
"""In what somebody says something, or when he does something: after «في» one of these, the sentence goes on."""
_FEMININE = frozenset(
    "اسراييل ايران سوريا تركيا روسيا اوكرانيا مصر قطر فرنسا بريطانيا المانيا الصين الهند باكستان امريكا اثيوبيا ليبيا "
    "تونس الجزاير الكويت فلسطين حماس طهران دمشق بغداد واشنطن موسكو بيروت كييف".split()
)
_MASCULINE = frozenset("جيش مجلس برلمان حزب تحالف ائتلاف وزير محافظ نادي لبنان عراق اردن سودان يمن مغرب صومال".split())
"""Subjects with which a verb right before them agrees, without article."""
_INDEFINITE = re.compile("[ء-ي]+ون|(?!(?:[بلكوف]?ال|لل))[ء-ي]+(?:يين|[ء-ي]{2}يه|[ء-ي]{3}ي)")
"""A nominative, or an adjective without article: no object that is known by its name («غارات إسرائيلية»)."""


class _Standing(NamedTuple):
    """A name in a row of words, from `at` to `end` (exclusive): what is written onto it, and whom it may mean."""

    at: int
    end: int
    onto: str
    who: frozenset[str]


class _Row(NamedTuple):
    """The words of a folded Arabic text, and the names by their first words."""

    folded: str
    words: Sequence[re.Match[str]]
    names: Mapping[int, _Standing]

    def is_cut_before(self, at: int) -> bool:
        """Whether a sentence ends before word `at`, or the text."""
        return at >= len(self.words) or _SENTENCE_END.search(self._between(at)) is not None

    def is_apart(self, at: int) -> bool:
        """The same, or whether a comma stands before the word."""
        return self.is_cut_before(at) or "," in self._between(at)

    def _between(self, at: int) -> str:
        return self.folded[self.words[at - 1].end() : self.words[at].start()]


def direction(deed: Deed, folded: str, names: Sequence[Mention]) -> int:
    """Who does it in a folded Arabic text: 1 the subject of the English sentence, -1 surely its object, else 0.

    `names` are those of the text. Linear in its length for each verb of the deed that it has.
    """
    row = _row(folded, names)
    found = 0
    for at, word in enumerate(row.words):
        preposition = arabic_verbs().get(word[0], {}).get(deed.kind)
        if preposition is None:
            continue
        in_order, governed = _parties(row, at, preposition)
        subject = next((i for i, name in enumerate(in_order) if name.who & deed.subject), len(in_order))
        object_ = next((i for i, name in enumerate(in_order) if name.who & deed.object), len(in_order))
        if subject < len(in_order) and subject <= object_:
            return 1
        if (
            object_ < subject < len(in_order)
            and (governed is None or object_ < governed <= subject)
            and all(in_order[i].end == in_order[i + 1].at for i in range(object_))  # «الجيش الإسرائيلي» is one
            and _may_do(row, at, in_order[object_], in_order[subject])
            and not any(name.who & deed.subject for place, name in row.names.items() if place < at)
            and not any(name.who & deed.object for place, name in row.names.items() if place >= in_order[subject].at)
        ):
            found = -1
    return found


def _may_do(row: _Row, verb: int, one: _Standing, other: _Standing) -> bool:
    """Whether the verb at a word agrees with `one`, if that stands right after it, and `other` may be its object."""
    noun = row.words[one.at][0][len(one.onto) :].removeprefix(_ARTICLE)
    told = row.words[verb][0].lstrip(CONJUNCTION).removeprefix("س")
    if one.at == verb + 1 and (told.endswith("ت") or told.startswith("ت")):
        agrees = noun not in _MASCULINE
    else:
        agrees = one.at != verb + 1 or not (noun in _FEMININE or noun.endswith("ه"))
    beside = row.names.get(other.end)
    return agrees and not any(_INDEFINITE.fullmatch(row.words[name.at][0]) for name in (other, beside) if name)


def _row(folded: str, names: Sequence[Mention]) -> _Row:
    words = list(ARABIC_WORD.finditer(folded))
    starts = [word.start() for word in words]
    standing: dict[int, _Standing] = {}
    for name in names:
        at = bisect_right(starts, name.start) - 1
        if at < 0 or name.start >= words[at].end():
            continue  # it begins with a digit or in Latin letters
        if words[at][0] in _BREAKS and name.end <= words[at].end():
            continue  # «أمام» is no imam, «على» no Ali
        known = standing.get(at, _Standing(at, at, folded[starts[at] : name.start], frozenset()))
        end = bisect_right(starts, name.end - 1)
        standing[at] = known._replace(end=max(end, known.end), who=known.who | name.who)
    return _Row(folded, words, standing)


def _parties(row: _Row, verb: int, preposition: str) -> tuple[list[_Standing], int | None]:
    """The names that may be subject and object of the verb at a word, in that order, and where the object begins.

    None after a verb without a preposition, where the two follow each other.
    """
    plain, governed = _after(row, verb, preposition)
    before = _right_before(row, verb)
    if not preposition:
        return [*before, *plain], None
    doers = plain or before
    return [*doers, *governed], len(doers)


def _after(row: _Row, verb: int, preposition: str) -> tuple[list[_Standing], list[_Standing]]:
    """The names after a verb that may be its subject and object, and those that its preposition governs."""
    plain: list[_Standing] = []
    governed: list[_Standing] = []
    at, last = verb + 1, verb
    is_governed = False
    while at - last <= _FAR and not row.is_cut_before(at):
        name, word = row.names.get(at), row.words[at][0]
        if name is not None:
            onto = name.onto.removesuffix(_ARTICLE)
            if onto and onto not in (preposition, preposition * 2):
                break
            (governed if onto or is_governed else plain).append(name)
            at = last = max(name.end, at + 1)
            continue
        if word == preposition:
            is_governed = True
        elif word == "في" and at + 1 < len(row.words) and _IN_WHAT.fullmatch(row.words[at + 1][0]):
            at += 1
        elif _is_one_of(word, _BREAKS) or ((plain or governed) and (_opens(word) or row.is_apart(at))):
            break
        at += 1
    return plain, governed


def _is_one_of(word: str, words: Collection[str]) -> bool:
    """Whether a word is one of `words`, maybe with a conjunction before it."""
    return word in words or (word[0] in CONJUNCTION and word[1:] in words)


def _opens(word: str) -> bool:
    """Whether a word that is no name begins a complement or another clause: «بقتل», «لدعمها», «وأكدت»."""
    return (word[0] == "ب" and word not in _WITH) or (word[0] in "لوف" and len(word) > 3 and word not in _NO_AND)


def _right_before(row: _Row, verb: int) -> list[_Standing]:
    """The name that stands right before a verb as its subject: «لكن الجيش الإسرائيلي اتهم»."""
    for at in range(verb - 1, max(-1, verb - 4), -1):
        name = row.names.get(at)
        if row.is_apart(at + 1):
            break
        if name is not None and name.end == verb:
            first = at
            while first and not row.is_apart(first):
                first -= 1
            governed = any(_is_one_of(word[0], _GOVERNING) for word in row.words[first:at])
            return [] if governed or name.onto.removesuffix(_ARTICLE).lstrip(CONJUNCTION) else [name]
    return []
