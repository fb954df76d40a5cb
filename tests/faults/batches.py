"""The faults of a batch interface, and how `bulk run --via batch` ends with each."""

from __future__ import annotations

from dataclasses import dataclass

from tests.faults.fault import Ends
from tests.support.endpoint import Reply

__all__ = ["BATCH_FAULTS", "BatchFault"]


@dataclass(frozen=True)
class BatchFault:
    """A call of the batch interface is answered by `refusal` (a status, 0 for a connection that is closed, or a reply),
    `late` after it had its effect.

    `mends`: when only the first such call has the fault, the run is done, and every article was paid once. `lasting`:
    how the run ends when all have it; `state` is that of the articles then.
    """

    name: str
    what: str
    call: str
    refusal: int | Reply
    lasting: Ends
    state: str = "submitted"
    mends: bool = True
    late: bool = False


_PAGE = Reply(body=b"<!doctype html><title>Login</title>", headers={"Content-Type": "text/html"})
_FORBIDDEN = "the key is not accepted (403)"

BATCH_FAULTS = (
    BatchFault("upload-500", "the upload: 500", "upload", 500, Ends(5, "server error 500")),
    BatchFault("upload-closed", "the upload: connection closed", "upload", 0, Ends(5, "closed without an answer")),
    BatchFault("upload-413", "the upload: 413", "upload", 413, Ends(5, "cannot upload the file"), mends=False),
    BatchFault("upload-403", "the upload: 403", "upload", 403, Ends(5, _FORBIDDEN), mends=False),
    BatchFault("upload-page", "the upload: a web page", "upload", _PAGE, Ends(5, "not what the Batch API describes")),
    BatchFault("create-404", "making the batch: 404, there is no such interface", "create", 404,
               Ends(5, "no batch can be made there"), mends=False),
    BatchFault("create-429", "making the batch: 429", "create", 429, Ends(5, "rate limited")),
    BatchFault("create-closed", "making the batch: connection closed before", "create", 0,
               Ends(5, "closed without an answer")),
    BatchFault("create-lost", "making the batch: made, and its answer lost", "create", 0, Ends(0, "settled"), "done",
               late=True),
    BatchFault("poll-500", "asking for the batch: 500", "retrieve", 500, Ends(5, "server error 500")),
    BatchFault("poll-closed", "asking for the batch: connection closed", "retrieve", 0,
               Ends(5, "closed without an answer")),
    BatchFault("poll-page", "asking for the batch: a web page", "retrieve", _PAGE,
               Ends(5, "not what the Batch API describes")),
    BatchFault("poll-shape", "asking for the batch: JSON of another kind", "retrieve", Reply(body=b'{"hello": 1}'),
               Ends(5, "not what the Batch API describes")),
    BatchFault("poll-404", "asking for the batch: 404", "retrieve", 404, Ends(5, "another key, account or project"),
               mends=False),
    BatchFault("results-500", "fetching the results: 500", "content", 500, Ends(5, "server error 500")),
    BatchFault("results-cut", "fetching the results: connection closed within them", "content",
               Reply(body=b'{"custom_id": "1-1", "resp' * 40, cut=300), Ends(5, "closed within the answer")),
    BatchFault("results-page", "fetching the results: a web page", "content", _PAGE, Ends(5, "a web page")),
    BatchFault("results-broken", "fetching the results: they break off", "content",
               Reply(body=b'{"custom_id": "1-1", "response": {"status_c'), Ends(5, "broken off")),
    BatchFault("results-404", "fetching the results: 404", "content", 404, Ends(5, "another key, account or project"),
               mends=False),
)  # fmt: skip
