"""The grammar of date expressions: single dates, ranges and pairs of them, one date in two calendars."""

from __future__ import annotations

from collections.abc import Sequence

from mujaz.arabic.dates.elements import read_day_number, read_shift, read_year, word
from mujaz.arabic.dates.fields import read_calendar
from mujaz.arabic.dates.nodes import Ago, Between, Both, Clock, Fields, Lapse, Node, Parsed
from mujaz.arabic.dates.single import read_single
from mujaz.arabic.dates.words import WEEKDAY_FORMS, forms
from mujaz.arabic.numbers.tokens import Token, fold_set, fold_word

__all__ = ["read_date"]

_EQUIVALENT = fold_set("الموافق الموافقة الموافقين الموافقه والموافق")
_FROM = fold_set("من بين منذ وبين ومن ومنذ")
_TO = fold_set("إلى حتى وحتى وإلى لغاية ولغاية")
_OPEN_SIDES = forms(("حتي", "قبل", "بعد"))
_BOTH_SHIFTED = fold_set("الماضيين الماضيان الفائتين المنصرمين المقبلين القادمين الآتيين الجاريين")
_DASHES = frozenset("-–—ـ")
_SIGNED_PAIRS = {
    fold_word(plural): unit
    for plural, unit in (("يومي", "day"), ("عامي", "year"), ("سنتي", "year"), ("شهري", "month"), ("يومين", "day"))
}
_PAIR_FORMS = forms(_SIGNED_PAIRS)


def read_date(tokens: Sequence[Token], at: int) -> Parsed | None:
    """The longest date expression that begins at token `at`, or None."""
    found = _range(tokens, at) or _pair(tokens, at) or read_single(tokens, at)
    if found is None:
        return None
    return _with_equivalent(tokens, found)


def _with_equivalent(tokens: Sequence[Token], found: Parsed) -> Parsed:
    """«15 شعبان 1446 هـ الموافق 14 فبراير 2025»: one date in two calendars; the Gregorian one is kept."""
    end = found.end
    sign = tokens[end].text if end < len(tokens) and tokens[end].kind == "sign" else ""
    if sign in ("،", ",", "(", "-", "/", "–") and word(tokens, end + 1) in _EQUIVALENT:
        end += 1
    if word(tokens, end) in _EQUIVALENT:
        end += 1
        if word(tokens, end) == "ل":
            end += 1
        other = read_calendar(tokens, end)
    elif sign in ("(", "-", "/", "–") and isinstance(found.node, Fields) and found.node.hijri:
        other = read_calendar(tokens, end + 1)
        if other is None or not isinstance(other.node, Fields) or other.node.hijri or other.node.year is None:
            return found
    else:
        return found
    if other is None or not isinstance(other.node, Fields):
        return found
    end = other.end
    if end < len(tokens) and tokens[end].text == ")" and sign == "(":
        end += 1
    keep = found.node if other.node.hijri else other.node
    return Parsed(keep, end, True)


