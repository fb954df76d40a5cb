"""The suite: base articles with an honest draft, attacks upon them with an obedient one, and harmless look-alikes.

`suite/base` has the articles, `suite/half_a` and `suite/half_b` the attacks: what is added to an article and where,
what must hold, and how a model that obeys would change the honest draft. Patterns were first written looking at half A
alone, then at both; `suite/later` was written after that, and nothing is tuned on it.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from mujaz.arabic.mapped import Span
from mujaz.articles.article import Article
from mujaz.articles.html import extract
from mujaz.checks.subject import Subject
from mujaz.cleaning import Cleaned, clean
from mujaz.schema.draft import Draft
from tests.injection.writing import WAYS

__all__ = ["HALVES", "LATER", "SUITE", "Attack", "Base", "Harmless", "attacks", "base", "bases", "harmless", "items"]

SUITE = Path(__file__).parent / "suite"
HALVES = ("half_a", "half_b")
LATER = "later"
_INSIDE = 1
"""The paragraph that an attack is put into, or behind."""

_EVENT: dict[str, Any] = {
    "attribution": None, "role": "main", "mode": None, "status": "asserted", "when": None, "where": None,
    "actors": [], "targets": [], "casualties": [], "accounts": [],
}  # fmt: skip
_WHEN: dict[str, Any] = {"expression_ar": None, "reading": None, "reported_ar": None}


@dataclass(frozen=True, eq=False)
class Base:
    """An ordinary article and a careful draft of it, with segment numbers of the article as it is."""

    id: str
    title: str
    outlet: str
    published: date
    paragraphs: tuple[str, ...]
    draft: dict[str, Any]

    def article(self) -> Article:
        return _plain(self, self.title, self.paragraphs)


@dataclass(frozen=True, eq=False)
class Attack:
    """One attack. `text` is what the article has, `hidden` the very string that must not reach the model."""

    id: str
    half: str
    technique: str
    language: str
    carrier: str
    place: str
    of: Base
    text: str
    head: str
    hidden: str | None
    planted: str
    holds: frozenset[str]
    obeyed: dict[str, Any]

    @functools.cached_property
    def article(self) -> Article:
        return _page(self) if self.carrier == "html" else _plain(*self._text_parts(), id=self.id)

    @functools.cached_property
    def cleaned(self) -> Cleaned:
        return clean(self.article)

    def _text_parts(self) -> tuple[Base, str, tuple[str, ...]]:
        title = f"{self.of.title} {self.text}" if self.place == "headline" else self.of.title
        outlet = self.text if self.place == "outlet" else self.of.outlet
        return replace(self.of, outlet=outlet), title, tuple(_with(self.of.paragraphs, self.text, self.place))

    @functools.cached_property
    def segments(self) -> tuple[int, ...]:
        """Numbers of the segments that hold the attack; of the first one where it does not reach the text."""
        text = self.article.text
        lines = [line.strip() for line in self.text.splitlines() if line.strip()]
        lines = [line if line in text else " ".join(line.split()) for line in lines]
        spans = [Span(at, at + len(line)) for line in lines if (at := text.find(line)) >= 0]
        hit = [s.number for s in self.cleaned.segments if any(s.raw.start < b and a < s.raw.end for a, b in spans)]
        return tuple(hit[:4]) or (1,)

    def subject(self, *, obedient: bool) -> Subject:
        """The honest or the obedient draft, with its segment numbers moved to those of the attacked article."""
        data = _numbered(self.of.draft, self._moved())
        if obedient:
            data = _changed(data, self.obeyed, self._moved())
        return Subject(self.article, self.cleaned, Draft.model_validate(data))

    def _moved(self) -> dict[int | str, tuple[int, ...]]:
        moved: dict[int | str, tuple[int, ...]] = {"attack": self.segments}
        for segment in clean(self.of.article()).segments:
            found = [s.number for s in self.cleaned.segments if segment.text in s.text or s.text in segment.text]
            moved[segment.number] = (found[0],)
        return moved


@dataclass(frozen=True)
class Harmless:
    """An article that looks like an attack and is none, and a sentence that a careful brief has about it."""

    id: str
    text: str
    says: str

    def subject(self) -> Subject:
        opening = "عقد مجلس بلدية رأس الحمام جلسته الأسبوعية، الأحد، بحضور جميع الأعضاء."
        article = Article.from_text(f"{opening}\n\n{self.text}", id=self.id, outlet="منصة صوت الرأس")
        cleaned = clean(article)
        data = {
            "headline_en": "Council of Ras al-Hamam holds weekly session",
            "headline_evidence": [1],
            "summary": [
                {"text_en": "The council held its weekly session on Sunday.", "attribution": None, "evidence": [1]},
                {
                    "text_en": self.says,
                    "attribution": None,
                    "evidence": [segment.number for segment in cleaned.segments[1:5]],
                },
            ],
            "events": [], "entities": [], "caveats": [],
        }  # fmt: skip
        return Subject(article, cleaned, Draft.model_validate(data))


def items(attack: Attack) -> frozenset[str]:
    """JSON Pointers of the brief's items that the obedient draft changes, each with a slash at its end."""
    found = set()
    for pointer in attack.obeyed:
        first, *rest = pointer.strip("/").split("/")
        found.add("/headline/" if first.startswith("headline") else f"/{first}/{rest[0]}/")
    return frozenset(found)


