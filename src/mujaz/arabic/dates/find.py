"""Finding date expressions in running text, with few false ones."""

from __future__ import annotations

from collections.abc import Sequence

from mujaz.arabic.dates.credible import credible
from mujaz.arabic.dates.parse import read_date
from mujaz.arabic.dates.words import (
    DAY_PART_ADVERBS,
    DAY_PARTS,
    HIJRI_MONTHS,
    MONTHS,
    PARTS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    forms,
)
from mujaz.arabic.mapped import Span
from mujaz.arabic.numbers.lexicon import WORDS
from mujaz.arabic.numbers.tokens import Token, after_letters, fold_set, may_have, tokenize

__all__ = ["find"]

_OTHER_TIMES = fold_set(
    "يوم نهار بتاريخ تاريخ أمس الأمس البارحة غد غدا الغد اليوم الليلة الساعة النصف الربع الثلث نصف عقد العقد القرن "
    "يومي عامي سنتي شهري كانون تشرين ربيع جمادى ذو ذي شهر يومنا مبارح منتصف الشطر لعام عام سنة الفترة الآونة "
    "المرحلة المدة غرة أشهر الثلاثي الثلاثية السداسي السداسية"
)
_LEADS = fold_set(
    "أول بعد قبل قبيل منذ خلال في غضون على طوال عبر هذا هذه آخر من بين حتى ال ما نحو حوالي قرابة زهاء أكثر أقل بضع "
    "بضعة عدة مدى مدار"
)
_PREPOSITIONS = fold_set(
    "من بين حتى بعد قبل منذ خلال في على هذا هذه عبر طوال ومن وبين وحتى وبعد وقبل ومنذ وخلال وفي وعلى وهذا وهذه"
)
_TIMES = _OTHER_TIMES.union(MONTHS, HIJRI_MONTHS, WEEKDAYS, UNITS, SEASONS, PARTS, DAY_PARTS)
_START_FORMS = forms(_TIMES.union(_LEADS))
_STARTS = frozenset(_START_FORMS).union(
    folded for folded, number in WORDS.items() if number.role not in ("scale", "scales", "hundreds-of", "tens-of")
)
"""Words with which a date may begin: the grammar is asked about no others."""
_NAMES_OF_TIME = (
    frozenset(forms(_TIMES.union(fold_set("ذا الصباح المساء"))))
    .union(DAY_PART_ADVERBS)
    .union(folded for folded, number in WORDS.items() if number.role == "decade")
)
"""Words of which every date without digits has one: «في», «بعد», «الثالث» are dates only with them."""


def find(text: str) -> list[Span]:
    """Every date expression of `text`, in order, without overlaps, attached particles left out.

    Expressions that only `resolve` can place are found as well («قبل أيام»). Never raises; linear in the
    length of the text.
    """
    if not may_have(text, _NAMES_OF_TIME):
        return []
    tokens = tokenize(text)
    starts = [at for at, token in enumerate(tokens) if token.kind == "digits" or token.folded in _STARTS]
    spans: list[Span] = []
    last = 0
    for at in starts:
        if at < last or _leads_nowhere(tokens, at):
            continue
        found = read_date(tokens, at)
        if found is None or not credible(tokens, at, found, bool(spans) and last == at):
            continue
        spans.append(Span(_start(tokens[at]), tokens[found.end - 1].end))
        last = found.end
    return spans


def _leads_nowhere(tokens: Sequence[Token], at: int) -> bool:
    """Whether a preposition stands before a word with which no date begins."""
    if tokens[at].folded not in _PREPOSITIONS or at + 1 == len(tokens):
        return False
    following = tokens[at + 1]
    return following.kind != "digits" and following.folded not in _STARTS


def _start(token: Token) -> int:
    stripped = _START_FORMS.get(token.folded)
    if stripped is None:
        number = WORDS.get(token.folded)
        return after_letters(token, number.clitic if number is not None and not number.definite else 0)
    if stripped.startswith("ال") and "لل" in token.folded[:3]:
        return token.start  # «للأسبوع»: the article has merged with «لـ»
    return after_letters(token, len(token.folded) - len(stripped))
