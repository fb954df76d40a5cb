"""The brief as one HTML page that needs nothing but itself.

The page works without scripts (references are links into the source, the cited passage lights up as the
link's target); the script adds choosing a statement and going back from a passage. A strict
Content-Security-Policy names the one style sheet and the one script by their hashes, so that nothing else
runs or loads, whatever article or model wrote.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from mujaz.arabic.mapped import Span
from mujaz.errors import UsageError
from mujaz.render import _wording
from mujaz.render._outline import Item, Outline, outline
from mujaz.render._source import Layout, Mark, lay_out
from mujaz.render._text import visible, web_address
from mujaz.schema.brief import Brief

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["render"]

_STYLES = ("page.css", "print.css")
_SCRIPT = "page.js"


@dataclass(frozen=True, slots=True)
class _Reference:
    """A segment number and the link to its passage."""

    number: int
    href: str
    quote: str


@dataclass(frozen=True, slots=True)
class _Expression:
    """An Arabic expression copied by the model: where it stands ("" when it was not found) and what is to be
    said about the match ("" when nothing is)."""

    text: str
    href: str
    note: str


def render(brief: Brief, raw_text: str) -> str:
    """See `mujaz.render.html`."""
    told = outline(brief)
    _require_same_text(brief, told, raw_text)
    layout = lay_out(raw_text, [mark for _, mark, _ in _anchored(told)])
    style = "".join(_asset(name) for name in _STYLES)
    script = _asset(_SCRIPT)
    page = _environment().get_template("page.html.j2")
    return page.render(
        policy=_policy(style, script),
        style=style,
        script=script,
        brief=brief,
        outline=told,
        layout=layout,
        url=web_address(brief.article.url),
        verdict=_wording.status_line(told),
        news=told.rows(brief, background=False),
        background=told.rows(brief, background=True),
        references=lambda item: _references(item, layout),
        expression=lambda item, path, text: _expression(item, path, text, layout),
        finding_href=lambda listed: _finding_href(listed.finding.start, listed.finding.end, layout),
        provenance=_provenance(brief),
        say=_wording,
    )


def _require_same_text(brief: Brief, told: Outline, raw_text: str) -> None:
    """Offsets that do not belong to `raw_text` would light up the wrong Arabic: refuse them."""
    digest = hashlib.sha256(raw_text.encode("utf-8", "surrogatepass")).hexdigest()
    if digest != brief.article.raw_sha256:
        raise UsageError(
            f"{brief.article.id}: the brief was made from another text (SHA-256 "
            f"{brief.article.raw_sha256[:12]}, this one has {digest[:12]}); give the article it belongs to"
        )
    for pointer, mark, quote in _anchored(told):
        stands = 0 <= mark.start <= mark.end <= len(raw_text)
        if not stands or (quote is not None and raw_text[mark.start : mark.end] != quote):
            raise UsageError(
                f"{brief.article.id}: what {pointer} cites does not stand at {mark.start}:{mark.end} of the "
                "article; make the brief anew"
            )


def _anchored(told: Outline) -> Iterator[tuple[str, Mark, str | None]]:
    """Every marked range: pointer of its item, the mark, and what must stand there (None: anything)."""
    for item in told.items:
        for evidence in item.evidence:
            mark = Mark(evidence.start, evidence.end, item.id, "evidence", evidence.segment)
            yield item.pointer, mark, evidence.quote
        for slot in item.slots:
            if slot.start is not None and slot.end is not None:
                quote = slot.quote if slot.match == "exact" else None
                yield item.pointer + slot.path, Mark(slot.start, slot.end, item.id, "slot"), quote
    for number, listed in enumerate(told.findings):
        start, end = listed.finding.start, listed.finding.end
        if start is not None and end is not None:
            yield f"/findings/{number}", Mark(start, end, listed.id, "finding"), None


def _references(item: Item, layout: Layout) -> list[_Reference]:
    return [
        _Reference(cited.segment, _link(layout.passage_of.get(Span(cited.start, cited.end))), cited.quote)
        for cited in item.evidence
    ]


def _expression(item: Item, path: str, text: str | None, layout: Layout) -> _Expression | None:
    if text is None:
        return None
    slot = item.slot(path)
    if slot is None:
        return _Expression(text, "", _wording.NOT_LOOKED_UP)
    piece = None
    if slot.start is not None and slot.end is not None:
        piece = layout.piece_of.get(Span(slot.start, slot.end))
    note = _wording.MATCH_NOTE["missing" if piece is None else slot.match]
    return _Expression(text, _link(piece), note)


def _finding_href(start: int | None, end: int | None, layout: Layout) -> str:
    return "" if start is None or end is None else _link(layout.piece_of.get(Span(start, end)))


def _link(target: str | None) -> str:
    return f"#{target}" if target else ""


def _provenance(brief: Brief) -> list[tuple[str, str]]:
    made, tokens = brief.provenance, brief.provenance.tokens
    unknown = "unknown"
    return [
        ("Model", made.model),
        ("Endpoint", made.endpoint),
        ("Prompt", f"{made.prompt}, SHA-256 {made.prompt_sha256}"),
        ("Schema", f"{brief.schema_}, SHA-256 {made.schema_sha256}"),
        ("Parameters", ", ".join(f"{name} {value}" for name, value in made.parameters.items()) or "none"),
        ("Attempts", f"{made.attempts}"),
        ("Tokens read", unknown if tokens.prompt is None else f"{tokens.prompt:,}"),
        ("Tokens written", unknown if tokens.completion is None else f"{tokens.completion:,}"),
        ("Cost", unknown if made.cost_usd is None else f"{made.cost_usd:.4f} US dollars"),
        ("Article", f"{brief.article.id}, SHA-256 {brief.article.raw_sha256}"),
        ("Language", brief.article.language),
        ("Mujaz", made.version),
    ]


@cache
def _asset(name: str) -> str:
    return (resources.files("mujaz.render") / "page" / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_source_hash(style)}; script-src {_source_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _source_hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _environment() -> Environment:
    """Every value is made visible (see `_text.visible`), then escaped, without any template asking for it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: object) -> object:
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    return Environment(
        loader=PackageLoader("mujaz.render", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
