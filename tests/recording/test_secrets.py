"""No key, account, cookie or request id reaches a file: secrets are planted everywhere and looked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mujaz import Article, Summarizer
from mujaz.errors import AuthenticationError
from mujaz.recording.secrets import clean_answer, secrets_of
from tests.recording.building import QUICK, record
from tests.support.drafts import CHECKPOINT, as_json, checkpoint
from tests.support.endpoint import Endpoint, Reply, error

KEY = "sk-planted-AAAABBBBCCCCDDDD"
ACCOUNT = "org-plantedAccount77"
PLANTED = {
    "x-request-id": "req_planted0123456789",
    "openai-organization": ACCOUNT,
    "openai-project": "proj_plantedProject55",
    "set-cookie": "__cf_bm=plantedCookie9876; Path=/; HttpOnly",
    "cf-ray": "8planted1234-FRA",
    "x-session-token": "plantedSession4321",
}
LOOKED_FOR = ("planted", "sk-", "127.0.0.1")


def written(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*")) if path.is_file())


def echoing() -> Reply:
    """An error whose body repeats what it was sent, as some servers do."""
    said = f"Incorrect key {KEY} (also sk-pla***DDDD) of {ACCOUNT}, request {PLANTED['x-request-id']}"
    return error(500, said, headers=PLANTED, request_id="planted-in-the-body", user="planted-user")


def completion(content: str) -> bytes:
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
    body = {
        "id": "chatcmpl-planted",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "system_fingerprint": "fp_planted",
        "choices": [choice],
        "metadata": {"user_id": "planted-user"},
    }
    return json.dumps(body, ensure_ascii=False).encode()


async def test_secrets_stay_out_of_recordings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", ACCOUNT)
    answer = Reply(body=completion(as_json(checkpoint())), headers=PLANTED)
    with Endpoint([echoing(), answer], key=KEY) as endpoint:
        await record(endpoint, tmp_path, Article.from_path(CHECKPOINT), api_key=KEY)
    text = written(tmp_path)
    assert "Two policemen killed" in text
    for secret in LOOKED_FOR:
        assert secret not in text


async def test_a_refused_key_is_not_recorded_at_all(tmp_path: Path) -> None:
    with Endpoint([], key="another") as endpoint:
        with pytest.raises(AuthenticationError):
            await record(endpoint, tmp_path, api_key=KEY)
    assert written(tmp_path) == ""


async def test_a_key_in_the_address_stays_out(tmp_path: Path) -> None:
    import httpx2

    from mujaz.model.dialect import Dialect
    from mujaz.model.endpoint import Endpoint as Chosen
    from mujaz.prompts import load
    from mujaz.recording import current
    from mujaz.recording.choice import RecordTo
    from mujaz.recording.record import Recorder
    from tests.recording.building import article

    prompt = load("brief@1")
    with Endpoint([]) as endpoint:  # which answers 404 and repeats the path, with its query
        chosen = Chosen("compatible", endpoint.base_url, "m", "test")
        options: Any = {"prompt": prompt, "parameters": prompt.parameters, "max_tokens": None, "reasks": 1}
        recorder = Recorder(RecordTo(tmp_path), endpoint=chosen, **options)
        async with recorder.http_client(chosen, lambda: (chosen, Dialect())) as client:
            with current.take(article()):
                url = f"{endpoint.base_url}/chat/completions?api-key=plantedQuery&other=planted%2FValue"
                answer: httpx2.Response = await client.post(url, json={"messages": []})
        recorder.close()
    assert answer.status_code == 404
    text = written(tmp_path)
    assert "no such path" in text
    for secret in LOOKED_FOR:
        assert secret not in text


def test_words_of_an_answer_are_no_secrets() -> None:
    request = [
        ("authorization", "Bearer short-key-123"),
        ("user-agent", "AsyncOpenAI/Python"),
        ("accept", "text/plain"),
    ]
    response = [("set-cookie", "a=cookie-value; Path=/; HttpOnly; Secure"), ("x-powered-by", "Express")]
    found = secrets_of("https://h/v1/x?key=query-value", request, response)
    assert {"short-key-123", "cookie-value", "query-value"} <= set(found)
    body = json.dumps({"said": "The Bearer of Secure HttpOnly news, by Express"}).encode()
    assert clean_answer(body, 200, found) == body


def test_a_completion_that_speaks_of_keys_keeps_its_words() -> None:
    body = json.dumps({"choices": [{"message": {"content": "The ministry's sk-language portal, org-chart included"}}]})
    assert clean_answer(body.encode(), 200, []) == body.encode()


def test_live_summaries_carry_their_own_key_unharmed(tmp_path: Path) -> None:
    """The answer that the caller gets is the recorded one; the request that is sent has its key."""
    with Endpoint([as_json(checkpoint())], key=KEY) as endpoint:
        with Summarizer("m", base_url=endpoint.base_url, api_key=KEY, record=tmp_path, retries=QUICK) as summarizer:
            assert summarizer.brief(Article.from_path(CHECKPOINT)).headline.text_en
