"""The terminal: readable at 80 columns, plain in a file, deaf to what is in the data."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from hypothesis import given, settings
from rich.cells import cell_len
from rich.console import Console

from mujaz import render
from mujaz.schema.brief import Brief

from .brief_building import SOURCE, provenance, sample
from .hostile_text import HOSTILE, filled, hostile_text

_OURS = re.compile(r"\x1b\[[0-9;]*m")


def printed(brief: Brief, *, width: int = 80, terminal: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, _environ={"TERM": "xterm"})
    render.terminal(brief, console)
    return out.getvalue()


def test_the_brief_opens_with_headline_and_verdict_and_ends_with_the_verdict() -> None:
    lines = printed(sample()).splitlines()
    assert lines[0] == "Bomb in Wadi al-Sarw market kills at least three [1] [2]"
    verdicts = [at for at, line in enumerate(lines) if line.startswith("7 of 11 statements verified, 2 flagged")]
    assert len(verdicts) == 2
    assert verdicts[0] < 8
    assert len(lines) - verdicts[1] < 8


def test_marks_are_words() -> None:
    text = printed(sample())
    assert "3.  UNSUPPORTED: Forty people were injured. — according to a medical source [3]\n    [4]" in text
    assert "    > The number 40 is in none of the cited passages." in text
    assert "2.  FLAGGED: Nobody has claimed the attack." in text
    assert "[not in the Arabic] عشرات القتلى" in text


def test_accounts_stand_apart_under_their_event() -> None:
    text = printed(sample())
    assert "    -   Governor Samer al-Hilali says: Three people were killed. [2]" in text
    assert "    -   FLAGGED: A medical source says: At least five people were killed" in text


def test_arabic_ends_its_line() -> None:
    for line in printed(sample()).splitlines():
        first = next((at for at, char in enumerate(line) if "\u0621" <= char <= "\u064a"), None)
        if first is not None:
            assert not re.search("[A-Za-z]", line[first:]), line


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_console(width: int) -> None:
    lines = printed(sample(), width=width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)


def test_no_colour_when_it_is_no_terminal() -> None:
    assert "\x1b" not in printed(sample())
    assert "\x1b[1;31mUNSUPPORTED: " in printed(sample(), terminal=True)


def test_the_built_in_model_is_announced() -> None:
    assert "Not fit to publish." in printed(sample(provenance=provenance(endpoint="embedded")))


def test_every_cited_passage_is_printed_once() -> None:
    text = printed(sample(), width=200)
    for number, quote in SOURCE.segments.items():
        assert text.count(f"[{number}]".ljust(6) + quote) == 1


def test_markup_of_the_data_is_text() -> None:
    text = printed(filled(sample(), "[red]x[/red] :smile:"), terminal=True)
    assert "[red]x[/red] :smile:" in text


@settings(max_examples=60, deadline=None)
@given(hostile_text)
def test_nothing_but_our_own_colours_reaches_the_terminal(text: str) -> None:
    shown = _OURS.sub("", printed(filled(sample(), text), terminal=True)).replace("\n", "")
    unseen = {char for char in shown if unicodedata.category(char) in ("Cc", "Cs") or "\u202a" <= char <= "\u202e"}
    assert unseen == set()
    assert shown.isascii() or shown.encode()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_not_break_the_layout(text: str) -> None:
    lines = printed(filled(sample(), text)).splitlines()
    assert max(map(cell_len, lines)) <= 80
