"""Dropping page furniture from the plain text of a news page: never a sentence of the article.

A line goes when its wording alone shows that it is furniture (comment form, captcha, cookie notice, ...), or when
wording and place do: a date bar, an outlet's name or a byline above the first paragraph, teasers under «شاهد
أيضاً», a title or paragraph that stands elsewhere as well. In doubt it stays. Lines stay lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from mujaz.arabic.chrome_bars import bar_of, signed_by
from mujaz.arabic.chrome_patterns import (
    REASONS,
    SECTION_WORDS,
    is_date_bar,
    is_nav,
    is_share_bar,
    learned_value,
    outlet_like,
)
from mujaz.arabic.chrome_phrases import phrase_kind
from mujaz.arabic.evasion_proof import FUNCTION_WORDS
from mujaz.arabic.letters import LETTERS, MARKS, compared
from mujaz.arabic.mapped import Edit, Mapped
from mujaz.arabic.rewriting import Rewriting, rewritten, settled

__all__ = ["Learned", "Stripped", "strip"]

_LONGEST_FURNITURE = 420  # characters; a cookie notice is about the longest there is
_CERTAINLY_BODY = 2000  # characters; not worth counting its words
_BODY_WORDS = 12
_LONG_WORDS = 25
_SHORT_WORDS = 18
_HEADLINE_WORDS = 24
_FULL_HEADLINE = 5
_REPEATED_WORDS = 8
_TITLE_WORDS = 3
_MOST_TEASERS = 12
_LINES_ABOVE = 3  # kept lines above which a date bar or a brand may still stand

_SENTENCE_END = re.compile(r"[.!?؟۔][\"'”’»)\]\s]*$")
_TRAILS_OFF = re.compile(r"(?:…|\.\.+|\[…\]|\[\.\.\.\])[\s\"”»]*$")
_BREADCRUMB = re.compile(r"\s*(?:/|»|›|>|«|\||←|\\)\s*")
_HOME = frozenset(map(compared, ("الرئيسية", "الصفحة الرئيسية", "البداية", "أنت هنا", "Home", "home")))
_ARABIC_LETTER = re.compile(f"[{LETTERS}]")
_LATIN_BRAND = re.compile(r"[A-Z][\w.&'’-]*(?: [\w.&'’-]+){0,5}", re.ASCII)
_BRAND_WORD = re.compile(
    r"\b(?:news|network|agency|press|media|times|post|channel|online|radio|tv|daily|today|journal|report|arabic|24)\b"
    r"|\.(?:com|net|org|tv|news)\b",
    re.IGNORECASE,
)
_ALL_CAPITALS = re.compile(r"[A-Z0-9 .&-]{3,}")
_NAME = re.compile(f"[{LETTERS}{MARKS}]{{2,}}(?: [{LETTERS}{MARKS}]{{2,}}){{1,3}}")
_DATELINE = re.compile(f"([{LETTERS}][{LETTERS}{MARKS} ]{{1,24}}) ?[/:] ?[{LETTERS} ]{{2,30}} ?[ـ–—-] ")
_FURNISHED = frozenset(("date", "breadcrumb", "navigation", "share", "counter", "brand", "byline", "repeated"))
_LETTERS_ONLY = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Learned:
    """Something that furniture says about the article, offered and never used silently.

    `value` is as written; `start` and `end` are code points of the text given to `strip`.
    """

    field: Literal["page_date", "outlet", "byline", "section", "title", "source"]
    value: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Stripped(Mapped):
    """A text without furniture, and what the furniture said."""

    learned: tuple[Learned, ...] = field(default=())


def strip(text: str) -> Stripped:
    """`text` without its page furniture; every dropped block is one edit `chrome.<kind>` with its reason.

    Kinds are the keys of `chrome_patterns.REASONS`. Linear in the length of the text.
    """
    pages: list[_Page] = []

    def step(raw: str) -> Mapped:
        page = _Page(raw)
        page.read()
        pages.append(page)
        return rewritten(raw, page.dropped())

    done = settled(text, step)
    return Stripped(done.text, done.map, done.edits, tuple(sorted(pages[0].learned, key=lambda item: item.start)))


@dataclass(slots=True)
class _Line:
    """One line that is not blank: where it stands, how long it is, and why it goes (None: it stays)."""

    start: int
    end: int
    text: str
    words: int
    is_body: bool
    kind: str | None = None

    @property
    def key(self) -> str:
        """The letters alone, so that an evaded and a plain spelling of a title are the same."""
        return _LETTERS_ONLY.sub("", compared(self.text))


class _Page:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[_Line] = []
        self.learned: list[Learned] = []
        at = 0
        for raw in text.splitlines(keepends=True):
            content = raw.strip()
            if content:
                words = len(content.split()) if len(content) < _CERTAINLY_BODY else _LONG_WORDS
                self.lines.append(_Line(at, at + len(raw), content, words, _is_body(content, words)))
            at += len(raw)

    def read(self) -> None:
        """Decides about every line: by wording, then by place, then by neighbourhood."""
        self._by_wording()
        self._repeated_paragraphs()
        kept = [k for k, line in enumerate(self.lines) if line.kind is None]
        body = [k for k in kept if self.lines[k].is_body]
        if body:
            head, tail = range(body[0]), range(body[-1] + 1, len(self.lines))
            self._furniture_of_the_head(head)
            self._related(tail)
            self._repeated_titles(head, tail)
            self._neighbours(head)
            self._labelled([*head, *tail])
            self._dateline(self.lines[body[0]])
        self._alternative_texts()

    def dropped(self) -> Iterator[Rewriting]:
        """One change for every run of lines that go for the same reason, with the blank lines after it."""
        starts = [line.start for line in self.lines[1:]] + [len(self.text)]
        k = 0
        while k < len(self.lines):
            kind, first = self.lines[k].kind, k
            while k + 1 < len(self.lines) and self.lines[k + 1].kind == kind:
                k += 1
            if kind is not None:
                start, end = self.lines[first].start, starts[k]
                yield Rewriting(Edit(f"chrome.{kind}", start, end, self.text[start:end], "", REASONS[kind]))
            k += 1

    def _learn(self, what: str, line: _Line, value: str, reason: str) -> None:
        at = self.text.find(value, line.start, line.end)
        start, end = (at, at + len(value)) if at >= 0 else (line.start, line.end)
        self.learned.append(Learned(what, value, start, end, reason))  # type: ignore[arg-type]

    def _by_wording(self) -> None:
        for line in self.lines:
            if len(line.text) > _LONGEST_FURNITURE:
                continue
            kind = phrase_kind(line.text, is_sentence=line.is_body)
            if kind is None and line.words <= _SHORT_WORDS:
                kind = self._short(line)
            line.kind = kind or self._breadcrumb(line) or self._side_by_side(line)

    def _short(self, line: _Line) -> str | None:
        if is_nav(line.text):
            return "navigation"
        if is_share_bar(line.text):
            return "share"
        dated, labelled = is_date_bar(line.text)
        if dated and labelled:
            self._learn("page_date", line, line.text, "a labelled date line")
            return "date"
        return None

    def _repeated_paragraphs(self) -> None:
        seen: set[str] = set()
        for line in self.lines:
            if line.kind is None and line.words >= _REPEATED_WORDS:
                key = line.key if not line.is_body else line.text
                if key in seen:
                    line.kind = "repeated"
                seen.add(key)

    def _breadcrumb(self, line: _Line) -> str | None:
        steps = [step for step in _BREADCRUMB.split(line.text) if step]
        if len(steps) < 2 or compared(steps[0].strip(" :")) not in _HOME:
            return None
        if len(steps) > 2:
            self._learn("section", line, steps[1], "second step of the breadcrumb")
        if len(steps[-1].split()) > _TITLE_WORDS:
            self._learn("title", line, steps[-1], "last step of the breadcrumb")
        return "breadcrumb"

    def _side_by_side(self, line: _Line) -> str | None:
        bar = bar_of(line.text)
        if bar is None:
            return None
        for what, value in bar.told:
            self._learn(what, line, value, "a piece of a line of page furniture")
        return bar.kind

    def _furniture_of_the_head(self, head: range) -> None:
        above = 0
        announced = False
        for k in head:
            line = self.lines[k]
            if line.kind is not None:
                continue
            # A line with a colon announces what follows: then a date heads a list, and is no date bar.
            if above <= _LINES_ABOVE and not announced:
                line.kind = self._of_the_head(line)
            if line.kind is None:
                above += 1
                announced = announced or line.text.endswith(":")

    def _of_the_head(self, line: _Line) -> str | None:
        if line.words > _SHORT_WORDS:
            return None
        if is_date_bar(line.text)[0]:
            self._learn("page_date", line, line.text, "a date bar above the article")
            return "date"
        if _is_latin_brand(line.text) or outlet_like(line.text) == "name":
            self._learn("outlet", line, line.text, "a line above the article that reads like an outlet's name")
            return "brand"
        return None

    def _related(self, tail: range) -> None:
        for k, line in enumerate(self.lines):
            if line.kind == "related":
                self._teasers(k + 1, at_end=k + 1 >= tail.start)

    def _teasers(self, first: int, *, at_end: bool) -> None:
        """Marks the headlines that follow a «related» heading; in the middle of an article, one at most."""
        for number, line in enumerate(self.lines[first : first + _MOST_TEASERS]):
            trails = _TRAILS_OFF.search(line.text[-12:]) is not None
            headline = not _SENTENCE_END.search(line.text[-12:]) and not _goes_on_from_before(line)
            if line.kind is not None or line.is_body or line.words > _HEADLINE_WORDS or not (trails or headline):
                return
            if not at_end and not trails and (number > 0 or line.words < _FULL_HEADLINE):
                return
            line.kind = "teaser"

    def _repeated_titles(self, head: range, tail: range) -> None:
        seen: dict[str, _Line] = {}
        told: set[str] = set()
        for k in [*head, *tail]:
            line = self.lines[k]
            if line.kind is not None or line.words < _TITLE_WORDS:
                continue
            key = line.key
            first = seen.setdefault(key, line)
            if first is not line:
                line.kind = "repeated"
                if key not in told:
                    self._learn("title", first, first.text, "a line above the article that is repeated")
                    told.add(key)
            elif k in head and _TRAILS_OFF.search(line.text[-12:]) and line.words >= _REPEATED_WORDS:
                # A lead cut off at its length limit, which the article then gives in full.
                after = self.lines[k + 1 : k + 6]
                if any(other.kind is None and other.key.startswith(key) for other in after):
                    line.kind = "repeated"

    def _neighbours(self, head: range) -> None:
        """Outlets and bylines without a label: known by the furniture around them."""
        first = next((k for k in head if self.lines[k].kind is None), len(head))
        for k in head:
            line = self.lines[k]
            if line.kind is not None or k == first:
                continue
            beside = [self.lines[k - 1].kind, self.lines[k + 1].kind]
            furnished = sum(kind in _FURNISHED for kind in beside)
            if furnished and outlet_like(line.text) == "noun":
                self._learn("outlet", line, line.text, "a line among page furniture that reads like an outlet's name")
                line.kind = "brand"
            elif furnished == 2 and _is_name(line.text):
                self._learn("byline", line, line.text, "a name alone between lines of page furniture")
                line.kind = "byline"
            elif (signed := signed_by(line.text)) and line.words <= _SHORT_WORDS:
                outlet, author, initialed = signed
                # An initial shows a person; «outlet – two words» may be a dateline.
                under_title = self.lines[k - 1].kind == "repeated" or k == first + 1
                if (initialed and (furnished or under_title)) or (furnished == 2 and _is_name(author)):
                    self._learn("outlet", line, outlet, "stands beside the author's name above the article")
                    self._learn("byline", line, author, "stands beside the outlet's name above the article")
                    line.kind = "byline"

    def _labelled(self, places: list[int]) -> None:
        for k in places:
            line = self.lines[k]
            told = learned_value(line.text) if line.kind is None and line.words <= _SHORT_WORDS else None
            if told is None:
                continue
            what, value = told
            self._learn(what, line, value, "the line is labelled so")
            if what == "byline":
                line.kind = "byline"

    def _alternative_texts(self) -> None:
        """The text that stands for an image («داعش») above its caption goes with the caption."""
        for above, line in pairwise(self.lines):
            if line.kind != "caption" or above.kind is not None or above.words > _TITLE_WORDS:
                continue
            if set(compared(above.text).split()) <= set(re.findall(r"\w+", compared(line.text))):
                above.kind = "caption"

    def _dateline(self, line: _Line) -> None:
        match = _DATELINE.match(line.text)
        if match:
            self._learn("outlet", line, match[1].strip(), "stands before the place in the dateline")


def _is_body(text: str, words: int) -> bool:
    """A paragraph: long, or a sentence of some length that ends like one."""
    if words >= _LONG_WORDS:
        return True
    return words >= _BODY_WORDS and bool(_SENTENCE_END.search(text[-12:])) and not _TRAILS_OFF.search(text[-12:])


def _is_latin_brand(text: str) -> bool:
    if _ARABIC_LETTER.search(text) or not _LATIN_BRAND.fullmatch(text):
        return False
    return _BRAND_WORD.search(text) is not None or _ALL_CAPITALS.fullmatch(text) is not None


def _is_name(text: str) -> bool:
    if not _NAME.fullmatch(text):
        return False
    words = compared(text).split()
    return not words[0].startswith("ال") and (FUNCTION_WORDS | SECTION_WORDS).isdisjoint(words)


def _goes_on_from_before(line: _Line) -> bool:
    """Paragraphs of an article often open with «و»; headlines do not."""
    return line.words >= _FULL_HEADLINE and line.text.startswith("و")
