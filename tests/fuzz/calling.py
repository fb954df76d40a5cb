"""Ways to call a function with any case, and what its answer has to fulfil."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from mujaz.arabic.numbers.tokens import tokenize
from tests.fuzz.invariants import is_mapped
from tests.fuzz.pieces import Case

__all__ = ["MORE", "Call", "allowed", "at_tokens", "ends", "lines", "mapped", "settles", "with_day", "words"]

Call = Callable[[Case], object]

MORE = 40
"""Tokens at which a function is called; texts have more now and then."""

_ROUNDS = 6


def allowed(*errors: type[Exception]) -> Callable[[Call], Call]:
    """The call may end with these errors: the function documents them."""

    def wrap(call: Call) -> Call:
        def wrapped(case: Case) -> object:
            try:
                return call(case)
            except errors:
                return None

        return wrapped

    return wrap


def ends(function: Callable[..., Any], place: int | str = "end", *rest: object) -> Call:
    """Call a reader of tokens at every token; what it finds ends behind where it began, and within the tokens."""

    def call(case: Case) -> None:
        tokens = tokenize(case.text)
        for at in range(min(len(tokens), MORE)):
            found = function(tokens, at, *rest)
            if found is not None:
                end = getattr(found, place) if isinstance(place, str) else found[place]
                assert at < end <= len(tokens)
                assert function(tokens, at, *rest) == found

    return call


def at_tokens(function: Callable[..., Any], *rest: object) -> Call:
    def call(case: Case) -> None:
        tokens = tokenize(case.text)
        for at in range(-1, min(len(tokens), MORE) + 1):
            function(tokens, at, *rest)

    return call


def lines(function: Callable[[str], Any]) -> Call:
    def call(case: Case) -> list[Any]:
        return [function(line.strip()) for line in [case.text, *case.text.splitlines()[:MORE]] if line.strip()]

    return call


def mapped(function: Callable[[str], Any]) -> Call:
    def call(case: Case) -> None:
        made = function(case.text)
        is_mapped(made, case.text)
        assert made == function(case.text)

    return call


def settles(function: Callable[[str], Any]) -> Call:
    """`mapped`, and once more on its own result changes nothing, unless it had to stop after its last round."""
    first = mapped(function)

    def call(case: Case) -> None:
        first(case)
        text = case.text
        for _ in range(_ROUNDS):
            text = function(text).text
        assert function(text).text == text

    return call


def words(function: Callable[[str], Any]) -> Call:
    def call(case: Case) -> None:
        for token in tokenize(case.text)[:MORE]:
            assert function(token.folded) == function(token.folded)

    return call


def with_day(function: Callable[[date], object]) -> Call:
    return lambda case: function(case.day or date(2024, 2, 29))
