"""Whether an Arabic number says what an English one says."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from mujaz.arabic.numbers import Number
from mujaz.checks.english_numbers import EnglishNumber

__all__ = ["borne_out", "means", "opposed", "other_unit", "vaguer"]

_TOLERANCE = Fraction(2, 100)
"""How far a rounded number may lie from the written one, when a word such as "about" says that it is rounded."""

_BOUNDS = {"at_least": "up_to", "up_to": "at_least"}


def borne_out(english: EnglishNumber, arabic: Iterable[Number]) -> bool:
    """Whether one of the Arabic numbers says what `english` says."""
    return any(means(english, number) for number in arabic)


def means(english: EnglishNumber, arabic: Number) -> bool:
    """Whether `arabic` says what `english` says.

    A figure must stand there, in any of the readings of either side. Vague words compare as ranges: "dozens" fits
    «عشرات» and «45», not «عدد من» or «مئات». A rounded number fits when it says so ("about", "more than") and lies
    within 2 % on the right side. Shares fit percentages: "a third" and «33.3%» do not, "half" and «50%» do.
    """
    if english.kind == "vague":
        return _vague_means(english, arabic)
    if not english.figures.isdisjoint(arabic.figures):
        return True
    if (english.percent or arabic.unit == "percent") and _as_share(english, arabic):
        return True
    if arabic.kind == "vague":
        return _bound_of_vague(english, arabic)
    return english.sense != "exact" and english.kind == "count" and _near(english, arabic)


def opposed(english: EnglishNumber, arabic: Number) -> bool:
    """Whether one says "at least" and the other "at most"."""
    return _BOUNDS.get(english.sense) == arabic.qualifier


def vaguer(english: EnglishNumber, arabic: Number) -> bool:
    """Whether the Arabic marks the number as a lower bound or a rounding and the English does not.

    Not the ends of a range; and not «يصل إلى», which says "up to" and "has reached" alike.
    """
    return english.sense == "exact" and len(arabic.figures) == 1 and arabic.qualifier in ("at_least", "about")


def other_unit(english: EnglishNumber, arabic: Number) -> bool:
    """Whether one counts hundredths and the other does not; a share may be written as either."""
    if english.percent == (arabic.unit == "percent"):
        return False
    return not any(0 < value < 1 for value in (*arabic.figures, *english.figures))


def _vague_means(english: EnglishNumber, arabic: Number) -> bool:
    if arabic.low is None:
        return False
    if arabic.kind == "vague":
        return _scale(Fraction(arabic.low)) == _scale(english.value)
    return english.value <= arabic.low < 10 * english.value and not _may_be_year(arabic)


def _as_share(english: EnglishNumber, arabic: Number) -> bool:
    """Whether one writes in hundredths what the other writes as a part."""
    if english.percent:
        return any(value / 100 in arabic.figures for value in english.values)
    # whole figures are int: most numbers are, and have no part to compare
    return any(0 < figure < 1 for figure in english.figures) and any(
        100 * figure in arabic.figures for figure in english.figures
    )


def _bound_of_vague(english: EnglishNumber, arabic: Number) -> bool:
    """ "at least ten" for «عشرات»; "a dozen" for «دزينة»."""
    return (english.sense == "at_least" or arabic.qualifier == "dozens") and arabic.low == english.value


def _near(english: EnglishNumber, arabic: Number) -> bool:
    for figure in arabic.figures:
        away = english.value - Fraction(figure)
        if abs(away) > _TOLERANCE * Fraction(figure) or _digits(english.value) >= _digits(Fraction(figure)):
            continue
        if english.sense == "about" or (away <= 0 if english.sense == "at_least" else away >= 0):
            return True
    return False


def _digits(value: Fraction) -> int:
    """Significant digits: what is rounded has fewer than what it was."""
    return len(f"{float(value):.12g}".replace(".", "").strip("0"))


def _may_be_year(number: Number) -> bool:
    return number.kind == "digits" and number.value is not None and 1900 <= number.value <= 2100


def _scale(value: Fraction) -> int:
    """The power of ten of a vague quantity: "tens" and "dozens" are alike."""
    return len(str(int(value)))
