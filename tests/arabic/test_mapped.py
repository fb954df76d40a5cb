"""Texts that remember where they came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.arabic.mapped import Edit, Mapped, Span


def without(text: str, letter: str) -> Mapped:
    """A step that drops a letter, one edit for each."""
    kept = [i for i, c in enumerate(text) if c != letter]
    edits = tuple(Edit("drop", i, i + 1, c, "", letter) for i, c in enumerate(text) if c == letter)
    return Mapped("".join(text[i] for i in kept), kept, edits)


def cut(text: str, start: int, end: int) -> Mapped:
    """A step that drops a range in one edit."""
    kept = [*range(start), *range(end, len(text))]
    return Mapped(text[:start] + text[end:], kept, (Edit("cut", start, end, text[start:end], "", ""),))


def test_a_span_maps_to_the_raw_range_it_came_from() -> None:
    mapped = without("داعxxش", "x")
    assert mapped.raw_span(0, 4) == Span(0, 6)
    assert mapped.raw_span(3, 4) == Span(5, 6)
    assert mapped.raw_span(3, 3) == Span(5, 5)


@pytest.mark.parametrize("span", [(-1, 2), (0, 5), (3, 2)])
def test_a_span_outside_the_text_is_an_error(span: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        without("abcd", "x").raw_span(*span)


def test_an_edit_inside_a_later_one_is_taken_in() -> None:
    raw = "ab-cd-ef"
    first = without(raw, "-")
    both = first.then(cut(first.text, 1, 3), raw)
    assert both.text == "adef"
    assert [(e.kind, e.before) for e in both.edits] == [("cut", "b-c"), ("drop", "-")]


@given(st.text("ab-x", max_size=30), st.data())
def test_composed_steps_keep_a_true_map_and_true_edits(raw: str, data: st.DataObject) -> None:
    first = without(raw, "-")
    start = data.draw(st.integers(0, len(first.text)))
    end = data.draw(st.integers(start, len(first.text)))
    both = first.then(cut(first.text, start, end), raw) if start < end else first
    both = both.then(without(both.text, "x"), raw)
    assert [raw[i] for i in both.map] == list(both.text)
    assert list(both.map) == sorted(set(both.map))
    for edit in both.edits:
        assert raw[edit.start : edit.end] == edit.before
    for one, two in zip(both.edits, both.edits[1:], strict=False):
        assert one.end <= two.start
    dropped = {i for edit in both.edits for i in range(edit.start, edit.end)}
    assert dropped | set(both.map) == set(range(len(raw)))
