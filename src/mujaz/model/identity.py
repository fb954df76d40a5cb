"""Whether the model that an endpoint says has answered is the one that was asked for."""

from __future__ import annotations

import re

__all__ = ["is_another"]

_SNAPSHOT = re.compile(r"[-:@](?:\d{4}[\d-]{0,12}|latest)$")
"""What providers add to a model's name for its dated form: `-2026-03-17`, `-0613`, `:latest`."""


def is_another(asked: str, told: str) -> bool:
    """Whether `told` names another model than `asked`. Names without their dated form, their owner (`openai/`), their
    folder and the ending `.gguf` are compared; an endpoint that tells no name is believed."""
    return bool(asked and told) and _plain(asked) != _plain(told)


def _plain(name: str) -> str:
    last = name.casefold().replace("\\", "/").rstrip("/").rpartition("/")[2].removesuffix(".gguf")
    return _SNAPSHOT.sub("", last)
