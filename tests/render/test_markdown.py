"""Markdown: the words of the brief, and no structure but ours."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mujaz import render
from mujaz.render._markdown import _BREAK, escaped
from mujaz.render._text import one_line

from .brief_building import SOURCE, provenance, sample
from .hostile_text import HOSTILE, filled, hostile_text

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def structure(markdown: str) -> list[tuple[str, str, list[str]]]:
    """Blocks and what is inside their lines, without the text."""
    return [(token.type, token.tag, _inside(token)) for token in _READER.parse(markdown)]


def _inside(token: Token) -> list[str]:
    return [child.type for child in token.children or [] if child.type not in ("text", "text_special")]


def test_the_brief_reads_as_a_document() -> None:
    text = render.markdown(sample())
    assert text.startswith("# Bomb in Wadi al-Sarw market kills at least three \\[1\\] \\[2\\]\n")
    assert "**7 of 11 statements verified, 2 flagged, 2 UNSUPPORTED;" in text
    assert "1. Three people were killed by a bomb in the market on Thursday evening. — according to" in text
    assert "3. **UNSUPPORTED:** Forty people were injured." in text
    assert "**Event 1: Accounts of this event differ**" in text
    assert f"> **2** {SOURCE.segments[2]}" in text
    assert text.endswith("attempts*\n")


def test_events_are_tables_with_a_cell_for_every_column() -> None:
    tokens = _READER.parse(render.markdown(sample()))
    assert [t.type for t in tokens].count("table_open") == 2
    assert [t.type for t in tokens].count("th_open") == 2 * 7
    assert [t.type for t in tokens].count("td_open") == 3 * 7


def test_the_built_in_model_is_announced() -> None:
    embedded = render.markdown(sample(provenance=provenance(endpoint="embedded")))
    assert "> **Not fit to publish.**" in embedded
    assert "Not fit" not in render.markdown(sample())


def test_a_missing_expression_says_so() -> None:
    assert "عشرات القتلى (**not in the Arabic**)" in render.markdown(sample())


_STRUCTURE = structure(render.markdown(filled(sample(), "plain words")))


def test_our_own_markdown_has_no_link_and_no_html() -> None:
    inside = {kind for _, _, children in _STRUCTURE for kind in children}
    assert inside == {"strong_open", "strong_close", "em_open", "em_close"}
    spans = [child.content for token in _READER.parse(render.markdown(sample())) for child in token.children or []
             if child.type == "code_inline"]  # fmt: skip
    assert spans == [sample().article.url]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_makes_no_structure(text: str) -> None:
    assert structure(render.markdown(filled(sample(), text))) == _STRUCTURE


@settings(max_examples=80, deadline=None)
@given(hostile_text.filter(one_line))
def test_escaped_text_is_one_paragraph_that_says_what_was_written(text: str) -> None:
    opened, inline, closed = _READER.parse(escaped(text))
    assert (opened.type, closed.type) == ("paragraph_open", "paragraph_close")
    assert _inside(inline) == []
    said = "".join(child.content for child in inline.children or [])
    assert said.replace(_BREAK, "") == one_line(text).replace(_BREAK, "")


def test_bare_addresses_do_not_become_links_on_github() -> None:
    line = escaped("https://evil.example www.evil.example Mail@evil.example")
    assert not re.search(r"(?<!\\):/|www\.|(?<!\\)@", line)
