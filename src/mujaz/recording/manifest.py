"""What a recording set holds and how it was made: `manifest.json` beside the recordings."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from mujaz.errors import BrokenRecordingError
from mujaz.model.dialect import Dialect
from mujaz.model.endpoint import Kind
from mujaz.prompts import Parameters
from mujaz.recording import files

__all__ = ["FORMAT", "NAME", "Entry", "Manifest"]

NAME = "manifest.json"
FORMAT = "mujaz/recordings/1"


@dataclass(frozen=True, slots=True)
class Entry:
    """The recordings of one article.

    `raw_sha256` is the fingerprint of the article's raw text; `requests` counts the exchanges of all samples,
    `prompt_tokens` and `completion_tokens` are the endpoint's sums over them; `seconds` is how long they took when they
    were made, `recorded` the day (YYYY-MM-DD, UTC). `outcomes` has one item a sample: "draft", or the error that the
    conversation ended with.
    """

    raw_sha256: str
    file: str
    samples: int
    requests: int
    prompt_tokens: int
    completion_tokens: int
    seconds: float
    recorded: str
    outcomes: list[str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A recording set: one model under one prompt.

    `answered_by` says in words who or what gave the answers; `model`, `endpoint` and `context` are what the endpoint
    was called with, `path_prefix` is the path of its base URL; `dialect` is what it took. `parameters` are those that
    were sent, `max_tokens` the user's own bound on the answer where one took the prompt's place. `recorded` is the day
    of the last recording (YYYY-MM-DD, UTC).
    """

    answered_by: str
    model: str
    endpoint: Kind
    path_prefix: str
    context: int | None
    recorded: str
    prompt: str
    prompt_sha256: str
    schema_sha256: str
    parameters: Parameters
    max_tokens: int | None
    dialect: Dialect
    reasks: int
    articles: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Manifest | None:
        """The manifest in `folder`, None when there is none. Raises BrokenRecordingError when it is faulty."""
        path = folder / NAME
        text = files.read(path)
        if text is None:
            return None
        try:
            values: dict[str, Any] = json.loads(text)
            if values.pop("format") != FORMAT:
                raise BrokenRecordingError(f"{path}: another format than {FORMAT}; record again with this version.")
            return _adapter().validate_python(values)
        except ValidationError as error:
            item = error.errors(include_url=False)[0]
            where = "/".join(map(str, item["loc"]))
            raise BrokenRecordingError(f"{path}: {where}: {item['msg']}.") from error
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
            raise BrokenRecordingError(
                f"{path}: the file is damaged ({error}). Take it from version control, or remove it and record again."
            ) from error

    def save(self, folder: Path) -> None:
        """Write the manifest. Raises OutputError."""
        values = {"format": FORMAT, **asdict(self), "articles": {}}
        values["articles"] = {name: asdict(entry) for name, entry in sorted(self.articles.items())}
        files.write(folder / NAME, json.dumps(values, ensure_ascii=False, indent=1) + "\n")

    def with_entry(self, article: str, entry: Entry) -> Manifest:
        """The manifest with the article's entry replaced."""
        return replace(self, articles={**self.articles, article: entry}, recorded=entry.recorded)

    def without(self, articles: set[str]) -> Manifest:
        """The manifest without these articles."""
        return replace(self, articles={k: v for k, v in self.articles.items() if k not in articles})


def _adapter() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)
