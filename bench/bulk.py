"""Figures for `mujaz bulk run`, against a loopback endpoint in a process of its own, each beside a plain script.

    python bench/bulk.py dispatch   # wall time against articles x latency / in flight
    python bench/bulk.py ceiling    # articles a second when the endpoint answers at once; --profile: where time goes
    python bench/bulk.py limits     # use of an allowance of requests and tokens a minute, and answers 429
    python bench/bulk.py memory     # peak memory of many articles against that of few, parent and workers together
    python bench/bulk.py crash      # killed again and again: every article once, none lost, none paid twice in vain

The articles are those of `shared/data/ant-4000.jsonl.gz` beside the checkout; `--articles` takes fewer, or makes more
by varying them. `--smaller N` divides sizes by N, to try the bench itself.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gzip
import itertools
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bulk_endpoint import Running, running

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
    """A finished process: wall time and processor time in seconds, peak memory in MB."""

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


def ours(source: Path, run: Path, endpoint: Running, *options: str) -> list[str]:
    return [
        *_MUJAZ, "bulk", "run", str(source), "--out", str(run), "--base-url", endpoint.base_url, "--model", "bench",
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


def dispatch(folder: Path, options: argparse.Namespace) -> None:
    """1 s latency, 32 in flight."""
    count = options.articles or 4_000 // options.smaller
    latency, in_flight = 1.0, 32
    source = write_articles(folder / "in.jsonl", count)
    unique = sum(1 for _ in {json.loads(line)["text"] for line in source.open(encoding="utf-8")})
    ideal = unique * latency / in_flight
    with running(latency=latency) as endpoint:
        Ran(
            ours(source, folder / "run", endpoint, "--max-concurrency", str(in_flight), *options.pass_on),
            folder / "err",
        )
        mine = endpoint.seen()
    print(f"mujaz  {mine['asked']} requests, {busy(mine) + latency:.1f} s; ideal {ideal:.1f} s: "
          f"{(busy(mine) + latency) / ideal - 1:+.1%}; {counts(folder / 'run')}")  # fmt: skip
    with running(latency=latency) as endpoint:
        Ran(plain(source, endpoint, in_flight), folder / "err")
        theirs = endpoint.seen()
    wanted = count * latency / in_flight
    print(f"plain  {theirs['asked']} requests, {busy(theirs) + latency:.1f} s; ideal {wanted:.1f} s: "
          f"{(busy(theirs) + latency) / wanted - 1:+.1%}")  # fmt: skip


def ceiling(folder: Path, options: argparse.Namespace) -> None:
    """The endpoint answers at once."""
    count = options.articles or 2_000 // options.smaller
    source = write_articles(folder / "in.jsonl", count)
    if options.profile:
        with running() as endpoint:
            _profile(source, folder / "profiled", endpoint)
        return
    rates = {}
    for processes in (1, 2):
        run = folder / f"run{processes}"
        with running() as endpoint:
            ran = Ran(ours(source, run, endpoint, "--processes", str(processes), *options.pass_on), folder / "err")
            seen = endpoint.seen()
        rates[processes] = seen["asked"] / busy(seen)
        print(f"mujaz, {processes} process(es): {rates[processes]:.1f} articles/s, "
              f"{ran.cpu / count * 1000:.1f} ms of processor an article with start and end; {counts(run)}")  # fmt: skip
    with running() as endpoint:
        ran = Ran(plain(source, endpoint, 32), folder / "err")
        seen = endpoint.seen()
    rate = seen["asked"] / busy(seen)
    print(f"plain: {rate:.1f} articles/s, {ran.cpu / count * 1000:.1f} ms of processor an article; "
          f"mujaz/plain {max(rates.values()) / rate:.2f}")  # fmt: skip


def _profile(source: Path, run: Path, endpoint: Running) -> None:
    import cProfile
    import pstats

    from mujaz.bulk.session import Options, Surface
    from mujaz.bulk.session import run as bulk_run

    given = Options(str(source), run, model="bench", base_url=endpoint.base_url, duplicates="brief", reasks=0)
    profile = cProfile.Profile()
    profile.enable()
    asyncio.run(bulk_run(given, Surface()))
    profile.disable()
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(40)


def limits(folder: Path, options: argparse.Namespace) -> None:
    """600 requests and 300,000 tokens a minute, whichever binds; the bucket is full when the run begins."""
    minutes = 3 / options.smaller
    rpm, tpm = 600.0, 300_000.0
    count = options.articles or int(rpm * (minutes + 1) / 6)  # about 4,300 tokens each: tokens bind
    source = write_articles(folder / "in.jsonl", count)
    for name, flags in (("own limits given", ["--rpm", f"{rpm}", "--tpm", f"{tpm}"]), ("announced limits alone", [])):
        run = folder / name.replace(" ", "-")
        with running(latency=0.5, rpm=rpm, tpm=tpm) as endpoint:
            Ran(ours(source, run, endpoint, *flags, *options.pass_on), folder / "err")
            seen = endpoint.seen()
        print(f"mujaz, {name}: {_use(seen, rpm, tpm, full=not flags)}; {counts(run)}")
    with running(latency=0.5, rpm=rpm, tpm=tpm) as endpoint:
        ran = Ran(plain(source, endpoint, 32), folder / "err")
        seen = endpoint.seen()
    print(f"plain: {_use(seen, rpm, tpm, full=True)}; {ran.out.strip()}")


def _use(seen: dict[str, Any], rpm: float, tpm: float, *, full: bool) -> str:
    """The share of the tighter allowance that was used: what flowed in, and with `full` what was there at first."""
    minutes = busy(seen) / 60
    start = 1.0 if full else 0.0
    share = max(seen["answered"] / (rpm * (minutes + start)), seen["tokens"] / (tpm * (minutes + start)))
    refused = seen["limited"] / seen["asked"]
    return f"{share:.1%} of the allowance used in {minutes:.1f} min, 429: {refused:.2%} of {seen['asked']} requests"


def memory(folder: Path, options: argparse.Namespace) -> None:
    """Peak memory of the whole program, many articles against few."""
    few, many = 2_000 // options.smaller, options.articles or 100_000 // options.smaller
    sums = {}
    for count in (few, many):
        source = write_articles(folder / f"in{count}.jsonl", count)
        with running() as endpoint:
            command = ours(source, folder / f"run{count}", endpoint, *options.pass_on)
            each, seconds = _peaks(command, folder / "err")
        sums[count] = sum(each)
        shown = " + ".join(f"{peak:.0f}" for peak in each)
        print(f"mujaz, {count:,} articles: peaks {shown} MB, {count / seconds:.1f}/s; {counts(folder / f'run{count}')}")
    print(f"ratio {sums[many] / sums[few]:.2f}")
    for count in sorted({few, min(many, 10_000)}):
        source = write_articles(folder / f"plain{count}.jsonl", count)
        with running() as endpoint:
            each, _ = _peaks(plain(source, endpoint, 32), folder / "err")
        print(f"plain, {count:,} articles: peak {sum(each):.0f} MB")


def _peaks(command: list[str], log: Path) -> tuple[list[float], float]:
    """Run the command; the peak memory in MB of it and of each of its children, largest first, and seconds."""
    peaks: dict[int, int] = {}
    started = time.monotonic()
    with log.open("w", encoding="utf-8") as err:
        process = subprocess.Popen(command, stdout=err, stderr=err)
        while process.poll() is None:
            for pid in (process.pid, *_children(process.pid)):
                peaks[pid] = max(peaks.get(pid, 0), _peak(pid))
            time.sleep(0.2)
    return sorted((peak / 1024 for peak in peaks.values()), reverse=True), time.monotonic() - started


def _children(pid: int) -> list[int]:
    with contextlib.suppress(OSError):
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return []


def _peak(pid: int) -> int:
    """The largest resident set so far, in kB, as the kernel keeps it."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


