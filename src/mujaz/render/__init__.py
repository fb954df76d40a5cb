"""Ways to show a brief: a self-contained HTML page, the terminal, Markdown.

    page = render.html(brief, article.text)
    render.terminal(brief, rich.console.Console())
    text = render.markdown(brief)

JSON is `Brief.to_json`. Each renderer lives in a module of its own (`_html`, `_terminal`, `_markdown`) and
is imported when it is first used. What dates, counts, marks and attributions are called in English is said
once, in `_wording`; which statements there are, and which finding belongs to which, in `_outline`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from mujaz.schema.brief import Brief

__all__ = ["html", "markdown", "terminal"]


def html(brief: Brief, raw_text: str) -> str:
    """The brief beside its Arabic source, as one HTML file that loads nothing from outside.

    `raw_text` is the text that the brief's offsets count in (`Article.text`). The result has LF line ends
    and is meant to be written as UTF-8. Raises UsageError when the brief was made from another text.
    """
    from mujaz.render._html import render

    return render(brief, raw_text)


def terminal(brief: Brief, console: Console) -> None:
    """Print the brief to a rich console; readable at 80 columns, plain when the console is no terminal."""
    from mujaz.render._terminal import render

    render(brief, console)


def markdown(brief: Brief) -> str:
    """The brief as CommonMark with GitHub's tables, one final newline."""
    from mujaz.render._markdown import render

    return render(brief)
