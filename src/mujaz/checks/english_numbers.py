"""Numbers in English sentences: digits, words, vague quantities, and the parts of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

__all__ = ["EnglishNumber", "find"]

Kind = Literal["count", "vague", "year", "day", "hour"]

_UNITS = {
    word: value
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        ).split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(("twenty thirty forty fifty sixty seventy eighty ninety").split(), start=2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        (
            "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
            "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ).split(),
        start=3,
    )
}
_VAGUE = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000, "millions": 1_000_000}
_MONTHS = frozenset(
    (
        "january february march april may june july august september october november december "
        "jan feb mar apr jun jul aug sep sept oct nov dec"
    ).split()
)
_CLOCK = re.compile(r":[0-5]\d(?!\d)")
_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th)?(?![\d])|[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class EnglishNumber:
    """A number in an English sentence: `text` as it stands there, from `start` to `end`.

    `kind`: "count"; "vague" (`value` is the lower bound that the word sets); "year" and "day" are parts of a date;
    "hour" is an hour of a 24-hour clock. Minutes are left out: Arabic says most of them in fractions of an hour.
    """

    value: Fraction
    kind: Kind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def digits(self) -> bool:
        return self.text[0].isdigit()


def find(text: str) -> list[EnglishNumber]:
    """Every number in an English `text`, in order. Names such as "G7" or "F-16" are not numbers."""
    tokens = [
        _Token(match.group().lower(), match.start(), match.end())
        for match in _TOKEN.finditer(text)
        if not _inside_name(text, match.start(), match.end())
    ]
    return list(_read(text, tokens))


def _inside_name(text: str, start: int, end: int) -> bool:
    """Digits that belong to a designation: a capital letter stands right before, or before a hyphen."""
    if not text[start].isdigit():
        return False
    if start and text[start - 1].isalpha():
        return True
    joined = start >= 2 and text[start - 1] == "-" and text[start - 2].isupper()
    return joined or (end < len(text) and text[end].isupper())


def _read(text: str, tokens: list[_Token]) -> Iterator[EnglishNumber]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.text in _VAGUE:
            end = at + 1
            value = _VAGUE[token.text]
            # "tens of thousands", "hundreds of thousands"
            if end + 1 < len(tokens) and tokens[end].text == "of" and tokens[end + 1].text in _VAGUE:
                value *= _VAGUE[tokens[end + 1].text]
                end += 2
            yield _number(text, tokens, at, end, Fraction(value), "vague")
        elif token.digits and _CLOCK.match(text, token.end):
            end = at + 1
            yield _number(text, tokens, at, end, Fraction(token.text), "hour")
            end += 1  # the minutes
        elif token.digits:
            value_, end = _digits(tokens, at)
            yield _number(text, tokens, at, end, value_, _date_part(tokens, at, end, value_))
        elif token.text in _ORDINALS:
            end, value_ = at + 1, Fraction(_ORDINALS[token.text])
            yield _number(text, tokens, at, end, value_, _date_part(tokens, at, end, value_))
        elif token.text in _UNITS or token.text in _TENS:
            value_, end = _words(tokens, at)
            yield _number(text, tokens, at, end, value_, "count")
        else:
            end = at + 1
        at = end


def _number(text: str, tokens: list[_Token], first: int, end: int, value: Fraction, kind: Kind) -> EnglishNumber:
    start, stop = tokens[first].start, tokens[end - 1].end
    return EnglishNumber(value, kind, text[start:stop], start, stop)


def _digits(tokens: list[_Token], at: int) -> tuple[Fraction, int]:
    value = Fraction(re.sub(r"[^\d.]", "", tokens[at].text).rstrip("."))
    end = at + 1
    while end < len(tokens) and tokens[end].text in _SCALES and tokens[end].start - tokens[end - 1].end <= 1:
        value *= _SCALES[tokens[end].text]
        end += 1
    return value, end


def _words(tokens: list[_Token], at: int) -> tuple[Fraction, int]:
    """A number in words, as in "two hundred and thirty-four thousand"."""
    total = part = 0
    end = at
    while end < len(tokens):
        word = tokens[end].text
        if end > at and tokens[end].start - tokens[end - 1].end > 1:
            break
        if word in _UNITS and part % 10 == 0 and (part % 100 == 0 or _UNITS[word] < 10):
            part += _UNITS[word]
        elif word in _TENS and part % 100 == 0:
            part += _TENS[word]
        elif word == "hundred" and 0 < part < 100:
            part *= 100
        elif word in _SCALES and word != "hundred" and part:
            total, part = total + part * _SCALES[word], 0
        elif word == "and" and end + 1 < len(tokens) and part % 100 == 0 and (part or total) and _goes_on(tokens, end):
            pass
        else:
            break
        end += 1
    return Fraction(total + part), max(end, at + 1)


def _goes_on(tokens: list[_Token], at: int) -> bool:
    following = tokens[at + 1].text
    before = tokens[at - 1].text
    return before in _SCALES and (following in _UNITS or following in _TENS)


def _date_part(tokens: list[_Token], at: int, end: int, value: Fraction) -> Kind:
    """Whether digits are the day or the year of a date."""
    near = {tokens[i].text for i in (at - 1, end) if 0 <= i < len(tokens)}
    if at >= 2 and tokens[at - 1].text == "of":
        near.add(tokens[at - 2].text)
    if end + 1 < len(tokens) and tokens[end].text == "of":
        near.add(tokens[end + 1].text)
    if value.denominator == 1 and 1 <= value <= 31 and near & _MONTHS:
        return "day"
    if value.denominator == 1 and 1900 <= value <= 2100 and "," not in tokens[at].text and len(tokens[at].text) == 4:
        return "year"
    return "count"
