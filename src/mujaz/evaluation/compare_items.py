"""What exactly is wrong in an answer: false statements made, vital numbers wrong or gone, wrong tolls. Names, where
scores have counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from mujaz.evaluation.case import Case, Reference
from mujaz.evaluation.casualties import count_credit
from mujaz.evaluation.metrics.must_not import made
from mujaz.evaluation.metrics.nuggets import PROSE
from mujaz.evaluation.wording import matches
from mujaz.schema.gold import Gold, Matcher, Nugget

__all__ = ["Items", "Kind", "items_of"]

Kind = Literal["false_statement", "vital_number", "wrong_toll"]

_DIGIT = re.compile(r"(?<!\\)\d")
_REPEATED = re.compile(r"\{\d*,?\d*\}")


class Items(BaseModel):
    """`bad[article][sample][kind]`: ids of what is wrong there, sorted. `texts["article/kind/id"]`: what the item
    says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bad: dict[str, list[dict[Kind, list[str]]]]
    texts: dict[str, str]

    def text(self, article: str, kind: Kind, item: str) -> str | None:
        """What the gold says of an item."""
        return self.texts.get(f"{article}/{kind}/{item}")


def items_of(references: Mapping[str, Reference], cases: Mapping[str, Sequence[Case | None]]) -> Items:
    """The items of a scored run. In a missing answer everything is bad."""
    bad = {article: [_bad(references[article].gold, case) for case in answers] for article, answers in cases.items()}
    texts = {}
    for article in cases:
        for kind, named in _named(references[article].gold).items():
            texts.update({f"{article}/{kind}/{item}": text for item, text in named.items()})
    return Items(bad=bad, texts=texts)


def _named(gold: Gold) -> dict[Kind, dict[str, str]]:
    return {
        "false_statement": {one.id: one.text_en for one in gold.must_not},
        "vital_number": {one.id: one.text_en for one in _vital_numbers(gold)},
        "wrong_toll": {
            f"{event.id}/{harm}": f"{harm}: {event.text_en}"
            for event in gold.every_event()
            for harm in dict.fromkeys(toll.kind for toll in event.casualties)
        },
    }


def _bad(gold: Gold, case: Case | None) -> dict[Kind, list[str]]:
    if case is None:
        return {kind: sorted(named) for kind, named in _named(gold).items()}
    return {
        "false_statement": sorted(false.id for false in gold.must_not if made(case, false)),
        "vital_number": sorted(nugget.id for nugget in _vital_numbers(gold) if _lost(case, nugget)),
        "wrong_toll": sorted(_wrong_tolls(case)),
    }


def _wrong_tolls(case: Case) -> Iterator[str]:
    """Kinds of harm, of events that both sides tell, of which the brief gives counts and the gold has none of them.

    Looked at are the gold's counts of that harm in any event, so that telling one event as two makes no count wrong. A
    count within a tenth earns half its credit in the scores; here it is wrong.
    """
    known = [toll for event in case.gold.every_event() for toll in event.casualties]
    for pair in case.alignment.pairs:
        told = case.brief.events[pair.system].casualties
        for harm in dict.fromkeys(toll.kind for toll in pair.gold.casualties):
            counts = [one.count for one in told if one.kind == harm and one.count is not None]
            tolls = [toll for toll in known if toll.kind == harm]
            if counts and all(count_credit(count, toll) < 1 for count in counts for toll in tolls):
                yield f"{pair.gold.id}/{harm}"


def _vital_numbers(gold: Gold) -> Iterator[Nugget]:
    """Vital nuggets that cannot be recognised without a number."""
    for nugget in gold.nuggets:
        if nugget.importance == "vital" and all(any(map(_has_digit, one.all)) for one in nugget.match):
            yield nugget


def _has_digit(pattern: str) -> bool:
    return _DIGIT.search(_REPEATED.sub("", pattern)) is not None


def _lost(case: Case, nugget: Nugget) -> bool:
    """Whether neither the nugget nor, in whatever words, its number stands in headline or summary. The second look
    keeps a paraphrase that the nugget's patterns do not know from counting as a wrong number; a sentence that they rule
    out ("road 9" for nine dead) is none."""
    numbers = [Matcher(all=[p for p in one.all if _has_digit(p)], none=one.none) for one in nugget.match]
    return not case.told(nugget.match, PROSE) and not any(
        matches(numbers, unit.searched) for unit in case.units if unit.kind in PROSE
    )
