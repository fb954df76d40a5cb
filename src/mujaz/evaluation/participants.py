"""Who did it and who suffered it: a brief's names against the gold's patterns."""

from __future__ import annotations

from collections.abc import Sequence

from mujaz.evaluation.assignment import assign
from mujaz.evaluation.wording import found
from mujaz.schema.brief import BriefActor
from mujaz.schema.gold import GoldActor

__all__ = ["match", "participants"]

_OPTIONAL = 0.9
"""An optional participant is taken only for a name that no required one claims."""


def match(system: Sequence[BriefActor], gold: Sequence[GoldActor]) -> list[tuple[int, int]]:
    """Which name (index) is which participant (index), one to one; aliases are the gold's patterns."""
    return assign(
        [
            [(_OPTIONAL if one.optional else 1.0) if found(one.names, actor.name_en) else 0.0 for one in gold]
            for actor in system
        ]
    )


def participants(
    system: Sequence[BriefActor], gold: Sequence[GoldActor], other_side: Sequence[GoldActor]
) -> float | None:
    """F1 of the set of names, None when both sides are empty.

    Optional participants cost nothing when left out; a name that fits one that is optional, here or on the other side
    (actors for targets), is not counted as false.
    """
    pairs = match(system, gold)
    taken = {i for i, _ in pairs}
    tolerated = [one for one in (*gold, *other_side) if one.optional]
    false = sum(
        i not in taken and not any(found(one.names, actor.name_en) for one in tolerated)
        for i, actor in enumerate(system)
    )
    hit = {j for _, j in pairs}
    missed = sum(j not in hit and not one.optional for j, one in enumerate(gold))
    if not pairs and not false and not missed:
        return None
    return 2 * len(pairs) / (2 * len(pairs) + false + missed)
