"""Nouns for people and spans of time whose singular or dual form itself is a count.

Arabic counts one and two by the noun's form alone. A dual ending is weak evidence: «-ين» also ends the sound
plural («مدنيين»), so only nouns with a broken plural («جندي», «جنود») make «جنديين» a sure dual.
"""

from __future__ import annotations

from itertools import product

from mujaz.arabic.numbers.tokens import fold_set, fold_word

__all__ = ["DUAL", "PLURAL_OR_DUAL", "SINGULAR"]

_BROKEN_PLURAL = (
    "شخص جندي طفل رجل عنصر ضابط طالب قتيل جريح شهيد حارس تلميذ صياد راعي طبيب قائد زعيم أمير شيخ "
    "شاب سجين أسير ضحية جثة نائب وزير سائح تاجر مريض حاج فرد شقيق أخ ابن يوم أسبوع شهر عام سنة ساعة "
    "دقيقة مرة هجوم انفجار صاروخ قذيفة"
)
_SOUND_PLURAL = (
    "مدني مهاجم مسلح مقاتل مواطن صحفي صحافي انتحاري إرهابي قيادي شرطي عسكري موظف معتقل مختطف مهاجر لاجئ "
    "نازح متظاهر محتج سوري عراقي لبناني فلسطيني يمني ليبي تونسي جزائري مغربي مصري سوداني مطلوب متهم موقوف "
    "مصاب عامل سائق مسعف معلم مدرس مهندس فلاح مزارع لاعب مشتبه"
)
_FEMININE = "امرأة فتاة طفلة سيدة مدنية عاملة ممرضة طالبة معلمة صحفية صحافية إدارية موظفة مواطنة مقاتلة شابة ناشطة"
_PERSONS_NOT = fold_set("يوم أسبوع شهر عام سنة ساعة دقيقة مرة هجوم انفجار صاروخ قذيفة")


def _duals(noun: str, endings: tuple[str, ...]) -> list[str]:
    stem = noun
    if noun.endswith("ة"):
        stem = noun[:-1] + "ت"
    elif noun.endswith("اء"):
        stem = noun[:-1] + "ء"
    return [fold_word(stem + ending) for ending in endings]


_PARTICLES = ("", "و", "ف", "ب", "ل", "ال", "وال", "بال")


def _with_particles(words: list[str]) -> frozenset[str]:
    return frozenset(
        (particle[:-2] + "لل" if particle.endswith("لال") else particle) + word
        for particle, word in product(_PARTICLES, words)
    )


_broken = _BROKEN_PLURAL.split() + _FEMININE.split()
_sound = _SOUND_PLURAL.split()

DUAL: frozenset[str] = _with_particles(
    [form for noun in _broken for form in _duals(noun, ("ان", "ين"))]
    + [form for noun in _sound for form in _duals(noun, ("ان",))]
    + [fold_word(w) for w in ("أخوين", "أخوان", "راعيان", "راعيين")]
)
"""Lookup forms that are dual: two."""

PLURAL_OR_DUAL: frozenset[str] = frozenset(
    particle + form for particle in ("", "و", "ف", "ب", "ل") for noun in _sound for form in _duals(noun, ("ين",))
)
"""Indefinite lookup forms that are dual or plural: two or more."""

SINGULAR: frozenset[str] = frozenset(
    particle + form
    for particle in ("", "و", "ف", "ال", "وال")
    for noun in (*_broken, *_sound)
    if fold_word(noun) not in _PERSONS_NOT
    for form in {fold_word(noun), fold_word(noun if noun.endswith("ة") else noun + "ا")}
)
"""Lookup forms of singular nouns for people: one, where nothing else counts them."""
