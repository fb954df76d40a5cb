"""What the glossary holds, and the form of its files.

The shipped data lie beside this module in `data/glossary.<group>.tsv`, one entry a line, columns named in the first
line that is not a comment:

    english    the form that newspapers print, neutral in tone
    arabic     spellings in Arabic, separated by " | "; particles written onto the word need not be listed
    also       other English forms that are right, separated by " | "
    kind       city, town, province, country, armed-group, force, media, person, title, ...
    within     English name of the larger place, or of the country an organisation or person belongs to
    country    ISO 3166-1 alpha-2 code of a place
    latitude, longitude, geonameid    empty where they are not known for sure
    sector     PLOVER code of an actor (see `mujaz.schema.codes`)
    flags      ambiguous: the Arabic names something else too; word: it is an ordinary word too

The group `nouns` holds the common nouns and adjectives that names are made of; running text is full of them,
so that `find` passes over them.

A file of the user's own has the same form; it needs only the columns `english` and `arabic`.
"""

from __future__ import annotations

from dataclasses import dataclass

from mujaz.errors import ReadError

__all__ = ["Entry", "parse"]

_PLACE_KINDS = frozenset(
    "capital city town village district camp base port place province region territory country island river sea "
    "strait waterway border crossing".split()
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One name. `english` is what newspapers print, `also` are other right forms; see the module for the rest."""

    english: str
    arabic: tuple[str, ...]
    also: tuple[str, ...] = ()
    kind: str = "other"
    within: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    sector: str | None = None
    ambiguous: bool = False
    common_word: bool = False

    def __hash__(self) -> int:
        return hash((self.english, self.kind))  # all twelve fields would cost more than the look-up

    @property
    def is_place(self) -> bool:
        """Whether the entry can have coordinates."""
        return self.kind in _PLACE_KINDS


def parse(content: str, source: str) -> list[Entry]:
    """Entries of a file's `content`. Raises ReadError naming `source` and the line that is not an entry."""
    lines = [(at, line) for at, line in enumerate(content.splitlines(), 1) if line.strip() and line[0] != "#"]
    if not lines:
        return []
    columns = lines[0][1].split("\t")
    if not {"english", "arabic"} <= set(columns):
        raise ReadError(f"{source}: the first line must name the columns, english and arabic among them")
    entries = []
    for at, line in lines[1:]:
        try:
            entries.append(_entry(dict(zip(columns, line.split("\t"), strict=False))))
        except ValueError as error:
            raise ReadError(f"{source}, line {at}: {error}") from error
    return entries


def _entry(row: dict[str, str]) -> Entry:
    english, arabic = row["english"].strip(), _several(row.get("arabic"))
    if not english or not arabic:
        raise ValueError("an entry needs its English and at least one Arabic form")
    flags = row.get("flags", "").split()
    if unknown := set(flags) - {"ambiguous", "word"}:
        raise ValueError(f"unknown flag {', '.join(sorted(unknown))}; there are: ambiguous, word")
    latitude, longitude, geonameid = row.get("latitude"), row.get("longitude"), row.get("geonameid")
    return Entry(
        english=english,
        arabic=arabic,
        also=_several(row.get("also")),
        kind=row.get("kind") or "other",
        within=row.get("within") or None,
        country=row.get("country") or None,
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        geonameid=int(geonameid) if geonameid else None,
        sector=row.get("sector") or None,
        ambiguous="ambiguous" in flags,
        common_word="word" in flags,
    )


def _several(cell: str | None) -> tuple[str, ...]:
    return tuple(part for piece in (cell or "").split("|") if (part := piece.strip()))
