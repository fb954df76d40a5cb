"""Is the English English? Letters of other scripts, and text that goes round in circles."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding

__all__ = ["check"]

_WORD = re.compile(r"[^\W\d_]+")
_LOOP_WORDS = 4
_LOOP_TIMES = 3


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about English fields.

    `language.foreign_letters` (error): letters of another script than Latin. `language.repetition` (error): the same
    four words three times in one field, as a model does that has lost its way.
    """
    for path, text in subject.english:
        foreign = _foreign(text)
        if foreign:
            listed = ", ".join(f"«{word}»" for word in foreign[:3])
            yield Finding(
                code="language.foreign_letters",
                severity="error",
                path=path,
                message=f"an English field has letters of another script: {listed}",
            )
        loop = _loop(text)
        if loop:
            yield Finding(
                code="language.repetition",
                severity="error",
                path=path,
                message=f"the text repeats itself: «{loop}»",
            )


def _foreign(text: str) -> list[str]:
    """Words with a letter that is not Latin."""
    if text.isascii():
        return []
    return [word for word in _WORD.findall(text) if not all(_is_latin(letter) for letter in word)]


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER LETTER"))


def _loop(text: str) -> str | None:
    words = [word.lower() for word in _WORD.findall(text)]
    grams = Counter(" ".join(words[i : i + _LOOP_WORDS]) for i in range(len(words) - _LOOP_WORDS + 1))
    gram, times = grams.most_common(1)[0] if grams else ("", 0)
    return gram if times >= _LOOP_TIMES else None
