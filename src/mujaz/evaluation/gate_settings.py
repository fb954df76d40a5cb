"""What the gate demands: `eval/gate.toml`, read and checked.

Every margin has a reason beside it. Unknown entries are refused: a misspelt margin would otherwise gate nothing.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from mujaz.errors import UsageError

__all__ = ["DEFAULT_PATH", "BreakRule", "CostRule", "MetricRule", "Settings", "SliceRule", "Statistics", "load"]

DEFAULT_PATH = Path("eval/gate.toml")

Share = Annotated[float, Field(gt=0, lt=1)]
Reason = Annotated[str, Field(min_length=10)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Statistics(_Part):
    """`alpha`: how often the gate may fail although nothing changed. `level`: of the intervals (0.90 has 5 % on each
    side). `draws`: resamples of an interval, and of a test that cannot be counted out. `seed`: of both."""

    alpha: Share = 0.05
    level: Share = 0.90
    draws: Annotated[int, Field(ge=200, le=1_000_000)] = 10_000
    seed: int = 1


class MetricRule(_Part):
    """A metric on which the verdict rests. `margin`: the loss that would still be tolerated, in the metric's own unit;
    `binary`: an answer is right or wrong, so that McNemar's mid-p test applies."""

    margin: Annotated[float, Field(gt=0)]
    reason: Reason
    binary: bool = False


class CostRule(_Part):
    """How much dearer an article may become: `margin` 0.10 is ten per cent of `metric`."""

    metric: str
    margin: Annotated[float, Field(gt=0)]
    reason: Reason


class BreakRule(_Part):
    """What breaks a single article, however little the mean moves.

    `what`: "invalid" (no valid answer), "false_statement" (one that the gold foresees), "vital_number" (the number of
    a vital nugget is wrong or gone), "wrong_toll" (an event's count of dead, injured ... is none of the gold's).
    `when` "all": the same item is bad in every answer of the candidate and in none of the baseline; "most": more than
    half of the candidate's answers are bad, and no more than half of the baseline's.
    """

    what: Literal["invalid", "false_statement", "vital_number", "wrong_toll"]
    when: Literal["all", "most"]
    reason: Reason


class SliceRule(_Part):
    """Which metrics are broken down by slice. Slices of fewer stories than `min_stories` are shown, not tested."""

    metrics: list[str] = []
    min_stories: Annotated[int, Field(ge=2)] = 5
    action: Literal["warn", "fail"] = "warn"


class Settings(_Part):
    """The whole of `gate.toml`.

    `answers_vary`: whether the same prompt and model may answer otherwise next time. Then one broken article may be
    chance, and the gate fails only when chance is excluded (see `statistics.relabel`); answers that cannot vary,
    because they were written once and stand in files, need no such proof.
    """

    schema_: Literal["mujaz/gate/1"] = Field(alias="schema")
    statistics: Statistics = Statistics()
    answers_vary: bool = True
    prompt: str | None = None
    model: str | None = None
    metrics: Annotated[dict[str, MetricRule], Field(min_length=1)]
    cost: CostRule | None = None
    breaks: list[BreakRule] = []
    slices: SliceRule = SliceRule()

    @model_validator(mode="after")
    def _slices_are_gated(self) -> Settings:
        unknown = sorted(set(self.slices.metrics) - set(self.metrics))
        if unknown:
            raise ValueError(f"slices: {', '.join(unknown)} is not among the gated metrics")
        return self

    @property
    def used(self) -> list[str]:
        """Every metric that the settings name, once."""
        return [*self.metrics, *([self.cost.metric] if self.cost else [])]

    @property
    def needed(self) -> frozenset[str]:
        """Every metric that a comparison looks at: those used, and what tells a broken answer."""
        return frozenset((*self.used, "schema_valid", "must_not_rate"))


def load(path: Path | None = None) -> Settings:
    """The settings in `path`; without a path those in eval/gate.toml, or the built-in ones when there is no such file.

    Raises UsageError that names the file and the entry.
    """
    if path is None and not DEFAULT_PATH.exists():
        return _parse(resources.files("mujaz.evaluation").joinpath("gate_settings.toml").read_text("utf-8"), "built-in")
    path = path or DEFAULT_PATH
    try:
        return _parse(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error})") from error


def _parse(text: str, source: str) -> Settings:
    try:
        return Settings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{source}: {error}") from error
    except ValidationError as error:
        item = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in item["loc"]) or "the file"
        raise UsageError(f"{source}: {where}: {item['msg']}") from error
