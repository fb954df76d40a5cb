"""What the briefs of a run depend on: when any of it changes, briefs of before and after must not be mixed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from mujaz.model.dialect import schema_sha256
from mujaz.pipeline import Settings

__all__ = ["REQUEST", "Recipe"]

REQUEST = ("prompt", "prompt_sha256", "schema_sha256", "model", "temperature", "max_tokens", "seed", "reasks")
"""Parts that decide what the model is asked; the others decide what becomes of its answer."""

_OPTIONS = {
    "prompt": "--prompt",
    "prompt_sha256": "the prompt's files",
    "schema_sha256": "the schema of drafts",
    "model": "--model",
    "max_tokens": "--max-tokens",
    "reasks": "--reasks",
    "unsupported": "--unsupported",
    "any_language": "--any-language",
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """The address of the endpoint is no part of it: a server may move, a model keeps its name."""

    prompt: str
    prompt_sha256: str
    schema_sha256: str
    model: str
    temperature: float
    max_tokens: int
    seed: int | None
    reasks: int
    unsupported: str
    any_language: bool

    @classmethod
    def of(cls, settings: Settings, model: str) -> Recipe:
        """The recipe of these settings with the model of this name."""
        parameters = settings.parameters
        return cls(
            prompt=settings.prompt.spec,
            prompt_sha256=settings.prompt.sha256,
            schema_sha256=schema_sha256(),
            model=model,
            temperature=parameters.temperature,
            max_tokens=parameters.max_tokens,
            seed=parameters.seed,
            reasks=settings.reasks,
            unsupported=settings.unsupported,
            any_language=settings.any_language,
        )

    def as_json(self) -> dict[str, object]:
        """The recipe as the ledger keeps it."""
        return asdict(self)

    def differences(self, kept: Mapping[str, object]) -> dict[str, str]:
        """What differs from the kept recipe, by field, in words: "model: 'a' in the run, 'b' asked for"."""
        found = {}
        for part in fields(self):
            mine, theirs = getattr(self, part.name), kept.get(part.name)
            if mine != theirs:
                name = _OPTIONS.get(part.name, part.name)
                found[part.name] = f"{name}: {_short(theirs)} in the run, {_short(mine)} asked for"
        return found


def _short(value: object) -> str:
    return f"{value[:12]}..." if isinstance(value, str) and len(value) == 64 else repr(value)
