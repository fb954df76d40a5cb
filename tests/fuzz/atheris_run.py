"""Coverage-guided fuzzing of the targets with atheris, one after another.

    python -m tests.fuzz.atheris_run [--seconds 600] [TARGET ...]

The seconds are shared among the targets. An input that breaks one is kept in `tests/fuzz/found/TARGET/`, where the
ordinary tests try it again; the exit code is then 1. Each target runs in a process of its own, with `--one`, because
the engine ends the process.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import re
import subprocess
import sys
import tempfile
from pathlib import Path

__all__: list[str] = []

_LONGEST = 4_096
_MEGABYTES = 1_500
_SECONDS_FOR_ONE = 20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("targets", nargs="*")
    given = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print(
            "Fuzzing needs atheris, for Linux and macOS: pip install 'mujaz[fuzz]'",
            file=sys.stderr,
        )
        return 2
    if given.one:
        _fuzz(given.targets[0], given.seconds)
    from tests.fuzz.targets import TARGETS

    chosen = given.targets or list(TARGETS)
    if unknown := sorted(set(chosen) - set(TARGETS)):
        print(f"There is no target {unknown[0]}; there are {', '.join(TARGETS)}.", file=sys.stderr)
        return 2
    broken = [name for name in chosen if _run(name, max(1, given.seconds // len(chosen)))]
    return 1 if broken else 0


def _run(name: str, seconds: int) -> bool:
    """Fuzz one target in a process of its own, and say how it went; whether something broke it."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.atheris_run", "--one", "--seconds", str(seconds), name],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    executed = re.search(r"stat::number_of_executed_units:\s+(\d+)", ran.stderr)
    peak = re.search(r"stat::peak_rss_mb:\s+(\d+)", ran.stderr)
    print(
        f"{name:14} {int(executed[1]) if executed else 0:>9,} inputs in {seconds} s, "
        f"{peak[1] if peak else '?'} MB: {'nothing found' if ran.returncode == 0 else 'BROKEN'}",
        flush=True,
    )
    if ran.returncode:
        print(ran.stderr[-4_000:], flush=True)
    return ran.returncode != 0


def _fuzz(name: str, seconds: int) -> None:
    """Never returns: the engine ends the process."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["mujaz"]):
        from tests.fuzz.targets import FOUND, SEEDS, TARGETS

    artifacts = FOUND / name
    artifacts.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(SEEDS[name]):
            (Path(corpus) / f"seed-{number}").write_bytes(seed)
        limits = [f"-max_len={_LONGEST}", f"-rss_limit_mb={_MEGABYTES}", f"-timeout={_SECONDS_FOR_ONE}"]
        engine = [sys.argv[0], f"-max_total_time={seconds}", f"-artifact_prefix={artifacts}/", "-print_final_stats=1"]
        atheris.Setup([*engine, *limits, corpus], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
