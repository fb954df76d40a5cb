"""Building a `Mapped` from a raw text and the changes made to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mujaz.arabic.mapped import Edit, Mapped

__all__ = ["Rewriting", "rewritten"]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """An edit together with the raw index of every character of `edit.after`, never decreasing."""

    edit: Edit
    places: Sequence[int] = ()


def rewritten(text: str, changes: Iterable[Rewriting]) -> Mapped:
    """`text` after the changes, which come in order and do not overlap."""
    parts: list[str] = []
    places: list[int] = []
    edits: list[Edit] = []
    at = 0
    for change in changes:
        edit = change.edit
        parts += (text[at : edit.start], edit.after)
        places.extend(range(at, edit.start))
        places.extend(change.places)
        edits.append(edit)
        at = edit.end
    if not edits:
        return Mapped(text, range(len(text)))
    parts.append(text[at:])
    places.extend(range(at, len(text)))
    return Mapped("".join(parts), places, tuple(edits))
