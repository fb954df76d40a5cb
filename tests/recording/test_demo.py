"""`make demo`, with a set recorded here in place of the project's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mujaz import Article
from tests.recording.building import record
from tests.support.drafts import answer_from_prompt
from tests.support.endpoint import Endpoint

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
async def test_make_demo_briefs_three_articles_from_recordings(tmp_path: Path) -> None:
    paths = sorted((ROOT / "eval" / "articles").glob("*.json"))[:4]
    with Endpoint(answer_from_prompt) as endpoint:
        await record(endpoint, tmp_path / "set", *map(Article.from_path, paths), answered_by="a script of the tests")
    venv = tmp_path / "venv"
    venv.mkdir()
    (venv / "bin").symlink_to(Path(sys.executable).parent)
    (venv / "base.stamp").touch()  # installed already
    ran = subprocess.run(
        ["make", "-C", str(ROOT), "demo", f"SET={tmp_path / 'set'}", f"OUT={tmp_path / 'out'}", f"VENV={venv}"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"{path.stem}.html" for path in paths[:3]]
    assert ran.stdout.count("The article opens with its main report") >= 3
    assert "given by: a script of the tests" in ran.stderr
    assert "OPENAI_API_KEY" in ran.stdout
