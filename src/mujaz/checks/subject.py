"""What a check looks at: an article, its cleaned text and a draft, and the walks over a draft that checks share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from mujaz.arabic.mapped import Span
from mujaz.articles.article import Article
from mujaz.checks.evidence import Grounder, Match
from mujaz.cleaning import Cleaned, Segment
from mujaz.schema.brief import Finding, Severity
from mujaz.schema.draft import Draft

__all__ = ["Citation", "Expression", "Subject"]


class Citation(NamedTuple):
    """A statement and the segment numbers it cites.

    `path` is the JSON Pointer of the statement's item in the brief; `text` its English.
    """

    path: str
    text: str
    segments: tuple[int, ...]


class Expression(NamedTuple):
    """A verbatim Arabic expression: the item that holds it, its place in the item, and what was copied.

    `kind` is "name", "date" or "count"; `segments` are those that its item cites, () for entities; for
    counts those of the event's accounts too.
    """

    item: str
    path: str
    kind: str
    quote: str
    segments: tuple[int, ...]


class Subject:
    """One draft under check. Paths are JSON Pointers into the brief that will be made of it."""

    def __init__(self, article: Article, cleaned: Cleaned, draft: Draft, grounder: Grounder | None = None) -> None:
        self.article = article
        self.cleaned = cleaned
        self.draft = draft
        self._grounder = grounder or _grounder(article.text)
        self._arabic: dict[tuple[int, ...], tuple[str, ...]] = {}
        self._spans: dict[tuple[int, ...], tuple[Span, ...]] = {}

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Every statement of the draft with its evidence, in the order of the brief."""
        return tuple(_citations(self.draft))

    @cached_property
    def cited(self) -> dict[str, tuple[int, ...]]:
        """Segment numbers that each statement cites, by the JSON Pointer of its item."""
        return {citation.path: citation.segments for citation in self.citations}

    @cached_property
    def attributions(self) -> dict[str, str | None]:
        """Who says so, by the JSON Pointer of each summary sentence, event and account."""
        found = {f"/summary/{i}": statement.attribution for i, statement in enumerate(self.draft.summary)}
        for i, event in enumerate(self.draft.events):
            found[f"/events/{i}"] = event.attribution
            found |= {f"/events/{i}/accounts/{j}": account.claimant for j, account in enumerate(event.accounts)}
        return found

    @cached_property
    def statuses(self) -> dict[str, str]:
        """The status of each event, by its JSON Pointer."""
        return {f"/events/{i}": event.status for i, event in enumerate(self.draft.events)}

    def arabic(self, segments: tuple[int, ...]) -> tuple[str, ...]:
        """Cleaned text of those segments that exist."""
        texts = self._arabic.get(segments)
        if texts is None:  # nearly every check asks about the same few
            texts = self._arabic[segments] = tuple(segment.text for segment in self._existing(segments))
        return texts

    def beside(self, segments: tuple[int, ...]) -> tuple[int, ...]:
        """The segments right before and right after these, without them."""
        near = {number + step for number in segments for step in (-1, 1)} - set(segments)
        return tuple(sorted(number for number in near if self.cleaned.segment(number) is not None))

    @cached_property
    def expressions(self) -> tuple[Expression, ...]:
        """Every verbatim expression of the draft, in the order of the brief."""
        return tuple(_expressions(self.draft))

    @cached_property
    def english(self) -> tuple[tuple[str, str], ...]:
        """Every English field of the draft: its JSON Pointer and its text."""
        return tuple(_english(self.draft))

    def spans(self, segments: tuple[int, ...]) -> tuple[Span, ...]:
        """Raw ranges of those segments that exist."""
        spans = self._spans.get(segments)
        if spans is None:
            spans = self._spans[segments] = tuple(segment.raw for segment in self._existing(segments))
        return spans

    def _existing(self, segments: tuple[int, ...]) -> list[Segment]:
        return [segment for number in segments if (segment := self.cleaned.segment(number)) is not None]

    @staticmethod
    def finding_at(
        path: str, code: str, severity: Severity, message: str, passage: Match | Span | None = None
    ) -> Finding:
        """A finding about what stands at `path` of the brief, and the passage of the raw text that it is about."""
        start, end = (passage.start, passage.end) if passage else (None, None)
        return Finding(code=code, severity=severity, path=path, message=message, start=start, end=end)

    def finding(self, citation: Citation, code: str, severity: Severity, message: str) -> Finding:
        """A finding about a statement; it points at the passage when the statement cites one segment only."""
        spans = self.spans(citation.segments)
        return self.finding_at(citation.path, code, severity, message, spans[0] if len(spans) == 1 else None)

    def match(self, expression: Expression) -> Match:
        """Where the raw text has the expression, preferably inside the cited segments."""
        return self._grounder.ground(expression.quote, within=self.spans(expression.segments))


