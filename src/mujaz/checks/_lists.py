"""How many things the Arabic lists, where the English says their number: "five ministers", "eleven countries"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mujaz.checks.subject import Subject

__all__ = ["LONGEST_LIST", "listed"]

LONGEST_LIST = 12
"""Items of a list, or people in a count, up to which English says their number where Arabic names them."""

_ITEM = re.compile(r"\s*(?:[-\u2013\u2014\u2022*\u25aa]|\(?\d{1,2}[.)\-])\s*")
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[ء-ي\u064b-\u0652]+|[،؛]|[.:!؟]")
_NOT_JOINED = re.compile(
    "وزير|وزار|وزرا|ولاي|ولاه|والي$|والى$|وفد|وكال|واحد|وسط|وقف|وفا[ةه]|وحد|وضع|وصول|واشنطن|وثيق|وطن|وقت|ورش|وجه"
)
"""Words whose «و» is their own."""
_COMMAS = frozenset("،؛")
_SHORTEST = 3
_STOPS = frozenset(".:!؟")
_PARTICLES = frozenset(
    "وفي ومن وعلى وإلى والى وعن وهو وهي وهم وقد ولا ولم ولن وكان وكانت وقال وقالت وأضاف وأن وإن وذلك".split()
)
_LONGEST_ITEM = 4
"""Words of an item."""
_FOLLOWING = 3
"""Segments after a cited one in which the list of what it announces may open."""


def listed(subject: Subject, segments: Iterable[int], *, anywhere: bool = False) -> frozenset[int]:
    """Sizes, three to twelve, of the lists in these segments and of those that they or the next ones open with a colon.

    In a segment items are joined by «و» or commas. After a colon, items with a mark are counted as long as they have
    one; others up to the next segment that goes on with «و», as the items of a list do not, or the end of the text.
    With `anywhere` the lists of the whole article count, as for its headline.
    """
    cited = range(1, len(subject.cleaned.segments) + 1) if anywhere else list(segments)
    sizes: set[int] = set()
    for number in cited:
        if (segment := subject.cleaned.segment(number)) is not None:
            sizes |= _joined(segment.text)
    for number in {at for first in cited for at in range(first, first + 1 + _FOLLOWING)}:
        segment = subject.cleaned.segment(number)
        if segment is not None and segment.text.rstrip().endswith(":"):
            sizes.add(_opened(subject, number))
    return frozenset(size for size in sizes if 2 < size <= LONGEST_LIST)


def _opened(subject: Subject, number: int) -> int:
    """How many segments after segment `number`, which ends with a colon, are items of its list."""
    size = 0
    marked = False
    while (item := subject.cleaned.segment(number + size + 1)) is not None and size <= LONGEST_LIST:
        has_mark = _ITEM.match(item.text) is not None
        marked = marked or (size == 0 and has_mark)
        if (marked and not has_mark) or (size and not marked and item.text.startswith("و")):
            break
        size += 1
    return size


@lru_cache(maxsize=1024)
def _joined(text: str) -> frozenset[int]:
    """Sizes of the runs of short items that «و» or commas join in a text; what stands in brackets is left out."""
    words = _WORD.findall(_BRACKETS.sub(" ", text).rstrip(" ،؛.:"))
    return frozenset(_runs(words[1:]))  # «وتضم القائمة ...»: what begins a segment joins nothing in it


def _runs(words: list[str]) -> Iterator[int]:
    size, alike, length, joined = 1, 1, 0, ""  # `alike`: items since they are joined in the same way
    for word, before in zip(words, ["", *words], strict=False):
        if word in _STOPS or (length > _LONGEST_ITEM and not _joins(word)):
            yield from (size, alike)
            size, alike, length, joined = 1, 1, 0, ""
        elif _joins(word) and before not in _COMMAS:
            join = "," if word in _COMMAS else "و"
            if join != joined:
                yield size  # «..., وعقد اجتماعين»: here another clause may begin
                alike = 1  # «قالت الوزارة، إن مصر وتونس وليبيا»: or here a list
            size, alike, length, joined = size + 1, alike + 1, int(word not in _COMMAS), join
        else:
            length += 1
    yield from (size, alike)


def _joins(word: str) -> bool:
    """Whether a word begins with a «و» that joins, or is a comma."""
    return word in _COMMAS or (word[0] == "و" and len(word) > _SHORTEST and not _is_own(word))


def _is_own(word: str) -> bool:
    return word in _PARTICLES or _NOT_JOINED.match(word) is not None
