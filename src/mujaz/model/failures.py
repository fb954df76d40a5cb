"""From the client library's errors to ours: the one place where they are translated."""

from __future__ import annotations

import re
import socket
import ssl
from typing import Any

import httpx2
import openai

from mujaz.errors import (
    AuthenticationError,
    ContextTooLongError,
    EndpointError,
    InvalidAnswerError,
    ModelError,
    MujazError,
    RateLimitedError,
    UnknownModelError,
    UnreachableError,
)
from mujaz.model.connection import BrokenAnswerError, OversizedAnswerError
from mujaz.model.endpoint import Endpoint
from mujaz.model.waiting import asked_wait, in_words
from mujaz.model.wording import one_line, why_no_connection

__all__ = ["is_final_limit", "is_transient", "reason_in", "translate"]

_TOKENS = re.compile(r"(\d{3,})(?= tokens)")
_CONTEXT = ("context_length_exceeded", "exceed_context_size_error")
_TOO_LARGE = "request too large"
"""OpenAI answers 429 to a request that is larger than what a minute may hold."""
_NO_CREDIT = ("insufficient_quota", "billing_hard_limit_reached", "insufficient_balance")
_LASTING = (ssl.SSLError, socket.gaierror, httpx2.UnsupportedProtocol, httpx2.LocalProtocolError, OversizedAnswerError)
"""Failures of a connection that the next try meets again."""


def is_transient(error: BaseException) -> bool:
    """Whether the same request may succeed in a moment."""
    if isinstance(error, openai.APITimeoutError):
        return isinstance(error.__cause__, httpx2.ConnectTimeout)  # a slow answer would be slow, and paid, again
    if isinstance(error, openai.APIConnectionError):
        return not _lasts(error)
    if isinstance(error, openai.RateLimitError):
        return not is_final_limit(error.body)
    if isinstance(error, openai.APIStatusError):
        return error.status_code in (408, 409, 425) or error.status_code >= 500
    if isinstance(error, BrokenAnswerError):
        return error.broken_off
    return isinstance(error, ValueError)


def is_final_limit(error: object) -> bool:
    """Whether the error object of an answer 429 tells something that no waiting mends: an account without credit, or a
    request that is larger than the limit."""
    if not isinstance(error, dict):
        return False
    message = error.get("message")
    too_large = isinstance(message, str) and _TOO_LARGE in message.lower()
    return too_large or _no_credit(error.get("code")) or _no_credit(error.get("type"))


def _no_credit(kind: object) -> bool:
    return isinstance(kind, str) and kind in _NO_CREDIT


def _lasts(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, _LASTING) or (isinstance(cause, BrokenAnswerError) and not cause.broken_off):
            return not (isinstance(cause, socket.gaierror) and cause.errno == socket.EAI_AGAIN)
        cause = cause.__cause__ or cause.__context__
    return False


def translate(error: openai.OpenAIError | ValueError, endpoint: Endpoint, tries: int = 1) -> MujazError:
    """The error of ours that tells a user what `error` means and what to do; most specific first. `tries` is how often
    a passing failure was tried."""
    at = endpoint.base_url or "the embedded model"
    again = f" after {tries} tries" if tries > 1 and is_transient(error) else ""
    if isinstance(error, openai.APIStatusError):
        return _of_status(error, endpoint, at, again)
    if isinstance(error, openai.APITimeoutError):
        return _of_timeout(error, at, again)
    if isinstance(error, openai.APIConnectionError):
        return _of_connection(error, at, again)
    if isinstance(error, openai.APIResponseValidationError):
        return InvalidAnswerError(f"{at}: the answer is not in the OpenAI format.")
    if isinstance(error, ValueError):
        said = str(error) if isinstance(error, BrokenAnswerError) else "the answer is broken off or not JSON"
        return UnreachableError(f"{at}: {said}{_often(again)}.")
    return UnreachableError(f"{at}: {one_line(str(error))}")


def _often(again: str) -> str:
    return f", also{again}" if again else ""


