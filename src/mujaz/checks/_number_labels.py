"""What stands beside a number: "67 children and 133 women" for «133 طفلاً و67 سيدة»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from mujaz.arabic.folding import fold_text
from mujaz.arabic.numbers import Number
from mujaz.checks import _english_names
from mujaz.checks import _number_match as match
from mujaz.checks._arabic_names import ArabicNames
from mujaz.checks._article_numbers import numbers_of
from mujaz.checks._english_names import ProperName
from mujaz.checks._lexicon import rows
from mujaz.checks.english_numbers import EnglishNumber

__all__ = ["Exchanged", "exchanged"]

_SMALLEST = 2
_ENGLISH_REACH, _ARABIC_REACH, _NAME_REACH = 3, 2, 3
"""Words after a number in which the noun, in English and in Arabic, or the name stands that it belongs to."""
_LONGEST = 48
"""Characters that those words have at most."""
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = re.compile(r"[^\W\d_]+|[,.;:]")
_EACH = frozenset(("a", "an", "per", "each", "every"))
"""Before a thing that is not counted: "40 dollars a barrel"."""
_CLAUSE_END = re.compile("[،؛.:!؟]")
_TO_NAME = re.compile(
    r"(?: of (?:them|whom|which))?(?: (?:were|are|was))?(?: [a-z-]+)?(?: (?:in|from|at|of)(?: the)?)? (?:al-)?"
)
"""What stands between a number and a name of whom it counts, or of where: "13 in Khartoum", "two of them Egyptian"."""
_ONTO = re.compile("^[وف]?[بل]?(?:ال)?(?=[^ ]{2})")


class Exchanged(NamedTuple):
    """A number of the statement and the word or name beside it, and the Arabic words beside that number."""

    number: EnglishNumber
    label: str
    arabic: str


class _Labelled(NamedTuple):
    """A number of an Arabic text, the things it counts, the words after it, and those before it that are its own."""

    number: Number
    things: frozenset[str]
    after: str
    before: str


def exchanged(text: str, found: Sequence[EnglishNumber], evidence: Iterable[str]) -> Iterator[Exchanged]:
    """The numbers among `found` of the English `text` that have in `evidence` another thing or name beside them.

    Only where the thing or name stands beside another number there.
    """
    counts = [n for n in found if n.kind == "count" and n.value > _SMALLEST and not text.startswith("-", n.end)]
    if not counts:
        return
    names = _english_names.find(text)
    beside = [(n, _thing(text, n.end) or _name(text, n.end, names)) for n in counts]
    if not any(label for _, label in beside):
        return
    labelled = [one for arabic in evidence for one in _labelled(arabic)]
    for number, label in beside:
        if label is None:
            continue
        own, others = list[_Labelled](), list[_Labelled]()
        for one in labelled:
            (own if match.means(number, one.number) else others).append(one)
        if not own or not others:
            continue
        is_exchanged = (
            _is_other_name(label, names, own, others)
            if isinstance(label, ProperName)
            else (
                all(one.things and label[0] not in one.things for one in own)
                and any(label[0] in one.things for one in others)
            )
        )
        if is_exchanged:
            yield Exchanged(number, label.text if isinstance(label, ProperName) else label[1], own[0].after)


def _thing(text: str, end: int) -> tuple[str, str] | None:
    """The first thing that the words after a number of an English text name, and the word."""
    for word in _ENGLISH.findall(text[end : end + _LONGEST])[:_ENGLISH_REACH]:
        if not word.isalpha() or word.lower() in _EACH:
            return None
        if (thing := _english_things().get(word.lower())) is not None:
            return thing, word
    return None


def _name(text: str, end: int, names: Sequence[ProperName]) -> ProperName | None:
    """The name to which a number belongs that ends at `end`."""
    return next((name for name in names if name.start >= end and _TO_NAME.fullmatch(text, end, name.start)), None)


def _is_other_name(
    name: ProperName, names: Sequence[ProperName], own: Sequence[_Labelled], others: Sequence[_Labelled]
) -> bool:
    """Whether the Arabic has a name beside another number, and beside this one another of `names`."""
    return (
        any(_has(one.after, name) for one in others)
        and not any(_has(one.after, name) or _has(one.before, name) for one in own)
        and all(any(_has(one.after, other) for other in names) for one in own)
    )


def _has(arabic: str, name: ProperName) -> bool:
    if not arabic:
        return False
    here = ArabicNames((arabic,))
    return bool(name.entries and here.knows(name.entries)) or bool(name.words and all(map(here.sounds, name.words)))


@lru_cache(maxsize=512)
def _labelled(text: str) -> tuple[_Labelled, ...]:
    found = [n for n in numbers_of(text) if n.kind in ("digits", "words") and n.value is not None]
    labelled = []
    last = 0
    for at, number in enumerate(found):
        end = found[at + 1].start if at + 1 < len(found) else len(text)
        tail = _CLAUSE_END.split(text[number.end : min(end, number.end + _LONGEST)])[0].split()[:_NAME_REACH]
        things = frozenset[str]().union(*map(_things, tail[:_ARABIC_REACH]))
        before = text[last : number.start].split()
        if at:
            before = before[_NAME_REACH:]
        labelled.append(_Labelled(number, things, " ".join(tail), " ".join(before[-_NAME_REACH:])))
        last = number.end
    return tuple(labelled)


@lru_cache(maxsize=4096)
def _things(word: str) -> frozenset[str]:
    """What an Arabic word, with what is written onto it, can name that is counted."""
    words = _WORD.findall(fold_text(word))
    found = (_arabic_things().get(form) for word in words for form in (word, _ONTO.sub("", word)))
    return frozenset(filter(None, found))


@lru_cache(maxsize=1)
def _english_things() -> dict[str, str]:
    return {word: english for english, *_ in rows("counted") for word in english.split("|")}


@lru_cache(maxsize=1)
def _arabic_things() -> dict[str, str]:
    return {fold_text(word): english for english, *arabic in rows("counted") for word in arabic}
