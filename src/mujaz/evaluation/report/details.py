"""One answer beside its gold, in words: what the page shows of an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from mujaz.evaluation.case import Case, Ranged
from mujaz.evaluation.metrics.must_not import made
from mujaz.evaluation.metrics.nuggets import PROSE
from mujaz.evaluation.report.numbers import DASH
from mujaz.evaluation.slots import SLOTS
from mujaz.schema.brief import BriefActor, BriefCasualties, BriefEvent
from mujaz.schema.gold import GoldActor, GoldCasualties, GoldEvent, Matcher

__all__ = ["Answered", "Event", "Row", "Stretch", "Told", "answered"]


@dataclass(frozen=True, slots=True)
class Row:
    """One slot of an aligned pair; `credit` is "–" where neither side fills it. `mark` is right, half, wrong or
    none."""

    slot: str
    system: str
    gold: str
    credit: str
    mark: Literal["right", "half", "wrong", "none"]


@dataclass(frozen=True, slots=True)
class Event:
    """An aligned pair, or one event that the other side lacks (`kind`)."""

    kind: Literal["pair", "missed", "passed over", "spurious"]
    system: str
    gold: str
    credit: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A nugget, a false statement or a caveat: whether the brief tells it (`hit`), and in which sentence."""

    text: str
    kind: str
    hit: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the Arabic: cited by the gold, by the brief, by both, or by neither ("")."""

    text: str
    cited: Literal["", "gold", "brief", "both"]


@dataclass(frozen=True, slots=True)
class Answered:
    """What is shown of one answer."""

    headline: str
    events: tuple[Event, ...]
    nuggets: tuple[Told, ...]
    false: tuple[Told, ...]
    caveats: tuple[Told, ...]
    findings: tuple[str, ...]
    lines: tuple[tuple[Stretch, ...], ...]


def answered(case: Case) -> Answered:
    """The view of one answer."""
    return Answered(
        headline=case.brief.headline.text_en,
        events=tuple(_events(case)),
        nuggets=tuple(
            _told(nugget.text_en, nugget.importance, [unit.text for unit in case.told(nugget.match, PROSE)])
            for nugget in case.gold.nuggets
        ),
        false=tuple(
            _told(item.text_en, item.harm, [unit.text for unit in made(case, item)]) for item in case.gold.must_not
        ),
        caveats=tuple(
            _told(caveat.text_en, "required" if caveat.required else "optional", _caveats(case, caveat.match))
            for caveat in case.gold.caveats
        ),
        findings=tuple(f"{f.path}: {f.message} ({f.code})" for f in case.findings if f.severity == "error"),
        lines=tuple(_lines(case)),
    )


def _caveats(case: Case, match: list[Matcher]) -> list[str]:
    return [unit.text for unit in case.told(match, ("caveat",))]


def _told(text: str, kind: str, sentences: Sequence[str]) -> Told:
    return Told(text, kind, bool(sentences), sentences[0] if sentences else "")


def _events(case: Case) -> Iterator[Event]:
    found = case.alignment
    for pair in found.pairs:
        event = case.brief.events[pair.system]
        rows = tuple(
            _row(slot, _said(event, slot), _wanted(pair.gold, slot), pair.comparison.credits[slot]) for slot in SLOTS
        )
        yield Event("pair", event.description_en, pair.gold.text_en, f"{pair.credit:.2f}", rows)
    for gold in found.missed:
        yield Event("missed", "", gold.text_en, DASH, ())
    for index in found.spurious:
        yield Event("spurious", case.brief.events[index].description_en, "", DASH, ())
    for gold in found.passed_over:
        yield Event("passed over", "", gold.text_en, DASH, ())


def _row(slot: str, system: str, gold: str, credit: float | None) -> Row:
    if credit is None:
        return Row(slot, system, gold, DASH, "none")
    return Row(slot, system, gold, f"{credit:.2f}", "right" if credit == 1 else "half" if credit else "wrong")


def _said(event: BriefEvent, slot: str) -> str:
    match slot:
        case "when":
            return (event.when.edtf or event.when.reading or "not dated") if event.when else DASH
        case "where":
            inside = f", in {event.where.within}" if event.where and event.where.within else ""
            return f"{event.where.name_en}{inside}" if event.where else DASH
        case "actors" | "targets":
            return _joined(map(_name, getattr(event, slot)))
        case "casualties":
            return _joined(map(_count, event.casualties))
        case "attribution":
            return event.attribution or _joined(account.claimant for account in event.accounts)
        case _:
            return str(getattr(event, slot) or "none")


def _wanted(event: GoldEvent, slot: str) -> str:
    match slot:
        case "when":
            return _joined(event.when.edtf, " or ") if event.when and event.when.edtf else "not dated"
        case "where":
            return _joined(event.where.names, " or ") if event.where else DASH
        case "actors" | "targets":
            return _joined(map(_person, getattr(event, slot)))
        case "casualties":
            return _joined(map(_range, event.casualties))
        case "attribution":
            return _joined([event.attribution.needed, *event.attribution.sources], ": ")
        case _:
            return _joined((str(value or "none") for value in getattr(event, slot)), " or ")


def _joined(parts: Iterable[str], by: str = "; ") -> str:
    return by.join(parts) or DASH


def _name(actor: BriefActor) -> str:
    return f"{actor.name_en} ({actor.sector})"


def _person(actor: GoldActor) -> str:
    return " or ".join(actor.names) + (" (optional)" if actor.optional else "")


def _count(one: BriefCasualties) -> str:
    return f"{one.kind} {'not counted' if one.count is None else one.count}"


def _range(one: GoldCasualties) -> str:
    if one.min is None:
        return f"{one.kind} not counted"
    return f"{one.kind} {one.min}" + ("" if one.min == one.max else f" to {one.max}")


def _lines(case: Case) -> Iterator[tuple[Stretch, ...]]:
    """The Arabic, line by line, cut where a citation of either side begins or ends."""
    raw = case.reference.article.text
    gold: list[Ranged] = [passage for nugget in case.gold.nuggets for passage in nugget.evidence]
    gold += [passage for event in case.gold.events for passage in event.evidence]
    brief: list[Ranged] = [*case.brief.headline.evidence]
    brief += [evidence for statement in case.brief.summary for evidence in statement.evidence]
    brief += [evidence for event in case.brief.events for evidence in event.evidence]
    ends = sorted({0, len(raw), *(at for one in (*gold, *brief) for at in (one.start, one.end) if at <= len(raw))})
    line: list[Stretch] = []
    for start, end in pairwise(ends):
        by_gold = any(one.start <= start and end <= one.end for one in gold)
        by_brief = any(one.start <= start and end <= one.end for one in brief)
        cited: Literal["", "gold", "brief", "both"] = (
            "both" if by_gold and by_brief else "gold" if by_gold else "brief" if by_brief else ""
        )
        first, *rest = raw[start:end].split("\n")
        line.append(Stretch(first, cited))
        for text in rest:
            if any(stretch.text.strip() for stretch in line):
                yield tuple(line)
            line = [Stretch(text, cited)]
    if any(stretch.text.strip() for stretch in line):
        yield tuple(line)
