"""Reading the elements of a date: month, day number, year, and the words that shift them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from mujaz.arabic.dates.words import (
    HIJRI_MONTH_FORMS,
    HIJRI_MONTHS,
    HIJRI_MONTHS_2,
    MONTH_FORMS,
    MONTHS,
    MONTHS_2,
    SHIFTS,
    forms,
)
from mujaz.arabic.numbers.compound import read_cardinal, read_ordinal
from mujaz.arabic.numbers.digits import pieces
from mujaz.arabic.numbers.lexicon import WORDS
from mujaz.arabic.numbers.tokens import Token, fold_set

__all__ = [
    "CHRISTIAN_MARKS",
    "DAY_NUMBER_HEADS",
    "HIJRI_MARKS",
    "MONTH_HEADS",
    "Month",
    "read_day_number",
    "read_month",
    "read_shift",
    "read_year",
    "sign",
    "word",
]

# Also verbs, names or other words: a month only with a day, a year or another sign beside it.
_AMBIGUOUS = fold_set("مارس آب أوت ماي جوان نيسان محرم المحرم صفر رجب شعبان رمضان شوال")
HIJRI_MARKS = fold_set("هـ هجري هجرية للهجرة الهجري هجريا")
CHRISTIAN_MARKS = fold_set("م ميلادي ميلادية للميلاد الميلادي ميلاديا")
_MONTH_WORDS = forms(fold_set("شهر أشهر شهور"))
_FIRST_OF_MONTH = forms(fold_set("غرة"))
_BEFORE_DIGITS = frozenset(("ال", "وال", "و", "بال", "لل", "ل", "ب"))
DAY_NUMBER_HEADS = _BEFORE_DIGITS.union(_FIRST_OF_MONTH, WORDS)
"""Words with which `read_day_number` can find something."""
_PAIR_SIGNS = frozenset("/-–\\|(")
_CLOSING = frozenset(")")


class Month(NamedTuple):
    """A month name: number, calendar, next token, and whether it can be nothing else."""

    number: int
    hijri: bool
    end: int
    sure: bool


def word(tokens: Sequence[Token], at: int) -> str:
    """Lookup form of the word at `at`; "" when there is none."""
    if 0 <= at < len(tokens):
        token = tokens[at]
        if token.kind == "word":
            return token.folded
    return ""


def sign(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) and tokens[at].kind == "sign" else ""


def _single_month(tokens: Sequence[Token], at: int) -> Month | None:
    first, second = word(tokens, at), word(tokens, at + 1)
    if not first:
        return None
    stripped = _TWO_WORD_FORMS.get(first)
    if stripped is not None and second:
        pair = (stripped, second)
        if pair in MONTHS_2:
            return Month(MONTHS_2[pair], False, at + 2, True)
        if pair in HIJRI_MONTHS_2:
            return Month(HIJRI_MONTHS_2[pair], True, at + 2, True)
    name = MONTH_FORMS.get(first)
    if name is not None:
        if name == "اب" and not _is_august(tokens[at].text):
            return None
        return Month(MONTHS[name], False, at + 1, name not in _AMBIGUOUS)
    name = HIJRI_MONTH_FORMS.get(first)
    if name is not None:
        return Month(HIJRI_MONTHS[name], True, at + 1, False)
    return None


_TWO_WORD_HEADS = frozenset(head for head, _ in (*MONTHS_2, *HIJRI_MONTHS_2))
_TWO_WORD_FORMS = forms(_TWO_WORD_HEADS)
MONTH_HEADS = frozenset(_MONTH_WORDS).union(_TWO_WORD_FORMS, MONTH_FORMS, HIJRI_MONTH_FORMS)
"""Words with which `read_month` can find something."""


def _is_august(text: str) -> bool:
    """«آب», and «اب» where the madda is left out, but not «أب» (father) or «باب» (door)."""
    plain = re.sub("[\u0640\u064b-\u0652\u0654-\u065f]", "", text)
    return plain.endswith(("آب", "ا\u0653ب")) or plain == "اب"


def read_month(tokens: Sequence[Token], at: int) -> Month | None:
    """A month name, «شهر» before it and a second name of the same month after it («يونيو/ حزيران») included."""
    led = word(tokens, at) in _MONTH_WORDS
    month = _single_month(tokens, at + 1 if led else at)
    if month is None:
        return None
    sure = month.sure or led
    end = month.end
    mark = sign(tokens, end)
    after = end + 1 if mark and mark in _PAIR_SIGNS else end
    other = _single_month(tokens, after)
    if other is not None and other.hijri == month.hijri and after < len(tokens):
        same = other.number == month.number
        first = tokens[after].folded
        bare = first in MONTHS or first in HIJRI_MONTHS or first in _TWO_WORD_HEADS
        if same and bare:
            end, sure = other.end, True
            if mark == "(" and sign(tokens, end) in _CLOSING:
                end += 1
    return Month(month.number, month.hijri, end, sure)


def read_day_number(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A day of the month, 1-31: digits, ordinal («الثامن») or cardinal words. Day and next token."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind == "digits":
        found = pieces(token.text)
        if len(found) == 1 and len(token.text) <= 2 and 1 <= found[0][0] <= 31:
            return found[0][0], at + 1
        return None
    if token.folded not in DAY_NUMBER_HEADS:
        return None
    if token.folded in _BEFORE_DIGITS and at + 1 < len(tokens) and tokens[at + 1].kind == "digits":
        return read_day_number(tokens, at + 1)
    if token.folded in _FIRST_OF_MONTH:
        return 1, at + 1
    ordinal = read_ordinal(tokens, at)
    if ordinal is not None:
        return (ordinal[1], ordinal[0]) if ordinal[1] <= 31 else None
    cardinal = read_cardinal(tokens, at)
    if cardinal is not None and isinstance(cardinal.value, int) and 1 <= cardinal.value <= 31:
        return cardinal.value, cardinal.end
    return None


def read_year(tokens: Sequence[Token], at: int, led: bool = False) -> tuple[int, bool, int, bool] | None:
    """A year: (astronomical year, hijri, next token, marked). Digits 1000-2199, any with a mark of its era or
    when `led` by «عام»; words only when led."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind == "digits":
        found = pieces(token.text)
        if len(found) != 1 or len(token.text) > 4 or not token.text.isdigit():
            return None
        year, end = found[0][0], at + 1
    elif led and token.kind == "word":
        if token.folded in ("ال", "ل", "لل") and at + 1 < len(tokens) and tokens[at + 1].kind == "digits":
            return read_year(tokens, at + 1, led)
        cardinal = read_cardinal(tokens, at)
        if (
            cardinal is None
            or cardinal.digits
            or not isinstance(cardinal.value, int)
            or not 100 <= cardinal.value <= 2199
        ):
            return None
        year, end = cardinal.value, cardinal.end
    else:
        return None
    mark = word(tokens, end)
    if mark in HIJRI_MARKS and year <= 1600:
        return (year, True, end + 1, True) if year else None
    if mark in CHRISTIAN_MARKS and year and (mark != "م" or year > 999):
        end += 1
        return year, False, end, True
    before_christ = _before_christ(tokens, end)
    if before_christ is not None:
        return 1 - year, False, before_christ, True
    if 1000 <= year <= 2199 or (led and 100 <= year < 1000):
        return year, False, end, False
    return None


def _before_christ(tokens: Sequence[Token], at: int) -> int | None:
    if word(tokens, at) == "قبل" and word(tokens, at + 1) == "الميلاد":
        return at + 2
    if word(tokens, at) == "ق" and sign(tokens, at + 1) == "." and word(tokens, at + 2) == "م":
        return at + 3
    return None


def read_shift(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """«الماضي» -1, «قبل الماضي» -2, «الجاري» 0, «المقبل» 1, «بعد المقبل» 2: shift and next token."""
    first = word(tokens, at)
    if first in SHIFTS:
        return SHIFTS[first], at + 1
    if first == "ما":
        at += 1
        first = word(tokens, at)
    second = SHIFTS.get(word(tokens, at + 1))
    if first == "قبل" and second == -1:
        return -2, at + 2
    if first == "بعد" and second == 1:
        return 2, at + 2
    return None
