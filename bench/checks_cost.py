"""What the checks cost: processor time of `registry.run` on drafts about articles of 700 words.

    python bench/checks.py --cost

The articles and drafts are those of `checks_cases`: "translated" ones, whose drafts are sentences of the parallel
corpus, and "written" ones, whose drafts have everything that a draft can have. "new" is an article that this process
has not seen and has just cleaned, "again" another draft about it, as after a re-ask (the statements the other way
round). The first article of each kind, which reads the word lists, is left out. The garbage collector is set as in a
bulk run (`mujaz.bulk.garbage`), where the cost matters.

All of this in five fresh processes, one after the other: other work on the machine only ever adds to a time, so the
least of the five counts for each article and check. Best, median and dearest of the articles, in milliseconds of
`time.process_time`; then the median of each process by itself, to see how quiet the machine was, and its speed: seconds
that ten million turns of an empty loop take, the least and the most of what was measured between the processes.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from checks_cases import WORDS, Case, translated, written
from checks_corpus import documents

from mujaz.bulk import garbage
from mujaz.checks import registry
from mujaz.checks.subject import Subject

__all__ = ["measured", "report"]

KINDS = ("translated", "written")
PROCESSES = 5

Times = dict[tuple[str, str], float]
"""Milliseconds by "new" or "again" and the name of a check, or "all"."""


def report(path: Path) -> None:
    """Print a table for each kind of drafts: all checks, then each of them. `path`: the parallel corpus."""
    start = multiprocessing.get_context("spawn")
    speeds = [_loop()]
    for kind in KINDS:
        runs: list[list[Times]] = []
        for _ in range(PROCESSES):
            with ProcessPoolExecutor(1, mp_context=start) as process:
                runs.append(process.submit(measured, kind, path).result())
            speeds.append(_loop())
        _print(kind, runs)
    print(f"ten million turns of an empty loop: {min(speeds):.2f} to {max(speeds):.2f} s")


def _print(kind: str, runs: list[list[Times]]) -> None:
    rows = [{key: min(times[key] for times in article) for key in article[0]} for article in zip(*runs, strict=True)]
    print(f"{kind}: {len(rows)} articles of {WORDS} words; milliseconds: best, median, dearest")
    for label, check in rows[0]:
        times = [row[label, check] for row in rows]
        print(f"  {label:6} {check:12} {min(times):7.2f} {statistics.median(times):7.2f} {max(times):7.2f}")
    alone = [statistics.median(times["new", "all"] for times in run) for run in runs]
    print(f"  median of all checks on new articles, process by process: {', '.join(f'{time:.1f}' for time in alone)}")


def _loop() -> float:
    began = time.process_time()
    for _ in range(10_000_000):
        pass
    return time.process_time() - began


def measured(kind: str, path: Path) -> list[Times]:
    """What each article but the first costs in this process, which must be a fresh one."""
    garbage.leave_alone_what_is_there()
    cases = translated(list(documents(path))) if kind == "translated" else written()
    return [_times(case) for case in cases][1:]


def _times(case: Case) -> Times:
    article, cleaned, draft = case
    again = draft.model_copy(update={"summary": draft.summary[::-1], "events": draft.events[::-1]})
    times: Times = {}
    for label, of in (("new", draft), ("again", again)):
        subject = Subject(article, cleaned, of)
        times[label, "all"] = 0.0
        for check in registry.CHECKS:
            began = time.process_time()
            list(check(subject))
            took = 1000 * (time.process_time() - began)
            times[label, check.__module__.rpartition(".")[2]] = took
            times[label, "all"] += took
    return times
