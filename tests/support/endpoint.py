"""An OpenAI-compatible endpoint on loopback that answers from a script: a stand-in for a model, not a model.

Answers are written by the tests. What it checks and how it fails follows the public API: bearer keys, `/v1/models`,
`/v1/chat/completions`, error bodies with `message`, `type`, `code` and `param`.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["Endpoint", "Reply", "error"]


@dataclass(frozen=True)
class Reply:
    """One answer: the assistant's text, or with `status` above 399 an error body."""

    content: str | None = "{}"
    status: int = 200
    finish_reason: str = "stop"
    refusal: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    """Sent instead of a completion."""
    delay: float = 0.0
    until: threading.Event | None = None
    """Answer only when this is set, or after 20 seconds."""
    hang_up: bool = False
    """Close the connection without an answer."""


def error(status: int, message: str, *, headers: Mapping[str, str] | None = None, **fields: Any) -> Reply:
    """An error in OpenAI's format."""
    body = {"error": {"message": message, "type": "error", "code": None, "param": None, **fields}}
    return Reply(status=status, body=json.dumps(body).encode(), headers=headers or {})


Script = Iterable[Reply | str] | Callable[[dict[str, Any]], Reply | str]


class Endpoint:
    """A running endpoint; `requests` holds the bodies of the completions asked for, in order."""

    def __init__(
        self, script: Script = (), *, key: str | None = None, models: Iterable[Mapping[str, Any]] | None = None
    ) -> None:
        self.requests: list[dict[str, Any]] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._script = script if callable(script) else iter(script)
        self._key = key
        self._models = list(models) if models is not None else [{"id": "scripted"}]
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                endpoint._get(self)

            def do_POST(self) -> None:
                endpoint._post(self)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def base_url(self) -> str:
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}/v1"

    def __enter__(self) -> Endpoint:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _get(self, handler: BaseHTTPRequestHandler) -> None:
        if handler.path != "/v1/models":
            _send(handler, error(404, f"no such path {handler.path}"))
        elif not self._admits(handler):
            _send(handler, error(401, "Incorrect API key provided", code="invalid_api_key"))
        else:
            listed = [{"object": "model", "created": 0, "owned_by": "test", **model} for model in self._models]
            _send(handler, Reply(body=json.dumps({"object": "list", "data": listed}).encode()))

    def _post(self, handler: BaseHTTPRequestHandler) -> None:
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        if handler.path != "/v1/chat/completions":
            return _send(handler, error(404, f"no such path {handler.path}"))
        if not self._admits(handler):
            return _send(handler, error(401, "Incorrect API key provided", code="invalid_api_key"))
        with self._lock:
            self.requests.append(body)
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
            return _send(handler, reply, body)
        finally:
            with self._lock:
                self._at_once -= 1

    def _next(self, body: dict[str, Any]) -> Reply:
        said = self._script(body) if callable(self._script) else next(self._script, error(500, "the script is over"))
        return Reply(said) if isinstance(said, str) else said

    def _admits(self, handler: BaseHTTPRequestHandler) -> bool:
        return self._key is None or handler.headers.get("Authorization") == f"Bearer {self._key}"


def _send(handler: BaseHTTPRequestHandler, reply: Reply, request: dict[str, Any] | None = None) -> None:
    payload = reply.body if reply.body is not None else _completion(reply, request or {})
    handler.send_response(reply.status)
    headers = {"Content-Type": "application/json", **reply.headers}
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(payload)))
    handler.end_headers()
    handler.wfile.write(payload)


def _completion(reply: Reply, request: dict[str, Any]) -> bytes:
    prompt = sum(len(message["content"]) for message in request.get("messages", [])) // 4
    answer = len(reply.content or "") // 4
    message = {"role": "assistant", "content": reply.content, "refusal": reply.refusal}
    body = {
        "id": "chatcmpl-scripted",
        "object": "chat.completion",
        "created": 0,
        "model": request.get("model", "scripted"),
        "choices": [{"index": 0, "message": message, "finish_reason": reply.finish_reason, "logprobs": None}],
        "usage": {"prompt_tokens": prompt, "completion_tokens": answer, "total_tokens": prompt + answer},
    }
    return json.dumps(body, ensure_ascii=False).encode()