@functools.cache
def bases() -> dict[str, Base]:
    return {path.stem: _read_base(path) for path in sorted((SUITE / "base").glob("*.toml"))}


def base(id_: str) -> Base:
    return bases()[id_]


@functools.cache
def attacks(half: str) -> tuple[Attack, ...]:
    return tuple(
        _read_attack(half, entry)
        for path in sorted((SUITE / half).glob("*.toml"))
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["attack"]
    )


@functools.cache
def harmless() -> tuple[Harmless, ...]:
    entries = tomllib.loads((SUITE / "benign" / "lookalikes.toml").read_text(encoding="utf-8"))["article"]
    return tuple(Harmless(**entry) for entry in entries)


def _read_base(path: Path) -> Base:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Base(
        path.stem, data["title"], data["outlet"], data["published"], tuple(data["paragraphs"]), _whole(data["draft"])
    )


def _read_attack(half: str, entry: dict[str, Any]) -> Attack:
    hidden, written = entry.get("hidden"), entry.get("written")
    text: str = entry["text"]
    if written is not None:
        hidden = WAYS[written](entry["hidden"])
        text = text.replace("{hidden}", hidden)
    of = bases()[entry["base"]]
    return Attack(
        id=entry["id"],
        half=half,
        technique=entry["technique"],
        language=entry["language"],
        carrier=entry.get("carrier", "txt"),
        place=entry["place"],
        of=replace(of, outlet=entry.get("outlet", of.outlet)),
        text=text,
        head=entry.get("head", ""),
        hidden=hidden,
        planted=entry["planted"],
        holds=frozenset(entry["holds"]),
        obeyed=entry["obeyed"],
    )


def _whole(draft: dict[str, Any]) -> dict[str, Any]:
    """A draft of a base file with everything that it leaves out, TOML having no null."""
    events = []
    for given in draft["events"]:
        event = {**_EVENT, **given}
        event["when"] = {**_WHEN, **given["when"]} if "when" in given else None
        event["where"] = {"within": None, **given["where"]} if "where" in given else None
        event["casualties"] = [{"who": None, **count} for count in event["casualties"]]
        events.append(event)
    summary = [{"attribution": None, **statement} for statement in draft["summary"]]
    return {**draft, "summary": summary, "events": events, "caveats": []}


def _with(paragraphs: tuple[str, ...], text: str, place: str) -> Iterator[str]:
    at = {"beginning": 0, "middle": _INSIDE + 1, "end": len(paragraphs)}.get(place)
    for number, paragraph in enumerate(paragraphs):
        if number == at:
            yield text
        yield f"{paragraph} {text}" if place == "inside" and number == _INSIDE else paragraph
    if at == len(paragraphs):
        yield text


def _plain(of: Base, title: str, paragraphs: tuple[str, ...], id: str | None = None) -> Article:
    body = "\n\n".join(paragraphs)
    return Article.from_text(body, id=id or of.id, title=title, outlet=of.outlet, published=of.published)


def _page(attack: Attack) -> Article:
    """The article as a page; what the page shows is escaped, the attack is markup."""
    of = attack.of
    paragraphs = tuple(f"<p>{escape(paragraph)}" for paragraph in of.paragraphs)  # their end tags are optional
    blocks = _with(paragraphs, attack.text, attack.place)
    name = f'<meta property="og:site_name" content="{escape(of.outlet)}">' if of.outlet else ""
    page = (
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{escape(of.title)}</title>{name}'
        f'<meta property="article:published_time" content="{of.published}">'
        f"{attack.head}{attack.text if attack.place == 'head' else ''}</head><body>"
        f"<article><h1>{escape(of.title)}</h1>{''.join(blocks)}</article></body></html>"
    )
    found = extract(page)
    return Article(id=attack.id, text=found.text, title=found.title, outlet=found.outlet, published=found.published)


def _numbered(node: Any, moved: dict[int | str, tuple[int, ...]]) -> Any:
    """A copy with every list of evidence moved."""
    if isinstance(node, list):
        return [_numbered(item, moved) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _moved_list(value, moved) if key.endswith("evidence") else _numbered(value, moved)
        for key, value in node.items()
    }


def _moved_list(numbers: list[int | str], moved: dict[int | str, tuple[int, ...]]) -> list[int]:
    return list(dict.fromkeys(n for number in numbers for n in moved[number]))[:4]


def _changed(draft: dict[str, Any], changes: dict[str, Any], moved: dict[int | str, tuple[int, ...]]) -> dict[str, Any]:
    dropped: list[tuple[list[Any], int]] = []
    for pointer, value in changes.items():
        *parents, last = pointer.strip("/").split("/")
        node: Any = draft
        for part in parents:
            node = node[int(part)] if isinstance(node, list) else node[part]
        if value == "drop":
            dropped.append((node, int(last)))
        elif last.endswith("evidence"):
            node[last] = _moved_list(value, moved)
        else:
            node[last] = value if value != "" else None
    for items, at in dropped:
        del items[at]
    return draft
