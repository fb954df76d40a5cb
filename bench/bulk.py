"""Figures for `mujaz bulk run`, against a loopback endpoint in a process of its own, each beside a plain script.

    python bench/bulk.py dispatch   # wall time against articles x latency / in flight
    python bench/bulk.py ceiling    # articles a second when the endpoint answers at once; --profile: where time goes
    python bench/bulk.py limits     # use of an allowance of requests and tokens a minute, and answers 429
    python bench/bulk.py memory     # peak memory of many articles against that of few, parent and workers together
    python bench/bulk.py crash      # killed again and again: every article once, none lost, none paid twice in vain
    python bench/bulk.py crash-batch  # the same by way of batches

The articles are those of `shared/data/ant-4000.jsonl.gz` beside the checkout; `--articles` takes fewer, or makes more
by varying them. `--smaller N` divides sizes by N, to try the bench itself.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import bulk_crash
from bulk_endpoint import Running, running
from bulk_runs import Ran, busy, counts, descendants, ours, plain, write_articles


def dispatch(folder: Path, options: argparse.Namespace) -> None:
    """1 s latency, 32 in flight."""
    count = options.articles or 4_000 // options.smaller
    latency, in_flight = 1.0, 32
    source = write_articles(folder / "in.jsonl", count)
    unique = sum(1 for _ in {json.loads(line)["text"] for line in source.open(encoding="utf-8")})
    ideal = unique * latency / in_flight
    with running(latency=latency) as endpoint:
        Ran(
            ours(source, folder / "run", endpoint.base_url, "--max-concurrency", str(in_flight), *options.pass_on),
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
            ran = Ran(
                ours(source, run, endpoint.base_url, "--processes", str(processes), *options.pass_on), folder / "err"
            )
            seen = endpoint.seen()
        rates[processes] = seen["asked"] / busy(seen)
        print(f"mujaz, {processes} process(es): {rates[processes]:.1f} articles/s; ms of processor an article: "
              f"{ran.cpu / count * 1000:.1f} with start and end, {seen['cpu'] / count * 1000:.1f} of the endpoint; "
              f"{counts(run)}", flush=True)  # fmt: skip
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
            Ran(ours(source, run, endpoint.base_url, *flags, *options.pass_on), folder / "err")
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
    """Peak memory of the whole program, many articles against few. Pages that processes share count once in the sum."""
    few, many = 2_000 // options.smaller, options.articles or 100_000 // options.smaller
    sums = {}
    for count in (few, many):
        source = write_articles(folder / f"in{count}.jsonl", count)
        with running() as endpoint:
            command = ours(source, folder / f"run{count}", endpoint.base_url, *options.pass_on)
            peaks = Peaks(command, folder / "err")
        sums[count] = peaks.together
        print(
            f"mujaz, {count:,} articles: peak {peaks.together:.0f} MB together; each alone {peaks.each} MB; "
            f"{count / peaks.seconds:.1f}/s; {counts(folder / f'run{count}')}",
            flush=True,
        )
    print(f"ratio {sums[many] / sums[few]:.2f}", flush=True)
    for count in sorted({few, min(many, 10_000)}):
        source = write_articles(folder / f"plain{count}.jsonl", count)
        with running() as endpoint:
            peaks = Peaks(plain(source, endpoint, 32), folder / "err")
        print(f"plain, {count:,} articles: peak {peaks.together:.0f} MB", flush=True)


class Peaks:
    """A finished process: `together`, its peak memory in MB with all its descendants at one moment (proportional set
    size: a page that several share counts once), `each`, the largest resident set of each, and seconds."""

    def __init__(self, command: list[str], log: Path) -> None:
        largest: dict[int, int] = {}
        together = 0
        started = time.monotonic()
        with log.open("w", encoding="utf-8") as err:
            process = subprocess.Popen(command, stdout=err, stderr=err)
            while process.poll() is None:
                now = 0
                for pid in (process.pid, *descendants(process.pid)):
                    now += _kilobytes(pid, "smaps_rollup", "Pss:")
                    largest[pid] = max(largest.get(pid, 0), _kilobytes(pid, "status", "VmHWM:"))
                together = max(together, now)
                time.sleep(0.5)
        self.seconds = time.monotonic() - started
        self.together = together / 1024
        self.each = " + ".join(f"{peak / 1024:.0f}" for peak in sorted(largest.values(), reverse=True))


def _kilobytes(pid: int, file: str, name: str) -> int:
    """A line of a file that the kernel keeps about a process; 0 when it has ended."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
            if line.startswith(name):
                return int(line.split()[1])
    return 0


def main() -> None:
    benches = {
        "dispatch": dispatch,
        "ceiling": ceiling,
        "limits": limits,
        "memory": memory,
        "crash": bulk_crash.live,
        "crash-batch": bulk_crash.batch,
    }
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
