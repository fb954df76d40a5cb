"""OpenAI's Files and Batch API on loopback: a stand-in for a provider, not a model.

It follows the public reference: multipart uploads with a purpose, validation of the JSONL file after the batch is made
(`failed` with `errors.data` naming code and line), statuses that advance, output and error files in an order of their
own, rows that expire or are cancelled in the error file with a code and no response, lists newest first with a cursor.
Rows are answered by the test's script when the batch is executed, and counted as paid when they are answered with 200.

A batch takes a step each time it is asked for: `steps` says how many it stays `in_progress`.
"""

from __future__ import annotations

import email.parser
import email.policy
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.endpoint import Reply, send
from tests.support.loopback import Loopback

__all__ = ["Batch", "BatchEndpoint", "Line", "completion", "failure"]


@dataclass(frozen=True)
class Line:
    """What becomes of one row. `status` 200 goes into the output file, others into the error file; None: the row was
    never executed, `code` says why. `vanish`: it stands in neither file."""

    status: int | None = 200
    body: Any = None
    code: str = ""
    vanish: bool = False
    twice: bool = False


Script = Callable[[dict[str, Any]], Line | str]


def completion(content: str | None, *, usage: bool = True, refusal: str | None = None, finish: str = "stop") -> Line:
    """A chat completion with this text."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    body: dict[str, Any] = {
        "id": "chatcmpl-scripted",
        "object": "chat.completion",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}],
    }
    if usage:
        body["usage"] = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
    return Line(body=body)


def failure(status: int, message: str, **fields: Any) -> Line:
    """A row that ended in an HTTP error."""
    return Line(status, {"error": {"message": message, "type": "error", "code": None, "param": None, **fields}})


@dataclass
class Batch:
    """A batch as the endpoint keeps it."""

    id: str
    file: str
    metadata: dict[str, str]
    status: str = "validating"
    looks: int = 0
    output: str | None = None
    errors: str | None = None
    problems: list[dict[str, Any]] = field(default_factory=list)
    counts: tuple[int, int, int] = (0, 0, 0)
    ends: str = "completed"

    def described(self) -> dict[str, Any]:
        total, completed, failed = self.counts
        return {
            "id": self.id,
            "object": "batch",
            "endpoint": "/v1/chat/completions",
            "input_file_id": self.file,
            "completion_window": "24h",
            "status": self.status,
            "created_at": int(time.time()),
            "output_file_id": self.output,
            "error_file_id": self.errors,
            "errors": {"object": "list", "data": self.problems} if self.problems else None,
            "request_counts": {"total": total, "completed": completed, "failed": failed},
            "metadata": self.metadata,
        }


class BatchEndpoint(Loopback):
    """A running endpoint. Use as a context manager.

    `paid` holds the bodies that were answered with 200, `uploads` the contents of uploaded files by id, `batches` every
    batch made. `before` and `after` are called with "upload", "create", "list", "retrieve", "cancel" or "content",
    before the request has its effect and after it, before it is answered; a status or Reply that they return is
    answered instead, 0 hangs up.
    `ends` gives the state that the n-th batch (from 0) ends in, `done` how many of its rows are executed by then.
    """

    def __init__(
        self,
        script: Script,
        *,
        steps: int = 1,
        ends: Callable[[int], str] = lambda _: "completed",
        done: Callable[[int], int | None] = lambda _: None,
        most_rows: int = 50_000,
        most_bytes: int = 200_000_000,
        most_queued: int | None = None,
        before: Callable[[str], int | Reply | None] = lambda _: None,
        after: Callable[[str], int | Reply | None] = lambda _: None,
        live: Callable[[dict[str, Any]], Line | str] | None = None,
        page: int = 2,
        key: str | None = None,
    ) -> None:
        self.script, self.steps, self.ends, self.done = script, steps, ends, done
        self.most_rows, self.most_bytes, self.most_queued = most_rows, most_bytes, most_queued
        self.before, self.after, self.live, self.page, self.key = before, after, live, page, key
        self.uploads: dict[str, bytes] = {}
        self.names: dict[str, str] = {}
        self.batches: list[Batch] = []
        self.paid: list[dict[str, Any]] = []
        self.asked_live: list[dict[str, Any]] = []
        self.calls: list[str] = []
        self._lock = threading.RLock()
        super().__init__(self._serve, self._serve)

    def requests_of(self, batch: Batch) -> list[dict[str, Any]]:
        """The lines of a batch's input file."""
        return [json.loads(line) for line in self.uploads[batch.file].splitlines()]

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        address = urlsplit(handler.path)
        if self.key is not None and handler.headers.get("Authorization") != f"Bearer {self.key}":
            return _answer(handler, 401, _error("Incorrect API key provided", "invalid_api_key"))
        parts = address.path.removeprefix("/v1/").split("/")
        name = _name(handler.command, parts)
        with self._lock:
            self.calls.append(name)
            if (refused := self.before(name)) is not None:
                return _refused(handler, refused)
            status, payload = self._act(
                name, parts, parse_qs(address.query), handler.headers.get("Content-Type", ""), body
            )
            if (refused := self.after(name)) is not None:
                return _refused(handler, refused)
        return _answer(handler, status, payload)

    def _act(
        self, name: str, parts: list[str], query: dict[str, list[str]], content_type: str, body: bytes
    ) -> tuple[int, bytes]:
        if name == "upload":
            return self._upload(content_type, body)
        if name == "content":
            content = self.uploads.get(parts[1])
            return (200, content) if content is not None else (404, _error("No such File object", None))
        if name == "create":
            return self._create(json.loads(body))
        if name == "list":
            return self._list(query)
        if name in ("retrieve", "cancel"):
            batch = next((b for b in self.batches if b.id == parts[1]), None)
            if batch is None:
                return 404, _error(f"No batch found with id '{parts[1]}'.", None)
            if name == "cancel":
                return self._cancel(batch)
            self._advance(batch)
            return 200, json.dumps(batch.described()).encode()
        if name == "models":
            return 200, json.dumps({"object": "list", "data": [{"id": "scripted", "object": "model"}]}).encode()
        if name == "live" and self.live is not None:
            asked = json.loads(body)
            self.asked_live.append(asked)
            line = self.live(asked)
            line = completion(line) if isinstance(line, str) else line
            return line.status or 503, json.dumps(line.body).encode()
        return 404, _error("no such path", None)

    def _upload(self, content_type: str, body: bytes) -> tuple[int, bytes]:
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(
            b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body
        )
        fields = {part.get_param("name", header="content-disposition"): part for part in message.iter_parts()}
        contents = {name: bytes(part.get_payload(decode=True) or b"") for name, part in fields.items()}
        purpose = contents.get("purpose", b"").strip()
        if "file" not in fields or purpose != b"batch":
            return 400, _error(f"'{purpose.decode()}' is not one of the purposes", "invalid_purpose")
        id_ = f"file-{len(self.uploads)}"
        self.uploads[id_] = contents["file"]
        self.names[id_] = fields["file"].get_filename() or ""
        said = {"id": id_, "object": "file", "bytes": len(self.uploads[id_]), "created_at": 0, "purpose": "batch"}
        return 200, json.dumps({**said, "filename": self.names[id_], "status": "processed"}).encode()

    def _create(self, asked: dict[str, Any]) -> tuple[int, bytes]:
        if asked.get("completion_window") != "24h" or asked.get("endpoint") != "/v1/chat/completions":
            return 400, _error("completion_window or endpoint is not supported", "invalid_value")
        if asked.get("input_file_id") not in self.uploads:
            return 400, _error("Invalid file id", "invalid_file")
        number = len(self.batches)
        batch = Batch(f"batch_{number}", asked["input_file_id"], asked.get("metadata") or {}, ends=self.ends(number))
        self.batches.append(batch)
        return 200, json.dumps(batch.described()).encode()

    def _list(self, query: dict[str, list[str]]) -> tuple[int, bytes]:
        newest_first = self.batches[::-1]
        after = query.get("after", [None])[0]
        start = 0 if after is None else 1 + next(i for i, b in enumerate(newest_first) if b.id == after)
        shown = newest_first[start : start + min(self.page, int(query.get("limit", ["20"])[0]))]
        said = {
            "object": "list",
            "data": [batch.described() for batch in shown],
            "first_id": shown[0].id if shown else None,
            "last_id": shown[-1].id if shown else None,
            "has_more": start + len(shown) < len(newest_first),
        }
        return 200, json.dumps(said).encode()

    def _cancel(self, batch: Batch) -> tuple[int, bytes]:
        if batch.status in ("completed", "failed", "expired", "cancelled"):
            return 400, _error(f"Cannot cancel a batch with status '{batch.status}'.", None)
        batch.status = "cancelling"
        return 200, json.dumps(batch.described()).encode()

    def _advance(self, batch: Batch) -> None:
        if batch.status == "validating":
            batch.problems = self._problems(batch)
            batch.status = "failed" if batch.problems else "in_progress"
        elif batch.status == "in_progress":
            batch.looks += 1
            if batch.looks >= self.steps:
                batch.status = "finalizing"
        elif batch.status == "finalizing":
            self._execute(batch, batch.ends)
        elif batch.status == "cancelling":
            self._execute(batch, "cancelled")

    def _problems(self, batch: Batch) -> list[dict[str, Any]]:
        content = self.uploads[batch.file]
        lines = content.splitlines()
        if not lines or len(lines) > self.most_rows or len(content) > self.most_bytes:
            code = "too_many_tasks" if lines else "empty_file"
            return [{"code": code, "message": f"{len(lines)} rows, {len(content)} bytes", "line": None}]
        queued = sum(len(self.uploads[b.file].splitlines()) for b in self.batches if b.status == "in_progress")
        if self.most_queued is not None and queued + len(lines) > self.most_queued:
            said = "Enqueued token limit reached for scripted in organization org."
            return [{"code": "token_limit_exceeded", "message": said, "line": None}]
        found: list[dict[str, Any]] = []
        ids: set[str] = set()
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
            except ValueError:
                found.append({"code": "invalid_json_line", "message": "not parseable as valid JSON", "line": number})
                continue
            if row["custom_id"] in ids:
                found.append({"code": "duplicate_custom_id", "message": row["custom_id"], "line": number})
            ids.add(row["custom_id"])
            if (row["method"], row["url"]) != ("POST", "/v1/chat/completions"):
                found.append({"code": "invalid_url", "message": row["url"], "line": number})
            if not row["body"].get("model") or not row["body"].get("messages"):
                found.append({"code": "missing_required_parameter", "message": "model, messages", "line": number})
        return found

    def _execute(self, batch: Batch, ends: str) -> None:
        rows = self.requests_of(batch)
        executed = self.done(self.batches.index(batch))
        executed = len(rows) if executed is None and ends == "completed" else executed or 0
        output: list[str] = []
        errors: list[str] = []
        for number, row in enumerate(rows):
            if number < executed:
                line = self.script(row["body"])
                line = completion(line) if isinstance(line, str) else line
            else:
                line = Line(None, code="batch_expired" if ends == "expired" else "batch_cancelled")
            if line.status == 200:
                self.paid.append(row["body"])
            if not line.vanish:
                (output if line.status == 200 else errors).extend([_row(row["custom_id"], line)] * (1 + line.twice))
        batch.output = self._kept(f"output-{batch.id}", output[::-1])  # "not guaranteed to match the input order"
        batch.errors = self._kept(f"errors-{batch.id}", errors)
        batch.counts = (len(rows), len(output), len(errors))
        batch.status = ends

    def _kept(self, id_: str, lines: list[str]) -> str | None:
        if not lines:
            return None
        self.uploads[id_] = "".join(line + "\n" for line in lines).encode()
        return id_


