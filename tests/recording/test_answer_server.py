"""The endpoint of written answers, as a recording source."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mujaz.recording.manifest import Manifest
from tests.cli.running import mujaz
from tests.recording.building import NEWS, cassette
from tests.support.drafts import as_json, checkpoint

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "eval" / "articles"
REAL = "wadi-sukkar-checkpoint"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "answers" / "reference").mkdir(parents=True)
    (tmp_path / "answers" / "reference" / f"{REAL}.json").write_text(as_json(checkpoint()), encoding="utf-8")
    return tmp_path


@pytest.fixture
def base_url(place: Path) -> Iterator[str]:
    options = ["--answers", str(place / "answers"), "--articles", str(ARTICLES), "--port", "0"]
    server = subprocess.Popen(
        [sys.executable, "-I", str(ROOT / "eval" / "answer_server.py"), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    yield server.stdout.readline().strip()
    server.terminate()
    server.wait()
    server.stdout.close()


def recorded(place: Path, base_url: str, *options: str) -> tuple[int, str]:
    at = ["--base-url", base_url, "--model", "written-answers", "--answered-by", "the test's author"]
    articles = ["--articles", str(ARTICLES), "--only", REAL]
    ran = mujaz("eval", "record", "--set", "reference", *articles, *at, *options, cwd=place)
    return ran.returncode, ran.stderr


def test_written_answers_are_recorded_like_a_models(place: Path, base_url: str) -> None:
    code, said = recorded(place, base_url)
    assert code == 0, said
    manifest = Manifest.load(place / "cassettes" / "reference")
    assert manifest is not None
    assert (manifest.model, manifest.answered_by) == ("written-answers", "the test's author")
    assert manifest.articles[REAL].completion_tokens > 500
    ran = mujaz("brief", ARTICLES / f"{REAL}.json", "--replay", "cassettes/reference", cwd=place)
    assert ran.returncode == 0
    assert "Two policemen killed" in ran.stdout


@pytest.mark.parametrize("mended", [True, False])
def test_a_re_ask_gets_its_own_answer_where_one_is_written(place: Path, base_url: str, mended: bool) -> None:
    answers = place / "answers" / "reference"
    faulty = checkpoint()
    faulty["summary"][0]["evidence"] = [99]
    (answers / f"{REAL}.json").write_text(as_json(faulty), encoding="utf-8")
    if mended:
        (answers / f"{REAL}.reask.json").write_text(as_json(checkpoint()), encoding="utf-8")
    code, said = recorded(place, base_url)
    assert code == 0, said
    first, second = cassette(place / "cassettes" / "reference", REAL).interactions
    contents = [json.loads(one.answer)["choices"][0]["message"]["content"] for one in (first, second)]
    assert (contents[0] != contents[1]) == mended


def test_an_article_without_an_answer_is_named(place: Path, base_url: str) -> None:
    (place / "answers" / "reference" / f"{REAL}.json").unlink()
    code, said = recorded(place, base_url)
    assert code == 1
    assert f"{REAL}.json: no answer is written for this article" in said


def test_a_text_that_is_no_article_of_the_project_is_refused(place: Path, base_url: str) -> None:
    (place / "a.txt").write_text(NEWS, encoding="utf-8")
    ran = mujaz("brief", "a.txt", "--base-url", base_url, "--model", "written-answers", cwd=place)
    assert ran.returncode == 1
    assert "the message holds no known article" in ran.stderr


def test_every_article_of_the_project_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "eval"))
    answer_server = importlib.import_module("answer_server")
    from mujaz.articles.article import Article
    from mujaz.articles.sources import read
    from mujaz.cleaning import clean
    from mujaz.prompts import load

    known = answer_server.articles_in(ARTICLES)
    for article in read([ARTICLES]):
        assert isinstance(article, Article)
        message = load("brief@1").render(article, clean(article))[1]["content"]
        assert answer_server.article_of(message, known) == article.id


def test_the_server_is_on_this_machine_alone_and_lists_its_model(base_url: str) -> None:
    import urllib.request

    assert base_url.startswith("http://127.0.0.1:")
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{base_url}/models") as answer:
        assert [model["id"] for model in json.load(answer)["data"]] == ["written-answers"]
