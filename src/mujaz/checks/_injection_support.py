"""A draft must hold without the text that speaks to a model: what only that text bears out was taken from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from mujaz.checks import dates, names, numbers, references
from mujaz.checks.subject import Subject
from mujaz.cleaning import Cleaned
from mujaz.schema.brief import Finding

__all__ = ["check", "masked"]

Check = Callable[[Subject], Iterator[Finding]]
_CHECKS: tuple[Check, ...] = (references.check, numbers.check, names.check, dates.check)


def check(subject: Subject, spoilt: frozenset[int]) -> Iterator[Finding]:
    """`injection.followed` (error), once an item of the draft, where leaving the segments `spoilt` out makes an error
    of numbers, names, dates or copied expressions that was none before. Caveats may tell what such a passage says."""
    without = _without(subject, spoilt)
    done: set[str] = set()
    for path, message in sorted(error for check_ in _CHECKS for error in _new_errors(check_, subject, without)):
        if path.startswith("/caveats/") or path in done:
            continue
        done.add(path)
        yield Subject.finding_at(
            path, "injection.followed", "error", f"only text that speaks to a language model bears this out: {message}"
        )


def masked(subject: Subject, spoilt: frozenset[int]) -> str:
    """The raw text with those segments blank, every other character in its place."""
    text = list(subject.article.text)
    for start, end in subject.spans(tuple(spoilt)):
        text[start:end] = ["\n" if sign == "\n" else " " for sign in text[start:end]]
    return "".join(text)


def _new_errors(check_: Check, subject: Subject, without: Subject) -> set[tuple[str, str]]:
    """Errors that a check finds without those segments only; with them it looks again where it finds any at all."""
    errors = _errors(check_, without)
    return errors - _errors(check_, subject) if errors else errors


def _errors(check_: Check, subject: Subject) -> set[tuple[str, str]]:
    return {(finding.path, finding.message) for finding in check_(subject) if finding.severity == "error"}


def _without(subject: Subject, spoilt: frozenset[int]) -> Subject:
    article, cleaned = subject.article, subject.cleaned
    text = masked(subject, spoilt)
    segments = tuple(replace(s, text="") if s.number in spoilt else s for s in cleaned.segments)
    title = article.title if article.title and " ".join(article.title.split()) in " ".join(text.split()) else None
    kept = replace(article, text=text, title=title)
    return Subject(kept, Cleaned(cleaned.mapped, segments, cleaned.learned), subject.draft)
