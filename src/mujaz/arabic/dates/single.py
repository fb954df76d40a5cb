"""One date with what may stand around it: a part of the day, a clock time, a part of a period."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from mujaz.arabic.dates.elements import word
from mujaz.arabic.dates.eras import CENTURY_HEADS, DECADE_HEADS, SEASON_HEADS, read_century, read_decade, read_season
from mujaz.arabic.dates.fields import CALENDAR_HEADS, read_calendar
from mujaz.arabic.dates.nodes import Ago, Between, Both, Clock, Fields, Lapse, Node, Parsed, Part, Week
from mujaz.arabic.dates.relative import RELATIVE_HEADS, read_relative
from mujaz.arabic.dates.words import DAY_PART_ADVERBS, DAY_PART_FORMS, PART_FORMS, PARTS, UNIT_FORMS, YEAR_FORMS, forms
from mujaz.arabic.numbers.compound import read_ordinal, word_at
from mujaz.arabic.numbers.digits import pieces
from mujaz.arabic.numbers.lexicon import WORDS
from mujaz.arabic.numbers.tokens import Token, fold_set, fold_word

__all__ = ["read_part", "read_single"]

_DAY_PART_LEADS = fold_set("منتصف بعد قبل قبيل آخر")
_BARE_PERIODS: dict[str, Node] = {
    "الشهر": Fields(month_shift=0),
    "العام": Fields(year_shift=0),
    "السنه": Fields(year_shift=0),
    "الاسبوع": Week(0),
}
_WEEK_OF = forms(("الاسبوع",))
_THE_HOUR = forms(("الساعه",))
_HALVES = {
    fold_word("النصف"): 2,
    fold_word("الربع"): 4,
    fold_word("الثلث"): 3,
    fold_word("نصف"): 2,
    fold_word("الشطر"): 2,
    # in the Maghreb
    fold_word("الثلاثي"): 4,
    fold_word("الثلاثية"): 4,
    fold_word("السداسي"): 2,
    fold_word("السداسية"): 2,
}
_HALF_FORMS = forms(_HALVES)
_LAST = fold_set("الأخير الأخيرة")


def read_single(tokens: Sequence[Token], at: int) -> Parsed | None:
    """One date, with a part of the day or of the period around it."""
    if at >= len(tokens):
        return None
    if tokens[at].kind == "digits":
        return _with_adverb(tokens, read_relative(tokens, at) or read_calendar(tokens, at))
    first = tokens[at].folded
    for heads, read in _READERS:
        if first in heads and (found := read(tokens, at)) is not None:
            return _with_adverb(tokens, found)
    return None


def _with_adverb(tokens: Sequence[Token], found: Parsed | None) -> Parsed | None:
    """«الجمعة مساءً»: the part of the day behind its day."""
    if found is None:
        return None
    if word(tokens, found.end) in DAY_PART_ADVERBS and isinstance(found.node, Fields) and _has_day(found.node):
        found = found._replace(end=found.end + 1, sure=True)
    return found


def _has_day(node: Node) -> bool:
    return isinstance(node, Fields) and (node.day is not None or node.weekday is not None or node.day_shift is not None)


def _day_part(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«ليل الجمعة الماضية», «فجر اليوم», «بعد ظهر أمس», «ليل الجمعة السبت»."""
    start = at
    if word(tokens, at) in _DAY_PART_LEADS and word(tokens, at + 1) in DAY_PART_FORMS:
        at += 1
    if word(tokens, at) not in DAY_PART_FORMS:
        return None
    at += 1
    if word(tokens, at) == "من":
        at += 1
    inner = read_relative(tokens, at) or read_calendar(tokens, at)
    if inner is None or not isinstance(inner.node, Fields) or not _has_day(inner.node):
        return None
    if start + 1 < at - 1 and not inner.sure:
        return None
    first = inner.node
    if first.weekday is not None and first.shift is None and first.day is None and inner.end < len(tokens):
        sign = tokens[inner.end].text if tokens[inner.end].kind == "sign" else ""
        after = inner.end + 1 if sign in ("-", "/", "–", "ـ", "\\") and sign else inner.end
        other = read_calendar(tokens, after)
        if (
            other is not None
            and isinstance(other.node, Fields)
            and other.node.weekday == (first.weekday + 1) % 7
            and other.node.day is None
            and not tokens[after].folded.startswith("و")
        ):
            return Parsed(Between(first._replace(shift=other.node.shift), other.node), other.end)
    return Parsed(first, inner.end)


