"""The parts of a batch run that need no endpoint: prices, lines, when to look again, what the ledger keeps."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.articles.article import Article
from mujaz.bulk.batch import tables
from mujaz.bulk.batch.filling import Held
from mujaz.bulk.batch.lines import PartFile, judge, request_line, results
from mujaz.bulk.batch.price import batch_price
from mujaz.bulk.batch.provider import Told
from mujaz.bulk.batch.replay import Given, spent_on
from mujaz.bulk.batch.tables import Part
from mujaz.bulk.batch.watching import Watch
from mujaz.bulk.budget import Budget
from mujaz.bulk.entries import Spent
from mujaz.model.endpoint import Endpoint

OPENAI = Endpoint("openai", "https://api.openai.com/v1", "gpt-4o-mini", "a test")


def test_a_batch_at_openai_costs_half_and_own_prices_are_taken_as_they_are() -> None:
    pytest.importorskip("genai_prices")
    price = batch_price(OPENAI, "gpt-4o-mini", None, None)
    assert price is not None
    assert (price.prompt, price.completion) == pytest.approx((0.075, 0.30))
    assert "batch" in price.because
    own = batch_price(OPENAI, "gpt-4o-mini", 3.0, 4.0)
    assert own is not None
    assert (own.prompt, own.completion) == (3.0, 4.0)
    assert batch_price(OPENAI, "no-such-model", None, None) is None


def test_a_provider_whose_batch_price_is_not_known_is_counted_without_a_discount() -> None:
    pytest.importorskip("genai_prices")
    groq = Endpoint("compatible", "https://api.groq.com/openai/v1", "llama-3.3-70b-versatile", "a test")
    price = batch_price(groq, groq.model, None, None)
    assert price is not None
    assert "not known" in price.because


def test_a_request_line_holds_the_body_byte_for_byte() -> None:
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": "سطر\nوآخر"}]}, ensure_ascii=False)
    line = request_line("1-7", body.encode())
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert body.encode() in line
    assert json.loads(line)["custom_id"] == "1-7"


def test_a_part_file_says_when_it_is_full(tmp_path: Path) -> None:
    with PartFile(tmp_path / "part", most_rows=2, most_bytes=10) as file:
        assert not file.full(b"123456\n")
        file.add(b"123456\n")
        assert file.full(b"1234\n")
        assert not file.full(b"1\n")
        file.add(b"1\n")
        assert file.full(b"\n")
    assert (tmp_path / "part").read_bytes() == b"123456\n1\n"


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"response": {"status_code": 200, "body": {}}, "error": None}, "answer"),
        ({"response": {"status_code": 400, "body": {"error": {"message": "no"}}}}, "answer"),
        ({"response": {"status_code": 404, "body": {}}}, "answer"),
        ({"response": {"status_code": 429, "body": {"error": {"code": "rate_limit_exceeded"}}}}, "again"),
        ({"response": {"status_code": 429, "body": {"error": {"code": "insufficient_quota"}}}}, "stop"),
        ({"response": {"status_code": 401, "body": None}}, "stop"),
        ({"response": {"status_code": 500, "body": "oops"}}, "again"),
        ({"response": None, "error": {"code": "batch_expired", "message": "too late"}}, "again"),
        ({"response": None, "error": {"code": "batch_cancelled", "message": "cancelled"}}, "give back"),
        ({"response": {"status_code": "?"}, "error": "?"}, "again"),
        ({}, "again"),
    ],
)
def test_what_becomes_of_a_result_row(tmp_path: Path, row: dict[str, object], verdict: str) -> None:
    (tmp_path / "results").write_text(json.dumps({"custom_id": "1-1", **row}) + "\n\n", encoding="utf-8")
    (result,) = results(tmp_path / "results")
    assert result is not None
    assert judge(result) == verdict
    assert json.loads(result.as_given().body or "null") is None or result.as_given().status >= 200


@pytest.mark.parametrize("line", ["{", "[]", "null", '{"custom_id": 3}', "{}", '"x"'])
def test_a_line_that_is_no_result_is_none(tmp_path: Path, line: str) -> None:
    (tmp_path / "results").write_text(line + "\n", encoding="utf-8")
    assert list(results(tmp_path / "results")) == [None]


def test_only_answers_cost_and_an_untold_usage_is_estimated() -> None:
    assert spent_on(Given(500, "{}"), 700) == Spent()
    assert spent_on(Given(200, '{"usage": {"prompt_tokens": 5, "completion_tokens": 2}}'), 700) == Spent(1, 5, 2)
    for body in ("{}", '{"usage": null}', '{"usage": {"prompt_tokens": "many"}}', "null"):
        assert spent_on(Given(200, body), 700) == Spent(1, 700, 0, 1)


def test_a_batch_is_looked_at_less_and_less_often_and_sooner_after_a_change() -> None:
    watch = Watch(Part(1, "created", "", 10, 100, batch="b"), 10.0, 0.0)
    said = Told("b", "in_progress", None, None, (), 0, 0)
    waits = []
    now = 0.0
    for _ in range(20):
        watch.heard(said, now)
        waits.append(watch.due - now)
        now = watch.due
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (10.0, 300.0)
    watch.heard(Told("b", "finalizing", None, None, (), 9, 1), now)
    assert watch.due - now == 10.0
    assert not watch.ended


def test_rows_of_an_earlier_process_that_a_smaller_budget_does_not_hold_keep_new_ones_back() -> None:
    budget = Budget(None, tokens=1000)
    held = Held(budget)
    held.resume(1, 500, 600)
    assert not held.hold(2, 10, 10)
    held.settle(1, 400, 100)
    assert held.hold(2, 10, 10)
    assert budget.spent_tokens == 500


@given(
    st.builds(
        Article,
        id=st.text(min_size=1),
        text=st.text(st.characters(exclude_categories=[])),  # lone surrogates too
        title=st.none() | st.text(),
        published=st.none() | st.dates(),
    )
)
def test_an_article_comes_out_of_the_ledger_as_it_went_in(article: Article) -> None:
    assert tables.unpacked(tables.packed(article)) == article


def test_an_article_keeps_its_date_and_fingerprint() -> None:
    article = Article(id="a", text="نص", published=date(2025, 4, 12), published_from="record", source="in.jsonl")
    kept = tables.unpacked(tables.packed(article))
    assert (kept.published, kept.sha256) == (article.published, article.sha256)
