"""What the words before and after a number make of it: at least, up to, about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from mujaz.arabic.numbers.tokens import Token, fold_word

__all__ = ["Qualifier", "qualifier_of"]

Qualifier = Literal[
    "exact", "at_least", "up_to", "about", "tens", "dozens", "hundreds", "thousands", "several", "unknown"
]

_BEFORE: dict[Qualifier, tuple[str, ...]] = {
    "at_least": (
        "أكثر من", "أزيد من", "أكبر من", "أعلى من", "يزيد عن", "يزيد على", "تزيد عن", "تزيد على",
        "يزيدون عن", "يزيدون على",
        "لا يقل عن", "لا تقل عن", "لا يقلون عن", "لم يقل عن", "لم تقل عن", "يفوق", "تفوق", "فاق", "فاقت", "فوق",
        "تجاوز", "تجاوزت", "يتجاوز", "تتجاوز", "تخطى", "تخطت", "يتخطى", "يتعدى", "تتعدى", "ينيف على", "بما لا يقل عن",
        "زاد عن", "زاد على", "زادت عن", "زادت على", "ليس أقل من", "على الأقل", "كحد أدنى",
    ),
    "up_to": (
        "أقل من", "دون", "لا يزيد عن", "لا يزيد على", "لا تزيد عن", "لا تزيد على", "لا يتجاوز", "لا تتجاوز",
        "لم يتجاوز",
        "لم تتجاوز", "لا يتعدى", "لا تتعدى", "لم يتعد", "لا يفوق", "لا تفوق", "يصل إلى", "تصل إلى", "يصل حتى",
        "ما لا يزيد عن",
        "لا أكثر من", "ليس أكثر من", "حتى", "كحد أقصى", "على الأكثر", "أدنى من", "لا يتخطى",
    ),
    "about": (
        "نحو", "حوالي", "حوالى", "قرابة", "زهاء", "يقارب", "تقارب", "يناهز", "تناهز", "بحدود", "في حدود", "تقريبا",
        "ما يقرب من", "يقرب من", "قريب من", "نحوا من", "يقدر بـ", "ما يوازي", "زهاء الـ", "حدود",
    ),
}  # fmt: skip
_AFTER: dict[Qualifier, tuple[str, ...]] = {
    "at_least": (
        "على الأقل",
        "فأكثر",
        "فما فوق",
        "أو أكثر",
        "كحد أدنى",
        "وما فوق",
        "على أقل تقدير",
        "أو يزيد",
        "وأكثر",
    ),
    "up_to": ("على الأكثر", "كحد أقصى", "أو أقل", "فأقل", "فما دون", "على أكثر تقدير"),
    "about": ("تقريبا", "على وجه التقريب"),
}
_CLITICS = "وفبلك"
_REACH = 4


def _table(phrases: dict[Qualifier, tuple[str, ...]]) -> dict[tuple[str, ...], Qualifier]:
    return {
        tuple(fold_word(word) for word in phrase.split()): qualifier
        for qualifier, several in phrases.items()
        for phrase in several
    }


_BEFORE_TABLE = _table(_BEFORE)
_AFTER_TABLE = _table(_AFTER)
_LAST_WORDS = frozenset(phrase[-1] for phrase in _BEFORE_TABLE if len(phrase) > 1)
_FIRST_WORDS = frozenset(phrase[0] for phrase in _BEFORE_TABLE)
_FIRST_WORDS_AFTER = frozenset(phrase[0] for phrase in _AFTER_TABLE)
_LONGEST_AFTER = max(map(len, _AFTER_TABLE))


def _bare(word: str) -> str:
    """The word without attached particles, when that is the first word of a phrase."""
    if word in _FIRST_WORDS:
        return word
    stripped = word
    while len(stripped) > 2 and stripped[0] in _CLITICS:
        stripped = stripped[1:]
        if stripped in _FIRST_WORDS:
            return stripped
    return word


def _before(tokens: Sequence[Token], at: int, before: int) -> Qualifier | None:
    """What the longest phrase says that ends with the word at `at` and begins no earlier than token `before`."""
    last = tokens[at].folded
    if last in _LAST_WORDS:
        start = max(before, at - _REACH + 1)
        while any(token.kind != "word" for token in tokens[start:at]):
            start += 1
        for first in range(start, at):
            phrase = (_bare(tokens[first].folded), *(token.folded for token in tokens[first + 1 : at + 1]))
            if phrase in _BEFORE_TABLE:
                return _BEFORE_TABLE[phrase]
    return _BEFORE_TABLE.get((_bare(last),))


def qualifier_of(tokens: Sequence[Token], first: int, end: int, before: int, after: int) -> Qualifier | None:
    """The qualifier of the number `tokens[first:end]`, looking no further back than token `before` and no
    further on than token `after`; None when nothing qualifies it. The longest phrase before it wins."""
    at = first - 1
    if at >= before and tokens[at].folded in ("ال", "ب", "ل", "و", "بال", "لل"):
        at -= 1
    if at >= before and tokens[at].kind == "word":
        found = _before(tokens, at, before)
        if found is not None:
            return found
    following = tokens[end : min(after, end + _REACH + 2)]
    for start, token in enumerate(following):
        if token.kind != "word":
            break
        if token.folded in _FIRST_WORDS_AFTER:
            words = tuple(token.folded for token in following[start : start + _LONGEST_AFTER])
            for length in range(len(words), 0, -1):
                found = _AFTER_TABLE.get(words[:length])
                if found is not None:
                    return found
    return None
