"""What a gold set can show: for each gated metric, the loss that the gate would see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from mujaz.errors import UsageError
from mujaz.evaluation import power
from mujaz.evaluation.compare_pairs import demand_comparable, differences, pair_up
from mujaz.evaluation.gate_aa import halves
from mujaz.evaluation.gate_settings import Settings
from mujaz.evaluation.power import Detectable
from mujaz.evaluation.statistics.chance import words
from mujaz.evaluation.statistics.clusters import Difference
from mujaz.evaluation.table import Scores

__all__ = ["ASSUMED", "Row", "assumed", "from_answers", "from_runs"]

ASSUMED = {1: 0.15, 3: 0.10}
"""Standard deviation of an article's difference in Event-F1, with one and three answers a side, where nothing is
recorded yet: what bench/gate.py assumes."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the set can show in one metric; `note` says where the spread comes from."""

    metric: str
    margin: float
    found: Detectable
    note: str


def from_runs(baseline: Scores, candidate: Scores, settings: Settings, wanted: float = 0.8) -> list[Row]:
    """From the differences of two runs: what a change like this one leaves to be seen."""
    demand_comparable(baseline, candidate, settings.used)
    pairs = pair_up(baseline, candidate)
    found = {name: differences(pairs, name, baseline.metrics[name]) for name in settings.metrics}
    return _rows(found, settings, wanted, "differences of the two runs")


def from_answers(run: Scores, settings: Settings, wanted: float = 0.8) -> list[Row]:
    """From one run with several answers an article: answers alone vary, so this is the best case. Raises UsageError
    with one answer an article."""
    count = run.signature.samples
    if count < 2:
        raise UsageError("one answer an article shows no spread; name a second run, or record several answers")
    one, other = halves(run, settings.statistics.seed)
    scale = sqrt((count // 2) / count)
    pairs = pair_up(one, other)
    found = {
        name: [d._replace(value=d.value * scale) for d in differences(pairs, name, run.metrics[name])]
        for name in settings.metrics
    }
    return _rows(
        found, settings, wanted, f"answers of one prompt vary ({count} of each); a changed prompt adds to that"
    )


def assumed(stories: Sequence[str], settings: Settings, spread: float, metric: str, wanted: float = 0.8) -> list[Row]:
    """From the stories of the articles alone and a spread that is assumed: normal, 15 % of its variance common to a
    story."""
    draws = [
        NormalDist().inv_cdf((int(one) + 0.5) / 2**64)
        for one in words(settings.statistics.seed, "assumed", 2 * len(stories))
    ]
    common = dict(zip(dict.fromkeys(stories), draws, strict=False))
    own = draws[len(stories) :]
    share = sqrt(0.15)
    found = [
        Difference(str(i), story, spread * (share * common[story] + sqrt(1 - share**2) * own[i]))
        for i, story in enumerate(stories)
    ]
    return _rows({metric: found}, settings, wanted, f"assumed: a standard deviation of {spread:g}")


def _rows(found: dict[str, list[Difference]], settings: Settings, wanted: float, note: str) -> list[Row]:
    questions = len(settings.metrics) + bool(settings.cost)
    rows = []
    for name, gains in found.items():
        if len({one.story for one in gains}) >= 2:
            margin = settings.metrics[name].margin
            seen = power.detectable(gains, margin, settings.statistics, questions=questions, power=wanted)
            rows.append(Row(name, margin, seen, note))
    if not rows:
        raise UsageError("fewer than two stories define a gated metric: nothing can be shown")
    return rows
