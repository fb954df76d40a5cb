"""CEAF-REE, strict: names that fill a role anywhere in the article, without alignment of events.

Du, Rush and Cardie (2021), "GRIT: Generative Role-filler Transformers for Document-level Event Entity Extraction". Each
role's names are aligned one to one with the gold's; a pair counts when the name is one of the gold's.
"""

from __future__ import annotations

from collections.abc import Sequence

from mujaz.evaluation.assignment import assign
from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import Metric, f1
from mujaz.evaluation.table import Score
from mujaz.evaluation.wording import found, normalise
from mujaz.schema.gold import GoldEvent

__all__ = ["METRICS"]

_Filler = tuple[tuple[str, ...], bool]
"""Patterns, and whether it may be left out."""


def _score(case: Case) -> Score:
    hits = system = gold = 0
    golds = [pair.gold for pair in case.alignment.pairs]
    golds += [*case.alignment.missed, *case.alignment.passed_over]
    for role in ("actors", "targets", "where"):
        names = list(dict.fromkeys(normalise(name) for name in _names(case, role)))
        fillers = list(dict.fromkeys(filler for event in golds for filler in _fillers(event, role)))
        fillers = [one for one in fillers if not (one[1] and (one[0], False) in fillers)]
        pairs = assign(
            [[(0.9 if one[1] else 1.0) if found(one[0], name) else 0.0 for one in fillers] for name in names]
        )
        hit = {column for _, column in pairs}
        taken = {row for row, _ in pairs}
        hits += len(pairs)
        # another spelling of a name that is there already is no further entity
        system += sum(row in taken or not any(found(one[0], name) for one in fillers) for row, name in enumerate(names))
        gold += sum(column in hit or not optional for column, (_, optional) in enumerate(fillers))
    return f1(hits, system, gold)


def _names(case: Case, role: str) -> list[str]:
    if role == "where":
        return [event.where.name_en for event in case.brief.events if event.where]
    return [actor.name_en for event in case.brief.events for actor in getattr(event, role)]


def _fillers(event: GoldEvent, role: str) -> Sequence[_Filler]:
    if role == "where":
        return [(tuple(event.where.names), event.optional)] if event.where else []
    return [(tuple(one.names), one.optional or event.optional) for one in getattr(event, role)]


METRICS = (Metric("ceaf_ree", "actors, targets and places, whatever event they are in (strict CEAF-REE)", _score),)
