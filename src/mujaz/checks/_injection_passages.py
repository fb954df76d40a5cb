"""Where an article speaks to a language model: plainly, in disguise, or in what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from mujaz.arabic.letters import has_latin
from mujaz.arabic.mapped import Span
from mujaz.articles.chat_tokens import TOKEN
from mujaz.checks._injection_patterns import (
    ADDRESS,
    ENGLISH,
    ENGLISH_SIGNS,
    MARKUP,
    MARKUP_WORDS,
    arabic_directives,
    draft_fields,
)
from mujaz.checks._injection_readings import Reading, encoded, readings
from mujaz.cleaning import Cleaned

__all__ = ["QUOTED", "Passage", "directs", "passages", "tainted"]

QUOTED = re.compile(r"«[^«»\n]{1,300}»|“[^“”\n]{1,300}”|\"[^\"\n]{1,300}\"|‘[^‘’\n]{1,300}’")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE_END = re.compile(r"[.!?؟\n:]\s*$")
_REPORTING_WORDS = 4
"""Words that a sentence has outside its quotation marks when it reports what was said."""

_NEAR = 160
"""Characters around a directive in which something must speak to a model; also how far parts of a passage lie apart."""

_LATIN = re.compile(r"[#*<\[\"'«“ ]{0,6}[A-Za-z|/<][A-Za-z_|/<>\[\]#*:.,;!?\"'“”’»()\s\d-]{3,}+")
_LATIN_WORDS = re.compile(r"[A-Za-z][A-Za-z_|/<>\[\]#*:.,;!?\"'“”’»()\s\d-]{3,}+")
_HARMLESS_TOKENS = ("<s>", "</s>")
"""HTML's struck-out text."""

_AMBIGUOUS = tuple(f"{and_}{verb}" for and_ in ("", "و") for verb in ("تجاهل", "اهمل", "الغ", "خالف", "تخط", "انسوا"))
"""Orders that are also written to people, or read "he ignored"."""

_PLURAL = ("انسوا", "وانسوا", "الغوا", "والغوا", "تخطوا", "وتخطوا", "خالفوا", "وخالفوا")

_INTRODUCES = re.compile(r"(?<!response)(?<!assistant)(?<!answer):\s*$", re.IGNORECASE)
"""The end of what announces more; the label of the answer is where an attack ends."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A range of the raw text that speaks to a model; `how` says what it had to be read as, "" for plain text."""

    start: int
    end: int
    how: str = ""


@lru_cache(maxsize=64)
def passages(text: str) -> tuple[Passage, ...]:
    """All passages, in order; hits that lie close together are one."""
    hits = [Passage(*match.span()) for match in _markup(text)]
    hits += [Passage(*span, "base64") for span, said in encoded(text) if directs(said)]
    found = [hit for reading in readings(text) for hit in _directives(reading)]
    if found:
        quoted = [Span(*match.span()) for match in QUOTED.finditer(text)]
        hits += [hit for hit in found if not _is_reported(hit, text, quoted)]
    return tuple(_merged(sorted(hits, key=lambda hit: (hit.start, hit.end))))


def directs(text: str) -> bool:
    """Whether a short text of its own (an outlet's name, a decoded one) speaks to a model."""
    if next(_markup(text), None) is not None:
        return True
    return any(True for reading in readings(text) for _ in _directives(reading))


def tainted(text: str, cleaned: Cleaned) -> frozenset[int]:
    """Numbers of the segments that a passage stands in, and of those that go on with it: the next one of the same
    line, or of the next line where the passage only introduces something."""
    numbers: set[int] = set()
    for passage in passages(text):
        hit = [s for s in cleaned.segments if s.raw.start < passage.end and passage.start < s.raw.end]
        if not hit:
            continue
        numbers.update(segment.number for segment in hit)
        following = cleaned.segment(hit[-1].number + 1)
        if following is not None:
            between = text[hit[-1].raw.end : following.raw.start]
            if "\n" not in between or _INTRODUCES.search(text[passage.start : hit[-1].raw.end]):
                numbers.add(following.number)
    return frozenset(numbers)


def _markup(text: str) -> Iterator[re.Match[str]]:
    if "<" in text or "[" in text:
        yield from (match for match in TOKEN.finditer(text) if match[0].lower() not in _HARMLESS_TOKENS)
    # most Arabic articles have next to no Latin letters: only what has some is searched
    if "_" in text or (has_latin(text) and MARKUP_WORDS.search(text)):
        for run in _LATIN.finditer(text):
            for pattern in (MARKUP, draft_fields()):
                yield from pattern.finditer(text, *run.span())


def _directives(reading: Reading) -> Iterator[Passage]:
    is_plain = reading.how == "plain"
    how = "" if is_plain else reading.how
    text = reading.text
    if has_latin(text) and (is_plain or any(map(text.__contains__, ENGLISH_SIGNS))):
        for run in _LATIN_WORDS.finditer(text):
            for match in ENGLISH.finditer(text, *run.span()):
                yield Passage(*reading.span(*match.span()), how)
    if reading.how in ("plain", "reversed", "spaced letters"):
        for match in arabic_directives(text):
            if _speaks_to_model(text, match):
                yield Passage(*reading.span(*match.span()), how)


def _speaks_to_model(folded: str, match: re.Match[str]) -> bool:
    """Arabic writes "ignore" like "he ignored": the sentence must begin with it, or more must speak to a model."""
    if not match[0].startswith(_AMBIGUOUS):
        return True
    before = folded[max(0, match.start() - _NEAR) : match.start()]
    # «وتجاهل» at the head of a sentence is "and he ignored"
    opens = match[0][0] != "و" and (not before.strip() or bool(_SENTENCE_END.search(before.rstrip('"( '))))
    around = before + folded[match.end() : match.end() + _NEAR]
    to_one = not match[0].startswith(_PLURAL)
    return bool(ADDRESS.search(around) or ADDRESS.search(match[0])) or (opens and to_one and "سابق" in match[0])


def _is_reported(hit: Passage, text: str, quoted: list[Span]) -> bool:
    """Whether a hit stands in quotation marks within a sentence that reports it."""
    for quote in quoted:
        if quote.start <= hit.start and hit.end <= quote.end:
            line_start = max(text.rfind(mark, 0, quote.start) for mark in ("\n", ". ", "؟ ", "! ")) + 1
            before = _WORD.findall(text[line_start : quote.start])
            line_end = text.find("\n", quote.end)
            after = _WORD.findall(text[quote.end : line_end if line_end >= 0 else len(text)][:200])
            return len(before) + len(after) >= _REPORTING_WORDS
    return False


def _merged(hits: list[Passage]) -> Iterator[Passage]:
    if not hits:
        return
    start, end, how = hits[0].start, hits[0].end, hits[0].how
    for _, following in pairwise(hits):
        if following.start > end + _NEAR:
            yield Passage(start, end, how)
            start, end, how = following.start, following.end, following.how
        end = max(end, following.end)
        how = how and following.how  # plain as soon as one part of it is
    yield Passage(start, end, how)
