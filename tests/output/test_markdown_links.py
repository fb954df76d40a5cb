"""Markdown as GitHub reads it: HTML allowed, and addresses and mentions made into links from the finished text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mujaz import render
from mujaz.evaluation.gate_report import markdown
from tests.render.brief_building import sample
from tests.render.hostile_text import CORPUS, crowd

from .conftest import Comparing
from .pages import HARMLESS, HOSTILE

_READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

# GitHub Flavored Markdown 6.9, "Autolinks (extension)", and mentions and issue numbers, which GitHub adds; without
# their conditions on what stands in front, which only make fewer links.
_LINK = re.compile(r"www\.\S|(?:https?|ftp)://|[\w.+-]+@[\w-]+\.[\w-]|@[A-Za-z0-9]|#\d", re.I | re.A)


def structure(text: str) -> list[tuple[str, str, list[str]]]:
    """Blocks, and what is inside their lines, without the text."""
    return [(token.type, token.tag, [child.type for child in inside(token)]) for token in _READER.parse(text)]


def inside(token: Token) -> list[Token]:
    return [child for child in token.children or [] if child.type not in ("text", "text_special")]


def texts(markdown: str) -> Iterator[str]:
    """The text of every block as it reads in the end: joined, and cut only by what is no text."""
    for token in _READER.parse(markdown):
        line = ""
        for child in token.children or []:
            if child.type in ("text", "text_special"):
                line += child.content
            elif child.type == "code_inline":
                line += "\0"
        yield line


def test_no_text_of_a_brief_makes_structure() -> None:
    assert structure(render.markdown(crowd(sample(), CORPUS))) == structure(
        render.markdown(crowd(sample(), ["plain words"] * len(CORPUS)))
    )


def test_no_html_no_link_no_image_no_code() -> None:
    kinds = {kind for _, _, children in structure(render.markdown(crowd(sample(), CORPUS))) for kind in children}
    assert kinds == {"strong_open", "strong_close", "em_open", "em_close"}
    blocks = {kind for kind, _, _ in structure(render.markdown(crowd(sample(), CORPUS)))}
    assert not blocks & {"html_block", "fence", "code_block"}


@pytest.mark.parametrize("text", [t for t in CORPUS if re.search(r"evil|@|#|www", t, re.I)])
def test_no_address_and_no_mention_becomes_a_link_afterwards(text: str) -> None:
    found = [line for line in texts(render.markdown(crowd(sample(), [text]))) if _LINK.search(line)]
    assert found == []


def test_the_check_for_links_finds_links() -> None:
    for text in ("https://a.example", "www.a.example", "me@a.example", "@me", "#12", "xmpp:a@b"):
        assert _LINK.search(text), text


def test_the_address_of_the_article_can_be_copied_and_is_no_link() -> None:
    text = render.markdown(sample())
    assert "- `https://news.example/a?b=1&c=2`\n" in text
    assert not any(_LINK.search(line) for line in texts(text))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://e.example/`x`", "https://u:p@e.example", "https://e.example/|"]
)
def test_an_odd_address_is_text(url: str) -> None:
    article = sample().article.model_copy(update={"url": url})
    made = render.markdown(sample().model_copy(update={"article": article}))
    assert "code_inline" not in {kind for _, _, children in structure(made) for kind in children}
    assert not any(_LINK.search(line) for line in texts(made))


def test_no_text_makes_structure_in_the_report_of_the_gate(compared: Comparing) -> None:
    loud, quiet = (markdown.render(compared(given)[0].comparison) for given in (HOSTILE, HARMLESS))
    assert structure(loud) == structure(quiet)
    assert not any(_LINK.search(line) for line in texts(loud))
