"""Whether a date expression in running text is one.

What is also an ordinary word counts only with something beside it that makes it a date: «مارس» (practised),
«آب», «اليوم» in an outlet's name, «الجمعة» in the name of a mosque, a bare number that could be a year.
"""

from __future__ import annotations

from collections.abc import Sequence

from mujaz.arabic.dates.elements import word
from mujaz.arabic.dates.nodes import Ago, Between, Fields, Parsed
from mujaz.arabic.dates.words import HIJRI_MONTHS, MONTHS
from mujaz.arabic.numbers.tokens import Token, fold_set

__all__ = ["LEADS", "credible"]

LEADS = fold_set(
    "في منذ خلال حتى بحلول قبل بعد منتصف مطلع أوائل أواخر نهاية بداية شهر إلى لغاية أواسط أشهر شهور مستهل طوال وفي"
)
_YEAR_LEADS = fold_set("في منذ حتى بحلول خلال قبل وفي إلى مونديال لعام")
# «مسجد الجمعة», «سوق الخميس»: names.
_NAMES_BEFORE = fold_set(
    "مسجد جامع صلاة خطبة سوق شارع ساحة حي قرية بلدة مدينة آل نادي فريق جسر منطقة كنيسة بين كلا كلي لكلا "
    "لكلي أحد صحيفة ناحية مخيم عائلة الشيخ السيد محمد أحمد علي عبد بن حسن"
)

# «يوماً بعد يوم»
_REPEATED = fold_set("يوما عاما شهرا سنة أسبوعا ساعة مرة")
# «ثورة 25 يناير», «ملعب 5 جويلية»: a date as a name.
_EVENTS_BEFORE = fold_set("ثورة ملعب شارع ساحة جسر حركة مستشفى جامعة ميدان مدرسة قاعة كتيبة لواء انتفاضة انقلاب نهج")


def credible(tokens: Sequence[Token], at: int, found: Parsed, joined: bool = False) -> bool:
    """Whether `found`, read at token `at`, is a date there. `joined` says that another date ends right before."""
    before = word(tokens, at - 1)
    node = found.node
    if isinstance(node, Between) and node.first is not None and node.last is not None:
        return found.sure or before in _YEAR_LEADS or _brackets(tokens, at, found.end)
    if isinstance(node, Between):
        bound = node.first or node.last
        return found.sure or (isinstance(bound, Fields) and bound.month is not None) or _safe_year(tokens, found.end)
    if isinstance(node, Ago) and node.direction > 0 and node.unit in ("minute", "hour"):
        return False  # «بعد 35 دقيقة» counts from the event that is told
    if not isinstance(node, Fields):
        return found.sure and before not in _REPEATED
    if node.weekday is not None and node.day is None and node.shift is None and node.day_shift is None:
        return before not in _NAMES_BEFORE
    if node.year is not None and node.month is None and not found.sure:
        return (before in _YEAR_LEADS or _brackets(tokens, at, found.end)) and _safe_year(tokens, found.end)
    if node.day is not None and node.year is None and node.shift is None and before in _EVENTS_BEFORE:
        return False
    if node.day is None and node.month is not None and at and tokens[at - 1].kind == "digits":
        return False  # its day belongs to it, and was no date («شارع 29 أيار»)
    if found.sure or (joined and tokens[at].folded.startswith("و")):
        return True
    if node.month is not None:
        attached = tokens[at].folded not in MONTHS and tokens[at].folded not in HIJRI_MONTHS
        lead = before in LEADS or (attached and not node.hijri and tokens[at].folded[:1] in ("ب", "ل"))
        return lead and not _verb_like(tokens, at, before)
    return False


def _brackets(tokens: Sequence[Token], at: int, end: int) -> bool:
    return at > 0 and end < len(tokens) and tokens[at - 1].text == "(" and tokens[end].text == ")"


def _verb_like(tokens: Sequence[Token], at: int, before: str) -> bool:
    """«بعد مارس ضغوطاً» is no date; after «في» and «منذ» only a month can stand."""
    return before in ("بعد", "قبل") and tokens[at].folded in ("مارس",) and word(tokens, at + 1) != ""


def _safe_year(tokens: Sequence[Token], end: int) -> bool:
    """A bare number is a year when it is 1800-2099 and does not count what follows («2019 شخصاً»)."""
    year = tokens[end - 1].text
    if tokens[end - 1].kind != "digits" or len(year) != 4 or not 1800 <= int(year) <= 2099:
        return False
    following = tokens[end] if end < len(tokens) else None
    if following is None or following.kind != "word":
        return following is None or following.text not in "%٪"
    folded = following.folded
    return not (
        "\u064b" in following.text
        or folded in _COUNTED
        or (len(folded) > 3 and folded.endswith("ا") and folded not in ("لذا", "هذا"))
    )


_COUNTED = fold_set(
    "دولار يورو شخص حالة إصابة كيلومتر متر طن ألف مليون مليار دينار درهم ريال ليرة جنيه أسرة عائلة وحدة "
    "نقطة قتيل جريح كم مقاتل صفحة نسمة ميغاوات برميل"
)
