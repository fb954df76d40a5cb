"""How often the gate cries wolf, and how often it hears one.

    python bench/gate.py                        a made-up spread with story and article effects
    python bench/gate.py --runs RUN.json ...    the spread of recorded answers (saved by `mujaz eval run`; at least two
                                                answers an article, or two runs of the same articles)
    --gates N                                   simulated gates a row

Each row simulates pairs of runs and lets the gate's own code decide. "Unchanged" is a new prompt that helps some
stories and harms others, but changes nothing on average. Beside the gate stand the rules that people use instead: "mean
of Event-F1 dropped by more than .01", the same test with stories ignored, and every metric tested without correction.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mujaz.evaluation.compare import decide, estimate
from mujaz.evaluation.compare_breaks import find_breaks
from mujaz.evaluation.compare_items import Items
from mujaz.evaluation.compare_pairs import Pair
from mujaz.evaluation.gate_settings import Settings, load
from mujaz.evaluation.statistics.bootstrap import bootstrap
from mujaz.evaluation.statistics.clusters import Difference, cluster
from mujaz.evaluation.statistics.proportion import wilson
from mujaz.evaluation.table import ArticleScores, Score, Scores
from mujaz.evaluation.verdict import Verdict, worst

PRIMARY = "event_f1"
Numbers = NDArray[np.float64]
Picked = NDArray[np.int64]
Gains = dict[str, list[Difference]]
Source = Callable[[np.random.Generator, int, int, float], Gains]
"""Random numbers, articles, answers, loss of Event-F1 -> gains by metric."""

# Standard deviations of an article's Event-F1, in its own unit: of one answer, and of what a change does to a story and
# to an article of it. They give differences of .15 with one answer a side and .10 with three.
ANSWER, STORY, ARTICLE = 0.097, 0.043, 0.043


def made_up(random: np.random.Generator, articles: int, answers: int, loss: float) -> Gains:
    """Stories of one to three articles; vital recall follows Event-F1, false statements and validity are luck."""
    stories = _stories(random, articles)
    by_story = dict(zip(dict.fromkeys(stories), random.normal(0, STORY, len(set(stories))), strict=True))
    quality = random.beta(6, 3, articles)
    effect = np.array([by_story[story] for story in stories]) + random.normal(0, ARTICLE, articles)
    careless = random.beta(0.3, 12, articles)

    def event_f1(shift: Numbers) -> Numbers:
        noise = random.normal(0, ANSWER, (articles, answers))
        clipped: Numbers = np.clip(quality[:, None] + shift[:, None] + noise, 0, 1)
        return clipped

    def vital(events: Numbers) -> Numbers:
        chance = np.clip(0.25 + 0.8 * events, 0, 1)
        told: Numbers = random.binomial(4, chance) / 4
        return told

    # half of the effect on either side: scores end at 1, and an effect on one side only would lower its mean
    before, after = event_f1(-effect / 2), event_f1(effect / 2)
    after = after - loss
    values = {
        PRIMARY: (before, after),
        "vital_recall": (vital(before), vital(after)),
        "must_not_rate": tuple(-random.binomial(4, careless[:, None], (articles, answers)) / 4 for _ in range(2)),
        "schema_valid": tuple(random.binomial(1, 0.99, (articles, answers)).astype(float) for _ in range(2)),
    }
    return {
        name: [Difference(str(i), stories[i], float(new[i].mean() - old[i].mean())) for i in range(articles)]
        for name, (old, new) in values.items()
    }


def measured(runs: list[Scores], metrics: list[str]) -> Source:
    """Answers drawn for each article from those that were recorded for it, so that nothing has changed."""
    by_name = [sorted(run.articles, key=lambda one: one.article) for run in runs]
    articles = [list(group) for group in zip(*by_name, strict=True)]
    pooled = [[sample for one in group for sample in one.samples] for group in articles]
    if len(pooled[0]) < 2:
        raise SystemExit("one answer an article: nobody knows how much answers vary; record more, or give a second run")
    stories: dict[str, list[int]] = {}
    for place, group in enumerate(articles):
        stories.setdefault(group[0].story, []).append(place)
    names = sorted(stories)
    better = {name: -1.0 if runs[0].metrics[name].better == "lower" else 1.0 for name in metrics}

    def mean(place: int, picked: Picked, metric: str) -> float | None:
        values = [pooled[place][i][metric].value for i in picked]
        known = [value for value in values if value is not None]
        return sum(known) / len(known) if known else None

    def draw(random: np.random.Generator, count: int, answers: int, loss: float) -> Gains:
        gains: Gains = {name: [] for name in metrics}
        drawn = 0
        while drawn < count:
            story = names[random.integers(len(names))]
            copy = f"{story}, drawn {drawn}"
            for place in stories[story][: count - drawn]:
                old, new = (random.integers(len(pooled[place]), size=answers) for _ in range(2))
                for metric in metrics:
                    before, after = mean(place, old, metric), mean(place, new, metric)
                    if before is not None and after is not None:
                        gain = better[metric] * (after - before) - (loss if metric == PRIMARY else 0.0)
                        gains[metric].append(Difference(str(drawn), copy, gain))
                drawn += 1
        return gains

    return draw


def _stories(random: np.random.Generator, articles: int) -> list[str]:
    stories: list[str] = []
    while len(stories) < articles:
        stories += [f"story {len(stories):03}"] * int(random.integers(1, 4))
    return stories[:articles]


def rules(gains: Gains, settings: Settings) -> Mapping[str, bool]:
    """Which rule raises an alarm."""
    decided = decide(gains, settings)
    values = np.array([one.value for one in gains[PRIMARY]])
    alone = [one._replace(story=one.article) for one in gains[PRIMARY]]
    verdict = worst(one.verdict for one in decided.values())
    return {
        "gate: FAIL": verdict is Verdict.FAIL,
        "gate: FAIL or open": verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE),
        "p < .05, Event-F1": decided[PRIMARY].estimate.p < 0.05,
        "stories ignored": estimate(alone, settings.statistics).p < 0.05,
        "no correction": any(one.estimate.p < 0.05 for one in decided.values()),
        "mean fell > .01": float(values.mean()) < -0.01,
    }


def table(source: Source, settings: Settings, gates: int) -> None:
    """Print alarms by number of articles and answers, unchanged and with a loss of .05."""
    for loss, title in ((0.0, "false alarms, nothing changed on average"), (0.05, "alarms, Event-F1 lower by .05")):
        print(f"\n{title} ({gates} simulated gates a row; share, 95 % interval)")
        for articles in (40, 100):
            for answers in (1, 3):
                random = np.random.default_rng([articles, answers, int(1000 * loss)])
                seen = [rules(source(random, articles, answers, loss), settings) for _ in range(gates)]
                print(f"  n={articles:<4} K={answers}")
                for name in seen[0]:
                    hits = sum(one[name] for one in seen)
                    interval = wilson(hits, gates)
                    print(f"    {name:<22}{hits / gates:7.1%}   {interval.low:.1%} - {interval.high:.1%}")


def coverage(gates: int) -> None:
    """Print how often the 90 % interval holds the truth, and on which side it misses."""
    print(f"\n90 % interval of Event-F1's difference, true value 0 ({gates} simulations)")
    for articles in (40, 100):
        random = np.random.default_rng([articles, 7])
        found = [bootstrap(cluster(made_up(random, articles, 1, 0.0)[PRIMARY]), draws=1000) for _ in range(gates)]
        held = sum(one.low <= 0 <= one.high for one in found)
        below, above = sum(one.high < 0 for one in found), sum(one.low > 0 for one in found)
        print(f"  n={articles:<4} holds {held / gates:.1%}, lies below {below / gates:.1%}, above {above / gates:.1%}")


def breaks(gates: int) -> None:
    """Print how often a broken article is cried, and heard, for answers that vary."""
    settings = load()

    def run(
        chances: Numbers, random: np.random.Generator, answers: int, broken: bool
    ) -> tuple[list[ArticleScores], Items]:
        articles, bad = [], {}
        for i in range(40):
            false = [np.flatnonzero(random.binomial(1, chances[i])).astype(str).tolist() for _ in range(answers)]
            false = [[*one, "new"] for one in false] if broken and i == 0 else false
            valid = [float(random.random() < 0.99) for _ in range(answers)]
            samples = [
                {
                    "must_not_rate": Score(value=min(1, len(one) / 4), numerator=len(one), denominator=4),
                    "schema_valid": Score(value=good, numerator=good, denominator=1),
                }
                for one, good in zip(false, valid, strict=True)
            ]
            articles.append(ArticleScores(article=str(i), story=str(i), slices=[], samples=samples))
            bad[str(i)] = [{"false_statement": one} for one in false]
        return articles, Items.model_validate({"bad": bad, "texts": {}})

    print(f"\nbroken articles among 40 ({gates} simulated gates; four foreseen false statements an article)")
    print("  answers   a rule without chance: false alarms   the gate: false alarms   one article broken: FAIL, open")
    for answers in (1, 3, 5):
        random = np.random.default_rng([answers, 11])
        raw = cried = heard = left = 0
        for _ in range(gates):
            chances = random.beta(0.05, 4, (40, 4))
            for broken in (False, True):
                (old, known), (new, now) = (run(chances, random, answers, side) for side in (False, broken))
                pairs = [Pair(one, other, None) for one, other in zip(old, new, strict=True)]
                found = find_breaks(
                    pairs, settings.breaks, answers_vary=True, alpha=settings.statistics.alpha, items=(known, now)
                )
                if broken:
                    heard += found.verdict is Verdict.FAIL
                    left += found.verdict is Verdict.INCONCLUSIVE
                else:
                    raw += bool(found.found)
                    cried += found.verdict is Verdict.FAIL
        print(
            f"  K={answers}       {raw / gates:6.1%}{'':31}{cried / gates:6.1%}{'':19}"
            f"{heard / gates:6.1%}, {left / gates:.1%}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--runs", nargs="+", type=Path, default=[])
    parser.add_argument("--gates", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=1000, help="resamples in each gate (the real gate takes 10,000)")
    given = parser.parse_args()
    settings = load()
    settings = settings.model_copy(
        update={"cost": None, "statistics": settings.statistics.model_copy(update={"draws": given.draws})}
    )
    begun = time.monotonic()
    if given.runs:
        runs = [Scores.load(path) for path in given.runs]
        for run in runs:
            print(run.signature)
        source = measured(runs, [name for name in settings.metrics if name in runs[0].metrics])
    else:
        source = made_up
        kept = {k: v for k, v in settings.metrics.items() if k in made_up(np.random.default_rng(0), 4, 1, 0)}
        settings = settings.model_copy(update={"metrics": kept})
    table(source, settings, given.gates)
    if not given.runs:
        coverage(given.gates)
        breaks(max(100, given.gates // 5))
    print(f"\n{time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
