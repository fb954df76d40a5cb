"""Reading a number below 1000 in words, and the number word at a token."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mujaz.arabic.numbers.digits import Value
from mujaz.arabic.numbers.lexicon import WORDS, Word
from mujaz.arabic.numbers.tokens import Token

__all__ = ["Chunk", "read_chunk", "word_at"]


class Chunk(NamedTuple):
    end: int
    value: Value
    parts: tuple[Value, ...]
    digits: bool


def word_at(tokens: Sequence[Token], at: int) -> tuple[Word, int] | None:
    """The number word at token `at` and the token after it. A separate «و» counts as attached."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    found = WORDS.get(token.folded)
    if found is None:
        return _after_and(tokens, at) if token.folded == "و" else None
    if token.folded == "واحد" and ("أ" in token.text or _ten_follows(tokens, at)):
        return Word("one", 1, True, 1, False), at + 1  # «وأحد عشر»
    if found.role == "several" and not token.text.rstrip("\u064b\u064c\u064d\u064e\u064f\u0650").endswith("ة"):
        return None
    if found.role == "accusative":
        if "\u064b" not in token.text and not _tens_follow(tokens, at):
            return None
        found = found._replace(role="unit")
    return found, at + 1


def _after_and(tokens: Sequence[Token], at: int) -> tuple[Word, int] | None:
    """The number word after the separate «و» at token `at`, as if they were written together."""
    found = WORDS.get(tokens[at + 1].folded) if at + 1 < len(tokens) else None
    if found is None or found.conjoined:
        return None
    if found.role == "accusative":
        inner = word_at(tokens, at + 1)
        return None if inner is None else (inner[0]._replace(conjoined=True), at + 2)
    return found._replace(conjoined=True), at + 2


def _tens_follow(tokens: Sequence[Token], at: int) -> bool:
    """Whether «وأربعين» comes next, as one token or two."""
    following = WORDS.get(tokens[at + 1].folded) if at + 1 < len(tokens) else None
    if following is None and at + 2 < len(tokens) and tokens[at + 1].folded == "و":
        following = WORDS.get(tokens[at + 2].folded)
        return following is not None and following.role == "tens" and not following.clitic
    return following is not None and following.role == "tens" and following.conjoined and following.clitic == 1


def _ten_follows(tokens: Sequence[Token], at: int) -> bool:
    following = WORDS.get(tokens[at + 1].folded) if at + 1 < len(tokens) else None
    return following is not None and following.role == "ten" and not following.clitic


class _Slots:
    """Hundreds, tens and units of a number below 1000 while its words are read one by one."""

    def __init__(self) -> None:
        self.hundreds: int | None = None
        self.tens: int | None = None
        self.units: int | None = None
        self.unusual: list[int] = []

    @property
    def value(self) -> int:
        return (self.hundreds or 0) + (self.tens or 0) + (self.units or 0)

    def put(self, role: str, value: int) -> bool:
        """Take one more word; False when it does not continue this number."""
        empty = self.hundreds is None and self.tens is None and self.units is None
        if role == "hundreds":
            if self.hundreds is not None:
                return False
            if not empty:
                self.unusual = [self.value, value]
            self.hundreds = value
        elif role == "tens":
            if self.tens is not None:
                return False
            self.tens = value
        elif role == "units":
            if self.units is not None or (self.tens is not None and self.tens < 20):
                return False
            if self.tens is not None:
                self.unusual = [self.tens, value]
            self.units = value
        else:
            if self.tens is not None or self.units is not None:
                return False
            self.tens, self.units = 10, value - 10
        return True


def read_chunk(tokens: Sequence[Token], at: int, joined: bool, strict: bool) -> Chunk | None:
    """A number below 1000 in words; its first word has «و» if and only if `joined`.

    `strict` forbids the ascending and dialect orders («بين خمسة وعشرين ومئة»).
    """
    slots = _Slots()
    end = at
    while True:
        found = word_at(tokens, end)
        if found is None or found[0].conjoined != (joined or end > at):
            break
        word, after = found
        if word.clitic - word.conjoined > 0 and end > at:
            break  # «وبخمسة» begins another number
        role: str = word.role
        value = int(word.value)
        if role in ("unit", "one"):
            role, value, after, fits = _unit(tokens, after, word, value)
            if not fits:
                break
        elif role == "ten":
            role = "teen"
        elif role in ("hundred", "mia"):
            role = "hundreds"
            if word.role == "mia" and end == at and not _mia_is_number(tokens, after):
                break
        elif role not in ("teen", "tens", "hundreds"):
            break
        before = (slots.tens, slots.units, slots.hundreds)
        slot = {"unit": "units", "one": "units"}.get(role, role)
        if strict and before != (None, None, None) and _unusual(slot, before):
            break
        if not slots.put(slot, value):
            break
        end = after
    if end == at:
        return None
    return Chunk(end, slots.value, tuple(slots.unusual), False)


def _unusual(slot: str, before: tuple[int | None, int | None, int | None]) -> bool:
    tens, units, _ = before
    return (slot == "hundreds" and (tens is not None or units is not None)) or (slot == "units" and tens is not None)


def _mia_is_number(tokens: Sequence[Token], after: int) -> bool:
    found = word_at(tokens, after)
    return found is not None and found[0].conjoined and found[0].role in ("unit", "ten", "teen", "tens")


def _unit(tokens: Sequence[Token], after: int, word: Word, value: int) -> tuple[str, int, int, bool]:
    """A unit together with a following «عشر» (teen) or «مئة» (hundreds): slot, value, next token, fits."""
    following = word_at(tokens, after)
    if following is not None and not following[0].conjoined and following[0].clitic == 0:
        role = following[0].role
        if role == "ten":
            return "teen", 10 + value, following[1], True
        if value > 2 and role in ("hundred", "mia", "hundreds-of") and not following[0].definite:
            return "hundreds", 100 * value, following[1], True
    if word.role == "one":
        tens = following is not None and following[0].conjoined and following[0].role == "tens"
        return "unit", 1, after, tens
    if word.definite and value == 2:
        tens = (
            following is not None and following[0].conjoined and following[0].role == "tens" and following[0].definite
        )
        return "unit", 2, after, tens  # «الاثنين» is Monday, or "both"
    return "unit", value, after, True
