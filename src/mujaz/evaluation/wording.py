"""English as gold patterns see it: normalised, so that one pattern serves many ways of writing the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from mujaz.checks import english_numbers
from mujaz.schema.gold import Matcher, compiled

__all__ = ["found", "matches", "normalise", "searched"]

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u02bc\u02bb\u02be\u02bf`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    }
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th|half|halves|thirds?|quarters?|first|second)$", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """Lower case, marks and accents off, straight quotes and hyphens, single spaces, whole numbers as digits.

    "Twenty-five" becomes 25, "12,000" 12000, "1.2 million" 1200000; vague words ("dozens"), fractions and ordinals stay
    as they are, and so do years, days and clock times, which are digits already.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _SPACE.sub(" ", _with_digits(plain)).strip().lower()


def _with_digits(text: str) -> str:
    pieces, at = [], 0
    for number in english_numbers.find(text):
        whole = number.kind == "count" and number.value.denominator == 1
        if not whole or number.start < at or _ORDINAL.search(number.text):
            continue
        pieces += [text[at : number.start], str(number.value.numerator), "%" if number.text.endswith("%") else ""]
        at = number.end
    return "".join([*pieces, text[at:]])


def searched(text_en: str, attribution: str | None) -> str:
    """What matchers look at: the sentence with its source behind it in brackets, normalised."""
    return normalise(f"{text_en} ({attribution})" if attribution else text_en)


def matches(matchers: list[Matcher], sentence: str) -> bool:
    """Whether any of `matchers` recognises the normalised `sentence`."""
    return any(
        all(compiled(p).search(sentence) for p in m.all) and not any(compiled(p).search(sentence) for p in m.none)
        for m in matchers
    )


def found(patterns: Iterable[str], text: str) -> bool:
    """Whether any of `patterns` is found in `text`, normalised: a name, a source, a place."""
    plain = normalise(text)
    return any(compiled(pattern).search(plain) for pattern in patterns)
