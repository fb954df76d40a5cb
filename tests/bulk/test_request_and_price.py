"""The request of an article without sending it, its estimate, and prices."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mujaz import prompts
from mujaz.articles.article import Article
from mujaz.bulk.request import request_body
from mujaz.bulk.transport import estimate_tokens
from mujaz.errors import NotArabicError, UsageError
from mujaz.model.client import Client
from mujaz.model.dialect import Dialect
from mujaz.model.endpoint import Endpoint as Chosen
from mujaz.model.price import price_of
from mujaz.pipeline import Settings, brief_article
from tests.bulk.building import ANSWER, text
from tests.support.endpoint import Endpoint

SETTINGS = Settings(prompts.load("brief@1"))


@pytest.mark.anyio
async def test_the_request_that_is_not_sent_is_the_one_that_would_be(tmp_path: Path) -> None:
    article = Article(id="a", text=text(1))
    with Endpoint(ANSWER) as endpoint:
        chosen = Chosen("compatible", endpoint.base_url, "scripted", "a test")
        body = request_body(article, SETTINGS, "scripted", Dialect.first_for(chosen))
        async with Client(chosen) as client:
            await brief_article(article, client, SETTINGS)
    assert endpoint.requests == [json.loads(json.dumps(body))]


def test_an_article_that_would_not_be_sent_has_no_request() -> None:
    with pytest.raises(NotArabicError):
        request_body(Article(id="a", text="Not one Arabic word in it"), SETTINGS, "m", Dialect())


def test_the_estimate_of_a_body_counts_two_tokens_an_arabic_word_and_one_for_four_ascii_letters() -> None:
    assert estimate_tokens(("كلمات " * 300).encode()) == pytest.approx(600, rel=0.15)
    assert estimate_tokens(b"word" * 300) == pytest.approx(300, rel=0.02)


OPENAI = Chosen("openai", "https://api.openai.com/v1", "gpt-4o-mini", "a test")
LOCAL = Chosen("compatible", "http://127.0.0.1:8000/v1", "gpt-4o-mini", "a test")


def test_listed_prices_are_for_a_million_tokens_and_own_prices_win() -> None:
    pytest.importorskip("genai_prices")
    listed = price_of(OPENAI, "gpt-4o-mini", None, None)
    assert listed is not None
    assert (listed.prompt, listed.completion) == pytest.approx((0.15, 0.60))
    own = price_of(OPENAI, "gpt-4o-mini", 1.0, 2.0)
    assert own is not None
    assert own.cost(1_000_000, 500_000) == 2.0


def test_a_price_that_nobody_knows_is_none_and_never_zero() -> None:
    assert price_of(OPENAI, "no-such-model-at-all", None, None) is None
    assert price_of(LOCAL, "gpt-4o-mini", None, None) is None


@pytest.mark.parametrize(("price_in", "price_out"), [(1.0, None), (None, 1.0), (-1.0, 1.0)])
def test_half_a_price_and_a_negative_one_are_refused(price_in: float | None, price_out: float | None) -> None:
    with pytest.raises(UsageError, match=r"price|Price"):
        price_of(LOCAL, "m", price_in, price_out)
