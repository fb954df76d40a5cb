"""What a model costs: the caller's own prices, or those that genai-prices lists."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from urllib.parse import urlsplit

from mujaz.errors import UsageError
from mujaz.model.endpoint import Endpoint

__all__ = ["Price", "price_of"]

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


def price_of(
    endpoint: Endpoint, model: str | None, price_in: float | None = None, price_out: float | None = None
) -> Price | None:
    """The price of a model: the caller's own (both given, US dollars a million tokens), or that of the table
    that genai-prices ships; None when neither knows one. Cached prompts are priced as if they were not.

    A server at a private address is not looked up by the name of its model: it may be anything, and costs its owner
    something else. Without the extra `bulk`, which brings the table, none is listed. Raises UsageError when only one
    price is given, or a negative one.
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
