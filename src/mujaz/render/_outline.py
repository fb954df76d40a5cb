"""The statements of a brief as a reader meets them: numbered, named, with the findings that concern them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mujaz.schema.brief import Brief, BriefEvent, Evidence, Finding, Slot, Support

__all__ = ["Item", "Listed", "Outline", "Tally", "outline", "tally"]

_FIELDS = {
    "when": "date",
    "where": "place",
    "actors": "who",
    "targets": "to whom",
    "casualties": "harmed",
    "attribution": "attribution",
    "claimant": "claimant",
    "evidence": "evidence",
    "name_ar": "Arabic name",
    "name_en": "English name",
    "kind": "kind",
    "status": "status",
    "role": "role",
    "category": "category",
    "mode": "mode",
}
"""What a field is called to a reader; one that is not listed is the text of the item itself."""

Kind = Literal["headline", "sentence", "caveat", "event", "account", "name"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a reader may have to check.

    `id` is made here from a letter and counters, never from data, and is safe in HTML. `label` is what the
    reader calls it ("Event 2"); that of a name holds the name and must be escaped like any data. `pointer`
    is its JSON Pointer in the brief.
    """

    id: str
    kind: Kind
    label: str
    pointer: str
    support: Support
    evidence: tuple[Evidence, ...]
    slots: tuple[Slot, ...]
    findings: tuple[Finding, ...]

    def slot(self, path: str) -> Slot | None:
        """The slot at `path` (a JSON Pointer relative to the item), if the brief has one."""
        return next((slot for slot in self.slots if slot.path == path), None)

    @property
    def reasons(self) -> list[str]:
        """Messages of the findings that mark the item."""
        return [finding.message for finding in self.findings if finding.severity != "info"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding in the list at the end: `about` is "Event 2, place", or "The brief" when no item has it."""

    id: str
    finding: Finding
    about: str
    item: Item | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items have each support."""

    verified: int
    flagged: int
    unsupported: int

    @property
    def total(self) -> int:
        """Number of items counted."""
        return self.verified + self.flagged + self.unsupported


@dataclass(frozen=True, slots=True)
class Outline:
    """All items of a brief in reading order; `accounts[i]` belongs to `events[i]`."""

    headline: Item
    sentences: tuple[Item, ...]
    caveats: tuple[Item, ...]
    events: tuple[Item, ...]
    accounts: tuple[tuple[Item, ...], ...]
    names: tuple[Item, ...]
    findings: tuple[Listed, ...]

    @property
    def statements(self) -> tuple[Item, ...]:
        """Everything that says something: all items but the names."""
        told = [self.headline, *self.sentences, *self.caveats]
        for event, accounts in zip(self.events, self.accounts, strict=True):
            told += [event, *accounts]
        return tuple(told)

    @property
    def items(self) -> tuple[Item, ...]:
        """Statements, then names."""
        return (*self.statements, *self.names)

    def to_check(self) -> tuple[Item, ...]:
        """What is not verified, the unsupported first; of names that read the same, the first: a model that repeats
        itself lists one forty times."""
        doubtful = (item for support in ("unsupported", "flagged") for item in self.items if item.support == support)
        first: dict[tuple[str, Support], Item] = {}
        for item in doubtful:
            first.setdefault((item.label, item.support), item)
        return tuple(first.values())

    def rows(self, brief: Brief, *, background: bool) -> list[tuple[Item, BriefEvent, tuple[Item, ...]]]:
        """The events that are background, or those that are not, each with its item and those of its
        accounts; `brief` is the one that the outline was made of."""
        rows = zip(self.events, brief.events, self.accounts, strict=True)
        return [row for row in rows if (row[1].role == "background") == background]

    def passages(self) -> list[tuple[int, str]]:
        """Number and text of every cited passage, each once, in the order of their numbers."""
        cited = {(each.segment, each.start, each.end): each.quote for item in self.items for each in item.evidence}
        return [(number, quote) for (number, _, _), quote in sorted(cited.items())]


def tally(items: Sequence[Item]) -> Tally:
    """Count `items` by support."""
    supports = [item.support for item in items]
    return Tally(supports.count("verified"), supports.count("flagged"), supports.count("unsupported"))


def outline(brief: Brief) -> Outline:
    """The outline of `brief`. A finding goes to the innermost item that its path points into."""
    pointers = _pointers(brief)
    found: dict[str, list[Finding]] = {pointer: [] for pointer in pointers}
    owners = [_owner(finding.path, pointers) for finding in brief.findings]
    for finding, owner in zip(brief.findings, owners, strict=True):
        if owner is not None:
            found[owner].append(finding)

    def item(
        name: str,
        kind: Kind,
        label: str,
        pointer: str,
        support: Support,
        evidence: Sequence[Evidence] = (),
        slots: Sequence[Slot] = (),
    ) -> Item:
        return Item(name, kind, label, pointer, support, tuple(evidence), tuple(slots), tuple(found[pointer]))

    headline = item("h1", "headline", "Headline", "/headline", brief.headline.support, brief.headline.evidence)
    sentences = [
        item(f"s{n}", "sentence", f"Sentence {n}", f"/summary/{n - 1}", told.support, told.evidence)
        for n, told in enumerate(brief.summary, 1)
    ]
    caveats = [
        item(f"c{n}", "caveat", f"Caveat {n}", f"/caveats/{n - 1}", told.support, told.evidence)
        for n, told in enumerate(brief.caveats, 1)
    ]
    events = [
        item(f"e{n}", "event", f"Event {n}", f"/events/{n - 1}", event.support, event.evidence, event.slots)
        for n, event in enumerate(brief.events, 1)
    ]
    accounts = [
        tuple(
            item(
                f"e{n}a{k}",
                "account",
                f"Event {n}, account {k}",
                f"/events/{n - 1}/accounts/{k - 1}",
                account.support,
                account.evidence,
            )
            for k, account in enumerate(event.accounts, 1)
        )
        for n, event in enumerate(brief.events, 1)
    ]
    names = [
        item(f"n{n}", "name", f"Name “{entity.name_en}”", f"/entities/{n - 1}", entity.support, slots=entity.slots)
        for n, entity in enumerate(brief.entities, 1)
    ]
    made = Outline(headline, tuple(sentences), tuple(caveats), tuple(events), tuple(accounts), tuple(names), ())
    by_pointer = {each.pointer: each for each in made.items}
    listed = tuple(
        _listed(n, finding, by_pointer[owner] if owner is not None else None)
        for n, (finding, owner) in enumerate(zip(brief.findings, owners, strict=True), 1)
    )
    return replace(made, findings=listed)


def _pointers(brief: Brief) -> set[str]:
    pointers = {"/headline"}
    pointers |= {f"/summary/{i}" for i in range(len(brief.summary))}
    pointers |= {f"/caveats/{i}" for i in range(len(brief.caveats))}
    pointers |= {f"/entities/{i}" for i in range(len(brief.entities))}
    for i, event in enumerate(brief.events):
        pointers.add(f"/events/{i}")
        pointers |= {f"/events/{i}/accounts/{k}" for k in range(len(event.accounts))}
    return pointers


def _owner(path: str, pointers: set[str]) -> str | None:
    """The longest of `pointers` that `path` lies in (no item lies deeper than four steps)."""
    steps = path.split("/", 5)[:5]
    for length in range(len(steps), 1, -1):
        pointer = "/".join(steps[:length])
        if pointer in pointers:
            return pointer
    return None


def _listed(number: int, finding: Finding, item: Item | None) -> Listed:
    if item is None:
        return Listed(f"f{number}", finding, "The brief", None)
    step = finding.path[len(item.pointer) :].split("/", 2)[1:2]
    field = _FIELDS.get(step[0], "") if step else ""
    return Listed(f"f{number}", finding, f"{item.label}, {field}" if field else item.label, item)
