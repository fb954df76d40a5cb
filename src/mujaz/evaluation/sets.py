"""Folders of gold and articles, matched by the article's id."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mujaz.articles.article import Article
from mujaz.articles.sources import read
from mujaz.errors import UsageError

__all__ = ["articles_in", "gold_paths"]


def articles_in(folder: Path) -> dict[str, Article]:
    """The articles of a folder (or one file), by id. Raises UsageError when there are none.

    Files that cannot be read are passed over here: whoever needs one of them finds its id missing, and says so.
    """
    found = {item.id: item for item in read([folder]) if isinstance(item, Article)}
    if not found:
        raise UsageError(f"{folder}: no articles there; name their folder with --articles")
    return found


def gold_paths(named: Iterable[Path]) -> list[Path]:
    """The gold files that `named` files and folders hold, sorted, each once. Raises UsageError when there are none."""
    named = list(named)
    found: dict[Path, None] = {}
    for path in named:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder; name the gold, or run where eval/gold is")
        found.update(dict.fromkeys(sorted(path.glob("*.json")) if path.is_dir() else [path]))
    if not found:
        raise UsageError(f"{', '.join(map(str, named))}: no gold files (*.json) there")
    return list(found)
