"""From a name on the command line to a scored run: a saved file, a recording set, a prompt, a folder of briefs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mujaz import prompts
from mujaz.errors import IncomparableError, UsageError
from mujaz.evaluation import answers, scoring
from mujaz.evaluation.case import Reference
from mujaz.evaluation.compare_items import Items, items_of
from mujaz.evaluation.compare_origin import Origin
from mujaz.evaluation.compare_views import AnswerView, answer_views
from mujaz.evaluation.metrics import METRICS
from mujaz.evaluation.replayed import from_recordings
from mujaz.evaluation.table import Scores
from mujaz.model.dialect import schema_sha256
from mujaz.recording.manifest import NAME as MANIFEST
from mujaz.recording.manifest import Manifest

__all__ = ["Measured", "Places", "load", "measured", "recorded_articles", "stale"]

_PROMPT = re.compile(r"(?P<spec>[a-z][a-z0-9-]*@[0-9]+)(?::(?P<set>.+))?")


@dataclass(frozen=True, slots=True)
class Measured:
    """A scored run. `items` and `views` are None where only its scores were saved."""

    name: str
    scores: Scores
    origin: Origin
    items: Items | None = None
    views: dict[str, AnswerView] | None = None


@dataclass(frozen=True)
class Places:
    """Where things are: gold, articles, recording sets. Gold and articles are read once, when they are needed.

    With `only`, the gold of these articles alone counts.
    """

    gold: Path = Path("eval/gold")
    articles: Path = Path("eval/articles")
    sets: Path = Path("cassettes")
    only: tuple[str, ...] = ()

    def references(self) -> dict[str, Reference]:
        """The gold with its articles. Raises UsageError."""
        return scoring.references(self.gold, self.articles, self.only)

    def known_references(self) -> dict[str, Reference] | None:
        """The gold where there is any here, else None."""
        return self.references() if self.gold.exists() and self.articles.exists() else None


def load(
    named: str,
    places: Places,
    *,
    metrics: Collection[str] = METRICS.keys(),
    tick: Callable[[str], None] = lambda _: None,
    warn: Callable[[str], None] = lambda _: None,
) -> Measured:
    """The run that `named` means: a scores file or the folder of one, a recording set (its folder, or its name among
    `places.sets`), `brief@2` (the set recorded under it) or `brief@2:SET`, or a folder with a brief of each article.
    Of a run that is scored now, `metrics` are computed.

    Raises UsageError when it means nothing, RecordingError or IncomparableError for recordings that do not fit.
    """
    path = Path(named)
    if path.is_file():
        return _saved(path)
    if (path / "scores.json").is_file():
        return _saved(path / "scores.json")
    for folder in (path, places.sets / named):
        if (folder / MANIFEST).is_file():
            return _recorded(folder, places, metrics, tick, warn)
    if path.is_dir():
        return _briefs(path, places, metrics)
    match = _PROMPT.fullmatch(named)
    if match:
        return _recorded(_set_of(match["spec"], match["set"], places), places, metrics, tick, warn)
    raise UsageError(
        f"{named}: neither a saved run (scores.json), nor a recording set here or in {places.sets}, nor a folder of "
        "briefs, nor a prompt such as brief@1"
    )


def recorded_articles(named: Iterable[str], places: Places) -> tuple[str, ...]:
    """The articles that every recording set among `named` has, sorted; other runs have no say.

    Raises UsageError when there is no recording set among them, or no article in all.
    """
    ids: list[set[str]] = []
    for name in named:
        folder = next((f for f in (Path(name), places.sets / name) if (f / MANIFEST).is_file()), None)
        manifest = Manifest.load(folder) if folder else None
        if manifest is not None:
            ids.append(set(manifest.articles))
    common = sorted(set.intersection(*ids)) if ids else []
    if not common:
        raise UsageError("--recorded: no recording set is named, or those named have no article in common")
    return tuple(common)


def stale(manifest: Manifest) -> list[str]:
    """What has changed since the set was recorded: prompt, schema, parameters; each in words."""
    prompt = prompts.load(manifest.prompt)
    said = []
    if prompt.sha256 != manifest.prompt_sha256:
        said.append(f"the prompt {manifest.prompt} (recorded {manifest.prompt_sha256[:8]}, now {prompt.sha256[:8]})")
    if schema_sha256() != manifest.schema_sha256:
        said.append(f"the schema (recorded {manifest.schema_sha256[:8]}, now {schema_sha256()[:8]})")
    now, then = prompt.parameters, manifest.parameters
    for name in ("temperature", "seed"):
        if getattr(now, name) != getattr(then, name):
            said.append(f"the parameter {name} (recorded {getattr(then, name)}, now {getattr(now, name)})")
    return said


def _saved(path: Path) -> Measured:
    scores = Scores.load(path)
    name = path.parent.name if path.name == "scores.json" and path.parent.name else path.stem
    return Measured(name, scores, Origin(source=str(path)))


def _recorded(
    folder: Path,
    places: Places,
    metrics: Collection[str],
    tick: Callable[[str], None],
    warn: Callable[[str], None],
) -> Measured:
    manifest = Manifest.load(folder)
    assert manifest is not None
    changed = stale(manifest)
    if changed:
        raise IncomparableError(
            f"{folder}: the recordings are stale: {'; '.join(changed)}. Record them again with "
            f"`mujaz eval record --set {folder.name}`, or bring back what was changed."
        )
    references = places.references()
    samples = from_recordings(folder, references, tick=tick, warn=warn)
    run = scoring.score(references, samples, folder.resolve().name, metrics)
    parameters = {
        "temperature": manifest.parameters.temperature,
        "max_tokens": manifest.max_tokens or manifest.parameters.max_tokens,
        "seed": manifest.parameters.seed,
    }
    origin = Origin(
        source=str(folder),
        answered_by=manifest.answered_by,
        recorded=manifest.recorded,
        parameters=parameters,
        reasks=manifest.reasks,
        seconds={id_: entry.seconds / max(1, entry.samples) for id_, entry in manifest.articles.items()},
    )
    return measured(folder.resolve().name, run, references, origin)


def _briefs(folder: Path, places: Places, metrics: Collection[str]) -> Measured:
    references = places.references()
    found = answers.in_folder(folder, references)
    run = scoring.score(references, [found], folder.resolve().name, metrics)
    return measured(folder.resolve().name, run, references, Origin(source=str(folder)))


def measured(name: str, run: scoring.Run, references: Mapping[str, Reference], origin: Origin) -> Measured:
    """A run that was just scored, with what is wrong in its answers and short texts of them."""
    return Measured(name, run.scores, origin, items_of(references, run.cases), answer_views(run.cases, run.failures))


def _set_of(spec: str, named: str | None, places: Places) -> Path:
    """The recording set under a prompt. Raises UsageError when none or several are meant, IncomparableError when the
    set that is named has another prompt."""
    if named is not None:
        folder = places.sets / named
        manifest = Manifest.load(folder)
        if manifest is None:
            raise UsageError(f"{folder}: no recording set there")
        if manifest.prompt != spec:
            raise IncomparableError(
                f"{folder}: recorded under the prompt {manifest.prompt}, not {spec}; record it under {spec} first"
            )
        return folder
    sets = sorted(path.parent for path in places.sets.glob(f"*/{MANIFEST}"))
    fitting = [folder for folder in sets if json.loads((folder / MANIFEST).read_bytes()).get("prompt") == spec]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        known = ", ".join(folder.name for folder in sets) or "none"
        raise UsageError(f"{places.sets}: no set is recorded under {spec} (sets there: {known})")
    choices = " or ".join(f"{spec}:{folder.name}" for folder in fitting)
    raise UsageError(f"{spec}: several sets are recorded under it; say {choices}")
