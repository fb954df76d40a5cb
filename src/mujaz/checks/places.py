"""Places: is the larger place that a draft gives for a place right, and does the article say it?

Coordinates need no check: they are never the model's (see `mujaz.assembly`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mujaz.arabic import names as arabic_names
from mujaz.arabic.english_forms import english_key
from mujaz.arabic.names import Entry
from mujaz.checks import _english_names
from mujaz.checks._arabic_names import ArabicNames
from mujaz.checks.names import article_names, missing
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding
from mujaz.schema.draft import Where

__all__ = ["check"]

_KINDS = frozenset(
    (
        "province governorate state region district subdistrict county city town village countryside area city's "
        "northern southern eastern western north south east west central northeast northwest southeast southwest "
        "northeastern northwestern southeastern southwestern rural suburbs outskirts of in the"
    ).split()
)
_PROVINCE = frozenset(("province", "governorate", "region", "district", "wilaya", "state"))


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about `within`.

    `places.within_differs` (warning): the glossary knows where both places lie, and the one is not in the other.
    `places.within_added` (warning): the article does not name the larger place, and the glossary does not say that the
    place lies there.
    """
    article: ArabicNames | None = None
    for i, event in enumerate(subject.draft.events):
        where = event.where
        if where is None or where.within is None:
            continue
        path = f"/events/{i}/where/within"
        known = [entry for entry in arabic_names.glossary().lookup(where.name_ar) if entry.is_place]
        for part in filter(None, (piece.strip() for piece in where.within.split(","))):
            larger = _places(part)
            if known and larger and not any(_may_lie_in(entry, larger, part) for entry in known):
                yield Subject.finding_at(
                    path,
                    "places.within_differs",
                    "warning",
                    f"«{where.name_ar}» lies in {_described(known)}, not in {part}",
                )
            elif not any(_lies_in(entry, larger) for entry in known):
                article = article or article_names(subject)
                if _absent(part, where, article):
                    yield Subject.finding_at(
                        path,
                        "places.within_added",
                        "warning",
                        f"the article does not name «{part}», and the glossary does not place it there",
                    )


def _places(english: str) -> tuple[Entry, ...]:
    """Places of the glossary that `english` names, words such as "province" left out if need be."""
    return _by_english().get(english_key(english)) or _by_english().get(_bare(english), ())


@lru_cache(maxsize=1)
def _by_english() -> dict[str, tuple[Entry, ...]]:
    known = arabic_names.glossary()
    index: dict[str, tuple[Entry, ...]] = {}
    for entry in known.entries:
        if entry.is_place:
            for key in known.keys(entry):
                index[key] = (*index.get(key, ()), entry)
    return index


def _lies_in(entry: Entry, larger: tuple[Entry, ...]) -> bool:
    """Whether `entry` lies in one of `larger`, is it, or holds it (a draft may say where in a city it was)."""
    known = arabic_names.glossary()
    above = {entry, *known.ancestors(entry)}
    named = {_bare(place.english) for place in above}
    return any(place in above or _bare(place.english) in named or entry in known.ancestors(place) for place in larger)


def _may_lie_in(entry: Entry, larger: tuple[Entry, ...], part: str) -> bool:
    """Whether `entry` lies in one of `larger`, or may do so for all that the glossary knows.

    Of «بن قردان» it knows no more than Tunisia, where Medenine lies as well; a village or bridge of Aleppo province may
    lie in the district of Kobani, Douma in Eastern Ghouta. A city does not lie in another, unless the draft speaks of
    the province that has that one's name.
    """
    known = arabic_names.glossary()
    above = known.ancestors(entry)[:1]
    if not above and entry.kind != "country":
        return True  # the Dead Sea
    province = not _PROVINCE.isdisjoint(part.lower().split())
    is_city = entry.kind in ("city", "capital")
    in_country = bool(above) and above[0].kind == "country"
    open_ = province or not is_city if in_country else not is_city and entry.kind != "province"
    return _lies_in(entry, larger) or any(
        (open_ or place.kind == "region") and above == known.ancestors(place)[:1] for place in larger
    )


def _bare(english: str) -> str:
    return " ".join(word for word in english_key(english).split() if word not in _KINDS)


def _described(entries: list[Entry]) -> str:
    known = arabic_names.glossary()
    chains = (", ".join(place.english for place in known.ancestors(entry)) for entry in entries)
    return " or ".join(dict.fromkeys(filter(None, chains))) or "another place"


def _absent(part: str, where: Where, article: ArabicNames) -> bool:
    """Whether the article has no counterpart of the names in `part`; descriptions in ordinary words are not judged."""
    found = [name for name in _english_names.find(part) if name.words]
    return any(missing(name, article) for name in found) and english_key(part) != english_key(where.name_en)
