"""The Arabic source, cut so that every passage and expression that a brief cites can be marked.

Marks may overlap in any way. The text is cut at every end of a mark into pieces, each knowing all the marks
that cover it; pieces under evidence that overlaps stand together in one passage, which shows its number.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from mujaz.arabic.mapped import Span
from mujaz.render._text import LINE_BREAK

__all__ = ["Layout", "Line", "Mark", "Passage", "Piece", "lay_out"]


class Mark(NamedTuple):
    """`raw[start:end]` is what `owner` (the id of an item) rests on: a numbered segment (`evidence`), an
    expression copied from it (`slot`), or the passage that a finding is about (`finding`)."""

    start: int
    end: int
    owner: str
    kind: Literal["evidence", "slot", "finding"]
    segment: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line under the same marks throughout; `id` is "" for text that no mark covers.

    `evidence`, `slots` and `findings` are ids of owners, in the order of their marks.
    """

    id: str
    start: int
    text: str
    evidence: tuple[str, ...]
    slots: tuple[str, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring pieces of one line: cited ones (`cited` is true), or the text between two passages.

    A passage that goes over several lines has its `id`, its `numbers` (of the segments in it) and the ids of
    the items that cite it (`cited_by`) on its first line only.
    """

    pieces: tuple[Piece, ...]
    cited: bool = False
    id: str = ""
    numbers: tuple[int, ...] = ()
    cited_by: tuple[str, ...] = ()


Line = tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The source in lines, blank ones left out.

    `passage_of` gives the id of the passage that holds an evidence span, `piece_of` the id of the first
    piece of any marked span; a span of white space alone has neither.
    """

    lines: tuple[Line, ...]
    passage_of: dict[Span, str]
    piece_of: dict[Span, str]


def lay_out(raw: str, marks: Sequence[Mark]) -> Layout:
    """Cut `raw` along `marks`. The pieces of a line, put together, are that line, unchanged.

    Empty marks are ignored. Raises ValueError when a mark does not lie in `raw`.
    """
    for mark in marks:
        if not 0 <= mark.start <= mark.end <= len(raw):
            raise ValueError(f"mark {mark.start}:{mark.end} lies outside a text of {len(raw)} characters")
    marks = [mark for mark in marks if mark.start < mark.end]
    runs = _merged([mark for mark in marks if mark.kind == "evidence"])
    begun: dict[int, str] = {}
    lines: list[Line] = []
    starts: list[int] = []
    names: list[str] = []
    for pieces in _pieces_by_line(raw, marks):
        line: list[Passage] = []
        for run, group in groupby(pieces, key=lambda piece: _index(runs, piece.start)):
            together = tuple(group)
            if run is None:
                line.append(Passage(together))
            elif run in begun:
                line.append(Passage(together, cited=True))
            else:
                begun[run] = f"p{len(begun) + 1}"
                line.append(_passage(begun[run], together, runs[run], marks))
        lines.append(tuple(line))
        starts += [piece.start for piece in pieces if piece.id]
        names += [piece.id for piece in pieces if piece.id]
    passage_of, piece_of = {}, {}
    for mark in marks:
        first = bisect_left(starts, mark.start)
        if first < len(starts) and starts[first] < mark.end:
            span = Span(mark.start, mark.end)
            piece_of[span] = names[first]
            run = _index(runs, starts[first])
            if mark.kind == "evidence" and run is not None:
                passage_of[span] = begun[run]
    return Layout(tuple(lines), passage_of, piece_of)


def _merged(marks: Sequence[Mark]) -> list[Span]:
    """Unions of overlapping marks, in order; marks that only touch stay apart."""
    runs: list[Span] = []
    for start, end in sorted({(mark.start, mark.end) for mark in marks}):
        if runs and start < runs[-1].end:
            runs[-1] = Span(runs[-1].start, max(end, runs[-1].end))
        else:
            runs.append(Span(start, end))
    return runs


def _index(runs: Sequence[Span], at: int) -> int | None:
    """Number of the run that holds the character `at`."""
    before = bisect_right(runs, at, key=lambda run: run.start) - 1
    return before if before >= 0 and at < runs[before].end else None


def _passage(name: str, pieces: tuple[Piece, ...], run: Span, marks: Sequence[Mark]) -> Passage:
    inside = [mark for mark in marks if mark.kind == "evidence" and run.start <= mark.start < run.end]
    numbers = sorted({mark.segment for mark in inside if mark.segment is not None})
    cited_by = dict.fromkeys(mark.owner for mark in inside)
    return Passage(pieces, cited=True, id=name, numbers=tuple(numbers), cited_by=tuple(cited_by))


def _line_spans(raw: str) -> Iterator[Span]:
    start = 0
    for ending in LINE_BREAK.finditer(raw):
        yield Span(start, ending.start())
        start = ending.end()
    yield Span(start, len(raw))


def _pieces_by_line(raw: str, marks: Sequence[Mark]) -> Iterator[list[Piece]]:
    """The pieces of each line that is not blank."""
    ends = sorted({at for mark in marks for at in (mark.start, mark.end)})
    count = 0
    for line in _line_spans(raw):
        if not raw[line.start : line.end].strip():
            continue
        cuts = [line.start, *ends[bisect_right(ends, line.start) : bisect_left(ends, line.end)], line.end]
        here = [mark for mark in marks if mark.start < line.end and line.start < mark.end]
        pieces: list[Piece] = []
        for start, end in pairwise(cuts):
            over = [mark for mark in here if mark.start <= start and end <= mark.end]
            count += bool(over)
            owners = {kind: tuple(dict.fromkeys(m.owner for m in over if m.kind == kind)) for kind in _KINDS}
            pieces.append(
                Piece(
                    f"t{count}" if over else "",
                    start,
                    raw[start:end],
                    owners["evidence"],
                    owners["slot"],
                    owners["finding"],
                )
            )
        yield pieces


_KINDS = ("evidence", "slot", "finding")
