"""Check a brief or draft that is already there, whoever wrote it, against its article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from mujaz.articles.article import Article
from mujaz.assembly import assemble
from mujaz.checks import registry
from mujaz.checks.evidence import Grounder
from mujaz.checks.subject import Subject
from mujaz.cleaning import Cleaned
from mujaz.errors import UsageError
from mujaz.schema import draft as d
from mujaz.schema.brief import SCHEMA, Brief, Finding
from mujaz.schema.draft import Draft

__all__ = ["check_document"]

_QUOTE_KEYS = frozenset({"quote", "quotes", "evidence", "citation", "citations", "source_quote", "exact"})


def check_document(
    document: Any, article: Article, cleaned: Cleaned, *, semantic: bool = False
) -> tuple[str, list[Finding]]:
    """What `document` (parsed JSON) is, in words, and every finding about it.

    A brief of ours and a draft are checked whole. Of any other JSON every Arabic quote is looked up: strings under
    keys such as `quote` or `evidence`, and under keys that end in `_ar`. `semantic` adds the check by meaning.
    Raises UsageError when there is nothing to check.
    """
    grounder = Grounder(article.text)
    if isinstance(document, dict) and document.get("schema") == SCHEMA:
        try:
            brief = Brief.model_validate(document)
        except ValidationError as error:
            raise UsageError(f"not a valid {SCHEMA}: {_first(error)}") from error
        subject = Subject(article, cleaned, _draft_of(brief), grounder)
        findings = registry.run(subject, by_meaning=semantic)
        if brief.article.raw_sha256 != article.sha256:
            return "brief", [_OTHER_TEXT, *_passages(brief, grounder), *findings]
        return "brief", [*_differences(brief, assemble(subject, findings, brief.provenance)), *findings]
    if isinstance(document, dict) and "headline_en" in document:
        try:
            draft = Draft.model_validate(document)
        except ValidationError as error:
            raise UsageError(f"not a valid draft: {_first(error)}") from error
        return "draft", registry.run(Subject(article, cleaned, draft, grounder), by_meaning=semantic)
    quotes = list(_quotes(document, ""))
    if not quotes:
        raise UsageError(
            "this is neither a brief nor a draft, and it has no quotes: strings under `quote`, `evidence` "
            "or a key that ends in `_ar`"
        )
    return f"JSON with {len(quotes)} quotes", [f for path, quote in quotes for f in _quoted(path, quote, grounder)]


def _first(error: ValidationError) -> str:
    item = error.errors(include_url=False)[0]
    return f"{'/'.join(str(part) for part in item['loc'])}: {item['msg']}"


_OTHER_TEXT = Finding(
    code="article.differs",
    severity="warning",
    path="/article/raw_sha256",
    message="the brief was made from another text than this; offsets may not fit",
)
_COMPARED = ("headline", "summary", "events", "entities", "caveats")


def _differences(brief: Brief, rebuilt: Brief) -> Iterator[Finding]:
    """Where a brief is not what its own statements and this article give: evidence, offsets, dates, counts, support."""
    for name in _COMPARED:
        there, here = brief.model_dump(mode="json")[name], rebuilt.model_dump(mode="json")[name]
        for pointer, is_, should in _unlike(there, here, f"/{name}"):
            yield Finding(
                code="brief.altered",
                severity="error",
                path=pointer,
                message=f"is {_value(is_)}; the article gives {_value(should)}",
            )


def _unlike(there: Any, here: Any, pointer: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(there, dict) and isinstance(here, dict):
        for key in here:
            yield from _unlike(there.get(key), here[key], f"{pointer}/{key}")
    elif isinstance(there, list) and isinstance(here, list) and len(there) == len(here):
        for i, (one, two) in enumerate(zip(there, here, strict=True)):
            yield from _unlike(one, two, f"{pointer}/{i}")
    elif there != here:
        yield pointer, there, here


def _value(value: Any) -> str:
    return "nothing" if value is None or value == [] else _short(str(value))


def _passages(brief: Brief, grounder: Grounder) -> Iterator[Finding]:
    """Evidence, in a brief of another text, that does not stand at its offsets, or nowhere."""
    for pointer, evidence in _brief_evidence(brief):
        if grounder.raw_text[evidence.start : evidence.end] != evidence.quote:
            yield from _quoted(f"{pointer}/quote", evidence.quote, grounder, moved=True)


def _brief_evidence(brief: Brief) -> Iterator[tuple[str, Any]]:
    holders: list[tuple[str, Any]] = [("/headline", brief.headline)]
    holders += [(f"/summary/{i}", s) for i, s in enumerate(brief.summary)]
    for i, event in enumerate(brief.events):
        holders.append((f"/events/{i}", event))
        holders += [(f"/events/{i}/accounts/{j}", a) for j, a in enumerate(event.accounts)]
    holders += [(f"/caveats/{i}", c) for i, c in enumerate(brief.caveats)]
    for pointer, holder in holders:
        for k, evidence in enumerate(holder.evidence):
            yield f"{pointer}/evidence/{k}", evidence


def _quoted(path: str, quote: str, grounder: Grounder, *, moved: bool = False) -> Iterator[Finding]:
    match = grounder.ground(quote)
    if match.kind == "missing":
        yield Finding(
            code="evidence.quote_missing",
            severity="error",
            path=path,
            message=f"«{_short(quote)}» does not stand in the article",
        )
    elif match.kind == "fuzzy" or moved:
        how = "at another place than the offsets say" if match.kind != "fuzzy" else "only with differences"
        yield Finding(
            code="evidence.quote_differs",
            severity="warning",
            path=path,
            message=f"«{_short(quote)}» stands in the article {how}",
            start=match.start,
            end=match.end,
        )


def _short(quote: str) -> str:
    return quote if len(quote) <= 80 else f"{quote[:60]}…{quote[-15:]}"


def _quotes(node: Any, path: str, under_quote: bool = False) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            is_quote = str(key).lower() in _QUOTE_KEYS or str(key).endswith("_ar")
            yield from _quotes(value, f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}", is_quote)
    elif isinstance(node, list):
        for i, item in enumerate(node):
            yield from _quotes(item, f"{path}/{i}", under_quote)
    elif isinstance(node, str) and under_quote and node.strip():
        yield path, node


def _draft_of(brief: Brief) -> Draft:
    """The draft a brief was made of, without validation: a brief may have lost evidence that did not exist."""
    return Draft.model_construct(
        headline_en=brief.headline.text_en,
        headline_evidence=_segments(brief.headline),
        summary=[
            d.Statement.model_construct(text_en=s.text_en, attribution=s.attribution, evidence=_segments(s))
            for s in brief.summary
        ],
        events=[_event_of(event) for event in brief.events],
        entities=[d.Entity.model_construct(name_ar=e.name_ar, name_en=e.name_en, kind=e.kind) for e in brief.entities],
        caveats=[
            d.Caveat.model_construct(kind=c.kind, text_en=c.text_en, evidence=_segments(c)) for c in brief.caveats
        ],
    )


def _event_of(event: Any) -> d.Event:
    return d.Event.model_construct(
        description_en=event.description_en,
        attribution=event.attribution,
        role=event.role,
        category=event.category,
        mode=event.mode,
        status=event.status,
        evidence=_segments(event),
        when=_part(d.When, event.when),
        where=_part(d.Where, event.where),
        actors=[_part(d.Actor, actor) for actor in event.actors],
        targets=[_part(d.Actor, target) for target in event.targets],
        casualties=[_part(d.Casualties, count) for count in event.casualties],
        accounts=[
            d.Account.model_construct(claimant=a.claimant, says_en=a.says_en, evidence=_segments(a))
            for a in event.accounts
        ],
    )


def _part(type_: Any, part: Any) -> Any:
    """`part` of a brief cut down to the fields of the draft's type."""
    if part is None:
        return None
    return type_.model_construct(**{name: getattr(part, name) for name in type_.model_fields})


def _segments(holder: Any) -> list[int]:
    return [evidence.segment for evidence in holder.evidence]
