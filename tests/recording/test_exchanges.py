"""Every kind of exchange is recorded from a real endpoint and replays to the same brief, or to the same error."""

from __future__ import annotations

import asyncio
import gzip
import json
import time
from pathlib import Path
from typing import Any

import pytest

from mujaz import Article
from mujaz.errors import MujazError, RefusedError, TruncatedAnswerError, UnreachableError
from mujaz.recording.manifest import Manifest
from tests.recording.building import article, cassette, record, recorder, replay, replayer
from tests.support.drafts import CHECKPOINT, answer_from_prompt, as_json, checkpoint
from tests.support.endpoint import Endpoint, Reply, error

REAL = Article.from_path(CHECKPOINT)


def wrong_at_first() -> Any:
    """Answers whose first one cites a segment that does not exist."""
    faulty = checkpoint()
    faulty["summary"][0]["evidence"] = [99]
    return [as_json(faulty), as_json(checkpoint())]


async def test_a_recorded_brief_comes_back_the_same(tmp_path: Path) -> None:
    with Endpoint([as_json(checkpoint())]) as endpoint:
        live = await record(endpoint, tmp_path, REAL)
    assert await replay(tmp_path, REAL) == live


async def test_a_re_ask_is_part_of_the_recording(tmp_path: Path) -> None:
    with Endpoint(wrong_at_first()) as endpoint:
        live = await record(endpoint, tmp_path, REAL)
    assert len(cassette(tmp_path, REAL.id).interactions) == 2
    replayed = await replay(tmp_path, REAL)
    assert replayed == live
    assert replayed[0].provenance.attempts == 2


@pytest.mark.parametrize("fault", [error(429, "slow", headers={"Retry-After": "30"}), error(500, "boom")])
async def test_a_passing_fault_replays_without_its_wait(
    tmp_path: Path, fault: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Endpoint([fault, as_json(checkpoint())]) as endpoint:
        live = await record(endpoint, tmp_path, REAL)
    assert [one.status for one in cassette(tmp_path, REAL.id).interactions] == [fault.status, 200]

    slept: list[float] = []
    really = asyncio.sleep

    async def sleep(seconds: float, *rest: Any) -> Any:
        slept.append(seconds)
        return await really(0, *rest)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    assert await replay(tmp_path, REAL) == live
    assert sum(slept) == 0


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply('{"headline_en": "Cut', finish_reason="length"), TruncatedAnswerError),
        (Reply(None, refusal="I cannot help with that."), RefusedError),
        (error(400, "this request exceeds the context: 20000 tokens of 8192 tokens"), MujazError),
    ],
)
async def test_what_the_model_does_instead_of_a_draft_replays_too(
    tmp_path: Path, reply: Reply, expected: type[MujazError]
) -> None:
    with Endpoint([reply]) as endpoint:
        with pytest.raises(expected) as live:
            await record(endpoint, tmp_path)
    with pytest.raises(expected) as replayed:
        await replay(tmp_path)
    said = str(live.value).replace(endpoint.base_url, "https://model.invalid/v1")
    assert str(replayed.value) == said
    manifest = Manifest.load(tmp_path)
    assert manifest is not None
    assert expected.__name__ in manifest.articles["bridge"].outcomes[0] or expected is MujazError


async def test_a_compressed_answer_is_recorded_in_plain_text(tmp_path: Path) -> None:
    content = as_json(checkpoint())
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
    body = {"id": "x", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}
    packed = gzip.compress(json.dumps(body).encode())
    with Endpoint([Reply(body=packed, headers={"Content-Encoding": "gzip"})]) as endpoint:
        live = await record(endpoint, tmp_path, REAL)
    assert "Two policemen killed" in (tmp_path / f"{REAL.id}.yaml").read_text(encoding="utf-8")
    assert await replay(tmp_path, REAL) == live


async def test_a_broken_answer_is_kept_as_it_was(tmp_path: Path) -> None:
    with Endpoint([Reply(body=b'{"choices": '), as_json(checkpoint())]) as endpoint:
        live = await record(endpoint, tmp_path, REAL)
    assert cassette(tmp_path, REAL.id).interactions[0].answer == b'{"choices": '
    assert await replay(tmp_path, REAL) == live


