"""No key reaches anything that is printed, logged or written, whatever the endpoint repeats of it."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from tests.bulk.batch.running import command as batch_command
from tests.secrets.planting import GATEWAY, KEY, OTHER, Place, echoed, failing, forms, telling
from tests.support.batch_endpoint import BatchEndpoint, completion, failure
from tests.support.endpoint import Endpoint, Reply

pytestmark = pytest.mark.slow

_QUICK = ("--format", "json", "--format", "html", "--format", "md", "--format", "terminal", "--out", "out", "--force")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    return Place(tmp_path, monkeypatch)


def demand_sent(endpoint: Endpoint) -> None:
    """The key was really used; the other one was not."""
    assert set(endpoint.keys) == {f"Bearer {KEY}"}


def test_the_search_finds_every_form(place: Place) -> None:
    place.note("here", telling().encode())
    for secret in (KEY, GATEWAY):
        with pytest.raises(AssertionError):
            place.demand_clean(secret)
    assert len(forms(KEY)) > 8


def test_a_brief(place: Place) -> None:
    with Endpoint(echoed, models=[{"id": f"m-{KEY}"}]) as endpoint:
        place.run("brief", "news", *_QUICK, "--base-url", endpoint.base_url)
        place.run("brief", "news/1.txt", "--format", "json", "--base-url", endpoint.base_url, "--model", "m")
    demand_sent(endpoint)
    text = (place.folder / "out" / "1.json").read_text(encoding="utf-8")
    assert "It is said that the key [removed]" in text
    place.demand_clean(KEY, OTHER, GATEWAY)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 429, 500])
def test_a_refusal(place: Place, status: int) -> None:
    with Endpoint(failing(status)) as endpoint:
        place.run("brief", "news/1.txt", *_QUICK, "--base-url", endpoint.base_url, "--model", "m", code=(1, 5))
    demand_sent(endpoint)
    place.demand_clean(KEY, OTHER, GATEWAY)


def test_nobody_there_or_somebody_else(place: Place) -> None:
    with Endpoint() as endpoint:
        gone = endpoint.base_url
    place.run("brief", "news", "--base-url", gone, "--model", "m", code=5)
    odd = [Reply(body=f"<h1>{telling()}</h1>".encode()), Reply(body=telling().encode()), Reply(raw=telling().encode())]
    with Endpoint(odd) as endpoint:
        for _ in odd:
            place.run("brief", "news/1.txt", "--base-url", endpoint.base_url, "--model", "m", code=(1, 5))
    place.demand_clean(KEY, OTHER, GATEWAY)


def test_recordings(place: Place) -> None:
    with Endpoint(echoed) as endpoint:
        place.run("brief", "news", *_QUICK, "--record", "set", "--base-url", endpoint.base_url, "--model", "m")
    demand_sent(endpoint)
    place.run("brief", "news", *_QUICK, "--replay", "set")
    with Endpoint(failing(500)) as endpoint:
        place.run(
            "brief", "news", *_QUICK, "--record", "bad", "--base-url", endpoint.base_url, "--model", "m", code=(1, 5)
        )
    assert len(list((place.folder / "set").iterdir())) > 2
    place.demand_clean(KEY, OTHER, GATEWAY)


def test_a_recording_set(place: Place) -> None:
    articles = place.folder / "eval" / "articles"
    articles.mkdir(parents=True)
    text = (place.folder / "news" / "1.txt").read_text(encoding="utf-8")
    (articles / "a.json").write_text(json.dumps({"id": "a", "text": text}), encoding="utf-8")
    with Endpoint(echoed) as endpoint:
        at = ("--base-url", endpoint.base_url, "--model", "m", "--answered-by", "a script")
        place.run("eval", "record", "--set", "s", *at)
    demand_sent(endpoint)
    assert (place.folder / "cassettes" / "s" / "a.yaml").exists()
    place.demand_clean(KEY, OTHER, GATEWAY)


def test_a_run_over_many_articles(place: Place) -> None:
    def script(body: dict[str, Any]) -> Reply:
        place.snapshot()
        return failing(400)(body) if "النورس" in json.dumps(body, ensure_ascii=False) else echoed(body)

    with Endpoint(script) as endpoint:
        at = ("--base-url", endpoint.base_url, "--model", "m", "--patience", "0.01")
        place.run("bulk", "run", "in.jsonl", "--out", "run", "--yes", "--log-json", "log.jsonl", *at, code=(0, 1))
    demand_sent(endpoint)
    place.run("bulk", "status", "run", "--json")
    place.run("bulk", "status", "run")
    for format_ in ("jsonl", "csv", "parquet"):
        place.run("bulk", "export", "run", "--format", format_, "--out", "tables")
    place.run("bulk", "export", "run", "--format", "geojson", "--out", "tables")
    assert (place.folder / "tables" / "briefs.csv").stat().st_size > 500
    assert any(label.startswith("ledger.sqlite-wal") for label, _ in place.said)
    place.demand_clean(KEY, OTHER, GATEWAY)


def test_a_run_by_way_of_batches(place: Place) -> None:
    def script(body: dict[str, Any]) -> Any:
        place.snapshot()
        if "النورس" in json.dumps(body, ensure_ascii=False):
            return failure(400, telling(), code=KEY)
        content = echoed(body).content
        assert isinstance(content, str)
        return completion(content)

    with BatchEndpoint(script, key=KEY) as endpoint:
        place.run(*batch_command(endpoint), "--yes", "--log-json", "log.jsonl", code=(0, 1))
    place.run("bulk", "export", "run", "--format", "jsonl", "--out", "tables")
    assert (place.folder / "tables" / "briefs.jsonl").stat().st_size > 500
    place.demand_clean(KEY, OTHER, GATEWAY)


def test_the_doctor(place: Place) -> None:
    with Endpoint(echoed, models=[{"id": f"m-{KEY}"}]) as endpoint:
        ran = place.run("doctor", "--base-url", endpoint.base_url)
        assert "a key is set" in ran.stdout
    with Endpoint(failing(401), models=[{"id": KEY}, {"id": GATEWAY}]) as endpoint:
        place.run("doctor", "--base-url", endpoint.base_url, code=(2, 5))
        place.run("doctor", "--base-url", endpoint.base_url, "--model", "m", code=(1, 2, 5))
    place.demand_clean(KEY, OTHER, GATEWAY)


@pytest.mark.parametrize(
    "url",
    [
        f"http://user:{OTHER}@127.0.0.1:9/v1",
        f"http://{OTHER}@127.0.0.1:9/v1",
        f"http://127.0.0.1:9/v1?api_key={OTHER}",
        f"http://127.0.0.1:9/v1#{OTHER}",
        f"http://127.0.0.1:port/{OTHER}",
        f"ftp://{OTHER}",
        f"http:///{OTHER}\n",
    ],
)
def test_a_key_in_the_base_url_is_refused_unseen(place: Place, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at = ("--base-url", url, "--model", "m")
    for ran in (("brief", "news"), ("doctor",), ("bulk", "run", "in.jsonl", "--out", "run", "--yes")):
        place.run(*ran, *at, code=2)
        place.said[-1] = (ran[0], place.said[-1][1])  # what was typed is no leak
    for name in ("MUJAZ_BASE_URL", "OPENAI_BASE_URL"):
        monkeypatch.setenv(name, url)
        place.run("brief", "news", "--model", "m", code=2)
        monkeypatch.delenv(name)
    place.demand_clean(OTHER)


@pytest.mark.parametrize("key", [f"{OTHER} {OTHER}", f"{OTHER}\u200b", f"{OTHER}é"])
def test_a_key_that_cannot_be_sent_is_refused_unseen(place: Place, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MUJAZ_API_KEY", "OPENAI_API_KEY"):
        with monkeypatch.context() as patch:
            patch.setenv(name, key)
            place.run("brief", "news", code=2)
            place.run("doctor", code=2)
    place.demand_clean(OTHER)


@pytest.mark.parametrize(
    "proxy", [f"http://user:{OTHER}@127.0.0.1:9", f"htp://user:{OTHER}@x", f"http://user:{OTHER}@x:y"]
)
def test_a_password_of_a_proxy(place: Place, proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy)
    place.run("brief", "news/1.txt", "--base-url", "http://model.invalid/v1", "--model", "m", code=(2, 5))
    place.run("doctor", "--base-url", "https://model.invalid/v1", "--model", "m", code=(2, 5))
    place.demand_clean(OTHER)


def test_a_password_in_the_address_of_an_article(place: Place) -> None:
    place.run(
        "brief", f"http://user:{OTHER}@127.0.0.1:9/a", "--base-url", "http://127.0.0.1:9/v1", "--model", "m", code=2
    )
    place.said[-1] = ("brief", place.said[-1][1])
    place.demand_clean(OTHER)


def test_logs_at_their_most_talkative(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("openai", "httpx2", "httpcore2", "instructor"):
        logging.getLogger(name).setLevel(logging.DEBUG)

    def silent(body: dict[str, Any]) -> Reply:
        return Reply(echoed(body).content)

    with Endpoint(silent) as endpoint:
        place.run("brief", "news/1.txt", "--format", "json", "--base-url", endpoint.base_url, "--model", "m")
    with Endpoint(lambda _: Reply(status=401, body=telling().encode())) as endpoint:
        place.run("brief", "news/1.txt", "--base-url", endpoint.base_url, "--model", "m", code=5)
    assert len(caplog.records) > 10
    place.note("logs", caplog.text.encode("utf-8", "replace"))
    place.demand_clean(KEY, OTHER, GATEWAY)
    for name in ("openai", "httpx2", "httpcore2", "instructor"):
        logging.getLogger(name).setLevel(logging.NOTSET)
