"""The brief in the terminal.

Everything is printed as rich `Text`, never as markup, so that `[red]` in a headline stays `[red]`; control
and direction characters are written out. Arabic ends its line or has lines of its own, since few terminals
order mixed lines well. Marks are words first and colours second. The verdict comes first and, because that
has scrolled away by then, last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from mujaz.render import _wording
from mujaz.render._outline import Item, Outline, outline
from mujaz.render._text import one_line
from mujaz.schema.brief import Brief, BriefEvent, Support

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["render"]

_STYLE: dict[Support, str] = {"verified": "", "flagged": "bold yellow", "unsupported": "bold red"}
_MUTED = "dim"
_INDENT = 4
_LABEL = 10
_NARROWEST = 24


def render(brief: Brief, console: Console) -> None:
    """See `mujaz.render.terminal`."""
    told = outline(brief)
    _Printer(console).brief(brief, told)


class _Printer:
    def __init__(self, console: Console) -> None:
        self._console = console

    def brief(self, brief: Brief, told: Outline) -> None:
        self._head(brief, told)
        self._verdict(told)
        self._summary(brief, told)
        self._caveats(brief, told)
        self._events(_wording.EVENTS, brief, told, background=False)
        self._events(_wording.BACKGROUND, brief, told, background=True)
        self._names(brief, told)
        self._passages(told)
        self._findings(told)
        self._verdict(told)
        self._line(_wording.provenance_line(brief.provenance), style=_MUTED)

    def _line(self, text: str | Text, indent: int = 0, style: str = "", bullet: str = "") -> None:
        """Print `text` wrapped, every line indented; `bullet` stands in the indent of the first line."""
        shown = text if isinstance(text, Text) else Text(one_line(text), style=style)
        width = max(self._console.width - indent, _NARROWEST)
        for number, wrapped in enumerate(shown.wrap(self._console, width, overflow="fold")):
            wrapped.rstrip()
            line = Text((bullet if number == 0 else "").ljust(indent))
            self._console.print(line.append_text(wrapped), no_wrap=True, overflow="ignore", crop=False)

    def _section(self, title: str) -> None:
        self._console.print()
        self._line(title.upper(), style="bold")

    def _head(self, brief: Brief, told: Outline) -> None:
        self._line(_stated(told.headline, brief.headline.text_en, style="bold"))
        self._reasons(told.headline, 0)
        article = brief.article
        facts = [article.outlet, _wording.published(article), f"article {article.id}"]
        self._line(", ".join(fact for fact in facts if fact), style=_MUTED)
        for fact in (article.title, article.url):
            if fact:
                self._line(fact, style=_MUTED)
        if brief.provenance.endpoint == "embedded":
            self._console.print()
            self._line(" ".join(_wording.EMBEDDED_NOTICE), style="bold red")

    def _verdict(self, told: Outline) -> None:
        self._console.print()
        self._line(_wording.status_line(told), style="bold")
        first = _wording.to_check(told)
        if first:
            self._line(f"{_wording.LOOK_FIRST}: {first}")

    def _summary(self, brief: Brief, told: Outline) -> None:
        self._section(_wording.SUMMARY)
        for number, (item, statement) in enumerate(zip(told.sentences, brief.summary, strict=True), 1):
            self._item(f"{number}.", item, statement.text_en, _wording.attribution(statement.attribution))

    def _caveats(self, brief: Brief, told: Outline) -> None:
        if brief.caveats:
            self._section(_wording.CAVEATS)
        for item, caveat in zip(told.caveats, brief.caveats, strict=True):
            self._item("!", item, f"{_wording.CAVEAT_KIND[caveat.kind]}: {caveat.text_en}")

    def _events(self, title: str, brief: Brief, told: Outline, *, background: bool) -> None:
        rows = told.rows(brief, background=background)
        if rows or not background:
            self._section(title)
        if not rows and not background:
            self._line(_wording.NO_EVENT, _INDENT)
        for item, event, accounts in rows:
            self._event(item, event, accounts)

    def _event(self, item: Item, event: BriefEvent, accounts: tuple[Item, ...]) -> None:
        number = item.label.removeprefix("Event ")
        self._item(f"{number}.", item, event.description_en, _wording.attribution(event.attribution))
        words = [_wording.STATUS[event.status].upper(), _wording.ROLE[event.role] * (event.role == "related")]
        words.append(_wording.kind_of_event(event))
        self._line("; ".join(word for word in words if word), _INDENT, _MUTED)
        if event.when:
            self._fact("when", _wording.when_in_full(event.when), item, "/when/expression_ar")
            if event.when.reported_ar:
                self._fact("reported", "", item, "/when/reported_ar")
        if event.where:
            self._fact("where", _wording.place(event.where), item, "/where/name_ar")
        for label, kind, parties in (("by", "actors", event.actors), ("to", "targets", event.targets)):
            for at, party in enumerate(parties):
                self._fact(label, _wording.actor(party), item, f"/{kind}/{at}/name_ar")
        for at, count in enumerate(event.casualties):
            self._fact("harmed", _wording.harmed(count), item, f"/casualties/{at}/expression_ar")
        if accounts:
            self._line(f"{_wording.ACCOUNTS_DIFFER}:", _INDENT, "bold")
        for told, account in zip(accounts, event.accounts, strict=True):
            self._item("-", told, f"{account.claimant} says: {account.says_en}", outer=_INDENT)

    def _fact(self, label: str, english: str, item: Item, path: str) -> None:
        """A label, what it is in English, and the Arabic: on the same line when both fit."""
        line = Text(one_line(english))
        arabic = _arabic(item, path)
        indent = _INDENT + _LABEL
        bullet = " " * _INDENT + f"{label}:"
        if line and arabic and line.cell_len + arabic.cell_len + 2 > self._console.width - indent:
            self._line(line, indent, bullet=bullet)
            self._line(arabic, indent)
            return
        if line and arabic:
            line.append("  ")
        self._line(line.append_text(arabic), indent, bullet=bullet)

    def _item(self, bullet: str, item: Item, text: str, attribution: str = "", outer: int = 0) -> None:
        inner = outer + _INDENT
        self._line(_stated(item, text, attribution), inner, bullet=" " * outer + bullet)
        self._reasons(item, inner)

    def _reasons(self, item: Item, indent: int) -> None:
        for reason in item.reasons:
            self._line(reason, indent + 2, _STYLE[item.support], bullet=" " * indent + ">")

    def _names(self, brief: Brief, told: Outline) -> None:
        if brief.entities:
            self._section(_wording.NAMES)
        for item, entity in zip(told.names, brief.entities, strict=True):
            line = _stated(item, f"{entity.name_en} ({_wording.ENTITY_KIND[entity.kind]})")
            self._line(line.append("  ").append_text(_arabic(item, "/name_ar")), _INDENT)
            self._reasons(item, _INDENT)

    def _findings(self, told: Outline) -> None:
        self._section(_wording.FINDINGS)
        if not told.findings:
            self._line(_wording.NO_FINDING, _INDENT)
        for listed in told.findings:
            finding = listed.finding
            severity = _wording.SEVERITY[finding.severity]
            self._line(f"{severity}, {listed.about}: {finding.message} ({finding.code})", _INDENT, bullet="  -")

    def _passages(self, told: Outline) -> None:
        self._section(_wording.PASSAGES)
        for number, quote in told.passages():
            self._line(quote, _INDENT + 2, bullet=f"[{number}]")


def _arabic(item: Item, path: str) -> Text:
    """The Arabic expression at `path`, after a word on its match where one is due; empty when there is none."""
    slot = item.slot(path)
    if slot is None:
        return Text()
    line = Text()
    if _wording.MATCH_NOTE[slot.match]:
        line.append(f"[{_wording.MATCH_NOTE[slot.match]}] ", style=_STYLE["unsupported"])
    return line.append(one_line(slot.quote))


def _stated(item: Item, text: str, attribution: str = "", style: str = "") -> Text:
    """Mark in words, text, who says so, and the numbers of the passages."""
    line = Text()
    if item.support != "verified":
        line.append(f"{_wording.SUPPORT[item.support]}: ", style=_STYLE[item.support])
    line.append(one_line(text), style=style or None)
    if attribution:
        line.append(f" — {one_line(attribution)}", style=_MUTED)
    numbers = "".join(f" [{cited.segment}]" for cited in item.evidence)
    if not numbers and item.kind != "name":
        numbers = f" [{_wording.UNCITED}]"
    return line.append(numbers, style=_MUTED)