@lru_cache(maxsize=4)
def _grounder(text: str) -> Grounder:
    """Kept, because an article is checked again after every answer of the model."""
    return Grounder(text)


def _citations(draft: Draft) -> Iterator[Citation]:
    yield Citation("/headline", draft.headline_en, tuple(draft.headline_evidence))
    for i, statement in enumerate(draft.summary):
        yield Citation(f"/summary/{i}", statement.text_en, tuple(statement.evidence))
    for i, event in enumerate(draft.events):
        yield Citation(f"/events/{i}", event.description_en, tuple(event.evidence))
        for j, account in enumerate(event.accounts):
            yield Citation(f"/events/{i}/accounts/{j}", account.says_en, tuple(account.evidence))
    for i, caveat in enumerate(draft.caveats):
        yield Citation(f"/caveats/{i}", caveat.text_en, tuple(caveat.evidence))


def _expressions(draft: Draft) -> Iterator[Expression]:
    for i, event in enumerate(draft.events):
        item, cited = f"/events/{i}", tuple(event.evidence)
        # a count may be one account's, whose own evidence bears it out
        counted = tuple(dict.fromkeys((*cited, *(number for account in event.accounts for number in account.evidence))))
        found: list[tuple[str, str, str | None]] = []
        if event.when:
            found += [
                ("/when/expression_ar", "date", event.when.expression_ar),
                ("/when/reported_ar", "date", event.when.reported_ar),
            ]
        if event.where:
            found.append(("/where/name_ar", "name", event.where.name_ar))
        found += [(f"/actors/{j}/name_ar", "name", actor.name_ar) for j, actor in enumerate(event.actors)]
        found += [(f"/targets/{j}/name_ar", "name", target.name_ar) for j, target in enumerate(event.targets)]
        found += [(f"/casualties/{j}/expression_ar", "count", c.expression_ar) for j, c in enumerate(event.casualties)]
        for path, kind, quote in found:
            if quote is not None:
                yield Expression(item, path, kind, quote, counted if kind == "count" else cited)
    for i, entity in enumerate(draft.entities):
        yield Expression(f"/entities/{i}", "/name_ar", "name", entity.name_ar, ())


def _english(draft: Draft) -> Iterator[tuple[str, str]]:
    fields: list[tuple[str, str | None]] = [("/headline/text_en", draft.headline_en)]
    for i, statement in enumerate(draft.summary):
        fields += [
            (f"/summary/{i}/text_en", statement.text_en),
            (f"/summary/{i}/attribution", statement.attribution),
        ]
    for i, event in enumerate(draft.events):
        item = f"/events/{i}"
        fields += [(f"{item}/description_en", event.description_en), (f"{item}/attribution", event.attribution)]
        if event.where:
            fields += [
                (f"{item}/where/name_en", event.where.name_en),
                (f"{item}/where/within", event.where.within),
            ]
        fields += [(f"{item}/actors/{j}/name_en", actor.name_en) for j, actor in enumerate(event.actors)]
        fields += [(f"{item}/targets/{j}/name_en", target.name_en) for j, target in enumerate(event.targets)]
        fields += [(f"{item}/casualties/{j}/who", count.who) for j, count in enumerate(event.casualties)]
        for j, account in enumerate(event.accounts):
            fields += [
                (f"{item}/accounts/{j}/claimant", account.claimant),
                (f"{item}/accounts/{j}/says_en", account.says_en),
            ]
    fields += [(f"/entities/{i}/name_en", entity.name_en) for i, entity in enumerate(draft.entities)]
    fields += [(f"/caveats/{i}/text_en", caveat.text_en) for i, caveat in enumerate(draft.caveats)]
    for path, text in fields:
        if text is not None:
            yield path, text
