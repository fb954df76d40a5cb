"""The checks, in the order in which their findings are listed. A new check is a file and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mujaz.checks import (
    attribution,
    consistency,
    dates,
    injection,
    language,
    loaded,
    modality,
    names,
    numbers,
    places,
    references,
    semantic,
    spread,
)
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding

__all__ = ["CHECKS", "run"]

CHECKS: tuple[Callable[[Subject], Iterable[Finding]], ...] = (
    references.check,
    spread.check,
    semantic.check,
    numbers.check,
    names.check,
    places.check,
    dates.check,
    language.check,
    injection.check,
    consistency.check,
    attribution.check,
    loaded.check,
    modality.check,
)


def run(subject: Subject) -> list[Finding]:
    """All findings of all checks about one draft; pure, without a model."""
    return [finding for check in CHECKS for finding in check(subject)]
