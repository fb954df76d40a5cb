"""How a request is put, and what is given up when an endpoint refuses a part of it."""

from __future__ import annotations

import re
from typing import Any

import httpx2
import openai
import pytest

from mujaz.model.dialect import Dialect, draft_schema
from mujaz.model.endpoint import Endpoint
from mujaz.prompts import Parameters

MESSAGES = [{"role": "system", "content": "Brief it."}, {"role": "user", "content": "[1] خبر"}]
PARAMETERS = Parameters(temperature=0.0, max_tokens=500, seed=7)


def refusal(message: str, param: str | None = None) -> openai.BadRequestError:
    request = httpx2.Request("POST", "http://127.0.0.1/v1/chat/completions")
    body = {"message": message, "param": param, "type": "invalid_request_error", "code": None}
    return openai.BadRequestError(message, response=httpx2.Response(400, request=request), body=body)


def objects(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for item in node for found in objects(item)]
    if isinstance(node, dict):
        own = [node] if node.get("type") == "object" else []
        return own + [found for value in node.values() for found in objects(value)]
    return []


def strings(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for item in node for found in strings(item)]
    if isinstance(node, dict):
        own = [node] if node.get("type") == "string" and "enum" not in node else []
        return own + [found for value in node.values() for found in strings(value)]
    return []


def test_every_object_of_the_schema_is_closed_and_requires_all_its_properties() -> None:
    found = objects(draft_schema())
    assert len(found) > 8
    for node in found:
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])


def test_every_string_and_list_of_the_schema_is_bounded() -> None:
    for node in strings(draft_schema()):
        assert 0 < node.get("maxLength", 2000) < 2000 or re.search(r"\{0,\d{1,3}\}\$$", node["pattern"])
    text = repr(draft_schema())
    assert text.count("'type': 'array'") == text.count("'maxItems'")


def test_the_fullest_form_is_tried_first() -> None:
    body = Dialect().body(MESSAGES, PARAMETERS)
    assert body["messages"] == MESSAGES
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["response_format"]["json_schema"]["schema"] == draft_schema()
    assert (body["temperature"], body["seed"], body["max_tokens"]) == (0.0, 7, 500)


def test_openai_gets_its_own_name_for_the_bound_on_the_answer() -> None:
    openai_endpoint = Endpoint("openai", "https://api.openai.com/v1", "m", "")
    assert "max_completion_tokens" in Dialect.first_for(openai_endpoint).body(MESSAGES, PARAMETERS)


def test_refused_schema_limits_are_given_up_then_the_schema_itself() -> None:
    plain = Dialect().without(refusal("Invalid schema for response_format: 'maxLength' is not permitted"))
    assert plain is not None
    text = repr(plain.body(MESSAGES, PARAMETERS)["response_format"])
    assert "maxLength" not in text
    assert "maxItems" not in text
    assert "'headline_en'" in text
    prompt = plain.without(refusal("response_format is not supported"))
    assert prompt is not None
    body = prompt.body(MESSAGES, PARAMETERS)
    assert "response_format" not in body
    assert '"headline_en"' in body["messages"][0]["content"]
    assert body["messages"][1] == MESSAGES[1]
    assert prompt.without(refusal("response_format is not supported")) is None


@pytest.mark.parametrize(
    ("message", "param", "gone"),
    [
        ("Unrecognized request argument supplied: seed", None, "seed"),
        ("Extra inputs are not permitted: seed", None, "seed"),
        ("Unsupported value: 'temperature' does not support 0 with this model.", "temperature", "temperature"),
        ("unknown field", "seed", "seed"),
        ("Unsupported parameter: 'max_tokens' is not supported with this model.", "max_tokens", "max_tokens"),
    ],
)
def test_a_refused_parameter_is_left_out(message: str, param: str, gone: str) -> None:
    following = Dialect().without(refusal(message, param))
    assert following is not None
    assert gone not in following.body(MESSAGES, PARAMETERS)


def test_a_refusal_about_something_else_changes_nothing() -> None:
    assert Dialect().without(refusal("your prompt was flagged")) is None


def test_what_was_sent_is_reported_as_it_was_sent() -> None:
    following = Dialect().without(refusal("'temperature' is unsupported", "temperature"))
    assert following is not None
    assert following.sent(PARAMETERS) == {"temperature": None, "max_tokens": 500, "seed": 7, "schema": "full"}
