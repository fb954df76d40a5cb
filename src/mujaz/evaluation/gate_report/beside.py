"""Articles as the page shows them: what changed, the Arabic, and events of baseline, candidate and gold side by
side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mujaz.evaluation.case import Reference
from mujaz.evaluation.compare_sources import Measured
from mujaz.evaluation.compare_views import AnswerView, EventView, GoldView, gold_view
from mujaz.evaluation.comparison import ArticleChange, Comparison
from mujaz.evaluation.gate_report import wording as say
from mujaz.evaluation.slots import SLOTS

__all__ = ["Article", "EventRow", "SlotRow", "chosen"]

_MOST = 5


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One slot of an event, in words on every side; `change` is "better", "worse", "other" (the same credit) or ""."""

    slot: str
    old: str
    new: str
    gold: str
    change: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event: what each side says of it (None: it lacks it), and its slots, those that differ first."""

    old: str | None
    new: str | None
    gold: str | None
    optional: bool
    slots: tuple[SlotRow, ...]

    @property
    def differing(self) -> tuple[SlotRow, ...]:
        """The slots in which the answers differ."""
        return tuple(slot for slot in self.slots if slot.change)


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the page. `arabic` are the lines of its text, () where it is not at hand."""

    anchor: str
    change: ArticleChange
    broke: tuple[str, ...]
    old: AnswerView | None
    new: AnswerView | None
    events: tuple[EventRow, ...]
    title: str
    arabic: tuple[str, ...]


def chosen(
    found: Comparison, old: Measured, new: Measured, references: Mapping[str, Reference] | None
) -> tuple[list[Article], list[Article]]:
    """The articles to show: broken and worst ones, and the best ones, each list with its most telling article first."""
    broken = {one.article for one in found.breaks.found}
    total = {one.article: sum(gain or 0.0 for gain in one.gains.values()) for one in found.articles}
    worst = [one for one in found.articles if one.article in broken or one.missing]
    worst += [one for one in found.articles if one not in worst and total[one.article] < 0][
        : max(0, _MOST - len(worst))
    ]
    best = [one for one in reversed(found.articles) if total[one.article] > 0 and one not in worst][:_MOST]
    return (
        [_article(f"worst-{i}", one, found, old, new, references) for i, one in enumerate(worst, 1)],
        [_article(f"best-{i}", one, found, old, new, references) for i, one in enumerate(best, 1)],
    )


def _article(
    anchor: str,
    change: ArticleChange,
    found: Comparison,
    old: Measured,
    new: Measured,
    references: Mapping[str, Reference] | None,
) -> Article:
    reference = references.get(change.article) if references else None
    gold = gold_view(reference) if reference else None
    before = old.views.get(change.article) if old.views else None
    after = new.views.get(change.article) if new.views else None
    return Article(
        anchor=anchor,
        change=change,
        broke=tuple(say.broke(one) for one in found.breaks.found if one.article == change.article),
        old=before,
        new=after,
        events=tuple(_events(before, after, gold)),
        title=gold.title if gold else change.article,
        arabic=tuple(line for line in gold.arabic.split("\n") if line.strip()) if gold else (),
    )


def _events(old: AnswerView | None, new: AnswerView | None, gold: GoldView | None) -> list[EventRow]:
    """A row for each event of the gold that somebody tells or must tell, then what only answers have."""
    before, after = _by_gold(old), _by_gold(new)
    known = dict(gold.events) if gold else {}
    ids = [*known, *(id_ for id_ in [*before, *after] if id_ not in known)]
    optional = set(gold.optional) if gold else set()
    rows = []
    for id_ in dict.fromkeys(ids):
        sides = before.get(id_), after.get(id_)
        if any(sides) or (id_ in known and id_ not in optional):
            rows.append(_row(*sides, known.get(id_), id_ in optional))
    rows += [_row(one, None, None, False) for one in _extra(old)]
    rows += [_row(None, one, None, False) for one in _extra(new)]
    return rows


def _by_gold(answer: AnswerView | None) -> dict[str, EventView]:
    return {one.gold: one for one in answer.events if one.gold} if answer else {}


def _extra(answer: AnswerView | None) -> Sequence[EventView]:
    return [one for one in answer.events if not one.gold] if answer else []


def _row(old: EventView | None, new: EventView | None, gold: EventView | None, optional: bool) -> EventRow:
    slots = [_slot(slot, old, new, gold) for slot in SLOTS]
    shown = [slot for slot in slots if slot.old or slot.new or slot.gold]
    return EventRow(
        old=old.text if old else None,
        new=new.text if new else None,
        gold=gold.text if gold else None,
        optional=optional,
        slots=tuple(sorted(shown, key=lambda slot: not slot.change)),
    )


def _slot(slot: str, old: EventView | None, new: EventView | None, gold: EventView | None) -> SlotRow:
    before, after, wanted = (side.slots.get(slot, "") if side else "" for side in (old, new, gold))
    return SlotRow(slot, before, after, wanted, _change(slot, old, new) if old and new else "")


def _change(slot: str, old: EventView, new: EventView) -> str:
    before, after = old.credits.get(slot), new.credits.get(slot)
    if before is not None and after is not None and before != after:
        return "better" if after > before else "worse"
    return "other" if old.slots.get(slot) != new.slots.get(slot) else ""
