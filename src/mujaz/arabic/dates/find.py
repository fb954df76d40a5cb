"""Finding date expressions in running text, with few false ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from mujaz.arabic.dates.credible import credible
from mujaz.arabic.dates.parse import read_date
from mujaz.arabic.dates.words import (
    DAY_PARTS,
    HIJRI_MONTHS,
    MONTHS,
    PARTS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    strip_to,
)
from mujaz.arabic.mapped import Span
from mujaz.arabic.numbers.lexicon import lookup
from mujaz.arabic.numbers.tokens import Token, after_letters, fold_set, tokenize

__all__ = ["find"]

_OTHER_STARTS = fold_set(
    "يوم نهار بتاريخ تاريخ أمس الأمس البارحة غد غدا الغد اليوم أول الليلة بعد قبل قبيل منذ خلال في غضون "
    "على طوال عبر هذا هذه آخر من بين حتى الساعة النصف الربع الثلث نصف عقد العقد القرن يومي عامي سنتي شهري "
    "كانون تشرين ربيع جمادى ذو ذي شهر يومنا مبارح منتصف ال الشطر لعام عام سنة ما نحو حوالي قرابة زهاء "
    "أكثر أقل بضع بضعة عدة مدى مدار الفترة الآونة المرحلة المدة غرة أشهر"
)
_PREPOSITIONS = fold_set(
    "من بين حتى بعد قبل منذ خلال في على هذا هذه عبر طوال ومن وبين وحتى وبعد وقبل ومنذ وخلال وفي وعلى وهذا وهذه"
)
_STARTS = (
    _OTHER_STARTS
    | frozenset(MONTHS)
    | frozenset(HIJRI_MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(UNITS)
    | frozenset(SEASONS)
    | frozenset(PARTS)
    | frozenset(DAY_PARTS)
)


def find(text: str) -> list[Span]:
    """Every date expression of `text`, in order, without overlaps, attached particles left out.

    Expressions that only `resolve` can place are found as well («قبل أيام»). Never raises; linear in the
    length of the text.
    """
    tokens = tokenize(text)
    spans: list[Span] = []
    at = last = 0
    while at < len(tokens):
        if not _may_start(tokens, at):
            at += 1
            continue
        found = read_date(tokens, at)
        if found is None or not credible(tokens, at, found, bool(spans) and last == at):
            at += 1
            continue
        spans.append(Span(_start(tokens[at]), tokens[found.end - 1].end))
        at = last = found.end
    return spans


def _may_start(tokens: Sequence[Token], at: int) -> bool:
    """A quick look that spares the grammar most tokens."""
    token = tokens[at]
    if token.kind == "digits":
        return True
    if token.kind != "word" or not _starts(token.folded):
        return False
    if token.folded not in _PREPOSITIONS or at + 1 == len(tokens):
        return True
    following = tokens[at + 1]
    return following.kind == "digits" or (following.kind == "word" and _starts(following.folded))


@lru_cache(maxsize=16384)
def _starts(folded: str) -> bool:
    if strip_to(folded, _STARTS) is not None:
        return True
    number = lookup(folded)
    return number is not None and number.role not in ("scale", "scales", "hundreds-of", "tens-of")


def _start(token: Token) -> int:
    stripped = strip_to(token.folded, _STARTS) if token.kind == "word" else None
    if stripped is None:
        number = lookup(token.folded) if token.kind == "word" else None
        return after_letters(token, number.clitic if number is not None and not number.definite else 0)
    if stripped.startswith("ال") and "لل" in token.folded[:3]:
        return token.start  # «للأسبوع»: the article has merged with «لـ»
    return after_letters(token, len(token.folded) - len(stripped))
