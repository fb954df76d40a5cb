"""The gate against itself: how often it cries wolf on this set, with these answers, when nothing has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mujaz.errors import NothingToSplitError
from mujaz.evaluation.compare import compare
from mujaz.evaluation.compare_items import Items
from mujaz.evaluation.compare_pairs import demand_comparable
from mujaz.evaluation.compare_sources import Measured
from mujaz.evaluation.gate_settings import Settings, SliceRule
from mujaz.evaluation.statistics.bootstrap import Interval
from mujaz.evaluation.statistics.chance import choices, words
from mujaz.evaluation.statistics.proportion import wilson
from mujaz.evaluation.table import ArticleScores, Scores
from mujaz.evaluation.verdict import Verdict

__all__ = ["SelfTest", "against_itself", "halves"]

_DRAWS = 1000
Side = tuple[Scores, Items | None]


@dataclass(frozen=True, slots=True)
class SelfTest:
    """Of `gates` comparisons in which nothing had changed, `alarms` failed and `left_open` were inconclusive.

    `interval` (95 %) is of the rate of alarms, over splits of these same answers. `says`: how it was done, and what
    that does not show.
    """

    gates: int
    alarms: int
    left_open: int
    interval: Interval
    says: str

    @property
    def rate(self) -> float:
        """Share of alarms."""
        return self.alarms / self.gates

    def too_many(self, alpha: float) -> bool:
        """Whether the alarms are surely more than `alpha` allows."""
        return self.interval.low > alpha


def against_itself(run: Measured, settings: Settings, gates: int = 200, other: Measured | None = None) -> SelfTest:
    """Let the gate decide `gates` times between runs that do not differ.

    With several answers an article, they are split at random into two runs of half as many. With one, two runs are
    needed: whole stories are exchanged between them at random, which makes both sides alike, and stories are drawn
    anew. Raises NothingToSplitError with one answer and no second run.
    """
    # two sides that are dealt out differ by chance, whatever is true of recorded answers: breaks are judged against it
    settings = settings.model_copy(
        update={
            "answers_vary": True,
            "statistics": settings.statistics.model_copy(update={"draws": min(_DRAWS, settings.statistics.draws)}),
            "slices": SliceRule(),
        }
    )
    seed, half = settings.statistics.seed, run.scores.signature.samples // 2
    if other is not None:
        demand_comparable(run.scores, other.scores, settings.used)
        sides = _trimmed(run, settings), _trimmed(other, settings)
        says = (
            "Stories exchanged at random between two runs, and drawn anew with replacement. This shows whether the "
            "gate's arithmetic holds on the differences of these two runs; of other runs it says nothing."
        )
        deal: Callable[[int], tuple[Side, Side]] = lambda number: _exchanged(*sides, seed, number)  # noqa: E731
    elif half:
        whole = _trimmed(run, settings)
        says = (
            f"The {run.scores.signature.samples} answers of each article split at random into two runs of {half}. "
            "Fewer answers than a real gate has, so its spread is wider; only answers vary, as when the same prompt "
            "is recorded twice. The splits share answers: the interval is of these splits, not of new recordings."
        )
        deal = lambda number: _split(whole, half, seed, number)  # noqa: E731
    else:
        raise NothingToSplitError(
            f"{run.name} has one answer an article, so nothing shows how much answers vary. Record several (mujaz eval "
            "record --samples 3), or name a second run of the same system."
        )
    verdicts = [_verdict(*deal(number), settings) for number in range(gates)]
    alarms = verdicts.count(Verdict.FAIL)
    return SelfTest(gates, alarms, verdicts.count(Verdict.INCONCLUSIVE), wilson(alarms, gates), says)


def halves(run: Scores, seed: int) -> tuple[Scores, Scores]:
    """The answers of a run dealt out at random into two runs of half as many."""
    (one, _), (other, _) = _split((run, None), run.signature.samples // 2, seed, 0)
    return one, other


def _verdict(old: Side, new: Side, settings: Settings) -> Verdict:
    return compare(old[0], new[0], settings, items=(old[1], new[1])).verdict


def _trimmed(run: Measured, settings: Settings) -> Side:
    """The run with the metrics that the gate looks at, and no others."""
    kept = settings.needed & set(run.scores.metrics)
    articles = [
        one.model_copy(update={"samples": [{k: v for k, v in sample.items() if k in kept} for sample in one.samples]})
        for one in run.scores.articles
    ]
    metrics = {name: info for name, info in run.scores.metrics.items() if name in kept}
    return run.scores.model_copy(update={"articles": articles, "metrics": metrics}), run.items


def _split(whole: Side, half: int, seed: int, number: int) -> tuple[Side, Side]:
    scores, items = whole
    count = scores.signature.samples
    drawn = words(seed, f"split {number}", count * len(scores.articles)).reshape(len(scores.articles), count)
    orders = [sorted(range(count), key=row.__getitem__) for row in drawn.tolist()]

    def side(start: int) -> Side:
        picked = [order[start : start + half] for order in orders]
        return _with_samples(scores, picked), _with_items(scores, items, picked)

    return side(0), side(half)


def _with_samples(scores: Scores, picked: Sequence[Sequence[int]]) -> Scores:
    articles = [
        one.model_copy(update={"samples": [one.samples[i] for i in chosen]})
        for one, chosen in zip(scores.articles, picked, strict=True)
    ]
    signature = scores.signature.model_copy(update={"samples": len(picked[0])})
    return scores.model_copy(update={"articles": articles, "signature": signature})


def _with_items(scores: Scores, items: Items | None, picked: Sequence[Sequence[int]]) -> Items | None:
    if items is None:
        return None
    bad = {
        one.article: [items.bad[one.article][i] for i in chosen]
        for one, chosen in zip(scores.articles, picked, strict=True)
        if one.article in items.bad
    }
    return items.model_copy(update={"bad": bad})


def _exchanged(one: Side, other: Side, seed: int, number: int) -> tuple[Side, Side]:
    """Stories drawn with replacement, a copy a time, each dealt to the two sides as a coin falls."""
    stories = sorted({article.story for article in one[0].articles})
    drawn = choices(seed, f"stories {number}", 1, len(stories), len(stories))[0].tolist()
    coins = choices(seed, f"coins {number}", 1, len(stories), 2)[0].tolist()
    left: list[tuple[ArticleScores, list[dict[str, list[str]]] | None]] = []
    right: list[tuple[ArticleScores, list[dict[str, list[str]]] | None]] = []
    for copy, (place, coin) in enumerate(zip(drawn, coins, strict=True)):
        for side, scored in ((left, (one, other)[coin]), (right, (other, one)[coin])):
            side += _copies(scored, stories[place], copy)
    return _rebuilt(one[0], left), _rebuilt(one[0], right)


def _copies(side: Side, story: str, copy: int) -> list[tuple[ArticleScores, list[dict[str, list[str]]] | None]]:
    scores, items = side
    return [
        (
            article.model_copy(update={"article": f"{article.article} {copy}", "story": f"{story} {copy}"}),
            items.model_dump()["bad"].get(article.article) if items else None,
        )
        for article in scores.articles
        if article.story == story
    ]


def _rebuilt(like: Scores, rows: Sequence[tuple[ArticleScores, list[dict[str, list[str]]] | None]]) -> Side:
    bad = {article.article: found for article, found in rows if found is not None}
    items = Items.model_validate({"bad": bad, "texts": {}}) if bad else None
    return like.model_copy(update={"articles": [article for article, _ in rows]}), items
