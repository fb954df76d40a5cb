"""The articles of two runs, side by side; none is dropped because a run lacks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log
from typing import Literal

from mujaz.errors import IncomparableError
from mujaz.evaluation.statistics.clusters import Difference
from mujaz.evaluation.table import ArticleScores, MetricInfo, Score, Scores

__all__ = ["Pair", "Side", "demand_comparable", "differences", "log_ratios", "pair_up"]

Side = Literal["baseline", "candidate"]


@dataclass(frozen=True, slots=True)
class Pair:
    """One article in both runs. `missing`: the run that lacks it, whose scores here are made up (see `pair_up`)."""

    old: ArticleScores
    new: ArticleScores
    missing: Side | None


def demand_comparable(baseline: Scores, candidate: Scores, metrics: Iterable[str]) -> None:
    """Raises IncomparableError, which names everything that differs: gold, scorer, a metric that one run lacks, what
    the gold defines. Other prompts, models, schemas and numbers of answers are what is compared."""
    old, new = baseline.signature, candidate.signature
    said = []
    if old.gold_sha256 != new.gold_sha256:
        said.append(f"the gold (baseline {old.gold_sha256[:8]}, candidate {new.gold_sha256[:8]})")
    if old.scorer != new.scorer:
        said.append(f"the scorer (baseline {old.scorer}, candidate {new.scorer})")
    for metric in metrics:
        lacking = [
            name for name, run in (("baseline", baseline), ("candidate", candidate)) if metric not in run.metrics
        ]
        if lacking:
            said.append(f"the metrics ({metric} is not in the {' and the '.join(lacking)})")
        elif (ways := {run.metrics[metric].better for run in (baseline, candidate)}) and len(ways) > 1:
            said.append(f"the metrics ({metric} is better {' in one run and '.join(sorted(ways))} in the other)")
    if not said:
        said += _differing_gold(baseline, candidate, metrics)
    if said:
        raise IncomparableError(
            f"The runs cannot be compared; they differ in {'; '.join(said)}. Score both anew with `mujaz eval run`, "
            "or bless a new baseline."
        )


def _differing_gold(baseline: Scores, candidate: Scores, metrics: Iterable[str]) -> Iterator[str]:
    """Articles told as another story, or where only one run has a value: their gold cannot be the same."""
    new = {one.article: one for one in candidate.articles}
    for old in baseline.articles:
        other = new.get(old.article)
        if other is None:
            continue
        if old.story != other.story:
            yield f"the gold ({old.article}: story {old.story} and {other.story})"
        for metric in metrics:
            shares = baseline.metrics[metric].unit == "share"
            if shares and (old.value(metric) is None) != (other.value(metric) is None):
                yield f"the gold ({old.article}: {metric} is defined in one run only)"


def pair_up(baseline: Scores, candidate: Scores) -> list[Pair]:
    """Every article of either run, by id.

    The candidate scores worst where it lacks an article. Where the baseline lacks it, the candidate earns nothing: the
    baseline is taken to have done as well.
    """
    old = {one.article: one for one in baseline.articles}
    new = {one.article: one for one in candidate.articles}
    pairs = []
    for article in sorted({*old, *new}):
        if article not in new:
            pairs.append(Pair(old[article], _worst(old[article], baseline.metrics), "candidate"))
        elif article not in old:
            pairs.append(Pair(new[article], new[article], "baseline"))
        else:
            pairs.append(Pair(old[article], new[article], None))
    return pairs


def _worst(like: ArticleScores, metrics: dict[str, MetricInfo]) -> ArticleScores:
    sample = {name: _worst_score(like.samples[0][name], info) for name, info in metrics.items()}
    return like.model_copy(update={"samples": [sample]})


def _worst_score(like: Score, info: MetricInfo) -> Score:
    if info.unit != "share" or like.value is None:
        return Score(value=None)
    if info.better == "lower":
        return Score(value=1.0, numerator=1.0, denominator=1.0)
    return Score(value=0.0, numerator=0.0, denominator=max(1.0, like.denominator))


def differences(pairs: Iterable[Pair], metric: str, info: MetricInfo) -> list[Difference]:
    """By how much the candidate is better in each article that the metric is defined for, answers averaged first.

    For a metric without a better way, by how much it is higher.
    """
    found = []
    for pair in pairs:
        before, after = pair.old.value(metric), pair.new.value(metric)
        if before is not None and after is not None:
            gain = before - after if info.better == "lower" else after - before
            found.append(Difference(pair.old.article, pair.old.story, gain))
    return found


def log_ratios(pairs: Iterable[Pair], metric: str) -> tuple[list[Difference], list[str]]:
    """Minus the logarithm of "how many times as dear", so that dearer is negative; and the articles whose cost is not
    known on both sides."""
    found, unknown = [], []
    for pair in pairs:
        before, after = pair.old.value(metric), pair.new.value(metric)
        if pair.missing is None and before and after:
            found.append(Difference(pair.old.article, pair.old.story, log(before / after)))
        else:
            unknown.append(pair.old.article)
    return found, unknown
