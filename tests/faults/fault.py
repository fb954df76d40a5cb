"""What a fault is, how commands end, and the builders of both for the list in `faults.py`."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any

from tests.support.endpoint import Reply, error

__all__ = [
    "REFUSALS", "SLOW", "TRIES", "Ends", "Fault", "Make", "Row", "body", "completion", "date_in", "good", "harmless",
    "hostile", "limited", "passing", "status", "stops", "useless", "zipped",
]  # fmt: skip

SLOW = 1.0
"""Seconds that the tests allow for an answer that does not come."""

Make = Callable[[str], Reply]
"""The faulty reply, made from the answer that would have been good."""


@dataclass(frozen=True)
class Ends:
    """How a command ends when every answer has the fault: exit code, requests sent, and what its message says."""

    code: int
    says: str
    requests: int = 1


@dataclass(frozen=True)
class Row:
    """What becomes of one article of a run whose answers have the fault, while others are answered well.

    `kind` is the kind of failure, "done", or "stops" when the run ends with exit code 5 and the article stays queued.
    `requests` are those for this article; `counted` says that the tokens of the useless answer are in the ledger.
    """

    kind: str
    requests: int = 1
    counted: bool = False

    @property
    def paid(self) -> bool:
        """Whether there was an answer with status 200."""
        return self.counted or self.kind == "done"


@dataclass(frozen=True)
class Fault:
    """`what` is the fault of the answer in words. `brief`: every answer has it; `mends`: when only the first has it,
    the brief is made.

    `bulk` and `batch` are about one article; None: it cannot have this fault alone, or not in a row of a batch. `down`:
    what `bulk run` ends with when every answer has the fault, where that is not the same failure for each article.
    `tells_usage`: the answer says how many tokens it took.
    """

    name: str
    what: str
    make: Make
    brief: Ends
    bulk: Row | None
    batch: Row | None = None
    mends: bool = False
    down: Ends | None = None
    tells_usage: bool = True
    timeout: float = 60.0
    """For `--timeout`, in seconds."""

    @property
    def answered(self) -> bool:
        """Whether the endpoint gave the answer as it should: with status 200, once, and without ending the run."""
        return self.down is None and self.batch is not None and self.bulk == self.batch and self.bulk.paid


def status(number: int, message: str, **fields: Any) -> Make:
    """An error in OpenAI's format."""
    return lambda _: error(number, message, **fields)


def good(**fields: Any) -> Make:
    """The good answer, with these fields of a Reply."""
    return lambda content: Reply(**{"content": content, **fields})


def body(document: Any, **fields: Any) -> Make:
    """This JSON."""
    return lambda _: Reply(body=json.dumps(document).encode(), **fields)


def completion(content: str, **choice: Any) -> dict[str, Any]:
    """A completion with these fields of its choice."""
    message = {"role": "assistant", "content": content}
    return {
        "id": "x", "object": "chat.completion", "created": 0, "model": "scripted",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message, **choice}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 90, "total_tokens": 990},
    }  # fmt: skip


def zipped(damage: Callable[[bytes], bytes]) -> Make:
    """The good answer as gzip, damaged."""

    def make(content: str) -> Reply:
        packed = gzip.compress(json.dumps(completion(content)).encode())
        return Reply(body=damage(packed), headers={"Content-Encoding": "gzip"})

    return make


def date_in(seconds: float) -> str:
    """A date of HTTP so many seconds from now."""
    return formatdate(time.time() + seconds, usegmt=True)


def hostile(content: str) -> Reply:
    """The right shape, and strings that want to be more than text."""
    draft = json.loads(content)
    draft["headline_en"] = "Headline \x1b[31mred\x1b[0m \u202etxt.exe\u202c <script>alert(1)</script>"
    draft["summary"][0]["text_en"] = (
        '=HYPERLINK("http://x.invalid")\x07\x9b2J\u2066 [link](javascript:alert(1)) <img src=x>'
    )
    return Reply(json.dumps(draft))


TRIES = 4
"""Tries of one request: `mujaz.model.waiting.Retries`, `mujaz.bulk.gate.TRIES`, `mujaz.bulk.batch.collecting.TRIES`."""
REFUSALS = 20
"""`mujaz.bulk.gate.REFUSALS`."""


def passing(name: str, what: str, make: Make, says: str, *, batch: bool = False) -> Fault:
    """A failure of the server or the connection: tried again."""
    return Fault(
        name, what, make, Ends(5, says, TRIES), Row("unreachable", TRIES),
        Row("unreachable", TRIES) if batch else None, mends=True, down=Ends(5, "the endpoint is down"),
    )  # fmt: skip


def limited(name: str, what: str, make: Make, says: str, *, requests: int = TRIES, batch: bool = False) -> Fault:
    """The endpoint limits us."""
    return Fault(
        name, what, make, Ends(5, says, requests), Row("limited", REFUSALS),
        Row("limited", TRIES) if batch else None, mends=requests > 1, down=Ends(5, "the endpoint takes nothing (429"),
    )  # fmt: skip


def stops(name: str, what: str, make: Make, says: str, *, batch: bool = True) -> Fault:
    """What every article would meet."""
    return Fault(name, what, make, Ends(5, says), Row("stops"), Row("stops") if batch else None)


def useless(
    name: str,
    what: str,
    make: Make,
    kind: str,
    says: str,
    *,
    requests: int = 1,
    counted: bool = True,
    told: bool = True,
) -> Fault:
    """An answer of no use for this article; the endpoint is well."""
    row = Row(kind, requests, counted)
    return Fault(name, what, make, Ends(1, says, requests), row, row, tells_usage=told)


def harmless(name: str, what: str, make: Make, *, counted: bool = True, batch: bool = True) -> Fault:
    """A flaw that costs nothing."""
    row = Row("done", 1, counted)
    return Fault(name, what, make, Ends(0, ""), row, row if batch else None)
