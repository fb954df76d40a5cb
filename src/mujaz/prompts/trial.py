"""A prompt of a user's own, tried before any model is started or paid: mistakes show at once, not with an article."""

from __future__ import annotations

import functools
from datetime import date

from mujaz.articles.article import Article
from mujaz.cleaning import clean
from mujaz.errors import PromptError
from mujaz.prompts.prompt import Prompt

__all__ = ["try_out"]

_TEXT = "أعلنت بلدية النورس إغلاق جسر الصفصاف. وقال رئيس البلدية إن الأعمال تنتهي خلال أسبوعين. ولم تقع إصابات."


@functools.lru_cache(maxsize=8)
def try_out(prompt: Prompt) -> None:
    """Render the prompt for an article of which everything is known, and for one of which nothing is but its text.

    Raises PromptError naming file and line when a template fails, and when the article does not reach the model.
    """
    articles = (
        Article(id="trial", text=_TEXT, title="خبر", outlet="صحيفة النورس", published=date(2025, 5, 14)),
        Article(id="trial", text=_TEXT),
    )
    made = [(cleaned := clean(article), prompt.render(article, cleaned)) for article in articles]
    for cleaned, (system, user) in made:
        if not system["content"]:
            raise PromptError(f"{prompt.folder / 'system.md.j2'}: the template gives an empty message.")
        at = 0
        for segment in cleaned.segments:
            at = user["content"].find(segment.text, at)
            if at < 0:
                raise PromptError(
                    f"{prompt.folder / 'user.md.j2'}: the article's text is not in the message. Write it with "
                    "{% for segment in segments %} [{{ segment.number }}] {{ segment.text }} {% endfor %}."
                )
