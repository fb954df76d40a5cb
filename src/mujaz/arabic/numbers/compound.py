"""Reading one number at a token: digits, words and their compounds, fractions, ordinals, vague quantities.

The grammar of Modern Standard Arabic numerals (Ryding, *A Reference Grammar of Modern Standard Arabic*,
ch. 15): units stand before tens and are joined by «و» (خمسة وعشرون), hundreds before both, a scale word
after the number that it multiplies, larger scales first. The classical ascending order (خمسة وستون
وثلاثمئة) and dialect order (عشرين وخمسة) are read too; what a list could have meant then stays among `parts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from mujaz.arabic.numbers.below_thousand import Chunk, read_chunk, word_at
from mujaz.arabic.numbers.digits import Value, pieces, read, whole
from mujaz.arabic.numbers.lexicon import WORDS
from mujaz.arabic.numbers.tokens import Token

__all__ = ["Reading", "read_cardinal", "read_fraction", "read_ordinal", "word_at"]

_PERCENT_SIGNS = frozenset("%٪")
_UNLIMITED = 10**30
_GOING_ON = _PERCENT_SIGNS.union(WORDS, ("و", "وال", "ف", "ر"))
"""What can go on with a number after its first word or digits, or tell how they are meant."""


class Reading(NamedTuple):
    """A number read at some token: the token after it, value, other values that the same writing can mean,
    the largest scale that multiplied it, and whether digits were part of it."""

    end: int
    value: Value
    parts: tuple[Value, ...] = ()
    scale: int = 1
    digits: bool = False


def _conjunction_before_digits(tokens: Sequence[Token], at: int) -> int | None:
    """Token index of digits that a «و» (و، والـ) at `at` joins to what stands before, or None."""
    if at + 1 < len(tokens) and tokens[at + 1].kind == "digits" and tokens[at].folded in ("و", "وال", "ف"):
        return at + 1
    return None


def _scale_follows(tokens: Sequence[Token], at: int) -> bool:
    if at < len(tokens) and tokens[at].text in _PERCENT_SIGNS:
        return True
    found = word_at(tokens, at)
    return found is not None and found[0].role in ("scale", "scales") and not found[0].conjoined


def _around_ra(tokens: Sequence[Token], at: int) -> Chunk | None:
    """«6ر3»: agencies that write «ر» for the decimal sign put the fraction first (3.6); the other order is kept."""
    if at + 2 >= len(tokens) or tokens[at + 1].folded != "ر" or tokens[at + 2].kind != "digits":
        return None
    if tokens[at + 1].gap or tokens[at + 2].gap:
        return None
    first, second = pieces(tokens[at].text), pieces(tokens[at + 2].text)
    if len(first) != 1 or len(second) != 1:
        return None
    left, right = first[0][0], second[0][0]
    value, other = read(f"{right}.{left}", True), read(f"{left}.{right}", True)
    if value is None or other is None:
        return None
    return Chunk(at + 3, value.value, (other.value,), True)


def _digit_chunk(tokens: Sequence[Token], at: int) -> Chunk | None:
    token = tokens[at]
    if token.kind != "digits":
        return None
    around_ra = _around_ra(tokens, at)
    if around_ra is not None:
        return around_ra
    found = read(token.text, _scale_follows(tokens, at + 1))
    if found is None:
        return None
    return Chunk(at + 1, found.value, () if found.other is None else (found.other,), True)


def _scales(tokens: Sequence[Token], at: int, chunk: Chunk, definite: bool) -> tuple[int, int]:
    """The scale words that multiply `chunk`: next token, product. «ألف مليون» multiplies twice."""
    product = 1
    while True:
        found = word_at(tokens, at)
        if found is None or found[0].conjoined or found[0].clitic:
            return at, product
        word, after = found
        if word.role not in ("scale", "scales") or (word.definite and not definite):
            return at, product
        if word.role == "scales" and chunk.value >= 1000:
            return at, product  # «عام 2014 آلاف النازحين»
        step = int(word.value)
        if product > 1 and step <= product:
            return at, product
        product *= step
        at = after


def read_fraction(tokens: Sequence[Token], at: int, joined: bool = False) -> tuple[int, Fraction] | None:
    """«نصف», «ثلثي», «ثلاثة أرباع»: next token and value."""
    found = word_at(tokens, at)
    if found is None or found[0].conjoined != joined:
        return None
    word, after = found
    if word.role == "fraction":
        return after, Fraction(word.value)
    if word.role == "unit":
        following = word_at(tokens, after)
        if following and following[0].role == "fractions" and not following[0].conjoined:
            return following[1], word.value * Fraction(following[0].value)
    return None


def _bare_scale(tokens: Sequence[Token], at: int, joined: bool) -> Reading | None:
    """A scale word without a number before it. «مليونا دولار» is two millions, «مليوناً» one; without the
    sign of the accusative both stay possible."""
    found = word_at(tokens, at)
    if found is None or found[0].conjoined != joined:
        return None
    word, after = found
    value = int(word.value)
    if word.role == "scale2":
        end, product = _scales(tokens, after, Chunk(after, 2, (), False), False)
        return Reading(end, value * product, (), value // 2)
    if word.role != "scale":
        return None
    token = tokens[after - 1]
    letters = token.folded
    if letters.endswith("ا") and "\u064b" not in token.text and not joined:
        return Reading(after, 2 * value, (value,), value)
    end, product = _scales(tokens, after, Chunk(after, 1, (), False), False)
    if product > 1 and product <= value:
        return Reading(after, value, (), value)
    return Reading(end, value * product, (), value * product)


def read_cardinal(tokens: Sequence[Token], at: int, strict: bool = False) -> Reading | None:
    """The cardinal number that begins at token `at`, as long as it goes; None when there is none."""
    if at + 1 < len(tokens) and tokens[at + 1].folded in _GOING_ON:
        return _sum(tokens, at, strict)
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind == "digits":
        return _plain_digits(tokens, at)
    alone = _one_word(token.text, token.folded) if token.folded in WORDS else None
    return None if alone is None else Reading(at + 1, *alone[1:])


@lru_cache(maxsize=1024)
def _one_word(text: str, folded: str) -> Reading | None:
    """The number that a word says by itself; kept, because most numbers in words are one of a few words."""
    return _sum((Token("word", text, folded, 0, len(text), False),), 0, False)


def _sum(tokens: Sequence[Token], at: int, strict: bool) -> Reading | None:
    """The sum of the terms that begin at token `at`."""
    first = word_at(tokens, at)
    if first is None and tokens[at].kind != "digits":
        return None
    total: Value = 0
    limit = _UNLIMITED
    parts: tuple[Value, ...] = ()
    digits = False
    top = 1
    end = at
    while True:
        joined = end > at
        start = end
        if not joined:
            joined = first is not None and first[0].conjoined
        if end > at and _begins_another(tokens, start):
            break
        step = _component(tokens, start, joined, end > at, strict)
        if step is None or step.scale >= limit or step.value >= limit:
            break
        total += step.value
        parts += step.parts
        digits = digits or step.digits
        limit = step.scale
        top = max(top, step.scale)
        end = step.end
        half = read_fraction(tokens, end, joined=True)
        if half is not None:
            named = _bare_scale(tokens, half[0], False)
            definite = named is not None and tokens[half[0]].folded.startswith("ال")
            total, end = _and_a_half(total, step, half, named, definite)
            break
        if limit == 1:
            break
    if end == at:
        return None
    return Reading(end, whole(total), parts, top, digits)


def _plain_digits(tokens: Sequence[Token], at: int) -> Reading | None:
    """Digits that nothing goes on with, as most of them: what `_component` would find at the end of many questions."""
    found = read(tokens[at].text)
    if found is None or found.value >= _UNLIMITED:
        return None
    return Reading(at + 1, found.value, () if found.other is None else (found.other,), 1, True)


def _begins_another(tokens: Sequence[Token], at: int) -> bool:
    """«بواحد وثلاثين مليوناً وبعشر سنوات»: a preposition after «و» begins another number."""
    found = word_at(tokens, at)
    return found is not None and found[0].conjoined and found[0].clitic > 1


def _and_a_half(
    total: Value, step: Reading, half: tuple[int, Fraction], named: Reading | None, definite: bool
) -> tuple[Value, int]:
    """`total` with «ونصف» after its last term `step`: of that term's scale, or of the scale that is `named`
    («ثلاثة ملايين ونصف المليون»). «خمسة ونصف مليون» multiplies the whole."""
    after, part = half
    if named is not None and step.scale == 1 and not definite:
        return (total + part) * named.scale, named.end
    if named is not None and named.scale <= step.scale:
        return total + part * named.scale, named.end
    if step.scale == 1 and step.value >= 1000:
        return total, step.end
    return total + part * step.scale, after


def _component(tokens: Sequence[Token], at: int, joined: bool, inner: bool, strict: bool) -> Reading | None:
    """One term of the sum: a number below 1000 (or digits, or a fraction) times its scale, or a bare scale."""
    if at >= len(tokens):
        return None
    if not inner:
        fraction = read_fraction(tokens, at, joined)
        if fraction is not None:
            end, product = _scales(tokens, fraction[0], Chunk(at, 1, (), False), True)
            return Reading(end, whole(fraction[1] * product), (), max(product, 1))
    bare = _bare_scale(tokens, at, joined)
    if bare is not None:
        return bare
    chunk: Chunk | None = None
    if tokens[at].kind == "digits":
        chunk = None if inner else _digit_chunk(tokens, at)
    elif inner and (digits_at := _conjunction_before_digits(tokens, at)) is not None:
        chunk = _digit_chunk(tokens, digits_at)
    if chunk is None:
        chunk = read_chunk(tokens, at, joined, strict)
    if chunk is None:
        return None
    definite = tokens[at].folded.startswith("ال") and tokens[at].kind == "word"
    end, product = _scales(tokens, chunk.end, chunk, definite)
    parts = tuple(whole(part * product) for part in chunk.parts)
    return Reading(end, whole(chunk.value * product), parts, product, chunk.digits)


def read_ordinal(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """«الثالث», «الحادي عشر», «الخامسة والعشرين»: next token and rank."""
    found = word_at(tokens, at)
    if found is None or found[0].role != "ordinal":
        return None
    word, after = found
    rank = int(word.value)
    following = word_at(tokens, after)
    if following is not None and rank < 10:
        other = following[0]
        if other.role == "ten" and not other.conjoined and other.clitic == 0:
            return following[1], rank + 10
        if other.role == "tens" and other.conjoined and other.clitic <= 1 and other.definite == word.definite:
            return following[1], rank + int(other.value)
    if not word.definite and rank == 2 and tokens[after - 1].folded.endswith("ه"):
        return None  # «ثانية» alone is the unit of time, or "again"
    return after, rank
