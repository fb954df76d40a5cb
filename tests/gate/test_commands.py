"""Every exit code through the command line, and the files it leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from mujaz.recording.manifest import Manifest
from tests.cli.running import mujaz
from tests.gate.runs import SETTINGS_TOML, answer, change, noisy, write


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with settings, three saved runs, and a baseline."""
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval" / "gate.toml").write_text(SETTINGS_TOML.format(vary="false"))
    write(tmp_path / "good.json", noisy(1))
    write(tmp_path / "worse.json", noisy(2, loss=0.15))
    write(tmp_path / "wide.json", noisy(5, noise=0.3))
    assert mujaz("eval", "bless", "good.json", cwd=tmp_path).returncode == 0
    return tmp_path


@pytest.mark.parametrize(
    ("run", "code", "word"), [("good", 0, "PASS"), ("worse", 1, "FAIL"), ("wide", 3, "INCONCLUSIVE")]
)
@pytest.mark.parametrize("command", ["compare", "gate"])
def test_verdicts_are_exit_codes(project: Path, command: str, run: str, code: int, word: str) -> None:
    arguments = ["good.json", f"{run}.json"] if command == "compare" else [f"{run}.json"]
    ran = mujaz("eval", command, *arguments, cwd=project)
    assert (ran.returncode, ran.stdout.split(":")[0]) == (code, word)


def test_what_means_nothing_is_wrong_usage(project: Path) -> None:
    ran = mujaz("eval", "compare", "good.json", "nowhere", cwd=project)
    assert ran.returncode == 2
    assert "nowhere: neither a saved run" in ran.stderr
    assert mujaz("eval", "gate", "--baseline", "other", cwd=project).returncode == 2
    (project / "eval" / "gate.toml").write_text("schema = 3")
    assert mujaz("eval", "compare", "good.json", "good.json", cwd=project).returncode == 2


@pytest.mark.parametrize(
    ("update", "said"),
    [
        ({"prompt_sha256": "1" * 64}, "the prompt brief@1 (measured 11111111"),
        ({"prompt": "brief@7"}, "the prompt (brief@7, under test is brief@1)"),
        ({"schema_sha256": "2" * 64}, "the schema (measured 22222222"),
        ({"scorer": "0"}, "the scorer (measured by 0"),
    ],
)
def test_the_gate_refuses_what_is_not_of_this_checkout(project: Path, update: dict[str, str], said: str) -> None:
    run = noisy(1)
    stale = run.model_copy(update={"signature": run.signature.model_copy(update=update)})
    write(project / "stale.json", stale)
    ran = mujaz("eval", "gate", "stale.json", cwd=project)
    assert ran.returncode == 4
    assert said in ran.stderr


def test_other_gold_cannot_be_compared(project: Path) -> None:
    run = noisy(1)
    write(
        project / "other.json",
        run.model_copy(update={"signature": run.signature.model_copy(update={"gold_sha256": "3" * 64})}),
    )
    ran = mujaz("eval", "compare", "good.json", "other.json", cwd=project)
    assert (ran.returncode, "the gold (baseline 99999999, candidate 33333333)" in ran.stderr) == (4, True)


def test_the_settings_can_name_the_model(project: Path) -> None:
    path = project / "eval" / "gate.toml"
    path.write_text('model = "another"\n' + path.read_text())
    ran = mujaz("eval", "gate", "good.json", cwd=project)
    assert (ran.returncode, "the model (model, under test is another)" in ran.stderr) == (4, True)