def _of_timeout(error: openai.APITimeoutError, at: str, again: str) -> MujazError:
    if isinstance(error.__cause__, httpx2.ConnectTimeout):
        return UnreachableError(f"{at}: cannot be reached{again} (no connection in time). Is the server running?")
    return UnreachableError(f"{at}: no answer in time. Is the server overloaded? See --timeout.")


def _of_connection(error: openai.APIConnectionError, at: str, again: str) -> MujazError:
    cause = error.__cause__
    if isinstance(cause, OversizedAnswerError):
        return InvalidAnswerError(f"{at}: {cause}.")
    if isinstance(cause, BrokenAnswerError):
        return UnreachableError(f"{at}: {cause}{_often(again)}.")
    said = why_no_connection(error)
    if isinstance(cause, httpx2.DecodingError | httpx2.ReadError | httpx2.RemoteProtocolError):
        return UnreachableError(f"{at}: no answer{again}: {said}.")
    return UnreachableError(f"{at}: cannot be reached{again} ({said}). Is the server running?")


def _of_status(error: openai.APIStatusError, endpoint: Endpoint, at: str, again: str) -> MujazError:
    status, said = error.status_code, _said(error, endpoint)
    if status < 400:
        to = one_line(error.response.headers.get("location", "")) or "another address"
        return EndpointError(
            f"{at}: it sends on to {to} ({status}). Articles are not sent to another address by themselves; "
            "if it is the right one, give it as --base-url."
        )
    if status == 402 or _no_credit(error.code) or _no_credit(error.type):
        return AuthenticationError(f"{at}: the account's quota or credit is used up ({said}).")
    if status in (401, 403):
        return AuthenticationError(f"{at}: the key is not accepted ({status}). Check MUJAZ_API_KEY or OPENAI_API_KEY.")
    if status in (404, 405, 410):
        return UnknownModelError(
            f"{at}: model {endpoint.model or '(none)'} or the path was not found ({said}). "
            "See --model and --base-url; a base URL usually ends in /v1."
        )
    if status == 413 or (status == 429 and _TOO_LARGE in said.lower()):
        return ContextTooLongError(f"too long for the endpoint: {said}")
    if status == 429:
        asked = asked_wait(error)
        rest = f"; it asks for a rest of {in_words(asked)}" if asked and asked >= 1 else ""
        return RateLimitedError(f"{at}: rate limited{again} ({said}{rest}). Try later.")
    if is_transient(error):
        return UnreachableError(f"{at}: server error {status}{again} ({said}).")
    if _is_context(error, said):
        return ContextTooLongError(f"too long for the model: {said}")
    return ModelError(f"{at}: the request was refused with {status} ({said}).")


def _is_context(error: openai.APIStatusError, said: str) -> bool:
    body = error.body if isinstance(error.body, dict) else {}
    if any(kind in _CONTEXT for kind in (error.code, error.type, body.get("type"))):
        return True
    return "context" in said.lower() and bool(_TOKENS.search(said.lower()))


def _said(error: openai.APIStatusError, endpoint: Endpoint) -> str:
    """What the server said, on one line and not longer than a line or two; without the key, which some servers echo."""
    said = one_line(reason_in(error.body))
    if not said:
        body = error.response.text.lstrip()
        said = "a web page" if body.startswith("<") else one_line(body) if body[:1] not in ("", "{", "[") else ""
    if endpoint.api_key and len(endpoint.api_key) > 5:
        said = said.replace(endpoint.api_key, "[the key]")
    return said or "no reason given"


def reason_in(body: Any) -> str | None:
    """The reason in an error's body: OpenAI's `message`, FastAPI's `detail` (a text, or a list of places)."""
    if isinstance(body, str):
        return None if body.lstrip().startswith("<") else body
    if not isinstance(body, dict):
        return None
    for key in ("message", "detail", "error"):
        told = body.get(key)
        if isinstance(told, str) and told.strip():
            return told
        if isinstance(told, dict) and (inner := reason_in(told)):
            return inner
    places = body.get("detail")
    if isinstance(places, list):
        return "; ".join(str(place.get("msg", "")) for place in places[:3] if isinstance(place, dict)) or None
    return None
