"""Words with spaces between their letters («د ا ع ش») or one space in the middle («دا عش»)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, compress, filterfalse, pairwise

from mujaz.arabic.evasion_proof import FUNCTION_WORDS, LONE_LETTERS, Vocabulary, Watchlist
from mujaz.arabic.letters import LETTERS, MARKS, compared, word_start
from mujaz.arabic.mapped import Span

__all__ = ["spaced"]

_LETTER_BY_LETTER = f"([{LETTERS}][{MARKS}]*+(?:[ \\xa0][{LETTERS}](?![{LETTERS}])[{MARKS}]*+){{2,24}}+)"
_SPELLED = re.compile(f"[\\s\"'(«“‘\\[]{_LETTER_BY_LETTER}")
_SPELLED_FIRST = re.compile(_LETTER_BY_LETTER)
_OPENERS = "\"'(«“‘["
_WORD = re.compile(f"[{LETTERS}][{LETTERS}{MARKS}]*+")
_LONE = re.compile(f"[{LETTERS}][{MARKS}]*+")
_AFTER_SPACE = re.compile(f"[ \\xa0]([{LETTERS}][{LETTERS}{MARKS}]*+)")


def spaced(text: str, listed: Watchlist, known: Vocabulary, taken: Sequence[Span]) -> Iterator[Span]:
    """Spaced words outside the `taken` spans (which are in order), in order.

    Four or more single letters need the watch list or the article as proof, three the watch list alone. A
    word cut once needs the watch list, and its halves must not both be words of this article.
    """
    words = text.split()
    odd = list(filterfalse(str.isalpha, words))
    spelled = [
        span
        for match in _letter_by_letter(text, words, odd)
        if _free(span := Span(*match.span(1)), taken)
        and _stands_apart(text, span)
        and _spelled_out(text, span, listed, known)
    ]
    cut = _cut_once(text, listed) if _may_be_cut(words, odd, listed) else []
    yield from sorted(spelled + [span for span in cut if _free(span, taken) and _free(span, spelled)])


def _letter_by_letter(text: str, words: list[str], odd: list[str]) -> Iterator[re.Match[str]]:
    """Three single letters or more with one space between them; those but the first and the last are words."""
    short = [word for word in words if len(word) == 1] + [word for word in odd if not word[1:2].isalnum()]
    if any(map(_LONE.fullmatch, short)):
        first = _SPELLED_FIRST.match(text)
        yield from chain([first] if first else [], _SPELLED.finditer(text))


def _may_be_cut(words: list[str], odd: list[str], listed: Watchlist) -> bool:
    """Whether a word and the next make a listed one: asked without their places, for nearly always none do."""
    if listed.tails_in_print.isdisjoint(words):
        return False
    # Nothing but signs may follow a tail: it would not stand apart.
    tails = {tail: tail for tail in listed.tails.intersection(words)}
    tails |= {word: run[0] for word in odd if (run := _WORD.match(word)) and run[0] in listed.tails}
    ends = compress(pairwise(words), map(tails.__contains__, words[1:]))
    return any(listed.has(compared(head[word_start(head, len(head)) :] + tails[word])) for head, word in ends)


def _free(span: Span, taken: Sequence[Span]) -> bool:
    at = bisect_right(taken, span.start, key=lambda other: other.start)
    return (at == 0 or taken[at - 1].end <= span.start) and (at == len(taken) or taken[at].start >= span.end)


def _stands_apart(text: str, span: Span) -> bool:
    """Whether nothing is glued to the span that could be part of the word."""
    before = text[span.start - 1 : span.start]
    after = text[span.end : span.end + 2]
    glued = len(after) == 2 and not after[0].isspace() and _WORD.match(after[1]) is not None
    return (not before or before.isspace() or before in _OPENERS) and not glued and not after[:1].isalnum()


def _spelled_out(text: str, span: Span, listed: Watchlist, known: Vocabulary) -> bool:
    form = compared("".join(text[span.start : span.end].split()))
    return listed.has(form) or (len(form) >= 4 and known.has(form))


def _cut_once(text: str, listed: Watchlist) -> list[Span]:
    tails = listed.tails
    found: list[tuple[str, str, Span]] = []
    for match in _AFTER_SPACE.finditer(text):
        if match[1] not in tails:
            continue
        start = word_start(text, match.start())
        head, tail = compared(text[start : match.start()]), compared(match[1])
        if head and head not in FUNCTION_WORDS and head not in LONE_LETTERS and listed.has(head + tail):
            span = Span(start, match.end())
            if _stands_apart(text, span):
                found.append((head, tail, span))
    if not found:
        return []
    everywhere = Counter(map(compared, _WORD.findall(text)))
    here = Counter(half for head, tail, _ in found for half in (head, tail))
    spans = [span for head, tail, span in found if everywhere[head] == here[head] or everywhere[tail] == here[tail]]
    return [span for before, span in pairwise([Span(0, 0), *spans]) if before.end <= span.start]
