"""The comparison as one HTML page that needs nothing but itself: no script, nothing fetched, every value escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from mujaz.evaluation.case import Reference
from mujaz.evaluation.compare_sources import Measured
from mujaz.evaluation.comparison import Comparison, Question, SliceResult
from mujaz.evaluation.gate_report import chart
from mujaz.evaluation.gate_report import wording as say
from mujaz.evaluation.gate_report.beside import chosen
from mujaz.evaluation.gate_settings import Settings
from mujaz.render._text import visible

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["render"]

_FILES = "page_files"


def render(found: Comparison, old: Measured, new: Measured, references: Mapping[str, Reference] | None = None) -> str:
    """The page. `references` give the Arabic and the gold; without them, articles are named only."""
    style = _styles()
    worst, best = chosen(found, old, new, references)
    return (
        _environment()
        .get_template("gate.html.j2")
        .render(
            policy=f"default-src 'none'; style-src {_hash(style)}; base-uri 'none'; form-action 'none'",
            style=style,
            found=found,
            questions=[(one, _drawn(one)) for one in found.questions],
            slices=[(one, _slice(one, found.settings)) for one in found.slices],
            flips=[one for one in found.articles if any(one.gains.values())],
            worst=worst,
            best=best,
            say=say,
        )
    )


def _drawn(one: Question) -> Markup:
    return chart.interval(one.estimate, one.margin, str(one.verdict), f"{say.change(one)}, {say.interval(one)}")


def _slice(one: SliceResult, settings: Settings) -> Markup:
    margin = settings.metrics[one.metric].margin
    return chart.interval(one.estimate, margin, "fail" if one.worse else "open", say.interval(one))


@cache
def _styles() -> str:
    """The style of a brief's page and of a scored run's, so that all look alike, and what this page has besides."""
    shared = (resources.files("mujaz.render") / "page" / "page.css").read_text("utf-8")
    scores = (resources.files("mujaz.evaluation.report") / _FILES / "report.css").read_text("utf-8")
    return shared + scores + (resources.files("mujaz.evaluation.gate_report") / _FILES / "gate.css").read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    """Every value is made visible (invisible characters written out), then escaped, without any template asking."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: object) -> object:
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    return Environment(
        loader=PackageLoader("mujaz.evaluation.gate_report", _FILES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
