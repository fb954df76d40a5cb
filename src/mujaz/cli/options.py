"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

__all__ = ["ModelOptions", "Recordings", "folder_named", "model_options", "published_option", "recording_options"]


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """Which model, and how it is called."""

    model: str | None
    base_url: str | None
    max_tokens: int | None
    timeout: float
    context: int


def model_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options about the model; the command receives them together as `model`."""

    @click.option("--model", help="Name at the endpoint, or the path of a .gguf file for the embedded engine.")
    @click.option("--base-url", help="An OpenAI-compatible server: vLLM, Ollama, llama.cpp, or a provider.")
    @click.option("--max-tokens", type=click.IntRange(256), help="Bound on the answer; default: the prompt's.")
    @click.option(
        "--timeout",
        type=click.FloatRange(1),
        default=1800.0,
        show_default=True,
        help="Seconds to wait for one answer.",
    )
    @click.option(
        "--context",
        type=click.IntRange(4096),
        default=16384,
        show_default=True,
        help="Context of the embedded model, in tokens.",
    )
    @functools.wraps(function)
    def wrapped(
        model: str | None, base_url: str | None, max_tokens: int | None, timeout: float, context: int, **rest: Any
    ) -> None:
        function(model=ModelOptions(model, base_url, max_tokens, timeout, context), **rest)

    return wrapped


def folder_named(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Path | None:
    """A folder's path; the empty name would mean the current folder and is refused."""
    if value is not None and not value.strip():
        raise click.BadParameter("name a folder")
    return None if value is None else Path(value)


@dataclass(frozen=True, slots=True)
class Recordings:
    """Where exchanges with the model are written to, or come from; at most one of the two."""

    record: Path | None
    replay: Path | None


def recording_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options about recordings; the command receives them together as `recordings`."""

    @click.option(
        "--record",
        metavar="FOLDER",
        callback=folder_named,
        help="Write every exchange with the model into this folder, a file an article.",
    )
    @click.option(
        "--replay",
        metavar="FOLDER",
        callback=folder_named,
        help="Take the answers from recordings; nothing is sent. Model and prompt are the recorded ones.",
    )
    @functools.wraps(function)
    def wrapped(record: Path | None, replay: Path | None, **rest: Any) -> None:
        if record is not None and replay is not None:
            raise click.UsageError("--record and --replay exclude each other.")
        function(recordings=Recordings(record, replay), **rest)

    return wrapped


def _date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not a date; write it as 2025-04-12") from error


published_option = click.option(
    "--published",
    metavar="DATE",
    callback=_date,
    help="Publication date, YYYY-MM-DD; overrides what the source says.",
)
