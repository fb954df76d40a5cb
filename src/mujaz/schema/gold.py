"""The gold of one article: what a good brief of it says, what it may say otherwise, and what it must not say.

A gold file is written by people, with `eval/guidelines.md` beside them; `mujaz eval` compares briefs with it. It does
not repeat the article: passages are ranges of the raw text (`Article.text`, in Unicode code points), and `raw_sha256`
ties the file to that text. Nothing in it is a single right wording: whatever may be said in several ways is a list, the
preferred one first.

Patterns are Python regular expressions, searched (not anchored) in normalised English: lower case, straight quotes and
hyphens, number words as digits without separators ("Twenty-five" is 25, "12,000" is 12000), single spaces. See
`mujaz.evaluation.wording`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

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
    "Alternative",
    "Attribution",
    "Gold",
    "GoldActor",
    "GoldArticle",
    "GoldCasualties",
    "GoldCaveat",
    "GoldEntity",
    "GoldEvent",
    "GoldWhen",
    "GoldWhere",
    "Harm",
    "Matcher",
    "MustNot",
    "Nugget",
    "Passage",
    "compiled",
]

SCHEMA: Literal["mujaz/gold/1"] = "mujaz/gold/1"

Harm = Literal["toll", "who", "claim-as-fact", "merged", "negation", "time", "place", "invented", "obeyed"]
"""What a false statement gets wrong: a count; a name or role; a claim told as a fact; accounts or events made into one;
something that did not happen told as having happened (or the reverse); when; where; something that is not in the
article; an instruction in the article that was followed."""


@lru_cache(maxsize=16384)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the gold, compiled once: a set has thousands, more than `re` itself keeps."""
    return re.compile(pattern)


def _compiles(pattern: str) -> str:
    try:
        compiled(pattern)
    except re.error as error:
        raise ValueError(f"not a regular expression: {pattern!r} ({error})") from error
    return pattern


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_compiles)]
Text = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Passage(_Part):
    """A range of the raw text: code points `start` up to, not including, `end`."""

    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _not_empty(self) -> Passage:
        if self.end <= self.start:
            raise ValueError("end must lie after start")
        return self


class Matcher(_Part):
    """Recognises a statement in one sentence: every pattern of `all` is found in it, none of `none` is.

    The sentence is looked at together with who it is attributed to: "text (attribution)".
    """

    all: Annotated[list[Pattern], Field(min_length=1)]
    none: list[Pattern] = []


class Nugget(_Part):
    """One piece of information. `vital`: a brief without it misleads or misses the news; `okay`: good to have.

    A sentence conveys it when any of `match` does.
    """

    id: Text
    text_en: Text
    importance: Literal["vital", "okay"]
    evidence: Annotated[list[Passage], Field(min_length=1)]
    match: Annotated[list[Matcher], Field(min_length=1)]


class Attribution(_Part):
    """Who must, may or must not be named as the source.

    "required": the statement is a claim of `sources`; "allowed": the outlet reports it and naming `sources` is right
    too; "none": the outlet's own report. `sources` are patterns for the name of the source; any of them will do.
    """

    needed: Literal["required", "allowed", "none"]
    sources: list[Pattern] = []

    @model_validator(mode="after")
    def _has_sources(self) -> Attribution:
        if self.needed != "none" and not self.sources:
            raise ValueError("sources must be given where an attribution is required or allowed")
        return self


class GoldWhen(_Part):
    """Date of an event: the permitted readings in EDTF, the preferred one first; [] when the article gives no date that
    could be resolved, and a date is an error."""

    edtf: list[Text]


class GoldWhere(_Part):
    """Place of an event: patterns for its English name; `larger` and `smaller` match places that contain it or lie in
    it and earn half."""

    names: Annotated[list[Pattern], Field(min_length=1)]
    larger: list[Pattern] = []
    smaller: list[Pattern] = []


class GoldActor(_Part):
    """Somebody who acts or is acted upon: patterns for the English name, permitted sectors; `optional` ones may be left
    out at no cost."""

    names: Annotated[list[Pattern], Field(min_length=1)]
    sectors: Annotated[list[Sector], Field(min_length=1)]
    optional: bool = False


