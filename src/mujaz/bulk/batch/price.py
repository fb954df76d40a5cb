"""What a batch costs.

OpenAI takes half of its list price for batches ("Batch API", OpenAI's guide; "Pricing"). genai-prices lists the batch
prices of OpenAI, Anthropic, Mistral and others; they are found there as the variant `processing = batch`.
"""

from __future__ import annotations

from mujaz.model.endpoint import Endpoint
from mujaz.model.price import Price, price_of

__all__ = ["batch_price"]

_HALF = 0.5
_USUAL = 5_000


def batch_price(endpoint: Endpoint, model: str | None, price_in: float | None, price_out: float | None) -> Price | None:
    """The price of a model in a batch; its `because` says where it comes from. None when no price is known.

    The caller's own prices are taken as they are. When genai-prices has no batch price: half of the list price at
    OpenAI, the whole of it elsewhere, since nobody says that there is a discount. Raises UsageError as `price_of` does.
    """
    listed = price_of(endpoint, model, price_in, price_out)
    if listed is None or price_in is not None:
        return listed
    variant = _variant(endpoint.base_url or "", model or "")
    if variant is not None and variant != (listed.prompt, listed.completion):
        return Price(*variant, because=f"{listed.because}, for batches")
    if endpoint.kind == "openai":
        return Price(listed.prompt * _HALF, listed.completion * _HALF, f"half of {listed.because}")
    return Price(
        listed.prompt,
        listed.completion,
        f"{listed.because}; a discount for batches is not known there, and not counted",
    )


def _variant(base_url: str, model: str) -> tuple[float, float] | None:
    from genai_prices import Usage, calc_price

    usage = Usage(input_tokens=_USUAL, output_tokens=_USUAL)
    try:
        found = calc_price(usage, model_ref=model, provider_api_url=base_url, price_context={"processing": "batch"})
    except (LookupError, ValueError, TypeError):  # TypeError: a version that knows no variants
        return None
    if found.input_price is None or found.output_price is None:
        return None
    return float(found.input_price) * 1e6 / _USUAL, float(found.output_price) * 1e6 / _USUAL
