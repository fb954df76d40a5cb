"""What an endpoint sent, taken apart: whatever it is, the end is a completion or an error of ours."""

from __future__ import annotations

import json
from typing import Any

import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.errors import MujazError
from mujaz.model.completion import received
from mujaz.model.connection import BrokenAnswerError, document_of, error_inside
from mujaz.model.endpoint import Endpoint
from mujaz.model.identity import is_another
from mujaz.model.usage import MOST_TOKENS, stated_usage
from mujaz.model.waiting import in_words, retry_after

ENDPOINT = Endpoint("compatible", "http://127.0.0.1/v1", "m", "test")

_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
_KEYS = st.sampled_from(
    ["id", "object", "choices", "message", "content", "refusal", "finish_reason", "usage", "model", "error", "code",
     "prompt_tokens", "completion_tokens", "type", "text"]
)  # fmt: skip
JSON = st.recursive(_LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=6))


def shaped(draw: Any) -> Any:
    """A completion with something else in one of its places."""
    whole: dict[str, Any] = {
        "id": "x", "object": "chat.completion", "model": "m",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "{}"}}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1},
    }  # fmt: skip
    places = [
        (whole, "choices"), (whole, "usage"), (whole, "model"), (whole["choices"], 0),
        (whole["usage"], "prompt_tokens"), (whole["choices"][0], "message"), (whole["choices"][0], "finish_reason"),
        (whole["choices"][0]["message"], "content"), (whole["choices"][0]["message"], "refusal"),
    ]  # fmt: skip
    holder, key = draw(st.sampled_from(range(len(places))).map(lambda i: places[i]))
    holder[key] = draw(JSON)
    return whole


@settings(max_examples=150)
@given(JSON | st.composite(shaped)())
def test_any_json_is_a_completion_or_an_error_of_ours(document: Any) -> None:
    try:
        completion = received(document, ENDPOINT)
    except MujazError:
        return
    usage = completion.usage
    assert usage is None or 0 <= usage.prompt_tokens <= MOST_TOKENS
    assert all(isinstance(choice.message.content, str) for choice in completion.choices)


@pytest.mark.parametrize(
    ("usage", "meant"),
    [
        ({"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 999}, (10, 2)),
        ({"prompt_tokens": 10.0, "completion_tokens": 0}, (10, 0)),
        ({"prompt_tokens": 10.5, "completion_tokens": 0}, None),
        ({"prompt_tokens": -1, "completion_tokens": 0}, None),
        ({"prompt_tokens": True, "completion_tokens": 0}, None),
        ({"prompt_tokens": "10", "completion_tokens": 0}, None),
        ({"prompt_tokens": float("nan"), "completion_tokens": 0}, None),
        ({"prompt_tokens": float("inf"), "completion_tokens": 0}, None),
        ({"prompt_tokens": MOST_TOKENS + 1, "completion_tokens": 0}, None),
        ({"prompt_tokens": 10}, None),
        ([10, 2], None),
        (None, None),
    ],
)
def test_usage_is_believed_where_it_makes_sense(usage: Any, meant: tuple[int, int] | None) -> None:
    assert stated_usage(usage) == meant


@pytest.mark.parametrize(
    ("document", "status"),
    [
        ({"error": {"code": 429, "message": "busy"}}, 429),
        ({"error": {"code": "503"}}, 503),
        ({"error": {"code": "rate_limited"}}, 502),
        ({"error": {"code": 200, "message": "odd"}}, 502),
        ({"error": "all wrong"}, 502),
        ({"error": {}, "choices": []}, None),
        ({"error": None, "id": "batch_1"}, None),
        ({"error": {"code": 500}, "choices": [{"message": {}}]}, None),
        ({"choices": [{"finish_reason": "error"}]}, 502),
        ([{"error": {"code": 500}}], None),
    ],
)
def test_an_error_inside_an_answer_is_seen(document: Any, status: int | None) -> None:
    told = error_inside(document)
    assert (told[0] if told else None) == status


@pytest.mark.parametrize(
    ("content", "broken_off"),
    [(b"", True), (b" \n", True), (b'{"a": ', True), (b"[" * 100_000, True), (b"<html>", False), (b"Hello", False)],
    ids=["empty", "blank", "half", "deep", "page", "words"],
)
def test_what_is_no_json_is_told_apart(content: bytes, broken_off: bool) -> None:
    with pytest.raises(BrokenAnswerError) as raised:
        document_of(httpx2.Response(200, content=content))
    assert raised.value.broken_off is broken_off


@pytest.mark.parametrize(
    ("asked", "told", "another"),
    [
        ("gpt-5.4-mini", "gpt-5.4-mini-2026-03-17", False),
        ("gpt-4", "gpt-4-0613", False),
        ("openai/gpt-5.4", "gpt-5.4", False),
        ("llama3", "llama3:latest", False),
        ("Qwen2.5", "/models/qwen2.5.gguf", False),
        ("some-latest", "some-20260101", False),
        ("anything", "", False),
        ("gpt-5.4", "gpt-5.4-mini", True),
        ("llama3", "llama3.1", True),
        ("a", "b", True),
    ],
)
def test_another_model_is_told_from_another_name_of_the_same(asked: str, told: str, another: bool) -> None:
    assert is_another(asked, told) is another


@pytest.mark.parametrize(
    ("headers", "meant"),
    [
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "2.5s"}, 2.5),
        ({"retry-after": "Thu, 01 Jan 1970 00:01:40 GMT"}, 40.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:10 GMT"}, None),
        ({"retry-after": "Thu, 99 Jan 99999 00:00:10 GMT"}, None),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "0"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_retry_after_counts_where_it_is_a_time_to_come(headers: dict[str, str], meant: float | None) -> None:
    assert retry_after(headers, today=60.0) == meant


def test_durations_are_said_in_their_unit() -> None:
    assert [in_words(seconds) for seconds in (0.02, 7, 119, 300, 10_800, 999_999)] == [
        "1 s", "7 s", "119 s", "5 min", "3 h", "12 days",
    ]  # fmt: skip


def test_a_message_in_parts_is_its_text() -> None:
    parts = [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": '{"a"'}, {"type": "text", "text": ": 1}"}]
    answer = received({"id": "x", "choices": [{"message": {"content": parts}}]}, ENDPOINT)
    assert json.loads(answer.choices[0].message.content or "") == {"a": 1}
