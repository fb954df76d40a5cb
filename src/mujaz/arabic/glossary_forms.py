"""Arabic forms of names: folded, with and without what is written onto them, in the accusative and the dual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mujaz.arabic.folding import fold

__all__ = ["ATTACHED", "SHORT_HEADS", "WORDS", "bare_words", "declined", "folded_form", "loosened"]

SHORT_HEADS = frozenset("ام ار اف بن بي تل تي جو جي حي دي ذو ذي سد سي شي كي لي مو ود".split())
"""Folded words of two letters that names begin with, and onto which particles are written: «وأم درمان», «بتل أبيض»,
«وذي قار», «لبن غفير». Elsewhere a particle needs three letters after it."""

WORDS = re.compile(r"\w+")

_AND = frozenset("وف")
_IN = frozenset("بلك")
ATTACHED = _AND | _IN
"""Letters that are written onto the word after them."""


@lru_cache(maxsize=4096)
def folded_form(arabic: str) -> str:
    """The words of a name, folded, with one space between two."""
    return " ".join(WORDS.findall(fold(arabic).text))


def declined(form: str) -> Iterator[str]:
    """The accusative and the dual of a folded adjective in -i: «16 سعوديا», «سعوديان»."""
    if form.endswith("ي") and not form.startswith("ال") and " " not in form:
        yield from (form + "ا", form + "ان")


def bare_words(word: str) -> list[tuple[int, str]]:
    """The folded word, then without particles written onto it; with how many characters that leaves out."""
    found = [(0, word)]
    if word[:1] not in ATTACHED or (len(word) < 4 and word[1:] not in SHORT_HEADS):
        return found
    at = 0
    if word[0] in _AND:
        found.append((1, word[1:]))
        at = 1
    if word.startswith("لل", at):
        # للاذقيه: the ل of the name is gone
        found += ((at + 1, "ا" + word[at + 1 :]), (at + 1, "ال" + word[at + 1 :]))
    elif word[at] in _IN and (len(word) - at >= 4 or word[at + 1 :] in SHORT_HEADS):
        found.append((at + 1, word[at + 1 :]))
    return found


def loosened(form: str) -> Iterator[str]:
    """The form itself, then with particles and the article of the first word taken away or added."""
    first, space, rest = form.partition(" ")
    bare = [word for _, word in bare_words(first)]
    for word in bare:
        yield word + space + rest
    if not first:
        return
    for word in bare:
        yield (word[2:] if word.startswith("ال") and len(word) > 4 else "ال" + word) + space + rest
