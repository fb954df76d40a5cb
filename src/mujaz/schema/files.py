"""The JSON Schemas as files: what `schemas/` holds and `mujaz schema` prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mujaz.disk import atomic
from mujaz.schema.brief import Brief
from mujaz.schema.draft import Draft
from mujaz.schema.gold import Gold

__all__ = ["SCHEMAS", "file_text", "write"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _draft() -> dict[str, Any]:
    return {"$schema": _DIALECT, **Draft.model_json_schema()}


def _brief() -> dict[str, Any]:
    return {"$schema": _DIALECT, **Brief.model_json_schema(by_alias=True, mode="serialization")}


def _gold() -> dict[str, Any]:
    return {"$schema": _DIALECT, **Gold.model_json_schema(by_alias=True)}


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {"draft": _draft, "brief": _brief, "gold": _gold}


def file_text(name: str) -> str:
    """The text of `schemas/<name>.schema.json`."""
    return json.dumps(SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n"


def write(folder: Path) -> None:
    """Write every schema into `folder`."""
    for name in SCHEMAS:
        atomic.write(folder / f"{name}.schema.json", file_text(name).encode("utf-8"))
