"""The endpoint's Files and Batch API, with patience: what can be repeated is repeated until it is answered.

One call must not be repeated blindly: making a batch, which is paid. When its answer does not arrive, the batch is
looked for by the metadata it was given before it is asked for again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import httpx2
import openai
from pydantic import BaseModel

from mujaz.bulk.allowance import retry_after
from mujaz.disk import atomic
from mujaz.errors import EndpointError, OutputError, RateLimitedError, UnreachableError
from mujaz.model.client import direct_client
from mujaz.model.connection import BrokenAnswerError, document_of
from mujaz.model.endpoint import Endpoint
from mujaz.model.failures import is_transient, translate
from mujaz.model.waiting import in_words
from mujaz.model.wording import one_line, why_no_connection

__all__ = ["ENDED", "URL", "BatchRefusedError", "GoneError", "Problem", "Provider", "Told"]

URL: Literal["/v1/chat/completions"] = "/v1/chat/completions"
WINDOW: Literal["24h"] = "24h"
"""The only window there is (openai.types.BatchCreateParams)."""

ENDED = ("completed", "failed", "expired", "cancelled")
"""States that a batch does not leave; the others are validating, in_progress, finalizing and cancelling."""

_LONGEST_WAIT = 60.0
_FIRST_PATIENCE = 60.0

T = TypeVar("T")


class GoneError(EndpointError):
    """The endpoint does not know this file or batch."""


class BatchRefusedError(EndpointError):
    """The endpoint does not take the batch or the file, or has no such interface."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a batch was refused as a whole; `line` is the line of its file, from 1, None when it is not about one."""

    code: str
    message: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A batch as the endpoint describes it. `output` and `errors` are ids of result files, None when there is none."""

    id: str
    status: str
    output: str | None
    errors: str | None
    problems: tuple[Problem, ...]
    completed: int | None
    failed: int | None


class Provider:
    """One endpoint's files and batches. `timeout` and `patience` are in seconds; `tell` hears of waiting.

    Every method raises GoneError, BatchRefusedError, or another EndpointError when the patience is over.
    """

    def __init__(
        self, endpoint: Endpoint, *, timeout: float, patience: float, tell: Callable[[str], None] = lambda _: None
    ) -> None:
        self._endpoint, self._patience, self._tell = endpoint, patience, tell
        self._reached = False
        official = endpoint.kind == "openai"
        self._api = openai.AsyncOpenAI(
            base_url=endpoint.base_url,
            api_key=endpoint.api_key or "none",
            organization=None if official else "",
            project=None if official else "",
            max_retries=0,
            timeout=httpx2.Timeout(timeout, connect=min(timeout, 10.0)),
            http_client=direct_client(endpoint),
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._api.close()

    async def upload(self, path: Path, name: str) -> str:
        """Upload a file of requests; returns its id. Done twice it costs nothing but space."""

        async def call() -> str:
            with path.open("rb") as file:  # anew for each try; it is sent without being read whole
                made = await self._api.files.create(file=(name, file, "application/jsonl"), purpose="batch")
            return _id_of(made.model_dump(warnings=False) if isinstance(made, BaseModel) else made)

        return await self._patiently(call, "upload the file")

    async def create(self, file: str, metadata: dict[str, str], *, maybe_there: bool) -> Told:
        """Make the batch of an uploaded file, once. `maybe_there`: it may have been asked for before."""
        look_first = maybe_there

        async def call() -> Told:
            nonlocal look_first
            if look_first and (found := await self._find(file, metadata)) is not None:
                return found
            look_first = True
            made = await self._api.batches.create(
                completion_window=WINDOW, endpoint=URL, input_file_id=file, metadata=metadata
            )
            return _told(made)

        try:
            return await self._patiently(call, "make the batch")
        except GoneError as error:
            raise BatchRefusedError(f"{self._endpoint.base_url}: no batch can be made there ({error}).") from error

    async def find(self, file: str, metadata: dict[str, str]) -> Told | None:
        """The batch that was made of this file, or with this metadata; None when there is none."""
        return await self._patiently(lambda: self._find(file, metadata), "list the batches")

    async def _find(self, file: str, metadata: dict[str, str]) -> Told | None:
        after: dict[str, object] = {}
        while True:
            answer = await self._api.get(
                "/batches", cast_to=httpx2.Response, options={"params": {"limit": 100, **after}}
            )
            page = document_of(answer)
            batches = page.get("data") if isinstance(page, dict) else None
            if not isinstance(batches, list):
                raise BrokenAnswerError("the answer is no list of batches", broken_off=True)
            for batch in batches:
                if isinstance(batch, dict) and _is_of(batch, file, metadata):
                    return _told(batch)
            last = batches[-1].get("id") if batches and isinstance(batches[-1], dict) else None
            if not page.get("has_more") or not isinstance(last, str) or after.get("after") == last:
                return None
            after = {"after": last}

    async def retrieve(self, batch: str) -> Told:
        """How a batch stands."""

        async def call() -> Told:
            return _told(await self._api.batches.retrieve(batch))

        return await self._patiently(call, "ask for the batch")

    async def cancel(self, batch: str) -> Told:
        """Ask for a batch to be cancelled; what it has done by then is kept, and paid."""

        async def call() -> Told:
            try:
                return _told(await self._api.batches.cancel(batch))
            except (openai.BadRequestError, openai.ConflictError):  # it has ended in the meantime
                return _told(await self._api.batches.retrieve(batch))

        return await self._patiently(call, "cancel the batch")

    async def download(self, file: str, path: Path) -> None:
        """Fetch a result file; `path` is there whole or not at all."""

        async def call() -> None:
            async with self._api.files.with_streaming_response.content(file) as response:
                try:
                    atomic.sweep(path.parent)
                    with atomic.Part(path) as part:
                        whole = _Whole()
                        async for chunk in response.iter_bytes(1 << 20):
                            whole.see(chunk)
                            part.file.write(chunk)
                        whole.demand()
                        part.put()
                except OSError as error:
                    raise OutputError(f"{path}: cannot be written ({error.strerror or error}).") from error

        await self._patiently(call, "fetch the results")

    async def _patiently(self, call: Callable[[], Awaitable[T]], what: str) -> T:
        since, wait = time.monotonic(), 1.0
        while True:
            try:
                result = await call()
            except openai.NotFoundError as error:
                raise GoneError(f"{self._endpoint.base_url}: cannot {what}: not found there") from error
            except (openai.OpenAIError, httpx2.HTTPError, ValueError) as error:
                last = self._judged(error, what)
                allowed = self._patience if self._reached else min(self._patience, _FIRST_PATIENCE)
                pause = min(max(wait, _asked(error)), _LONGEST_WAIT)
                if time.monotonic() - since + pause > allowed:
                    raise last from error
                self._tell(f"{last} Next try in {in_words(pause)}.")
                await asyncio.sleep(pause)
                wait = min(wait * 2, _LONGEST_WAIT)
            else:
                self._reached = True
                return result

    def _judged(self, error: Exception, what: str) -> EndpointError:
        """The error to end with if it stays so; raises at once what no repetition mends."""
        at = self._endpoint.base_url
        if isinstance(error, httpx2.HTTPError):
            return UnreachableError(f"{at}: cannot {what}: {why_no_connection(error)}.")
        assert isinstance(error, openai.OpenAIError | ValueError)
        ours = translate(error, self._endpoint)
        if is_transient(error) or isinstance(error, openai.APITimeoutError):
            return ours if isinstance(ours, RateLimitedError | UnreachableError) else UnreachableError(str(ours))
        if isinstance(ours, EndpointError) and ours.stops_run:
            raise ours from error
        raise BatchRefusedError(f"{at}: cannot {what}: {ours}") from error


def _asked(error: Exception) -> float:
    if isinstance(error, openai.APIStatusError):
        return retry_after(error.response.headers, time.time()) or 0.0
    return 0.0


class _Whole:
    """Whether what is fetched can be a whole file of results: lines of JSON. What is missing in it would be sent, and
    paid, again."""

    def __init__(self) -> None:
        self._first, self._last = b"", b""

    def see(self, chunk: bytes) -> None:
        """A piece of the file. Raises BrokenAnswerError when something else begins there."""
        text = chunk.strip()
        self._first, self._last = self._first or text[:1], text[-1:] or self._last
        if self._first not in (b"", b"{"):
            raise BrokenAnswerError("something else than the results came, such as a web page", broken_off=True)

    def demand(self) -> None:
        """All has been seen. Raises BrokenAnswerError when the last line is none."""
        if self._last not in (b"", b"}"):
            raise BrokenAnswerError("the results are broken off", broken_off=True)


def _is_of(batch: dict[str, Any], file: str, metadata: dict[str, str]) -> bool:
    theirs = batch.get("metadata")
    named = isinstance(theirs, dict) and all(theirs.get(key) == value for key, value in metadata.items())
    return named or batch.get("input_file_id") == file


def _id_of(document: Any) -> str:
    found = document.get("id") if isinstance(document, dict) else None
    if not isinstance(found, str) or not found:
        raise BrokenAnswerError("the answer is not what the Batch API describes (no id)", broken_off=True)
    return found


def _told(document: Any) -> Told:
    """A batch from its JSON, of which nothing is taken for granted."""
    batch = document.model_dump(warnings=False) if isinstance(document, BaseModel) else document
    id_ = _id_of(batch)
    counts, errors = _dict(batch.get("request_counts")), _dict(batch.get("errors"))
    listed = errors.get("data")
    return Told(
        id=id_,
        status=_text(batch.get("status")) or "in_progress",
        output=_text(batch.get("output_file_id")),
        errors=_text(batch.get("error_file_id")),
        problems=tuple(_problem(_dict(p)) for p in listed) if isinstance(listed, list) else (),
        completed=_count(counts.get("completed")),
        failed=_count(counts.get("failed")),
    )


def _problem(told: dict[str, Any]) -> Problem:
    return Problem(_text(told.get("code")) or "", one_line(told.get("message")), _count(told.get("line")))


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value and value.isprintable() else None


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 53 else None
