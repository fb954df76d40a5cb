"""Who does something to whom: a verb of `data/deeds.tsv` between two parties, and nouns for such parties.

In English only the active voice is read, with its subject in the same clause. For Arabic see `_deeds_in_arabic`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from mujaz.arabic.folding import fold_text
from mujaz.arabic.letters import compared
from mujaz.checks._lexicon import rows

__all__ = [
    "ARABIC_WORD",
    "CONJUNCTION",
    "ONTO",
    "Deed",
    "Mention",
    "arabic_verbs",
    "kinds_told",
    "nouns_in_arabic",
    "nouns_in_english",
    "said",
]

_ENGLISH_WORD = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*")
_CLAUSE = re.compile(
    r"[.;:!?\"“”()]|\b(?:that|which|who|whom|whose|and|but|or|while|whereas|as|after|before|when|because|since|although|"
    r"though|if|where|by|than)\b",
    re.IGNORECASE,
)
"""Where another clause, or another party, may begin."""
_BE = frozenset("was were been being is are be am get gets got getting".split())
_ADVERB = re.compile("not|never|even|once|also|already|ever|just|since|then|later|[a-z]+ly")
"""What may stand between a form of "to be" and the verb that it makes a passive."""
_WITHIN_OBJECT = frozenset(
    "the a an its his her their our my former rival regional neighbouring top senior fellow".split()
)
"""What may stand between a verb and the name of its object, besides words with a capital letter."""

ARABIC_WORD = re.compile("[ء-ي]+")
CONJUNCTION = "وف"
ONTO = frozenset(a + b for a in ("", *CONJUNCTION) for b in ("", "ال", "ب", "بال", "ل", "لل", "ك", "كال"))
"""What may be written onto an Arabic name or noun."""


class Mention(NamedTuple):
    """A name at `start` to `end` (exclusive) of a text, and keys of all whom it may mean."""

    start: int
    end: int
    who: frozenset[str]


class Deed(NamedTuple):
    """A verb of an English sentence, as written, and keys of all whom its subject and its object may name."""

    kind: str
    verb: str
    subject: frozenset[str]
    object: frozenset[str]


@lru_cache(maxsize=1)
def _english_verbs() -> dict[str, dict[str, str]]:
    """First word of each English form -> the words that may have to follow, "" if none must -> the kind of deed."""
    found: dict[str, dict[str, str]] = {}
    for kind, english, *_ in rows("deeds"):
        for form in english.split("|"):
            verb, _, following = form.partition(" ")
            found.setdefault(verb, {})[following] = kind
    return found


@lru_cache(maxsize=1)
def arabic_verbs() -> dict[str, dict[str, str]]:
    """Each Arabic form, folded and `compared`, also with «و», «ف», «س» before it -> its kinds of deeds, each with a
    preposition or ""."""
    found: dict[str, dict[str, str]] = {}
    for kind, _, *forms in rows("deeds"):
        for form in forms:
            verb, _, preposition = form.partition(">")
            for written in {fold_text(verb), compared(verb)}:
                future = ("", "س") if written[0] in "يت" else ("",)
                for before in (a + b for a in ("", *CONJUNCTION) for b in future):
                    found.setdefault(before + written, {})[kind] = fold_text(preposition)
    return found


def kinds_told(english: Iterable[str], arabic: Iterable[str]) -> frozenset[str]:
    """The deeds that have a verb among the words of an English and of an Arabic text (as in `_sentence`)."""
    verbs = _english_verbs().keys() & english
    if not verbs:
        return frozenset()
    kinds = frozenset(kind for verb in verbs for kind in _english_verbs()[verb].values())
    return kinds.intersection(kind for verb in arabic_verbs().keys() & arabic for kind in arabic_verbs()[verb])


def said(text: str, kinds: Collection[str], named: Callable[[], Sequence[Mention]]) -> Iterator[Deed]:
    """The deeds of some kinds in an English sentence that names both parties, in the active voice.

    `named` gives its names; it is asked for them only where there is such a verb.
    """
    words = list(_ENGLISH_WORD.finditer(text))
    names: list[Mention] | None = None
    for at, word in enumerate(words):
        forms = _english_verbs().get(word[0].lower())
        if forms is None or not _is_active([before[0].lower() for before in words[:at]]):
            continue
        following = words[at + 1] if at + 1 < len(words) else None
        last = following if following and following[0].lower() in forms else word
        kind = forms.get("" if last is word else last[0].lower())
        if kind is None or kind not in kinds:
            continue
        names = sorted(named(), key=lambda name: name[:2]) if names is None else names
        begin = max((clause.end() for clause in _CLAUSE.finditer(text, 0, word.start())), default=0)
        subject = [name.who for name in names if begin <= name.start and name.end <= word.start()]
        object_ = [name.who for name in _object(text, last.end(), names)]
        if subject and object_:
            yield Deed(kind, word[0], frozenset[str]().union(*subject), frozenset[str]().union(*object_))


def _is_active(before: Sequence[str]) -> bool:
    """Whether a verb after these words, in small letters, is neither passive nor an infinitive."""
    left = next((word for word in reversed(before) if not _ADVERB.fullmatch(word)), "")
    return left not in _BE and before[-1:] != ["to"]


def _object(text: str, verb_end: int, names: Sequence[Mention]) -> Iterator[Mention]:
    """The names of the object of a verb: one, or that of a nation or body and of its man; they may overlap."""
    end = verb_end
    for name in names:
        if name.start < verb_end:
            continue
        between = text[end : name.start]
        plain = (word for word in _ENGLISH_WORD.findall(between) if word[0].islower())
        if "," in between or _CLAUSE.search(between) or not _WITHIN_OBJECT.issuperset(plain):
            return
        yield name
        end = max(end, name.end)


def nouns_in_english(text: str) -> list[Mention]:
    """Where an English text has one of the nouns of `data/parties.tsv`, whatever case its first letter is in."""
    nouns = _nouns()[0]
    return [
        Mention(*word.span(), frozenset((noun,)))
        for word in _ENGLISH_WORD.finditer(text)
        if (noun := nouns.get(word[0].lower()))
    ]


def nouns_in_arabic(folded: str) -> list[Mention]:
    """The same in a folded Arabic text; what is written onto a noun is no part of it."""
    nouns = _nouns()[1]
    return [
        Mention(word.end() - len(found[1]), word.end(), frozenset((found[0],)))
        for word in ARABIC_WORD.finditer(folded)
        if (found := nouns.get(word[0]))
    ]


@lru_cache(maxsize=1)
def _nouns() -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Kind of party by its English nouns; and by all words that its Arabic ones stand in, with the bare noun."""
    english: dict[str, str] = {}
    arabic: dict[str, tuple[str, str]] = {}
    for forms, *theirs in rows("parties"):
        kind, *_ = ours = forms.split("|")
        english |= dict.fromkeys(ours, kind)
        for noun in map(fold_text, theirs):
            arabic |= {onto + noun: (kind, noun) for onto in ONTO}
    return english, arabic
