"""The checks, in the order in which their findings are listed. A new check is a file and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mujaz.checks import (
    attribution,
    consistency,
    dates,
    exchanges,
    harm,
    injection,
    language,
    loaded,
    modality,
    names,
    numbers,
    opposites,
    places,
    references,
    roles,
    scope,
    semantic,
    speakers,
    spread,
)
from mujaz.checks.subject import Subject
from mujaz.schema.brief import Finding

__all__ = ["CHECKS", "run"]

CHECKS: tuple[Callable[[Subject], Iterable[Finding]], ...] = (
    references.check,
    spread.check,
    numbers.check,
    names.check,
    exchanges.check,
    places.check,
    dates.check,
    language.check,
    injection.check,
    consistency.check,
    harm.check,
    attribution.check,
    speakers.check,
    loaded.check,
    modality.check,
    opposites.check,
    roles.check,
    scope.check,
)


def run(subject: Subject, *, by_meaning: bool = False) -> list[Finding]:
    """All findings of all checks about one draft; pure, the same on every machine.

    `by_meaning` adds `semantic.check`, which needs the extra `semantic` and says nothing without it.
    """
    checks = (*CHECKS, semantic.check) if by_meaning else CHECKS
    return [finding for check in checks for finding in check(subject)]
