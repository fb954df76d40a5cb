"""Names between Arabic and English: does this English name fit that Arabic one?

    similarity(arabic, english)   by sound alone, 0 to 1
    glossary()                    the reviewed names whose English is settled
    fits(arabic, english)         by glossary, and by sound for what the glossary does not have

`THRESHOLD` was chosen on two thirds of `tests/arabic/name_pairs.tsv` and confirmed on the third that was held
out; `bench/arabic_names.py` prints both.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mujaz.arabic.english_forms import english_key
from mujaz.arabic.folding import fold
from mujaz.arabic.glossary import Entry, Glossary, Hit
from mujaz.arabic.transliteration import similarity

__all__ = ["THRESHOLD", "Entry", "Glossary", "Hit", "fits", "glossary", "similarity"]

THRESHOLD = 0.72
"""Similarity from which an English spelling counts as fitting."""

_LINKS = frozenset("of for in and by at from to s city town village province governorate".split())
"""English words that may stand beside a name with nothing of their own in the Arabic."""

_MAY_BE_LEFT_OUT = frozenset({"title", "class"})
"""Kinds whose rendering the English may leave out: «الشيخ ضرار», «بلدة الشملان»; never «مطار» or «شمال»."""

_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_WORD = re.compile(r"[^\W_]+")

_LONGEST = 300
"""Code points of a name that `fits` takes apart; longer ones are compared as a whole."""


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The shipped glossary, read once, on the first call."""
    return Glossary.load()


def fits(arabic: str, english: str, names: Glossary | None = None) -> bool:
    """Whether `english` is a right rendering of the name `arabic`.

    It is when the glossary (`names`, by default the shipped one) accepts it, or when it sounds alike, unless
    the glossary knows both as names of different things. Titles and known names inside a longer expression
    are compared by the glossary and the rest by sound: «الرئيس أحمد الشرع» / "President Ahmed al-Sharaa".
    """
    known = glossary() if names is None else names
    if known.accepts(arabic, english):
        return True
    if known.contradicts(arabic, english):
        return False
    if similarity(arabic, english, at_least=THRESHOLD) >= THRESHOLD:
        return True
    return len(arabic) <= _LONGEST and len(english) <= _LONGEST and _fits_in_parts(arabic, english, known)


def _fits_in_parts(arabic: str, english: str, known: Glossary) -> bool:
    """Whether the glossary's names in `arabic` are rendered in `english`, and what remains sounds alike."""
    words = [_ORDINAL.sub(r"\1", word) for word in english_key(english).split()]
    spans: dict[tuple[int, int], list[Entry]] = {}
    for hit in known.find(arabic, common_words=True):
        spans.setdefault((hit.start, hit.end), []).append(hit.entry)
    # "oil" belongs to النفطي before "oil field" belongs to حقل.
    order = sorted(spans, key=lambda span: spans[span][0].kind != "adjective")
    rendered = {span for span in order if _take(words, spans[span], known)}
    kept, required = "", ""
    done = 0
    for (start, end), entries in sorted(spans.items()):
        kept += arabic[done:start]
        required += arabic[done:start]
        if (start, end) not in rendered:
            kept += arabic[start:end]
            if not any(entry.kind in _MAY_BE_LEFT_OUT for entry in entries):
                required += arabic[start:end]
        done = end
    rest = tuple(word for word in words if word not in _LINKS)
    bare = tuple(word for word in rest if not known.is_title(word))
    sides = dict.fromkeys((left + arabic[done:], right) for left in (kept, required) for right in (rest, bare))
    return any(_sounds_alike(left, right) for left, right in sides)


def _sounds_alike(arabic: str, english: tuple[str, ...]) -> bool:
    """Whether what remains of both sides fits: numbers as they are, words by sound, nothing to nothing."""
    words = _WORD.findall(fold(arabic).text)
    numbers = [word for word in words if word.isdigit()]
    if sorted(numbers) != sorted(word for word in english if word.isdigit()):
        return False
    names = " ".join(word for word in _WORD.findall(arabic) if len(word) > 1 and not word.isdigit())
    spelling = " ".join(word for word in english if not word.isdigit())
    if not names or not spelling:
        return not names and not spelling
    return similarity(names, spelling, at_least=THRESHOLD) >= THRESHOLD


def _take(words: list[str], entries: list[Entry], known: Glossary) -> bool:
    """Remove from `words` the longest English form of one of `entries`; False when there is none."""
    forms = sorted({key for entry in entries for key in known.keys(entry)}, key=len, reverse=True)
    for form in forms:
        parts = form.split()
        for at in range(len(words) - len(parts) + 1):
            if words[at : at + len(parts)] == parts:
                del words[at : at + len(parts)]
                return True
    return False
