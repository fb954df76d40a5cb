"""What a folder may hold after the power went, at every moment of a piece of work.

A model of an ordinary file system that keeps its directory in order: what was not flushed may be lost. Of a file's
bytes since its last fsync there may be all, half, none, or zeros in their place; of the namings, renamings and
removals since the folder's last fsync any number from the first on may have reached the disk.

The work runs for real. Before and after each of its calls of fsync, replace, rename, unlink and remove every state
that is possible at that moment is noted.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

__all__ = ["State", "put_back", "states_of"]

State = dict[str, bytes]
"""The files of the folder, by their relative path."""

_HOOKED = ("fsync", "replace", "rename", "unlink", "remove")


def put_back(state: State, folder: Path) -> Path:
    """Make a folder that holds this."""
    for name, content in state.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def states_of(folder: Path, work: Callable[[], Any]) -> tuple[list[State], list[State]]:
    """The states possible at any moment of `work` in `folder`, and those possible when it has returned."""
    disk = _Disk(folder)
    with pytest.MonkeyPatch.context() as patch:
        for name in _HOOKED:
            patch.setattr(os, name, disk.hooked(name, getattr(os, name)))
        work()
    disk.look()
    return list(disk.seen.values()), list(disk.possible())


class _Disk:
    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.seen: dict[int, State] = {}
        self._files: dict[str, int] = {}  # as the programs see it: path -> file
        self._inodes: dict[int, int] = {}  # number of the real inode -> file
        self._content: dict[int, bytes] = {}
        self._synced: dict[int, bytes] = {}
        self._kept: dict[str, int] = {}  # namings that are on the disk
        self._pending: list[tuple[str, str, int]] = []
        self._scan()
        self._kept, self._pending = dict(self._files), []
        self._synced = dict(self._content)

    def hooked(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **options: Any) -> Any:
            self.look()
            said = self._before(name, given)
            result = real(*given, **options)
            self._after(name, said)
            self.look()
            return result

        return call

    def look(self) -> None:
        self._scan()
        for state in self.possible():
            self.seen.setdefault(hash(tuple(sorted(state.items()))), state)

    def possible(self) -> Iterator[State]:
        for done in range(len(self._pending) + 1):
            names = dict(self._kept)
            for action, path, file in self._pending[:done]:
                if action == "link":
                    names[path] = file
                else:
                    names.pop(path, None)
            for loss in ("all", "half", "none", "zeros"):
                yield {path: self._after_loss(file, loss) for path, file in names.items()}

    def _after_loss(self, file: int, loss: str) -> bytes:
        now, synced = self._content[file], self._synced.get(file)
        if synced == now or loss == "all":
            return now
        return {"half": now[: len(now) // 2], "none": synced or b"", "zeros": bytes(len(now))}[loss]

    def _scan(self) -> None:
        there = {path.relative_to(self.root).as_posix(): path for path in self.root.rglob("*") if path.is_file()}
        for name, path in there.items():
            inode = path.stat().st_ino
            if name not in self._files:
                self._inodes[inode] = len(self._content)  # a number may be used again
                self._link(name, self._inodes[inode])
            self._content[self._files[name]] = path.read_bytes()

    def _link(self, name: str, file: int) -> None:
        self._files[name] = file
        self._content.setdefault(file, b"")
        self._pending.append(("link", name, file))

    def _before(self, name: str, given: tuple[Any, ...]) -> tuple[str, ...]:
        if name == "fsync":
            return (str(Path(f"/proc/self/fd/{given[0]}").readlink()),)
        return tuple(os.fspath(one) for one in given[: 2 if name in ("replace", "rename") else 1])

    def _after(self, name: str, paths: tuple[str, ...]) -> None:
        inside = [self._relative(path) for path in paths]
        if None in inside:
            return
        first = str(inside[0])
        if name == "fsync" and Path(paths[0]).is_dir():
            self._flush(first)
        elif name == "fsync" and first in self._files:
            self._synced[self._files[first]] = self._content[self._files[first]]
        elif name in ("unlink", "remove") and first in self._files:
            self._pending.append(("drop", first, self._files.pop(first)))
        elif name in ("replace", "rename") and first in self._files:
            file = self._files.pop(first)
            self._link(str(inside[1]), file)
            self._pending.append(("drop", first, file))

    def _flush(self, folder: str) -> None:
        left = []
        for action, path, file in self._pending:
            if Path(path).parent.as_posix() != (folder or "."):
                left.append((action, path, file))
            elif action == "link":
                self._kept[path] = file
            else:
                self._kept.pop(path, None)
        self._pending = left

    def _relative(self, path: str) -> str | None:
        try:
            found = Path(path).resolve().relative_to(self.root).as_posix()
        except ValueError:
            return None
        return found
