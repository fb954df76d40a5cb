"""Counts of people harmed in English: the number that code read in the Arabic, its range, its vagueness."""

from __future__ import annotations

from mujaz.schema.brief import BriefCasualties

__all__ = ["harmed"]

_VAGUE = {"tens": 10, "dozens": 12, "hundreds": 100, "thousands": 1000}
"""Vague plurals and the least that they mean; "tens of thousands" has the first word and another bound."""


def harmed(count: BriefCasualties) -> str:
    """`at least 3 killed (soldiers)`, `tens injured (10 or more)`, `killed, number not given (attackers)`.

    `min`, `best` and `max` come from the Arabic expression. A number that only the model gives is said to be
    unconfirmed, and never stands first.
    """
    number = _number(count)
    said = f"{number} {count.kind}" if number else f"{count.kind}, number not given"
    notes = [note for note in (count.who, _range(count, number), _model_count(count)) if note]
    return f"{said} ({'; '.join(notes)})" if notes else said


def _number(count: BriefCasualties) -> str:
    low, best, high = count.min, count.best, count.max
    if count.qualifier in _VAGUE and low in (None, _VAGUE[count.qualifier]):
        return count.qualifier
    if count.qualifier == "several":
        return "several"
    if count.qualifier == "at_least" and low is not None:
        return f"at least {low:,}"
    if count.qualifier == "up_to" and high is not None:
        return f"up to {high:,}"
    if best is not None:
        return f"about {best:,}" if count.qualifier == "about" else f"{best:,}"
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    if low is not None:
        return f"at least {low:,}"
    return "" if high is None else f"up to {high:,}"


def _range(count: BriefCasualties, number: str) -> str:
    """What `number` does not say yet of min, best and max."""
    low, best, high = count.min, count.best, count.max
    parts = []
    if low is not None and high is not None and low != high:
        parts.append(f"{low:,} to {high:,}")
    elif low is not None and high is None:
        parts.append(f"{low:,} or more")
    elif high is not None and low is None:
        parts.append(f"{high:,} at most")
    if best is not None and best not in (low, high):
        parts.append(f"best reading {best:,}")
    said = {number, number.removeprefix("about "), number.removeprefix("at least ") + " or more"}
    said |= {number.removeprefix("up to ") + " at most", f"best reading {number.removeprefix('about ')}"}
    return ", ".join(part for part in parts if part not in said)


def _model_count(count: BriefCasualties) -> str:
    if count.count is None or count.count in (count.min, count.best, count.max):
        return ""
    return f"the model counts {count.count:,}, unconfirmed"
