"""`mujaz bulk run` as a process of its own, to be killed, interrupted and watched.

Starting Python and importing all that a run needs takes seconds, so one process does that once for all tests, and
every run is forked from it. Requests to it and its answers are lines of JSON.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from tests.support.endpoint import Endpoint

__all__ = ["Running", "serve", "wait_for"]

_ROOT = Path(__file__).parents[2]
_LOADED = ("mujaz.cli", "mujaz.cli.bulk.run", "mujaz.bulk.session", "openai.resources.chat.completions", "instructor")


class Running:
    """A run of `in.jsonl` into `run`, both in `folder`, four requests at a time. `largest_file` is in bytes: no file
    can become larger, as if the disk were full then."""

    def __init__(self, folder: Path, endpoint: Endpoint, *options: str, largest_file: int | None = None) -> None:
        self._said = folder / f"said-{time.monotonic_ns()}"
        arguments = [
            "bulk", "run", "in.jsonl", "--out", "run", "--base-url", endpoint.base_url, "--model", "scripted",
            "--max-concurrency", "4", "--patience", "0.5", *options,
        ]  # fmt: skip
        self._code: int | None = None
        self.pid: int = _ask(start=[str(folder), str(self._said), arguments, largest_file])

    @property
    def said(self) -> str:
        return self._said.read_text(encoding="utf-8") if self._said.exists() else ""

    def interrupt(self) -> None:
        os.kill(self.pid, signal.SIGINT)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        self.end()

    def until_it_says(self, words: str) -> None:
        wait_for(lambda: words in self.said or self._ended())
        assert words in self.said

    def end(self) -> tuple[int | None, str]:
        """Wait for the end: exit code, and what was said."""
        wait_for(self._ended)
        return self._code, self.said

    def _ended(self) -> bool:
        if self._code is None:
            self._code = _ask(ended=self.pid)
        return self._code is not None


def wait_for(condition: Callable[[], object], seconds: float = 600) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.005)


@functools.cache
def _server() -> subprocess.Popen[str]:
    code = "from tests.bulk.starting import serve; serve()"
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _ask(**request: Any) -> Any:
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    print(json.dumps(request), file=server.stdin, flush=True)
    return json.loads(server.stdout.readline())


def serve() -> None:
    """The process that the runs are forked from; ends when its standard input does."""
    for name in _LOADED:
        importlib.import_module(name)
    for line in sys.stdin:
        request = json.loads(line)
        if "start" in request:
            answer: int | None = os.fork() or _run(*request["start"])
        else:
            pid, status = os.waitpid(request["ended"], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        print(json.dumps(answer), flush=True)


def _run(folder: str, said: str, arguments: list[str], largest_file: int | None) -> NoReturn:
    """In a new process, which ends here."""
    from mujaz.cli import main

    warnings.simplefilter("error")
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(0, 1)
    os.dup2(os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), 2)
    if largest_file is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    sys.argv = ["mujaz", *arguments]
    code = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    finally:
        if (error := sys.exc_info()[1]) is not None:
            sys.excepthook(type(error), error, error.__traceback__)
            code = 99
        sys.stderr.flush()
        os._exit(code)
