"""One version of a prompt, and what it makes of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mujaz.articles import chat_tokens, hidden_characters
from mujaz.articles.article import Article
from mujaz.cleaning import Cleaned
from mujaz.errors import PromptError

__all__ = ["MAX_NAME", "Message", "Parameters", "Prompt"]

MAX_NAME = 120
"""Characters of an outlet's name or a title that reach a template."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Message = dict[str, str]
"""A chat message: `role` and `content`."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Sampling parameters that belong to a prompt; `max_tokens` bounds the answer, in the model's tokens."""

    temperature: float
    max_tokens: int
    seed: int | None


@dataclass(frozen=True, slots=True)
class Prompt:
    """One version of a prompt; `sha256` is the fingerprint of its three files, `texts` what they held when they were
    read: a file that changes later changes nothing."""

    name: str
    version: int
    description: str
    schema: str
    parameters: Parameters
    folder: Path
    sha256: str
    texts: Mapping[str, str] = field(repr=False, compare=False)

    @property
    def spec(self) -> str:
        """How the command line names it, `brief@1`."""
        return f"{self.name}@{self.version}"

    def source(self, file: str) -> str:
        """The text of one of its files (`prompt.toml`, `system.md.j2`, `user.md.j2`), lines ending with "\\n"."""
        return self.texts[file]

    def render(self, article: Article, cleaned: Cleaned) -> list[Message]:
        """The messages for one article: system, then user.

        Raises PromptError naming file, line and reason when a template fails.
        """
        published = article.published
        variables = {
            "title": _line(article.title),
            "outlet": _line(article.outlet),
            "published": published.isoformat() if published else None,
            "weekday": _WEEKDAYS[published.weekday()] if published else None,
            "segments": cleaned.segments,
        }
        return [
            {"role": "system", "content": self._render("system.md.j2", {})},
            {"role": "user", "content": self._render("user.md.j2", variables)},
        ]

    def _render(self, file: str, variables: Mapping[str, Any]) -> str:
        from mujaz.prompts.sandbox import FaultyTemplateError, render

        try:
            return render(self.source(file), variables).strip()
        except FaultyTemplateError as fault:
            line = f", line {fault.line}" if fault.line else ""
            raise PromptError(f"{self.folder / file}{line}: {fault}") from fault


def _line(text: str | None) -> str | None:
    """On one line and not longer than a name: it comes with the article and stands outside its segments."""
    if not text:
        return None
    plain = chat_tokens.break_tokens(hidden_characters.strip(text).text).text
    return " ".join(plain.split())[:MAX_NAME]
