"""Running the command line, in this process or as one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from mujaz.cli import app

__all__ = ["Ran", "mujaz", "process"]


@dataclass(frozen=True)
class Ran:
    returncode: int
    stdout: str
    stderr: str


def mujaz(*arguments: str | Path, cwd: Path, stdin: str | bytes = "", env: Mapping[str, str] | None = None) -> Ran:
    """Run `mujaz` in this process (starting one takes seconds) from the folder `cwd`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        result = CliRunner().invoke(app, [str(a) for a in arguments], input=stdin, env=dict(env or {}))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def process(
    *arguments: str | Path,
    cwd: Path,
    stdin: str | bytes = "",
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
) -> Ran:
    """Run `mujaz` as a process of its own, with warnings as errors, and wait for it."""
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", "from mujaz.cli import main; main()", *map(str, arguments)],
        cwd=cwd,
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env={**os.environ, **(env or {})},
        timeout=timeout,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
