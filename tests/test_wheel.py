"""The built wheel, in an empty environment: prompts, schemas and data are in it, and the command works."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.support.drafts import CHECKPOINT, as_json, checkpoint
from tests.support.endpoint import Endpoint

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it. Its dependencies come from this environment's packages by a path file,
    which brings no editable install with it: `mujaz` there is the wheel."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    site = next((home / "lib").glob("python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_prompts_schemas_and_data_are_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "mujaz/py.typed",
        "mujaz/share/prompts/brief/v1/system.md.j2",
        "mujaz/share/prompts/brief/v1/prompt.toml",
        "mujaz/share/schemas/draft.schema.json",
        "mujaz/arabic/data/watchlist.txt",
        "mujaz/arabic/data/glossary.places.tsv",
        "mujaz/render/page/page.css",
    ):
        assert name in names
    assert not [name for name in names if name.startswith(("tests/", "eval/"))]


def test_the_command_works_from_another_folder(installed: Path, tmp_path: Path) -> None:
    main = "import mujaz, sys; from mujaz.cli import main; print(mujaz.__file__, file=sys.stderr); main()"
    wanted = "--out out --format terminal --format html --format md --format json".split()
    with Endpoint([as_json(checkpoint())]) as endpoint:
        ran = subprocess.run(
            [installed, "-c", main, "brief", CHECKPOINT, "--base-url", endpoint.base_url, "--model", "m", *wanted],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == 0, ran.stderr
    assert str(installed.parents[1]) in ran.stderr.splitlines()[0]
    assert "Two policemen killed" in ran.stdout
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".html", ".md", ".json"}
