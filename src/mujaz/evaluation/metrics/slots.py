"""Slot F1, for each slot of an event: where event-F1 was lost."""

from __future__ import annotations

from collections.abc import Callable

from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import Metric, f1
from mujaz.evaluation.slots import SLOTS, filled, wanted
from mujaz.evaluation.table import Score

__all__ = ["METRICS"]


def _f1(slot: str) -> Callable[[Case], Score]:
    def score(case: Case) -> Score:
        found, events = case.alignment, case.brief.events
        hits = system = gold = 0.0
        for pair in found.pairs:
            credit = pair.comparison.credits[slot]
            if credit is not None:
                # what may stay empty, and is right, is there on both sides
                hits += credit
                system += credit > 0 or filled(events[pair.system], slot)
                gold += credit > 0 or wanted(pair.gold, slot)
        system += sum(filled(events[i], slot) for i in found.spurious)
        gold += sum(wanted(event, slot) for event in found.missed)
        return f1(hits, system, gold)

    return score


METRICS = tuple(Metric(f"slot_{slot}", f"{slot} of events, over both sides' filled slots", _f1(slot)) for slot in SLOTS)
