"""A parallel corpus as drafts to check: every English sentence a statement, its Arabic sentence the evidence.

A document has an even or an odd index: rules and word lists may be tuned on the even half only (`HALVES`), so that the
odd half says what to expect of other texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mujaz.arabic.mapped import Mapped, Span
from mujaz.articles.article import Article
from mujaz.checks import registry
from mujaz.checks.subject import Subject
from mujaz.cleaning import Cleaned, Segment
from mujaz.schema.brief import Finding
from mujaz.schema.draft import Draft, Statement

__all__ = ["CORPUS", "HALVES", "Document", "Pair", "documents", "draft_of", "findings", "pairs_of"]

CORPUS = Path(__file__).resolve().parents[1] / ".." / "shared" / "data" / "ntrex-dev.jsonl"
HALVES = ("even", "odd")
"""Names of the halves, by index of document modulo two: tuned on, held out."""


class Document(NamedTuple):
    """One article, one segment for each Arabic sentence, and the English sentences in the same order."""

    position: int
    article: Article
    cleaned: Cleaned
    english: tuple[str, ...]

    @property
    def half(self) -> str:
        return HALVES[self.position % 2]


class Pair(NamedTuple):
    """A sentence of a document: segment number (from 1) and English."""

    document: Document
    segment: int
    english: str

    @property
    def arabic(self) -> str:
        return self.document.cleaned.segments[self.segment - 1].text


def documents(path: Path, *, alone: bool = False) -> Iterator[Document]:
    """Documents of a JSON-lines file of {"sentences": [{"ar", "en"}]}; with `alone` each sentence is an article."""
    for index, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        sentences = [(pair["ar"], pair["en"].strip()) for pair in json.loads(line)["sentences"]]
        for number, group in enumerate([[pair] for pair in sentences] if alone else [sentences]):
            yield _document(index, f"d{index}.{number}", group)


def _document(index: int, name: str, sentences: list[tuple[str, str]]) -> Document:
    """Nothing is cleaned, so that pairs stay pairs."""
    text = "\n".join(arabic for arabic, _ in sentences)
    segments, at = [], 0
    for number, (arabic, _) in enumerate(sentences, start=1):
        segments.append(Segment(number, " ".join(arabic.split()), Span(at, at + len(arabic))))
        at += len(arabic) + 1
    cleaned = Cleaned(Mapped(text, range(len(text))), tuple(segments), ())
    return Document(index, Article(id=name, text=text), cleaned, tuple(english for _, english in sentences))


def pairs_of(corpus: list[Document]) -> list[Pair]:
    """Every sentence of every document."""
    return [Pair(document, i, english) for document in corpus for i, english in enumerate(document.english, start=1)]


def draft_of(statements: list[tuple[str, int]], attribution: str | None = None) -> Draft:
    """A draft of a summary alone: English sentences, each with the segment that it cites."""
    summary = [
        Statement.model_construct(text_en=english, attribution=attribution, evidence=[segment])
        for english, segment in statements
    ]
    return Draft.model_construct(
        headline_en="", headline_evidence=[], summary=summary, events=[], entities=[], caveats=[]
    )


def findings(pair: Pair, english: str | None = None, attribution: str | None = None) -> list[Finding]:
    """What all checks say about one sentence (or `english` in its place) as the only statement of a draft."""
    draft = draft_of([(pair.english if english is None else english, pair.segment)], attribution)
    found = registry.run(Subject(pair.document.article, pair.document.cleaned, draft))
    return [finding for finding in found if finding.path.startswith("/summary/0")]
