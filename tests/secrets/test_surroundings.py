"""What is written tells nothing of the person and the machine it was made on, beyond what was asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.secrets.planting import SURROUNDINGS, Place
from tests.support.drafts import answer_from_prompt
from tests.support.endpoint import Endpoint


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    return Place(tmp_path, monkeypatch)


def test_results_name_no_user_no_home_no_machine_and_no_folder(place: Place, tmp_path: Path) -> None:
    articles = place.folder / "eval" / "articles"
    articles.mkdir(parents=True)
    text = (place.folder / "news" / "1.txt").read_text(encoding="utf-8")
    (articles / "a.json").write_text(json.dumps({"id": "a", "text": text}), encoding="utf-8")
    with Endpoint(answer_from_prompt) as endpoint:
        at = ("--base-url", endpoint.base_url, "--model", "m")
        formats = ("--format", "json", "--format", "html", "--format", "md", "--format", "terminal")
        place.run("brief", "news", *formats, "--out", "out", "--record", "set", *at)
        place.run("eval", "record", "--set", "s", "--answered-by", "a script", *at)
        place.run("bulk", "run", "in.jsonl", "--out", "run", "--yes", "--log-json", "log.jsonl", *at)
        port = endpoint.base_url
    place.run("brief", "news", "--replay", "set")
    place.run("bulk", "status", "run", "--json")
    for format_ in ("jsonl", "csv", "parquet"):
        place.run("bulk", "export", "run", "--format", format_, "--out", "tables")
    place.demand_clean(*SURROUNDINGS, str(tmp_path))
    place.said.clear()
    place.demand_clean(port)


def test_a_prompt_and_a_source_by_their_paths_leave_names_only(place: Place, tmp_path: Path) -> None:
    """The path of the source is what was asked for, and stands in no brief all the same; of the prompt its name."""
    import shutil

    from mujaz.resources import folder as resources

    own = tmp_path / "planted-folder" / "mine"
    shutil.copytree(resources("prompts") / "brief" / "v1", own)
    with Endpoint(answer_from_prompt) as endpoint:
        at = ("--base-url", endpoint.base_url, "--model", "m")
        source = str(place.folder / "news" / "1.txt")
        place.run("brief", source, "--format", "json", "--format", "html", "--out", "out", "--prompt", str(own), *at)
        place.run("brief", source, "--format", "json", "--out", "o2", "--record", "set", "--prompt", str(own), *at)
    place.said.clear()
    place.demand_clean(*SURROUNDINGS, str(tmp_path))
