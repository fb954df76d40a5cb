"""What a brief says, sentence by sentence, each with who says so: the units that nuggets and false statements are
looked for in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mujaz.checks._speech import names_speaker
from mujaz.evaluation.wording import searched
from mujaz.schema.brief import Brief
from mujaz.schema.codes import Status

__all__ = ["Kind", "Unit", "names_in", "units"]

Kind = Literal["headline", "summary", "event", "account", "caveat"]

_OUTLET = re.compile(r"(?:the )?(?:outlet|article|newspaper|author|report|text)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence of a brief. `path` is its JSON Pointer; `source` its attribution field; `status` an event's."""

    kind: Kind
    path: str
    text: str
    source: str | None
    status: Status | None = None

    @property
    def searched(self) -> str:
        """The sentence as matchers see it."""
        return searched(self.text, self.source)

    @property
    def as_fact(self) -> bool:
        """Whether the sentence tells what it says as a fact: no source in its field nor in its words, and, of an event,
        a status that says it happened."""
        own = self.source is None or _OUTLET.match(self.source) is not None
        return own and self.status in (None, "asserted") and not names_speaker(self.text)


def units(brief: Brief) -> tuple[Unit, ...]:
    """Every sentence of `brief`, in order: headline, summary, events with their accounts, caveats."""
    return tuple(_units(brief))


def _units(brief: Brief) -> Iterator[Unit]:
    yield Unit("headline", "/headline", brief.headline.text_en, None)
    for i, statement in enumerate(brief.summary):
        yield Unit("summary", f"/summary/{i}", statement.text_en, statement.attribution)
    for i, event in enumerate(brief.events):
        yield Unit("event", f"/events/{i}", event.description_en, event.attribution, event.status)
        for j, account in enumerate(event.accounts):
            yield Unit("account", f"/events/{i}/accounts/{j}", account.says_en, account.claimant)
    for i, caveat in enumerate(brief.caveats):
        yield Unit("caveat", f"/caveats/{i}", caveat.text_en, None)


def names_in(brief: Brief) -> Iterator[str]:
    """Every field of `brief` that holds one name in English: places, people and entities."""
    for event in brief.events:
        if event.where:
            yield event.where.name_en
            if event.where.within:
                yield event.where.within
        yield from (actor.name_en for actor in (*event.actors, *event.targets))
    yield from (entity.name_en for entity in brief.entities)
