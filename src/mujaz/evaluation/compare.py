"""Two runs of the same articles: is the second worse?

The article is the unit: its answers are averaged first. Articles of one story are one observation for the tests,
because what goes wrong in one goes wrong in the others. See docs/gate.md for the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import NamedTuple

from mujaz.errors import UsageError
from mujaz.evaluation import power
from mujaz.evaluation.compare_breaks import find_breaks
from mujaz.evaluation.compare_items import Items
from mujaz.evaluation.compare_pairs import Pair, demand_comparable, differences, log_ratios, pair_up
from mujaz.evaluation.comparison import ArticleChange, Comparison, Described, Estimate, Question, SliceResult
from mujaz.evaluation.gate_settings import Settings, Statistics
from mujaz.evaluation.statistics.bootstrap import bootstrap
from mujaz.evaluation.statistics.clusters import Difference, cluster
from mujaz.evaluation.statistics.holm import holm
from mujaz.evaluation.statistics.sign_flip import sign_flip
from mujaz.evaluation.table import MetricInfo, Scores
from mujaz.evaluation.verdict import Verdict, of_interval, worst

__all__ = ["Decided", "compare", "decide", "estimate"]


class Decided(NamedTuple):
    """What the gate thinks of one quantity."""

    estimate: Estimate
    margin: float
    p_adjusted: float
    verdict: Verdict


def compare(
    baseline: Scores,
    candidate: Scores,
    settings: Settings,
    names: tuple[str, str] = ("baseline", "candidate"),
    items: tuple[Items | None, Items | None] = (None, None),
) -> Comparison:
    """Compare two runs; `items` say what exactly is wrong in their answers, where that is known.

    Raises IncomparableError, or UsageError when the settings name a metric that no run has.
    """
    _demand_known(settings, baseline, candidate)
    demand_comparable(baseline, candidate, settings.used)
    pairs = pair_up(baseline, candidate)
    questions, unknown = _questions(pairs, baseline.metrics, settings)
    breaks = find_breaks(
        pairs,
        settings.breaks,
        answers_vary=settings.answers_vary,
        alpha=settings.statistics.alpha,
        items=items,
    )
    slices = _slices(pairs, baseline.metrics, settings)
    notes = _notes(pairs, unknown, settings)
    verdicts = [*(question.verdict for question in questions), breaks.verdict]
    if any(result.worse for result in slices):
        verdicts.append(Verdict.FAIL if settings.slices.action == "fail" else Verdict.WARN)
    if notes:
        verdicts.append(Verdict.WARN)
    return Comparison(
        verdict=worst(verdicts),
        names=names,
        signatures=(baseline.signature, candidate.signature),
        questions=questions,
        unknown_cost=unknown,
        breaks=breaks,
        slices=slices,
        described=_described(pairs, baseline, candidate, settings),
        articles=_changes(pairs, baseline.metrics, settings),
        settings=settings,
        notes=notes,
    )


def _demand_known(settings: Settings, baseline: Scores, candidate: Scores) -> None:
    known = {*baseline.metrics, *candidate.metrics}
    unknown = [name for name in settings.used if name not in known]
    if unknown:
        raise UsageError(f"gate settings: no metric {', '.join(unknown)}; the runs have {', '.join(sorted(known))}")
    vague = [name for name in settings.metrics if baseline.metrics[name].better == "neither"] if not unknown else []
    if vague:
        raise UsageError(f"gate settings: {', '.join(vague)} has no better way, so it cannot be gated")


def estimate(found: Sequence[Difference], statistics: Statistics, *, mid: bool = False) -> Estimate:
    """Mean, interval and p-value of some articles' gains."""
    clusters = cluster(found)
    test = sign_flip(clusters, mid=mid, seed=statistics.seed, draws=statistics.draws)
    interval = bootstrap(clusters, level=statistics.level, seed=statistics.seed, draws=statistics.draws)
    return Estimate(
        articles=clusters.articles,
        stories=len(clusters.sums),
        gain=clusters.mean,
        low=interval.low if isfinite(interval.low) else None,
        high=interval.high if isfinite(interval.high) else None,
        p=test.p,
        exact=test.exact,
    )


def _questions(
    pairs: list[Pair], metrics: dict[str, MetricInfo], settings: Settings
) -> tuple[list[Question], list[str]]:
    """The gated metrics and the cost, with corrected p-values; and the articles whose cost is not known."""
    gains = {name: differences(pairs, name, metrics[name]) for name in settings.metrics}
    unknown: list[str] = []
    if settings.cost:
        gains[settings.cost.metric], unknown = log_ratios(pairs, settings.cost.metric)
    asked = {name: found for name, found in gains.items() if found}
    decided = decide(asked, settings)
    return [_question(name, pairs, asked[name], decided[name], metrics[name], settings) for name in asked], unknown


def decide(gains: Mapping[str, Sequence[Difference]], settings: Settings) -> dict[str, Decided]:
    """Estimate, test and judge the gains of the gated quantities that there are, corrected for their number."""
    estimates = {
        name: estimate(found, settings.statistics, mid=name in settings.metrics and settings.metrics[name].binary)
        for name, found in gains.items()
    }
    adjusted = holm({name: one.p for name, one in estimates.items()})
    decided = {}
    for name, one in estimates.items():
        margin, p = _margin(name, settings), adjusted[name]
        low, high = _bounds(one)
        verdict = of_interval(low, high, margin=margin, p_adjusted=p, alpha=settings.statistics.alpha)
        decided[name] = Decided(one, margin, p, verdict)
    return decided


