"""YAML as the recordings use it: readable (Arabic as Arabic, long text in blocks, what repeats written once), and
the same values when read again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from mujaz.errors import BrokenRecordingError

__all__ = ["dump", "load"]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BaseDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

_FIRST = "# Recorded by mujaz; complete when the last line is three dots."
_LAST = "..."
"""YAML's own mark of a document's end: half a file is often valid YAML too."""

_ONCE = 120
"""Characters of a string from which a repetition is written as a reference to the first."""

_NO_BLOCK = frozenset("\r\x85\u2028\u2029\ufeff")
"""Characters that a text block would not give back; libyaml itself knows the others."""


class _Dumper(_BaseDumper):  # type: ignore[misc]
    def ignore_aliases(self, data: Any) -> bool:
        if isinstance(data, str):
            return len(data) < _ONCE
        return not isinstance(data, dict | list) or not data


def _text(dumper: Any, text: str) -> Any:
    block = "\n" in text and not _NO_BLOCK & set(text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if block else None)


_Dumper.add_representer(str, _text)


def dump(values: Any) -> str:
    """The values as YAML. Raises ValueError for values that YAML would not give back as they are."""
    body: str = yaml.dump(
        _interned(values, {}), Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=120
    )
    text = f"{_FIRST}\n{body}{_LAST}\n"
    if yaml.load(text, Loader=_Loader) != values:
        raise ValueError("these values do not survive being written as YAML")
    return text


def _interned(node: Any, seen: dict[str, str]) -> Any:
    """The same values, equal long strings being one object: YAML refers to objects it has written before."""
    if isinstance(node, str):
        return seen.setdefault(node, node) if len(node) >= _ONCE else node
    if isinstance(node, list):
        return [_interned(value, seen) for value in node]
    if isinstance(node, dict) and "$json" not in node:  # which is one object already, see bodies.py
        return {key: _interned(value, seen) for key, value in node.items()}
    return node


def load(text: str, path: Path) -> Any:
    """The values in the text of the file `path`. Raises BrokenRecordingError, naming the line."""
    if text.startswith(_FIRST) and text.rstrip()[-4:] != f"\n{_LAST}":
        raise BrokenRecordingError(
            f"{path}: the file is damaged: its end is missing. Record it again, or take it from version control."
        )
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        said = getattr(error, "problem", None) or type(error).__name__
        raise BrokenRecordingError(
            f"{path}: the file is damaged{where} ({said}). Record it again, or take it from version control."
        ) from error
    except (ValueError, RecursionError) as error:  # a number or date that cannot be, or endless nesting
        raise BrokenRecordingError(f"{path}: the file is damaged ({error}). Record it again.") from error
