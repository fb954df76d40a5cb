"""Does the draft agree with itself? Headline and summary, events and their counts, codes that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from mujaz.arabic import numbers
from mujaz.arabic.folding import fold_text
from mujaz.checks import english_numbers
from mujaz.checks._english_text import words_of
from mujaz.checks._harm import EnglishToll, arabic_kinds, deeds_before, english_tolls
from mujaz.checks._lists import listed
from mujaz.checks._parts_of_whole import exceeding_parts
from mujaz.checks._reckoning import counts_the_rest
from mujaz.checks.english_numbers import EnglishNumber
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding
from mujaz.schema.codes import MODES, CasualtyKind
from mujaz.schema.draft import Casualties, Draft, Event

__all__ = ["check"]

_SMALLEST = 2
_SAME_WORDS = 0.8
"""Share of words (Dice) from which two descriptions or sentences say the same."""

_ENOUGH_WORDS = 4
_NEAR = 40
"""Characters before an expression in which a verb belongs to it."""

_PARTITIVE = re.compile(r"(?<=\w) من (?:ال|هؤلاء ال)\w+")
"""«اثنان من المصابين»: whom they are of, not what became of them."""
_NAME = re.compile(r"[A-Z](?<!\w.)(?<!^.)(?<![.!?] .)[\w'’-]+")
"""A word with a capital letter that does not begin the text or a sentence; what stands before is looked at last."""
_PLAIN = frozenset("a an the of in on at to by for from with and or was were is are has have had been be that".split())


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about a draft that contradicts or repeats itself.

    `consistency.headline_number` (warning): the headline has a number above two that neither summary nor events
    have. `consistency.headline_toll` (warning): the headline counts the killed with the number that the text below
    has for the injured, and the like. `consistency.duplicate_event`, `consistency.duplicate_sentence` (warning):
    twice the same. `consistency.casualty_kind` (error): the Arabic of a count names another harm than its kind.
    `consistency.casualty_range` (error): the lower bound of a count is above its upper one.
    `consistency.mode` (error): a mode of another category. `consistency.event_not_in_summary` (info): a main event
    that no sentence of the summary speaks of. `consistency.single_account` (info): accounts of one claimant only.
    `consistency.part_exceeds_whole` (warning): of a number a larger one is told to be a part.
    """
    yield from _headline(subject)
    for citation in subject.citations:
        if not citation.path.startswith("/caveats"):
            for whole, part in exceeding_parts(citation.text):
                message = f"«{part.text}» is told to be a part of «{whole.text}»"
                yield Subject.finding_at(citation.path, "consistency.part_exceeds_whole", "warning", message)
    yield from _sentences(subject.draft)
    yield from _duplicates(subject.draft)
    for i, event in enumerate(subject.draft.events):
        yield from _mode(i, event)
        yield from _accounts(i, event)
        for j, casualties in enumerate(event.casualties):
            yield from _casualties(f"/events/{i}", j, casualties, subject)
        if event.role == "main" and not _in_summary(event, subject.draft):
            yield Subject.finding_at(
                f"/events/{i}",
                "consistency.event_not_in_summary",
                "info",
                "the summary does not speak of this main event",
            )


# --- headline and sentences --------------------------------------------------------------------------


def _headline(subject: Subject) -> Iterator[Finding]:
    draft = subject.draft
    body = [statement.text_en for statement in draft.summary]
    body += [event.description_en for event in draft.events]
    body += [account.says_en for event in draft.events for account in event.accounts]
    counts = {Fraction(c.count) for event in draft.events for c in event.casualties if c.count is not None}
    known = [number for text in body for number in english_numbers.find(text)]
    for number in english_numbers.find(draft.headline_en):
        if number.value <= _SMALLEST or number.value in counts or any(_same(number, other) for other in known):
            continue
        if number.kind == "count" and number.value in listed(subject, draft.headline_evidence, anywhere=True):
            continue  # what the headline counts is named one by one
        if counts_the_rest(draft.headline_en, number, [other.value for other in known]):
            continue
        yield Subject.finding_at(
            "/headline",
            "consistency.headline_number",
            "warning",
            f"the headline says «{number.text}»; summary and events do not have that number",
        )
    tolls = [toll for text in body for toll in english_tolls(text)]
    for toll in english_tolls(draft.headline_en):
        other = _contradicted(toll, tolls)
        if other is not None:
            yield Subject.finding_at(
                "/headline",
                "consistency.headline_toll",
                "warning",
                f"the headline counts «{toll.number.text}» {' and '.join(sorted(toll.kinds))}, the text below "
                f"«{other.number.text}» {' and '.join(sorted(other.kinds))}",
            )


def _contradicted(toll: EnglishToll, body: list[EnglishToll]) -> EnglishToll | None:
    """A toll below that the headline's cannot stand beside: its number is counted there, always as another harm."""
    same_number = [other for other in body if _same(toll.number, other.number)]
    if not same_number or any(not other.kinds.isdisjoint(toll.kinds) for other in same_number):
        return None
    return same_number[0]


def _same(left: EnglishNumber, right: EnglishNumber) -> bool:
    if left.kind == "vague" or right.kind == "vague":
        small, large = sorted((left.value, right.value))
        return len(str(int(small))) == len(str(int(large)))
    return not set(left.values).isdisjoint(right.values)


