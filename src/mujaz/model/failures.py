"""From the client library's errors to ours: the one place where they are translated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import httpx2
import openai
from pydantic import BaseModel, ValidationError

from mujaz.errors import (
    AuthenticationError,
    ContextTooLongError,
    InvalidAnswerError,
    ModelError,
    MujazError,
    RateLimitedError,
    UnknownModelError,
    UnreachableError,
)
from mujaz.model.endpoint import Endpoint

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

__all__ = ["is_transient", "received", "translate"]

_TOKENS = re.compile(r"(\d{3,})(?= tokens)")
_CONTEXT = ("context_length_exceeded", "exceed_context_size_error")


def is_transient(error: BaseException) -> bool:
    """Whether the same request may succeed in a moment."""
    if isinstance(error, openai.APITimeoutError):
        return isinstance(error.__cause__, httpx2.ConnectTimeout)  # a slow answer would be slow, and paid, again
    if isinstance(error, openai.APIConnectionError | ValueError):
        return True
    if isinstance(error, openai.RateLimitError):
        return error.code != "insufficient_quota"
    return isinstance(error, openai.APIStatusError) and (error.status_code in (408, 409) or error.status_code >= 500)


def received(answer: Any, endpoint: Endpoint) -> ChatCompletion:
    """`answer` if it is a completion as the API describes it; null or missing choices become an empty list.

    The client library builds its objects without looking at what it was sent. Raises InvalidAnswerError.
    """
    from openai.types.chat import ChatCompletion

    shape = answer.model_dump(warnings=False) if isinstance(answer, BaseModel) else answer
    if isinstance(shape, dict) and shape.get("choices") is None and ("id" in shape or "object" in shape):
        shape["choices"] = []
    if not isinstance(shape, dict) or "choices" not in shape:
        raise InvalidAnswerError(
            f"{endpoint.base_url}: the answer is not in the OpenAI format. "
            "Is the base URL right? It usually ends in /v1."
        )
    for name, stand_in in (("id", ""), ("created", 0), ("model", ""), ("object", "chat.completion")):
        shape[name] = shape.get(name) or stand_in  # servers leave these out, and nobody here reads them
    if not _usable_usage(shape.get("usage")):
        shape["usage"] = None
    try:
        return ChatCompletion.model_validate(shape)
    except ValidationError as error:
        item = error.errors(include_url=False)[0]
        where = "/".join(str(part) for part in item["loc"])
        raise InvalidAnswerError(f"the endpoint's answer has a wrong form ({where}: {item['msg']})") from error


def _usable_usage(usage: Any) -> bool:
    counts = ("prompt_tokens", "completion_tokens")
    return isinstance(usage, dict) and all(isinstance(usage.get(name), int) for name in counts)


def translate(error: openai.OpenAIError | ValueError, endpoint: Endpoint, tries: int = 1) -> MujazError:
    """The error of ours that tells a user what `error` means and what to do; most specific first."""
    at = endpoint.base_url or "the embedded model"
    again = f" after {tries} tries" if tries > 1 else ""
    if isinstance(error, ValueError):
        return UnreachableError(f"{at}: the answer is broken off or not JSON{again} ({type(error).__name__}).")
    if isinstance(error, openai.APITimeoutError):
        return UnreachableError(f"{at}: no answer in time. Is the server overloaded? See --timeout.")
    if isinstance(error, openai.APIConnectionError):
        return UnreachableError(f"{at}: cannot be reached{again} ({_cause(error)}). Is the server running?")
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return AuthenticationError(
            f"{at}: the key is not accepted ({error.status_code}). Check MUJAZ_API_KEY or OPENAI_API_KEY."
        )
    if isinstance(error, openai.NotFoundError):
        return UnknownModelError(
            f"{at}: model {endpoint.model!r} or the path was not found ({_said(error)}). "
            "See --model and --base-url; a base URL usually ends in /v1."
        )
    if isinstance(error, openai.RateLimitError):
        if error.code == "insufficient_quota":
            return AuthenticationError(f"{at}: the account's quota is used up ({_said(error)}).")
        return RateLimitedError(f"{at}: rate limited{again} ({_said(error)}). Try later.")
    if isinstance(error, openai.BadRequestError | openai.UnprocessableEntityError):
        if _is_context(error):
            return ContextTooLongError(f"too long for the model: {_said(error)}")
        return ModelError(f"{at}: the request was refused ({_said(error)}).")
    if isinstance(error, openai.APIResponseValidationError):
        return InvalidAnswerError(f"{at}: the answer is not in the OpenAI format ({_said(error)}).")
    if isinstance(error, openai.APIStatusError):
        if error.status_code == 413:
            return ContextTooLongError(f"too long for the endpoint: {_said(error)}")
        return UnreachableError(f"{at}: server error {error.status_code}{again} ({_said(error)}).")
    return UnreachableError(f"{at}: {error}")


def _is_context(error: openai.APIStatusError) -> bool:
    kinds = {error.code, error.type}
    body = error.body if isinstance(error.body, dict) else {}
    kinds.add(str(body.get("type")))
    if kinds & set(_CONTEXT):
        return True
    said = _said(error).lower()
    return "context" in said and len(_TOKENS.findall(said)) >= 1


def _said(error: openai.APIError) -> str:
    """What the server said, on one line and not longer than a line or two."""
    body = error.body
    message = body.get("message") if isinstance(body, dict) else None
    text = " ".join(str(message or error.message).split())
    return text if len(text) <= 300 else text[:297] + "..."


def _cause(error: openai.APIConnectionError) -> str:
    cause: BaseException = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    return " ".join(str(cause).split()) or type(cause).__name__
