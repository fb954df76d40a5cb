"""An article's answers so far, played back through the live path.

The live path is the client with its re-asks, checks and kinds of failure (`mujaz.pipeline`). Here its transport hands
out the answers that batches have brought, in order; at the request that has no answer yet it stops, and that request is
what the next batch must hold. Nothing about wording, re-asks or parameters is said twice.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import httpx2

from mujaz.articles.article import Article
from mujaz.bulk.entries import Failed, Spent
from mujaz.bulk.worker import packed
from mujaz.errors import MujazError, UnreachableError
from mujaz.model.client import CarriedError, Client, Retries
from mujaz.model.dialect import Dialect
from mujaz.model.endpoint import Endpoint
from mujaz.model.price import Price
from mujaz.model.usage import stated_usage
from mujaz.pipeline import Settings, brief_article

__all__ = ["Given", "Outcome", "Replay", "spent_on"]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it stands in a result file: the HTTP status that the endpoint gave the row, and the body (JSON)."""

    status: int
    body: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far the answers lead: exactly one of a packed brief, a failure, an error that would meet every article
    (`stops`), or the body of the next `request`. `dialect` is what the endpoint is known to take by then."""

    dialect: Dialect
    brief: bytes | None = None
    failed: Failed | None = None
    stops: MujazError | None = None
    request: bytes | None = None


class _PendingError(MujazError):
    """There is no answer to this request yet."""

    def __init__(self, body: bytes) -> None:
        super().__init__("waits for a batch")
        self.body = body


class _Stored(httpx2.AsyncBaseTransport):
    def __init__(self, answers: Sequence[Given]) -> None:
        self._answers = iter(answers)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if request.method != "POST":
            raise CarriedError(UnreachableError("only answers of batches are played back"))
        given = next(self._answers, None)
        if given is None:
            raise CarriedError(_PendingError(await request.aread()))
        headers = {"content-type": "application/json"}
        return httpx2.Response(given.status, headers=headers, content=given.body.encode(), request=request)


class Replay:
    """Plays answers back for the articles of one run. `endpoint` has its model, and its context where it is known."""

    def __init__(self, endpoint: Endpoint, settings: Settings, price: Price | None) -> None:
        self._endpoint, self._settings, self._price = endpoint, settings, price

    async def outcome(self, article: Article, answers: Sequence[Given], dialect: Dialect) -> Outcome:
        """How far these answers lead. `dialect` is the one of the first request: later ones follow from the answers.

        Raises nothing but CancelledError.
        """
        http_client = httpx2.AsyncClient(transport=_Stored(answers), trust_env=False)
        client = Client(self._endpoint, retries=Retries(tries=1), http_client=http_client, dialect=dialect)
        try:
            brief = await brief_article(article, client, self._settings)
            spent = sum((spent_on(given, 0) for given in answers), Spent())
            return Outcome(client.dialect, brief=packed(brief, self._price, spent))
        except _PendingError as pending:
            return Outcome(client.dialect, request=pending.body)
        except Exception as error:  # noqa: BLE001 - a fault of ours with one article must not cost the others
            if isinstance(error, MujazError) and error.stops_run:
                return Outcome(client.dialect, stops=error)
            return Outcome(client.dialect, failed=Failed.of(article.id, error))
        finally:
            await client.close()


def usage(given: Given) -> tuple[int, int] | None:
    """Tokens of prompt and answer that the answer itself tells; None when it does not."""
    try:
        return stated_usage(json.loads(given.body).get("usage"))
    except (ValueError, AttributeError):
        return None


def spent_on(given: Given, estimate: int) -> Spent:
    """What an answer has used. Rows that ended in an error are not billed ("Batch API", OpenAI's guide); for an answer
    that tells no usage the prompt counts as estimated."""
    if given.status != 200:
        return Spent()
    counts = usage(given)
    return Spent(1, estimate, 0, 1) if counts is None else Spent(1, *counts)


def with_context(endpoint: Endpoint, context: int | None) -> Endpoint:
    """The endpoint with the context of its model, in tokens, when that is known."""
    return endpoint if context is None else replace(endpoint, context=context)
