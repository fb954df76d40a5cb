"""A budget that cannot be overspent.

A request is sent only if what is spent, what the requests under way may cost at most, and what it may cost at most
itself stay within the budget. What it may cost at most: its prompt by a generous estimate, and an answer of
`max_tokens`.
"""

from __future__ import annotations

from dataclasses import dataclass

from mujaz.errors import UsageError
from mujaz.model.price import Price

__all__ = ["Budget", "Reserved"]


@dataclass(frozen=True, slots=True)
class Reserved:
    """What a request under way may cost at most."""

    tokens: float
    usd: float


class Budget:
    """What may be spent over the life of a run: `usd`, `tokens` (of prompts and answers together), either or none.

    Raises UsageError for a budget in dollars without a price.
    """

    def __init__(self, price: Price | None, usd: float | None = None, tokens: float | None = None) -> None:
        if usd is not None and price is None:
            raise UsageError(
                "A budget in dollars needs a price, and none is known for this model: "
                "give --price-in and --price-out (US dollars per million tokens), or --budget-tokens."
            )
        self.price, self.usd, self.tokens = price, usd, tokens
        self.spent_tokens = 0.0
        self.spent_usd = 0.0
        self._reserved_tokens = 0.0
        self._reserved_usd = 0.0

    def start(self, prompt_tokens: float, completion_tokens: float) -> None:
        """Count what the run has used before."""
        self.spent_tokens += prompt_tokens + completion_tokens
        self.spent_usd += self.price.cost(prompt_tokens, completion_tokens) if self.price else 0.0

    def reserve(self, prompt_tokens: float, completion_tokens: float) -> Reserved | None:
        """Room for one request of at most so many tokens; None when there is none now."""
        asked = Reserved(
            prompt_tokens + completion_tokens,
            self.price.cost(prompt_tokens, completion_tokens) if self.price else 0.0,
        )
        if self.tokens is not None and self.spent_tokens + self._reserved_tokens + asked.tokens > self.tokens:
            return None
        if self.usd is not None and self.spent_usd + self._reserved_usd + asked.usd > self.usd:
            return None
        self._reserved_tokens += asked.tokens
        self._reserved_usd += asked.usd
        return asked

    def settle(self, reserved: Reserved, prompt_tokens: float, completion_tokens: float) -> None:
        """The request has ended and used so many tokens."""
        self._reserved_tokens -= reserved.tokens
        self._reserved_usd -= reserved.usd
        self.start(prompt_tokens, completion_tokens)
