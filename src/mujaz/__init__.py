"""Mujaz: Arabic news articles in, checked English briefs out.

from mujaz import Article, Summarizer

with Summarizer(model="...") as summarizer:
    brief = summarizer.brief(Article.from_path("article.txt"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = ["Article", "Brief", "MujazError", "Summarizer", "__version__"]

if TYPE_CHECKING:
    from mujaz.articles.article import Article
    from mujaz.errors import MujazError
    from mujaz.schema.brief import Brief
    from mujaz.summarizer import Summarizer

_WHERE = {
    "Article": "mujaz.articles.article",
    "Brief": "mujaz.schema.brief",
    "MujazError": "mujaz.errors",
    "Summarizer": "mujaz.summarizer",
}


def __getattr__(name: str) -> Any:
    """Import public names on first use, so that `mujaz --help` need not load a client library."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_WHERE[name]), name)
