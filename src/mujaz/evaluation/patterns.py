"""What is wrong with a gold pattern before it ever sees a brief: it could match nothing, or everything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mujaz.evaluation.wording import normalise
from mujaz.schema.gold import Gold, Matcher

__all__ = ["faults"]

_CAPITAL = re.compile(r"\\.|\(\?P?<?[^)>]*[)>]|([A-Z])")
_WORD = re.compile(r"(?:^|(?<=[(|: ])|(?<=\\b))([a-z]+(?:-[a-z]+)?)(?=$|[)| ]|\\b)")
_SEPARATED = re.compile(r"\d,\d{3}(?!\d)")


def faults(gold: Gold) -> Iterator[str]:
    """Patterns of `gold` that cannot do their work, in words, each with the item that holds it."""
    for holder, pattern in _patterns(gold):
        for fault in _faults(pattern):
            yield f"{holder}: pattern {pattern!r} {fault}"


def _faults(pattern: str) -> Iterator[str]:
    if any(match[1] for match in _CAPITAL.finditer(pattern)):
        yield "has capital letters, but is searched in lower case"
    if re.search(pattern, "") is not None:
        yield "matches everything, even an empty sentence"
    if _SEPARATED.search(pattern):
        yield "has a thousands separator, but is searched where 12,000 is 12000"
    for word in dict.fromkeys(_WORD.findall(pattern)):
        digits = normalise(word)
        if digits.isdigit() and digits not in pattern:
            yield f"has the number word {word!r}, but is searched where it is {digits}"


def _patterns(gold: Gold) -> Iterator[tuple[str, str]]:
    matched: list[tuple[str, list[Matcher]]] = [(f"nugget {n.id}", n.match) for n in gold.nuggets]
    matched += [(f"must_not {m.id}", m.match) for m in gold.must_not]
    matched += [(f"caveat {c.text_en[:30]}", c.match) for c in gold.caveats]
    for holder, matchers in matched:
        for matcher in matchers:
            yield from ((holder, pattern) for pattern in [*matcher.all, *matcher.none])
    for event in gold.every_event():
        where = [*event.where.names, *event.where.larger, *event.where.smaller] if event.where else []
        people = [name for actor in [*event.actors, *event.targets] for name in actor.names]
        yield from ((f"event {event.id}", pattern) for pattern in [*event.attribution.sources, *where, *people])
    for entity in gold.entities:
        yield from ((f"entity {entity.name_ar}", pattern) for pattern in entity.names)
