"""From PLOVER's codes to event types like ACLED's: a function of category, mode and sectors, and no more than that.

ACLED's coders look at who did what to whom, whether there was a crowd, and whether it was armed. Here only codes are
looked at, so what comes out is "ACLED-like", never ACLED data, and null where the codes do not decide. Types and
sub-types are those of the ACLED codebook (2024). Whether the event took place at all stands in `status`, not here.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

__all__ = ["AcledLike", "acled_like", "is_armed"]

_ARMED = frozenset({"MIL", "COP", "SPY", "PRM", "REB", "UAF", "PRE", "CRM"})


class AcledLike(NamedTuple):
    """Disorder type, event type and sub-event type in ACLED's words."""

    disorder_type: str
    event_type: str
    sub_event_type: str


def _violence(event_type: str, sub_event_type: str) -> AcledLike:
    return AcledLike("Political violence", event_type, sub_event_type)


def _demonstration(event_type: str, sub_event_type: str) -> AcledLike:
    return AcledLike("Demonstrations", event_type, sub_event_type)


def _strategic(sub_event_type: str) -> AcledLike:
    return AcledLike("Strategic developments", "Strategic developments", sub_event_type)


_REMOTE = "Explosions/Remote violence"
_CIVILIANS = "Violence against civilians"
_CLASH = _violence("Battles", "Armed clash")
_ATTACK = _violence(_CIVILIANS, "Attack")
_MOB = _violence("Riots", "Mob violence")

_BY_WEAPON = {
    "aerial": _violence(_REMOTE, "Air/drone strike"),
    "drone": _violence(_REMOTE, "Air/drone strike"),
    "heavy-weapons": _violence(_REMOTE, "Shelling/artillery/missile attack"),
    "explosives": _violence(_REMOTE, "Remote explosive/landmine/IED"),
    "suicide-attack": _violence(_REMOTE, "Suicide bomb"),
    "unconventional": _violence(_REMOTE, "Chemical weapon"),
    "sexual": _violence(_CIVILIANS, "Sexual violence"),
    "crowd-control": _demonstration("Protests", "Protest with intervention"),
    "destroy": _strategic("Looting/property destruction"),
}

_PROTEST = {
    "demo": _demonstration("Protests", "Peaceful protest"),
    "obstruct": _demonstration("Protests", "Peaceful protest"),
    None: _demonstration("Protests", "Peaceful protest"),
    "riot": _demonstration("Riots", "Violent demonstration"),
    "vandalize": _demonstration("Riots", "Violent demonstration"),
}
"""Strikes, hunger strikes and boycotts are events to ACLED only when people gather."""

_RETREAT = {
    "ceasefire": _strategic("Agreement"),
    "withdraw": _strategic("Non-violent transfer of territory"),
    "disarm": _strategic("Change to group/activity"),
    "release": _strategic("Other"),
}


def is_armed(sectors: Collection[str]) -> bool:
    """Whether forces or armed people are among these sectors."""
    return not _ARMED.isdisjoint(sectors)


def acled_like(category: str, mode: str | None, actors: Collection[str], targets: Collection[str]) -> AcledLike | None:
    """The ACLED-like type of an event, None where ACLED would have no event or the codes do not tell.

    `actors` and `targets` are the sectors of either side; an unknown side (empty, or only UNK) decides nothing.
    """
    forces = is_armed(actors) or is_armed(targets)
    if category == "assault":
        return _assault(mode, set(actors) - {"UNK"}, set(targets) - {"UNK"})
    if category == "protest":
        return _PROTEST.get(mode)
    if category == "retreat":
        return _RETREAT.get(mode or "") if forces else None
    if category == "coerce":
        return (
            _strategic("Arrests") if mode == "arrest" else _strategic("Other") if mode == "seize" and forces else None
        )
    if category == "agree":
        return _strategic("Agreement") if forces else None
    if category == "mobilize":
        return _strategic("Change to group/activity") if is_armed(actors) else None
    return None


def _assault(mode: str | None, actors: set[str], targets: set[str]) -> AcledLike | None:
    if mode in _BY_WEAPON:
        return _BY_WEAPON[mode]
    if mode == "abduct":
        if is_armed(targets):
            return _strategic("Other")  # soldiers who are taken are no civilians
        return _violence(_CIVILIANS, "Abduction/forced disappearance")
    if not targets:
        return None
    if is_armed(targets):
        return _CLASH if is_armed(actors) else _MOB if actors and mode in ("beat", "primitive") else None
    if actors and not is_armed(actors) and mode in ("beat", "primitive"):
        return _MOB
    return _ATTACK
