"""Evidence precision and recall: does the brief point to the passages that the gold points to?"""

from __future__ import annotations

from collections.abc import Iterator

from mujaz.evaluation.case import Case
from mujaz.evaluation.metrics.base import UNDEFINED, Metric, ratio
from mujaz.evaluation.metrics.nuggets import PROSE
from mujaz.evaluation.table import Score
from mujaz.evaluation.units import Unit
from mujaz.schema.brief import Brief, Evidence

__all__ = ["METRICS"]


def _compared(case: Case) -> Iterator[tuple[frozenset[int], frozenset[int]]]:
    """Segments cited and segments expected, for each aligned event and each nugget that is conveyed or vital, and for
    each required event that is missing."""
    segments = case.reference.segments
    for pair in case.alignment.pairs:
        yield segments(case.brief.events[pair.system].evidence), segments(pair.gold.evidence)
    for event in case.alignment.missed:
        yield frozenset(), segments(event.evidence)
    for nugget in case.gold.nuggets:
        told = case.told(nugget.match, PROSE)
        expected = segments(nugget.evidence)
        # the sentence that points best: another may convey the nugget in passing
        cited = [segments(_evidence(case.brief, unit)) for unit in told]
        if cited:
            yield max(cited, key=lambda one: (_agreement(one, expected), sorted(one))), expected
        elif nugget.importance == "vital":
            yield frozenset(), expected


def _agreement(cited: frozenset[int], expected: frozenset[int]) -> float:
    return 2 * len(cited & expected) / (len(cited) + len(expected)) if cited or expected else 0.0


def _evidence(brief: Brief, unit: Unit) -> list[Evidence]:
    return brief.headline.evidence if unit.kind == "headline" else brief.summary[int(unit.path.split("/")[2])].evidence


def _precision(case: Case) -> Score:
    if not _defined(case):
        return UNDEFINED
    compared = list(_compared(case))
    return ratio(
        sum(len(cited & expected) for cited, expected in compared), sum(len(c) for c, _ in compared), empty=0.0
    )


def _recall(case: Case) -> Score:
    if not _defined(case):
        return UNDEFINED
    compared = list(_compared(case))
    return ratio(
        sum(len(cited & expected) for cited, expected in compared), sum(len(e) for _, e in compared), empty=0.0
    )


def _defined(case: Case) -> bool:
    vital = any(nugget.importance == "vital" for nugget in case.gold.nuggets)
    return vital or any(not event.optional for event in case.gold.events)


METRICS = (
    Metric("evidence_precision", "segments cited that the gold cites too", _precision, primary=True),
    Metric("evidence_recall", "segments of the gold that the brief cites", _recall, primary=True),
)
