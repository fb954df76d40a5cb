"""The title as part of the text, so that it can be cited as evidence like any other sentence."""

from __future__ import annotations

__all__ = ["letters", "one_line", "with_title"]


def letters(text: str) -> str:
    """Only the letters and digits, case folded: what two spellings of the same headline share."""
    return "".join(filter(str.isalnum, text.casefold()))


def one_line(text: str) -> str:
    """The text with every run of white space made one space, none at the ends."""
    return " ".join(text.split())


def with_title(title: str | None, body: str) -> str:
    """The body, under its title and a blank line unless it begins with the title already (whatever the
    punctuation and spacing)."""
    if not title or not letters(title):
        return body
    beginning = letters(body[: 4 * len(title) + 200])
    return body if beginning.startswith(letters(title)) else f"{one_line(title)}\n\n{body}"
