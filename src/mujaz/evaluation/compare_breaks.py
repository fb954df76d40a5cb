"""Articles that broke: what no mean shows, because one wrong death toll among forty articles hardly moves it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, comb

from pydantic import BaseModel, ConfigDict

from mujaz.evaluation.compare_items import Items, Kind
from mujaz.evaluation.compare_pairs import Pair
from mujaz.evaluation.gate_settings import BreakRule
from mujaz.evaluation.statistics.relabel import chance_of_breaking, chance_of_so_many
from mujaz.evaluation.table import ArticleScores, Score
from mujaz.evaluation.verdict import Verdict

__all__ = ["Break", "Breaks", "find_breaks"]

_MOST_SAMPLES = 12
_ROUNDING = 1e-9
_METRIC = {"invalid": "schema_valid", "false_statement": "must_not_rate"}
_NAMED = ("vital_number", "wrong_toll")
"""What no metric counts: bare scores cannot show it."""
_SAYS = {
    "invalid": "no valid answer any more",
    "false_statement": "a false statement that no baseline answer makes",
    "vital_number": "a vital number wrong or gone that every baseline answer has",
    "wrong_toll": "a toll wrong that no baseline answer has wrong",
}

_Answer = tuple[frozenset[str], ...]
"""What is bad in one answer, rule by rule: ids of items, or "#1", "#2", ... where only their number is known."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Break(_Part):
    """One article that broke in one respect. `items` are what is newly bad (texts of the gold where they are known);
    `before` and `after`: in how many of the answers."""

    article: str
    story: str
    what: str
    says: str
    items: list[str]
    before: tuple[int, int]
    after: tuple[int, int]


class Breaks(_Part):
    """`found`: what broke; `mended`: the reverse, shown so that both directions are seen, and never counted.

    `p`: the chance that so many articles break although nothing changed, given how the answers vary; 0 where answers do
    not vary, or where the candidate lacks an article. `samples`: how many answers an article would decide, None when
    it is decided. `unchecked`: rules that could not be looked at, because a run was given as bare scores.
    """

    found: list[Break]
    mended: list[Break]
    articles: int
    p: float
    verdict: Verdict
    samples: int | None
    unchecked: list[str]


def find_breaks(
    pairs: Iterable[Pair],
    rules: Sequence[BreakRule],
    *,
    answers_vary: bool,
    alpha: float,
    items: tuple[Items | None, Items | None] = (None, None),
) -> Breaks:
    """Look at every article's answers; `items` are those of baseline and candidate. See `Breaks`."""
    both = items if None not in items else (None, None)
    rules = list(rules)
    unchecked = [rule.what for rule in rules if rule.what in _NAMED and both[0] is None]
    rules = [rule for rule in rules if rule.what not in unchecked]
    found: list[Break] = []
    mended: list[Break] = []
    chances: list[float] = []
    lacking = 0

    def broken(before: Sequence[_Answer], after: Sequence[_Answer]) -> bool:
        return any(_newly(rule, _column(before, i), _column(after, i)) for i, rule in enumerate(rules))

    for pair in pairs:
        after = _answers(pair.new, rules, both[1]) if pair.missing != "candidate" else _nothing(rules)
        before = _answers(pair.old, rules, both[0]) if pair.missing != "baseline" else after
        for i, rule in enumerate(rules):
            was, now = _column(before, i), _column(after, i)
            if new := _newly(rule, was, now):
                found.append(_break(pair, rule, new, was, now, both[0]))
            elif gone := _newly(rule, now, was):
                mended.append(_break(pair, rule, gone, was, now, both[0]))
        if pair.missing == "candidate":
            lacking += 1  # no answer at all is no matter of chance
        elif len({*before, *after}) > 1:
            chances.append(chance_of_breaking(before, after, broken))
    articles = len({one.article for one in found})
    surely = lacking or not answers_vary
    p = 0.0 if articles and surely else chance_of_so_many(chances, articles)
    verdict = Verdict.PASS if not articles else Verdict.FAIL if p <= alpha + _ROUNDING else Verdict.INCONCLUSIVE
    unsteady = sum(chance > 0 for chance in chances)
    samples = _deciding_samples(unsteady, alpha) if verdict is Verdict.INCONCLUSIVE else None
    return Breaks(
        found=found, mended=mended, articles=articles, p=p, verdict=verdict, samples=samples, unchecked=unchecked
    )


def _newly(rule: BreakRule, before: Sequence[frozenset[str]], after: Sequence[frozenset[str]]) -> frozenset[str]:
    """The items that break the article; empty when it is whole."""
    if rule.when == "all":
        return frozenset.intersection(*after) - frozenset.union(*before)
    if 2 * sum(map(bool, after)) > len(after) and 2 * sum(map(bool, before)) <= len(before):
        return frozenset.union(*after)
    return frozenset()


def _column(answers: Sequence[_Answer], place: int) -> list[frozenset[str]]:
    return [answer[place] for answer in answers]


def _break(
    pair: Pair,
    rule: BreakRule,
    new: frozenset[str],
    before: Sequence[frozenset[str]],
    after: Sequence[frozenset[str]],
    items: Items | None,
) -> Break:
    article = pair.old.article
    told = [_text(article, rule, item, items) for item in sorted(new)]
    return Break(
        article=article,
        story=pair.old.story,
        what=rule.what,
        says=_SAYS[rule.what],
        items=[text for text in told if text],
        before=(sum(bool(new & one) for one in before), len(before)),
        after=(sum(bool(new & one) for one in after), len(after)),
    )


def _text(article: str, rule: BreakRule, item: str, items: Items | None) -> str | None:
    if rule.what == "invalid" or items is None:
        return None
    return items.text(article, rule.what, item) or item


def _nothing(rules: Sequence[BreakRule]) -> list[_Answer]:
    """A missing article: invalid, and no more can be said."""
    return [tuple(frozenset({"#1"} if rule.what == "invalid" else ()) for rule in rules)]


def _answers(article: ArticleScores, rules: Sequence[BreakRule], items: Items | None) -> list[_Answer]:
    known = items.bad.get(article.article) if items else None
    return [
        tuple(_bad(rule, sample, known[i] if known and i < len(known) else None) for rule in rules)
        for i, sample in enumerate(article.samples)
    ]


def _bad(rule: BreakRule, sample: dict[str, Score], known: dict[Kind, list[str]] | None) -> frozenset[str]:
    if rule.what != "invalid" and known is not None:
        return frozenset(known.get(rule.what, ()))
    metric = _METRIC.get(rule.what)
    if metric is None or metric not in sample:
        return frozenset()
    return frozenset(_numbered(_count(sample[metric], lower_is_better=rule.what != "invalid")))


def _count(score: Score, *, lower_is_better: bool) -> float:
    """How much is wrong: counted where the metric counts, so that a longer brief does not dilute a false statement."""
    if score.value is None:
        return 0.0
    if lower_is_better:
        return score.numerator if score.denominator else score.value
    return score.denominator - score.numerator if score.denominator else 1 - score.value


def _numbered(count: float) -> Iterator[str]:
    """Names for items of which only the number is known: the third is bad in every answer that has three or more."""
    return (f"#{number}" for number in range(1, ceil(count - 1e-9) + 1))


def _deciding_samples(unsteady: int, alpha: float) -> int:
    """How many answers of each side make a clean break significant among so many articles whose answers vary."""
    for samples in range(2, _MOST_SAMPLES):
        if chance_of_so_many([1 / comb(2 * samples, samples)] * unsteady, 1) <= alpha + _ROUNDING:
            return samples
    return _MOST_SAMPLES
