"""What the benches of `mujaz bulk run` share: the articles, the commands, processes that have ended."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import json
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bulk_endpoint import Running

CORPUS = Path(__file__).parents[1] / ".." / "shared" / "data" / "ant-4000.jsonl.gz"
_MUJAZ = [sys.executable, "-c", "from mujaz.cli import main; main()"]


def corpus() -> list[dict[str, str]]:
    if not CORPUS.exists():
        sys.exit(f"{CORPUS} is not there")
    with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def write_articles(path: Path, count: int) -> Path:
    """`count` articles; from the second round on each has a running number in it, so that no two are the same."""
    records = corpus()
    with path.open("w", encoding="utf-8") as file:
        for number, record in zip(range(count), itertools.cycle(records), strict=False):
            turn = number // len(records)
            text = record["text"] if turn == 0 else f"{record['text']}\nالرقم المتسلسل لهذا الخبر {number}."
            line = {**record, "id": f"{record['id']}-{turn}", "text": text}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


class Ran:
    """A finished process: wall time and processor time in seconds, what it printed, its exit code."""

    def __init__(self, command: list[str], log: Path) -> None:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.monotonic()
        with log.open("w", encoding="utf-8") as err:
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=err, text=True)
            self.out = process.communicate()[0]
        self.code = process.returncode
        self.wall = time.monotonic() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ours(source: Path, run: Path, base_url: str, *options: str) -> list[str]:
    return [
        *_MUJAZ, "bulk", "run", str(source), "--out", str(run), "--base-url", base_url, "--model", "bench",
        "--duplicates", "brief", "--reasks", "0", *options,
    ]  # fmt: skip


def plain(source: Path, endpoint: Running, in_flight: int) -> list[str]:
    return [
        sys.executable,
        str(Path(__file__).with_name("bulk_plain.py")),
        str(source),
        endpoint.base_url,
        str(in_flight),
    ]


def counts(run: Path) -> dict[str, int]:
    with contextlib.closing(sqlite3.connect(run / "ledger.sqlite")) as connection:
        return dict(connection.execute("SELECT state, count(*) FROM article GROUP BY state"))


def busy(seen: dict[str, Any]) -> float:
    """Seconds from the first request to the last, at the endpoint: without anybody's start."""
    return float(seen["last"] - seen["first"])


def descendants(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        tasks = Path(f"/proc/{pid}/task").iterdir()
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
        return children + [one for child in children for one in descendants(child)]
    return []