def crash(folder: Path, options: argparse.Namespace) -> None:
    """SIGKILL at random moments, started again each time, until it ends by itself."""
    count, kills = options.articles or 2_000 // options.smaller, max(3, 25 // options.smaller)
    source = write_articles(folder / "in.jsonl", count)
    run = folder / "run"
    chance = random.Random(options.seed)
    in_flight = killed = 0
    with running(latency=0.2) as endpoint:
        command = ours(source, run, endpoint, "--max-concurrency", "16", *options.pass_on)
        while True:
            with (folder / "err").open("a", encoding="utf-8") as err:
                process = subprocess.Popen(command, stdout=err, stderr=err, start_new_session=True)
            if killed >= kills or not _dies(process, endpoint, chance, 1.2 * count / kills):
                code = process.wait()
                break
            process.kill()
            process.wait()
            killed += 1
            if (run / "ledger.sqlite").exists():
                in_flight += counts(run).get("running", 0)
        seen = endpoint.seen()
    states = counts(run)
    with contextlib.closing(sqlite3.connect(run / "ledger.sqlite")) as connection:
        (briefs,) = connection.execute("SELECT count(*) FROM brief").fetchone()
        (known, copies) = connection.execute("SELECT count(*), sum(copies) FROM article").fetchone()
        (lost,) = connection.execute("SELECT sum(lost) FROM article").fetchone()
    wanted = known - states.get("duplicate", 0)
    verdict = "held" if copies == count and seen["asked"] <= wanted + in_flight else "BROKEN"
    print(
        f"mujaz, {killed} kills: exit {code}; {copies} of {count} articles in {known} rows, {briefs} briefs, {states}"
    )
    print(f"  {seen['asked']} requests for {wanted} articles, {in_flight} in flight at the kills ({lost}): {verdict}")
    print("plain: keeps nothing of a killed run; every start pays for all articles again")


def _dies(process: subprocess.Popen[Any], endpoint: Running, chance: random.Random, most: float) -> bool:
    """Wait for the moment to kill: in the start of the program now and then, mostly after some more requests. False
    when the process has ended by itself before."""
    if chance.random() < 0.2:
        time.sleep(chance.uniform(0.3, 3.0))
        return process.poll() is None
    until = endpoint.seen()["asked"] + chance.randrange(1, int(most) + 2)
    while process.poll() is None:
        time.sleep(chance.uniform(0.01, 0.1))
        if endpoint.seen()["asked"] >= until:
            return True
    return False


def main() -> None:
    benches = {"dispatch": dispatch, "ceiling": ceiling, "limits": limits, "memory": memory, "crash": crash}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="+", choices=benches)
    parser.add_argument("--articles", type=int, help="instead of the bench's own number")
    parser.add_argument("--smaller", type=int, default=1, metavar="N")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--pass-on", type=str.split, default=[], help="further options for mujaz bulk run")
    options = parser.parse_args()
    os.environ.pop("OPENAI_API_KEY", None)
    for name in options.bench:
        print(f"== {name}", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            benches[name](Path(folder), options)


if __name__ == "__main__":
    main()
