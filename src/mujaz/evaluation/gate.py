"""The gate: is the candidate worse than the blessed baseline, and is it what it says it is?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mujaz import prompts
from mujaz.errors import IncomparableError, MujazError
from mujaz.evaluation import baseline as baselines
from mujaz.evaluation import compare_sources, gate_settings, scoring
from mujaz.evaluation.baseline import Baseline
from mujaz.evaluation.compare import compare
from mujaz.evaluation.compare_sources import Measured, Places
from mujaz.evaluation.comparison import Comparison
from mujaz.evaluation.gate_settings import Settings
from mujaz.evaluation.metrics import SCORER
from mujaz.model.dialect import schema_sha256

__all__ = ["Gated", "compare_runs", "demand_current", "run_gate"]


@dataclass(frozen=True, slots=True)
class Gated:
    """A comparison with the two runs, for whoever shows it."""

    comparison: Comparison
    baseline: Measured
    candidate: Measured


def run_gate(
    name: str | None = None,
    candidate: str | None = None,
    *,
    places: Places = Places(),  # noqa: B008 - frozen
    settings_path: Path | None = None,
    folder: Path = baselines.FOLDER,
    prompt: str | None = None,
    root: Path = Path(),
    tick: Callable[[str], None] = lambda _: None,
    warn: Callable[[str], None] = lambda _: None,
) -> Gated:
    """Compare a candidate (default: what the baseline was made from, as it is now) with the blessed baseline.

    Paths of runs are seen from `root`. `prompt` is the prompt under test, for settings that name none. Raises
    UsageError, RecordingError, IncomparableError.
    """
    settings = gate_settings.load(settings_path)
    blessed = baselines.load(baselines.named(name, folder))
    named = _seen_from(root, candidate or blessed.origin.source)
    run = compare_sources.load(named, places, metrics=settings.needed, tick=tick, warn=warn)
    demand_current(run, settings, places, prompt)
    return Gated(_compared(blessed.measured, run, settings, blessed), blessed.measured, run)


def _seen_from(root: Path, named: str) -> str:
    path = root / named
    return str(path) if path.exists() else named


def compare_runs(baseline: Measured, candidate: Measured, settings: Settings) -> Gated:
    """Compare any two runs."""
    return Gated(_compared(baseline, candidate, settings), baseline, candidate)


def _compared(old: Measured, new: Measured, settings: Settings, blessed: Baseline | None = None) -> Comparison:
    found = compare(old.scores, new.scores, settings, (old.name, new.name), (old.items, new.items))
    changes: dict[str, object] = {"origins": (old.origin, new.origin)}
    if blessed is not None:
        changes["floors"] = blessed.floors
    return found.model_copy(update=changes)


def demand_current(run: Measured, settings: Settings, places: Places, prompt: str | None = None) -> None:
    """Raises IncomparableError, naming what, when the run is not of the prompt, model, schema, gold and scorer that
    this checkout has: a gate that passes on a stale recording says nothing."""
    said = [*_other_system(run, settings, prompt), *_other_measure(run, places)]
    if said:
        raise IncomparableError(
            f"{run.origin.source} is not a run of what is here now; it differs in {'; '.join(said)}. Record and "
            "score it anew, or say what is under test in the gate's settings (prompt, model)."
        )


def _other_system(run: Measured, settings: Settings, prompt: str | None) -> list[str]:
    signature, said = run.scores.signature, []
    if settings.model is not None and signature.model != settings.model:
        said.append(f"the model ({signature.model}, under test is {settings.model})")
    if signature.prompt is None:
        return said
    wanted = prompt or settings.prompt or prompts.DEFAULT
    try:
        current = prompts.load(wanted)
    except MujazError as error:
        raise IncomparableError(f"the prompt under test cannot be read: {error}") from error
    if signature.prompt != current.spec:
        said.append(f"the prompt ({signature.prompt}, under test is {current.spec})")
    elif signature.prompt_sha256 != current.sha256:
        measured = _short(signature.prompt_sha256)
        said.append(f"the prompt {current.spec} (measured {measured}, now {current.sha256[:8]})")
    if signature.schema_sha256 != schema_sha256():
        said.append(f"the schema (measured {_short(signature.schema_sha256)}, now {schema_sha256()[:8]})")
    return said


def _other_measure(run: Measured, places: Places) -> list[str]:
    signature, said = run.scores.signature, []
    if signature.scorer != SCORER:
        said.append(f"the scorer (measured by {signature.scorer}, now {SCORER})")
    if run.views is None and (references := places.known_references()) is not None:
        gold = scoring.gold_sha256(references.values())
        if signature.gold_sha256 != gold:
            said.append(f"the gold (measured {signature.gold_sha256[:8]}, now {gold[:8]})")
    return said


def _short(digest: str | None) -> str:
    return digest[:8] if digest else "none"
