"""Reading a group of digits: both scripts, thousands and decimal signs of both scripts.

Newspapers write 1,234 · 1.234 · 1 234 · ١٬٢٣٤ for the same count and 3.5 · 3,5 · ٣٫٥ for the same measure, so a
single group of three after a point or comma can be read in two ways; the other reading is kept.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

__all__ = ["Digits", "Value", "pieces", "read", "whole"]

Value = int | Fraction

_ASCII = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_RUN = re.compile(r"[0-9]+")
# int() of a string refuses more than 4,300 digits (CPython); no count is that long.
_LONGEST = 40


class Digits(NamedTuple):
    """`value` as most likely meant, and `other`, the second way to read it, or None."""

    value: Value
    other: Value | None


def whole(value: Value) -> Value:
    """An integral Fraction as int; other values unchanged."""
    return value.numerator if value.denominator == 1 else value


@lru_cache(maxsize=1024)
def pieces(text: str) -> tuple[tuple[int, int, int], ...]:
    """Runs of digits in `text` as (value, start, end); runs of more than 40 digits are left out."""
    ascii_text = text.translate(_ASCII)
    return tuple(
        (int(run.group()), run.start(), run.end())
        for run in _RUN.finditer(ascii_text)
        if run.end() - run.start() <= _LONGEST
    )


def _decimal(left: str, right: str) -> Value:
    return whole(Fraction(int(left + right), 10 ** len(right)))


def read(text: str, scaled: bool = False) -> Digits | None:
    """The number that a digit token stands for; None when it is no single number (12.04.2025, 192.168.1.1).

    `scaled` says that a scale word or percent sign follows («1.234 مليون»), which makes a point decimal.
    """
    if len(text) > _LONGEST:
        return None
    if text.isascii() and text.isdigit():
        return Digits(int(text), None)
    ascii_text = text.translate(_ASCII)
    if _RUN.fullmatch(ascii_text):
        return Digits(int(ascii_text), None)
    runs = _RUN.findall(ascii_text)
    signs = ["," if sign == "،" else sign for sign in re.sub(r"[0-9]", "", ascii_text)]
    if not signs:
        return Digits(int(runs[0]), None)
    last = signs[-1]
    grouped = all(len(run) == 3 for run in runs[1:]) and len(runs[0]) <= 3 and not runs[0].startswith("0")
    if len(set(signs)) == 1:
        return _one_sign(runs, last, len(signs), grouped, scaled)
    front_grouped = all(len(run) == 3 for run in runs[1:-1]) and len(runs[0]) <= 3
    if front_grouped and last not in signs[:-1] and len(set(signs[:-1])) == 1 and last in ".,٫":
        return Digits(_decimal("".join(runs[:-1]), runs[-1]), None)
    return None


def _one_sign(runs: list[str], sign: str, count: int, grouped: bool, scaled: bool) -> Digits | None:
    joined = "".join(runs)
    if sign == "٫" and count == 1:
        return Digits(_decimal(*runs), None)
    if sign in "٬'’" or sign.isspace() or count > 1:
        return Digits(int(joined), None) if grouped else None
    decimal = _decimal(*runs)
    if grouped:
        if sign == "." and scaled and runs[1] != "000":
            return Digits(decimal, int(joined))
        return Digits(int(joined), None if runs[1] == "000" else decimal)
    if sign == "." or runs[0] == "0" or len(runs[1]) <= 2:
        return Digits(decimal, None)
    return None
