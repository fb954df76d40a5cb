"""What a comparison of two runs says, as it is shown and kept: questions, slices, broken articles, verdict."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mujaz.errors import UsageError
from mujaz.evaluation.compare_breaks import Breaks
from mujaz.evaluation.compare_origin import Origin
from mujaz.evaluation.compare_pairs import Side
from mujaz.evaluation.gate_settings import Settings
from mujaz.evaluation.table import Signature, Unit
from mujaz.evaluation.verdict import Verdict

__all__ = [
    "SCHEMA",
    "ArticleChange",
    "Comparison",
    "Described",
    "Estimate",
    "Question",
    "SliceResult",
    "read_comparison",
]

SCHEMA: Literal["mujaz/comparison/1"] = "mujaz/comparison/1"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Estimate(_Part):
    """A mean gain of an article (positive: the candidate is better) and its interval; null bounds are infinite. `p` is
    the one-sided p-value of "worse", `exact` whether all sign patterns were counted."""

    articles: int
    stories: int
    gain: float
    low: float | None
    high: float | None
    p: float
    exact: bool


class Question(_Part):
    """A gated quantity: a metric, or the cost.

    `before` and `after` are the runs' means over articles; of the cost the gain is minus the logarithm of the ratio,
    and so is `margin`. `p_adjusted` is corrected for all questions of the gate (Holm). `worse` and `better` count
    articles. For an open question, `articles_needed` and `samples_needed` say how many articles like these, or answers
    an article, would probably decide it (null: no number would, or it is not known).
    """

    name: str
    kind: Literal["metric", "cost"]
    says: str
    unit: Unit
    before: float
    after: float
    margin: float
    reason: str
    test: str
    estimate: Estimate
    p_adjusted: float
    worse: int
    better: int
    verdict: Verdict
    articles_needed: int | None
    samples_needed: int | None


class SliceResult(_Part):
    """One gated metric in one slice. `p_adjusted` is corrected for all slices and their metrics; null when there are
    too few stories to test."""

    slice: str
    metric: str
    before: float
    after: float
    estimate: Estimate
    p_adjusted: float | None
    worse: bool


class Described(_Part):
    """A metric that is shown and decides nothing."""

    metric: str
    says: str
    unit: Unit
    better: str
    before: float | None
    after: float | None
    estimate: Estimate | None


class ArticleChange(_Part):
    """What became of one article: the gain in each gated metric (null: not defined for it), and the run that lacks
    it."""

    article: str
    story: str
    slices: list[str]
    missing: Side | None
    gains: dict[str, float | None]


class Comparison(_Part):
    """All that was found; `mujaz eval report` shows it again. `articles` are sorted, worst first."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Literal["mujaz/comparison/1"] = Field(default=SCHEMA, alias="schema")
    verdict: Verdict
    names: tuple[str, str]
    """What the two runs are called: baseline, candidate."""
    signatures: tuple[Signature, Signature]
    questions: list[Question]
    unknown_cost: list[str]
    breaks: Breaks
    slices: list[SliceResult]
    described: list[Described]
    articles: list[ArticleChange]
    settings: Settings
    notes: list[str] = []
    origins: tuple[Origin, Origin] | None = None
    floors: dict[str, float] = {}

    def to_json(self) -> str:
        """JSON, one final newline."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"


def read_comparison(path: Path) -> Comparison | None:
    """The comparison in a file; None when the file holds something else. Raises UsageError when it cannot be read or
    is a damaged comparison."""
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise UsageError(f"{path}: not JSON ({error})") from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        return None
    try:
        return Comparison.model_validate(document)
    except ValidationError as error:
        item = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise UsageError(f"{path}: damaged ({'/'.join(map(str, item['loc']))}: {item['msg']})") from error