def _sentences(draft: Draft) -> Iterator[Finding]:
    for j, second in enumerate(draft.summary):
        same = (i for i, first in enumerate(draft.summary[:j]) if _alike(first.text_en, second.text_en))
        if (i := next(same, None)) is not None:
            yield Subject.finding_at(
                f"/summary/{j}",
                "consistency.duplicate_sentence",
                "warning",
                f"says the same as sentence {i + 1} of the summary",
            )


def _alike(left: str, right: str) -> bool:
    """Near-equal wording, with the same numbers."""
    words, others = _words(left), _words(right)
    if len(words) < _ENOUGH_WORDS or len(others) < _ENOUGH_WORDS:
        return words == others and bool(words)
    shared = len(words & others)
    if 2 * shared < _SAME_WORDS * (len(words) + len(others)):
        return False
    return _values(left) == _values(right)


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(words_of(text)) - _PLAIN


def _values(text: str) -> frozenset[Fraction]:
    return frozenset(number.value for number in english_numbers.find(text))


# --- events ------------------------------------------------------------------------------------------


def _duplicates(draft: Draft) -> Iterator[Finding]:
    for j, second in enumerate(draft.events):
        same = (i for i, first in enumerate(draft.events[:j]) if _same_event(first, second))
        if (i := next(same, None)) is not None:
            yield Subject.finding_at(
                f"/events/{j}",
                "consistency.duplicate_event",
                "warning",
                f"the same as event {i + 1}: list each occurrence once",
            )


def _same_event(first: Event, second: Event) -> bool:
    """Category, status, place, date, targets and counts do not differ, and the descriptions are alike."""
    if (first.category, first.status) != (second.category, second.status):
        return False
    for left, right in (
        (first.where and first.where.name_ar, second.where and second.where.name_ar),
        (first.when and first.when.expression_ar, second.when and second.when.expression_ar),
    ):
        if left and right and fold_text(left) != fold_text(right):
            return False
    targets = [{fold_text(t.name_ar or t.name_en) for t in event.targets} for event in (first, second)]
    if all(targets) and targets[0].isdisjoint(targets[1]):
        return False
    counts = [{(c.kind, c.count) for c in event.casualties} for event in (first, second)]
    if all(counts) and counts[0] != counts[1]:
        return False
    return _alike(first.description_en, second.description_en)


def _mode(i: int, event: Event) -> Iterator[Finding]:
    allowed = MODES.get(event.category, frozenset())
    if event.mode is None or event.mode in allowed:
        return
    listed = ", ".join([*sorted(allowed), "null"])
    yield Subject.finding_at(
        f"/events/{i}/mode",
        "consistency.mode",
        "error",
        f"mode {event.mode} does not belong to category {event.category}; allowed: {listed}",
    )


def _accounts(i: int, event: Event) -> Iterator[Finding]:
    claimants = {account.claimant.casefold().strip() for account in event.accounts}
    if len(claimants) == 1:
        yield Subject.finding_at(
            f"/events/{i}/accounts",
            "consistency.single_account",
            "info",
            "accounts of one claimant: accounts are for sources that differ",
        )


def _casualties(item: str, j: int, casualties: Casualties, subject: Subject) -> Iterator[Finding]:
    path = f"{item}/casualties/{j}"
    kinds = arabic_kinds(_PARTITIVE.sub(" ", fold_text(casualties.expression_ar)))
    if kinds and casualties.kind not in kinds and casualties.kind not in _said_before(item, j, subject):
        yield Subject.finding_at(
            f"{path}/kind",
            "consistency.casualty_kind",
            "error",
            f"kind is {casualties.kind}, but «{casualties.expression_ar}» says {' and '.join(sorted(kinds))}",
        )
    bounds = numbers.quantity(casualties.expression_ar)
    if bounds.min is not None and bounds.max is not None and bounds.min > bounds.max:
        yield Subject.finding_at(
            f"{path}/expression_ar",
            "consistency.casualty_range",
            "error",
            f"«{casualties.expression_ar}» has a lower bound ({bounds.min}) above its upper ({bounds.max})",
        )


def _said_before(item: str, j: int, subject: Subject) -> frozenset[CasualtyKind]:
    """The kinds of harm named right before the expression: those who were displaced can have been killed."""
    expression = next(e for e in subject.expressions if e.item == item and e.path == f"/casualties/{j}/expression_ar")
    start = subject.match(expression).start
    return deeds_before(subject.article.text[max(0, start - _NEAR) : start]) if start is not None else frozenset()


def _in_summary(event: Event, draft: Draft) -> bool:
    """Whether a sentence of the summary shares a segment, a name or number, or most of its words with the event."""
    evidence = set(event.evidence)
    if any(not evidence.isdisjoint(statement.evidence) for statement in draft.summary):
        return True
    anchors = _anchors(event.description_en) | {
        word for actor in (*event.actors, *event.targets) for word in _anchors(f"- {actor.name_en}")
    }
    words = _words(event.description_en)
    for statement in draft.summary:
        said = _words(statement.text_en)
        if not anchors.isdisjoint(_anchors(statement.text_en)) or 2 * len(words & said) >= len(words) > 0:
            return True
    return False


@lru_cache(maxsize=1024)
def _anchors(text: str) -> frozenset[str]:
    """Names (words with a capital letter inside the sentence) and numbers above two."""
    names = {name.casefold() for name in _NAME.findall(text)}
    return frozenset(names) | {str(n.value) for n in english_numbers.find(text) if n.value > _SMALLEST}
