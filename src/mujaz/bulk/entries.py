"""What goes into the ledger and comes out of it, as values."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

from mujaz.articles.article import Article
from mujaz.bulk.duplicates import Sketch, sketch
from mujaz.bulk.states import Failure, failure_of
from mujaz.errors import MujazError, ReadError

__all__ = ["Admitted", "Duplicates", "Entry", "Failed", "Spent", "Totals", "entry"]

Duplicates = Literal["link", "brief", "skip"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the input on its way into the ledger: an article with its sketch, or why it is none.

    `fingerprint` stays the same however often and from wherever the item is read: it covers the text and all that the
    record says about it.
    """

    fingerprint: bytes
    what: Article | ReadError
    sketch: Sketch | None = None


def entry(what: Article | ReadError) -> Entry:
    """The entry of one item of the input."""
    if isinstance(what, ReadError):
        return Entry(hashlib.sha256(f"unreadable {what}".encode("utf-8", "replace")).digest(), what)
    day = what.published.isoformat() if what.published else None
    said = json.dumps([what.id, what.sha256, what.title, what.url, what.outlet, day])
    return Entry(hashlib.sha256(said.encode()).digest(), what, sketch(what.text))


@dataclass(frozen=True, slots=True)
class Admitted:
    """What became of an entry: its row, its id, unique in the run, and whether it is to be briefed now."""

    n: int
    id: str
    to_brief: bool


@dataclass(frozen=True, slots=True)
class Spent:
    """What an article has cost so far in tokens, over all requests, also those of answers that were of no use.

    `uncounted` is how many of the requests came without a count of tokens; an estimate is in the sums for them.
    """

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    uncounted: int = 0

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            self.requests + other.requests,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.uncounted + other.uncounted,
        )


@dataclass(frozen=True, slots=True)
class Failed:
    """Why an article has no brief."""

    kind: Failure
    message: str
    retryable: bool

    @classmethod
    def of(cls, article_id: str, error: Exception) -> Failed:
        """The failure that an error makes of an article; an error that is not ours is a fault of this program."""
        if isinstance(error, MujazError):
            return cls(failure_of(error), str(error), error.retryable)
        said = f"{article_id}: an error of this program, please report it: {error!r}"
        return cls("internal", said, retryable=False)

    def told_of(self, article_id: str) -> str:
        """The failure on a line for people."""
        said = self.message if self.message.startswith(article_id) else f"{article_id}: {self.message}"
        return f"{said} [{self.kind}]"


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over a ledger. `lost` counts requests that were in flight when a process died."""

    spent: Spent
    lost: int
    cost_usd: float | None
    briefed: int
