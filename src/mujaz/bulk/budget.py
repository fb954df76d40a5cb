"""Prices, and a budget that cannot be overspent.

A request is sent only if what is spent, what the requests under way may cost at most, and what it may cost at most
itself stay within the budget. What it may cost at most: its prompt by a generous estimate, and an answer of
`max_tokens`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from urllib.parse import urlsplit

from mujaz.bulk.entries import Spent
from mujaz.errors import UsageError
from mujaz.model.endpoint import Endpoint

__all__ = ["Budget", "Price", "Reserved", "price_of"]

_USUAL = 5_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens of prompt and of answer; `because` says where they come from."""

    prompt: float
    completion: float
    because: str

    def cost(self, prompt_tokens: float, completion_tokens: float) -> float:
        """US dollars for so many tokens."""
        return (prompt_tokens * self.prompt + completion_tokens * self.completion) / 1e6

    def of(self, spent: Spent) -> float:
        """US dollars for what an article has used."""
        return self.cost(spent.prompt_tokens, spent.completion_tokens)


def price_of(endpoint: Endpoint, model: str | None, price_in: float | None, price_out: float | None) -> Price | None:
    """The price of a model: the caller's own (both given, US dollars a million tokens), or that of the table
    that genai-prices ships; None when neither knows one. Cached prompts are priced as if they were not.

    A server at a private address is not looked up by the name of its model: it may be anything, and costs its owner
    something else. Raises UsageError when only one price is given, or a negative one.
    """
    if (price_in is None) != (price_out is None):
        raise UsageError("Give both prices, --price-in and --price-out, or none.")
    if price_in is not None and price_out is not None:
        if price_in < 0 or price_out < 0:
            raise UsageError("A price cannot be negative.")
        return Price(price_in, price_out, "the prices given")
    if not model or endpoint.kind == "embedded" or not endpoint.base_url:
        return None
    host = urlsplit(endpoint.base_url).hostname or ""
    return _listed(endpoint.base_url, model) if "." in host and not host.replace(".", "").isdigit() else None


@functools.cache
def _listed(base_url: str, model: str) -> Price | None:
    try:
        from genai_prices import Usage, __version__, calc_price
    except ImportError:
        return None
    try:  # for a request as long as ours: some models cost more above some hundred thousand tokens
        found = calc_price(Usage(input_tokens=_USUAL, output_tokens=_USUAL), model_ref=model, provider_api_url=base_url)
    except (LookupError, ValueError):
        return None
    if found.input_price is None or found.output_price is None:
        return None
    per_million = 1_000_000 / _USUAL
    return Price(
        float(found.input_price) * per_million,
        float(found.output_price) * per_million,
        f"the list of genai-prices {__version__}",
    )


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
