"""What an endpoint sent, as a completion: only the parts that are used, and nothing in them taken for granted.

The client library builds its objects without looking at what it was sent, and servers differ in what they leave out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mujaz.errors import InvalidAnswerError, ModelError
from mujaz.model.connection import error_inside
from mujaz.model.endpoint import Endpoint
from mujaz.model.usage import stated_usage
from mujaz.model.wording import one_line

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

__all__ = ["received"]

_ENDS = {
    "length": "length", "max_tokens": "length", "max_output_tokens": "length", "model_length": "length",
    "content_filter": "content_filter", "safety": "content_filter", "recitation": "content_filter",
    "blocklist": "content_filter", "prohibited_content": "content_filter", "spii": "content_filter",
    "refusal": "content_filter", "blocked": "content_filter",
}  # fmt: skip
"""Names that servers beside OpenAI give to a cut or blocked answer, in lower case; any other is an ordinary end."""


def received(shape: Any, endpoint: Endpoint) -> ChatCompletion:
    """The JSON of an answer as a completion; null or missing choices become an empty list, null content the empty text,
    and usage that makes no sense null. Raises InvalidAnswerError, or ModelError for an error in an answer's place."""
    from openai.types.chat import ChatCompletion

    if (told := error_inside(shape)) is not None:
        said = one_line(told[1].get("message")) or "no reason given"
        raise ModelError(f"{endpoint.base_url}: an error came instead of an answer ({said}).")
    if not isinstance(shape, dict) or not ("choices" in shape or shape.get("id") or shape.get("object")):
        raise InvalidAnswerError(
            f"{endpoint.base_url}: the answer is not in the OpenAI format. "
            "Is the base URL right? It usually ends in /v1."
        )
    choices = shape.get("choices")
    if choices is not None and not isinstance(choices, list):
        raise _wrong("choices", choices)
    usage = stated_usage(shape.get("usage"))
    model = shape.get("model")
    return ChatCompletion.model_validate(
        {
            "id": "",  # servers leave it out, and nobody here reads it
            "created": 0,
            "object": "chat.completion",
            "model": model if isinstance(model, str) else "",
            "choices": [_choice(choice) for choice in (choices or [])[:1]],
            "usage": None
            if usage is None
            else {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)},
        }
    )


def _choice(choice: Any) -> dict[str, Any]:
    if not isinstance(choice, dict):
        raise _wrong("choices/0", choice)
    message = choice.get("message")
    if message is not None and not isinstance(message, dict):
        raise _wrong("choices/0/message", message)
    message = message or {}
    refusal, ended = message.get("refusal"), choice.get("finish_reason")
    return {
        "index": 0,
        "finish_reason": _ENDS.get(ended.lower(), "stop") if isinstance(ended, str) else "stop",
        "message": {
            "role": "assistant",
            "content": _text(message.get("content")),
            "refusal": refusal if isinstance(refusal, str) and refusal.strip() else None,
        },
    }


def _text(content: Any) -> str:
    """The text of a message: a string, or a list of parts of which those of type text count (Mistral's reasoning
    models put their thinking beside it)."""
    if content is None:
        return ""
    if isinstance(content, list) and all(isinstance(part, dict) for part in content):
        texts = [part.get("text") for part in content if part.get("type") in ("text", "output_text")]
        content = "".join(text for text in texts if isinstance(text, str))
    if not isinstance(content, str):
        raise _wrong("choices/0/message/content", content)
    return content.encode("utf-8", "replace").decode()  # halves of characters can be read by nobody


def _wrong(where: str, found: Any) -> InvalidAnswerError:
    kinds = {bool: "true or false", str: "a text", list: "a list", dict: "an object", type(None): "null"}
    kind = kinds.get(type(found), "a number")
    return InvalidAnswerError(f"the endpoint's answer has a wrong form ({where} is {kind})")
