"""The closed vocabularies of a draft.

Categories, modes and sectors are those of PLOVER, the political event codebook (Open Event Data Alliance,
2023), with four categories added for news that PLOVER does not cover. What each code means to the model
stands in the prompt; here is only which codes exist and which mode belongs to which category.
"""

from __future__ import annotations

from typing import Literal

__all__ = [
    "CASUALTY_KINDS",
    "MODES",
    "CasualtyKind",
    "Category",
    "CaveatKind",
    "EntityKind",
    "Mode",
    "Role",
    "Sector",
    "Status",
]

Category = Literal[
    "agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "request",
    "accuse", "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault",
    "statement", "crime", "disaster", "other",
]  # fmt: skip

Mode = Literal[
    "visit", "third-party", "multilateral", "phone",
    "withdraw", "release", "disarm", "ceasefire", "access", "resign",
    "assist", "change", "yield", "meet",
    "disapprove", "investigate", "allege",
    "restrict", "arrest", "relations", "expel", "territory", "violence",
    "demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize",
    "convict", "discontinue",
    "troops", "weapons", "police", "militia",
    "seize", "censor", "curfew", "martial-law", "deport", "withhold", "misinformation", "cyber",
    "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
    "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
]  # fmt: skip

_REQUEST_MODES = frozenset({"assist", "change", "yield", "meet"})

MODES: dict[str, frozenset[str]] = {
    "consult": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "retreat": frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    "request": _REQUEST_MODES,
    "reject": _REQUEST_MODES,
    "accuse": frozenset({"disapprove", "investigate", "allege"}),
    "threaten": frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    "protest": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    "sanction": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "mobilize": frozenset({"troops", "weapons", "police", "militia"}),
    "coerce": frozenset(
        {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
         "misinformation", "cyber"}
    ),
    "assault": frozenset(
        {"abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
         "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"}
    ),
}  # fmt: skip
"""Modes that a category allows; a category that is not listed takes none."""

Role = Literal["main", "related", "background"]

Status = Literal["asserted", "alleged", "denied", "negated", "planned", "hypothetical"]

Sector = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK",
    "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
]  # fmt: skip

CasualtyKind = Literal["killed", "injured", "detained", "missing", "displaced"]

CASUALTY_KINDS: tuple[CasualtyKind, ...] = ("killed", "injured", "detained", "missing", "displaced")

EntityKind = Literal["person", "organisation", "armed-group", "place", "other"]

CaveatKind = Literal["contradiction", "slip", "open"]
