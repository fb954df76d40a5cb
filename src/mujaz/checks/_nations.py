"""Which nation a name of the glossary stands for: "Syrian", "Damascus" and "Syria" are one and the same here."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile

from mujaz.arabic import names
from mujaz.arabic.names import Entry

__all__ = ["home_of", "nation_of", "surely_of"]

_IRREGULAR = {
    "American": "United States", "British": "United Kingdom", "English": "United Kingdom", "Scottish": "United Kingdom",
    "Dutch": "Netherlands", "Emirati": "United Arab Emirates", "Filipino": "Philippines", "French": "France",
    "Greek": "Greece", "Spanish": "Spain", "Turkish": "Türkiye", "Danish": "Denmark", "Polish": "Poland",
    "Finnish": "Finland", "Irish": "Ireland", "Swiss": "Switzerland", "Zionist": "Israel", "Korean": "Korea",
    "Welsh": "United Kingdom", "Nigerien": "Niger",
}  # fmt: skip
_PEOPLES = frozenset({"Syriac", "Turkmen"})
"""Adjectives that look like those of a country and are none."""
_SAME_LETTERS = 4


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """ISO code -> English name of the country."""
    names_ = {e.country: e.english for e in names.glossary().entries if e.kind == "country" and e.country}
    return names_ | {"KP": "Korea", "KR": "Korea"}


def _shared(one: str, other: str) -> int:
    """How many letters two names begin with in common."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in pairs)


@lru_cache(maxsize=512)
def nation_of(entry: Entry) -> str | None:
    """English name of the country that `entry` is, lies in, or is an adjective of; None when it is of none.

    Only countries, places and adjectives of nations have one: a person or group may act anywhere.
    """
    if entry.kind == "adjective":
        if entry.english in _IRREGULAR or entry.english in _PEOPLES:
            return _IRREGULAR.get(entry.english)
        head = entry.english[:_SAME_LETTERS]
        alike = [name for name in _countries().values() if name.startswith(head) and len(head) == _SAME_LETTERS]
        return max(alike, key=lambda name: _shared(name, entry.english), default=None)
    if entry.is_place or entry.kind == "country":
        return _countries().get(entry.country or "")
    return None


@lru_cache(maxsize=4096)
def home_of(entry: Entry) -> str | None:
    """The country that `entry` is of, or, of a person or group, the one that it belongs to; None when none is known."""
    return nation_of(entry) or (entry.within if entry.within in _countries().values() else None)


def surely_of(entry: Entry) -> str | None:
    """The same as `nation_of`, but None for places whose names are words, too: «حجة» is a city and a pretext."""
    return nation_of(entry) if entry.kind == "adjective" or not (entry.common_word or entry.ambiguous) else None