def _clock(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«الساعة الثانية فجراً», «الساعة 14:30 من مساء أمس», «الثانية فجراً»."""
    led = word(tokens, at) in _THE_HOUR
    end = at + 1 if led else at
    if end >= len(tokens):
        return None
    if tokens[end].kind == "digits" and led:
        hours = pieces(tokens[end].text)
        if not hours or hours[0][0] > 24:
            return None
        end += 1
        if end + 1 < len(tokens) and tokens[end].text == ":" and tokens[end + 1].kind == "digits":
            end += 2
    else:
        first = word_at(tokens, end)
        ordinal = read_ordinal(tokens, end)
        if ordinal is None or first is None or not first[0].definite or not 1 <= ordinal[1] <= 12:
            return None
        if not tokens[ordinal[0] - 1].folded.endswith("ه") and ordinal[1] <= 10 and not led:
            return None  # hours are feminine
        end = ordinal[0]
        fraction = word_at(tokens, end)
        if fraction is not None and fraction[0].role == "fraction" and fraction[0].conjoined:
            end = fraction[1]
    adverb = word(tokens, end) in DAY_PART_ADVERBS
    if not led and not adverb:
        return None
    if adverb:
        end += 1
    after = end + 1 if word(tokens, end) == "من" else end
    inner = _day_part(tokens, after) or read_relative(tokens, after) or read_calendar(tokens, after)
    if inner is not None and isinstance(inner.node, Fields) and _has_day(inner.node):
        return Parsed(inner.node, inner.end)
    return Parsed(Clock(), end)


def read_part(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«أواخر العام الماضي», «مطلع 2024», «منتصف الشهر», «أوائل أيار»."""
    part = PART_FORMS.get(word(tokens, at))
    if part is None:
        return None
    inner = _period(tokens, at + 1)
    if inner is None:
        return None
    return Parsed(Part(("early", "mid", "late").index(PARTS[part]), 3, inner.node, True), inner.end)


def _half(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«النصف الأول من 2024», «الربع الأخير من العام الماضي»."""
    name = _HALF_FORMS.get(word(tokens, at))
    if name is None:
        return None
    parts = _HALVES[name]
    if word(tokens, at + 1) in _LAST:
        rank, end = parts, at + 2
    else:
        ordinal = read_ordinal(tokens, at + 1)
        if ordinal is None:
            return None
        end, rank = ordinal
    if not 1 <= rank <= parts:
        return None
    if word(tokens, end) == "من":
        end += 1
    elif not (end < len(tokens) and (tokens[end].kind == "digits" or word(tokens, end) in YEAR_FORMS)):
        return None
    inner = _period(tokens, end)
    if inner is None:
        return None
    return Parsed(Part(rank - 1, parts, inner.node, False), inner.end)


def _week_of_month(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«الأسبوع الأول من أيار», «الأسبوع الأخير من الشهر الماضي»: about a quarter of the month."""
    if word(tokens, at) not in _WEEK_OF:
        return None
    last = word(tokens, at + 1) in _LAST
    ordinal = (at + 2, 4) if last else read_ordinal(tokens, at + 1)
    if ordinal is None or ordinal[1] > 4 or word(tokens, ordinal[0]) != "من":
        return None
    month = _period(tokens, ordinal[0] + 1)
    if month is None or not isinstance(month.node, Fields):
        return None
    if month.node.month is None and month.node.month_shift is None:
        return None
    return Parsed(Part(ordinal[1] - 1, 4, month.node, True), month.end)


def _period(tokens: Sequence[Token], at: int) -> Parsed | None:
    """A month, year, decade, century, season or week that can have parts; «الشهر» alone is the current one."""
    inner = (
        read_decade(tokens, at)
        or read_century(tokens, at)
        or read_season(tokens, at)
        or read_relative(tokens, at)
        or read_calendar(tokens, at)
    )
    if inner is not None:
        return None if _has_day(inner.node) or isinstance(inner.node, Clock | Both | Ago | Lapse) else inner
    bare = _BARE_PERIODS.get(UNIT_FORMS.get(word(tokens, at), ""))
    return None if bare is None else Parsed(bare, at + 1)


_CLOCK_HEADS = frozenset(("و",)).union(
    _THE_HOUR, (folded for folded, number in WORDS.items() if number.role == "ordinal" and number.definite)
)
_READERS: tuple[tuple[Container[str], Callable[[Sequence[Token], int], Parsed | None]], ...] = (
    (_CLOCK_HEADS, _clock),
    (_DAY_PART_LEADS.union(DAY_PART_FORMS), _day_part),
    (PART_FORMS, read_part),
    (_HALF_FORMS, _half),
    (_WEEK_OF, _week_of_month),
    (DECADE_HEADS, read_decade),
    (CENTURY_HEADS, read_century),
    (SEASON_HEADS, read_season),
    (RELATIVE_HEADS, read_relative),
    (CALENDAR_HEADS, read_calendar),
)
"""What may begin with a word, the first that finds something wins; each reader with the words that it can begin at."""
