"""The packages that scores, the gate and their statistics need besides those of `mujaz` itself."""

from __future__ import annotations

from importlib.util import find_spec

from mujaz.errors import UsageError

__all__ = ["need"]

_PACKAGES = {"numpy": "numpy", "scipy": "scipy", "sacrebleu": "sacrebleu", "rouge_score": "rouge-score"}
"""Name in Python and name to install of the extra `eval`."""


def need() -> None:
    """Raises UsageError when a package of the extra `eval` is not installed; imports none of them.

    Asked before anything is read or scored: the exit code of a gate that cannot run must not be that of a worse model.
    """
    missing = [package for name, package in _PACKAGES.items() if find_spec(name) is None]
    if missing:
        raise UsageError(f"scores need {', '.join(missing)}; install the extra: pip install 'mujaz[eval]'")
