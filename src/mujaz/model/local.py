"""The embedded model: llama.cpp in this process, serving the OpenAI API on loopback.

The server listens on 127.0.0.1 on a free port, accepts only a key made for this process, and lives as long
as the object: `stop` ends its threads and closes its port.
"""

from __future__ import annotations

import json
import secrets
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any

from mujaz.errors import NoModelError, UsageError
from mujaz.model import weights
from mujaz.model.weights import EMBEDDED, Progress

__all__ = ["CONTEXT", "EmbeddedServer", "installed"]

CONTEXT = 16_384
"""Tokens of context the embedded model is started with: the prompt, an article of about 4,000 words, and the
answer; its cache then takes about 0.5 GB."""


def installed() -> bool:
    """Whether the extra `local` is there: the engine, and the weights or all their pieces."""
    import importlib.util

    if importlib.util.find_spec("xllamacpp") is None:
        return False
    path = EMBEDDED.path
    return not EMBEDDED.missing() or (path.is_file() and path.stat().st_size == EMBEDDED.size)


_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Opens loopback addresses without any proxy of the environment."""


class EmbeddedServer:
    """An OpenAI-compatible server in this process, running from construction to `stop`.

    `gguf` is a model file of the user's own, None for the embedded weights. Raises NoModelError when the extra
    `local` is not installed, UsageError when the file cannot be loaded.
    """

    def __init__(
        self, gguf: Path | None = None, *, context: int = CONTEXT, progress: Progress = lambda _: None
    ) -> None:
        try:
            import xllamacpp
        except ImportError as error:
            raise NoModelError(
                "The embedded model is not installed. Install it with: pip install 'mujaz[local]'"
            ) from error
        if gguf is None:
            path, self.model = weights.ensure(EMBEDDED, progress), EMBEDDED.name
        else:
            weights.check_gguf(gguf)
            path, self.model = gguf, gguf.stem
        self.context = context
        self.api_key = secrets.token_urlsafe(24)
        progress(f"loading {self.model}")
        try:
            self._server: Any = xllamacpp.Server(self._parameters(xllamacpp, path))
        except RuntimeError as error:
            raise UsageError(f"{path}: the model cannot be loaded ({error}).") from error
        self.base_url = f"{self._server.listening_address}/v1"

    def _parameters(self, xllamacpp: Any, path: Path) -> Any:
        chosen = xllamacpp.CommonParams()
        chosen.model.path = str(path)
        chosen.model_alias = {self.model}
        chosen.hostnames = ["127.0.0.1"]
        chosen.port = 0
        chosen.api_keys = [self.api_key]
        chosen.cors_origins = ""
        chosen.ui = False
        chosen.verbosity = -1
        chosen.n_ctx = self.context
        chosen.n_parallel = 1  # two cores gain nothing from a second slot, and the prompt's prefix stays cached
        chosen.n_batch = 256  # the server reports progress between batches
        chosen.cache_ram_mib = 0
        return chosen

    def activity(self) -> str | None:
        """What the model is doing, such as "writing, 120 tokens"; None when idle or when it cannot be asked."""
        request = urllib.request.Request(
            f"{self.base_url.removesuffix('/v1')}/slots", headers={"Authorization": f"Bearer {self.api_key}"}
        )
        try:
            with _DIRECT.open(request, timeout=5) as answer:
                slot = json.load(answer)[0]
        except (OSError, ValueError, LookupError):
            return None
        if not slot.get("is_processing"):
            return None
        written = slot.get("next_token", [{}])[0].get("n_decoded", 0)
        read = slot.get("n_prompt_tokens_processed", 0) + slot.get("n_prompt_tokens_cache", 0)
        return f"writing, {written} tokens" if written else f"reading, {read} tokens"

    def stop(self) -> None:
        """End the server's threads and close its port; may be called twice."""
        self._server = None

    def __enter__(self) -> EmbeddedServer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
