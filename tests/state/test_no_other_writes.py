"""Every file is written through `mujaz.disk.atomic`, and every duration is measured on a clock that cannot jump.

The source is read for calls that write, and for calls that ask what time it is. Each file where that is allowed
stands here with its reason; one that writes no more must leave the list.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "mujaz"

WRITES = {
    "disk/atomic.py": "the one place",
    "disk/lock.py": "a lock file has no content",
    "bulk/lock.py": "who holds the run, for people; the lock itself is the system's",
    "bulk/journal.py": "a log, appended line by line; a torn last line is to be expected of it",
    "bulk/ledger.py": "SQLite, which is atomic by itself (WAL, synchronous = FULL)",
    "bulk/fork.py": "SQLite in a folder of its own, renamed when it is complete",
    "bulk/batch/lines.py": "a part to be uploaded: flushed before the ledger names it, and thrown away if it does not",
    "recording/files.py": "opens the folder for a lock",
    "delivery.py": "a nameless file, to try whether the folder can be written",
    "cli/__init__.py": "/dev/null in place of a closed standard output",
    "bulk/export/writers.py": "Parquet goes into the unfinished file that it is given",
    "articles/files.py": "opened to be read, without waiting for a pipe",
    "prompts/folder.py": "opened to be read, without waiting for a pipe",
}

CLOCKS = {
    "articles/metadata.py": "no publication date lies after tomorrow",
    "bulk/batch/provider.py": "Retry-After as a date",
    "bulk/batch/session.py": "when the run was last looked at, to be shown",
    "bulk/batch/tables.py": "when a row changed, to be shown",
    "bulk/journal.py": "the time of a log's line",
    "bulk/ledger.py": "when a row changed, to be shown",
    "bulk/lock.py": "since when a run is held, to be shown",
    "bulk/session.py": "when the run was last looked at, to be shown",
    "bulk/transport.py": "Retry-After as a date",
    "cli/bulk/status.py": "how long ago the run was last heard of",
    "model/client.py": "Retry-After as a date",
    "model/waiting.py": "Retry-After as a date",
    "recording/record.py": "the day of a recording, to be shown",
}

_WRITING = {
    "write_text", "write_bytes", "mkstemp", "NamedTemporaryFile", "TemporaryFile", "ParquetWriter", "copyfile", "copy2",
    "copytree", "move", "copyfileobj", "touch", "symlink_to", "hardlink_to", "rename", "renames", "truncate",
    "ftruncate", "pwrite", "to_csv", "dump",
}  # fmt: skip
_CLOCK = {"time.time", "time.time_ns", "time.localtime", "time.ctime", "datetime.now", "datetime.utcnow", "date.today",
          "datetime.today", "time.gmtime"}  # fmt: skip


@functools.cache
def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    """`time.time`, `path.write_text`, `open`."""
    if isinstance(call.func, ast.Attribute):
        left = call.func.value.id if isinstance(call.func.value, ast.Name) else ""
        return f"{left}.{call.func.attr}"
    return call.func.id if isinstance(call.func, ast.Name) else ""


def writes(call: ast.Call) -> bool:
    name = name_of(call)
    last = name.rpartition(".")[2]
    if last == "dump":
        return name in ("json.dump", "pickle.dump", "yaml.dump") and len(call.args) > 1
    if last == "open" and name != "os.open":
        given = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
        modes = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        return any(set(mode) & set("wax+") and set(mode) <= set("rwaxbt+") for mode in modes)
    if last == "replace" and name != "os.replace":  # of a path: one argument; of a text: two; of a dataclass: keywords
        return len(call.args) == 1 and not call.keywords and name not in ("dataclasses.replace", ".replace_")
    return name in ("os.open", "os.replace", "sqlite3.connect") or last in _WRITING


def asks_the_time(call: ast.Call) -> bool:
    return name_of(call) in _CLOCK


def found(test: Callable[[ast.Call], bool]) -> set[str]:
    paths = sorted(SOURCE.rglob("*.py"))
    assert len(paths) > 200
    return {path.relative_to(SOURCE).as_posix() for path in paths if any(map(test, calls(path)))}


def test_nothing_else_writes_files() -> None:
    assert found(writes) - set(WRITES) == set()
    assert set(WRITES) - found(writes) == set()


def test_nothing_else_asks_what_time_it_is() -> None:
    assert found(asks_the_time) - set(CLOCKS) == set()


def test_the_search_sees_what_it_looks_for() -> None:
    for line in (
        'open(x, "w")', 'p.open("ab")', 'p.open(mode="x")', "p.write_text(t)", "p.write_bytes(b)", "os.replace(a, b)",
        "p.replace(q)", "p.rename(q)", "os.rename(a, b)", "shutil.move(a, b)", "tempfile.mkstemp()", "json.dump(v, f)",
        "sqlite3.connect(p)", "os.open(p, os.O_WRONLY)", "gzip.open(p, 'wb')",
    ):  # fmt: skip
        assert any(writes(node) for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call)), line
    for line in ('open(x, "rb")', "p.open()", 't.replace("a", "b")', "json.dumps(v)", "replace(self, name=1)"):
        assert not any(writes(node) for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call)), line
    for line in ("time.time()", "datetime.now(UTC)", "date.today()"):
        assert any(asks_the_time(node) for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Call)), line
