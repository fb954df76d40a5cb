"""An OpenAI-compatible endpoint on loopback that answers from a script: a stand-in for a model, not a model.

Answers are written by the tests. What it checks and how it fails follows the public API: bearer keys, `/v1/models`,
`/v1/chat/completions`, error bodies with `message`, `type`, `code` and `param`.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.support.loopback import Loopback

__all__ = ["LEFT_OUT", "Endpoint", "Reply", "error", "payload_of", "send"]


LEFT_OUT = object()
"""For `usage`: the answer has none."""


@dataclass(frozen=True)
class Reply:
    """One answer: the assistant's text, or with `status` above 399 an error body.

    What goes wrong on the way is said by the fields from `delay` on; several may be given together.
    """

    content: Any = "{}"
    status: int = 200
    finish_reason: Any = "stop"
    refusal: Any = None
    model: Any = None
    """The name under which it answers; None: the one that was asked for."""
    usage: Any = None
    """Stands in the answer; None: counted roughly."""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    """Sent instead of a completion."""
    delay: float = 0.0
    """Seconds before the answer begins."""
    until: threading.Event | None = None
    """Answer only when this is set, or after 20 seconds."""
    hang_up: bool = False
    """Close the connection without an answer."""
    blanks: int = 0
    """Bytes of white space in front of the body."""
    drip: float = 0.0
    """Seconds between two bytes of the body."""
    cut: int | None = None
    """Close the connection after so many bytes of the body."""
    close: bool = False
    """Close the connection after the body, without having said so."""
    endless: bool = False
    """Send the body as the first chunk of one that never ends."""
    raw: bytes | None = None
    """Sent instead of an HTTP answer."""


def error(status: int, message: str, *, headers: Mapping[str, str] | None = None, **fields: Any) -> Reply:
    """An error in OpenAI's format."""
    body = {"error": {"message": message, "type": "error", "code": None, "param": None, **fields}}
    return Reply(status=status, body=json.dumps(body).encode(), headers=headers or {})


Script = Iterable[Reply | str] | Callable[[dict[str, Any]], Reply | str]


class Endpoint(Loopback):
    """A running endpoint; `requests` holds the bodies of the completions asked for, in order, and `keys` what came with
    them as Authorization. `listing` is answered instead of the list of `models`."""

    def __init__(
        self,
        script: Script = (),
        *,
        key: str | None = None,
        models: Iterable[Mapping[str, Any]] | None = None,
        listing: Reply | None = None,
    ) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._script = script if callable(script) else iter(script)
        self._key = key
        self._listing = listing
        self._models = list(models) if models is not None else [{"id": "scripted"}]
        super().__init__(self._get, self._post)

    def _get(self, handler: BaseHTTPRequestHandler) -> None:
        if handler.path != "/v1/models":
            send(handler, error(404, f"no such path {handler.path}"))
        elif not self._admits(handler):
            send(handler, error(401, "Incorrect API key provided", code="invalid_api_key"))
        elif self._listing is not None:
            send(handler, self._listing)
        else:
            listed = [{"object": "model", "created": 0, "owned_by": "test", **model} for model in self._models]
            send(handler, Reply(body=json.dumps({"object": "list", "data": listed}).encode()))

    def _post(self, handler: BaseHTTPRequestHandler) -> None:
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        if handler.path != "/v1/chat/completions":
            return send(handler, error(404, f"no such path {handler.path}"))
        if not self._admits(handler):
            return send(handler, error(401, "Incorrect API key provided", code="invalid_api_key"))
        with self._lock:
            self.requests.append(body)
            self.keys.append(handler.headers.get("Authorization"))
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
            reply = self._next(body)
        try:
            time.sleep(reply.delay)
            if reply.until is not None:
                reply.until.wait(20)
            if reply.hang_up:
                handler.close_connection = True
                return None
            return send(handler, reply, body)
        finally:
            with self._lock:
                self._at_once -= 1

    def _next(self, body: dict[str, Any]) -> Reply:
        said = self._script(body) if callable(self._script) else next(self._script, error(500, "the script is over"))
        return Reply(said) if isinstance(said, str) else said

    def _admits(self, handler: BaseHTTPRequestHandler) -> bool:
        return self._key is None or handler.headers.get("Authorization") == f"Bearer {self._key}"


_CHUNK = b" " * 65_536


def send(handler: BaseHTTPRequestHandler, reply: Reply, request: dict[str, Any] | None = None) -> None:
    """Send the reply, with all that goes wrong with it; ends when the other side hangs up."""
    with contextlib.suppress(ConnectionError):
        if reply.raw is not None:
            handler.close_connection = True
            handler.wfile.write(reply.raw)
            return
        payload = payload_of(reply, request or {})
        handler.send_response(reply.status)
        size = str(len(payload) + reply.blanks)
        length = {"Transfer-Encoding": "chunked"} if reply.endless else {"Content-Length": size}
        for name, value in {"Content-Type": "application/json", **length, **reply.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        _send_body(handler, reply, payload)
    if reply.close or reply.cut is not None or reply.endless:
        handler.close_connection = True


def _send_body(handler: BaseHTTPRequestHandler, reply: Reply, payload: bytes) -> None:
    write = handler.wfile.write
    if reply.endless:
        write(b"%x\r\n%b\r\n" % (len(payload), payload))
        while True:  # until the other side hangs up
            write(b"1\r\n \r\n")
            time.sleep(0.01)
    for start in range(0, reply.blanks, len(_CHUNK)):
        write(_CHUNK[: reply.blanks - start])
    whole = payload if reply.cut is None else payload[: reply.cut]
    if not reply.drip:
        write(whole)
        return
    for byte in whole:
        write(bytes([byte]))
        time.sleep(reply.drip)


def payload_of(reply: Reply, request: dict[str, Any]) -> bytes:
    """The body of a reply to this request, without what goes wrong on the way."""
    return reply.body if reply.body is not None else _completion(reply, request)


def _completion(reply: Reply, request: dict[str, Any]) -> bytes:
    prompt = sum(len(message["content"]) for message in request.get("messages", [])) // 4
    answer = len(str(reply.content or "")) // 4
    message = {"role": "assistant", "content": reply.content, "refusal": reply.refusal}
    counted = {"prompt_tokens": prompt, "completion_tokens": answer, "total_tokens": prompt + answer}
    body = {
        "id": "chatcmpl-scripted",
        "object": "chat.completion",
        "created": 0,
        "model": reply.model or request.get("model", "scripted"),
        "choices": [{"index": 0, "message": message, "finish_reason": reply.finish_reason, "logprobs": None}],
        "usage": counted if reply.usage is None else reply.usage,
    }
    if reply.usage is LEFT_OUT:
        del body["usage"]
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
