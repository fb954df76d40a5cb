"""Numbers in English sentences: digits, words, fractions, vague quantities, clock times, and the parts of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from mujaz.checks import _english_lexicon as lexicon
from mujaz.checks._english_digits import date, digits, is_plain_figure, time
from mujaz.checks._english_lexicon import Kind, Read, Token, tokenize
from mujaz.checks._english_words import BEGINNINGS, has_number, is_plain_article, one_word, vague, words

__all__ = ["EnglishNumber", "Kind", "Sense", "find"]

Sense = Literal["exact", "about", "at_least", "up_to"]

_RANGE = re.compile(r"\s?(?:[-\u2013\u2014/]|to|or|and)\s?-?")
_PERCENT_SIGN = re.compile(r"\s?%")
_SHARE = re.compile(r" (?:in|out of|of|in every|of every|out of every) ")


class EnglishNumber(NamedTuple):
    """A number in an English sentence: `text` as it stands there, from `start` to `end`.

    `kind`: "count" (ordinals too); "vague" (`value` is the lower bound that the word sets); "fraction" below one;
    "year", "day" and "decade" are parts of a date, "hour" and "minute" of a clock time. `also` are other values that
    the same writing can mean (20 for the 8 of "8 pm", 1953 for the 53 of "1950-53"). `figures` are all its values,
    for looking numbers up: whole ones are int, which is compared and hashed many times as fast.
    `sense` is what the words around make of it, `percent` whether it counts hundredths.
    """

    value: Fraction
    kind: Kind
    text: str
    start: int
    end: int
    figures: frozenset[int | Fraction]
    also: tuple[Fraction, ...] = ()
    sense: Sense = "exact"
    percent: bool = False
    scale: int = 1

    @property
    def values(self) -> tuple[Fraction, ...]:
        """Everything that the number can mean, the most likely first."""
        return (self.value, *self.also)


@lru_cache(maxsize=1024)
def find(text: str) -> tuple[EnglishNumber, ...]:
    """Every number in an English `text`, in order. Names such as "G7" or "F-16" are not numbers. Linear time."""
    if not has_number(text):
        return ()
    tokens = tokenize(text)
    numbers: list[EnglishNumber] = []
    after = 0
    for at in [at for at, token in enumerate(tokens) if token.value is not None or token.text in BEGINNINGS]:
        if at < after or is_plain_article(tokens, at):
            continue
        found = list(_read(text, tokens, at))
        for read, first in found:
            start, end = tokens[first].start, tokens[read.end - 1].end
            number = EnglishNumber(
                read.value, read.kind, text[start:end], start, end, _figures(read.value, *read.also), read.also,
                _sense(text, tokens, first, read.end), _percent(text, tokens, read.end), read.scale,
            )  # fmt: skip
            numbers.append(number)
        after = found[-1][0].end if found else at + 1
    return tuple(_together(text, numbers))


def _read(text: str, tokens: Sequence[Token], at: int) -> Iterator[tuple[Read, int]]:
    """The number or numbers at token `at`, each with its first token."""
    value = tokens[at].value
    read: Read | None
    if value is None:
        read = one_word(tokens, at) or vague(tokens, at) or words(tokens, at)
    elif is_plain_figure(text, tokens, at):
        read = Read(at + 1, value)
    else:
        parts = date(text, tokens, at) or time(text, tokens, at)
        if parts:
            yield from parts
            return
        read = digits(text, tokens, at)
    if read is not None:
        yield read if read.kind != "count" else _as_date_part(tokens, at, read), at


def _figures(*values: Fraction) -> frozenset[int | Fraction]:
    return frozenset([value.numerator if value.denominator == 1 else value for value in values])


# --- what stands around ------------------------------------------------------------------------------


def _as_date_part(tokens: Sequence[Token], at: int, read: Read) -> Read:
    """Whether a number is the day or the year of a date."""
    if read.scale != 1 or read.also or read.value.denominator != 1:
        return read
    value = read.value.numerator
    if 1 <= value <= 31 and _is_near_month(tokens, at, read.end):
        return read._replace(kind="day")
    if 1900 <= value <= 2100 and len(tokens[at].text) == 4 and tokens[at].digits:
        return read._replace(kind="year")
    return read


def _is_near_month(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a month stands right before or after a number, or with "of" between them."""
    near = [tokens[i].text for i in (at - 1, end) if 0 <= i < len(tokens)]
    if at >= 2 and tokens[at - 1].text == "of":
        near.append(tokens[at - 2].text)
    if end + 1 < len(tokens) and tokens[end].text == "of":
        near.append(tokens[end + 1].text)
    return not lexicon.MONTHS.isdisjoint(near)


