"""One article: from the article to its brief, or to the reason why there is none. In the parent or in a process of its
own: all it knows of the rest of the run is a door."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mujaz.articles.article import Article
from mujaz.bulk.entries import Failed, Spent
from mujaz.bulk.errors import StoppedError
from mujaz.bulk.gate import Door
from mujaz.bulk.transport import Lanes, PacedClient, Tally, tally
from mujaz.errors import MujazError
from mujaz.model.client import Client, Retries
from mujaz.model.connection import certificates, direct_client
from mujaz.model.endpoint import Endpoint
from mujaz.model.price import Price
from mujaz.pipeline import Settings, brief_article

if TYPE_CHECKING:
    from mujaz.schema.brief import Brief

__all__ = ["Result", "Setup", "Worker", "packed", "renamed"]


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker needs to know, the same for all of a run. `timeout` is in seconds, for one answer."""

    endpoint: Endpoint
    settings: Settings
    timeout: float
    price: Price | None


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an article: a packed brief, or a failure, or neither when the run ended first.

    `stops` is the error that ends the run: it would meet every other article too. `crashed`: the process that worked
    on it died.
    """

    spent: Spent
    brief: bytes | None = None
    failed: Failed | None = None
    stops: MujazError | None = None
    crashed: bool = False


class Worker:
    """Briefs articles, any number at a time, in one event loop."""

    def __init__(self, setup: Setup, door: Door) -> None:
        self._setup = setup
        bound = setup.settings.parameters.max_tokens
        trusted = certificates(setup.endpoint)
        paced = PacedClient(Lanes(lambda: direct_client(setup.endpoint, trusted)), door, bound)
        self._client = Client(setup.endpoint, timeout=setup.timeout, retries=Retries(tries=1), http_client=paced)

    async def model(self) -> str:
        """The name of the model; asks the endpoint when none was given."""
        return await self._client.model()

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def work(self, article: Article) -> Result:
        """Brief one article. Raises nothing but CancelledError."""
        mine = Tally()
        token = tally.set(mine)
        try:
            brief = await brief_article(article, self._client, self._setup.settings)
            return Result(mine.spent, brief=packed(brief, self._setup.price, mine.spent))
        except StoppedError:
            return Result(mine.spent)
        except Exception as error:  # noqa: BLE001 - a fault of ours with one article must not cost the others
            if isinstance(error, MujazError) and error.stops_run:
                return Result(mine.spent, stops=error)
            return Result(mine.spent, failed=Failed.of(article.id, error))
        finally:
            tally.reset(token)


def packed(brief: Brief, price: Price | None, spent: Spent) -> bytes:
    """The brief as the ledger keeps it: its canonical JSON, packed, with what it has cost when price and tokens are
    known."""
    if price is not None and not spent.uncounted:
        cost = round(price.cost(spent.prompt_tokens, spent.completion_tokens), 6)
        provenance = brief.provenance.model_copy(update={"cost_usd": cost})
        brief = brief.model_copy(update={"provenance": provenance})
    return zlib.compress(brief.model_dump_json(by_alias=True).encode("utf-8", "replace"), 3)


def renamed(article: Article, id_: str) -> Article:
    """The article under the id that it has in the run."""
    return article if article.id == id_ else replace(article, id=id_)
