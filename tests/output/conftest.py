"""Comparisons of the gate, which take long to make, once for all tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from mujaz.evaluation.compare_sources import Places
from mujaz.evaluation.gate import Gated

from .pages import gated

Comparing = Callable[[Sequence[str]], tuple[Gated, Places]]


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Comparing:
    """A comparison in which the new answers and all names hold these texts."""
    made: dict[tuple[str, ...], tuple[Gated, Places]] = {}

    def compare(texts: Sequence[str]) -> tuple[Gated, Places]:
        key = tuple(texts)
        if key not in made:
            made[key] = gated(tmp_path_factory.mktemp("gate"), texts)
        return made[key]

    return compare
