"""What a brief's parts, codes and marks are called in English, the same in every output."""

from __future__ import annotations

from mujaz.render._dates import day, when, when_in_full, when_note
from mujaz.render._harm import harmed
from mujaz.render._outline import Item, Outline, Tally, tally
from mujaz.schema.brief import (
    ArticleInfo,
    BriefActor,
    BriefEvent,
    BriefWhere,
    MatchKind,
    Provenance,
    Severity,
    Support,
)
from mujaz.schema.codes import CaveatKind, EntityKind, Role, Status

__all__ = [
    "ACCOUNTS_DIFFER",
    "BACKGROUND",
    "CAVEATS",
    "CAVEAT_KIND",
    "EMBEDDED_NOTICE",
    "ENTITY_KIND",
    "EVENTS",
    "FINDINGS",
    "LEGEND",
    "LOOK_FIRST",
    "MATCH_NOTE",
    "NAMES",
    "NOT_LOOKED_UP",
    "NO_EVENT",
    "NO_FINDING",
    "PASSAGES",
    "ROLE",
    "SEVERITY",
    "STATUS",
    "SUMMARY",
    "SUPPORT",
    "UNCITED",
    "actor",
    "attribution",
    "coordinates",
    "harmed",
    "kind_of_event",
    "place",
    "provenance_line",
    "published",
    "status_line",
    "things",
    "to_check",
    "when",
    "when_in_full",
    "when_note",
]

SUMMARY = "Summary"
CAVEATS = "Caveats"
EVENTS = "Events"
BACKGROUND = "Background: older events that the article recalls"
NAMES = "Names"
FINDINGS = "Findings of the checks"
PASSAGES = "Arabic passages"
NO_EVENT = "No event listed."
NO_FINDING = "The checks found nothing to report."
LOOK_FIRST = "Look at these first"
ACCOUNTS_DIFFER = "Accounts of this event differ"
UNCITED = "no passage cited"
NOT_LOOKED_UP = "not looked up"

SUPPORT: dict[Support, str] = {
    "verified": "verified",
    "flagged": "FLAGGED",
    "unsupported": "UNSUPPORTED",
}
STATUS: dict[Status, str] = {
    "asserted": "",
    "alleged": "alleged, not confirmed",
    "denied": "denied",
    "negated": "did not happen",
    "planned": "planned",
    "hypothetical": "hypothetical",
}
"""An asserted event is the ordinary case and needs no word."""

ROLE: dict[Role, str] = {"main": "", "related": "related event", "background": "background"}
MATCH_NOTE: dict[MatchKind, str] = {
    "exact": "",
    "normalized": "",
    "fuzzy": "inexact copy",
    "missing": "not in the Arabic",
}
"""A normalised match differs in spelling only (hamza, vowel signs, digits) and is as good as an exact one."""

CAVEAT_KIND: dict[CaveatKind, str] = {
    "contradiction": "The article contradicts itself",
    "slip": "Apparent slip in the article",
    "open": "Left open by the article",
}
ENTITY_KIND: dict[EntityKind, str] = {
    "person": "person",
    "organisation": "organisation",
    "armed-group": "armed group",
    "place": "place",
    "other": "other",
}
SEVERITY: dict[Severity, str] = {"error": "Error", "warning": "Warning", "info": "Note"}
EMBEDDED_NOTICE = (
    "Not fit to publish.",
    "The small built-in model wrote this text. It invents names, places and numbers; the checks catch part "
    "of that, not all.",
)
LEGEND = (
    "Statements are the headline, sentences, caveats, events and accounts. Unmarked text passed every check "
    "against the Arabic. Flagged: a check has a doubt. Unsupported: the Arabic does not bear it out. The "
    "checks compare passages, quotations, numbers and wording with the Arabic; they do not translate, and they "
    "cannot tell whether the article is right."
)


def things(number: int, singular: str) -> str:
    """`1 event`, `2 events`."""
    return f"{number:,} {singular}{'' if number == 1 else 's'}"


def status_line(told: Outline) -> str:
    """The verdict: `7 of 9 statements verified, 1 flagged, 1 UNSUPPORTED`, and the same of the names."""
    line = _count(tally(told.statements), "statement")
    if told.names:
        line += f"; {_count(tally(told.names), 'name')}"
    return line[0].upper() + line[1:]


def _count(counted: Tally, singular: str) -> str:
    if counted.verified == counted.total:
        return f"all {things(counted.total, singular)} verified" if counted.total > 1 else f"1 {singular} verified"
    parts = [f"{counted.verified:,} of {things(counted.total, singular)} verified"]
    if counted.flagged:
        parts.append(f"{counted.flagged:,} flagged")
    if counted.unsupported:
        parts.append(f"{counted.unsupported:,} UNSUPPORTED")
    return ", ".join(parts)


def to_check(told: Outline) -> str:
    """`Sentence 4 (UNSUPPORTED), Event 2 (FLAGGED)`, the unsupported first; "" when all is verified."""
    return ", ".join(named(item) for item in told.to_check())


def named(item: Item) -> str:
    """`Event 2 (FLAGGED)`."""
    return f"{item.label} ({SUPPORT[item.support]})"


def attribution(who: str | None) -> str:
    """Who says so; None is the outlet itself."""
    return f"according to {who}" if who else "in the outlet’s own voice"


def published(article: ArticleInfo) -> str:
    """`published 11 April 2025`, or that nobody says when."""
    return f"published {day(article.published)}" if article.published else "publication date unknown"


def place(where: BriefWhere) -> str:
    """`al-Mayadin, Deir ez-Zor`."""
    return f"{where.name_en}, {where.within}" if where.within else where.name_en


def coordinates(where: BriefWhere) -> str:
    """`35.02° N, 40.45° E`, or "" when unknown."""
    if where.latitude is None or where.longitude is None:
        return ""
    north, east = "N" if where.latitude >= 0 else "S", "E" if where.longitude >= 0 else "W"
    return f"{abs(where.latitude):.2f}° {north}, {abs(where.longitude):.2f}° {east}"


def actor(party: BriefActor) -> str:
    """English name; says so when the Arabic does not name them."""
    return party.name_en if party.name_ar else f"{party.name_en} (implied)"


def kind_of_event(event: BriefEvent) -> str:
    """Category and mode in words: `assault: suicide attack`."""
    return f"{event.category}: {event.mode.replace('-', ' ')}" if event.mode else event.category


def provenance_line(provenance: Provenance) -> str:
    """One line on where the brief comes from."""
    kind = {"embedded": "built in", "openai": "OpenAI", "compatible": "compatible endpoint"}
    return (
        f"mujaz {provenance.version}, prompt {provenance.prompt}, model {provenance.model} "
        f"({kind[provenance.endpoint]}), {things(provenance.attempts, 'attempt')}"
    )
