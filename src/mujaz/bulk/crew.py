"""Who briefs: workers in this process, or in processes of their own (`mujaz.bulk.processes`)."""

from __future__ import annotations

from typing import Protocol

from mujaz.articles.article import Article
from mujaz.bulk.worker import Result, Worker

__all__ = ["Crew", "Here"]


class Crew(Protocol):
    """Briefs articles, any number at a time."""

    async def work(self, article: Article) -> Result:
        """What became of the article."""
        ...

    async def close(self) -> None:
        """Stop; what is under way is given up."""
        ...


class Here:
    """One worker, in this process and loop."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    async def work(self, article: Article) -> Result:
        return await self._worker.work(article)

    async def close(self) -> None:
        await self._worker.close()
