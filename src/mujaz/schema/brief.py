"""The brief: what the user receives, canonical JSON, schema "mujaz/brief/1".

A brief is a draft with everything that code can add or verify: where in the Arabic each statement rests,
resolved dates, places and counts, findings, and where it all came from. All offsets count Unicode code
points of the raw text (`Article.text`). Unknown is null.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

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
    "SCHEMA",
    "ArticleInfo",
    "Brief",
    "BriefAccount",
    "BriefActor",
    "BriefCasualties",
    "BriefCaveat",
    "BriefEntity",
    "BriefEvent",
    "BriefStatement",
    "BriefWhen",
    "BriefWhere",
    "Evidence",
    "Finding",
    "Headline",
    "MatchKind",
    "Provenance",
    "Severity",
    "Slot",
    "Support",
    "Tokens",
]

SCHEMA: Literal["mujaz/brief/1"] = "mujaz/brief/1"

Support = Literal["verified", "flagged", "unsupported"]
MatchKind = Literal["exact", "normalized", "fuzzy", "missing"]
Severity = Literal["error", "warning", "info"]
Basis = Literal["explicit", "relative", "publication", "none"]
Qualifier = Literal[
    "exact", "at_least", "up_to", "about", "tens", "dozens", "hundreds", "thousands", "several", "unknown"
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ArticleInfo(_Part):
    """Which article this is a brief of; `raw_sha256` is the fingerprint of its raw text (UTF-8)."""

    id: str
    title: str | None
    url: str | None
    outlet: str | None
    published: date | None
    language: str
    raw_sha256: str


class Evidence(_Part):
    """A passage that supports a statement: `quote` is `raw[start:end]`, `prefix` and `suffix` the up to 32
    characters around it (as in the W3C Web Annotation TextQuoteSelector)."""

    segment: int
    quote: str
    start: int
    end: int
    prefix: str
    suffix: str


class Slot(_Part):
    """A verbatim expression and where it was found.

    `path` is a JSON Pointer relative to the item that holds the slot (`/where/name_ar`); `quote` is what
    the model copied; `start` and `end` are null when it was not found.
    """

    path: str
    quote: str
    start: int | None
    end: int | None
    match: MatchKind


class Headline(_Part):
    """The brief's headline."""

    text_en: str
    support: Support
    evidence: list[Evidence]


class BriefStatement(_Part):
    """One sentence of the brief and who says so."""

    text_en: str
    attribution: str | None
    support: Support
    evidence: list[Evidence]


class BriefWhen(_Part):
    """Date of an event.

    `edtf` is the date as resolved by code (Extended Date/Time Format, ISO 8601-2), `start` and `end` the
    first and last day it can mean, `basis` how it was resolved.
    """

    expression_ar: str | None
    reading: str | None
    reported_ar: str | None
    edtf: str | None
    start: date | None
    end: date | None
    precision: str | None
    basis: Basis


class BriefWhere(_Part):
    """Place of an event; coordinates in degrees (WGS 84) come only from the glossary, never from the model."""

    name_ar: str
    name_en: str
    within: str | None
    latitude: float | None
    longitude: float | None
    geonameid: int | None
    precision: str | None


class BriefActor(_Part):
    """Somebody who acts or is acted upon."""

    name_ar: str | None
    name_en: str
    sector: Sector


class BriefCasualties(_Part):
    """One count of people harmed. `min`, `best` and `max` follow from the Arabic expression, by code; null
    where it sets no bound."""

    kind: CasualtyKind
    who: str | None
    count: int | None
    expression_ar: str
    min: int | None
    best: int | None
    max: int | None
    qualifier: Qualifier


class BriefAccount(_Part):
    """What one source says where sources differ."""

    claimant: str
    says_en: str
    support: Support
    evidence: list[Evidence]


class BriefEvent(_Part):
    """One event."""

    description_en: str
    attribution: str | None
    role: Role
    category: Category
    mode: Mode | None
    status: Status
    support: Support
    evidence: list[Evidence]
    when: BriefWhen | None
    where: BriefWhere | None
    actors: list[BriefActor]
    targets: list[BriefActor]
    casualties: list[BriefCasualties]
    accounts: list[BriefAccount]
    slots: list[Slot]


class BriefEntity(_Part):
    """A proper name of the article and its English form."""

    name_ar: str
    name_en: str
    kind: EntityKind
    support: Support
    slots: list[Slot]


class BriefCaveat(_Part):
    """A contradiction, an apparent slip of the source, or something the text leaves open."""

    kind: CaveatKind
    text_en: str
    support: Support
    evidence: list[Evidence]


class Finding(_Part):
    """What a check found.

    `code` is stable (`evidence.expression_missing`); `path` is a JSON Pointer into the brief; `start` and
    `end` are code points of the raw text where a passage is concerned. An error marks the item at `path`
    unsupported, a warning marks it flagged, an info is only listed.
    """

    code: str
    severity: Severity
    path: str
    message: str
    start: int | None = None
    end: int | None = None


class Tokens(_Part):
    """Tokens as the endpoint counted them, over all attempts; null where it did not say."""

    prompt: int | None
    completion: int | None


class Provenance(_Part):
    """How the brief came about. There is no clock in it: same article, prompt, model and answers give the
    same bytes. `cost_usd` is null when no price is known."""

    prompt: str
    prompt_sha256: str
    schema_sha256: str
    model: str
    endpoint: Literal["embedded", "openai", "compatible"]
    parameters: dict[str, float | int | str | None]
    attempts: int
    tokens: Tokens
    cost_usd: float | None
    version: str


class Brief(_Part):
    """The brief of one article."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    schema_: Literal["mujaz/brief/1"] = Field(default=SCHEMA, alias="schema")
    article: ArticleInfo
    headline: Headline
    summary: list[BriefStatement]
    events: list[BriefEvent]
    entities: list[BriefEntity]
    caveats: list[BriefCaveat]
    findings: list[Finding]
    provenance: Provenance

    def to_json(self) -> str:
        """Canonical JSON: fields in declared order, two spaces of indent, Arabic as Arabic, one final newline."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"
