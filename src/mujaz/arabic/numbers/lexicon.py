"""Every Arabic number word in its spellings, case endings and with the particles that attach to it.

Words stand in their lookup form (`tokens.fold_word`). The table is closed: a token is a number word only
when its whole lookup form is listed, so «كمية», «لست», «سبعة» and the like never meet by chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Literal, NamedTuple

from mujaz.arabic.numbers.digits import Value
from mujaz.arabic.numbers.tokens import fold_set, fold_word

__all__ = ["WORDS", "Role", "Word"]

Role = Literal[
    "zero",
    "unit",  # 1-9
    "accusative",  # خمساً, ستاً: a unit; the letters alone may be another word
    "one",  # أحد/إحدى: 1 only inside a compound
    "ten",  # عشر/عشرة: 10, or the second half of a teen
    "teen",  # written as one word: «خمسةعشر»
    "tens",  # 20-90
    "hundred",  # مئة
    "mia",  # ميه: 100 in dialect, also "water": only inside a compound
    "hundreds",  # 200-900 in one word
    "scale",  # ألف، مليون ...
    "scale2",  # ألفين، مليونين ...
    "scales",  # آلاف، ملايين ...: after a number its scale, alone a vague quantity
    "fraction",  # نصف، ثلث ...
    "fractions",  # ثلثا/ثلثي, أرباع: after a number
    "tens-of",  # عشرات
    "hundreds-of",  # مئات
    "dozens",  # دزينة: 12
    "few",  # بضع
    "several",  # عدة
    "odd",  # نيف
    "ordinal",
    "decade",  # الثمانينيات
]


class Word(NamedTuple):
    """A number word: what it does, its value, whether «و» is attached, how many letters of attached
    particles stand before it (the article not counted), and whether it has the article."""

    role: Role
    value: Value
    conjoined: bool
    clitic: int
    definite: bool


_UNITS: dict[int, str] = {
    1: "واحد واحدة واحدا",
    2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنان إثنين إتنين اتنين",
    3: "ثلاث ثلاثة تلاتة",
    4: "أربع أربعة",
    5: "خمس خمسة",
    6: "ست ستة",
    7: "سبع سبعة",
    8: "ثمان ثماني ثمانية ثمانيا تمانية",
    9: "تسع تسعة",
}
_ACCUSATIVE_UNITS: dict[int, str] = {3: "ثلاثا", 4: "أربعا", 5: "خمسا", 6: "ستا", 7: "سبعا", 9: "تسعا"}
"""Numbers only with the sign of the accusative («خمساً») or before tens («ستا وأربعين»)."""
_TENS: dict[int, str] = {
    20: "عشرون عشرين",
    30: "ثلاثون ثلاثين",
    40: "أربعون أربعين",
    50: "خمسون خمسين",
    60: "ستون ستين",
    70: "سبعون سبعين",
    80: "ثمانون ثمانين",
    90: "تسعون تسعين",
}
_HUNDRED = ("مئة", "مائة", "ماية")
_FUSED_HUNDREDS: dict[int, str] = {
    300: "ثلاث ثلاثة",
    400: "أربع أربعة",
    500: "خمس خمسة",
    600: "ست ستة",
    700: "سبع سبعة",
    800: "ثمان ثماني ثمانية",
    900: "تسع تسعة",
}
_SCALES: list[tuple[int, str, str, str]] = [
    (10**3, "ألف ألفا", "ألفان ألفين ألفي", "آلاف ألوف"),
    (10**6, "مليون مليونا", "مليونان مليونين مليوني", "ملايين"),
    (10**9, "مليار مليارا بليون بليونا", "ملياران مليارين ملياري بليونان بليونين", "مليارات بلايين"),
    (10**12, "تريليون تريليونا ترليون ترليونا", "تريليونان تريليونين ترليونين", "تريليونات ترليونات"),
]
_FRACTIONS: dict[Fraction, str] = {
    Fraction(1, 2): "نصف نصفهم نصفهن",
    Fraction(1, 3): "ثلث ثلثهم ثلثهن",
    Fraction(1, 4): "ربع ربعهم ربعهن",
    Fraction(1, 6): "سدس",
}
_DUAL_FRACTIONS: dict[Fraction, str] = {
    Fraction(2, 3): "ثلثا ثلثي ثلثين ثلثان ثلثاهم ثلثيهم ثلثاهن ثلثيهن ثلثاها ثلثيها",
}
_PLURAL_FRACTIONS: dict[Fraction, str] = {
    Fraction(1, 3): "أثلاث",
    Fraction(1, 4): "أرباع أرباعهم أرباعها",
    Fraction(1, 5): "أخماس أخماسهم أخماسها",
    Fraction(1, 6): "أسداس",
    Fraction(1, 8): "أثمان",
    Fraction(1, 10): "أعشار",
}
_ORDINALS: dict[int, str] = {
    1: "أول أولى حادي حادية",
    2: "ثاني ثانية",
    3: "ثالث ثالثة ثالثا",
    4: "رابع رابعة رابعا",
    5: "خامس خامسة خامسا",
    6: "سادس سادسة سادسا",
    7: "سابع سابعة سابعا",
    8: "ثامن ثامنة ثامنا",
    9: "تاسع تاسعة تاسعا",
    10: "عاشر عاشرة عاشرا",
}
_DECADE_STEMS: dict[int, str] = {
    20: "عشرين",
    30: "ثلاثين",
    40: "أربعين",
    50: "خمسين",
    60: "ستين",
    70: "سبعين",
    80: "ثمانين",
    90: "تسعين",
}
# Whole tokens that only look like a particle with a number word.
_NOT_NUMBERS = fold_set("لست فست كست كمائة كعشر فتسع كتسع العدة والعدة بالعدة فعدة")


def _plain() -> Iterator[tuple[str, Role, Value]]:
    yield "صفر", "zero", 0
    for value, forms in _UNITS.items():
        for form in forms.split():
            yield form, "unit", value
            for ten in ("عشر", "عشرة"):
                yield form + ten, "teen", value + 10
    for value, form in _ACCUSATIVE_UNITS.items():
        yield form, "accusative", value
    for form in ("أحد", "إحدى", "حد"):
        if form != "حد":
            yield form, "one", 1
        for ten in ("عشر", "عشرة"):
            yield form + ten, "teen", 11
    for form in ("عشر", "عشرة"):
        yield form, "ten", 10
    for value, forms in _TENS.items():
        for form in forms.split():
            yield form, "tens", value
    for form in _HUNDRED:
        yield form, "hundred", 100
    yield "ميه", "mia", 100
    for form in ("مئتان", "مئتين", "مئتا", "مئتي", "مائتان", "مائتين", "مائتا", "مائتي", "ميتين"):
        yield form, "hundreds", 200
    for value, forms in _FUSED_HUNDREDS.items():
        for form, hundred in product(forms.split(), (*_HUNDRED, "ميه")):
            yield form + hundred, "hundreds", value
    for value, singular, dual, plural in _SCALES:
        yield from ((form, "scale", value) for form in singular.split())
        yield from ((form, "scale2", 2 * value) for form in dual.split())
        yield from ((form, "scales", value) for form in plural.split())
        yield fold_word(plural.split()[0]) + "ا", "scales", value
    for fraction, forms in _FRACTIONS.items():
        yield from ((form, "fraction", fraction) for form in forms.split())
    for fraction, forms in _DUAL_FRACTIONS.items():
        yield from ((form, "fraction", fraction) for form in forms.split())
    for fraction, forms in _PLURAL_FRACTIONS.items():
        yield from ((form, "fractions", fraction) for form in forms.split())
    yield from ((form, "tens-of", 10) for form in ("عشرات",))
    yield from ((form, "hundreds-of", 100) for form in ("مئات", "مائات", "مئآت"))
    yield from ((form, "dozens", 12) for form in ("دزينة", "دزينات"))
    yield from ((form, "few", 3) for form in ("بضع", "بضعة"))
    yield from ((form, "several", 3) for form in ("عدة",))
    yield from ((form, "odd", 1) for form in ("نيف", "نيفا", "نيفة"))
    for value, forms in _ORDINALS.items():
        yield from ((form, "ordinal", value) for form in forms.split())
    for value, stem in _DECADE_STEMS.items():
        for ending in ("ات", "يات"):
            yield stem + ending, "decade", value


_PREFIXES = [
    (conjunction + preposition, article)
    for conjunction, preposition, article in product(("", "و", "ف"), ("", "ب", "ل", "ك"), ("", "ال"))
]


def _build() -> dict[str, Word]:
    table: dict[str, Word] = {}
    plain = [(fold_word(form), role, value) for form, role, value in _plain()]
    for folded, role, value in plain:
        table.setdefault(folded, Word(role, value, False, 0, False))
    for (particles, article), (folded, role, value) in product(_PREFIXES, plain):
        written = particles + article
        if article and particles.endswith("ل"):
            written = particles + "ل"
        if not written or (role == "mia" and written != "و"):
            continue
        word = Word(role, value, particles[:1] in ("و", "ف"), len(particles), bool(article))
        table.setdefault(written + folded, word)
    for folded in _NOT_NUMBERS:
        table.pop(folded, None)
    return table


WORDS: Mapping[str, Word] = _build()
"""Every number word by its lookup form."""
