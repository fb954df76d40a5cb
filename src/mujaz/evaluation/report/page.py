"""A scored run as one HTML page that needs nothing but itself: no script, nothing fetched, every value escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from mujaz.evaluation.report import charts
from mujaz.evaluation.report.details import Answered, answered
from mujaz.evaluation.report.numbers import ordered, written
from mujaz.evaluation.scoring import Run
from mujaz.evaluation.table import ArticleScores, MetricInfo, Scores
from mujaz.render._text import visible

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["render"]

_ARROWS = {"higher": "\u2191 higher is better", "lower": "\u2193 lower is better", "neither": ""}


@dataclass(frozen=True, slots=True)
class _Line:
    """One metric over all articles, beside the floors."""

    name: str
    info: MetricInfo
    direction: str
    value: str
    others: tuple[str, ...]
    micro: str
    count: int
    chart: Markup | str


@dataclass(frozen=True, slots=True)
class _Group:
    """The primary metrics of a slice or a story."""

    name: str
    count: int
    values: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True, slots=True)
class _Article:
    """One article: its values, and its first answer in words (None when there is none)."""

    anchor: str
    row: ArticleScores
    values: tuple[tuple[str, Markup], ...]
    answer: Answered | None
    failures: tuple[str, ...]


def render(run: Run, others: Sequence[Scores] = ()) -> str:
    """The page. `others` (floors) stand beside the run's overall values."""
    scores = run.scores
    style = _styles()
    primary = ordered(scores.metrics, primary=True)
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            policy=f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'",
            style=style,
            scores=scores,
            others=others,
            metrics=primary,
            primary=[_line(scores, others, name, info) for name, info in primary],
            diagnostics=[_line(scores, others, name, info) for name, info in ordered(scores.metrics, primary=False)],
            slices=[_group(scores, name, _in_slice(name)) for name in scores.slices],
            stories=[_group(scores, name, _of_story(name)) for name in scores.stories],
            articles=[_article(run, number, row) for number, row in enumerate(scores.articles, start=1)],
        )
    )


def _line(scores: Scores, others: Sequence[Scores], name: str, info: MetricInfo) -> _Line:
    values = [one.value for one in scores.per_article(name)]
    floors = [(one.signature.system, value) for one in others if (value := one.macro(name)) is not None]
    return _Line(
        name=name,
        info=info,
        direction=_ARROWS[info.better],
        value=written(scores.macro(name), info),
        others=tuple(written(one.macro(name), info) for one in others),
        micro=written(scores.micro(name), info),
        count=len(values),
        chart=charts.strip(values, scores.macro(name), floors) if info.unit == "share" else "",
    )


def _in_slice(name: str) -> Callable[[ArticleScores], bool]:
    return lambda one: name in one.slices


def _of_story(name: str) -> Callable[[ArticleScores], bool]:
    return lambda one: one.story == name


def _group(scores: Scores, name: str, where: Callable[[ArticleScores], bool]) -> _Group:
    return _Group(
        name,
        sum(map(where, scores.articles)),
        tuple(
            (written(value, info), charts.bar(value))
            for metric, info in ordered(scores.metrics, primary=True)
            for value in [scores.macro(metric, where)]
        ),
    )


def _article(run: Run, number: int, row: ArticleScores) -> _Article:
    case = run.cases[row.article][0]
    return _Article(
        anchor=f"a{number}",
        row=row,
        values=tuple(
            (written(value, info), charts.bar(value))
            for metric, info in ordered(run.scores.metrics, primary=True)
            for value in [row.value(metric)]
        ),
        answer=answered(case) if case is not None else None,
        failures=tuple(
            f"sample {i}: {why}" for i, why in enumerate(run.failures[row.article], start=1) if why is not None
        ),
    )


@cache
def _styles() -> str:
    """The brief's page's style, so that both look alike, and what this page has besides."""
    shared = (resources.files("mujaz.render") / "page" / "page.css").read_text("utf-8")
    return shared + (resources.files("mujaz.evaluation.report") / "page_files" / "report.css").read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    """Every value is made visible (invisible characters written out), then escaped, without any template asking for
    it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: object) -> object:
        return value if isinstance(value, Markup) else visible(str(value))

    return Environment(
        loader=PackageLoader("mujaz.evaluation.report", "page_files"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
