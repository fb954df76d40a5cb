"""The exact request that an article would be sent as, without sending it."""

from __future__ import annotations

from typing import Any

from mujaz.articles.article import Article
from mujaz.model.dialect import Dialect
from mujaz.pipeline import Settings, prepare

__all__ = ["request_body"]


def request_body(article: Article, settings: Settings, model: str, dialect: Dialect) -> dict[str, Any]:
    """The body of the first `POST /chat/completions` for an article: what the client sends, key for key.

    `dialect` is what the endpoint takes, `Dialect.first_for(endpoint)` when nothing is known. Raises ReadError for an
    article that is not Arabic or has nothing left after cleaning, PromptError when a template fails.
    """
    cleaned = prepare(article, settings, lambda _: None)
    messages = settings.prompt.render(article, cleaned)
    return {"model": model, **dialect.body(messages, settings.parameters)}
