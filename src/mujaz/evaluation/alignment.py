"""Which event of a brief is which event of the gold.

One to one, with the greatest total similarity (Hungarian method), as in MUC and later template-filling scores. A pair
counts from a similarity of `THRESHOLD`, and only when something identifies it: evidence in common, or somebody, a place
or a count. Where the gold permits several cuts of the same facts, the one that suits the brief best is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from mujaz.evaluation.assignment import assign
from mujaz.evaluation.slots import Comparison, compare
from mujaz.evaluation.wording import normalise
from mujaz.schema.brief import BriefEvent
from mujaz.schema.gold import Gold, GoldEvent

__all__ = ["THRESHOLD", "Alignment", "Pair", "align", "cuts"]

THRESHOLD = 0.3
"""Similarity under which two events are not the same."""

_MOST_CUTS = 64
_REQUIRED, _EVIDENCE, _WORDS = 1e-4, 1e-6, 1e-9
"""What decides between pairs of equal similarity, in this order: not optional, evidence in common, words in common."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An event of the brief (its index there) and the event of the gold that it is."""

    system: int
    gold: GoldEvent
    comparison: Comparison

    @property
    def credit(self) -> float:
        return self.comparison.similarity


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs in the brief's order; `missed` and `passed_over` are the required and the optional events of the gold that
    the brief lacks; `spurious` the brief's events (indexes) that the gold lacks."""

    pairs: tuple[Pair, ...]
    missed: tuple[GoldEvent, ...]
    passed_over: tuple[GoldEvent, ...]
    spurious: tuple[int, ...]

    @property
    def credit(self) -> float:
        """The sum of the pairs' credits."""
        return sum(sorted(pair.credit for pair in self.pairs))

    @property
    def system_count(self) -> int:
        return len(self.pairs) + len(self.spurious)

    @property
    def gold_count(self) -> float:
        """Events to be found. An optional one that was found counts as much as it earned, so that it can never cost."""
        optional = sum(sorted(pair.credit for pair in self.pairs if pair.gold.optional))
        return sum(not pair.gold.optional for pair in self.pairs) + len(self.missed) + optional

    @property
    def f1(self) -> float:
        """Twice the credit over the events of both sides; 1 when there are none."""
        both = self.system_count + self.gold_count
        return 2 * self.credit / both if both else 1.0


def align(system: Sequence[BriefEvent], gold: Gold) -> Alignment:
    """The best alignment over all cuts of the gold; of equal ones that of the first cut."""
    return max((_align(system, cut) for cut in cuts(gold)), key=lambda alignment: alignment.f1)


def cuts(gold: Gold) -> Iterator[list[GoldEvent]]:
    """Every list of events that the gold permits, the preferred one first; at most 64."""
    chosen: list[tuple[frozenset[str], list[GoldEvent]]] = [(frozenset(), [])]
    for alternative in gold.alternatives:
        replaced = frozenset(alternative.replaces)
        chosen += [(gone | replaced, [*added, *alternative.events]) for gone, added in chosen if not gone & replaced]
        del chosen[_MOST_CUTS:]
    for gone, added in chosen:
        yield [event for event in gold.events if event.id not in gone] + added


def _align(system: Sequence[BriefEvent], events: Sequence[GoldEvent]) -> Alignment:
    # in an order of their own, so that the order in which somebody listed them decides nothing
    rows = sorted(range(len(system)), key=lambda i: system[i].model_dump_json())
    golds = sorted(events, key=lambda event: event.model_dump_json())
    compared = [[compare(system[i], event) for event in golds] for i in rows]
    worth = [
        [_worth(system[i], event, compared[row][column]) for column, event in enumerate(golds)]
        for row, i in enumerate(rows)
    ]
    found = assign(worth)
    pairs = sorted((Pair(rows[row], golds[column], compared[row][column]) for row, column in found), key=_place)
    taken = {pair.system for pair in pairs}
    told = {pair.gold.id for pair in pairs}
    left = [event for event in events if event.id not in told]
    return Alignment(
        pairs=tuple(pairs),
        missed=tuple(event for event in left if not event.optional),
        passed_over=tuple(event for event in left if event.optional),
        spurious=tuple(i for i in range(len(system)) if i not in taken),
    )


def _place(pair: Pair) -> int:
    return pair.system


def _worth(system: BriefEvent, gold: GoldEvent, compared: Comparison) -> float:
    if compared.similarity < THRESHOLD:
        return 0.0
    shared = _shared(system, gold)
    if not shared and not compared.identified:
        return 0.0
    words = fuzz.token_set_ratio(normalise(system.description_en), normalise(gold.text_en)) / 100
    return compared.similarity + _REQUIRED * (not gold.optional) + _EVIDENCE * shared + _WORDS * words


def _shared(system: BriefEvent, gold: GoldEvent) -> float:
    """Share of the characters cited on either side that both cite, 0 to 1."""
    one = {at for evidence in system.evidence for at in range(evidence.start, evidence.end)}
    other = {at for passage in gold.evidence for at in range(passage.start, passage.end)}
    return len(one & other) / len(one | other) if one | other else 0.0
