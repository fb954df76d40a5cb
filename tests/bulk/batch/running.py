"""Running `mujaz bulk run --via batch` against the stand-in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bulk.building import rows
from tests.cli.running import Ran, mujaz
from tests.support.batch_endpoint import BatchEndpoint

__all__ = ["Process", "command", "open_rows", "run", "states"]


def command(endpoint: BatchEndpoint | str, *options: str) -> list[str]:
    address = endpoint if isinstance(endpoint, str) else endpoint.base_url
    return [
        "bulk", "run", "in.jsonl", "--out", "run", "--via", "batch", "--poll", "0.01",
        "--base-url", address, "--model", "scripted", *options,
    ]  # fmt: skip


def run(tmp_path: Path, endpoint: BatchEndpoint | str, *options: str) -> Ran:
    return mujaz(*command(endpoint, *options), cwd=tmp_path)


def states(tmp_path: Path) -> dict[str, int]:
    return dict(rows(tmp_path / "run", "SELECT state, count(*) FROM article GROUP BY state"))


def open_rows(tmp_path: Path) -> Any:
    """Articles that still have a conversation."""
    return rows(tmp_path / "run", "SELECT count(*) FROM conversation")[0][0]


class Process:
    """The same as a process of its own."""

    def __init__(self, tmp_path: Path, endpoint: BatchEndpoint, *options: str) -> None:
        code = "from mujaz.cli import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", code, *command(endpoint, *options)],
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            text=True,
        )

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)

    def end(self) -> tuple[int, str]:
        _, said = self.process.communicate(timeout=600)
        return self.process.returncode, said
