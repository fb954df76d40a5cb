"""The client against an endpoint on loopback: retries, refusals, and which error a user gets."""

from __future__ import annotations

import time
from collections.abc import Sequence
from email.utils import formatdate
from typing import Any

import openai
import pytest

from mujaz.errors import (
    AuthenticationError,
    ContextTooLongError,
    EndpointError,
    ModelError,
    MujazError,
    RateLimitedError,
    UnknownModelError,
    UnreachableError,
)
from mujaz.model.client import Client, Retries
from mujaz.model.endpoint import Endpoint as Chosen
from mujaz.model.exchange import Answer, Problem
from mujaz.prompts import Parameters
from mujaz.schema.draft import Draft
from tests.support.drafts import as_json, checkpoint
from tests.support.endpoint import Endpoint, Reply, error

MESSAGES = [{"role": "system", "content": "Brief it."}, {"role": "user", "content": "[1] خبر"}]
PARAMETERS = Parameters(temperature=0.0, max_tokens=500, seed=7)
QUICK = Retries(tries=3, first=0.01, longest=0.05)
GOOD = as_json(checkpoint())


def accept(_: Draft) -> Sequence[Problem]:
    return ()


async def ask(endpoint: Endpoint, *, model: str | None = "scripted", key: str | None = None, **options: Any) -> Answer:
    chosen = Chosen("compatible", endpoint.base_url, model, "test", api_key=key)
    async with Client(chosen, **{"retries": QUICK, **options}) as client:
        return await client.draft(MESSAGES, PARAMETERS, accept, 1)


async def test_a_draft_comes_back_with_its_usage() -> None:
    with Endpoint([GOOD]) as endpoint:
        answer = await ask(endpoint)
    assert answer.draft == Draft.model_validate(checkpoint())
    assert answer.attempts[0].completion_tokens
    assert endpoint.requests[0]["model"] == "scripted"


@pytest.mark.parametrize(
    "fault",
    [error(500, "boom"), error(503, "busy"), error(429, "slow down"), Reply(hang_up=True), Reply(body=b'{"choices": ')],
)
async def test_a_passing_fault_is_tried_again_once_for_each_layer(fault: Reply) -> None:
    with Endpoint([fault, GOOD]) as endpoint:
        await ask(endpoint)
    assert len(endpoint.requests) == 2


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (error(500, "boom"), UnreachableError),
        (error(429, "slow down"), RateLimitedError),
        (Reply(hang_up=True), UnreachableError),
    ],
)
async def test_a_lasting_fault_ends_after_the_allowed_tries(fault: Reply, expected: type[MujazError]) -> None:
    with Endpoint([fault] * 10) as endpoint:
        with pytest.raises(expected, match="3 tries") as raised:
            await ask(endpoint)
    assert len(endpoint.requests) == 3
    assert raised.value.retryable


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (error(401, "Incorrect API key provided", code="invalid_api_key"), AuthenticationError),
        (error(403, "not allowed"), AuthenticationError),
        (error(404, "The model does not exist", code="model_not_found"), UnknownModelError),
        (error(429, "You exceeded your current quota", code="insufficient_quota"), AuthenticationError),
        (error(400, "your prompt was flagged"), ModelError),
    ],
)
async def test_a_fault_that_stays_is_not_tried_again(fault: Reply, expected: type[MujazError]) -> None:
    with Endpoint([fault] * 10) as endpoint:
        with pytest.raises(expected) as raised:
            await ask(endpoint)
    assert len(endpoint.requests) == 1
    assert not raised.value.retryable


async def test_a_wrong_key_is_named_without_showing_it() -> None:
    with Endpoint([GOOD], key="right") as endpoint:
        with pytest.raises(AuthenticationError) as raised:
            await ask(endpoint, key="sk-wrong-and-secret")
    assert "OPENAI_API_KEY" in str(raised.value)
    assert "sk-wrong-and-secret" not in str(raised.value)


@pytest.mark.parametrize(
    "said",
    [
        error(
            400,
            "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
            code="context_length_exceeded",
        ),
        error(
            400,
            "request (9000 tokens) exceeds the available context size (8192 tokens), try increasing it",
            type="exceed_context_size_error",
        ),
    ],
)
async def test_a_text_over_the_context_is_refused_with_both_sizes(said: Reply) -> None:
    with Endpoint([said]) as endpoint:
        with pytest.raises(ContextTooLongError, match=r"9000(.|\n)*8192|8192(.|\n)*9000"):
            await ask(endpoint)


