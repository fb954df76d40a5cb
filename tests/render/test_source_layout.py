"""The source is cut along all marks, loses no character, and knows what covers what."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.arabic.mapped import Span
from mujaz.render._source import Layout, Mark, Piece, lay_out
from mujaz.render._text import LINE_BREAK

Text = st.text(alphabet="ابت .\n\r\u2028", max_size=40)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    raw = draw(Text)
    at = st.integers(0, len(raw))
    kinds: st.SearchStrategy[Literal["evidence", "slot", "finding"]]
    kinds = st.sampled_from(("evidence", "slot", "finding"))
    marks = []
    for number in range(draw(st.integers(0, 6))):
        start, end = sorted((draw(at), draw(at)))
        marks.append(Mark(start, end, f"s{number}", draw(kinds), number))
    return raw, marks


def pieces(layout: Layout) -> list[Piece]:
    return [piece for line in layout.lines for passage in line for piece in passage.pieces]


@given(marked())
def test_the_pieces_of_a_line_give_the_line(case: tuple[str, list[Mark]]) -> None:
    raw, marks = case
    lines = ["".join(p.text for passage in line for p in passage.pieces) for line in lay_out(raw, marks).lines]
    assert lines == [line for line in LINE_BREAK.split(raw) if line.strip()]


@given(marked())
def test_every_character_knows_all_marks_that_cover_it(case: tuple[str, list[Mark]]) -> None:
    raw, marks = case
    for piece in pieces(lay_out(raw, marks)):
        for at in range(piece.start, piece.start + len(piece.text)):
            over = [mark for mark in marks if mark.start <= at < mark.end]
            assert piece.evidence == tuple(m.owner for m in over if m.kind == "evidence")
            assert piece.slots == tuple(m.owner for m in over if m.kind == "slot")
            assert piece.findings == tuple(m.owner for m in over if m.kind == "finding")
            assert bool(piece.id) == bool(over)


@given(marked())
def test_ids_are_unique_and_every_link_has_its_target(case: tuple[str, list[Mark]]) -> None:
    layout = lay_out(*case)
    passages = [passage.id for line in layout.lines for passage in line if passage.id]
    ids = [piece.id for piece in pieces(layout) if piece.id] + passages
    assert len(ids) == len(set(ids))
    assert {*layout.piece_of.values(), *layout.passage_of.values()} <= set(ids)


def test_overlapping_evidence_shares_a_passage_that_shows_both_numbers() -> None:
    layout = lay_out("ابجد هوز", [Mark(0, 4, "s1", "evidence", 1), Mark(2, 8, "e1", "evidence", 2)])
    (line,) = layout.lines
    (passage,) = line
    assert [piece.text for piece in passage.pieces] == ["اب", "جد", " هوز"]
    assert [piece.evidence for piece in passage.pieces] == [("s1",), ("s1", "e1"), ("e1",)]
    assert passage.numbers == (1, 2)
    assert passage.cited_by == ("s1", "e1")
    assert layout.passage_of == {Span(0, 4): "p1", Span(2, 8): "p1"}


def test_neighbouring_segments_stay_two_passages() -> None:
    layout = lay_out("ابجد", [Mark(0, 2, "s1", "evidence", 1), Mark(2, 4, "s1", "evidence", 2)])
    assert [passage.numbers for passage in layout.lines[0]] == [(1,), (2,)]


def test_a_passage_over_two_lines_is_numbered_once() -> None:
    layout = lay_out("اب\n\nجد", [Mark(0, 6, "s1", "evidence", 7)])
    first, second = (line[0] for line in layout.lines)
    assert (first.id, first.numbers) == ("p1", (7,))
    assert (second.cited, second.id, second.numbers) == (True, "", ())


def test_an_expression_outside_every_passage_is_marked_too() -> None:
    layout = lay_out("اب جد", [Mark(3, 5, "n1", "slot")])
    assert layout.piece_of == {Span(3, 5): "t1"}
    assert layout.passage_of == {}


def test_a_mark_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="outside a text of 2"):
        lay_out("اب", [Mark(1, 3, "s1", "evidence", 1)])
