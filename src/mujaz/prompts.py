"""Prompts: found, rendered, fingerprinted.

A prompt is a folder `<name>/v<N>/` with `system.md.j2`, `user.md.j2` and `prompt.toml`. Templates run in
Jinja's sandbox and fail on undefined names. The article reaches a template only as the value of variables,
so template syntax inside an article stays text. Rendering has no clock and no chance in it: the same article
gives the same bytes.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mujaz.articles.article import Article
from mujaz.cleaning import Cleaned
from mujaz.errors import PromptError, UsageError
from mujaz.resources import folder

__all__ = ["DEFAULT", "FILES", "Message", "Parameters", "Prompt", "available", "load"]

DEFAULT = "brief@1"

FILES = ("prompt.toml", "system.md.j2", "user.md.j2")
_SPEC = re.compile(r"(?P<name>[a-z][a-z0-9-]*)(?:@(?P<version>[0-9]+))?")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

MAX_NAME = 120
"""Characters of an outlet's name or a title that reach a template."""

Message = dict[str, str]
"""A chat message: `role` and `content`."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Sampling parameters that belong to a prompt; `max_tokens` bounds the answer, in the model's tokens."""

    temperature: float
    max_tokens: int
    seed: int | None


@dataclass(frozen=True, slots=True)
class Prompt:
    """One version of a prompt; `sha256` is the fingerprint of its three files."""

    name: str
    version: int
    description: str
    schema: str
    parameters: Parameters
    folder: Path
    sha256: str

    @property
    def spec(self) -> str:
        """How the command line names it, `brief@1`."""
        return f"{self.name}@{self.version}"

    def source(self, file: str) -> str:
        """The text of one of its files (`prompt.toml`, `system.md.j2`, `user.md.j2`)."""
        return _read(self.folder / file)

    def render(self, article: Article, cleaned: Cleaned) -> list[Message]:
        """The messages for one article: system, then user.

        Raises PromptError naming file, line and reason when a template fails.
        """
        published = article.published
        variables = {
            "title": _line(article.title),
            "outlet": _line(article.outlet),
            "published": published.isoformat() if published else None,
            "weekday": _WEEKDAYS[published.weekday()] if published else None,
            "segments": cleaned.segments,
        }
        return [
            {"role": "system", "content": self._render("system.md.j2", {})},
            {"role": "user", "content": self._render("user.md.j2", variables)},
        ]

    def _render(self, file: str, variables: Mapping[str, Any]) -> str:
        import jinja2

        try:
            text: str = _template(self.source(file)).render(variables)
        except jinja2.TemplateSyntaxError as error:
            raise PromptError(f"{self.folder / file}, line {error.lineno}: {error.message}") from error
        except jinja2.TemplateError as error:
            raise PromptError(f"{self.folder / file}{_line_of(error)}: {error.message}") from error
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:  # of an expression
            raise PromptError(f"{self.folder / file}{_line_of(error)}: {type(error).__name__}: {error}") from error
        return text.strip()


def available(root: Path | None = None) -> Iterator[Prompt]:
    """All prompts under `root` (the shipped ones by default), by name and version."""
    root = root or folder("prompts")
    found = [load_folder(path.parent) for path in sorted(root.glob("*/v*/prompt.toml"))]
    yield from sorted(found, key=lambda prompt: (prompt.name, prompt.version))


def load(spec: str) -> Prompt:
    """The prompt that `spec` names: `brief@1`, `brief` (its newest version), or a path with a slash to a
    prompt's folder.

    Raises UsageError when there is no such prompt, PromptError when its folder is faulty.
    """
    if "/" in spec or os.sep in spec:
        return load_folder(Path(spec))
    match = _SPEC.fullmatch(spec)
    prompts = list(available())
    if match:
        versions = [prompt for prompt in prompts if prompt.name == match["name"]]
        if match["version"]:
            versions = [prompt for prompt in versions if prompt.version == int(match["version"])]
        if versions:
            return versions[-1]
    known = ", ".join(prompt.spec for prompt in prompts)
    raise UsageError(f"There is no prompt {spec!r}. Known prompts: {known}; or give the path of a prompt's folder.")


def load_folder(path: Path) -> Prompt:
    """The prompt in the folder `path`. Raises PromptError when a file is missing or prompt.toml is faulty."""
    texts = {name: _read(path / name) for name in FILES}
    try:
        table = tomllib.loads(texts["prompt.toml"])
        parameters = table["parameters"]
        prompt = Prompt(
            name=str(table["name"]),
            version=int(table["version"]),
            description=str(table["description"]),
            schema=str(table["schema"]),
            parameters=Parameters(
                temperature=float(parameters["temperature"]),
                max_tokens=int(parameters["max_tokens"]),
                seed=int(parameters["seed"]) if "seed" in parameters else None,
            ),
            folder=path,
            sha256=hashlib.sha256("\0".join(texts[name] for name in FILES).encode()).hexdigest(),
        )
    except tomllib.TOMLDecodeError as error:
        raise PromptError(f"{path / 'prompt.toml'}: {error}") from error
    except KeyError as error:
        raise PromptError(f"{path / 'prompt.toml'}: the entry {error} is missing.") from error
    except (TypeError, ValueError) as error:
        raise PromptError(f"{path / 'prompt.toml'}: {error}") from error
    if prompt.schema != "draft/1":
        raise PromptError(f"{path / 'prompt.toml'}: schema is {prompt.schema!r}; this version knows 'draft/1'.")
    return prompt


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PromptError(f"{path}: the file is missing. A prompt's folder has {', '.join(FILES)}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"{path}: cannot be read ({error}).") from error


def _line(text: str | None) -> str | None:
    """On one line and not longer than a name: it comes with the article and stands outside its segments."""
    return " ".join(text.split())[:MAX_NAME] if text else None


def _line_of(error: Exception) -> str:
    """ ", line N" of the template in which a rendering error arose; Jinja leaves it in the traceback only."""
    lines = []
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return f", line {lines[-1]}" if lines else ""


@functools.lru_cache(maxsize=32)
def _template(source: str) -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    return environment.from_string(source)
