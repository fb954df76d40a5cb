"""From the raw text to what the model sees: chrome dropped, evaded spellings repaired, numbered segments."""

from __future__ import annotations

from dataclasses import dataclass

from mujaz.arabic import chrome, evasion, sentences
from mujaz.arabic.chrome import Learned
from mujaz.arabic.mapped import Edit, Mapped, Span
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
    stripped = chrome.strip(article.text)
    mapped = stripped.then(evasion.repair(stripped.text))
    segments = tuple(
        Segment(number, " ".join(mapped.text[start:end].split()), mapped.raw_span(start, end))
        for number, (start, end) in enumerate(sentences.segments(mapped.text, MAX_WORDS), start=1)
    )
    return Cleaned(mapped, segments, stripped.learned)
