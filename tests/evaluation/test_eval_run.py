"""`mujaz eval run`: from folders of briefs and from recordings."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mujaz.evaluation.metrics import METRICS
from mujaz.evaluation.table import Scores
from tests.cli.running import Ran, mujaz
from tests.support import golds
from tests.support.drafts import as_json
from tests.support.endpoint import Endpoint, Reply


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return golds.write_set(tmp_path / "set")


def run(folder: Path, *arguments: str) -> Ran:
    return mujaz("eval", "run", "--gold", "gold", "--articles", "articles", *arguments, cwd=folder)


def test_the_table_shows_every_primary_metric_and_the_signature(folder: Path) -> None:
    ran = run(folder, "--briefs", "briefs", "--floors")
    assert ran.returncode == 0
    for name, metric in METRICS.items():
        assert (name in ran.stdout) == metric.primary
    assert "headline" in ran.stdout
    assert "system:briefs|model:written by hand|prompt:brief@1|" in ran.stdout
    assert "|n:2|k:1" in ran.stdout
    everything = run(folder, "--briefs", "briefs", "--all").stdout
    assert "slot_when" in everything
    assert "conflicti" in everything


def test_json_and_files_hold_the_same_scores(folder: Path) -> None:
    ran = run(folder, "--briefs", "briefs", "--json", "--out", "out")
    told = Scores.from_json(ran.stdout)
    assert told == Scores.load(folder / "out" / "scores.json")
    assert told.macro("event_f1") == 1.0
    assert (folder / "out" / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_same_briefs_give_the_same_bytes(folder: Path) -> None:
    for name in ("one", "two"):
        run(folder, "--briefs", "briefs", "--floors", "--out", name)
    for name in ("scores.json", "report.html"):
        assert (folder / "one" / name).read_bytes() == (folder / "two" / name).read_bytes()


def test_several_folders_are_samples_and_a_missing_brief_is_said_and_counted(folder: Path) -> None:
    shutil.copytree(folder / "briefs", folder / "second")
    (folder / "second" / "museum.json").unlink()
    ran = run(folder, "--briefs", "briefs", "--briefs", "second", "--json")
    assert "mujaz: no brief of museum, sample 2: there is no brief" in ran.stderr
    scores = Scores.from_json(ran.stdout)
    assert scores.signature.samples == 2
    assert scores.macro("schema_valid") == 0.75


def test_only_some_articles(folder: Path) -> None:
    scores = Scores.from_json(run(folder, "--briefs", "briefs", "--only", "museum", "--json").stdout)
    assert [one.article for one in scores.articles] == ["museum"]
    assert run(folder, "--briefs", "briefs", "--only", "nothing").returncode == 2


def test_only_the_articles_of_a_slice(folder: Path) -> None:
    everything = Scores.from_json(run(folder, "--briefs", "briefs", "--json").stdout)
    name = everything.articles[0].slices[0]
    expected = [one.article for one in everything.articles if name in one.slices]
    some = Scores.from_json(run(folder, "--briefs", "briefs", "--slice", name, "--json").stdout)
    assert [one.article for one in some.articles] == expected
    ran = run(folder, "--briefs", "briefs", "--slice", "nothing")
    assert ran.returncode == 2
    assert name in ran.stderr


@pytest.mark.parametrize(
    "arguments",
    [[], ["--briefs", "briefs", "--set", "x"], ["--briefs", "briefs", "--samples", "1"], ["--briefs", "nowhere"]],
)
def test_wrong_usage_is_exit_2(folder: Path, arguments: list[str]) -> None:
    ran = run(folder, *arguments)
    assert (ran.returncode, ran.stdout) == (2, "")


def test_gold_of_another_text_is_refused(folder: Path) -> None:
    article = {"id": "market", "text": golds.MARKET.text + " وأضاف أن التحقيق مستمر."}
    (folder / "articles" / "market.json").write_text(json.dumps(article), encoding="utf-8")
    ran = run(folder, "--briefs", "briefs")
    assert ran.returncode == 2
    assert "made from another text" in ran.stderr


def test_gold_without_its_article_is_refused(folder: Path) -> None:
    (folder / "articles" / "market.json").unlink()
    ran = run(folder, "--briefs", "briefs")
    assert ran.returncode == 2
    assert "no article 'market'" in ran.stderr


def recorded(folder: Path, *, samples: int = 1, refuse: bool = False) -> None:
    """A recording set `r` of both articles, answered by their good drafts."""

    def answer(request: dict[str, object]) -> Reply | str:
        market = "النحاسين" in json.dumps(request, ensure_ascii=False)
        if refuse and not market:
            return Reply(content=None, refusal="I would rather not.")
        return as_json(golds.draft("market" if market else "museum"))

    with Endpoint(answer, models=[{"id": "m", "max_model_len": 65536}]) as endpoint:
        ran = mujaz(
            "eval", "record", "--set", "r", "--articles", "articles", "--base-url", endpoint.base_url, "--model", "m",
            "--answered-by", "the tests", "--reasks", "0", "--samples", str(samples), cwd=folder,
        )  # fmt: skip
    assert ran.returncode == 0, ran.stderr


def test_a_recording_set_scores_like_its_briefs(folder: Path) -> None:
    recorded(folder, samples=2)
    scores = Scores.from_json(run(folder, "--set", "r", "--json").stdout)
    assert scores.signature.system == "r"
    assert scores.signature.model == "m"
    assert scores.signature.samples == 2
    assert scores.macro("event_f1") == 1.0
    assert scores.macro("tokens") is not None
    assert Scores.from_json(run(folder, "--set", "r", "--samples", "1", "--json").stdout).signature.samples == 1
    assert run(folder, "--set", "r", "--samples", "3").returncode == 2


def test_a_recorded_refusal_is_an_answer_without_a_brief(folder: Path) -> None:
    recorded(folder, refuse=True)
    ran = run(folder, "--set", "r", "--json")
    assert "no brief of museum, sample 1" in ran.stderr
    assert Scores.from_json(ran.stdout).macro("schema_valid") == 0.5


def test_a_gap_in_the_recordings_is_exit_4_and_no_zero(folder: Path) -> None:
    (folder / "articles" / "museum.json").rename(folder / "museum.json")
    recorded(folder)
    (folder / "museum.json").rename(folder / "articles" / "museum.json")
    ran = run(folder, "--set", "r")
    assert (ran.returncode, ran.stdout) == (4, "")
    assert "1 of 2 articles of the gold are not recorded (museum)" in ran.stderr
    assert run(folder, "--set", "r", "--only", "market").returncode == 0
    assert run(folder, "--set", "none").returncode == 4