async def test_an_endpoint_that_refuses_parts_of_a_request_replays_in_the_form_it_took(tmp_path: Path) -> None:
    def picky(body: dict[str, Any]) -> Reply | str:
        if "temperature" in body:
            return error(400, "Unsupported parameter: temperature", param="temperature")
        return answer_from_prompt(body)

    first, second = article("first"), article("second")
    with Endpoint(picky) as endpoint:
        live = await record(endpoint, tmp_path, first, second)
    assert len(cassette(tmp_path, "first").interactions) == 2
    assert await replay(tmp_path, second) == live[1:]  # which never heard of the refusal
    assert await replay(tmp_path, first) == live[:1]  # without a word about the refusal being unused


async def test_conversations_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    articles = [
        article(f"a{n}", f"أعلنت بلدية النورس رقم {n + 10} إغلاق الجسر أمام الشاحنات. وقال رئيسها إن العمل مستمر.")
        for n in range(8)
    ]

    def slowly(body: dict[str, Any]) -> Reply:
        return Reply(answer_from_prompt(body), delay=0.05)

    with Endpoint(slowly) as endpoint:
        async with recorder(endpoint, tmp_path) as made:
            live = await asyncio.gather(*map(made.abrief, articles))
        assert endpoint.most_at_once > 1
    async with replayer(tmp_path) as again:
        assert await asyncio.gather(*map(again.abrief, reversed(articles))) == live[::-1]
    for one in articles:
        text = (tmp_path / f"{one.id}.yaml").read_text(encoding="utf-8")
        assert [f"رقم {n + 10} " in text for n in range(8)].count(True) == 1


async def test_samples_replay_in_the_order_they_were_recorded(tmp_path: Path) -> None:
    def numbered(number: int) -> str:
        return as_json({**checkpoint(), "headline_en": f"Two policemen killed, version {'ABC'[number]}"})

    with Endpoint([numbered(n) for n in range(3)]) as endpoint:
        live = await record(endpoint, tmp_path, REAL, REAL, REAL)
    assert len({brief.headline.text_en for brief in live}) == 3
    assert await replay(tmp_path, REAL, REAL, REAL) == live
    assert cassette(tmp_path, REAL.id).samples == 3


async def test_an_endpoint_asked_for_its_model_needs_no_second_question(tmp_path: Path) -> None:
    from mujaz import Summarizer

    with Endpoint([as_json(checkpoint())], models=[{"id": "the-only-one", "max_model_len": 32_000}]) as endpoint:
        async with Summarizer(base_url=endpoint.base_url, record=tmp_path) as made:
            live = await made.abrief(REAL)
    assert (tmp_path / "_endpoint.yaml").is_file()
    assert live.provenance.model == "the-only-one"
    (tmp_path / "_endpoint.yaml").unlink()
    assert await replay(tmp_path, REAL) == [live]


async def test_a_long_article_that_asks_for_the_context_replays(tmp_path: Path) -> None:
    long = article("long", " ".join(f"وقالت البلدية في بيانها رقم {n} إن العمل مستمر على الجسر." for n in range(300)))
    with Endpoint(answer_from_prompt, models=[{"id": "m", "max_model_len": 64_000}]) as endpoint:
        live = await record(endpoint, tmp_path, long)
    assert await replay(tmp_path, long) == live


async def test_a_conversation_that_the_endpoint_ended_leaves_the_recording_as_it_was(tmp_path: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        await record(endpoint, tmp_path)
    before = (tmp_path / "bridge.yaml").read_bytes()
    with Endpoint([error(500, "boom")] * 10) as endpoint:
        with pytest.raises(UnreachableError):
            await record(endpoint, tmp_path)
    assert (tmp_path / "bridge.yaml").read_bytes() == before


async def test_an_endpoint_lost_before_the_re_ask_leaves_no_recording_and_says_so(tmp_path: Path) -> None:
    warned: list[str] = []
    with Endpoint([wrong_at_first()[0], *[Reply(hang_up=True)] * 10]) as endpoint:
        briefs = await record(endpoint, tmp_path, REAL, warn=warned.append)
    assert briefs[0].headline.text_en
    assert not (tmp_path / f"{REAL.id}.yaml").exists()
    assert "not recorded" in warned[0]


async def test_replay_reaches_no_network_and_waits_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    with Endpoint([as_json(checkpoint())]) as endpoint:
        live = await record(endpoint, tmp_path, REAL)

    def refuse(*_: Any) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(time, "sleep", refuse)
    assert await replay(tmp_path, REAL) == live
