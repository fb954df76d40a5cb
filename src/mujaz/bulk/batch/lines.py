"""The files of a batch, line by line: requests that go out, results that come back.

Limits of an input file: 50,000 requests and 200 MB (openai.types.BatchCreateParams, "input_file_id"; "Batch API",
OpenAI's guide), taken as 200 million bytes, the smaller reading. The form of both files is that of the guide: a request
has custom_id, method, url and body; a result has custom_id, and response (status_code, body) or error (code,
message).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Literal

from mujaz.bulk.batch.provider import URL
from mujaz.bulk.batch.replay import Given
from mujaz.model.failures import is_final_limit

__all__ = ["MOST_BYTES", "MOST_ROWS", "PartFile", "Result", "judge", "request_line", "results"]

MOST_ROWS = 50_000
MOST_BYTES = 200_000_000

Verdict = Literal["answer", "again", "stop", "give back"]


def request_line(custom_id: str, body: bytes) -> bytes:
    """A line of an input file; `body` is the request's JSON, byte for byte what a live run would send."""
    start = json.dumps({"custom_id": custom_id, "method": "POST", "url": URL})
    return start[:-1].encode() + b', "body": ' + body.replace(b"\n", b" ") + b"}\n"


class PartFile:
    """An input file in the making, within its limits; on the disk for good when the `with` block ends."""

    def __init__(self, path: Path, most_rows: int, most_bytes: int) -> None:
        self.path, self.rows, self.bytes = path, 0, 0
        self._most_rows, self._most_bytes = most_rows, most_bytes
        self._file: BinaryIO = path.open("wb")

    def __enter__(self) -> PartFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._file:
            self._file.flush()
            os.fsync(self._file.fileno())

    def full(self, line: bytes) -> bool:
        """Whether this line would not fit any more."""
        return self.rows >= self._most_rows or self.bytes + len(line) > self._most_bytes

    def add(self, line: bytes) -> None:
        """Write one line."""
        self._file.write(line)
        self.rows += 1
        self.bytes += len(line)


@dataclass(frozen=True, slots=True)
class Result:
    """A line of a result file. `status` is None for a row that was never executed; `code` and `message` say why."""

    custom_id: str
    status: int | None
    body: str
    code: str
    message: str

    def as_given(self) -> Given:
        """The row as an answer; one that was never executed counts as a server error that says why."""
        if self.status is not None:
            return Given(self.status, self.body)
        return unanswered(self.code, self.message)


def unanswered(code: str, message: str) -> Given:
    """What stands for an answer that never came."""
    return Given(503, json.dumps({"error": {"message": message or code, "code": code or None}}))


def judge(result: Result) -> Verdict:
    """What becomes of a row: "answer", also for a refusal that will not change; "again", it may succeed another time;
    "stop", every other row would meet the same; "give back", it was cancelled and nothing is wrong with it."""
    if result.status is None:
        return "give back" if result.code == "batch_cancelled" else "again"
    if result.code == "insufficient_quota" or result.status in (401, 403):
        return "stop"
    if result.status == 429 and is_final_limit({"code": result.code, "message": result.message}):
        return "answer"
    return "again" if result.status in (408, 409, 429) or result.status >= 500 else "answer"


def results(path: Path) -> Iterator[Result | None]:
    """The lines of a result file; None for a line that is none."""
    with path.open("rb") as file:
        for line in file:
            if line.strip():
                yield _result(line)


def _result(line: bytes) -> Result | None:
    try:
        row = json.loads(line)
        custom_id, response, error = row["custom_id"], row.get("response"), row.get("error")
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    if not isinstance(custom_id, str):
        return None
    status = response.get("status_code") if isinstance(response, dict) else None
    body: Any = response.get("body") if isinstance(response, dict) else None
    if not isinstance(status, int) or not 100 <= status <= 599:
        status = None
    if status is not None and 200 <= status < 300:
        status = 200
    inner = body.get("error") if isinstance(body, dict) else None
    told = error if isinstance(error, dict) else inner if isinstance(inner, dict) else {}
    code, message = told.get("code"), told.get("message")
    return Result(
        custom_id,
        status,
        json.dumps(body),
        str(code or ""),
        " ".join(str(message or "the endpoint gave no answer and no reason").split())[:300],
    )
