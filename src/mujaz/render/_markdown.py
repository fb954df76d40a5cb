"""The brief as CommonMark, with GitHub's tables for events.

Text from article or model is escaped so that it can make no heading, list, link, image, HTML or table cell
of its own, under CommonMark and under GitHub's extensions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mujaz.render import _wording
from mujaz.render._outline import Item, Outline, outline
from mujaz.render._text import one_line, web_address
from mujaz.schema.brief import Brief, BriefActor, BriefEvent

__all__ = ["escaped", "render"]

# Always special somewhere inside a line; `$` and `^` are so to other readers of Markdown than GitHub.
_INLINE = re.compile(r"[\\`*_\[\]<>#~&@$^{}!]")
# Made into links from the finished text, where a backslash does not help any more: addresses of the web and of mail,
# mentions, numbers of issues (GitHub's extension "autolinks", and what GitHub adds to it).
_LINKED = re.compile(r":(?=//)|www(?=\.)|[@#](?=\w)", re.IGNORECASE)
_BREAK = "\u200c"
"""ZERO WIDTH NON-JOINER: keeps the two sides of it apart and is not to be seen."""
# Special at the start of a block only: bullets, ordered lists, setext underlines and thematic breaks.
_BLOCK_START = re.compile(r"^([-+=]|[0-9]{1,9}(?=[.)]))")
_COLUMNS = ("No.", "When", "What, and who says so", "Where", "Who", "To whom", "Harmed")


def escaped(text: str) -> str:
    """`text` on one line, safe anywhere in a Markdown document, in a table cell too.

    Addresses and mentions hold an invisible character where a reader of Markdown would make a link of them.
    """
    line = _LINKED.sub(lambda match: f"{match[0]}{_BREAK}", one_line(text))
    line = _INLINE.sub(lambda match: f"\\{match[0]}", line)
    line = line.replace("|", "&#124;")
    return _BLOCK_START.sub(lambda m: f"{m[0]}\\" if m[0].isdigit() else f"\\{m[0]}", line)


def render(brief: Brief) -> str:
    """See `mujaz.render.markdown`."""
    told = outline(brief)
    blocks = [*_head(brief, told), *_summary(brief, told), *_caveats(brief, told)]
    blocks += [*_events(_wording.EVENTS, brief, told, background=False)]
    blocks += [*_events(_wording.BACKGROUND, brief, told, background=True)]
    blocks += [*_names(brief, told), *_findings(told), *_passages(told)]
    blocks.append(f"*{escaped(_wording.provenance_line(brief.provenance))}*")
    return "\n\n".join(blocks) + "\n"


def _head(brief: Brief, told: Outline) -> Iterator[str]:
    yield f"# {_stated(told.headline, brief.headline.text_en)}"
    if told.headline.reasons:
        yield _list(told.headline.reasons)
    article = brief.article
    facts = [escaped(fact) for fact in (article.outlet, _wording.published(article), article.title) if fact]
    facts += [_address(article.url)] if article.url else []
    yield "\n".join(f"- {fact}" for fact in (*facts, escaped(f"article {article.id}")))
    if brief.provenance.endpoint == "embedded":
        yield f"> **{_wording.EMBEDDED_NOTICE[0]}** {_wording.EMBEDDED_NOTICE[1]}"
    yield f"**{_wording.status_line(told)}.**"
    if told.to_check():
        yield f"{_wording.LOOK_FIRST}: {escaped(_wording.to_check(told))}."
    yield f"*{_wording.LEGEND}*"


def _address(url: str) -> str:
    """The article's address, not as a link, but to be copied as it is: in a code span, where nothing is special."""
    return f"`{url}`" if web_address(url) else escaped(url)


def _summary(brief: Brief, told: Outline) -> Iterator[str]:
    yield f"## {_wording.SUMMARY}"
    lines = []
    for number, (item, statement) in enumerate(zip(told.sentences, brief.summary, strict=True), 1):
        text = _stated(item, statement.text_en, _wording.attribution(statement.attribution))
        lines += [f"{number}. {text}", *_reasons(item, "   ")]
    yield "\n".join(lines)


def _caveats(brief: Brief, told: Outline) -> Iterator[str]:
    if not brief.caveats:
        return
    yield f"## {_wording.CAVEATS}"
    lines = []
    for item, caveat in zip(told.caveats, brief.caveats, strict=True):
        kind = _wording.CAVEAT_KIND[caveat.kind]
        lines += [f"- **{kind}:** {_stated(item, caveat.text_en)}", *_reasons(item, "  ")]
    yield "\n".join(lines)


