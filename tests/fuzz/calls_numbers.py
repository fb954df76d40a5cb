"""How the public functions of `mujaz.arabic.numbers` are called."""

from __future__ import annotations

from mujaz.arabic.numbers import below_thousand, compound, digits, qualifiers, ranges, vague
from mujaz.arabic.numbers import tokens as tokens_module
from mujaz.arabic.numbers.find import find, find_in
from mujaz.arabic.numbers.quantity import quantity
from mujaz.arabic.numbers.tokens import tokenize
from tests.fuzz.calling import MORE, Call, ends
from tests.fuzz.invariants import spans_lie_in, tokens_lie_in
from tests.fuzz.pieces import Case

__all__ = ["CALLS"]


def _numbers(case: Case) -> None:
    found = find(case.text)
    spans_lie_in([(number.start, number.end) for number in found], case.text)
    assert found == find(case.text)
    for number in found:
        assert number.low is None or number.high is None or number.low <= number.high


def _quantity(case: Case) -> None:
    found = quantity(case.text)
    known = [value for value in (found.min, found.best, found.max) if value is not None]
    assert known == sorted(known)
    assert all(value >= 0 for value in known)


def _join_ranges(case: Case) -> None:
    tokens = tokenize(case.text)
    items = [item for at in range(min(len(tokens), MORE)) if (item := vague.vague_word(tokens, at)) is not None]
    apart = [item for number, item in enumerate(items) if not number or item.first >= items[number - 1].end]
    assert len(ranges.join_ranges(tokens, apart)) <= len(apart)


def _qualifier(case: Case) -> None:
    tokens = tokenize(case.text)
    for at in range(min(len(tokens), MORE)):
        qualifiers.qualifier_of(tokens, at, at + 1, max(0, at - abs(case.number) % 9), len(tokens))


def _after_letters(case: Case) -> None:
    for token in tokenize(case.text):
        assert token.start <= tokens_module.after_letters(token, abs(case.number) % 9) <= token.end


def _tokenize(case: Case) -> None:
    tokens_lie_in(tokenize(case.text), case.text)


def _words(case: Case) -> None:
    # signs and digits are tokens, but no words
    assert list(tokens_module.words(case.text)) == [t.folded for t in tokenize(case.text) if t.kind == "word"]


def _may_have(case: Case) -> None:
    vocabulary = tokens_module.fold_set(case.other)
    has_digits = any(token.kind == "digits" for token in tokenize(case.text))
    has_words = any(token.kind == "word" and token.folded in vocabulary for token in tokenize(case.text))
    assert tokens_module.may_have(case.text, vocabulary) or not (has_digits or has_words)


def _pieces(case: Case) -> None:
    spans_lie_in([(start, end) for _, start, end in digits.pieces(case.text)], case.text)


def _digits(case: Case) -> None:
    for token in tokenize(case.text):
        if token.kind == "digits":
            digits.read(token.text, case.flag)


def _fold_word(case: Case) -> None:
    once = tokens_module.fold_word(case.text)
    assert tokens_module.fold_word(once) == once


CALLS: dict[str, Call] = {
    "numbers.below_thousand.read_chunk": ends(below_thousand.read_chunk, "end", False, False),
    "numbers.below_thousand.word_at": ends(below_thousand.word_at, 1),
    "numbers.compound.read_cardinal": ends(compound.read_cardinal),
    "numbers.compound.read_fraction": ends(compound.read_fraction, 0),
    "numbers.compound.read_ordinal": ends(compound.read_ordinal, 0),
    "numbers.digits.pieces": _pieces,
    "numbers.digits.read": _digits,
    "numbers.digits.whole": lambda case: digits.whole(case.number),
    "numbers.find.find": _numbers,
    "numbers.find.find_in": lambda case: find_in(tokenize(case.text)) == find(case.text),
    "numbers.qualifiers.qualifier_of": _qualifier,
    "numbers.quantity.quantity": _quantity,
    "numbers.ranges.join_ranges": _join_ranges,
    "numbers.tokens.after_letters": _after_letters,
    "numbers.tokens.fold_set": lambda case: tokens_module.fold_set(case.text),
    "numbers.tokens.fold_word": _fold_word,
    "numbers.tokens.may_have": _may_have,
    "numbers.tokens.tokenize": _tokenize,
    "numbers.tokens.words": _words,
    "numbers.vague.vague_word": ends(vague.vague_word),
    "numbers.vague.with_excess": ends(
        lambda tokens, at: vague.with_excess(tokens, at, compound.read_cardinal(tokens, at))
    ),
}
