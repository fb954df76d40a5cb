"""A part that is more than its whole: "killing 24 people, 61 of them pupils"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mujaz.checks import english_numbers
from mujaz.checks.english_numbers import EnglishNumber

__all__ = ["exceeding_parts"]

_SMALLEST = 2
_LONGEST = 14
"""Words between a number and that of a part of it."""
_STOP = re.compile("[.;:!?]")
_PART_AFTER = re.compile(
    r"\b(?:including|of whom|of which|among them|among whom)"
    r"(?: (?:at least|about|around|some|only|nearly|as many as))? $"
)
_PART_BEFORE = re.compile(r"(?: [a-z-]+){0,2} (?:of|among) (?:them|whom|which)\b")


def exceeding_parts(text: str) -> Iterator[tuple[EnglishNumber, EnglishNumber]]:
    """Each exact number of an English sentence with the one after it that is said to be a part of it and is larger."""
    counts = [n for n in english_numbers.find(text) if n.kind == "count" and not n.percent]
    for whole, part in pairwise(counts):
        between = text[whole.end : part.start]
        if whole.sense != "exact" or whole.scale != part.scale or not _SMALLEST < whole.value < part.value:
            continue
        if _STOP.search(between) or len(between.split()) > _LONGEST:
            continue
        if _PART_AFTER.search(between) or _PART_BEFORE.match(text, part.end):
            yield whole, part