def _row(custom_id: str, line: Line) -> str:
    answered = {"status_code": line.status, "request_id": "req_1", "body": line.body}
    said = {"code": line.code, "message": f"This request could not be executed ({line.code})."}
    return json.dumps(
        {
            "id": f"batch_req_{custom_id}",
            "custom_id": custom_id,
            "response": answered if line.status is not None else None,
            "error": said if line.status is None else None,
        }
    )


def _name(method: str, parts: list[str]) -> str:
    match (method, parts):
        case ("POST", ["files"]):
            return "upload"
        case ("GET", ["files", _, "content"]):
            return "content"
        case ("POST", ["batches"]):
            return "create"
        case ("GET", ["batches"]):
            return "list"
        case ("GET", ["batches", _]):
            return "retrieve"
        case ("POST", ["batches", _, "cancel"]):
            return "cancel"
        case ("GET", ["models"]):
            return "models"
        case ("POST", ["chat", "completions"]):
            return "live"
    return "unknown"


def _error(message: str, code: str | None) -> bytes:
    return json.dumps({"error": {"message": message, "type": "error", "code": code, "param": None}}).encode()


def _refused(handler: BaseHTTPRequestHandler, status: int | Reply) -> None:
    if isinstance(status, Reply):
        return send(handler, status)
    if status == 0:  # no answer at all
        handler.close_connection = True
        return None
    return _answer(handler, status, _error("the test says so", None))


def _answer(handler: BaseHTTPRequestHandler, status: int, payload: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(payload)))
    handler.end_headers()
    handler.wfile.write(payload)
