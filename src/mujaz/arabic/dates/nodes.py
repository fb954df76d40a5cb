"""What a date expression says, before it is anchored to a publication date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = [
    "Ago",
    "Between",
    "Both",
    "Century",
    "Clock",
    "Decade",
    "Fields",
    "Lapse",
    "Node",
    "Parsed",
    "Part",
    "Season",
    "Unit",
    "Week",
]

Unit = Literal["minute", "hour", "day", "week", "month", "year", "decade", "century"]


class Fields(NamedTuple):
    """Calendar fields. Shifts count from the publication date: `year_shift` -1 is «العام الماضي», `shift`
    moves the whole («يوليو الماضي», «الجمعة المقبل»). `floating` is set when the missing year belongs to another
    date of the text («من العام نفسه»). `year` is astronomical: 1 BC is 0."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    hijri: bool = False
    shift: int | None = None
    day_shift: int | None = None
    month_shift: int | None = None
    year_shift: int | None = None
    floating: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    """A week, by its distance from that of publication."""

    shift: int


@dataclass(frozen=True, slots=True)
class Ago:
    """A point `low` to `high` units before (direction -1) or after (+1) publication."""

    low: int
    high: int
    unit: Unit
    direction: int
    about: bool = False


@dataclass(frozen=True, slots=True)
class Lapse:
    """A stretch of `count` units (None: unsaid) that ends or begins with publication: «اليومين الماضيين»."""

    count: int | None
    unit: Unit
    direction: int


@dataclass(frozen=True, slots=True)
class Season:
    """A season (EDTF code 21-24) of the year in `of`, or by its own `shift` («الصيف الماضي»)."""

    code: int
    of: Fields | None
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Decade:
    """`first` is its first year, or with `century_shift` only the two last digits of it; `shift` alone
    counts decades from publication."""

    first: int | None
    century: int | None = None
    century_shift: int | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Century:
    """`number` 19 is the nineteenth; `before_christ` and `hijri` say of which era."""

    number: int | None
    shift: int | None = None
    before_christ: bool = False
    hijri: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Part `index` of `of` equal parts; `about` when the words are vague («أواخر»)."""

    index: int
    of: int
    inner: Node
    about: bool


@dataclass(frozen=True, slots=True)
class Between:
    """From `first` to `last`; None is an open end."""

    first: Node | None
    last: Node | None


@dataclass(frozen=True, slots=True)
class Both:
    """Two dates at once: «عامي 2014 و2019»."""

    first: Node
    last: Node


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day without a day."""


Node = Fields | Week | Ago | Lapse | Season | Decade | Century | Part | Between | Both | Clock


class Parsed(NamedTuple):
    """A node, the token after it, and whether the words alone prove it is a date («مارس» is also a verb)."""

    node: Node
    end: int
    sure: bool = True
