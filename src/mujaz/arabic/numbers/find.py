"""Finding every number of a text: one pass over its tokens, then ranges, percent signs and qualifiers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from mujaz.arabic.numbers.compound import read_cardinal, read_ordinal, word_at
from mujaz.arabic.numbers.digits import Value, pieces
from mujaz.arabic.numbers.lexicon import WORDS, Word
from mujaz.arabic.numbers.nouns import DUAL, PLURAL_OR_DUAL
from mujaz.arabic.numbers.qualifiers import Qualifier, qualifier_of
from mujaz.arabic.numbers.ranges import Item, join_ranges
from mujaz.arabic.numbers.tokens import Token, after_letters, may_have, tokenize
from mujaz.arabic.numbers.vague import vague_word, with_excess

__all__ = ["Kind", "Number", "Unit", "find", "find_in"]

Kind = Literal["digits", "words", "vague", "dual", "ordinal"]
Unit = Literal["percent", "permille"]

# «كانون الثاني», «ربيع الأول»: the ordinal belongs to the name of the month.
_MONTH_HEADS = frozenset(("كانون", "تشرين", "ربيع", "جمادي"))
_CLITICS = ("و", "ف", "ب", "ل", "ك")
_HUNDRED = frozenset(("المئه", "المائه", "الميه", "المايه"))
_IN_HUNDRED = frozenset("ب" + word for word in _HUNDRED)
_IN_THOUSAND = "بالالف"
_COUNTING = frozenset(("و",)).union(WORDS, DUAL, PLURAL_OR_DUAL)
"""Words with which a number may begin: the grammar is asked about no others."""


class Number(NamedTuple):
    """A number in a text.

    `low` and `high` bound the count or measure (equal for a plain number; None where the text sets no
    bound). They are exact: int, or Fraction for parts («نصف», 3.5). `figures` are the numbers that stand
    written there, the most likely first, with other possible readings («1.234»: 1234 and 1.234); a check
    that looks for a figure should accept any of them. `start` and `end` are code points of the text,
    attached «و», «بـ», «لـ», «كـ» left out, percent sign included.

    `kind`: `digits`; `words`; `vague` («عشرات»: a lower bound only); `ordinal` (rank); `dual` (a noun in
    the dual: weak evidence, see `nouns`). `qualifier` is what the words around it make of it.
    """

    low: Value | None
    high: Value | None
    kind: Kind
    start: int
    end: int
    figures: tuple[Value, ...] = ()
    qualifier: Qualifier = "exact"
    unit: Unit | None = None

    @property
    def value(self) -> Value | None:
        """The number when it is a single one, else None."""
        return self.low if self.low == self.high else None


def find(text: str) -> list[Number]:
    """Every number in `text`, in order, without overlaps. Never raises; linear in the length of the text.

    Digits are found wherever they stand: also in dates, times, telephone numbers and identifiers.
    """
    return find_in(tokenize(text)) if may_have(text, _COUNTING) else []


def find_in(tokens: Sequence[Token]) -> list[Number]:
    """Like `find`, for a text that is already cut into tokens."""
    items = join_ranges(tokens, _items(tokens))
    numbers: list[Number] = []
    for number, item in enumerate(items):
        before = items[number - 1].end if number else 0
        after = items[number + 1].first if number + 1 < len(items) else len(tokens)
        numbers.append(_finish(tokens, item, before, after))
    return numbers


def _items(tokens: Sequence[Token]) -> list[Item]:
    items: list[Item] = []
    end = 0
    for at in [at for at, token in enumerate(tokens) if token.kind == "digits" or token.folded in _COUNTING]:
        if at < end:
            continue
        item = _read(tokens, at, bool(items) and end == at)
        if item is None:
            continue
        items += [_percent(tokens, item[0], end)] if len(item) == 1 else item
        end = items[-1].end
    return items


def _read(tokens: Sequence[Token], at: int, counted: bool) -> list[Item] | None:
    """The number or numbers that begin at token `at`; `counted` says that another ends right before it."""
    token = tokens[at]
    if token.kind == "digits":
        reading = read_cardinal(tokens, at)
        if reading is not None:
            figures = (reading.value, *reading.parts)
            return [Item(at, reading.end, reading.value, reading.value, "digits", figures, reading.scale)]
        found = pieces(token.text)
        return [
            Item(at, at + 1, value, value, "digits", (value,), 1, token.start + start, token.start + end)
            for value, start, end in found
        ] or None
    if token.kind != "word" or token.folded in _IN_HUNDRED:
        return None
    if token.folded in DUAL:
        return [Item(at, at + 1, 2, 2, "dual", (2,))]
    if token.folded in PLURAL_OR_DUAL and not counted:
        return [Item(at, at + 1, 2, None, "dual", (2,))]
    word = word_at(tokens, at)
    if word is None:
        return None
    item = _ordinal(tokens, at) if word[0].role == "ordinal" else _read_words(tokens, at, word)
    return None if item is None else [item]


def _read_words(tokens: Sequence[Token], at: int, word: tuple[Word, int]) -> Item | None:
    """The number that begins with `word`, which is no ordinal."""
    vague = vague_word(tokens, at)
    if vague is not None:
        return vague
    reading = read_cardinal(tokens, at)
    vague = with_excess(tokens, at, reading)
    if vague is not None:
        return vague
    if word[0].role == "zero" and not (at and tokens[at - 1].folded.endswith("شهر")):
        return Item(at, word[1], 0, 0, "words", (0,))
    if at and tokens[at - 1].folded.endswith("بين"):
        reading = read_cardinal(tokens, at, strict=True)
    if reading is None or _pronoun_one(tokens, at, reading.end, reading.value):
        return None
    kind: Kind = "digits" if reading.digits else "words"
    figures = (reading.value, *reading.parts)
    return Item(at, reading.end, reading.value, reading.value, kind, figures, reading.scale)


def _ordinal(tokens: Sequence[Token], at: int) -> Item | None:
    """The rank at token `at`, unless it belongs to the name of a month."""
    ordinal = read_ordinal(tokens, at)
    if ordinal is None or (at and _stem(tokens[at - 1].folded) in _MONTH_HEADS):
        return None
    return Item(at, ordinal[0], ordinal[1], ordinal[1], "ordinal", (ordinal[1],))


def _pronoun_one(tokens: Sequence[Token], at: int, end: int, value: Value) -> bool:
    """«واحد من»: a pronoun, not a count."""
    return value == 1 and end == at + 1 and end < len(tokens) and tokens[end].folded == "من"


def _stem(folded: str) -> str:
    while len(folded) > 4 and folded[0] in _CLITICS and folded not in _MONTH_HEADS:
        folded = folded[1:]
    return folded


def _percent(tokens: Sequence[Token], item: Item, free: int) -> Item:
    """The item with a percent sign or «بالمئة» / «في المئة» after it, or a sign before its digits («%25») that
    is not before token `free`."""
    end = item.end
    if end < len(tokens):
        folded = tokens[end].folded
        following = tokens[end + 1].folded if end + 1 < len(tokens) else ""
        if folded in ("%", "٪"):
            return item._replace(end=end + 1, unit="percent", last=None)
        if folded == "‰":
            return item._replace(end=end + 1, unit="permille", last=None)
        if folded in _IN_HUNDRED:
            return item._replace(end=end + 1, unit="percent", last=None)
        if folded == "في" and following in _HUNDRED:
            return item._replace(end=end + 2, unit="percent", last=None)
        if folded == _IN_THOUSAND:
            return item._replace(end=end + 1, unit="permille", last=None)
        if folded == "في" and following == "الالف":
            return item._replace(end=end + 2, unit="permille", last=None)
    at = item.first
    if at > free and item.kind == "digits" and tokens[at - 1].text in ("%", "٪") and not tokens[at].gap:
        glued = at > 1 and tokens[at - 2].kind == "digits" and not tokens[at - 1].gap
        if not glued:
            return item._replace(unit="percent", head=tokens[at - 1].start)
    return item


def _finish(tokens: Sequence[Token], item: Item, before: int, after: int) -> Number:
    start = _start(tokens, item) if item.head is None else item.head
    end = tokens[item.end - 1].end if item.last is None else item.last
    low, high, qualifier = item.low, item.high, item.qualifier
    counted = item.kind not in ("dual", "ordinal")
    outer = qualifier_of(tokens, item.first, item.end, before, after) if counted else None
    if outer == "up_to":
        low, high, qualifier = None, high if high is not None else low, outer
    elif outer is not None:
        high = None if outer == "at_least" else high
        qualifier = outer if qualifier == "exact" else qualifier
    return Number(low, high, item.kind, start, end, item.figures, qualifier, item.unit)


def _start(tokens: Sequence[Token], item: Item) -> int:
    token = tokens[item.first]
    found = word_at(tokens, item.first)
    if found is None:
        return token.start
    word, after = found
    if after == item.first + 2:  # a separate «و» stands before the word
        token = tokens[item.first + 1]
        return after_letters(token, word.clitic)
    # «للمئة» keeps its letters: the article has merged with «لـ»
    merged = word.definite and token.folded[: word.clitic + 1].endswith("لل")
    return after_letters(token, word.clitic - 1 if merged else word.clitic)
