"""Text in the article that speaks to a language model, and signs in the draft that the model listened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mujaz.articles.hidden_characters import decoded
from mujaz.checks import _injection_support
from mujaz.checks._injection_answers import obeyed, vouched
from mujaz.checks._injection_passages import Passage, directs, passages, tainted
from mujaz.checks._injection_readings import encoded
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding

__all__ = ["check"]

_ADDRESS = re.compile(
    r"https?://[^\s<>\"'«»،)\]]+|www\.[^\s<>\"'«»،)\]]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{0,64}\w",
    re.IGNORECASE,
)
_OVERRIDDEN = re.compile("[\u202d\u202e][^\u202c\n]{0,400}")
_LATIN_WORDS = re.compile(r"[A-Za-z]{3,}[^\n]{0,40}?[A-Za-z]{3,}")
_SHOWN = 80


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about instructions to a model.

    `injection.in_article` (warning, once a passage, with its place in the raw text): the article, or its outlet's
    name, speaks to a model: orders to ignore its instructions, chat markup, JSON that imitates a draft; also reversed,
    in look-alike letters, rot13 or base64. Reported speech in quotation marks is left alone. `injection.hidden`
    (warning): characters that nobody sees and that spell something were taken out, or a direction override shows Latin
    words otherwise than they stand. `injection.encoded` (info): base64 that holds words. `injection.cited` (warning): a
    statement rests on a segment with such a passage. `injection.followed` (error): a number, name, date or copied
    expression stands nowhere but in such a passage. `injection.vouching` (warning): the brief vouches for the article.
    `injection.obeyed` (error): an English field says what a model says that obeyed or refused, or has a web or e-mail
    address that the article does not have outside such passages.
    """
    text = subject.article.text
    found = passages(text)
    yield from _in_article(subject, found)
    yield from _hidden(subject)
    spoilt = tainted(text, subject.cleaned) if found else frozenset()
    if spoilt:
        yield from _cited(subject, spoilt)
        yield from _injection_support.check(subject, spoilt)
    yield from _answers(subject, spoilt)


def _in_article(subject: Subject, found: tuple[Passage, ...]) -> Iterator[Finding]:
    text = subject.article.text
    for passage in found:
        how = f" ({passage.how})" if passage.how else ""
        yield Finding(
            code="injection.in_article",
            severity="warning",
            path="",
            message=f"the article speaks to a language model{how}: «{_shown(text[passage.start : passage.end])}»",
            start=passage.start,
            end=passage.end,
        )
    outlet = subject.article.outlet
    if outlet and directs(outlet):
        yield Subject.finding_at(
            "", "injection.in_article", "warning", f"the outlet's name speaks to a language model: «{_shown(outlet)}»"
        )


def _hidden(subject: Subject) -> Iterator[Finding]:
    text = subject.article.text
    for edit in subject.cleaned.edits:
        if edit.kind.startswith("hidden."):
            said = decoded(edit.before)
            spells = f", which spell «{_shown(said)}»" if said else ""
            yield Finding(
                code="injection.hidden",
                severity="warning",
                path="",
                message=f"{len(edit.before)} characters that nobody sees were taken out{spells}",
                start=edit.start,
                end=edit.end,
            )
    overridden = _OVERRIDDEN.finditer(text) if "\u202d" in text or "\u202e" in text else ()
    for match in overridden:
        if _LATIN_WORDS.search(match[0]):
            yield Finding(
                code="injection.hidden",
                severity="warning",
                path="",
                message=f"a direction override shows this otherwise than it stands: «{_shown(match[0][1:])}»",
                start=match.start(),
                end=match.end(),
            )
    for span, said in encoded(text):
        if not directs(said):
            yield Finding(
                code="injection.encoded",
                severity="info",
                path="",
                message=f"base64 that says «{_shown(said)}»",
                start=span.start,
                end=span.end,
            )


def _cited(subject: Subject, spoilt: frozenset[int]) -> Iterator[Finding]:
    for citation in subject.citations:
        # a caveat may well point at the passage: that is reporting it
        if not citation.path.startswith("/caveats/") and not spoilt.isdisjoint(citation.segments):
            yield Subject.finding_at(
                citation.path, "injection.cited", "warning", "rests on a segment that speaks to a language model"
            )


def _answers(subject: Subject, spoilt: frozenset[int]) -> Iterator[Finding]:
    addresses = {path: found for path, text in subject.english if (found := _named(text))}
    known = _addresses(subject.article.text) if addresses else frozenset()
    outside = _addresses(_injection_support.masked(subject, spoilt)) if spoilt and known else known
    for path, text in subject.english:
        # a caveat may well say that the article speaks to a model; that is reporting it, not obeying
        said = None if path.startswith("/caveats/") else obeyed(text)
        if said is not None:
            yield Subject.finding_at(
                path, "injection.obeyed", "error", f"«{said}» answers an instruction; report only what the article says"
            )
        if voucher := vouched(text):
            yield Subject.finding_at(
                path, "injection.vouching", "warning", f"«{voucher}»: a brief vouches for nothing, it attributes"
            )
        for address in addresses.get(path, ()):
            if _bare(address) not in outside:
                where = "only in text that speaks to a model" if _bare(address) in known else "not in the article"
                yield Subject.finding_at(
                    path, "injection.obeyed", "error", f"the address «{address[:_SHOWN]}» is {where}"
                )


def _named(text: str) -> list[str]:
    """The web and e-mail addresses in a text; hardly any has what they all have."""
    return _ADDRESS.findall(text) if "@" in text or "://" in text or "www." in text.lower() else []


@lru_cache(maxsize=64)
def _addresses(text: str) -> frozenset[str]:
    return frozenset(_bare(address) for address in _named(text))


def _bare(address: str) -> str:
    """An address without what may be left out of it."""
    bare = re.sub(r"^https?://", "", address.lower()).removeprefix("www.")
    return bare.rstrip("/.,;:!?)")


def _shown(text: str) -> str:
    return " ".join(text.split())[:_SHOWN]
