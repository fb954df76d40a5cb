"""Without the packages of the extra `eval`, nothing is scored, and no exit code looks like a verdict."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HIDING = """
import sys

class Without:
    def __init__(self, finder):
        self.finder = finder

    def find_spec(self, name, path=None, target=None):
        hidden = name.partition(".")[0] in ("numpy", "scipy", "sacrebleu", "rouge_score")
        return None if hidden else self.finder.find_spec(name, path, target)

    def __getattr__(self, name):
        return getattr(self.finder, name)

sys.meta_path[:] = map(Without, sys.meta_path)
"""
"""Hides them from this process as if they were not there."""

COMMANDS = [
    "run --set reference",
    "compare one.json two.json",
    "gate",
    "bless one.json",
    "power",
    "report one.json",
    "agreement one two",
]


def without(code: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, "-c", HIDING + code], cwd=cwd, env=own, capture_output=True, text=True, check=False, timeout=60
    )


def eval_(arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return without(f"from mujaz.cli import main\nsys.argv = ['mujaz', 'eval', *{arguments.split()!r}]\nmain()", cwd)


@pytest.mark.parametrize("arguments", COMMANDS)
def test_a_command_that_scores_says_what_is_missing_and_ends_with_two(arguments: str, tmp_path: Path) -> None:
    ran = eval_(arguments, tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "mujaz: scores need numpy, scipy, sacrebleu, rouge-score; install the extra: pip install 'mujaz[eval]'\n"
    )


def test_help_and_gold_need_none_of_them(tmp_path: Path) -> None:
    for name in (*(arguments.split()[0] for arguments in COMMANDS), "new-gold", "check-gold", "record"):
        ran = eval_(f"{name} --help", tmp_path)
        assert (ran.returncode, ran.stderr) == (0, "")


def test_the_gate_in_pytest_fails_with_the_same_words(tmp_path: Path) -> None:
    arguments = ["-p", "no:cacheprovider", "-p", "no:xdist", "--mujaz-gate", "-q"]
    plugins = "import mujaz.pytest_plugin as plugin, pytest, importlib.metadata as known"
    chosen = "[] if any(e.value == plugin.__name__ for e in known.entry_points(group='pytest11')) else [plugin]"
    ran = without(f"{plugins}\nsys.exit(pytest.main({arguments!r}, plugins={chosen}))", tmp_path)
    assert (ran.returncode, "1 failed" in ran.stdout) == (1, True)
    assert "scores need numpy, scipy, sacrebleu, rouge-score" in ran.stdout
    assert "Traceback" not in ran.stdout
    assert "ModuleNotFoundError" not in ran.stdout
