"""`mujaz eval record`: what is missing or stale is asked for, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from mujaz import Article, Summarizer, record_set
from mujaz.errors import UsageError
from mujaz.recording.choice import RecordTo
from mujaz.recording.manifest import Manifest
from mujaz.resources import folder as resources
from tests.cli.running import Ran, mujaz
from tests.recording.building import NEWS, article, cassette
from tests.support.drafts import answer_from_prompt, as_json, checkpoint
from tests.support.endpoint import Endpoint, Reply, error

NAMES = ("a", "b", "c")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with articles, as the project has them."""
    folder = tmp_path / "eval" / "articles"
    folder.mkdir(parents=True)
    for name in NAMES:
        write(tmp_path, name, f"{NEWS} ({name})")
    return tmp_path


def write(place: Path, name: str, text: str) -> None:
    values = {"id": name, "text": text, "published": "2025-05-14"}
    (place / "eval" / "articles" / f"{name}.json").write_text(json.dumps(values), encoding="utf-8")


def run(place: Path, endpoint: Endpoint, *options: str) -> Ran:
    at = ("--base-url", endpoint.base_url, "--model", "m", "--answered-by", "a script")
    return mujaz("eval", "record", "--set", "s", *at, *options, cwd=place)


def test_a_set_is_recorded_with_its_cost_said_first(place: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        ran = run(place, endpoint, "--samples", "2")
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.index("tokens of prompts") < ran.stderr.index("recording a")
    assert "recorded, and replayed without the endpoint: 3" in ran.stderr
    manifest = Manifest.load(place / "cassettes" / "s")
    assert manifest is not None
    assert (manifest.answered_by, manifest.model, manifest.prompt) == ("a script", "m", "brief@1")
    assert set(manifest.articles) == set(NAMES)
    entry = manifest.articles["a"]
    assert (entry.samples, entry.requests, entry.file, entry.outcomes) == (2, 2, "a.yaml", ["draft", "draft"])
    assert entry.prompt_tokens > 1000
    assert entry.raw_sha256 == Article.from_path(place / "eval" / "articles" / "a.json").sha256


def test_the_estimate_is_near_what_was_sent(place: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        ran = run(place, endpoint, "--dry-run")
        assert endpoint.requests == []
    said = int(ran.stderr.split("about ")[1].split(" tokens")[0].replace(",", ""))
    assert 3 * 2000 < said < 3 * 5000


def test_what_still_fits_is_not_asked_again(place: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        run(place, endpoint)
        before = {p.name: p.read_bytes() for p in (place / "cassettes" / "s").iterdir()}
        ran = run(place, endpoint)
    assert len(endpoint.requests) == 3
    assert "recorded already, and still fitting: 3 of 3" in ran.stderr
    assert {p.name: p.read_bytes() for p in (place / "cassettes" / "s").iterdir()} == before


def test_a_changed_article_is_asked_for_again_and_the_others_stay(place: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        run(place, endpoint)
        write(place, "b", f"{NEWS} وانتهى البيان.")
        ran = run(place, endpoint)
    assert len(endpoint.requests) == 4
    assert "to record: b: " in ran.stderr
    assert "the article's text changed since the recording" in ran.stderr
    assert "وانتهى" in str(cassette(place / "cassettes" / "s", "b").interactions[0].tree)


def test_more_samples_keep_the_ones_that_are_there(place: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        run(place, endpoint, "--only", "a")
        first = cassette(place / "cassettes" / "s", "a").interactions
        run(place, endpoint, "--only", "a", "--samples", "3")
    assert len(endpoint.requests) == 3
    found = cassette(place / "cassettes" / "s", "a")
    assert found.samples == 3
    assert found.sample(1) == first


def test_a_changed_re_ask_asks_for_the_re_ask_alone(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mujaz.model import exchange

    def script(body: dict[str, Any]) -> str:
        draft = json.loads(answer_from_prompt(body))
        if len(body["messages"]) == 2:
            draft["summary"][0]["evidence"] = [99]
        return as_json(draft)

    with Endpoint(script) as endpoint:
        run(place, endpoint, "--only", "a")
        assert len(endpoint.requests) == 2
        really = exchange._reask
        monkeypatch.setattr(exchange, "_reask", lambda problems: really(problems).replace("Mend", "Correct"))
        ran = run(place, endpoint, "--only", "a")
    assert ran.returncode == 0, ran.stderr
    assert [len(request["messages"]) for request in endpoint.requests] == [2, 4, 4]
    assert len(cassette(place / "cassettes" / "s", "a").interactions) == 2


def test_a_re_ask_that_is_needed_no_more_is_dropped(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mujaz.checks import registry

    def script(body: dict[str, Any]) -> str:
        draft = json.loads(answer_from_prompt(body))
        draft["summary"][0]["evidence"] = [99] if len(body["messages"]) == 2 else [1]
        return as_json(draft)

    with Endpoint(script) as endpoint:
        run(place, endpoint, "--only", "a")
        monkeypatch.setattr(registry, "run", lambda _: [])
        ran = run(place, endpoint, "--only", "a")
    assert "were not asked for" in ran.stderr
    assert len(endpoint.requests) == 2
    assert len(cassette(place / "cassettes" / "s", "a").interactions) == 1


def test_anew_asks_for_everything(place: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        run(place, endpoint)
        run(place, endpoint, "--anew")
    assert len(endpoint.requests) == 6


def test_another_prompt_makes_the_set_its_own(place: Path) -> None:
    prompt = place / "v2"
    shutil.copytree(resources("prompts") / "brief" / "v1", prompt)
    for name, old, new in (("prompt.toml", "version = 1", "version = 2"), ("user.md.j2", "Segments", "The segments")):
        path = prompt / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with Endpoint(answer_from_prompt) as endpoint:
        run(place, endpoint)
        ran = run(place, endpoint, "--prompt", "./v2")
    assert ran.returncode == 0, ran.stderr
    assert "recorded with the prompt brief@1, and brief@2 was asked for" in ran.stderr
    assert len(endpoint.requests) == 6


def test_another_model_needs_another_set(place: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        run(place, endpoint, "--only", "a")
        ran = run(place, endpoint, "--model", "other")
    assert ran.returncode == 4
    assert "the model is m there, other here" in ran.stderr
    assert len(endpoint.requests) == 1


def test_a_refusal_is_a_result_and_an_outage_is_not(place: Path) -> None:
    def script(body: dict[str, Any]) -> Reply | str:
        if "(a)" in str(body):
            return Reply(None, refusal="no")
        return error(500, "boom") if "(b)" in str(body) else answer_from_prompt(body)

    with Endpoint(script) as endpoint:
        ran = run(place, endpoint)
        assert ran.returncode == 1
        manifest = Manifest.load(place / "cassettes" / "s")
        assert manifest is not None
        assert set(manifest.articles) == {"a", "c"}
        (outcome,) = manifest.articles["a"].outcomes
        assert re.fullmatch(r"RefusedError: the model refused: no \([\d,]+ tokens were used\)", outcome)
        before = len(endpoint.requests)
        run(place, endpoint, "--only", "a")
        assert len(endpoint.requests) == before


def test_recordings_of_articles_that_are_gone_are_removed_on_request(place: Path) -> None:
    folder = place / "cassettes" / "s"
    with Endpoint(answer_from_prompt) as endpoint:
        run(place, endpoint)
        (place / "eval" / "articles" / "b.json").unlink()
        run(place, endpoint)
        assert (folder / "b.yaml").is_file()
        (folder / "stray.yaml").write_text("version: 1\n", encoding="utf-8")
        ran = run(place, endpoint, "--prune")
    assert sorted(path.name for path in folder.iterdir()) == ["_shared.yaml", "a.yaml", "c.yaml", "manifest.json"]
    assert "removed" in ran.stderr
    assert set((Manifest.load(folder) or pytest.fail("gone")).articles) == {"a", "c"}
    assert mujaz("brief", "eval/articles", "--replay", folder, cwd=place).returncode == 0


def test_pruning_removes_shared_parts_that_nothing_needs(place: Path) -> None:
    folder = place / "cassettes" / "s"
    prompt = place / "v1"
    shutil.copytree(resources("prompts") / "brief" / "v1", prompt)
    with Endpoint(answer_from_prompt) as endpoint:
        run(place, endpoint)
        system = prompt / "system.md.j2"
        system.write_text(system.read_text(encoding="utf-8") + "\nBe brief.\n", encoding="utf-8")
        run(place, endpoint, "--prompt", "./v1")
        before = (folder / "_shared.yaml").read_text(encoding="utf-8")
        run(place, endpoint, "--prompt", "./v1", "--prune")
    after = (folder / "_shared.yaml").read_text(encoding="utf-8")
    assert (before.count("\nsha256:"), after.count("\nsha256:")) == (3, 2)
    assert mujaz("brief", "eval/articles", "--replay", folder, "--prompt", "./v1", cwd=place).returncode == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--set", "s"), "--answered-by"),
        (("--set", "../s", "--answered-by", "x"), "no name for a recording set"),
        (("--set", "s", "--answered-by", "x", "--only", "zzz"), "no article zzz there"),
        (("--set", "s", "--answered-by", "x", "--articles", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_recorded_is_said_before_anything_is_sent(
    place: Path, options: tuple[str, ...], said: str
) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        ran = mujaz("eval", "record", *options, "--base-url", endpoint.base_url, "--model", "m", cwd=place)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert endpoint.requests == []


def test_an_endpoint_that_is_down_stops_the_run(place: Path) -> None:
    for name in "defgh":
        write(place, name, f"{NEWS} ({name})")
    with Endpoint(lambda _: error(400, "The model is gone", code="model_not_found")) as endpoint:
        pass  # closed again: nobody listens there now
    ran = run(place, endpoint)
    assert ran.returncode == 5
    assert "stopped; 0 articles recorded, and the same command goes on from there" in ran.stderr


def test_a_killed_run_goes_on_where_it_stopped(place: Path) -> None:
    for name in "defgh":
        write(place, name, f"{NEWS} ({name})")
    folder = place / "cassettes" / "s"
    with Endpoint(lambda body: Reply(answer_from_prompt(body), delay=0.2)) as endpoint:
        command = [
            "eval",
            "record",
            "--set",
            "s",
            "--base-url",
            endpoint.base_url,
            "--model",
            "m",
            "--answered-by",
            "x",
        ]
        started = subprocess.Popen(
            [sys.executable, "-c", "from mujaz.cli import main; main()", *command],
            cwd=place,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(30_000):  # a busy machine is no failure
            if len(list(folder.glob("?.yaml"))) >= 2:
                break
            time.sleep(0.01)
        started.send_signal(signal.SIGKILL)
        started.wait()
        kept = Manifest.load(folder)
        assert kept is not None
        asked = len(endpoint.requests)
        ran = run(place, endpoint)
        assert ran.returncode == 0, ran.stderr
        assert len(endpoint.requests) - asked <= 8 - len(kept.articles)
    assert set((Manifest.load(folder) or pytest.fail("gone")).articles) == set("abcdefgh")


async def test_articles_that_share_an_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="two articles have the id 'x'"):
        await record_set.check(tmp_path, [article("x"), article("x")], prompt="brief@1")


async def test_the_library_records_like_the_command(tmp_path: Path) -> None:
    with Endpoint([as_json(checkpoint())]) as endpoint:
        plan = await record_set.check(tmp_path, [article()], prompt="brief@1")
        assert [(todo.article.id, todo.why) for todo in plan.todo] == [("bridge", "never recorded")]
        to = RecordTo(tmp_path, "a script", keep=True)
        async with Summarizer("m", base_url=endpoint.base_url, record=to, reasks=0) as summarizer:
            made = await record_set.record(plan, summarizer)
    assert (made.recorded, made.failures, made.exit_code) == (["bridge"], [], 0)
    plan = await record_set.check(tmp_path, [article()], prompt="brief@1", reasks=0)
    assert (plan.todo, plan.prompt_tokens, plan.completion_tokens) == ([], 0, 0)
