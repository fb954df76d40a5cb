"""Prompts: found, checked, rendered, fingerprinted.

A prompt is a folder `<name>/v<N>/` with `system.md.j2`, `user.md.j2` and `prompt.toml`. Templates run in Jinja's
sandbox (`sandbox`) and fail on undefined names. The article reaches a template only as the value of variables, so
template syntax inside an article stays text. Rendering has no clock and no chance in it: the same article gives the
same bytes, whatever the ends of lines in the prompt's files are.
"""

from __future__ import annotations

from mujaz.prompts.find import DEFAULT, available, load
from mujaz.prompts.folder import FILES, load_folder
from mujaz.prompts.prompt import MAX_NAME, Message, Parameters, Prompt

__all__ = ["DEFAULT", "FILES", "MAX_NAME", "Message", "Parameters", "Prompt", "available", "load", "load_folder"]