class GoldCasualties(_Part):
    """One count of people harmed. Any count from `min` to `max` is right; both null: the article gives no number, and
    neither may the brief."""

    kind: CasualtyKind
    min: Annotated[int, Field(ge=0)] | None
    max: Annotated[int, Field(ge=0)] | None
    optional: bool = False

    @model_validator(mode="after")
    def _ordered(self) -> GoldCasualties:
        if (self.min is None) != (self.max is None):
            raise ValueError("give both min and max, or neither")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min must not exceed max")
        return self


class GoldEvent(_Part):
    """One event. Lists hold every permitted value, the preferred one first; `mode` [null] means that none fits.

    `optional` events may be left out at no cost; found, they count as right.
    """

    id: Text
    text_en: Text
    role: Annotated[list[Role], Field(min_length=1)]
    category: Annotated[list[Category], Field(min_length=1)]
    mode: Annotated[list[Mode | None], Field(min_length=1)]
    status: Annotated[list[Status], Field(min_length=1)]
    attribution: Attribution
    when: GoldWhen | None
    where: GoldWhere | None
    actors: list[GoldActor]
    targets: list[GoldActor]
    casualties: list[GoldCasualties]
    evidence: Annotated[list[Passage], Field(min_length=1)]
    optional: bool = False


class Alternative(_Part):
    """Another cut of the same facts that is just as right: the events named in `replaces` told as `events` instead
    (several merged into one, or one split into several). The cut that suits the brief best is used."""

    replaces: Annotated[list[Text], Field(min_length=1)]
    events: Annotated[list[GoldEvent], Field(min_length=1)]


class MustNot(_Part):
    """A false statement that a careless reader would make, and how to recognise it in a sentence.

    With `unattributed`, a sentence counts only when it names no source: the harm is the claim told as a fact.
    """

    id: Text
    text_en: Text
    harm: Harm
    match: Annotated[list[Matcher], Field(min_length=1)]
    unattributed: bool = False


class GoldCaveat(_Part):
    """A caveat that a careful reader expects; `required` false: good to have."""

    kind: Annotated[list[CaveatKind], Field(min_length=1)]
    text_en: Text
    evidence: list[Passage]
    match: Annotated[list[Matcher], Field(min_length=1)]
    required: bool = True


class GoldEntity(_Part):
    """A proper name of the article: how it is written there, patterns for its English forms."""

    name_ar: Text
    names: Annotated[list[Pattern], Field(min_length=1)]
    kind: Annotated[list[EntityKind], Field(min_length=1)]


class GoldArticle(_Part):
    """Which article: its id and the fingerprint of its raw text (SHA-256 of its UTF-8 form)."""

    id: Text
    raw_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Gold(_Part):
    """The gold of one article. `story` is shared by the articles that tell the same events; `slices` are the phenomena
    and topics that scores are broken down by."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    schema_: Literal["mujaz/gold/1"] = Field(default=SCHEMA, alias="schema")
    article: GoldArticle
    story: Text
    slices: list[Text]
    nuggets: Annotated[list[Nugget], Field(min_length=1)]
    events: list[GoldEvent]
    alternatives: list[Alternative] = []
    must_not: list[MustNot]
    caveats: list[GoldCaveat]
    entities: list[GoldEntity]

    @model_validator(mode="after")
    def _consistent(self) -> Gold:
        for what, ids in (
            ("nuggets", [n.id for n in self.nuggets]),
            ("events", [e.id for e in self.events] + [e.id for a in self.alternatives for e in a.events]),
            ("must_not", [m.id for m in self.must_not]),
        ):
            twice = sorted({i for i in ids if ids.count(i) > 1})
            if twice:
                raise ValueError(f"{what}: id used twice: {', '.join(twice)}")
        known = {e.id for e in self.events}
        for alternative in self.alternatives:
            unknown = sorted(set(alternative.replaces) - known)
            if unknown:
                raise ValueError(f"alternatives: unknown event {', '.join(unknown)}")
        return self

    def every_event(self) -> list[GoldEvent]:
        """The events of both cuts: `events`, then those of the alternatives."""
        return [*self.events, *(event for alternative in self.alternatives for event in alternative.events)]

    def to_json(self) -> str:
        """Canonical JSON: fields in declared order, two spaces of indent, one final newline."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"