def _phrases(phrases: Sequence[str], sense: Sense) -> dict[tuple[str, ...], Sense]:
    return {tuple(phrase.split()): sense for phrase in phrases}


_BEFORE: dict[tuple[str, ...], Sense] = {
    **_phrases(lexicon.ABOUT, "about"),
    **_phrases(lexicon.AT_LEAST, "at_least"),
    **_phrases(lexicon.UP_TO, "up_to"),
}
_AFTER: dict[tuple[str, ...], Sense] = {
    ("or", "so"): "about", ("odd",): "about", ("or", "more"): "at_least", ("or", "fewer"): "up_to",
    ("or", "less"): "up_to", ("plus",): "at_least", ("at", "least"): "at_least", ("at", "most"): "up_to",
}  # fmt: skip


_BEFORE_ENDS = frozenset(words[-1] for words in _BEFORE)
_AFTER_BEGINS = frozenset(words[0] for words in _AFTER)
_LONGEST = max(map(len, _BEFORE))


def _sense(text: str, tokens: Sequence[Token], first: int, end: int) -> Sense:
    if text.startswith("+", tokens[end - 1].end):
        return "at_least"
    stop = first - (first > 0 and tokens[first - 1].text in ("a", "an", "the", "another"))
    if stop and tokens[stop - 1].text in _BEFORE_ENDS:
        words = tuple(token.text for token in tokens[max(0, stop - _LONGEST) : stop])
        for length in range(len(words), 0, -1):
            if words[-length:] in _BEFORE:
                return _BEFORE[words[-length:]]
    if end < len(tokens) and tokens[end].text in _AFTER_BEGINS:
        words = tuple(token.text for token in tokens[end : end + 2])
        return _AFTER.get(words) or _AFTER.get(words[:1]) or "exact"
    return "exact"


def _percent(text: str, tokens: Sequence[Token], end: int) -> bool:
    if _PERCENT_SIGN.match(text, tokens[end - 1].end):
        return True
    word = tokens[end].text if end < len(tokens) else ""
    return word in ("percent", "percentage") or (
        word == "per" and end + 1 < len(tokens) and tokens[end + 1].text == "cent"
    )


def _may_be_day(number: EnglishNumber) -> bool:
    return number.kind == "count" and number.value in range(1, 32) and not (number.percent or number.also)


def _or(number: EnglishNumber, value: Fraction) -> EnglishNumber:
    """The number, which can also mean `value`."""
    also = (*number.also, value)
    return number._replace(also=also, figures=_figures(number.value, *also))


def _together(text: str, numbers: list[EnglishNumber]) -> Iterator[EnglishNumber]:
    """The numbers, each with what its neighbours make possible: ranges, shares, short years, grouped digits."""
    found = list(numbers)
    for i in range(len(found) - 1):
        left, right = found[i], found[i + 1]
        between = text[left.end : right.start]
        if _RANGE.fullmatch(between):
            if left.kind == "day" and _may_be_day(right):
                right = right._replace(kind="day")  # "August 16 to 18"
            if right.kind == "day" and _may_be_day(left):
                left = left._replace(kind="day")  # "18 and 26 October"
            if left.scale == 1 and right.scale > 1:
                left = _or(left, left.value * right.scale)
            if right.percent and left.kind == "count":
                left = left._replace(percent=True)
            if left.kind == "year" and right.kind == "count" and len(right.text) == 2:
                right = _or(right, left.value - left.value % 100 + right.value)
        elif _SHARE.fullmatch(between) and 0 < left.value <= right.value <= 100 and right.kind == "count":
            share = left.value / right.value
            left, right = _or(left, share), _or(right, share)
        elif between == " " and left.text.isdigit() and right.text.isdigit() and len(left.text + right.text) < 16:
            whole = Fraction(left.text + right.text)
            left, right = _or(left, whole), _or(right, whole)
        found[i], found[i + 1] = left, right
    yield from found
