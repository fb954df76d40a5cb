"""Building a `Mapped` from a raw text and the changes made to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mujaz.arabic.mapped import Edit, Mapped

__all__ = ["Rewriting", "rewritten", "settled"]


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


_MOST_ROUNDS = 3


def settled(text: str, step: Callable[[str], Mapped]) -> Mapped:
    """`step` taken until it finds nothing more to do, as one `Mapped` of `text`.

    Nearly always once is enough: the second time only confirms it, and only where there were edits. An edit of
    a later round takes in those of earlier rounds that lie within its raw span.
    """
    done = step(text)
    for _ in range(_MOST_ROUNDS):
        later = step(done.text) if done.edits else done
        if not later.edits or later is done:
            break
        done = done.then(later, text)
    return done
