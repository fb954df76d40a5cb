"""The draft: what the model fills in.

Small and bounded: every string has a maximum length and every list a maximum count, so that a weak model
cannot run away. Evidence is given as segment numbers; only the short expressions on which a fact hangs
(names, dates, counts) are copied from the Arabic. Every field is required and unknown is null, as strict
JSON-schema modes ask. The schema is the same for every article. Field names and limits are part of the
promise of schema version 1; what the fields mean to the model is said in the prompt.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from mujaz.schema.codes import (
    CasualtyKind,
    Category,
    CaveatKind,
    EntityKind,
    Mode,
    Role,
    Sector,
    Status,
)

__all__ = [
    "Account",
    "Actor",
    "Casualties",
    "Caveat",
    "Draft",
    "Entity",
    "Event",
    "Statement",
    "When",
    "Where",
]

Sentence = Annotated[str, Field(min_length=1, max_length=400)]


def _begins_in_arabic(schema: dict[str, Any]) -> None:
    """What a server that follows schemas is held to, beyond what is validated: a weak model otherwise translates."""
    del schema["minLength"], schema["maxLength"]
    schema["pattern"] = r"^[\u0600-\u06FF\uFB50-\uFDFF\uFE70-\uFEFC0-9\"'«(][^\n]{0,119}$"


Copied = Annotated[str, Field(min_length=1, max_length=120, json_schema_extra=_begins_in_arabic)]
"""Words copied from the article."""
Name = Annotated[str, Field(min_length=1, max_length=120)]
SegmentNumber = Annotated[int, Field(ge=1, le=9999)]
Evidence = Annotated[list[SegmentNumber], Field(min_length=1, max_length=4)]
Count = Annotated[int, Field(ge=0, le=100_000_000)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Statement(_Part):
    """One sentence of the brief; `attribution` is who says so, null for the outlet itself."""

    text_en: Sentence
    attribution: Name | None
    evidence: Evidence


class When(_Part):
    """Date of an event: the Arabic expression, the model's reading of it in EDTF, and the expression that
    dates the report when the text dates that instead."""

    expression_ar: Copied | None
    reading: Annotated[str, Field(min_length=1, max_length=40)] | None
    reported_ar: Copied | None


class Where(_Part):
    """Place of an event; `within` is a larger place in English."""

    name_ar: Copied
    name_en: Name
    within: Name | None


class Actor(_Part):
    """Somebody who acts or is acted upon; `name_ar` is null when the text only implies them."""

    name_ar: Copied | None
    name_en: Name
    sector: Sector


class Casualties(_Part):
    """One count of people harmed; `count` is null for "a number of"."""

    kind: CasualtyKind
    who: Name | None
    count: Count | None
    expression_ar: Copied


class Account(_Part):
    """What one source says where sources differ."""

    claimant: Name
    says_en: Sentence
    evidence: Evidence


class Event(_Part):
    """One thing that happened, is planned, is alleged, or is said not to have happened."""

    description_en: Annotated[str, Field(min_length=1, max_length=240)]
    attribution: Name | None
    role: Role
    category: Category
    mode: Mode | None
    status: Status
    evidence: Evidence
    when: When | None
    where: Where | None
    actors: Annotated[list[Actor], Field(max_length=6)]
    targets: Annotated[list[Actor], Field(max_length=6)]
    casualties: Annotated[list[Casualties], Field(max_length=6)]
    accounts: Annotated[list[Account], Field(max_length=4)]


class Entity(_Part):
    """A proper name of the article and its English form."""

    name_ar: Copied
    name_en: Name
    kind: EntityKind


class Caveat(_Part):
    """A contradiction, an apparent slip of the source, or something the text leaves open."""

    kind: CaveatKind
    text_en: Sentence
    evidence: Annotated[list[SegmentNumber], Field(max_length=4)]


class Draft(_Part):
    """What the model returns for one article."""

    headline_en: Annotated[str, Field(min_length=1, max_length=160)]
    headline_evidence: Evidence
    summary: Annotated[list[Statement], Field(min_length=2, max_length=8)]
    events: Annotated[list[Event], Field(max_length=24)]
    entities: Annotated[list[Entity], Field(max_length=40)]
    caveats: Annotated[list[Caveat], Field(max_length=8)]
