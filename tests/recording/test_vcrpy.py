"""pytest-recording and the command line write and read the same files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import vcr  # type: ignore[import-untyped]

from mujaz import Article, Summarizer
from mujaz.errors import UnreachableError
from mujaz.model.client import Client, Retries
from mujaz.model.endpoint import Endpoint as Chosen
from mujaz.pipeline import Settings, brief_article
from mujaz.prompts import load
from mujaz.recording import vcrpy
from mujaz.recording.cassette import Cassette, request_tree
from mujaz.recording.manifest import Manifest
from mujaz.recording.shared import SharedParts
from mujaz.schema.brief import Brief
from tests.recording.building import NEWS, article, cassette
from tests.support.drafts import CHECKPOINT, answer_from_prompt, as_json, checkpoint
from tests.support.endpoint import Endpoint, error

REAL = Article.from_path(CHECKPOINT)
NOBODY = "http://127.0.0.1:9/v1"
"""The discard port: nobody listens there."""


@pytest.fixture(scope="module")
def vcr_cassette_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A set recorded as `mujaz brief --record` does."""
    folder = tmp_path_factory.mktemp("set")
    faulty = checkpoint()
    faulty["summary"][0]["evidence"] = [99]
    with Endpoint([as_json(faulty), error(429, "slow"), as_json(checkpoint())]) as endpoint:
        with Summarizer("m", base_url=endpoint.base_url, record=folder, retries=Retries(first=0.01)) as made:
            made.brief(REAL)
    yield str(folder)


async def brief(one: Article, base_url: str = NOBODY) -> Brief:
    endpoint = Chosen("compatible", base_url, "m", "test", api_key="sk-planted-AAAABBBB")
    retries = Retries(tries=3, first=0.01, longest=0.01)
    async with Client(endpoint, retries=retries) as client:
        return await brief_article(one, client, Settings(load("brief@1")))


@pytest.mark.vcr
@pytest.mark.default_cassette("wadi-sukkar-checkpoint")
async def test_pytest_recording_replays_what_the_command_line_recorded() -> None:
    made = await brief(REAL)
    assert made.headline.text_en.startswith("Two policemen killed")
    assert made.provenance.attempts == 2


@pytest.mark.vcr
@pytest.mark.default_cassette("wadi-sukkar-checkpoint")
async def test_pytest_recording_does_not_answer_another_request() -> None:
    with pytest.raises(UnreachableError):
        await brief(article(text=NEWS))


def used(folder: Path, mode: str) -> Any:
    """vcrpy by itself, with our files and our matching."""
    recorder = vcr.VCR(
        cassette_library_dir=str(folder), record_mode=mode, path_transformer=vcr.VCR.ensure_suffix(".yaml")
    )
    vcrpy.configure(recorder)
    return recorder.use_cassette("bridge", **vcrpy.options())


async def test_the_command_line_replays_what_vcrpy_recorded(tmp_path: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        with used(tmp_path, "once"):
            live = await brief(article(), endpoint.base_url)
    assert [one.status for one in cassette(tmp_path).interactions] == [200]
    prompt = load("brief@1")
    from mujaz.model.dialect import Dialect, schema_sha256

    Manifest(
        answered_by="a script",
        model="m",
        endpoint="compatible",
        path_prefix="/v1",
        context=None,
        recorded="2025-01-01",
        prompt=prompt.spec,
        prompt_sha256=prompt.sha256,
        schema_sha256=schema_sha256(),
        parameters=prompt.parameters,
        max_tokens=None,
        dialect=Dialect(),
        reasks=1,
    ).save(tmp_path)
    async with Summarizer(replay=tmp_path) as replayed:
        assert await replayed.abrief(article()) == live


async def test_vcrpy_writes_no_secrets_and_readable_files(tmp_path: Path) -> None:
    echo = error(
        500,
        "no such key: sk-planted-AAAABBBB, planted-request",
        headers={"x-request-id": "planted-request", "set-cookie": "a=planted-cookie"},
    )
    said = iter([echo])
    with Endpoint(lambda body: next(said, None) or answer_from_prompt(body)) as endpoint:
        with used(tmp_path, "once"):
            await brief(article(), endpoint.base_url)
    text = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert "planted" not in text
    assert "127.0.0.1" not in text
    assert "سامر الحلواني" in text
    assert "headline_en: The article opens" in text


def test_vcrpy_takes_every_file_of_a_set(vcr_cassette_dir: str) -> None:
    from vcr.serialize import deserialize  # type: ignore[import-untyped]

    folder = Path(vcr_cassette_dir)
    text = (folder / "wadi-sukkar-checkpoint.yaml").read_text(encoding="utf-8")
    requests, responses = deserialize(text, vcrpy.Serializer(folder))
    ours = Cassette.load(folder / "wadi-sukkar-checkpoint.yaml", SharedParts(folder))
    assert ours is not None
    assert [request_tree(request.body) for request in requests] == [one.tree for one in ours.interactions]
    assert [response["status"]["code"] for response in responses] == [200, 429, 200]


async def test_the_matcher_says_what_differs(tmp_path: Path) -> None:
    def request(host: str, **body: Any) -> Any:
        return vcr.request.Request("POST", f"{host}/v1/chat/completions", json.dumps(body), {})

    one, other = request("http://127.0.0.1:9", model="a", seed=1), request("https://model.invalid", seed=1, model="b")
    with pytest.raises(AssertionError, match="the model; first: model: recorded 'b', now 'a'"):
        vcrpy._same_request(one, other)
    vcrpy._same_request(one, request("https://model.invalid", seed=1, model="a"))


@pytest.mark.vcr
@pytest.mark.default_cassette("wadi-sukkar-checkpoint")
async def test_the_network_stays_closed_under_a_cassette() -> None:
    async with httpx2.AsyncClient(trust_env=False) as client:
        with pytest.raises(Exception, match="wadi-sukkar-checkpoint"):
            await client.get("https://example.org/")
