"""`mujaz brief --record` and `--replay` as a person meets them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from mujaz.resources import folder as resources
from tests.cli.running import mujaz, process
from tests.recording.building import NEWS
from tests.support.drafts import CHECKPOINT, answer_from_prompt, as_json, checkpoint
from tests.support.endpoint import Endpoint

GOOD = as_json(checkpoint())


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    with Endpoint([GOOD]) as endpoint:
        ran = mujaz(
            "brief", CHECKPOINT, "--record", "set", "--base-url", endpoint.base_url, "--model", "m", cwd=tmp_path
        )
    assert ran.returncode == 0, ran.stderr
    return tmp_path / "set"


def test_a_recorded_run_is_replayed_with_no_other_option_no_key_and_no_endpoint(recorded: Path, tmp_path: Path) -> None:
    ran = process("brief", CHECKPOINT, "--replay", "set", "--format", "json", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    brief = json.loads(ran.stdout)
    assert brief["headline"]["text_en"].startswith("Two policemen killed")
    assert brief["provenance"]["model"] == "m"
    assert re.search(r"recorded answers from set, \d{4}-\d\d-\d\d, given by: m at an OpenAI-compatible", ran.stderr)


def test_replay_heeds_no_endpoint_of_the_environment(recorded: Path, tmp_path: Path) -> None:
    env = {"OPENAI_API_KEY": "sk-none", "MUJAZ_BASE_URL": "http://127.0.0.1:9/v1", "MUJAZ_MODEL": "another"}
    assert mujaz("brief", CHECKPOINT, "--replay", "set", cwd=tmp_path, env=env).returncode == 0


def test_an_article_without_a_recording_ends_at_once_with_four(recorded: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    ran = process("brief", "a.txt", "--replay", "set", cwd=tmp_path)
    assert ran.returncode == 4
    assert "the article was never recorded" in ran.stderr
    assert (
        "Record it again with: mujaz brief a.txt --record set --base-url URL --model m --prompt brief@1" in ran.stderr
    )
    assert "Traceback" not in ran.stderr


def test_another_prompt_ends_with_four_and_says_so(recorded: Path, tmp_path: Path) -> None:
    shutil.copytree(resources("prompts") / "brief" / "v1", tmp_path / "mine")
    toml = tmp_path / "mine" / "prompt.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("version = 1", "version = 2"), encoding="utf-8")
    ran = mujaz("brief", CHECKPOINT, "--replay", "set", "--prompt", "./mine", cwd=tmp_path)
    assert ran.returncode == 4
    assert "recorded with the prompt brief@1, and brief@2 was asked for" in ran.stderr


def test_a_damaged_recording_ends_with_four_and_no_traceback(recorded: Path, tmp_path: Path) -> None:
    path = recorded / "wadi-sukkar-checkpoint.yaml"
    path.write_bytes(path.read_bytes()[:-100])
    ran = process("brief", CHECKPOINT, "--replay", "set", cwd=tmp_path)
    assert ran.returncode == 4
    assert "wadi-sukkar-checkpoint.yaml: the file is damaged: its end is missing" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--record", "x", "--replay", "set"), 2, "exclude each other"),
        (("--replay", "set", "--base-url", "http://127.0.0.1:9/v1"), 2, "reaches no endpoint"),
        (("--replay", "nowhere"), 4, "there is no such folder"),
        (("--replay", "set", "--model", "other"), 4, "not of other"),
    ],
)
def test_options_that_contradict_each_other(
    recorded: Path, tmp_path: Path, options: tuple[str, ...], code: int, said: str
) -> None:
    ran = process("brief", CHECKPOINT, *options, cwd=tmp_path)
    assert ran.returncode == code
    assert said in ran.stderr


def test_several_articles_are_recorded_and_replayed_together(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for name in "abcd":
        (tmp_path / "news" / f"{name}.txt").write_text(f"{NEWS} ({name})", encoding="utf-8")
    with Endpoint(answer_from_prompt) as endpoint:
        at = ("--base-url", endpoint.base_url, "--model", "m")
        live = mujaz("brief", "news", "--format", "json", "--record", "set", *at, cwd=tmp_path)
    again = mujaz("brief", "news", "--format", "json", "--replay", "set", cwd=tmp_path)
    assert live.returncode == again.returncode == 0
    assert again.stdout == live.stdout
    assert {path.name for path in (tmp_path / "set").glob("?.yaml")} == {f"{n}.yaml" for n in "abcd"}
