"""The folder of a prompt, read strictly: a mistake is named with its file, its line and the reason."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

from mujaz.errors import PromptError
from mujaz.prompts.prompt import Parameters, Prompt

__all__ = ["FILES", "MAX_BYTES", "load_folder"]

FILES = ("prompt.toml", "system.md.j2", "user.md.j2")
_TOML = FILES[0]

MAX_BYTES = 262_144
"""Largest file of a prompt; the shipped ones have 10,000 bytes."""

_SCHEMA = "draft/1"
_NAME = re.compile(r"[a-z][a-z0-9-]{0,60}")
_VERSIONED = re.compile(r"v([0-9]{1,9})")

_KINDS: dict[type, str] = {str: "text in quotation marks", int: "a whole number", float: "a number", dict: "a table"}
_ENTRIES: dict[str, type] = {"name": str, "version": int, "schema": str, "description": str, "parameters": dict}
_PARAMETERS: dict[str, type] = {"temperature": float, "max_tokens": int, "seed": int}
_OPTIONAL = ("seed",)

_TOML_PLACE = re.compile(r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)$")


def load_folder(path: Path) -> Prompt:
    """The prompt in the folder `path`; its templates are not compiled yet.

    Files are UTF-8, with or without a byte order mark, their lines may end in any way. Raises PromptError when one is
    missing, is no text, is too large, or leads out of the folder, and when prompt.toml is faulty.
    """
    texts = {name: _read(path, name) for name in FILES}
    table = _Table(path / _TOML, texts[_TOML])
    entries = table.checked(table.values, _ENTRIES, "")
    chosen = table.checked(entries["parameters"], _PARAMETERS, "parameters")
    table.require(_NAME.fullmatch(entries["name"]), "name", "is made of lower-case Latin letters, digits and hyphens")
    table.require(1 <= entries["version"] < 10**9, "version", "is a whole number from 1")
    table.require(entries["schema"] == _SCHEMA, "schema", f"is {entries['schema']!r}; this version knows {_SCHEMA!r}")
    table.require(0 <= chosen["temperature"] <= 2, "temperature", "lies between 0 and 2", "parameters")
    table.require(1 <= chosen["max_tokens"] <= 10**6, "max_tokens", "lies between 1 and 1,000,000", "parameters")
    table.require(abs(chosen.get("seed", 0)) < 2**63, "seed", "is a 64-bit number", "parameters")
    named = _VERSIONED.fullmatch(path.name)
    agrees = not named or int(named[1]) == entries["version"]
    table.require(agrees, "version", f"is {entries['version']}, but the folder is called {path.name}")
    return Prompt(
        name=entries["name"],
        version=entries["version"],
        description=entries["description"],
        schema=entries["schema"],
        parameters=Parameters(float(chosen["temperature"]), chosen["max_tokens"], chosen.get("seed")),
        folder=path,
        sha256=hashlib.sha256("\0".join(texts[name] for name in FILES).encode()).hexdigest(),
        texts=texts,
    )


class _Table:
    """prompt.toml: its values, and where in the text they stand."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._lines = path, text.split("\n")
        try:
            self.values: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            place = _TOML_PLACE.search(str(error))
            line = int(place[1]) if place and place[1] else len(self._lines)
            said = str(error)[: place.start()] if place else str(error)
            raise PromptError(f"{path}, line {line}: {said}.") from error
        except (RecursionError, ValueError) as error:  # endless nesting; a number of too many digits
            raise PromptError(f"{path}: cannot be read as TOML ({error}).") from error

    def checked(self, values: dict[str, Any], kinds: dict[str, type], section: str) -> dict[str, Any]:
        """The values, when they are all there, are known and have their kinds."""
        for key, kind in kinds.items():
            if key in values and not _is(values[key], kind):
                self._fail(self._line(section, key), f"{key} is {_KINDS[kind]}, not {values[key]!r:.60}")
        for key in values:
            if key not in kinds:
                self._fail(self._line(section, key), f"there is no entry {key!r}; there are {', '.join(kinds)}")
        for key in kinds:
            if key not in values and key not in _OPTIONAL:
                self._fail(self._line(section), f"the entry {key!r} is missing")
        return values

    def require(self, condition: object, key: str, rule: str, section: str = "") -> None:
        """Raise PromptError with the rule about this entry unless the condition holds."""
        if not condition:
            self._fail(self._line(section, key), f"{key} {rule}")

    def _fail(self, line: int, said: str) -> None:
        raise PromptError(f"{self._path}, line {line}: {said}.")

    def _line(self, section: str, key: str | None = None) -> int:
        """The line (from 1) of an entry, or else of its section's header, or else the first."""
        now, header = "", 1
        for number, text in enumerate(self._lines, start=1):
            bare = text.strip()
            if bare.startswith("["):
                now = bare.strip("[] \t")
                header = number if now == section else header
                if key == now and not section:
                    return number
            elif key is not None and now == section and bare.partition("=")[0].strip(" \t\"'") == key:
                return number
        return header


def _is(value: object, kind: type) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float) if kind is float else isinstance(value, kind)


def _read(folder: Path, name: str) -> str:
    """The file's text, its lines ending with "\\n", without a byte order mark."""
    path = folder / name
    data = _bytes(folder, path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PromptError(f"{path}, line {line}: not UTF-8 (byte {error.start}). Save the file as UTF-8.") from error
    if not text.strip():
        raise PromptError(f"{path}: the file is empty.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _bytes(folder: Path, path: Path) -> bytes:
    try:
        if not path.resolve(strict=True).is_relative_to(folder.resolve()):
            raise PromptError(f"{path}: the link leads out of the prompt's folder. Put the file itself there.")
        # neither a pipe nor a device is waited for
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise PromptError(f"{path}: not a file.")
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise PromptError(f"{path}: the file is missing. A prompt's folder has {', '.join(FILES)}.") from error
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links; a name with a NUL
        said = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise PromptError(f"{path}: cannot be read ({said}).") from error
    if len(data) > MAX_BYTES:
        raise PromptError(f"{path}: larger than {MAX_BYTES:,} bytes; that is no prompt.")
    return data
