"""`python bench/bulk.py crash` and `crash-batch`: `mujaz bulk run` killed at random moments and started again."""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bulk_endpoint import completion, running
from bulk_runs import counts, ours, write_articles

_ROOT = Path(__file__).parents[1]


def live(folder: Path, options: argparse.Namespace) -> None:
    """SIGKILL to the run at random moments, until it ends by itself."""
    count, kills = _size(options)
    source = write_articles(folder / "in.jsonl", count)
    with running(latency=0.2) as endpoint:
        command = ours(source, folder / "run", endpoint.base_url, "--max-concurrency", "16", *options.pass_on)
        killed, lost, code = _killed(command, folder, options.seed, kills, count, lambda: endpoint.seen()["asked"])
        asked = endpoint.seen()["asked"]
    wanted = _told(folder / "run", count, f"{killed} kills: exit {code}")
    held = asked <= wanted + lost
    print(f"  {asked} requests for {wanted} articles, {lost} in flight at the kills: {'held' if held else 'BROKEN'}")
    print("plain: keeps nothing of a killed run; every start pays for all articles again", flush=True)


def batch(folder: Path, options: argparse.Namespace) -> None:
    """The same by way of batches, which go on at the endpoint: none may be made twice."""
    sys.path.insert(0, str(_ROOT))
    from tests.support.batch_endpoint import BatchEndpoint, Line

    count, kills = _size(options)
    source = write_articles(folder / "in.jsonl", count)

    def answered(request: dict[str, Any]) -> Line:
        body = json.dumps(request, ensure_ascii=False).encode()
        return Line(body=json.loads(completion(body)[0]))

    with BatchEndpoint(answered, steps=2, live=answered) as endpoint:
        command = ours(
            source, folder / "run", endpoint.base_url,
            "--via", "batch", "--batch-rows", str(max(1, count // 20)), "--poll", "0.2", *options.pass_on,
        )  # fmt: skip
        killed, _, code = _killed(command, folder, options.seed, kills, 200, lambda: len(endpoint.calls))
        times = Counter(str(body["messages"][1]["content"]) for body in endpoint.paid)
        calls = Counter(endpoint.calls)
    wanted = _told(folder / "run", count, f"{killed} kills: exit {code}")
    held = len(endpoint.paid) == wanted and set(times.values()) == {1}
    print(f"  {len(endpoint.paid)} rows answered for {wanted} articles, {len(endpoint.batches)} batches of "
          f"{calls['upload']} uploads: {'held' if held else 'BROKEN'}", flush=True)  # fmt: skip


def _size(options: argparse.Namespace) -> tuple[int, int]:
    """Articles and kills."""
    return options.articles or 2_000 // options.smaller, max(3, 25 // options.smaller)


def _killed(
    command: list[str], folder: Path, seed: int, kills: int, steps: int, at: Callable[[], int]
) -> tuple[int, int, int]:
    """Run the command and kill it `kills` times while `at` goes to `steps`: how often it was killed, how many articles
    were in flight then in all, and its last exit code."""
    chance = random.Random(seed)
    lost = killed = 0
    while True:
        with (folder / "err").open("a", encoding="utf-8") as err:
            process = subprocess.Popen(command, stdout=err, stderr=err, start_new_session=True)
        if killed >= kills or not _dies(process, at, chance, 1.2 * steps / kills):
            return killed, lost, process.wait()
        process.kill()
        process.wait()
        killed += 1
        if (folder / "run" / "ledger.sqlite").exists():
            with contextlib.suppress(sqlite3.OperationalError):  # killed before it had its tables
                lost += counts(folder / "run").get("running", 0)


def _dies(process: subprocess.Popen[Any], at: Callable[[], int], chance: random.Random, most: float) -> bool:
    """Wait for the moment to kill: in the start of the program now and then, mostly after some more steps. False when
    the process has ended by itself before."""
    if chance.random() < 0.2:
        time.sleep(chance.uniform(0.3, 3.0))
        return process.poll() is None
    until = at() + chance.randrange(1, int(most) + 2)
    while process.poll() is None:
        time.sleep(chance.uniform(0.01, 0.1))
        if at() >= until:
            return True
    return False


def _told(run: Path, count: int, how: str) -> int:
    """Say what is in the ledger, and whether every article is in it once; returns how many were to be briefed."""
    with contextlib.closing(sqlite3.connect(run / "ledger.sqlite")) as connection:
        (briefs,) = connection.execute("SELECT count(*) FROM brief").fetchone()
        (known, copies) = connection.execute("SELECT count(*), sum(copies) FROM article").fetchone()
        (whole,) = connection.execute("PRAGMA integrity_check").fetchone()
    states = counts(run)
    wanted = int(known) - states.get("duplicate", 0)
    held = copies == count and briefs == states.get("done") == wanted and whole == "ok"
    print(f"mujaz, {how}; {copies} of {count} articles in {known} rows, {briefs} briefs, {states}, "
          f"integrity {whole}: {'held' if held else 'BROKEN'}")  # fmt: skip
    return wanted
