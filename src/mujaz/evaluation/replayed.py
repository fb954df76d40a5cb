"""The answers under test: briefs made from a recording set, by today's checks and code."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

from mujaz.errors import ModelError, RecordingError, UsageError
from mujaz.evaluation.answers import Answer, checked
from mujaz.evaluation.case import Reference
from mujaz.recording.choice import ReplayFrom
from mujaz.recording.manifest import Manifest
from mujaz.summarizer import Summarizer

__all__ = ["from_recordings"]


def from_recordings(
    folder: Path,
    references: Mapping[str, Reference],
    samples: int | None = None,
    *,
    tick: Callable[[str], None] = lambda _: None,
    warn: Callable[[str], None] = lambda _: None,
) -> list[dict[str, Answer]]:
    """`samples` answers (default: as many as every article has) to every article of `references`.

    What the model did instead of a brief (a refusal, a cut or invalid answer) is an answer without one. Raises
    RecordingError when an article was not recorded, not so often, or not with this request: a gap in the recordings
    says nothing about the model.
    """
    manifest = Manifest.load(folder)
    if manifest is None:
        raise RecordingError(f"{folder}: not a recording set; make one with: mujaz eval record --set {folder.name}")
    recorded = {id_: entry.samples for id_, entry in manifest.articles.items()}
    lacking = [id_ for id_ in references if id_ not in recorded]
    if lacking:
        raise RecordingError(
            f"{folder}: {len(lacking)} of {len(references)} articles of the gold are not recorded "
            f"({', '.join(lacking[:3])}{', ...' if len(lacking) > 3 else ''}). "
            "Record them, or score those alone that it has: --recorded."
        )
    most = min((recorded[id_] for id_ in references), default=1)
    if samples is not None and samples > most:
        raise UsageError(f"{folder}: has {most} samples of every article, not {samples}")
    return asyncio.run(_replay(folder, references, samples or most, tick, warn))


async def _replay(
    folder: Path,
    references: Mapping[str, Reference],
    samples: int,
    tick: Callable[[str], None],
    warn: Callable[[str], None],
) -> list[dict[str, Answer]]:
    found: list[dict[str, Answer]] = [{} for _ in range(samples)]
    # one prompt and one set of parameters for all: what the set was recorded with
    async with Summarizer(replay=ReplayFrom(folder), any_language=True, warn=warn) as summarizer:
        for id_, reference in references.items():
            tick(id_)
            for sample in found:
                try:
                    sample[id_] = checked(await summarizer.abrief(reference.article), reference, made_here=True)
                except ModelError as error:
                    sample[id_] = Answer(None, str(error))
    return found
