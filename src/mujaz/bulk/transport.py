"""The HTTP client of a run: every request waits at the gate, and is sent again when the gate says so.

It lies under the client library, so that re-asks, and requests that are refused for a part of their form, are paced and
counted like all others, and so that what an answer cost is known also when the answer is of no use.
"""

from __future__ import annotations

import asyncio
import contextvars
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2
import tenacity

from mujaz.bulk.allowance import retry_after
from mujaz.bulk.entries import Spent
from mujaz.bulk.gate import Answered, Charge, Door
from mujaz.errors import EndpointError
from mujaz.model.client import CarriedError
from mujaz.model.connection import BrokenAnswerError, OversizedAnswerError, document_of
from mujaz.model.failures import is_final_limit, reason_in
from mujaz.model.usage import stated_usage
from mujaz.model.wording import one_line, why_no_connection

__all__ = ["Lanes", "PacedClient", "Tally", "estimate_tokens", "tally"]

_ASCII_BYTES_PER_TOKEN = 4.0
_OTHER_BYTES_PER_TOKEN = 5.5
"""UTF-8 bytes: an Arabic word of five letters and its space are 11 bytes and about 2 tokens."""
_NOT_ASCII = bytes(range(128, 256))


@dataclass(slots=True)
class Tally:
    """What the requests made on behalf of one article have used."""

    spent: Spent = field(default_factory=Spent)


tally: contextvars.ContextVar[Tally | None] = contextvars.ContextVar("mujaz_bulk_tally", default=None)
"""The article that is being worked on, for the transport under it."""


class Lanes:
    """Connections to an endpoint, as many as requests are under way at a time, each in a client of its own that `make`
    makes. The pool of a client looks at all its connections, and asks the system about idle ones, for every request and
    every answer; the connection used last is used first here, and the others are not looked at."""

    def __init__(self, make: Callable[[], httpx2.AsyncClient]) -> None:
        self._make = make
        self._all: list[httpx2.AsyncClient] = []
        self._free: list[httpx2.AsyncClient] = []

    async def send(self, request: httpx2.Request, **how: Any) -> httpx2.Response:
        """The answer, whole."""
        if self._free:
            client = self._free.pop()
        else:
            self._all.append(client := self._make())
        try:
            return await client.send(request, **how)
        finally:
            self._free.append(client)

    async def close(self) -> None:
        """Close the connections."""
        await asyncio.gather(*(client.aclose() for client in self._all))


class PacedClient(httpx2.AsyncClient):
    """Sends through `inner` what `door` lets through. `answer_bound` is the most tokens an answer may have."""

    def __init__(self, inner: Lanes, door: Door, answer_bound: int) -> None:
        super().__init__(transport=httpx2.AsyncBaseTransport(), trust_env=False)  # `inner` has the connections
        self._inner, self._door, self._answer_bound = inner, door, answer_bound

    async def send(self, request: httpx2.Request, **how: Any) -> httpx2.Response:
        """The endpoint's answer, whole. Raises CarriedError when the gate closes first, or what `inner` raises."""
        if request.method != "POST":
            return await self._inner.send(request, **how)
        body = await request.aread()
        charge = Charge(estimate_tokens(body), self._answer_bound)
        tries, refused = 1, 0
        while True:
            try:
                number = await self._door.enter(charge)
            except EndpointError as why:
                raise CarriedError(why) from why
            response, answered, error = await self._once(request, how, number, charge, tries, refused)
            verdict = await self._door.leave(number, answered)
            _count(charge, answered)
            refused += answered.status == 429
            if verdict == "keep":
                if error is not None:
                    raise error
                assert response is not None
                return response
            if verdict == "later":
                await asyncio.sleep(_rest(tries))
                tries += 1

    async def _once(
        self, request: httpx2.Request, how: dict[str, Any], number: int, charge: Charge, tries: int, refused: int
    ) -> tuple[httpx2.Response | None, Answered, Exception | None]:
        try:
            response = await self._inner.send(request, **how)
        except asyncio.CancelledError:
            await asyncio.shield(self._door.leave(number, Answered(final=True)))
            _count(charge, Answered(final=True))
            raise
        except httpx2.ReadTimeout as error:  # a slow answer would be slow, and paid, again
            return None, Answered(failure="no answer in time", tries=tries, final=True), error
        except OversizedAnswerError as error:  # so would one that is too large
            return None, Answered(status=200, tries=tries), error
        except (httpx2.HTTPError, OSError) as error:
            return None, Answered(failure=why_no_connection(error), tries=tries), error
        try:
            return response, _read(response, tries, refused), None
        except BrokenAnswerError as error:
            return None, Answered(failure=str(error), tries=tries), error

    async def aclose(self) -> None:
        await self._inner.close()
        await super().aclose()


_BACKOFF = tenacity.wait_exponential_jitter(multiplier=0.5, max=8.0)


def _rest(tries: int) -> float:
    """Seconds before a request that has failed so often is sent again."""
    state = tenacity.RetryCallState(tenacity.Retrying(), None, (), {})
    state.attempt_number = tries
    return float(_BACKOFF(state))


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
    ascii_bytes = len(body.translate(None, _NOT_ASCII))
    return int(ascii_bytes / _ASCII_BYTES_PER_TOKEN + (len(body) - ascii_bytes) / _OTHER_BYTES_PER_TOKEN) + 1


def _read(response: httpx2.Response, tries: int, refused: int) -> Answered:
    """What the gate needs to know of an answer. Raises BrokenAnswerError for one with status 200 that is no JSON."""
    taken = response.status_code == 200
    try:
        document = document_of(response)
    except BrokenAnswerError:
        if taken:
            raise
        document = None
    document = document if isinstance(document, dict) else {}
    usage = stated_usage(document.get("usage")) if taken else None
    return Answered(
        status=response.status_code,
        prompt_tokens=usage[0] if usage else None,
        completion_tokens=usage[1] if usage else None,
        headers={name: value for name, value in response.headers.items() if name.startswith("x-ratelimit-")},
        retry_after=retry_after(response.headers, time.time()),
        failure=_failure(response.status_code, document),
        tries=tries,
        refused=refused,
        final=is_final_limit(document.get("error")),
    )


def _failure(status: int, document: object) -> str:
    """A server error in words, "" for any other answer."""
    if status < 500 and status not in (408, 409):
        return ""
    said = one_line(reason_in(document), 200)
    return f"server error {status}{f': {said}' if said else ''}"
