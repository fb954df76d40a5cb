"""The tokens that an endpoint says an answer took: taken at its word only where the word makes sense."""

from __future__ import annotations

__all__ = ["MOST_TOKENS", "stated_usage"]

MOST_TOKENS = 2_000_000
"""Tokens of a prompt or an answer that no request of ours comes near: the longest contexts on sale hold so many."""


def stated_usage(usage: object) -> tuple[int, int] | None:
    """Tokens of prompt and answer in an answer's `usage`, each 0 to `MOST_TOKENS`; None when either is missing, no
    whole number, negative or beyond that. What is not stated is never counted as 0 by those who ask."""
    if not isinstance(usage, dict):
        return None
    prompt, completion = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    return None if prompt is None or completion is None else (prompt, completion)


def _count(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not value.is_integer():
        return None
    return int(value) if 0 <= value <= MOST_TOKENS else None
