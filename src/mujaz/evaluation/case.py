"""One answer beside its gold: what every metric looks at."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Protocol

from mujaz.articles.article import Article
from mujaz.cleaning import Cleaned, clean
from mujaz.evaluation.alignment import Alignment, align
from mujaz.evaluation.units import Unit, units
from mujaz.evaluation.wording import matches
from mujaz.existing import check_document
from mujaz.schema.brief import ArticleInfo, Brief, Finding, Headline, Provenance, Tokens
from mujaz.schema.gold import Gold, Matcher

__all__ = ["Case", "Ranged", "Reference", "empty_brief"]


class Ranged(Protocol):
    """A range of the raw text, of a brief or of the gold."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Reference:
    """The gold of one article, and the article: what is the same for all answers."""

    def __init__(self, gold: Gold, article: Article) -> None:
        self.gold = gold
        self.article = article

    @cached_property
    def cleaned(self) -> Cleaned:
        return clean(self.article)

    def segments(self, ranges: Iterable[Ranged]) -> frozenset[int]:
        """Numbers of the segments that the ranges of the raw text cover: half of the segment, or half of the range in
        it."""
        found = set()
        for given in ranges:
            for segment in self.cleaned.segments:
                shared = min(given.end, segment.raw.end) - max(given.start, segment.raw.start)
                if shared > 0 and 2 * shared >= min(given.end - given.start, segment.raw.end - segment.raw.start):
                    found.add(segment.number)
        return frozenset(found)


class Case:
    """A brief beside its reference. For a missing answer see `mujaz.evaluation.metrics.base.missing`.

    `made_here`: the brief was assembled just now from the reference's article; its checks need not run again.
    """

    def __init__(self, reference: Reference, brief: Brief, *, made_here: bool = False) -> None:
        self._made_here = made_here
        self.reference = reference
        self.gold = reference.gold
        self.brief = brief

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every sentence of the brief."""
        return units(self.brief)

    @cached_property
    def alignment(self) -> Alignment:
        """The brief's events beside the gold's."""
        return align(self.brief.events, self.gold)

    @cached_property
    def findings(self) -> list[Finding]:
        """What today's checks find, whatever those found that ran when the brief was made."""
        if self._made_here:
            return self.brief.findings
        document = self.brief.model_dump(mode="json", by_alias=True)
        return check_document(document, self.reference.article, self.reference.cleaned)[1]

    def told(self, matchers: list[Matcher], among: Iterable[str]) -> list[Unit]:
        """The units of the kinds `among` that the matchers recognise."""
        kinds = set(among)
        return [unit for unit in self.units if unit.kind in kinds and matches(matchers, unit.searched)]


def empty_brief(article: Article) -> Brief:
    """A brief that says nothing."""
    return Brief(
        article=ArticleInfo(
            id=article.id,
            title=article.title,
            url=article.url,
            outlet=article.outlet,
            published=article.published,
            language="ar",
            raw_sha256=article.sha256,
        ),
        headline=Headline(text_en="", support="verified", evidence=[]),
        summary=[],
        events=[],
        entities=[],
        caveats=[],
        findings=[],
        provenance=Provenance(
            prompt="",
            prompt_sha256="",
            schema_sha256="",
            model="",
            endpoint="compatible",
            parameters={},
            attempts=0,
            tokens=Tokens(prompt=None, completion=None),
            cost_usd=None,
            version="",
        ),
    )
