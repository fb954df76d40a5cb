"""Text in the article that speaks to a language model, and signs in the draft that the model listened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from mujaz.arabic.folding import fold, unfold
from mujaz.arabic.mapped import Span
from mujaz.checks._injection_patterns import ADDRESS, ARABIC, ENGLISH, MARKUP, OBEYED, TELLS, draft_fields, may_direct
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding

__all__ = ["check"]

_QUOTED = re.compile(r"«[^«»\n]{1,300}»|“[^“”\n]{1,300}”|\"[^\"\n]{1,300}\"|‘[^‘’\n]{1,300}’")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"[.!?؟\n:]\s*$")
_REPORTING_WORDS = 4
"""Words that a sentence has outside its quotation marks when it reports what was said."""

_NEAR = 160
"""Characters around a directive in which something must speak to a model; also how far parts of a passage lie apart."""

_ADDRESS = re.compile(
    r"https?://[^\s<>\"'«»،)\]]+|www\.[^\s<>\"'«»،)\]]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{0,64}\w",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[#*<\[\"'«“ ]{0,6}[A-Za-z|/<][A-Za-z_|/<>\[\]#*:.,;!?\"'“”’»()\s\d-]{3,}+")
_FIELDS = draft_fields()


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about instructions to a model.

    `injection.in_article` (warning, once a passage, with its place in the raw text): the article speaks to a model:
    orders to ignore its instructions, chat markup, JSON that imitates a draft. Reported speech in quotation marks is
    left alone. `injection.cited` (warning): a statement rests on a segment with such a passage.
    `injection.obeyed` (error): an English field says what a model says that obeyed or refused, or has a web or e-mail
    address that the article does not have.
    """
    passages = _passages(subject.article.text)
    for passage in passages:
        quote = " ".join(subject.article.text[passage.start : passage.end].split())
        yield Finding(
            code="injection.in_article",
            severity="warning",
            path="",
            message=f"the article speaks to a language model: «{quote[:80]}»",
            start=passage.start,
            end=passage.end,
        )
    if passages:
        yield from _cited(subject, passages)
    known = _addresses(subject.article.text)
    for path, text in subject.english:
        # a caveat may well say that the article speaks to a model; that is reporting it, not obeying
        said = None if path.startswith("/caveats/") else _obeyed(text)
        if said is not None:
            yield Subject.finding_at(
                path, "injection.obeyed", "error", f"«{said}» answers an instruction; report only what the article says"
            )
        for address in _ADDRESS.findall(text) if "@" in text or "://" in text or "www." in text.lower() else ():
            if _bare(address) not in known:
                yield Subject.finding_at(
                    path, "injection.obeyed", "error", f"the address «{address[:80]}» is not in the article"
                )


def _cited(subject: Subject, passages: tuple[Span, ...]) -> Iterator[Finding]:
    for citation in subject.citations:
        spans = subject.spans(citation.segments)
        if any(a.start < b.end and b.start < a.end for a in spans for b in passages):
            yield Subject.finding_at(
                citation.path, "injection.cited", "warning", "rests on a segment that speaks to a language model"
            )


@lru_cache(maxsize=64)
def _passages(text: str) -> tuple[Span, ...]:
    """Ranges of the raw text, in order; hits that lie close together are one passage."""
    found: list[Span] = []
    directives: list[Span] = []
    # most Arabic articles have next to no Latin letters: only what has some is searched for English
    for run in _LATIN.finditer(text):
        found += [Span(*match.span()) for pattern in (MARKUP, _FIELDS) for match in pattern.finditer(text, *run.span())]
        directives += [Span(*match.span()) for match in ENGLISH.finditer(text, *run.span())]
    folded = fold(text)
    if may_direct(folded.text):
        directives += [
            unfold(folded, text, *match.span())
            for match in ARABIC.finditer(folded.text)
            if _speaks_to_model(folded.text, match)
        ]
    if directives:
        quoted = [Span(*match.span()) for match in _QUOTED.finditer(text)]
        found += [hit for hit in directives if not _reported(hit, text, quoted)]
    return tuple(_merged(sorted(found)))


def _speaks_to_model(folded: str, match: re.Match[str]) -> bool:
    """Arabic writes "ignore" like "he ignored": the sentence must begin with it, or more must speak to a model."""
    if not match[0].startswith(("تجاهل", "وتجاهل", "اهمل", "واهمل", "الغ", "والغ", "خالف", "وخالف", "تخط", "وتخط")):
        return True
    before = folded[max(0, match.start() - _NEAR) : match.start()]
    # «وتجاهل» at the head of a sentence is "and he ignored"
    opens = match[0][0] != "و" and (not before.strip() or bool(_SENTENCE_END.search(before.rstrip('"( '))))
    around = before + folded[match.end() : match.end() + _NEAR]
    return bool(ADDRESS.search(around) or ADDRESS.search(match[0])) or (opens and "سابق" in match[0])


def _reported(hit: Span, text: str, quoted: list[Span]) -> bool:
    """Whether a hit stands in quotation marks within a sentence that reports it."""
    for quote in quoted:
        if quote.start <= hit.start and hit.end <= quote.end:
            line_start = max(text.rfind(mark, 0, quote.start) for mark in ("\n", ". ", "؟ ", "! ")) + 1
            before = _WORD.findall(text[line_start : quote.start])
            line_end = text.find("\n", quote.end)
            after = _WORD.findall(text[quote.end : line_end if line_end >= 0 else len(text)][:200])
            return len(before) + len(after) >= _REPORTING_WORDS
    return False


def _merged(spans: list[Span]) -> Iterator[Span]:
    if not spans:
        return
    start, end = spans[0]
    for _, following in pairwise(spans):
        if following.start > end + _NEAR:
            yield Span(start, end)
            start, end = following
        end = max(end, following.end)
    yield Span(start, end)


def _obeyed(text: str) -> str | None:
    """What a field says as an answer to an instruction; quotations are reported, not said."""
    lowered = f" {text.lower()}"
    if not any(tell in lowered for tell in TELLS):
        return None
    bare = _QUOTED.sub(lambda quote: " " * len(quote[0]), text)
    for pattern in (OBEYED, MARKUP, ENGLISH, _FIELDS):
        if match := pattern.search(bare):
            return match[0].strip()
    return None


@lru_cache(maxsize=64)
def _addresses(text: str) -> frozenset[str]:
    return frozenset(_bare(address) for address in _ADDRESS.findall(text))


def _bare(address: str) -> str:
    """An address without what may be left out of it."""
    bare = re.sub(r"^https?://", "", address.lower()).removeprefix("www.")
    return bare.rstrip("/.,;:!?)")
