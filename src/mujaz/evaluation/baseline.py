"""The blessed baseline: a run that somebody looked at and took as the measure, with floors that do not sink unnoticed.

A baseline holds the run's scores, what exactly was wrong in its answers, and short texts of them, so that a candidate
can be compared with it when its recordings are long overwritten. A floor is the best mean that was ever blessed: small
losses that each pass their margin cannot add up, because a new baseline must stay within one margin of the floor.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mujaz.disk import atomic
from mujaz.disk.lock import alone
from mujaz.errors import IncomparableError, OutputError, RegressionError, UsageError
from mujaz.evaluation.compare import compare
from mujaz.evaluation.compare_items import Items
from mujaz.evaluation.compare_origin import Origin
from mujaz.evaluation.compare_sources import Measured
from mujaz.evaluation.compare_views import AnswerView
from mujaz.evaluation.gate_settings import Settings
from mujaz.evaluation.table import Scores
from mujaz.evaluation.verdict import Verdict

__all__ = ["FOLDER", "SCHEMA", "Baseline", "bless", "load", "named"]

FOLDER = Path("eval/baselines")
SCHEMA: Literal["mujaz/baseline/1"] = "mujaz/baseline/1"
_DEEP = 3


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Regression(_Part):
    """A floor that was lowered on purpose (`to` null: its metric is gated no more), and the reason that was given."""

    metric: str
    floor: float
    to: float | None
    reason: str


class Baseline(_Part):
    """See the module's description. `floors`: by gated metric; `regressions`: every floor ever lowered, oldest
    first."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Literal["mujaz/baseline/1"] = Field(default=SCHEMA, alias="schema")
    name: str
    floors: dict[str, float]
    regressions: list[Regression] = []
    origin: Origin
    scores: Scores
    items: Items | None
    views: dict[str, AnswerView] | None

    @property
    def measured(self) -> Measured:
        """The baseline as a run."""
        return Measured(self.name, self.scores, self.origin, self.items, self.views)

    def to_json(self) -> str:
        """JSON with a line an article, so that a review sees which ones changed; one final newline."""
        return _lined(self.model_dump(mode="json", by_alias=True), _DEEP) + "\n"


def named(name: str | None, folder: Path = FOLDER) -> Path:
    """The file of the baseline `name`; without a name, of the only one there is. Raises UsageError when that is
    unclear."""
    if name is not None:
        if not name or any(mark in name for mark in "/\\") or name.startswith("."):
            raise UsageError(f"{name!r} is no name for a baseline; it becomes a file's name in {folder}")
        return folder / f"{name}.json"
    found = sorted(folder.glob("*.json"))
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"{folder}: there is no baseline yet; make one with `mujaz eval bless RUN --baseline NAME`")
    raise UsageError(f"{folder}: several baselines; name one with --baseline: {', '.join(p.stem for p in found)}")


def load(path: Path) -> Baseline:
    """The baseline in a file. Raises UsageError that names it."""
    try:
        return Baseline.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
    except ValidationError as error:
        item = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise UsageError(f"{path}: not a baseline ({'/'.join(map(str, item['loc']))}: {item['msg']})") from error


def bless(run: Measured, path: Path, settings: Settings, allowed: str | None = None) -> tuple[Baseline, list[str]]:
    """Make `run` the baseline in `path`, and say what changed, in words.

    Raises RegressionError when the gate fails it against the baseline that is there, or when a mean lies more than its
    margin below the floor, or when floors cannot be compared (other gold, other scorer), unless `allowed` gives a
    reason, which is kept in the file. UsageError when the run lacks a gated metric, OutputError when the file cannot be
    written. Of two that bless at the same time, the second is held against what the first one made.
    """
    means = _means(run.scores, settings)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with alone(path.with_name(f".{path.name}.lock")):
            atomic.sweep(path.parent)
            baseline, said = _next(run, path, means, settings, allowed)
            atomic.write(path, baseline.to_json().encode("utf-8"))
    except OSError as error:
        raise OutputError(f"{path}: the baseline cannot be written ({error.strerror or error}).") from error
    return baseline, said


def _next(
    run: Measured, path: Path, means: dict[str, float], settings: Settings, allowed: str | None
) -> tuple[Baseline, list[str]]:
    old = load(path) if path.exists() else None
    if old is None:
        baseline = _baseline(path.stem, run, means, [])
        said = [f"{name}: floor {value:.4f}" for name, value in means.items()]
    else:
        floors, regressions, said = _new_floors(old, run, means, settings, allowed)
        baseline = _baseline(path.stem, run, floors, [*old.regressions, *regressions])
    return baseline, said


