"""Is evidence used with judgement? Everything cited at once, one segment for all, or the wrong segment."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from mujaz.arabic import names
from mujaz.arabic.english_forms import english_key
from mujaz.checks import _number_match as match
from mujaz.checks import english_numbers
from mujaz.checks._article_numbers import ArticleNumbers
from mujaz.checks.english_numbers import EnglishNumber
from mujaz.checks.names import article_names
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding

__all__ = ["check"]

_WIDE = 0.75
"""Share of an article's words from which a statement cites "nearly all" of it."""

_SHORTEST = 3
"""Segments an article has at least before it can be cited too widely, or in the wrong place."""

_MANY = 4
"""Statements that must cite the same before it is odd."""

_ANCHORS = 2
"""Anchors that a statement must have, none of them in its segments, before another segment is proposed."""

_SMALLEST = 2
_ARTICLES = "al|el|as|ash|an|ar|ad|at|az"
_NAME = re.compile(rf"[A-Z](?<!\w.)[\w'’]+(?:[- ](?:{_ARTICLES}|of|de)(?=[- ][A-Z])|[- ][A-Z][\w'’]+|-\w+)*+")
"""Words with capital letters, and what joins them; the pattern begins with the one thing that is quick to search."""
_HEAD = re.compile(rf"\b(?:{_ARTICLES})-\Z")
"""What may stand before a name and belong to it: "al-Assad"."""
_LONGEST_HEAD = 4
_PART = re.compile(r"[^\W\d_][\w'’]+")
_POSSESSIVE = re.compile("['’]s?$")
_LONG_ENOUGH = 4
"""Letters of a name that is compared by sound: shorter ones sound like anything."""


def check(subject: Subject) -> Iterator[Finding]:
    """Findings about which segments statements cite.

    `evidence.too_wide` (warning): one statement cites nearly the whole article. `evidence.one_for_all` (warning, once):
    nearly every statement cites the same segments. `evidence.better_elsewhere` (warning): the cited segments have
    none of the numbers and names of the statement, and another segment, which is named, has at least two of them.
    """
    yield from _too_wide(subject)
    yield from _one_for_all(subject)
    yield from _better_elsewhere(subject)


def _too_wide(subject: Subject) -> Iterator[Finding]:
    wide = [citation for citation in subject.citations if len(citation.segments) >= _SHORTEST]
    if not wide:
        return
    lengths = {segment.number: segment.text.count(" ") + 1 for segment in subject.cleaned.segments}
    total = max(1, sum(lengths.values()))
    for citation in wide:
        cited = set(citation.segments) & lengths.keys()
        share = sum(lengths[number] for number in cited) / total
        if len(cited) >= _SHORTEST and share >= _WIDE:
            yield Subject.finding_at(
                f"{citation.path}/evidence",
                "evidence.too_wide",
                "warning",
                f"cites {len(cited)} of {len(lengths)} segments; cite the fewest that support the statement",
            )


def _one_for_all(subject: Subject) -> Iterator[Finding]:
    if len(subject.cleaned.segments) < _SHORTEST:
        return
    cited_by = [c.segments for c in subject.citations if c.segments and "/accounts/" not in c.path]
    total = len(cited_by)
    if total < _MANY:
        return
    segments, times = Counter(map(frozenset, cited_by)).most_common(1)[0]
    if times >= _MANY and times >= 0.8 * total:
        cited = ", ".join(map(str, sorted(segments)))
        yield Subject.finding_at(
            "",
            "evidence.one_for_all",
            "warning",
            f"{times} of {total} statements cite the same evidence, segment {cited}",
        )


def _better_elsewhere(subject: Subject) -> Iterator[Finding]:
    if len(subject.cleaned.segments) < _SHORTEST:
        return
    article = _Anchors(subject)
    for citation in subject.citations:
        numbers = _numbers(citation.text)
        # numbers come first: they are at hand, and settle the matter for most statements that have one
        if not citation.segments or article.any_number(numbers, citation.segments):
            continue
        anchors = _Statement(numbers, _names(citation.text))
        if len(anchors.numbers) + len(anchors.names) < _ANCHORS or article.any_name(anchors.names, citation.segments):
            continue
        best, shared = article.best(anchors)
        if len(shared) >= _ANCHORS:
            listed = ", ".join(f"«{text}»" for text in shared[:3])
            yield Subject.finding_at(
                f"{citation.path}/evidence",
                "evidence.better_elsewhere",
                "warning",
                f"segment {best} has {listed}; the cited segments have nothing of that",
            )


