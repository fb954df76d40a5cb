"""Results depend on the article, the prompt and the answers: not on the clock, the time zone, the locale or the order
that Python gives to sets."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bulk.building import ANSWER, record, rows, table
from tests.cli.running import mujaz, process
from tests.recording.building import NEWS
from tests.support.drafts import answer_from_prompt
from tests.support.endpoint import Endpoint

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SET = ROOT / "cassettes" / "reference"

if not (SET / "manifest.json").is_file():
    pytest.skip("this checkout has no cassettes/reference", allow_module_level=True)

DATED = sorted(json.loads((SET / "manifest.json").read_text(encoding="utf-8"))["articles"])[:3]
ARTICLES = [ROOT / "eval" / "articles" / f"{name}.json" for name in DATED]


def replayed(cwd: Path) -> str:
    """Three briefs, from answers that belong to their requests byte for byte: another request would find none."""
    ran = mujaz("brief", *ARTICLES, "--replay", SET, "--format", "json", cwd=cwd)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> str:
    found = replayed(tmp_path_factory.mktemp("expected"))
    assert '"basis"' in found
    return found


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("name", ["Asia/Kolkata", "Pacific/Kiritimati", "America/St_Johns", "Etc/GMT+12"])
def test_the_time_zone_changes_no_brief(name: str, expected: str, tmp_path: Path, zone: pytest.MonkeyPatch) -> None:
    zone.setenv("TZ", name)
    time.tzset()
    assert replayed(tmp_path) == expected


@pytest.mark.parametrize("now", [0.0, 1_743_296_400.0, 4_102_444_800.0], ids=["1970", "a DST change", "2100"])
def test_the_day_of_briefing_changes_no_brief(
    now: float, expected: str, tmp_path: Path, zone: pytest.MonkeyPatch
) -> None:
    zone.setenv("TZ", "Europe/Berlin")
    time.tzset()
    zone.setattr(time, "time", lambda: now)
    assert replayed(tmp_path) == expected


def exported(folder: Path) -> list[object]:
    ran = mujaz("bulk", "export", "run", "--format", "jsonl", "--table", "events", cwd=folder)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_a_clock_that_jumps_during_a_run_changes_nothing_and_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(6)
    real, outcomes = time.time, []
    for name, jumps in (("steady", False), ("jumping", True)):
        folder = tmp_path / name
        folder.mkdir()
        table(folder / "in.jsonl", [record(number) for number in range(8)])
        with monkeypatch.context() as patch, Endpoint(ANSWER) as endpoint:
            if jumps:
                patch.setattr(time, "time", lambda: real() + chance.choice([-4e8, -86_400, -1, 0, 3_600, 4e8]))
            ran = mujaz(
                "bulk", "run", "in.jsonl", "--out", "run", "--base-url", endpoint.base_url, "--model", "m", cwd=folder
            )  # fmt: skip
            assert ran.returncode == 0, ran.stderr
            assert mujaz("bulk", "status", "run", cwd=folder).returncode == 0
            outcomes.append((exported(folder), len(endpoint.requests)))
        assert rows(folder / "run", "SELECT state, count(*) FROM article GROUP BY state") == [("done", 8)]
    assert outcomes[0] == outcomes[1]


SURROUNDINGS = [
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "Asia/Kolkata", "PYTHONHASHSEED": "1"},
    {"LC_ALL": "ar_EG.ISO-8859-6", "PYTHONUTF8": "0", "TZ": "America/St_Johns", "PYTHONHASHSEED": "2"},
    {
        "LC_ALL": "en_US.ISO-8859-1", "PYTHONIOENCODING": "latin-1:strict", "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "3",
    },
]  # fmt: skip


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=["C", "Arabic, 8 bits", "latin-1"])
def test_the_locale_and_the_order_of_sets_change_no_brief(
    surroundings: dict[str, str], expected: str, tmp_path: Path
) -> None:
    """As processes of their own, whose standard output is UTF-8 whatever they are told."""
    ran = process(
        "brief", *ARTICLES, "--replay", SET, "--format", "json", cwd=tmp_path, env=surroundings, timeout=300
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == expected


def test_an_arabic_file_name_is_written_in_the_c_locale(tmp_path: Path) -> None:
    """That of containers and cron jobs, where Python itself turns to UTF-8 unless it is told not to."""
    (tmp_path / "خبر.txt").write_text(NEWS, encoding="utf-8")
    with Endpoint(answer_from_prompt) as endpoint:
        ran = process(
            "brief", "خبر.txt", "--base-url", endpoint.base_url, "--model", "m", "--out", "out", "--record", "set",
            cwd=tmp_path, env={"LC_ALL": "C"}, timeout=300,
        )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["خبر.html", "خبر.json"]
    assert sorted(path.name for path in (tmp_path / "set").iterdir()) == ["_shared.yaml", "manifest.json", "خبر.yaml"]
    assert "سامر الحلواني" in (tmp_path / "out" / "خبر.json").read_bytes().decode("utf-8")


_CANNOT = """
import sys
from pathlib import Path
from mujaz.disk import atomic
try:
    atomic.write(Path(sys.argv[1]) / "\\u062e.json", b"x")
except OSError as error:
    print(error.strerror)
"""


def test_a_locale_that_cannot_name_a_file_is_told_apart_from_a_fault(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _CANNOT, str(tmp_path)],
        env={**os.environ, **SURROUNDINGS[0]}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "PYTHONUTF8=1" in ran.stdout
    assert list(tmp_path.iterdir()) == []
