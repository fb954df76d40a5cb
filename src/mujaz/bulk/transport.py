"""The HTTP transport of a run: every request waits at the gate, and is sent again when the gate says so.

It lies under the client library, so that re-asks, and requests that are refused for a part of their form, are paced and
counted like all others, and so that what an answer cost is known also when the answer is of no use.
"""

from __future__ import annotations

import asyncio
import contextvars
import json
import time
from dataclasses import dataclass, field
from typing import Any

import httpx2
import tenacity

from mujaz.bulk.allowance import retry_after
from mujaz.bulk.entries import Spent
from mujaz.bulk.gate import Answered, Charge, Door
from mujaz.errors import EndpointError
from mujaz.model.client import CarriedError

__all__ = ["PacedTransport", "Tally", "estimate_tokens", "tally"]

_ASCII_BYTES_PER_TOKEN = 4.0
_OTHER_BYTES_PER_TOKEN = 5.5
"""UTF-8 bytes: an Arabic word of five letters and its space are 11 bytes and about 2 tokens."""
_QUOTA = "insufficient_quota"


@dataclass(slots=True)
class Tally:
    """What the requests made on behalf of one article have used."""

    spent: Spent = field(default_factory=Spent)


tally: contextvars.ContextVar[Tally | None] = contextvars.ContextVar("mujaz_bulk_tally", default=None)
"""The article that is being worked on, for the transport under it."""


class PacedTransport(httpx2.AsyncBaseTransport):
    """Sends through `inner` what `door` lets through. `answer_bound` is the most tokens an answer may have."""

    def __init__(self, inner: httpx2.AsyncClient, door: Door, answer_bound: int) -> None:
        self._inner, self._door, self._answer_bound = inner, door, answer_bound

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The endpoint's answer, whole. Raises CarriedError when the gate closes first, or what `inner` raises."""
        if request.method != "POST":
            return _whole(await self._inner.send(request), request)
        body = await request.aread()
        charge = Charge(estimate_tokens(body), self._answer_bound)
        backoff = tenacity.wait_exponential_jitter(multiplier=0.5, max=8.0)
        state = tenacity.RetryCallState(tenacity.Retrying(), None, (), {})
        tries = 1
        while True:
            try:
                number = await self._door.enter(charge)
            except EndpointError as why:
                raise CarriedError(why) from why
            response, answered, error = await self._once(request, number, tries)
            verdict = await self._door.leave(number, answered)
            _count(charge, answered)
            if verdict == "keep":
                if error is not None:
                    raise error
                assert response is not None
                return response
            if verdict == "later":
                state.attempt_number = tries
                tries += 1
                await asyncio.sleep(backoff(state))

    async def _once(
        self, request: httpx2.Request, number: int, tries: int
    ) -> tuple[httpx2.Response | None, Answered, Exception | None]:
        try:
            response = _whole(await self._inner.send(request), request)
        except asyncio.CancelledError:
            await asyncio.shield(self._door.leave(number, Answered(final=True)))
            _count(Charge(estimate_tokens(await request.aread()), self._answer_bound), Answered(final=True))
            raise
        except httpx2.ReadTimeout as error:  # a slow answer would be slow, and paid, again
            return None, Answered(failure="no answer in time", tries=tries, final=True), error
        except httpx2.TransportError as error:
            said = " ".join(str(error).split()) or type(error).__name__
            return None, Answered(failure=said, tries=tries), error
        return response, _read(response, tries), None

    async def aclose(self) -> None:
        await self._inner.aclose()


def _count(charge: Charge, answered: Answered) -> None:
    """Add to the article's tally what the request has used, or may have: an answer that came too late is paid too."""
    mine = tally.get()
    if mine is None or not (answered.status == 200 or (answered.status is None and answered.final)):
        return
    if answered.prompt_tokens is None or answered.completion_tokens is None:
        mine.spent += Spent(1, charge.prompt, 0, 1)
    else:
        mine.spent += Spent(1, answered.prompt_tokens, answered.completion_tokens)


def estimate_tokens(body: bytes) -> int:
    """Tokens of a request's body, schema and all, from its bytes; the pacer learns how far off this is."""
    ascii_bytes = len(body.decode("utf-8", "ignore").encode("ascii", "ignore"))
    return int(ascii_bytes / _ASCII_BYTES_PER_TOKEN + (len(body) - ascii_bytes) / _OTHER_BYTES_PER_TOKEN) + 1


def _whole(response: httpx2.Response, request: httpx2.Request) -> httpx2.Response:
    """The response with its content unpacked, as the transport's own."""
    headers = [(name, value) for name, value in response.headers.multi_items() if name.lower() not in _OF_THE_WIRE]
    return httpx2.Response(response.status_code, headers=headers, content=response.content, request=request)


_OF_THE_WIRE = ("content-encoding", "content-length", "transfer-encoding")


def _read(response: httpx2.Response, tries: int) -> Answered:
    document = _json(response.content)
    usage = document.get("usage") if response.status_code == 200 else None
    counts = [usage.get(name) for name in ("prompt_tokens", "completion_tokens")] if isinstance(usage, dict) else []
    told = len(counts) == 2 and all(isinstance(count, int) and count >= 0 for count in counts)
    error = document.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    return Answered(
        status=response.status_code,
        prompt_tokens=counts[0] if told else None,
        completion_tokens=counts[1] if told else None,
        headers={name: value for name, value in response.headers.items() if name.startswith("x-ratelimit-")},
        retry_after=retry_after(response.headers, time.time()),
        tries=tries,
        final=code == _QUOTA,
    )


def _json(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