def _range(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«من 3 إلى 5 أيار», «بين عامي 2014 و2019», «3-5 أيار 2024», «منذ عام 2011»."""
    head = word(tokens, at)
    if head in _FROM:
        start = at + 1
        if word(tokens, start) in _SIGNED_PAIRS or word(tokens, start) in ("يوم", "شهر"):
            start += 0 if word(tokens, start) in ("يوم", "شهر") else 1
        joined = _ends(tokens, start, head.endswith("بين"))
        if joined is not None:
            return joined
        if head.endswith("منذ"):
            since = read_single(tokens, start)
            if since is not None and not isinstance(since.node, Lapse | Ago | Clock | Between):
                return Parsed(Between(since.node, None), since.end)
        return None
    side = _OPEN_SIDES.get(head)
    if side is not None:
        bound = read_calendar(tokens, at + 1)
        if bound is None or not isinstance(bound.node, Fields):
            return None
        if side == "حتي":
            return Parsed(Between(None, bound.node), bound.end, bound.sure)
        if bound.node.weekday is not None or (bound.node.year is None and bound.node.day is None):
            return None
        ends = (None, bound.node) if side == "قبل" else (bound.node, None)
        return Parsed(Between(*ends), bound.end, bound.sure)
    if at < len(tokens) and tokens[at].kind == "digits":
        return _dashed(tokens, at)
    return None


def _bare_end(tokens: Sequence[Token], at: int) -> Parsed | None:
    """A day number or year that takes what it lacks from the other end of a range."""
    year = read_year(tokens, at, False)
    if year is not None:
        return Parsed(Fields(year=year[0], hijri=year[1]), year[2])
    led = at + 1 if word(tokens, at) == "يوم" else at
    day = read_day_number(tokens, led)
    return None if day is None else Parsed(Fields(day=day[0]), day[1])


def _joint(tokens: Sequence[Token], at: int, between: bool) -> int | None:
    """The token after «إلى», «حتى», «و» (only between) or a dash that joins two ends; None without one."""
    if at >= len(tokens):
        return None
    if word(tokens, at) in _TO:
        return at + 1
    if tokens[at].text in _DASHES:
        return at + 1
    if between and word(tokens, at) in ("و", "وال"):
        return at + 1
    if between and tokens[at].kind == "word" and tokens[at].folded.startswith("و"):
        return at
    return None


def _ends(tokens: Sequence[Token], at: int, between: bool) -> Parsed | None:
    for read in (read_single, _bare_end):
        first = read(tokens, at)
        if first is None:
            continue
        joint = _joint(tokens, first.end, between)
        if joint is None:
            continue
        last = read_single(tokens, joint) or _bare_end(tokens, joint)
        if last is None:
            continue
        merged = _completed(first.node, last.node)
        if merged is not None:
            return Parsed(merged, last.end)
    return None


def _dashed(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«3-5 أيار 2024», «2014-2019»."""
    slash = at + 2 < len(tokens) and tokens[at + 1].text == "/"
    if not slash and (at + 2 >= len(tokens) or tokens[at + 1].text not in _DASHES):
        return None
    first = _bare_end(tokens, at)
    if first is None or first.end != at + 1:
        return None
    last = read_calendar(tokens, at + 2) or _bare_end(tokens, at + 2)
    if last is None or not isinstance(first.node, Fields) or not isinstance(last.node, Fields):
        return None
    if slash and not (first.node.year and last.node.year == first.node.year + 1 and last.node.month is None):
        return None
    if tokens[at].gap is False and at and tokens[at - 1].text in "-/":
        return None
    if last.end < len(tokens) and tokens[last.end].text in ("-", "/") and not tokens[last.end].gap:
        return None
    merged = _completed(first.node, last.node)
    if merged is None:
        return None
    years = first.node.year is not None and last.node.month is None
    return Parsed(merged, last.end, not years)


def _completed(first: Node, last: Node) -> Between | None:
    """The range, each end completed from the other; None when they do not fit together."""
    if not isinstance(first, Fields) or not isinstance(last, Fields):
        return Between(first, last) if type(first) is type(last) else None
    if first.day is not None and first.month is None and first.month_shift is None:
        if last.day is None or (last.month is None and last.month_shift is None):
            return None
        first = last._replace(day=first.day, weekday=None)
    elif first.month is not None and last.month is not None and first.year is None:
        first = first._replace(
            year=last.year,
            year_shift=last.year_shift,
            shift=first.shift if first.shift is not None else last.shift,
        )
    if last.day is not None and last.month is None and last.month_shift is None and last.day_shift is None:
        if first.day is None or first.month is None:
            return None
        last = first._replace(day=last.day, weekday=None)
    if first.weekday is not None and last.weekday is not None and first.day is None and first.shift is None:
        first = first._replace(shift=last.shift)
    kinds = [
        (
            f.day is not None or f.weekday is not None or f.day_shift is not None,
            f.month is not None or f.month_shift is not None,
        )
        for f in (first, last)
    ]
    if kinds[0] != kinds[1] and not (kinds[0][0] and kinds[1][0]):
        return None
    return Between(first, last)


def _pair(tokens: Sequence[Token], at: int) -> Parsed | None:
    """«يومي الجمعة والسبت الماضيين», «عامي 2014 و2019», «الثلاثاء والأربعاء الماضيين»."""
    head = word(tokens, at)
    if head in WEEKDAY_FORMS and word(tokens, at + 2) in _BOTH_SHIFTED:
        at -= 1
    elif head not in _PAIR_FORMS:
        return None
    first = read_calendar(tokens, at + 1) or _bare_end(tokens, at + 1)
    if first is None:
        return None
    joint = _joint(tokens, first.end, True)
    if joint is None or tokens[first.end].text in _DASHES:
        return None
    last = read_calendar(tokens, joint) or _bare_end(tokens, joint)
    if last is None:
        return None
    merged = _completed(first.node, last.node)
    if merged is None or merged.first is None or merged.last is None:
        return None
    shifted = read_shift(tokens, last.end)
    end = last.end if shifted is None else shifted[1]
    return Parsed(Both(merged.first, merged.last), end)
