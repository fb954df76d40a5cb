"""Two numbers that are the ends of one range: «10-15», «بين 10 و15», «10 إلى 15», «ثلاثة أو أربعة»."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from mujaz.arabic.numbers.digits import Value
from mujaz.arabic.numbers.qualifiers import Qualifier
from mujaz.arabic.numbers.tokens import Token

__all__ = ["Item", "join_ranges"]

_DASHES = frozenset("-–—‒−")


class Item(NamedTuple):
    """A number while it is being read: `tokens[first:end]`. `head` and `last` are code points that
    override the tokens' own bounds."""

    first: int
    end: int
    low: Value | None
    high: Value | None
    kind: Literal["digits", "words", "vague", "dual", "ordinal"]
    figures: tuple[Value, ...] = ()
    scale: int = 1
    head: int | None = None
    last: int | None = None
    qualifier: Qualifier = "exact"
    unit: Literal["percent", "permille"] | None = None


def join_ranges(tokens: Sequence[Token], items: Sequence[Item]) -> list[Item]:
    """The items, with neighbours that are two ends of one range joined."""
    joined: list[Item] = []
    for number, item in enumerate(items):
        following = items[number + 1] if number + 1 < len(items) else None
        merged = _join(tokens, joined[-1], item, following) if joined else None
        if merged is not None:
            joined[-1] = merged
        else:
            joined.append(item)
    return joined


def _plain(item: Item) -> bool:
    return item.kind in ("digits", "words") and item.low is not None and item.low == item.high


def _join(tokens: Sequence[Token], left: Item, right: Item, following: Item | None) -> Item | None:
    if right.first - left.end > 1:
        return None  # one word or sign at most stands between the ends of a range
    if not (_plain(left) and _plain(right)) or left.last is not None or right.last is not None:
        return None
    between = tokens[left.end : right.first]
    words = [token.folded for token in between]
    low, high = left.low, right.low
    assert low is not None
    assert high is not None
    shared = right.scale > 1 and left.scale == 1 and low < 1000 and (low < high / right.scale)
    if shared:
        low *= right.scale
    if low >= high:
        return None
    before = tokens[left.first - 1].folded if left.first else ""
    if len(between) == 1 and between[0].text in _DASHES:
        ok = _dash_range(tokens, left, right, following)
    elif words in (["الي"], ["حتي"], ["او"], ["ل"]):
        falls_to = left.unit is not None and right.unit is None  # «بنسبة 1.2 في المئة إلى 15738 نقطة»
        ok = not falls_to and before not in ("من", "منذ") and (words != ["او"] or high <= 2 * low)
    elif before in ("بين", "وبين", "مابين"):
        ok = words in ([], ["و"], ["وال"], ["الي"]) and _conjoined(tokens, left, right)
    else:
        ok = False
    if not ok:
        return None
    figures = tuple(dict.fromkeys((low, high, *left.figures, *right.figures)))
    return right._replace(
        first=left.first, low=low, high=high, figures=figures, scale=max(left.scale, right.scale),
        head=left.head, qualifier="about", unit=right.unit or left.unit,
    )  # fmt: skip


def _conjoined(tokens: Sequence[Token], left: Item, right: Item) -> bool:
    return right.first > left.end or tokens[right.first].folded.startswith("و")


def _dash_range(tokens: Sequence[Token], left: Item, right: Item, following: Item | None) -> bool:
    """A dash joins two numbers only when neither end touches a further dash, slash or letter (dates,
    telephone numbers, «F-16»)."""
    if left.kind != "digits" or right.kind != "digits":
        return left.kind == right.kind
    before = tokens[left.first - 1] if left.first else None
    if before is not None and not tokens[left.first].gap and (before.kind == "latin" or before.text in "-–—/:"):
        return False
    if following is not None and following.first == right.end + 1:
        sign = tokens[right.end]
        if sign.text in ("-", "–", "—", "/", ":") and not sign.gap:
            return False
    return True