async def test_a_long_text_is_measured_before_it_is_sent() -> None:
    models = [{"id": "scripted", "max_model_len": 8192}]
    messages = [MESSAGES[0], {"role": "user", "content": "كلمة " * 4000}]
    with Endpoint([GOOD], models=models) as endpoint:
        async with Client(Chosen("compatible", endpoint.base_url, "scripted", "test"), retries=QUICK) as client:
            with pytest.raises(ContextTooLongError, match=r"about 9,\d+ tokens .* 8,192"):
                await client.draft(messages, PARAMETERS, accept, 0)
    assert endpoint.requests == []


async def test_nobody_listening_is_said_plainly() -> None:
    with Endpoint() as endpoint:
        url = endpoint.base_url
    async with Client(Chosen("compatible", url, "m", "test"), retries=QUICK) as client:
        with pytest.raises(UnreachableError, match="cannot be reached after 3 tries.*Is the server running"):
            await client.draft(MESSAGES, PARAMETERS, accept, 0)


async def test_an_answer_that_takes_too_long_is_given_up() -> None:
    with Endpoint([Reply(GOOD, delay=1.0)] * 3) as endpoint:
        with pytest.raises(UnreachableError, match="no answer in time"):
            await ask(endpoint, timeout=0.1)


@pytest.mark.parametrize(
    "page",
    [
        Reply(body=b"<html>It works</html>", headers={"Content-Type": "text/html"}),
        Reply(body=b'{"hello": 1}'),
        Reply(body=b'{"choices": '),
        Reply(body=b"[]"),
    ],
)
async def test_an_answer_in_another_format_is_an_error_of_ours(page: Reply) -> None:
    with Endpoint([page] * 5) as endpoint:
        with pytest.raises(MujazError):
            await ask(endpoint)


async def test_null_choices_count_as_an_invalid_answer() -> None:
    with Endpoint([Reply(body=b'{"id": "x", "object": "chat.completion", "choices": null}'), GOOD]) as endpoint:
        answer = await ask(endpoint)
    assert len(answer.attempts) == 2


async def test_what_an_endpoint_refuses_is_left_out_from_then_on() -> None:
    def script(body: dict[str, Any]) -> Reply | str:
        if "temperature" in body:
            return error(400, "Unsupported value: 'temperature'", param="temperature")
        if "maxLength" in repr(body.get("response_format")):
            return error(400, "Invalid schema for response_format 'draft': 'maxLength' is not permitted.")
        return GOOD

    with Endpoint(script) as endpoint:
        async with Client(Chosen("compatible", endpoint.base_url, "m", "test"), retries=QUICK) as client:
            for _ in range(2):
                await client.draft(MESSAGES, PARAMETERS, accept, 0)
            assert client.dialect.schema == "plain"
    assert len(endpoint.requests) == 4
    assert "temperature" not in endpoint.requests[3]


async def test_the_only_model_of_an_endpoint_needs_no_name() -> None:
    with Endpoint([GOOD], models=[{"id": "the-one"}]) as endpoint:
        await ask(endpoint, model=None)
    assert endpoint.requests[0]["model"] == "the-one"


async def test_several_models_ask_for_a_choice() -> None:
    with Endpoint([GOOD], models=[{"id": "a"}, {"id": "b"}]) as endpoint:
        with pytest.raises(EndpointError, match="serves: a, b"):
            await ask(endpoint, model=None)


@pytest.mark.parametrize(("header", "low", "high"), [("7", 7, 7), ("7.5", 7.5, 7.5), (None, 0, 0), ("soon", 0, 0)])
def test_the_wait_follows_retry_after(header: str | None, low: float, high: float) -> None:
    waited = _wait(header, Retries(first=0.0))
    assert low <= waited <= high


def test_the_wait_follows_retry_after_as_a_date_and_is_bounded() -> None:
    assert 20 < _wait(formatdate(time.time() + 30, usegmt=True), Retries()) <= 31
    assert _wait("100000", Retries(longest=60)) == 60


def _wait(header: str | None, retries: Retries) -> float:
    import httpx2
    import tenacity

    request = httpx2.Request("POST", "http://127.0.0.1/")
    headers = {"retry-after": header} if header else {}
    response = httpx2.Response(429, request=request, headers=headers)
    state = tenacity.RetryCallState(retry_object=None, fn=None, args=(), kwargs={})  # type: ignore[arg-type]
    failed = openai.RateLimitError("slow down", response=response, body=None)
    state.set_exception((type(failed), failed, None))
    return retries.wait(state)


async def test_a_proxy_of_the_environment_does_not_stand_before_the_embedded_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Endpoint([GOOD]) as endpoint, Endpoint() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.base_url.removesuffix("/v1"))
        chosen = Chosen("embedded", endpoint.base_url, "m", "test", context=16_384)
        async with Client(chosen, retries=QUICK) as client:
            await client.draft(MESSAGES, PARAMETERS, accept, 0)
    assert len(endpoint.requests) == 1
