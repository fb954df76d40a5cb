"""How well one event of a brief agrees with one event of the gold, slot by slot.

A credit is 0 to 1, or None when both sides leave the slot empty: two events do not resemble each other by what neither
says. Partial credit follows the MUC tradition (Chinchor and Sundheim 1993); the numbers are conventions of this
project.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from mujaz.checks import _edtf as edtf
from mujaz.evaluation.casualties import casualties
from mujaz.evaluation.participants import participants
from mujaz.evaluation.wording import found
from mujaz.schema.brief import BriefEvent, BriefWhen
from mujaz.schema.codes import Category
from mujaz.schema.gold import GoldEvent

__all__ = ["SLOTS", "WEIGHTS", "Comparison", "attribution", "compare", "filled", "sibling", "wanted"]

_QUADS: tuple[frozenset[Category], ...] = (
    frozenset({"agree", "consult", "support", "concede"}),
    frozenset({"cooperate", "aid", "retreat"}),
    frozenset({"request", "accuse", "reject", "threaten"}),
    frozenset({"protest", "sanction", "mobilize", "coerce", "assault"}),
)
"""PLOVER's quad classes (Open Event Data Alliance, PLOVER codebook 2023): verbal and material cooperation, verbal and
material conflict. The four categories that PLOVER does not have belong to none."""

WEIGHTS: dict[str, float] = {
    "category": 2.0, "status": 1.0, "when": 1.0, "where": 1.0, "actors": 1.0, "targets": 1.0, "casualties": 1.0,
}  # fmt: skip
"""What makes up an event's similarity: each slot once, the category, which says what it is, twice."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The credits of one pair, by slot. `similarity` is their weighted mean over the slots of `WEIGHTS` that apply."""

    credits: dict[str, float | None]

    @property
    def similarity(self) -> float:
        applying = [(WEIGHTS[slot], self.credits[slot]) for slot in WEIGHTS]
        known = [(weight, credit) for weight, credit in applying if credit is not None]
        return sum(weight * credit for weight, credit in known) / sum(weight for weight, _ in known)

    @property
    def identified(self) -> bool:
        """Whether the two have somebody, a place or a count in common: kind and date alone make no two events one."""
        return any((self.credits[slot] or 0) > 0 for slot in ("where", "actors", "targets", "casualties"))


def compare(system: BriefEvent, gold: GoldEvent) -> Comparison:
    """The credit of every slot."""
    return Comparison({name: credit(system, gold) for name, credit in SLOTS.items()})


def sibling(one: Category, other: Category) -> bool:
    """Whether two categories belong to one quad class."""
    return any(one in quad and other in quad for quad in _QUADS)


def _category(system: BriefEvent, gold: GoldEvent) -> float:
    if system.category in gold.category:
        return 1.0
    return 0.5 if any(sibling(system.category, category) for category in gold.category) else 0.0


def _mode(system: BriefEvent, gold: GoldEvent) -> float | None:
    if system.mode is None and gold.mode == [None]:
        return None
    return float(system.mode in gold.mode)


def _status(system: BriefEvent, gold: GoldEvent) -> float:
    return float(system.status in gold.status)


def _role(system: BriefEvent, gold: GoldEvent) -> float:
    return float(system.role in gold.role)


def _when(system: BriefEvent, gold: GoldEvent) -> float | None:
    said = _date(system.when)
    permitted = gold.when.edtf if gold.when else []
    if said is None:
        return 0.0 if permitted else None
    return max((_dates(said, text) for text in permitted), default=0.0)


def _date(when: BriefWhen | None) -> str | None:
    """The date of an event: as code read it in the Arabic, else as the model did."""
    return None if when is None else when.edtf or when.reading


def _dates(said: str, permitted: str) -> float:
    """1 for the same time; .5 when one contains the other, or for days that are neighbours."""
    if said == permitted:
        return 1.0
    one, other = edtf.read(said), edtf.read(permitted)
    if one is None or other is None:
        return 0.0
    if one == other and (one.bounded or one.yearless):
        return 1.0
    if one.yearless or other.yearless:
        return 0.5 if _same_but_year(one, other) else 0.0
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return 0.0
    inside = (one.start <= other.start and other.end <= one.end) or (other.start <= one.start and one.end <= other.end)
    days = one.start == one.end and other.start == other.end
    return 0.5 if inside or (days and abs(one.start - other.start) <= _DAY) else 0.0


def _same_but_year(one: edtf.Reading, other: edtf.Reading) -> bool:
    month_days = []
    for reading in (one, other):
        if reading.yearless:
            month_days.append(reading.yearless)
        elif reading.start and reading.start == reading.end:
            month_days.append((reading.start.month, reading.start.day))
        elif (
            reading.start
            and reading.end
            and (reading.start.year, reading.start.month)
            == (
                reading.end.year,
                reading.end.month,
            )
        ):
            month_days.append((reading.start.month, None))
        else:
            return False
    return month_days[0] == month_days[1]


def _where(system: BriefEvent, gold: GoldEvent) -> float | None:
    if system.where is None or gold.where is None:
        return None if system.where is None and gold.where is None else 0.0
    if found(gold.where.names, system.where.name_en):
        return 1.0
    around = [*gold.where.larger, *gold.where.smaller]
    within = system.where.within is not None and found(gold.where.names, system.where.within)
    return 0.5 if within or found(around, system.where.name_en) else 0.0


def _actors(system: BriefEvent, gold: GoldEvent) -> float | None:
    return participants(system.actors, gold.actors, gold.targets)


def _targets(system: BriefEvent, gold: GoldEvent) -> float | None:
    return participants(system.targets, gold.targets, gold.actors)


def _casualties(system: BriefEvent, gold: GoldEvent) -> float | None:
    return casualties(system.casualties, gold.casualties)


def attribution(system: BriefEvent, gold: GoldEvent) -> float:
    """1 when the event names a source that it must or may name, or rightly none; else 0.

    Of an event whose sources differ, the claimants of its accounts count as its sources when it names none itself.
    """
    said = [system.attribution] if system.attribution else [account.claimant for account in system.accounts]
    needed = gold.attribution.needed
    if not said:
        return float(needed != "required")
    return float(needed != "none" and any(found(gold.attribution.sources, source) for source in said))


def _attribution(system: BriefEvent, gold: GoldEvent) -> float | None:
    if gold.attribution.needed == "none" and system.attribution is None and not system.accounts:
        return None
    return attribution(system, gold)


SLOTS: dict[str, Callable[[BriefEvent, GoldEvent], float | None]] = {
    "category": _category,
    "mode": _mode,
    "status": _status,
    "role": _role,
    "when": _when,
    "where": _where,
    "actors": _actors,
    "targets": _targets,
    "casualties": _casualties,
    "attribution": _attribution,
}
"""Every slot that is compared; those in `WEIGHTS` make up the similarity."""


def filled(event: BriefEvent, slot: str) -> bool:
    """Whether a brief's event says something in this slot."""
    match slot:
        case "when":
            return _date(event.when) is not None
        case "attribution":
            return event.attribution is not None or bool(event.accounts)
        case _:
            value = getattr(event, slot)
            return bool(value) if isinstance(value, Sequence) else value is not None


def wanted(event: GoldEvent, slot: str) -> bool:
    """Whether the gold's event has something to say in this slot."""
    match slot:
        case "mode":
            return None not in event.mode
        case "when":
            return event.when is not None and bool(event.when.edtf)
        case "actors" | "targets" | "casualties":
            return any(not item.optional for item in getattr(event, slot))
        case "attribution":
            return event.attribution.needed == "required"
        case _:
            return getattr(event, slot) is not None
