"""The word lists of the language check, read from data files: one entry a line, `#` begins a comment line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from mujaz import prompts
from mujaz.checks._english_text import words_of

__all__ = ["LEAK_WORDS", "empty_phrase", "may_leak", "placeholders", "prompt_runs", "transliterated"]

LEAK_WORDS = 8
"""Words in a row that a prompt and a field have in common only when the one was copied from the other."""

_STEP = LEAK_WORDS - 2
"""Runs of three words that begin in a run of that length, and end in it."""

_MARK_UP = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)


@lru_cache(maxsize=1)
def transliterated() -> dict[str, str]:
    """Arabic common word in Latin letters -> English."""
    rows = (line.split("\t") for line in _lines("transliterated.tsv")[1:])
    return {row[0]: row[1] for row in rows}


def empty_phrase(text: str) -> str | None:
    """The first phrase in a text that tells nothing; those for sentence beginnings count only there."""
    telling, pattern = _empty_phrases()
    if telling.isdisjoint(words_of(text)):
        return None
    found = pattern.search(text)
    return found[0] if found else None


@lru_cache(maxsize=1)
def _empty_phrases() -> tuple[frozenset[str], re.Pattern[str]]:
    """The longest word of each phrase, for a quick look, and the pattern that finds phrases where they count."""
    lines = _lines("empty_phrases.txt")
    anywhere = "|".join(re.escape(line) for line in lines if line[0] != "^")
    opening = "|".join(re.escape(line[1:].capitalize()) for line in lines if line[0] == "^")
    pattern = re.compile(rf"\b(?i:{anywhere})\b|(?:^|(?<=[.!?] ))(?:{opening})\b")
    return frozenset(max(words_of(line), key=len) for line in lines), pattern


@lru_cache(maxsize=1)
def placeholders() -> dict[str, bool]:
    """Placeholder -> whether it is fine where the Arabic says that somebody is unknown."""
    return {line.removeprefix("?"): line.startswith("?") for line in _lines("placeholders.txt")}


@lru_cache(maxsize=1)
def prompt_runs() -> frozenset[tuple[str, ...]]:
    """Every run of `LEAK_WORDS` words of the system messages of the shipped prompts."""
    found: set[tuple[str, ...]] = set()
    for prompt in prompts.available():
        for line in _MARK_UP.sub("\n", prompt.source("system.md.j2")).splitlines():
            words = words_of(line)
            found.update(words[i : i + LEAK_WORDS] for i in range(len(words) - LEAK_WORDS + 1))
    return frozenset(found)


def may_leak(words: Sequence[str]) -> bool:
    """Whether some of `words` may be such a run: a quick look at three in six of them, where each run has three."""
    threes = zip(words[::_STEP], words[1::_STEP], words[2::_STEP], strict=False)
    return not _prompt_threes().isdisjoint(threes)


@lru_cache(maxsize=1)
def _prompt_threes() -> frozenset[tuple[str, ...]]:
    return frozenset(run[at : at + 3] for run in prompt_runs() for at in range(_STEP))


def _lines(name: str) -> list[str]:
    text = (files("mujaz.checks") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
