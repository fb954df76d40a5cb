"""What a report shows of an answer: short texts, so that a baseline can keep them when its recordings are gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from mujaz.evaluation.case import Case, Reference
from mujaz.evaluation.exemplars import exemplars
from mujaz.schema.brief import BriefEvent
from mujaz.schema.gold import Gold, GoldActor, GoldCasualties, GoldEvent

__all__ = ["AnswerView", "EventView", "GoldView", "answer_views", "gold_view"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EventView(_Part):
    """One event: `text`, its `slots` in words ("" left out), the id of the gold's event that it is (null: of none),
    and what each slot earned (0 to 1, null where neither side fills it)."""

    text: str
    slots: dict[str, str]
    gold: str | None = None
    credits: dict[str, float | None] = {}


class AnswerView(_Part):
    """An answer: headline, summary sentences with their source in brackets, events. Invalid: `why` says why."""

    headline: str = ""
    summary: list[str] = []
    events: list[EventView] = []
    why: str | None = None


class GoldView(_Part):
    """The gold of an article beside its Arabic: events by id, `optional` those that may be left out."""

    title: str
    arabic: str
    events: dict[str, EventView]
    optional: list[str]


def answer_views(
    cases: Mapping[str, Sequence[Case | None]], failures: Mapping[str, Sequence[str | None]]
) -> dict[str, AnswerView]:
    """The first answer to each article."""
    return {
        article: AnswerView(why=failures[article][0] or "no answer") if answers[0] is None else _answer(answers[0])
        for article, answers in cases.items()
    }


def gold_view(reference: Reference) -> GoldView:
    """What the gold says, in its annotator's words; patterns as one of the strings they stand for."""
    gold, article = reference.gold, reference.article
    return GoldView(
        title=article.title or article.id,
        arabic=article.text,
        events={event.id: EventView(text=event.text_en, slots=_gold_slots(event)) for event in _all(gold)},
        optional=[event.id for event in _all(gold) if event.optional],
    )


def _all(gold: Gold) -> list[GoldEvent]:
    return gold.every_event()


def _answer(case: Case) -> AnswerView:
    brief, paired = case.brief, {pair.system: pair for pair in case.alignment.pairs}
    events = []
    for place, event in enumerate(brief.events):
        pair = paired.get(place)
        events.append(
            EventView(
                text=event.description_en,
                slots=_slots(event),
                gold=pair.gold.id if pair else None,
                credits=dict(pair.comparison.credits) if pair else {},
            )
        )
    summary = [f"{one.text_en} ({one.attribution})" if one.attribution else one.text_en for one in brief.summary]
    return AnswerView(headline=brief.headline.text_en, summary=summary, events=events)


def _slots(event: BriefEvent) -> dict[str, str]:
    when = (event.when.edtf or event.when.reading or "") if event.when else ""
    where = ", ".join(part for part in (event.where.name_en, event.where.within) if part) if event.where else ""
    harmed = "; ".join(f"{one.kind} {'?' if one.count is None else one.count}" for one in event.casualties)
    return _filled(
        category=event.category,
        mode=event.mode or "",
        status=event.status,
        role=event.role,
        when=when,
        where=where,
        actors="; ".join(one.name_en for one in event.actors),
        targets="; ".join(one.name_en for one in event.targets),
        casualties=harmed,
        attribution=event.attribution or "; ".join(one.claimant for one in event.accounts),
    )


def _gold_slots(event: GoldEvent) -> dict[str, str]:
    source = event.attribution
    said = _names(source.sources)
    needed = {"required": said, "allowed": f"({said})" if said else "", "none": ""}[source.needed]
    return _filled(
        category=_or(event.category),
        mode=_or(mode for mode in event.mode if mode),
        status=_or(event.status),
        role=_or(event.role),
        when=_or(event.when.edtf) if event.when else "",
        where=_names(event.where.names) if event.where else "",
        actors=_people(event.actors),
        targets=_people(event.targets),
        casualties="; ".join(_range(one) for one in event.casualties),
        attribution=needed,
    )


def _filled(**slots: str) -> dict[str, str]:
    return {name: text for name, text in slots.items() if text}


def _or(values: Iterable[str]) -> str:
    return " or ".join(values)


def _names(patterns: Sequence[str]) -> str:
    """One string for each pattern, at most three."""
    return _or(dict.fromkeys((exemplars(pattern) or (pattern,))[0] for pattern in patterns[:3]))


def _people(actors: Sequence[GoldActor]) -> str:
    return "; ".join(f"({_names(one.names)})" if one.optional else _names(one.names) for one in actors)


def _range(one: GoldCasualties) -> str:
    if one.min is None or one.max is None:
        return f"{one.kind} ?"
    return f"{one.kind} {one.min}" if one.min == one.max else f"{one.kind} {one.min}\u2013{one.max}"
