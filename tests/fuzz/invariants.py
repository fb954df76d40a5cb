"""What has to hold for every input, as assertions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from mujaz.arabic.mapped import Mapped
from mujaz.arabic.numbers.tokens import Token

__all__ = ["is_mapped", "spans_lie_in", "tokens_lie_in"]


def is_mapped(made: Mapped, raw: str) -> None:
    """Every character has a place in `raw`, in order; edits say truly what stood where, and do not overlap; what no
    edit touched is still itself."""
    assert len(made.map) == len(made.text)
    assert all(0 <= place < len(raw) for place in made.map)
    assert all(one <= two for one, two in pairwise(made.map))
    assert all(raw[edit.start : edit.end] == edit.before for edit in made.edits)
    assert all(0 <= edit.start <= edit.end <= len(raw) for edit in made.edits)
    assert all(one.end <= two.start for one, two in pairwise(made.edits))
    if made.edits or made.text == raw:
        touched = bytearray(len(raw))
        for edit in made.edits:
            touched[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
        assert all(touched[at] or raw[at] == made.text[i] for i, at in enumerate(made.map))
        assert len(raw) - sum(touched) == sum(not touched[at] for at in made.map)


def spans_lie_in(spans: Iterable[tuple[int, int]], text: str, *, same_allowed: bool = False) -> None:
    """The spans are in the text, in order, not empty, and do not overlap; equal ones only where that is allowed."""
    last = (0, 0)
    for span in spans:
        start, end = span
        assert 0 <= start < end <= len(text)
        assert start >= last[1] or (same_allowed and (start, end) == last)
        last = (start, end)


def tokens_lie_in(tokens: Sequence[Token], text: str) -> None:
    spans_lie_in([(token.start, token.end) for token in tokens], text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