def _margin(name: str, settings: Settings) -> float:
    rule = settings.metrics.get(name)
    if rule:
        return rule.margin
    assert settings.cost is not None
    return power.log_margin(settings.cost.margin)


def _question(
    name: str,
    pairs: list[Pair],
    gains: list[Difference],
    decided: Decided,
    info: MetricInfo,
    settings: Settings,
) -> Question:
    rule, cost = settings.metrics.get(name), settings.cost
    found, margin = decided.estimate, decided.margin
    low, high = _bounds(found)
    open_ = decided.verdict is Verdict.INCONCLUSIVE
    before, after = _means(pairs, name, {one.article for one in gains})
    return Question(
        name=name,
        kind="metric" if rule else "cost",
        says=info.says,
        unit=info.unit,
        before=before,
        after=after,
        margin=margin,
        reason=rule.reason if rule else cost.reason if cost else "",
        test="McNemar's mid-p, by story" if rule and rule.binary else "sign flips of stories",
        estimate=found,
        p_adjusted=decided.p_adjusted,
        worse=sum(one.value < 0 for one in gains),
        better=sum(one.value > 0 for one in gains),
        verdict=decided.verdict,
        articles_needed=power.articles_needed(found.gain, low, high, margin, found.articles) if open_ else None,
        samples_needed=power.samples_needed(pairs, name, found.gain, low, high, margin) if open_ and rule else None,
    )


def _bounds(found: Estimate) -> tuple[float, float]:
    low = float("-inf") if found.low is None else found.low
    return low, float("inf") if found.high is None else found.high


def _means(pairs: Iterable[Pair], metric: str, articles: set[str]) -> tuple[float, float]:
    """Of the baseline and of the candidate, over the same articles."""
    chosen = [pair for pair in pairs if pair.old.article in articles]
    before = [value for pair in chosen if (value := pair.old.value(metric)) is not None]
    after = [value for pair in chosen if (value := pair.new.value(metric)) is not None]
    return _mean(before), _mean(after)


def _mean(values: Sequence[float]) -> float:
    return cluster(Difference(str(i), str(i), value) for i, value in enumerate(values)).mean


def _slices(pairs: list[Pair], metrics: dict[str, MetricInfo], settings: Settings) -> list[SliceResult]:
    names = sorted({name for pair in pairs for name in pair.old.slices})
    found: dict[tuple[str, str], tuple[Estimate, tuple[float, float]]] = {}
    for name in names:
        inside = [pair for pair in pairs if name in pair.old.slices]
        for metric in settings.slices.metrics:
            gains = differences(inside, metric, metrics[metric])
            if gains:
                mid = settings.metrics[metric].binary
                means = _means(inside, metric, {one.article for one in gains})
                found[name, metric] = estimate(gains, settings.statistics, mid=mid), means
    tested = {f"{s}\0{m}": e.p for (s, m), (e, _) in found.items() if e.stories >= settings.slices.min_stories}
    adjusted = holm(tested)
    results = []
    for (name, metric), (one, (before, after)) in found.items():
        p = adjusted.get(f"{name}\0{metric}")
        bad = p is not None and p <= settings.statistics.alpha
        results.append(
            SliceResult(slice=name, metric=metric, before=before, after=after, estimate=one, p_adjusted=p, worse=bad)
        )
    return results


def _described(pairs: list[Pair], baseline: Scores, candidate: Scores, settings: Settings) -> list[Described]:
    shown = []
    for name, info in baseline.metrics.items():
        if name in settings.metrics or name not in candidate.metrics:
            continue
        gains = differences(pairs, name, info)
        before, after = _means(pairs, name, {one.article for one in gains})
        shown.append(
            Described(
                metric=name,
                says=info.says,
                unit=info.unit,
                better=info.better,
                before=before if gains else None,
                after=after if gains else None,
                estimate=estimate(gains, settings.statistics) if gains else None,
            )
        )
    return shown


def _changes(pairs: list[Pair], metrics: dict[str, MetricInfo], settings: Settings) -> list[ArticleChange]:
    gains = {
        name: {one.article: one.value for one in differences(pairs, name, metrics[name])} for name in settings.metrics
    }
    changes = [
        ArticleChange(
            article=pair.old.article,
            story=pair.old.story,
            slices=pair.old.slices,
            missing=pair.missing,
            gains={name: found.get(pair.old.article) for name, found in gains.items()},
        )
        for pair in pairs
    ]
    return sorted(changes, key=lambda one: (sum(gain or 0.0 for gain in one.gains.values()), one.article))


def _notes(pairs: list[Pair], unknown: list[str], settings: Settings) -> list[str]:
    """What a passing gate should still be looked at for."""
    notes = []
    for side, effect in (("candidate", "scored as worst there"), ("baseline", "no gain is counted there")):
        lacking = [pair.old.article for pair in pairs if pair.missing == side]
        if lacking:
            notes.append(f"the {side} lacks {', '.join(lacking)}: {effect}")
    present = {pair.old.article for pair in pairs if pair.missing is None}
    lost = [article for article in unknown if article in present]
    if settings.cost and lost and len(lost) < len(present):
        notes.append(f"the cost is not known in both runs for {', '.join(lost)}: left out of the cost question")
    return notes
