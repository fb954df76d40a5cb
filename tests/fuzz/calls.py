"""Every public function of `mujaz.arabic`, and how it is called with any case.

`functions()` finds them by `__all__`; a test fails when one of them has no line in `CALLS`.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping

from mujaz import arabic
from tests.fuzz import calls_dates, calls_numbers, calls_text
from tests.fuzz.calling import Call

__all__ = ["CALLS", "functions"]

CALLS: dict[str, Call] = {**calls_text.CALLS, **calls_dates.CALLS, **calls_numbers.CALLS}


def functions() -> Mapping[str, Callable[..., object]]:
    """All public functions under `mujaz.arabic`, by module and name without that prefix."""
    found = {}
    for about in pkgutil.walk_packages(arabic.__path__, "mujaz.arabic."):
        module = importlib.import_module(about.name)
        for name in getattr(module, "__all__", ()):
            value = inspect.unwrap(getattr(module, name))
            if inspect.isfunction(value) and value.__module__ == about.name:
                found[f"{about.name.removeprefix('mujaz.arabic.')}.{name}"] = value
    return found
