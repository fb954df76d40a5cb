"""What a run will use, said before it starts."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass

from mujaz.articles.article import Article
from mujaz.bulk.entries import Totals
from mujaz.bulk.request import request_body
from mujaz.bulk.transport import estimate_tokens
from mujaz.errors import MujazError, ReadError
from mujaz.model.dialect import Dialect
from mujaz.model.endpoint import Endpoint
from mujaz.model.price import Price
from mujaz.pipeline import Settings

__all__ = ["ANSWER", "Estimate", "estimate"]

ANSWER = 1_200
"""Tokens of an answer while no article of the run has one: what a brief of a news article of 300 words takes."""
_SAMPLE = 200
_ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is to be done: articles, tokens of prompts and answers in all, US dollars (None: no price is known).

    `sampled` is how many articles it was reckoned from; `assumed` whether the length of answers is a guess.
    """

    articles: int
    prompt_tokens: int
    completion_tokens: int
    usd: float | None
    sampled: int
    assumed: bool


def estimate(
    items: Iterator[Article | ReadError],
    total: int,
    totals: Totals,
    settings: Settings,
    endpoint: Endpoint,
    price: Price | None,
) -> Estimate:
    """Reckon from the first articles of the input, and from what the run has used before; `total` items are in the
    input. Re-asks are in it as far as the run has seen them."""
    dialect = Dialect.first_for(endpoint)
    prompts = []
    usable = met = 0
    for item in itertools.islice(items, _SAMPLE):
        met += 1
        if not isinstance(item, Article):
            continue
        try:
            body = request_body(item, settings, endpoint.model or "", dialect)
        except MujazError:
            continue
        usable += 1
        prompts.append(estimate_tokens(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")))
    left = max(0, total - totals.briefed)
    articles = round(left * usable / met) if met else 0
    known = totals.briefed >= _ENOUGH
    if known:
        prompt = totals.spent.prompt_tokens / totals.briefed
        answer = totals.spent.completion_tokens / totals.briefed
    else:
        prompt, answer = (sum(prompts) / usable if usable else 0.0), float(ANSWER)
    return Estimate(
        articles=articles,
        prompt_tokens=round(articles * prompt),
        completion_tokens=round(articles * answer),
        usd=price.cost(articles * prompt, articles * answer) if price else None,
        sampled=usable,
        assumed=not known,
    )
