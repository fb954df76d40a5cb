"""English number words, the tokens that numbers are read from, and the words around them that change their sense."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

__all__ = [
    "ABOUT",
    "AT_LEAST",
    "DECADES",
    "FRACTIONS",
    "MONTHS",
    "MULTIPLES",
    "ORDINALS",
    "SCALES",
    "SUFFIXES",
    "TENS",
    "UNITS",
    "UP_TO",
    "VAGUE",
    "Kind",
    "Read",
    "Token",
    "scales",
    "tokenize",
]

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety".split()

UNITS: dict[str, int] = {word: value for value, word in enumerate(_SMALL)}
TENS: dict[str, int] = {word: 10 * value for value, word in enumerate(_ROUND, start=2)}
SCALES: dict[str, int] = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
SUFFIXES: dict[str, int] = {
    "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "b": 10**9, "tn": 10**12,
}  # fmt: skip
"""What is written onto digits: "3.5bn"."""

ORDINALS: dict[str, int] = {
    **{word: value for value, word in enumerate("first second third fourth fifth".split(), start=1)},
    **{word: value for value, word in enumerate("sixth seventh eighth ninth tenth eleventh twelfth".split(), start=6)},
    **{f"{word}th": UNITS[word] for word in _SMALL[13:]},
    **{f"{word[:-1]}ieth": value for word, value in TENS.items()},
    "hundredth": 100,
}
FRACTIONS: dict[str, Fraction] = {
    "half": Fraction(1, 2), "halves": Fraction(1, 2), "quarter": Fraction(1, 4), "quarters": Fraction(1, 4),
    **{word: Fraction(1, value) for word, value in ORDINALS.items() if value >= 3},
    **{f"{word}s": Fraction(1, value) for word, value in ORDINALS.items() if value >= 3},
}  # fmt: skip
VAGUE: dict[str, int] = {
    "tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9,
}  # fmt: skip
"""Lower bounds, as event data reads them (tens 10, dozens 12, hundreds 100)."""

DECADES: dict[str, int] = {f"{word[:-1]}ies": value for word, value in TENS.items()}
MULTIPLES: dict[str, int] = {f"{word}fold": value for word, value in {**UNITS, **TENS, "hundred": 100}.items()}
MONTHS = frozenset(
    (
        "january february march april may june july august september october november december "
        "jan feb mar apr jun jul aug sep sept oct nov dec"
    ).split()
)

ABOUT: tuple[str, ...] = (
    "about", "around", "approximately", "roughly", "nearly", "almost", "some", "circa", "approaching", "close to",
    "near", "an estimated", "estimated at", "the region of", "just over", "just under",
)  # fmt: skip
AT_LEAST: tuple[str, ...] = (
    "more than", "over", "at least", "above", "exceeding", "exceeded", "exceeds", "upwards of", "no fewer than",
    "no less than", "not less than", "in excess of", "greater than", "beyond", "a minimum of", "minimum of",
    "topped", "surpassed",
)  # fmt: skip
UP_TO: tuple[str, ...] = (
    "less than", "fewer than", "under", "below", "up to", "as many as", "as much as", "no more than",
    "not more than", "at most", "a maximum of", "maximum of", "short of",
)  # fmt: skip

_TOKEN = re.compile(
    r"(?P<digits>\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?+)"
    r"(?P<suffix>(?:st|nd|rd|th|s|bn|bln|b|mn|mln|m|k|tn|[ap]m)(?![A-Za-z\d]))?"
    r"|[A-Za-z]++|(?P<part>[¼½¾⅓⅔])",
    re.IGNORECASE,
)
_SINGLE = {"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_ENOUGH = 10**18  # "million million million ..." ends somewhere
_LONGEST = 40
"""Characters of digits from which they are no number but an identifier, or noise."""


Kind = Literal["count", "vague", "fraction", "year", "day", "decade", "hour", "minute"]


class Read(NamedTuple):
    """What begins at some token: the token after it, its value, kind and other values, the scale that multiplied it."""

    end: int
    value: Fraction
    kind: Kind = "count"
    also: tuple[Fraction, ...] = ()
    scale: int = 1


class Token(NamedTuple):
    """A word in lower case, or digits with their `value`; `suffix` is what is written onto digits ("th", "bn")."""

    text: str
    start: int
    end: int
    value: Fraction | None = None
    suffix: str = ""

    @property
    def digits(self) -> bool:
        return self.value is not None


def tokenize(text: str) -> list[Token]:
    """Words and digits of an English text, in order; digits inside designations ("G7", "F-16", "5G") are left out."""
    _new = tuple.__new__  # a third of the price of the constructor that NamedTuple writes
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match.lastindex is None:
            tokens.append(_new(Token, (match[0].lower(), start, end, None, "")))
        elif match["part"]:
            tokens.append(Token(match[0], start, end, _SINGLE[match[0]]))
        elif end - start <= _LONGEST and not _inside_name(text, start, end):
            digits = match["digits"].replace(",", "")
            value = Fraction(digits if "." in digits else int(digits))
            tokens.append(Token(match["digits"], start, end, value, (match["suffix"] or "").lower()))
    return tokens


_CURRENCIES = frozenset("USD EUR GBP JOD SYP IQD LBP EGP SAR AED QAR KWD TRY ILS YER LYD TND DZD MAD SDG".split())
"""Currency codes (ISO 4217) that stand right before an amount: "USD500"."""


_DOMAIN = re.compile(r"[a-z][a-z-]*\.[a-z]{2,}")


def _inside_name(text: str, start: int, end: int) -> bool:
    """Digits that belong to a designation or address ("7al.net"): a capital letter stands right before or after."""
    if start and text[start - 1].isalpha():
        return text[max(0, start - 3) : start] not in _CURRENCIES
    joined = start >= 2 and text[start - 1] == "-" and text[start - 2].isupper()
    return joined or (end < len(text) and (text[end].isupper() or _DOMAIN.match(text, end) is not None))


def scales(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Scale words right after a number: next token, product."""
    scale = 1
    while (
        at < len(tokens)
        and scale < _ENOUGH
        and tokens[at].text in SCALES
        and tokens[at].start - tokens[at - 1].end <= 1
    ):
        scale *= SCALES[tokens[at].text]
        at += 1
    return at, scale
