"""From the raw text to what the model sees: hidden characters and chrome dropped, evaded spellings repaired, what could
be taken for a mark of the request made plain text, numbered segments."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mujaz.arabic import chrome, evasion, sentences
from mujaz.arabic.chrome import Learned
from mujaz.arabic.mapped import Edit, Mapped, Span
from mujaz.articles import chat_tokens, hidden_characters
from mujaz.articles.article import Article

__all__ = ["MAX_WORDS", "Cleaned", "Segment", "clean"]

MAX_WORDS = 35
"""Words in a segment at most, roughly: long enough to hold a claim, short enough to point at."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One numbered piece of the cleaned text.

    `number` counts from 1; `text` has its white space collapsed to single spaces, so that it is one line;
    `raw` is the range of the article's raw text it came from.
    """

    number: int
    text: str
    raw: Span


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text the model sees, with a map from every character and every segment to the raw text.

    `learned` is what the dropped page furniture seemed to say about the article (a date, a byline); it is
    offered to the user and not used.
    """

    mapped: Mapped
    segments: tuple[Segment, ...]
    learned: tuple[Learned, ...]

    @property
    def text(self) -> str:
        return self.mapped.text

    @property
    def edits(self) -> tuple[Edit, ...]:
        return self.mapped.edits

    def segment(self, number: int) -> Segment | None:
        """The segment with this number, or None when there is none."""
        return self.segments[number - 1] if 1 <= number <= len(self.segments) else None


def clean(article: Article) -> Cleaned:
    """Clean `article` and cut it into segments; pure, and the same for the same text."""
    visible = hidden_characters.strip(article.text)
    # before furniture, so that it is known by its clean words
    repaired = visible.then(evasion.repair(visible.text), article.text)
    stripped = chrome.strip(repaired.text)
    mapped = repaired.then(stripped, article.text)
    mapped = mapped.then(chat_tokens.break_tokens(mapped.text), article.text)
    said = [span for span in sentences.segments(mapped.text, MAX_WORDS) if _says_something(mapped.text, span)]
    segments = tuple(
        Segment(number, " ".join(mapped.text[start:end].split()), mapped.raw_span(start, end))
        for number, (start, end) in enumerate(said, start=1)
    )
    learned = []
    for item in stripped.learned:
        start, end = repaired.raw_span(item.start, item.end)
        learned.append(replace(item, start=start, end=end))
    return Cleaned(mapped, segments, tuple(learned))


def _says_something(text: str, span: Span) -> bool:
    """Whether there is a letter or digit: lines of stars or invisible marks need no number."""
    return any(character.isalnum() for character in text[span.start : span.end])
