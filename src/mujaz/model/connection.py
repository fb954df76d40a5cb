"""The HTTP client under every live request: how long an answer may take, how large it may be, and what it must be.

It lies below recording and pacing, so that what is said here holds for `brief`, `bulk run` and batches alike:

- A request has a deadline as a whole, not only for each read: an endpoint that sends a byte a second is given up.
- An answer is read up to `LARGEST_ANSWER` bytes, counted after unpacking.
- An error in the body of an answer with status 200, as OpenRouter and some gateways send it, counts as an answer with
  the status that it names.
- What was sent as a proof of who we are is taken out of the answer (`mujaz.model.redaction`).
- Articles are not sent on to another address: a redirection of a POST is not followed. The client library drops the key
  where a GET (the file of a batch's results) is sent on to another host.

Uploads and downloads of a batch's files are large and slow by nature; they are passed through.

`document_of` reads an answer with status 200: JSON, or else a failure that says what came instead.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import httpx2
import openai

from mujaz.errors import UsageError
from mujaz.model.endpoint import Endpoint
from mujaz.model.redaction import Redaction

__all__ = [
    "LARGEST_ANSWER",
    "BrokenAnswerError",
    "EndpointClient",
    "OversizedAnswerError",
    "certificates",
    "direct_client",
    "document_of",
    "error_inside",
]

LARGEST_ANSWER = 8 << 20
"""Bytes of an answer, unpacked. A brief takes some 20 thousand; the longest list of models seen is 1 million."""

_OF_THE_WIRE = ("content-encoding", "content-length", "transfer-encoding")


class OversizedAnswerError(httpx2.TransportError):
    """The answer is larger than `LARGEST_ANSWER`; the rest of it was not read. Asking again would be paid again."""


class BrokenAnswerError(ValueError):
    """The answer has status 200, but is no JSON: another program answers there, or the answer is `broken_off`, which
    may go better another time."""

    def __init__(self, said: str, *, broken_off: bool) -> None:
        super().__init__(said)
        self.broken_off = broken_off


class EndpointClient(httpx2.AsyncClient):
    """An HTTP client that hands out whole, checked answers; see the module. The deadline of a request is its read
    timeout. Raises errors of httpx2."""

    async def send(
        self,
        request: httpx2.Request,
        *,
        stream: bool = False,
        auth: Any = httpx2.USE_CLIENT_DEFAULT,
        follow_redirects: Any = httpx2.USE_CLIENT_DEFAULT,
    ) -> httpx2.Response:
        if _is_file(request):
            return _passed(await super().send(request, stream=stream, auth=auth, follow_redirects=True), request)
        allowed = request.extensions.get("timeout", {}).get("read")
        follow = request.method == "GET" and follow_redirects is not False
        try:
            async with asyncio.timeout(allowed):
                response = await super().send(request, stream=True, auth=auth, follow_redirects=follow)
                content = await _content(response)
        except TimeoutError as error:
            raise httpx2.ReadTimeout(f"no whole answer within {allowed:g} s", request=request) from error
        return _whole(response, content, request)


def direct_client(endpoint: Endpoint, verify: ssl.SSLContext | None = None) -> EndpointClient:
    """The HTTP client for the endpoint. Loopback is reached directly: no proxy of the environment may come between,
    and see the articles. `verify` is what `certificates` gave; loaded when it is missing. Raises UsageError for a proxy
    or certificate setting that cannot be used."""
    try:
        return EndpointClient(
            trust_env=not _is_loopback(endpoint),
            verify=verify or certificates(endpoint),
            timeout=openai.DEFAULT_TIMEOUT,
            limits=openai.DEFAULT_CONNECTION_LIMITS,
        )
    except (ValueError, OSError, httpx2.InvalidURL) as error:
        raise _unusable(error) from error


def certificates(endpoint: Endpoint) -> ssl.SSLContext:
    """What an endpoint's certificate is checked against: several clients may share it, since it takes a twentieth of a
    second to load. Raises UsageError."""
    try:
        return httpx2.create_ssl_context(trust_env=not _is_loopback(endpoint))
    except (ValueError, OSError, httpx2.InvalidURL) as error:
        raise _unusable(error) from error


def _is_loopback(endpoint: Endpoint) -> bool:
    return urlsplit(endpoint.base_url or "").hostname in ("127.0.0.1", "localhost", "::1")


def _unusable(error: Exception) -> UsageError:
    return UsageError(f"The connection cannot be set up: {error}. Check proxies and SSL_CERT_FILE.")


def _is_file(request: httpx2.Request) -> bool:
    """Whether the request sends or fetches a file (of a batch)."""
    path = request.url.path.rstrip("/")
    return (request.method == "POST" and path.endswith("/files")) or (
        request.method == "GET" and path.endswith("/content")
    )


async def _content(response: httpx2.Response) -> bytes:
    try:
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > LARGEST_ANSWER:
            raise _oversized(response)
        parts, size = [], 0
        async for part in response.aiter_bytes():
            size += len(part)
            if size > LARGEST_ANSWER:
                raise _oversized(response)
            parts.append(part)
        return b"".join(parts)
    finally:
        await response.aclose()


def _oversized(response: httpx2.Response) -> OversizedAnswerError:
    said = f"the answer is larger than {LARGEST_ANSWER >> 20} MB; the rest of it was not read"
    return OversizedAnswerError(said, request=response.request)


def _whole(response: httpx2.Response, content: bytes, request: httpx2.Request) -> httpx2.Response:
    """The answer, read and unpacked, with the status that it should have come with."""
    sent = Redaction.of(request)
    status, content = response.status_code, sent.content(content)
    headers = _headers(response, sent)
    extensions = {
        key: sent.content(response.extensions[key]) for key in ("reason_phrase",) if key in response.extensions
    }
    if 200 <= status < 300 and b'"error"' in content:
        with contextlib.suppress(BrokenAnswerError):
            if (told := error_inside(_json(content))) is not None:
                status, content, extensions = told[0], json.dumps({"error": told[1]}).encode(), {}
    return httpx2.Response(status, headers=headers, content=content, request=request, extensions=extensions)


def _headers(response: httpx2.Response, sent: Redaction) -> list[tuple[str, str]]:
    return sent.headers(
        (name, value) for name, value in response.headers.multi_items() if name.lower() not in _OF_THE_WIRE
    )


class _Unpacked(httpx2.AsyncByteStream):
    """A file on its way, unpacked, without what was sent to get it."""

    def __init__(self, response: httpx2.Response, sent: Redaction) -> None:
        self._response, self._sent = response, sent

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._sent.stream(self._response.aiter_bytes()):
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()


def _passed(response: httpx2.Response, request: httpx2.Request) -> httpx2.Response:
    """The answer to the sending or fetching of a file, read whole or not, as it came in."""
    sent = Redaction.of(request)
    given = {"content": sent.content(response.content)} if response.is_closed else {"stream": _Unpacked(response, sent)}
    return httpx2.Response(response.status_code, headers=_headers(response, sent), request=request, **given)


def document_of(response: httpx2.Response) -> Any:
    """The JSON of an answer that was read whole, whatever type it declares. Raises BrokenAnswerError."""
    return _json(response.content)


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        start = content[:200].lstrip()
        if not start:
            raise BrokenAnswerError("the answer is empty", broken_off=True) from error
        if start.startswith((b"{", b"[")):
            said = "the answer is broken off or damaged: it is not whole JSON"
            raise BrokenAnswerError(said, broken_off=True) from error
        what = "a web page came instead of an answer" if start.startswith(b"<") else "the answer is not JSON"
        said = f"{what}; is the base URL right? It usually ends in /v1"
        raise BrokenAnswerError(said, broken_off=False) from error


def error_inside(document: Any) -> tuple[int, dict[str, Any]] | None:
    """HTTP status and error object that an answer with status 200 tells in its body; None when it tells none.

    `{"error": {"code": 429, "message": ...}}` instead of choices, or `error` in a choice that ended with "error"
    (OpenRouter, "Errors"). A code that is no status of an error counts as 502.
    """
    if not isinstance(document, dict):
        return None
    error = None if document.get("choices") else document.get("error")
    if error is None and isinstance(choices := document.get("choices"), list) and choices:
        first = choices[0]
        if isinstance(first, dict) and first.get("finish_reason") == "error":
            error = first.get("error") or {"message": "the provider broke the answer off"}
    if isinstance(error, str) and error:
        error = {"message": error}
    if not isinstance(error, dict) or not error:
        return None
    code = error.get("code")
    number = int(code) if isinstance(code, str) and code.isdecimal() and len(code) == 3 else code
    status = number if isinstance(number, int) and 400 <= number <= 599 else 502
    return status, error