class _Statement(NamedTuple):
    """What a statement can be recognised by: its numbers, and its names as words separated by spaces."""

    numbers: tuple[EnglishNumber, ...]
    names: tuple[str, ...]


def _numbers(text: str) -> tuple[EnglishNumber, ...]:
    """Numbers above two."""
    return tuple(n for n in english_numbers.find(text) if n.kind != "vague" and max(n.figures) > _SMALLEST)


def _names(text: str) -> tuple[str, ...]:
    """Words with capital letters, without possessives; one that begins a sentence only if it is a known name."""
    found: dict[str, None] = {}
    for name in _NAME.finditer(text):
        parts = (part if part.isalpha() else _POSSESSIVE.sub("", part) for part in _PART.findall(name[0]))
        words = [word for word in parts if word.lower() not in _NOT_NAMES]
        alone = len(words) == 1 and _begins_a_sentence(text, name.start())
        if words and not (alone and english_key(words[0]) not in _known()):
            found[" ".join(words)] = None
    return tuple(found)


def _begins_a_sentence(text: str, at: int) -> bool:
    """Whether the name at `at`, with the article before it, is the first word of a sentence, in quotes or not."""
    head = _HEAD.search(text, max(0, at - _LONGEST_HEAD), at)
    at = head.start() if head else at
    if not at:
        return True
    if text[at - 1] in "\"'“‘":
        at -= 1
    end = at
    while text[end - 1 : end].isspace():
        end -= 1
    return end < at and text[end - 1 : end] in tuple(".!?:")


class _Anchors:
    """What the segments of an article can be recognised by; looked up only as far as a question needs it."""

    def __init__(self, subject: Subject) -> None:
        self._segments = subject.cleaned.segments
        self._numbers = ArticleNumbers(subject)
        self._names = article_names(subject)

    def any_number(self, numbers: Iterable[EnglishNumber], segments: Sequence[int]) -> bool:
        """Whether one of these segments has one of the numbers."""
        return any(self._has_number(number, segment) for number in numbers for segment in segments)

    def any_name(self, spelled: Iterable[str], segments: Sequence[int]) -> bool:
        """Whether one of these segments has a word of one of the names; words by sound come last, being costly."""
        positions = frozenset(number - 1 for number in segments)
        words = [word for name in spelled for word in name.split()]
        return any(not positions.isdisjoint(self._names.texts_naming(english_key(word))) for word in words) or any(
            len(english_key(word)) >= _LONG_ENOUGH and self._names.is_with(word, positions) for word in words
        )

    def best(self, statement: _Statement) -> tuple[int, list[str]]:
        """The segment that has most of the anchors, the first of several, and those anchors; (0, []) without two."""
        holders = {name: frozenset().union(*map(self._holders, name.split())) for name in statement.names}
        best, shared = 0, list[str]()
        for segment in self._segments:
            named = [name for name, positions in holders.items() if segment.number - 1 in positions]
            if len(named) + len(statement.numbers) < max(_ANCHORS, len(shared) + 1):
                continue
            found = [number.text for number in statement.numbers if self._has_number(number, segment.number)] + named
            if len(found) > max(_ANCHORS - 1, len(shared)):
                best, shared = segment.number, found
        return best, shared

    def _has_number(self, english: EnglishNumber, segment: int) -> bool:
        return match.borne_out(english, self._numbers.of([segment])) or self._numbers.dated(english, [segment])

    def _holders(self, word: str) -> frozenset[int]:
        """Positions of the segments with a name that is an English word's: in the glossary, or by sound."""
        return self._names.texts_naming(english_key(word)) | self._sounding(word)

    def _sounding(self, word: str) -> frozenset[int]:
        return self._names.texts_with(word) if len(english_key(word)) >= _LONG_ENOUGH else frozenset()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Single words that are names of places and persons: such a word may begin a sentence."""
    known = names.glossary()
    entries = (entry for entry in known.entries if entry.is_place or entry.kind in ("person", "country"))
    return frozenset(key for entry in entries for key in known.keys(entry) if " " not in key)


_NOT_NAMES = frozenset(
    # days and months are said in too many ways to be anchors; articles and links of names are none
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december the al el as ash an ar ad at az of de in on a".split()
)