def test_stale_recordings(project: Path) -> None:
    """The manifest says another prompt text than the one here: nothing is replayed, and what changed is named."""
    folder = project / "cassettes" / "old"
    folder.mkdir(parents=True)
    manifest = {
        "format": "mujaz/recordings/1", "answered_by": "nobody", "model": "m", "endpoint": "compatible",
        "path_prefix": "/v1", "context": None, "recorded": "2025-01-01", "prompt": "brief@1", "prompt_sha256": "0" * 64,
        "schema_sha256": "0" * 64, "max_tokens": None,
        "parameters": {"temperature": 0.9, "max_tokens": 4000, "seed": 1},
        "dialect": {}, "reasks": 1, "articles": {},
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert Manifest.load(folder) is not None
    for run in ("old", "cassettes/old", "brief@1", "brief@1:old"):
        ran = mujaz("eval", "gate", run, cwd=project)
        assert ran.returncode == 4
        assert "the prompt brief@1 (recorded 00000000" in ran.stderr
        assert "the schema" in ran.stderr
        assert "temperature (recorded 0.9" in ran.stderr
    ran = mujaz("eval", "gate", "brief@2:old", cwd=project)
    assert (ran.returncode, "recorded under the prompt brief@1, not brief@2" in ran.stderr) == (4, True)


def test_blessing_a_loss_needs_a_reason(project: Path) -> None:
    ran = mujaz("eval", "bless", "worse.json", cwd=project)
    assert (ran.returncode, "--allow-regression REASON" in ran.stderr) == (1, True)
    assert mujaz("eval", "bless", "worse.json", "--allow-regression", " ", cwd=project).returncode == 2
    assert mujaz("eval", "bless", "worse.json", "--allow-regression", "agreed", cwd=project).returncode == 0
    assert mujaz("eval", "gate", "worse.json", cwd=project).returncode == 0


def test_the_gate_against_itself(project: Path) -> None:
    ran = mujaz("eval", "gate", "--aa", "--gates", "20", cwd=project)
    assert (ran.returncode, "one answer an article" in ran.stderr) == (3, True)
    ran = mujaz("eval", "gate", "good.json", "--aa", "--gates", "20", cwd=project)
    assert ran.returncode == 0
    assert ran.stdout.startswith("False alarms: 0 of 20 gates, 0.0%")


def test_power_names_the_loss_it_sees(project: Path) -> None:
    ran = mujaz("eval", "power", "good.json", "wide.json", cwd=project)
    assert ran.returncode == 0
    assert "fails in 80% of gates" in ran.stdout
    assert "event_f1" in ran.stdout
    assert mujaz("eval", "power", "good.json", cwd=project).returncode == 2


def test_files_and_report(project: Path) -> None:
    ran = mujaz("eval", "gate", "worse.json", "--out", "out", "--json", cwd=project)
    assert ran.returncode == 1
    saved = (project / "out" / "gate.json").read_text()
    assert saved == ran.stdout
    assert json.loads(saved)["verdict"] == "FAIL"
    assert sorted(path.name for path in (project / "out").iterdir()) == [
        "gate.html", "gate.json", "gate.junit.xml", "gate.md",
    ]  # fmt: skip
    again = mujaz("eval", "report", "out/gate.json", "--format", "markdown", cwd=project)
    assert (again.returncode, again.stdout) == (0, (project / "out" / "gate.md").read_text())
    assert mujaz("eval", "report", "out/gate.json", "--exit-code", cwd=project).returncode == 1
    assert mujaz("eval", "report", "good.json", cwd=project).returncode == 0
    assert mujaz("eval", "report", "good.json", "--format", "junit", cwd=project).returncode == 2


def test_the_same_runs_give_the_same_bytes(project: Path) -> None:
    for name in ("one", "two"):
        mujaz("eval", "compare", "good.json", "wide.json", "--out", name, cwd=project)
    for path in (project / "one").iterdir():
        assert path.read_bytes() == (project / "two" / path.name).read_bytes()


@pytest.mark.slow
class TestPytest:
    def run(self, project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """pytest in a project of its own, as its user runs it."""
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
        installed = {entry.value for entry in entry_points(group="pytest11")}
        if "mujaz.pytest_plugin" not in installed:
            command[3:3] = ["-p", "mujaz.pytest_plugin"]
        return subprocess.run(
            command, cwd=project, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"}, check=False
        )

    def test_the_gate_is_a_test(self, project: Path) -> None:
        ran = self.run(project, "--mujaz-gate", "--mujaz-gate-run", "good.json")
        assert (ran.returncode, "1 passed" in ran.stdout) == (0, True)
        assert "PASS: \u201cgood\u201d is not worse than \u201cmain\u201d" in ran.stdout
        ran = self.run(project, "--mujaz-gate=main", "--mujaz-gate-run", "worse.json", "--mujaz-gate-out", "out")
        assert (ran.returncode, "1 failed" in ran.stdout) == (1, True)
        assert "event_f1: 0.6" in ran.stdout
        assert "Traceback" not in ran.stdout
        assert (project / "out" / "gate.html").exists()

    def test_an_open_gate_fails_or_is_skipped(self, project: Path) -> None:
        given = ("--mujaz-gate", "--mujaz-gate-run", "wide.json")
        assert self.run(project, *given).returncode == 1
        ran = self.run(project, *given, "--mujaz-gate-open", "skip")
        assert (ran.returncode, "1 skipped" in ran.stdout) == (0, True)


def test_a_false_statement_in_one_article_fails_the_gate(project: Path) -> None:
    write(project / "broke.json", change(noisy(1), "article-07", [answer(0.6, false=1)]))
    ran = mujaz("eval", "gate", "broke.json", cwd=project)
    assert ran.returncode == 1
    assert "1 article broke: article-07" in ran.stdout