def _baseline(name: str, run: Measured, floors: dict[str, float], regressions: list[Regression]) -> Baseline:
    return Baseline(
        name=name,
        floors=floors,
        regressions=regressions,
        origin=run.origin,
        scores=run.scores,
        items=run.items,
        views=run.views,
    )


def _means(scores: Scores, settings: Settings) -> dict[str, float]:
    lacking = [name for name in settings.metrics if name not in scores.metrics]
    if lacking:
        raise UsageError(f"the run has no metric {', '.join(lacking)}, which the gate's settings name")
    return {name: mean for name in settings.metrics if (mean := scores.macro(name)) is not None}


def _new_floors(
    old: Baseline, run: Measured, means: dict[str, float], settings: Settings, allowed: str | None
) -> tuple[dict[str, float], list[Regression], list[str]]:
    """Floors, those lowered, and what is to be said."""
    other = _other_measure(old, run)
    lowered = _lowered(old, run, means, settings) if not other else {name: means.get(name) for name in old.floors}
    why = [other] if other else _refusals(old, run, settings, lowered)
    if why and not (allowed or "").strip():
        raise RegressionError(
            f"{old.name}: not blessed. {'; '.join(why)}. If this is meant, say why: --allow-regression REASON"
        )
    floors, said = {}, []
    for name, mean in means.items():
        before = old.floors.get(name)
        kept = mean if before is None or name in lowered or _better(run.scores, name, mean, before) else before
        floors[name] = kept
        said.append(f"{name}: {mean:.4f}, floor {kept:.4f}" + ("" if before is None else f" (was {before:.4f})"))
    reason = (allowed or "").strip()
    regressions = [
        Regression(metric=name, floor=old.floors[name], to=to, reason=reason)
        for name, to in lowered.items()
        if to is None or other or to != old.floors[name]
    ]
    return floors, regressions, said


def _other_measure(old: Baseline, run: Measured) -> str | None:
    """Why the floors say nothing about this run, if so."""
    before, now = old.scores.signature, run.scores.signature
    if before.gold_sha256 != now.gold_sha256:
        return "The gold has changed, so the floors cannot be compared with the run"
    if before.scorer != now.scorer:
        return "The scorer has changed, so the floors cannot be compared with the run"
    return None


def _lowered(old: Baseline, run: Measured, means: dict[str, float], settings: Settings) -> dict[str, float | None]:
    """Floors that the run would lower: by metric, to what; None for a metric that is gated no more."""
    found: dict[str, float | None] = {}
    for name, floor in old.floors.items():
        if name not in means:
            found[name] = None
        else:
            loss = means[name] - floor if run.scores.metrics[name].better == "lower" else floor - means[name]
            if loss > settings.metrics[name].margin + 1e-9:
                found[name] = means[name]
    return found


def _refusals(old: Baseline, run: Measured, settings: Settings, lowered: dict[str, float | None]) -> list[str]:
    why = []
    for name, to in lowered.items():
        if to is None:
            why.append(f"{name} has a floor of {old.floors[name]:.4f} and would be gated no more")
        else:
            margin = settings.metrics[name].margin
            floor = old.floors[name]
            why.append(f"{name} is {to:.4f}, more than its margin of {margin:g} from its floor of {floor:.4f}")
    try:
        found = compare(old.scores, run.scores, settings, (old.name, run.name), (old.items, run.items))
    except IncomparableError as error:
        return [*why, str(error)]
    if found.verdict is Verdict.FAIL:
        why.insert(0, "The gate fails it against the baseline that is there")
    return why


def _better(scores: Scores, name: str, mean: float, floor: float) -> bool:
    return mean < floor if scores.metrics[name].better == "lower" else mean > floor


def _lined(value: Any, deep: int, indent: str = "") -> str:
    """JSON that is spread over lines down to `deep` levels, and compact below."""
    if not deep or not isinstance(value, dict | list) or not value:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    inner = indent + " "
    if isinstance(value, dict):
        parts = [f"{inner}{json.dumps(key)}: {_lined(one, deep - 1, inner)}" for key, one in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    return "[\n" + ",\n".join(inner + _lined(one, deep - 1, inner) for one in value) + f"\n{indent}]"
