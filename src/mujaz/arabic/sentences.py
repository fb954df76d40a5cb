"""Cutting a text into sentences, and long sentences into segments.

A line break always ends a sentence; `.`, `!`, `?`, `؟` and `۔` do when a space follows, unless they belong to
an initial («د. علي»), a dotted abbreviation («أ. ف. ب.»), a list marker («1. ») or an ellipsis. A full stop
glued to the next word («المنطقة.وقال») ends one too. `؛` does not, but a long sentence may be cut there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mujaz.arabic.letters import LETTERS, MARKS, TATWEEL
from mujaz.arabic.mapped import Span

__all__ = ["segments", "split"]

_CLOSERS = "\"'”’»›)\\]}"
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_END = re.compile(
    f"(?<![.!?؟۔…])[.!?؟۔…]++(?:[{_CLOSERS}]++|(?:[ \\xa0][”»])++)?(?=\\s)"  # at a space
    f'|(?<=[{LETTERS}{MARKS}{_CLOSERS}])[.؟](?=["“«(]?[{LETTERS}][{MARKS}]*+[{LETTERS}])'  # glued
)
_ABBREVIATED = re.compile(
    f"(?:^|[\\s\"'“«(\\[])[ولبف]?{TATWEEL}?"
    f"(?:[{LETTERS}]{TATWEEL}?|[A-Za-z])(?:\\.[ \\xa0]?(?:[{LETTERS}]{TATWEEL}?|[A-Za-z]))*$"
)
_LIST_MARKER = re.compile(r"^\s*[\[(]?(?:\d{1,2}|[٠-٩]{1,2})$")
_ENGLISH_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|vs|No|Inc|Ltd|Jr|Sr)$")
_AFTER_YEAR = re.compile(f"[\\d٠-٩]\\s*[\\[(]?(?:ه{TATWEEL}?|م)$")
_LOOK_BACK = 24
_HAS_WORD = re.compile(r"\w")
_TOKEN = re.compile(r"\S+")

_STRONG_STOP = re.compile(f"[؛;:…؟?!.]+[{_CLOSERS}]*$")
_STOP = re.compile(f"(?:[،,]|[–—{_CLOSERS}]+[،,]?)$|^[–—-]$")
_OPENING = re.compile('[“«"(\\[]')
_CONJUNCTION = re.compile(f"(?:و[{LETTERS}{MARKS}]{{3,}}|ثم|لكن|حيث|فيما|بينما|كما|إذ|بعد|قبل|الذي|التي|الذين)")


def split(text: str) -> list[Span]:
    """Sentences in order, without surrounding whitespace; together they cover every non-space character."""
    return [span for line in _LINE.finditer(text) for span in _sentences(text, line.start(), line.end())]


def segments(text: str, max_words: int = 35) -> list[Span]:
    """Sentences, those of more than `max_words` words cut again; same order and coverage as `split`.

    A cut goes behind punctuation where there is some, else before a conjunction, else at the limit; it
    leaves no scrap of fewer than four words unless `max_words` is smaller than eight. A word is what
    stands between spaces. Raises ValueError when `max_words` is below 1.
    """
    if max_words < 1:
        raise ValueError(f"max_words is {max_words}; a segment holds at least one word")
    return [part for sentence in split(text) for part in _parts(text, sentence, max_words)]


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    cuts = [start, *(m.end() for m in _END.finditer(text, start, end) if _ends(text, start, m)), end]
    spans = [span for left, right in pairwise(cuts) if (span := _stripped(text, left, right))]
    pending: Span | None = None
    pending_has_word = False
    for span in spans:
        has_word = _HAS_WORD.search(text, *span) is not None
        if pending is None:
            pending, pending_has_word = span, has_word
        elif has_word and pending_has_word:
            yield pending
            pending = span
        else:
            # Stray punctuation is no sentence: it goes with its neighbour.
            pending, pending_has_word = Span(pending.start, span.end), has_word or pending_has_word
    if pending is not None:
        yield pending


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _ends(text: str, line_start: int, match: re.Match[str]) -> bool:
    stop = match[0].rstrip("\"'”’»›)]} \xa0")
    if stop.strip("…") == "" or ".." in stop:
        return False
    if stop != ".":
        return True
    before = text[max(line_start, match.start() - _LOOK_BACK) : match.start()]
    if match.start() - line_start <= _LOOK_BACK and _LIST_MARKER.match(before):
        return False
    if _AFTER_YEAR.search(before):
        return True
    return not (_ABBREVIATED.search(before) or _ENGLISH_TITLE.search(before))


def _parts(text: str, sentence: Span, max_words: int) -> Iterator[Span]:
    words = [Span(*m.span()) for m in _TOKEN.finditer(text, *sentence)]
    scrap = 4 if max_words >= 8 else 1
    first = 0
    while len(words) - first > max_words:
        last = min(first + max_words, len(words) - scrap)
        # Prefer two halves to a long piece and a short one.
        lowest = first + max(scrap, min(max_words, len(words) - first - max_words) // 2)
        cut = _best_cut(text, words, min(lowest, last), last)
        yield Span(words[first].start, words[cut - 1].end)
        first = cut
    yield Span(words[first].start, words[-1].end)


def _best_cut(text: str, words: list[Span], lowest: int, last: int) -> int:
    """Index of the word that starts the next segment, in `lowest..last`."""
    best, best_rank = last, 0
    for at in range(last, lowest - 1, -1):
        left, end = words[at - 1]
        before, after = text[max(left, end - _LOOK_BACK) : end], text[slice(*words[at])]
        if _STRONG_STOP.search(before):
            rank = 4
        elif _STOP.search(before) or _OPENING.match(after):
            rank = 3
        elif _CONJUNCTION.match(after):
            rank = 2
        else:
            rank = 0
        if rank > best_rank:
            best, best_rank = at, rank
    return best
