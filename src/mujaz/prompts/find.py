"""Which prompt a user means: one that ships with this program, or a folder of their own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from mujaz.errors import UsageError
from mujaz.prompts.folder import load_folder
from mujaz.prompts.prompt import Prompt
from mujaz.prompts.trial import try_out
from mujaz.resources import folder

__all__ = ["DEFAULT", "available", "load"]

DEFAULT = "brief@1"

_SPEC = re.compile(r"(?P<name>[a-z][a-z0-9-]*)(?:@(?P<version>[0-9]{1,9}))?")


def available(root: Path | None = None) -> Iterator[Prompt]:
    """All prompts under `root` (the shipped ones by default), by name and version."""
    root = root or folder("prompts")
    found = [load_folder(path.parent) for path in sorted(root.glob("*/v*/prompt.toml"))]
    yield from sorted(found, key=lambda prompt: (prompt.name, prompt.version))


def load(spec: str) -> Prompt:
    """The prompt that `spec` names: `brief@1`, `brief` (its newest version), or a path with a slash to a
    prompt's folder, which is tried on a small article.

    Raises UsageError when there is no such prompt, PromptError naming file, line and reason when its folder is faulty.
    """
    if "/" in spec or os.sep in spec:
        prompt = load_folder(Path(spec))
        try_out(prompt)
        return prompt
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
