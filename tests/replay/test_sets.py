"""Every recording set of the project replays, whole, with the network closed."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

from mujaz.recording.manifest import Manifest
from mujaz.schema.brief import Brief
from tests.cli.running import mujaz

ROOT = Path(__file__).parents[2]
SETS = ROOT / "cassettes"
ARTICLES = ROOT / "eval" / "articles"

EXPECTED = ("qwen2.5-coder-1.5b", "qwen2.5-coder-1.5b-brief2", "reference", "reference-brief2")

FOUND = sorted(path.parent for path in SETS.glob("*/manifest.json"))


@pytest.mark.parametrize("name", EXPECTED)
def test_the_set_is_there(name: str) -> None:
    assert (SETS / name) in FOUND


@pytest.mark.parametrize("folder", FOUND, ids=lambda path: path.name)
def test_the_whole_set_replays(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    manifest = Manifest.load(folder)
    assert manifest is not None
    assert manifest.articles
    drafted = {name for name, entry in manifest.articles.items() if entry.outcomes[0] == "draft"}
    sources = [ARTICLES / f"{name}.json" for name in manifest.articles]
    ran = mujaz("brief", *sources, "--replay", folder, "--out", "out", "--format", "json", cwd=tmp_path)
    assert ran.returncode == (0 if len(drafted) == len(manifest.articles) else 1), ran.stderr
    assert "were not asked for" not in ran.stderr
    made = {path.stem: Brief.model_validate_json(path.read_text(encoding="utf-8")) for path in tmp_path.glob("out/*")}
    assert set(made) == drafted
    for name, brief in made.items():
        assert brief.article.raw_sha256 == manifest.articles[name].raw_sha256
        assert brief.provenance.model == manifest.model


@pytest.mark.parametrize("folder", FOUND, ids=lambda path: path.name)
def test_the_set_is_small_and_complete(folder: Path) -> None:
    manifest = Manifest.load(folder)
    assert manifest is not None
    assert manifest.answered_by
    for entry in manifest.articles.values():
        assert (folder / entry.file).is_file()
        assert (folder / entry.file).stat().st_size < 30_000 * entry.samples
    listed = {entry.file for entry in manifest.articles.values()}
    assert {path.name for path in folder.glob("*.yaml")} - {"_shared.yaml", "_endpoint.yaml"} == listed
