"""The count that a short expression gives («عشرات القتلى», «أكثر من ثلاثين»), as bounds and a qualifier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from mujaz.arabic.numbers.digits import Value
from mujaz.arabic.numbers.find import Number, find_in
from mujaz.arabic.numbers.nouns import SINGULAR
from mujaz.arabic.numbers.qualifiers import Qualifier
from mujaz.arabic.numbers.tokens import Token, fold_set, tokenize

__all__ = ["Quantity", "quantity"]

_NONE_OF = fold_set("دون بدون بلا لا ولا ودون")
_HARM = fold_set("قتلى ضحايا إصابات جرحى خسائر قتيل إصابة وفيات ضحية وقوع سقوط تسجيل أضرار")
_ONE_OF = fold_set("أحد إحدى وأحد وإحدى")
_TIME = fold_set(
    "عام عاما أعوام سنة سنوات سنين شهر شهرا أشهر شهور أسبوع أسبوعا أسابيع يوم يوما أيام ساعة ساعات دقيقة دقائق ربيعا "
    "عامان عامين سنتان سنتين شهران شهرين أسبوعان أسبوعين يومان يومين ساعتان ساعتين دقيقتان دقيقتين"
)
_AND = re.compile(r"\s*(?:،?\s*و|،|,|-|إلى)\s*")
_UNCOUNTED = fold_set("عدد أعداد عددا مجموعة بعض عديد العديد كثير الكثير عددهم أي كل جميع لم لن أحد")


class Quantity(NamedTuple):
    """Bounds of a count. `min` and `max` are null where the expression sets none, `best` is null where it
    names no number."""

    min: int | None
    best: int | None
    max: int | None
    qualifier: Qualifier


_UNKNOWN = Quantity(None, None, None, "unknown")


@lru_cache(maxsize=512)
def quantity(expression: str) -> Quantity:
    """The count in a short Arabic expression. Never raises.

    «12 شخصاً» is 12, 12, 12 exact; «نحو 10 آلاف» has only a best value; «أكثر من ثلاثين» and «عشرات القتلى» have
    only a minimum (tens 10, dozens 12, hundreds 100, thousands 1000); a range has both ends. «عدد من» is
    unknown. Ages and other spans of time count nobody: «طفل (12 عاماً)» is one. Without any number the form of a
    noun for people counts: singular one («مقتل عنصر»), sure dual two («جنديان»); where dual and plural look alike
    («مهاجمين») only the minimum of two is given.
    """
    tokens = tokenize(expression)
    found = [number for number in find_in(tokens) if number.kind != "ordinal" and number.unit is None]
    counts = [number for at, number in enumerate(found) if not _is_time(found[at:], tokens, expression)]
    counted = [number for number in counts if number.kind != "dual"]
    if counted:
        return _from_range(tokens, counted) or _from_number(counted[0])
    if _nobody(tokens):
        return Quantity(0, 0, 0, "exact")
    if any(first.folded in _ONE_OF and second.folded.startswith("ال") for first, second in pairwise(tokens)):
        return Quantity(1, 1, 1, "exact")
    if any(token.folded in _UNCOUNTED or token.folded[1:] in _UNCOUNTED for token in tokens):
        return _UNKNOWN
    if counts:
        sure = counts[0].high is not None
        return Quantity(2, 2, 2, "exact") if sure else Quantity(2, None, None, "unknown")
    if any(token.folded in SINGULAR for token in tokens):
        return Quantity(1, 1, 1, "exact")
    return _UNKNOWN


def _is_time(numbers: Sequence[Number], tokens: Sequence[Token], text: str) -> bool:
    """Whether the first number is one of «12 عاماً», «7 و9 أعوام», «يومين», or «في الخمسين» of somebody's life."""
    number, *later = numbers
    if later and _AND.fullmatch(text, number.end, later[0].start):
        return _is_time(later, tokens, text)
    inside = [token.folded for token in tokens if number.start <= token.start < number.end]
    before = next((token.folded for token in reversed(tokens) if token.end <= number.start), "")
    after = next((token.folded for token in tokens if token.start >= number.end), "")
    return (
        after in _TIME
        or not _TIME.isdisjoint(inside)
        or (before == "في" and all(word.startswith("ال") for word in inside))
    )


def _nobody(tokens: Sequence[Token]) -> bool:
    """«دون إصابات», «لا قتلى»."""
    return any(first.folded in _NONE_OF and second.folded in _HARM for first, second in pairwise(tokens))


def _from_range(tokens: Sequence[Token], numbers: list[Number]) -> Quantity | None:
    """«من 10 إلى 15»: in running text also a change from one to the other, in a count a range."""
    if len(numbers) != 2 or not tokens or tokens[0].folded not in ("من", "بين", "ما"):
        return None
    low, high = numbers[0].value, numbers[1].value
    if low is None or high is None or low >= high:
        return None
    return Quantity(_up(low), None, _down(high), "about")


def _from_number(number: Number) -> Quantity:
    low, high, qualifier = number.low, number.high, number.qualifier
    single = number.value
    if single is not None and qualifier == "exact":
        if isinstance(single, Fraction):
            return _UNKNOWN
        return Quantity(single, single, single, "exact")
    if single is not None and qualifier == "about":
        return Quantity(None, round(single), None, "about")
    return Quantity(None if low is None else _up(low), None, None if high is None else _down(high), qualifier)


def _up(value: Value) -> int:
    return ceil(value)


def _down(value: Value) -> int:
    return floor(value)
