"""The table of scores on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.console import Console
from rich.table import Table

from mujaz.evaluation.report.numbers import ordered, written
from mujaz.evaluation.table import ArticleScores, MetricInfo, Scores
from mujaz.render._text import one_line

__all__ = ["show"]

_ARROWS = {"higher": "\u2191", "lower": "\u2193", "neither": ""}

_HEADINGS = {
    "event_f1": "event F1",
    "vital_recall": "vital",
    "must_not_rate": "must not",
    "unsupported_numbers": "nums",
    "unsupported_names": "names",
    "attribution": "source",
    "evidence_precision": "ev. P",
    "evidence_recall": "ev. R",
    "schema_valid": "valid",
}


def show(console: Console, scores: Scores, others: Sequence[Scores] = (), everything: bool = False) -> None:
    """Print `scores` beside `others`: overall, then by story and slice; with `everything` the diagnostics too."""
    console.print(_overall("Primary", scores, others, primary=True))
    if everything:
        console.print(_overall("Diagnostics", scores, others, primary=False))
        console.print(_broken_down("By slice", scores, scores.slices, lambda one, name: name in one.slices))
    console.print(_broken_down("By story", scores, scores.stories, lambda one, name: one.story == name))
    for one in (scores, *others):
        console.print(one_line(str(one.signature)), soft_wrap=True)


def _overall(title: str, scores: Scores, others: Sequence[Scores], *, primary: bool) -> Table:
    table = Table(title=title, title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("metric", no_wrap=True)
    table.add_column("")
    for one in (scores, *others):
        table.add_column(one_line(one.signature.system), justify="right")
    table.add_column("micro", justify="right", style="dim")
    table.add_column("n", justify="right", style="dim")
    table.add_column("what it says", style="dim")
    for name, info in ordered(scores.metrics, primary=primary):
        table.add_row(
            name,
            _ARROWS[info.better],
            *(written(one.macro(name), info) for one in (scores, *others)),
            written(scores.micro(name), info),
            str(len(scores.per_article(name))),
            info.says,
        )
    return table


def _broken_down(
    title: str, scores: Scores, names: Sequence[str], belongs: Callable[[ArticleScores, str], bool]
) -> Table:
    primary = [name for name, _ in ordered(scores.metrics, primary=True)]
    table = Table(title=title, title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("n", justify="right", style="dim")
    for metric in primary:
        table.add_column(_HEADINGS.get(metric, metric) + _ARROWS[scores.metrics[metric].better], justify="right")
    for name in names:
        within = _within(belongs, name)
        values = [_short(scores.macro(metric, within), scores.metrics[metric]) for metric in primary]
        table.add_row(one_line(name), str(sum(map(within, scores.articles))), *values)
    return table


def _within(belongs: Callable[[ArticleScores, str], bool], name: str) -> Callable[[ArticleScores], bool]:
    return lambda one: belongs(one, name)


def _short(value: float | None, info: MetricInfo) -> str:
    return written(value, info) if value is None or info.unit != "share" else f"{value:.2f}"
