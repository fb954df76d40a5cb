"""How far two annotators agree, who did not see each other's files.

Events are compared as a brief's are with gold, with one annotator's preferred values as the system, both ways; chance
agreement is taken off the categories (Cohen 1960). Nuggets are the same when their evidence overlaps and the matcher of
one recognises the sentence of the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mujaz.errors import UsageError
from mujaz.evaluation.alignment import Alignment, align
from mujaz.evaluation.assignment import assign
from mujaz.evaluation.case import Reference
from mujaz.evaluation.exemplars import exemplars
from mujaz.evaluation.wording import found, matches, searched
from mujaz.schema.brief import BriefActor, BriefCasualties, BriefEvent, BriefWhen, BriefWhere, Evidence
from mujaz.schema.gold import Gold, GoldActor, GoldCasualties, GoldEvent, GoldWhere, Nugget, Passage

__all__ = ["Agreement", "ArticleAgreement", "agree", "kappa"]


@dataclass(frozen=True, slots=True)
class ArticleAgreement:
    """Agreement on one article: `events` is F1 (0 to 1), `categories` the preferred categories of each aligned pair,
    `nuggets` the pairs (importance of the one, of the other), `nuggets_either` how many different nuggets there are."""

    article: str
    events: float
    categories: tuple[tuple[str, str], ...]
    nuggets: tuple[tuple[str, str], ...]
    nuggets_either: int

    @property
    def nuggets_jaccard(self) -> float:
        return len(self.nuggets) / self.nuggets_either if self.nuggets_either else 1.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on all articles that both annotated. Kappas are None when there is nothing to agree on by chance."""

    articles: tuple[ArticleAgreement, ...]

    @property
    def events(self) -> float:
        """Event-F1 between the annotators, mean over articles."""
        return sum(one.events for one in self.articles) / len(self.articles)

    @property
    def category_kappa(self) -> float | None:
        """Cohen's kappa of the categories of aligned events, all articles together."""
        return kappa([pair for one in self.articles for pair in one.categories])

    @property
    def nuggets_jaccard(self) -> float:
        """Nuggets that both have over nuggets that either has, mean over articles."""
        return sum(one.nuggets_jaccard for one in self.articles) / len(self.articles)

    @property
    def importance_kappa(self) -> float | None:
        """Cohen's kappa of vital and okay, over the nuggets that both have."""
        return kappa([pair for one in self.articles for pair in one.nuggets])


def agree(one: Mapping[str, Reference], other: Mapping[str, Reference]) -> Agreement:
    """Agreement on the articles that both have. Raises UsageError when there is none."""
    both = [id_ for id_ in one if id_ in other]
    if not both:
        raise UsageError("the two folders have no article in common")
    return Agreement(tuple(_article(id_, one[id_].gold, other[id_].gold) for id_ in both))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two annotators' labels; None without labels, or when both only ever used the same one."""
    if not pairs:
        return None
    observed = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return None if chance == 1.0 else (observed - chance) / (1 - chance)


def _article(id_: str, one: Gold, other: Gold) -> ArticleAgreement:
    there, f1 = _events(one, other)
    _, back = _events(other, one)
    nuggets = _nuggets(one.nuggets, other.nuggets)
    return ArticleAgreement(
        article=id_,
        events=(f1 + back) / 2,
        categories=tuple((one.events[pair.system].category[0], pair.gold.category[0]) for pair in there.pairs),
        nuggets=tuple((one.nuggets[i].importance, other.nuggets[j].importance) for i, j in nuggets),
        nuggets_either=len(one.nuggets) + len(other.nuggets) - len(nuggets),
    )


def _events(system: Gold, gold: Gold) -> tuple[Alignment, float]:
    """The alignment of one annotator's events with the other's, and its F1: what is optional on either side costs
    nothing when the other lacks it."""
    vocabulary = tuple(dict.fromkeys(text for pattern in _patterns(gold) for text in exemplars(pattern)))
    alignment = align([_as_told(event, vocabulary) for event in system.events], gold)
    spurious = sum(not system.events[i].optional for i in alignment.spurious)
    both = len(alignment.pairs) + spurious + alignment.gold_count
    return alignment, 2 * alignment.credit / both if both else 1.0


def _nuggets(one: Sequence[Nugget], other: Sequence[Nugget]) -> list[tuple[int, int]]:
    return assign([[float(_same(a, b)) for b in other] for a in one])


def _same(one: Nugget, other: Nugget) -> bool:
    overlap = any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)
    return overlap and (
        matches(one.match, searched(other.text_en, None)) or matches(other.match, searched(one.text_en, None))
    )


def _patterns(gold: Gold) -> Iterator[str]:
    """Every pattern for a name in the gold's events."""
    for event in gold.every_event():
        yield from event.attribution.sources
        if event.where:
            yield from (*event.where.names, *event.where.larger)
        for actor in (*event.actors, *event.targets):
            yield from actor.names


def _as_told(event: GoldEvent, vocabulary: Sequence[str]) -> BriefEvent:
    """The event as a brief that has every preferred value would tell it."""

    def name(patterns: Sequence[str]) -> str:
        """What the patterns stand for, and what they find of the other's names: "municipal" is "municipality"."""
        own = [text for pattern in patterns for text in exemplars(pattern)] or list(patterns)
        return " / ".join([*own, *(text for text in vocabulary if found(patterns, text))])

    def actor(one: GoldActor) -> BriefActor:
        return BriefActor(name_ar=None, name_en=name(one.names), sector=one.sectors[0])

    required = event.attribution.needed == "required"
    return BriefEvent(
        description_en=event.text_en,
        attribution=name(event.attribution.sources) if required else None,
        role=event.role[0],
        category=event.category[0],
        mode=event.mode[0],
        status=event.status[0],
        support="verified",
        evidence=[_evidence(passage) for passage in event.evidence],
        when=_when(event.when.edtf[0]) if event.when and event.when.edtf else None,
        where=_where(event.where, name) if event.where else None,
        actors=[actor(one) for one in event.actors],
        targets=[actor(one) for one in event.targets],
        casualties=[_count(one) for one in event.casualties],
        accounts=[],
        slots=[],
    )


def _evidence(passage: Passage) -> Evidence:
    return Evidence(segment=0, quote="", start=passage.start, end=passage.end, prefix="", suffix="")


def _when(edtf: str) -> BriefWhen:
    return BriefWhen(
        expression_ar=None,
        reading=edtf,
        reported_ar=None,
        edtf=edtf,
        start=None,
        end=None,
        precision=None,
        basis="explicit",
    )


def _where(where: GoldWhere, name: Callable[[Sequence[str]], str]) -> BriefWhere:
    return BriefWhere(
        name_ar="",
        name_en=name(where.names),
        within=name(where.larger) if where.larger else None,
        latitude=None,
        longitude=None,
        geonameid=None,
        precision=None,
    )


def _count(one: GoldCasualties) -> BriefCasualties:
    return BriefCasualties(
        kind=one.kind,
        who=None,
        count=one.min,
        expression_ar="",
        min=one.min,
        best=one.min,
        max=one.max,
        qualifier="exact" if one.min == one.max else "unknown",
    )