def _events(title: str, brief: Brief, told: Outline, *, background: bool) -> Iterator[str]:
    rows = told.rows(brief, background=background)
    if rows or not background:
        yield f"## {title}"
    if not rows:
        if not background:
            yield _wording.NO_EVENT
        return
    table = [_row(_COLUMNS), _row(["---"] * len(_COLUMNS))]
    table += [_row(_cells(item, event)) for item, event, _ in rows]
    yield "\n".join(table)
    reasons = [f"{item.label}: {reason}" for item, _, _ in rows for reason in item.reasons]
    if reasons:
        yield _list(reasons)
    for item, event, accounts in rows:
        if accounts:
            yield f"**{item.label}: {_wording.ACCOUNTS_DIFFER}**"
            lines = []
            for each, account in zip(accounts, event.accounts, strict=True):
                lines.append(f"- **{escaped(account.claimant)}** says: {_stated(each, account.says_en)}")
                lines += _reasons(each, "  ")
            yield "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(item: Item, event: BriefEvent) -> list[str]:
    return [
        item.label.removeprefix("Event "),
        _when(item, event),
        _what(item, event),
        _with_arabic(item, _wording.place(event.where), "/where/name_ar") if event.where else "not given",
        _parties(item, "actors", event.actors),
        _parties(item, "targets", event.targets),
        "; ".join(
            _with_arabic(item, _wording.harmed(count), f"/casualties/{at}/expression_ar")
            for at, count in enumerate(event.casualties)
        )
        or "none given",
    ]


def _what(item: Item, event: BriefEvent) -> str:
    status = _wording.STATUS[event.status]
    words = [_stated(item, event.description_en, _wording.attribution(event.attribution))]
    words += [f"**{status}**"] if status else []
    words += [_wording.ROLE["related"]] if event.role == "related" else []
    return "; ".join([*words, _wording.kind_of_event(event)])


def _when(item: Item, event: BriefEvent) -> str:
    cell = _with_arabic(item, _wording.when_in_full(event.when), "/when/expression_ar")
    if event.when and event.when.reported_ar:
        cell += f"; {_with_arabic(item, 'reported', '/when/reported_ar')}"
    return cell


def _parties(item: Item, kind: str, parties: Sequence[BriefActor]) -> str:
    named = (_with_arabic(item, _wording.actor(party), f"/{kind}/{at}/name_ar") for at, party in enumerate(parties))
    return "; ".join(named) or "not given"


def _with_arabic(item: Item, english: str, path: str) -> str:
    slot = item.slot(path)
    if slot is None:
        return escaped(english)
    note = _wording.MATCH_NOTE[slot.match]
    return f"{escaped(english)} {escaped(slot.quote)}" + (f" (**{note}**)" if note else "")


def _names(brief: Brief, told: Outline) -> Iterator[str]:
    if not brief.entities:
        return
    yield f"## {_wording.NAMES}"
    lines = []
    for item, entity in zip(told.names, brief.entities, strict=True):
        english = f"{entity.name_en} ({_wording.ENTITY_KIND[entity.kind]})"
        lines += [f"- {_mark(item)}{_with_arabic(item, english, '/name_ar')}", *_reasons(item, "  ")]
    yield "\n".join(lines)


def _findings(told: Outline) -> Iterator[str]:
    yield f"## {_wording.FINDINGS}"
    if not told.findings:
        yield _wording.NO_FINDING
        return
    yield _list(
        f"{_wording.SEVERITY[each.finding.severity]}, {each.about}: {each.finding.message} ({each.finding.code})"
        for each in told.findings
    )


def _passages(told: Outline) -> Iterator[str]:
    passages = told.passages()
    if passages:
        yield f"## {_wording.PASSAGES}"
    for number, quote in passages:
        yield f"> **{number}** {escaped(quote)}"


def _mark(item: Item) -> str:
    return "" if item.support == "verified" else f"**{_wording.SUPPORT[item.support]}:** "


def _stated(item: Item, text: str, attribution: str = "") -> str:
    who = f" — {escaped(attribution)}" if attribution else ""
    numbers = "".join(f" \\[{cited.segment}\\]" for cited in item.evidence) or f" ({_wording.UNCITED})"
    return f"{_mark(item)}{escaped(text)}{who}{numbers}"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {escaped(line)}" for line in lines)


def _reasons(item: Item, indent: str) -> list[str]:
    return [f"{indent}- {escaped(reason)}" for reason in item.reasons]
