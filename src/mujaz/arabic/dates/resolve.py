"""From an Arabic date expression to a calendar date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from mujaz.arabic.dates import periods
from mujaz.arabic.dates.anchoring import anchor
from mujaz.arabic.dates.credible import LEADS, credible
from mujaz.arabic.dates.elements import word
from mujaz.arabic.dates.nodes import (
    Ago,
    Between,
    Both,
    Century,
    Clock,
    Decade,
    Fields,
    Lapse,
    Node,
    Part,
    Season,
    Week,
)
from mujaz.arabic.dates.parse import read_date
from mujaz.arabic.dates.when import NOTHING, Basis, When, day_text
from mujaz.arabic.dates.words import POINTING
from mujaz.arabic.numbers.tokens import Token, tokenize

__all__ = ["points_elsewhere", "resolve", "resolve_node"]

_LONGEST_EXPRESSION = 500
_RANK: dict[Basis, int] = {"explicit": 0, "publication": 1, "relative": 2, "none": 3}


def resolve(expression: str, published: date | None) -> When:
    """What the date expression means for an article published on `published`.

    Never raises and never guesses: without `published` whatever counts from it has no date, a day or month
    without a year becomes `XXXX-01-08`, impossible dates (31 February), texts without a date, texts with two
    different dates and what counts from another date of the text («منتصف الشهر نفسه») give
    `When(None, None, None, None, "none")`. Expressions longer than 500 characters are no expressions. See
    `anchoring` for missing years and bare weekdays.
    """
    return _resolved(expression, published) if len(expression) <= _LONGEST_EXPRESSION else NOTHING


@lru_cache(maxsize=512)
def _resolved(expression: str, published: date | None) -> When:
    """Kept, because several checks ask about one expression, and some of them twice."""
    tokens = tokenize(expression)
    nodes: list[Node] = []
    at = 0
    while at < len(tokens):
        found = read_date(tokens, at)
        if found is None or not (credible(tokens, at, found) or _whole(tokens, at, found.end)):
            at += 1
            continue
        nodes.append(found.node)
        at = found.end
    whens = [resolve_node(node, published) for node in nodes]
    dated = [when for when in whens if when.precision != "time"]
    if not whens:
        return NOTHING
    if not dated:
        return whens[0]
    agreed = _agreed(dated)
    return NOTHING if agreed.basis in ("relative", "publication") and _points(tokens) else agreed


def points_elsewhere(expression: str) -> bool:
    """Whether a date expression counts from another date of the text: «مطلع العام التالي», «وبعد ذلك بعامين»."""
    return _points(tokenize(expression))


def _points(tokens: Sequence[Token]) -> bool:
    return any(token.folded in POINTING for token in tokens)


def _whole(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether the expression is this date and nothing else but a preposition."""
    return end == len(tokens) and (at == 0 or (at == 1 and word(tokens, 0) in LEADS))


def _agreed(whens: list[When]) -> When:
    """One date, or several of which the narrowest lies inside all others («الجمعة، في نيسان الماضي»)."""
    if len(whens) == 1:
        return whens[0]
    if any(when.start is None or when.end is None for when in whens):
        return whens[0] if len({when.edtf for when in whens}) == 1 else NOTHING
    narrowest = min(whens, key=_length)
    assert narrowest.start is not None
    assert narrowest.end is not None
    for when in whens:
        assert when.start is not None
        assert when.end is not None
        if not (when.start <= narrowest.start and narrowest.end <= when.end):
            return NOTHING
    return narrowest


def _length(when: When) -> int:
    assert when.start is not None
    assert when.end is not None
    return (when.end - when.start).days


def resolve_node(node: Node, published: date | None) -> When:
    """What a parsed expression means; `NOTHING` when it cannot be anchored or is impossible."""
    try:
        return _resolve(node, published)
    except (ValueError, OverflowError):
        return NOTHING


def _resolve(node: Node, published: date | None) -> When:
    match node:
        case Fields():
            return anchor(node, published)
        case Clock():
            return When(None, None, None, "time", "none")
        case Decade():
            return periods.decade(node, published)
        case Century():
            return periods.century(node, published)
        case Season():
            return periods.season(node, published)
        case Part():
            return periods.part(node, _resolve(node.inner, published))
        case Between():
            return _between(node, published)
        case Both():
            return _both(node, published)
    if published is None:
        return NOTHING
    match node:
        case Week():
            return periods.week(node.shift, published)
        case Ago():
            return periods.ago(node, published)
        case Lapse():
            return periods.lapse(node, published)


def _between(node: Between, published: date | None) -> When:
    if node.first is None or node.last is None:
        inner = node.first or node.last
        assert inner is not None
        known = _resolve(inner, published)
        if known.edtf is None or "/" in known.edtf or known.edtf.startswith("XXXX"):
            return known
        if node.last is None:
            return When(f"{known.edtf}/..", known.start, None, "interval", known.basis)
        return When(f"../{known.edtf}", None, known.end, "interval", known.basis)
    if isinstance(node.first, Clock) and isinstance(node.last, Clock):
        return _resolve(node.first, published)
    return _joined(*_both_ends(node.first, node.last, published))


def _both_ends(first: Node, last: Node, published: date | None) -> tuple[When, When]:
    """Both ends resolved; of two weekdays the first is the one just before the last."""
    end = _resolve(last, published)
    if not isinstance(first, Fields) or not isinstance(last, Fields) or end.start is None:
        return _resolve(first, published), end
    if first.weekday is not None and last.weekday is not None and first.day is None and first.day_shift is None:
        day = end.start - timedelta(days=(end.start.weekday() - first.weekday) % 7)
        return When(day_text(day), day, day, "day", end.basis), end
    begin = _resolve(first, published)
    if last == Fields(weekday=last.weekday) and begin.start is not None and end.start < begin.start:
        day = begin.start + timedelta(days=(end.start.weekday() - begin.start.weekday()) % 7)
        return begin, When(day_text(day), day, day, "day", end.basis)  # «من اليوم إلى الأربعاء»
    return begin, end


def _joined(first: When, last: When) -> When:
    if first.edtf is None or last.edtf is None:
        return NOTHING
    if "/" in first.edtf or "/" in last.edtf:
        if first.start is None or last.end is None or first.start > last.end:
            return NOTHING
        return periods.interval(first.start, last.end, max(first.basis, last.basis, key=_RANK.__getitem__))
    basis = max(first.basis, last.basis, key=_RANK.__getitem__)
    if first.start is not None and last.start is not None and last.start < first.start:
        return NOTHING
    return When(f"{first.edtf}/{last.edtf}", first.start, last.end, "interval", basis)


def _both(node: Both, published: date | None) -> When:
    """Neighbouring days, months or years make an interval; others are a set."""
    first, last = _both_ends(node.first, node.last, published)
    joined = _joined(first, last)
    if joined.edtf is None or first.end is None or last.start is None or "/" in f"{first.edtf}{last.edtf}":
        return joined
    if last.start - first.end <= timedelta(days=1):
        return joined
    return joined._replace(edtf=f"{{{first.edtf},{last.edtf}}}")
