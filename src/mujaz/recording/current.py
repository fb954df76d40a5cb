"""Which article a request belongs to: set by the pipeline, read by the transports that record and replay."""

from __future__ import annotations

import contextlib
import contextvars
from collections.abc import Callable, Iterator

from mujaz.articles.article import Article

__all__ = ["Take", "current", "take"]

End = Callable[[BaseException | None], None]


class Take:
    """One article's conversation with the model, from its first request to its brief.

    Two conversations about the same article are two takes.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self._ends: list[End] = []

    def at_end(self, call: End) -> None:
        """Have `call` called when the conversation is over, with the error that ended it or None."""
        self._ends.append(call)

    def end(self, error: BaseException | None) -> None:
        """The conversation is over."""
        for call in self._ends:
            call(error)


_current: contextvars.ContextVar[Take | None] = contextvars.ContextVar("mujaz_take", default=None)


def current() -> Take | None:
    """The take that the running task works on, None outside of any."""
    return _current.get()


@contextlib.contextmanager
def take(article: Article) -> Iterator[Take]:
    """Mark what happens inside as the conversation about `article`."""
    made = Take(article)
    token = _current.set(made)
    try:
        yield made
    except BaseException as error:
        made.end(error)
        raise
    else:
        made.end(None)
    finally:
        _current.reset(token)
