"""`--recorded`: comparing sets that hold a part of the gold's articles, without pretending the rest was answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mujaz.errors import RecordingError, UsageError
from mujaz.evaluation.compare_sources import Places, recorded_articles
from mujaz.evaluation.replayed import from_recordings


def test_the_articles_that_all_sets_have_are_found(tmp_path: Path) -> None:
    recording_set(tmp_path / "one", "a", "b", "c")
    recording_set(tmp_path / "two", "d", "c", "b")
    places = Places(sets=tmp_path)
    assert recorded_articles(["one", str(tmp_path / "two"), "scores.json"], places) == ("b", "c")


def test_no_article_in_common_is_said(tmp_path: Path) -> None:
    recording_set(tmp_path / "one", "a")
    recording_set(tmp_path / "two", "b")
    with pytest.raises(UsageError, match="no article in common"):
        recorded_articles(["one", "two"], Places(sets=tmp_path))
    with pytest.raises(UsageError, match="no recording set is named"):
        recorded_articles(["scores.json"], Places(sets=tmp_path))


def test_without_it_an_article_that_was_not_recorded_is_refused(tmp_path: Path) -> None:
    recording_set(tmp_path / "one", "a")
    with pytest.raises(RecordingError, match=r"1 of 1 articles of the gold are not recorded \(z\).*--recorded"):
        from_recordings(tmp_path / "one", {"z": None})  # type: ignore[dict-item]


def recording_set(folder: Path, *articles: str) -> None:
    """The manifest of a recording set with these articles."""
    folder.mkdir()
    entry = {
        "raw_sha256": "0" * 64, "samples": 1, "requests": 1, "prompt_tokens": 1, "completion_tokens": 1, "seconds": 1.0,
        "recorded": "2025-01-01", "outcomes": ["draft"],
    }  # fmt: skip
    manifest = {
        "format": "mujaz/recordings/1", "answered_by": "nobody", "model": "m", "endpoint": "compatible",
        "path_prefix": "/v1", "context": None, "recorded": "2025-01-01", "prompt": "brief@1", "prompt_sha256": "0" * 64,
        "schema_sha256": "0" * 64, "max_tokens": None,
        "parameters": {"temperature": 0.0, "max_tokens": 4000, "seed": 1},
        "dialect": {}, "reasks": 1, "articles": {name: {**entry, "file": f"{name}.yaml"} for name in articles},
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest))
