"""Vague quantities as ranges: «عشرات», «مئات الآلاف», «بضع», «نيف».

Lower bounds follow the conservative reading of event data (tens 10, dozens 12, hundreds 100). «بضع» is three
to nine, «نيف» what exceeds a round number up to the next one (Lane, *Arabic-English Lexicon*).
"""

from __future__ import annotations

from collections.abc import Sequence

from mujaz.arabic.numbers.compound import Reading, read_cardinal, word_at
from mujaz.arabic.numbers.digits import Value
from mujaz.arabic.numbers.lexicon import Word
from mujaz.arabic.numbers.qualifiers import Qualifier
from mujaz.arabic.numbers.ranges import Item
from mujaz.arabic.numbers.tokens import Token

__all__ = ["vague_word", "with_excess"]

_ENOUGH = 10**15  # «آلاف آلاف آلاف ...» ends somewhere
_BULK: dict[str, Qualifier] = {"tens-of": "tens", "dozens": "dozens", "hundreds-of": "hundreds"}


def vague_word(tokens: Sequence[Token], at: int) -> Item | None:
    """«عشرات», «بضع مئات», «نيف وعشرون»: a quantity that begins with a vague word."""
    found = word_at(tokens, at)
    if found is None:
        return None
    word, after = found
    if word.role in _BULK or word.role == "scales":
        end, value, qualifier = _bulk(tokens, word, after)
        return Item(at, end, value, None, "vague", qualifier=qualifier)
    if word.role == "few":
        return _few(tokens, at, after)
    if word.role == "several":
        end, value, bulk = _multiplied(tokens, after)
        return Item(at, end, 3 * value, None, "vague", qualifier=bulk or "several")
    if word.role == "decade":
        value = int(word.value)
        return Item(at, after, value, value + 9, "vague", (value,), qualifier="about")
    if word.role == "odd":
        reading = read_cardinal(tokens, after)
        following = word_at(tokens, after)
        if reading is not None and following is not None and following[0].conjoined:
            return Item(
                at,
                reading.end,
                reading.value,
                _next_round(reading.value),
                "vague",
                (reading.value,),
                qualifier="at_least",
            )
    return None


def _bulk(tokens: Sequence[Token], word: Word, after: int) -> tuple[int, int, Qualifier]:
    """«عشرات», with the scales that follow («عشرات الآلاف», «آلاف الملايين»): end, lower bound, qualifier."""
    value = int(word.value)
    end = after
    while value < _ENOUGH:
        following = word_at(tokens, end)
        if (
            following is None
            or following[0].conjoined
            or following[0].clitic
            or following[0].role not in ("scale", "scales")
        ):
            break
        if word.role == "scales" and following[0].value <= word.value:
            break
        value *= int(following[0].value)
        end = following[1]
    if end == after and word.role in _BULK:
        return end, value, _BULK[word.role]
    return end, value, "thousands" if value < 1_000_000 else "at_least"


def _multiplied(tokens: Sequence[Token], at: int) -> tuple[int, int, Qualifier | None]:
    """The bulk word that «بضع» or «عدة» multiplies («بضع مئات»): end, factor, qualifier."""
    found = word_at(tokens, at)
    if found is None or found[0].conjoined or found[0].clitic:
        return at, 1, None
    word, after = found
    if word.role in _BULK or word.role in ("scale", "scales"):
        return _bulk(tokens, word, after)
    return at, 1, None


def _few(tokens: Sequence[Token], at: int, after: int) -> Item:
    found = word_at(tokens, after)
    if found is not None and found[0].role == "ten" and not found[0].conjoined:
        return Item(at, found[1], 13, 19, "vague", qualifier="several")
    if found is not None and found[0].role == "tens" and found[0].conjoined:
        tens = int(found[0].value)
        return Item(at, found[1], tens + 3, tens + 9, "vague", qualifier="several")
    end, factor, qualifier = _multiplied(tokens, after)
    return Item(at, end, 3 * factor, 9 * factor, "vague", qualifier=qualifier or "several")


def _next_round(value: Value) -> Value | None:
    """The last number before the next ten, for numbers below 100; no upper bound is known above."""
    return value + 9 if value < 100 else None


def with_excess(tokens: Sequence[Token], at: int, reading: Reading | None) -> Item | None:
    """«عشرون ونيف»: the number `reading`, read at token `at`, when an excess follows it."""
    if reading is None:
        return None
    following = word_at(tokens, reading.end)
    if following is None or following[0].role != "odd" or not following[0].conjoined:
        return None
    return Item(
        at, following[1], reading.value, _next_round(reading.value), "vague", (reading.value,), qualifier="at_least"
    )
