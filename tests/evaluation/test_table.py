"""The table of scores: averages, round trip, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.errors import UsageError
from mujaz.evaluation.table import ArticleScores, MetricInfo, Score, Scores, Signature, incomparable

SIGNATURE = Signature(
    system="s", model="m", prompt="brief@1", prompt_sha256="a" * 64, schema_sha256="b" * 64, gold_sha256="c" * 64,
    scorer="1", articles=3, samples=2,
)  # fmt: skip
INFO = MetricInfo(better="higher", unit="share", primary=True, says="")


def article(name: str, story: str, *values: float | None, numerators: tuple[float, ...] = (1, 1)) -> ArticleScores:
    samples = [
        {"f": Score(value=value, numerator=n, denominator=4)} for value, n in zip(values, numerators, strict=True)
    ]
    return ArticleScores(article=name, story=story, slices=[story], samples=samples)


def table(**fields: Any) -> Scores:
    return Scores(
        **{
            "signature": SIGNATURE,
            "metrics": {"f": INFO},
            "articles": [
                article("a", "one", 0.2, 0.4),
                article("b", "one", 0.9, 0.9, numerators=(4, 4)),
                article("c", "two", None, None, numerators=(0, 0)),
            ],
            **fields,
        }
    )


def test_samples_first_then_articles_and_the_undefined_left_out() -> None:
    assert table().per_article("f") == [("a", "one", pytest.approx(0.3)), ("b", "one", 0.9)]
    assert table().macro("f") == pytest.approx(0.6)
    assert table().macro("f", lambda one: one.story == "two") is None
    assert table().micro("f") == pytest.approx((1 + 1 + 4 + 4) / (6 * 4))
    assert table().slices == ["one", "two"]
    assert table().stories == ["one", "two"]


@given(st.permutations(range(3)))
def test_the_order_of_articles_does_not_matter(order: list[int]) -> None:
    other = table(articles=[table().articles[i] for i in order])
    assert other.macro("f") == table().macro("f")
    assert other.micro("f") == table().micro("f")


def test_a_table_survives_its_own_json(tmp_path: Path) -> None:
    path = tmp_path / "scores.json"
    path.write_text(table().to_json(), encoding="utf-8")
    assert Scores.load(path) == table()
    assert Scores.load(path).to_json() == table().to_json()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"schema": "mujaz/scores/2"}'])
def test_a_file_that_is_no_table_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "scores.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"scores\.json: not a scored run"):
        Scores.load(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.json"):
        Scores.load(tmp_path / "none.json")


@pytest.mark.parametrize(
    "articles",
    [
        [article("a", "one", 0.2, 0.4)] * 3,  # one article three times
        [article(name, "one", 0.2, numerators=(1,)) for name in "abc"],  # one sample, not two
        [article(name, "one", 0.2, 0.4) for name in "ab"],  # two articles, not three
        [article(name, "one", 0.2, None) for name in "abc"],  # defined by the sample, not by the gold
    ],
)
def test_a_table_with_holes_is_refused(articles: list[ArticleScores]) -> None:
    with pytest.raises(ValueError, match=r"article|sample"):
        table(articles=articles)


def test_every_sample_has_every_metric() -> None:
    with pytest.raises(ValueError, match="other metrics"):
        table(metrics={"f": INFO, "g": INFO})


def test_not_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        Score(value=float("nan"))


def test_the_signature_stands_on_one_line() -> None:
    assert str(SIGNATURE) == (
        "system:s|model:m|prompt:brief@1|psha:aaaaaaaa|schema:bbbbbbbb|gold:cccccccc|scorer:1|n:3|k:2"
    )


def test_runs_with_other_gold_scorer_articles_or_metrics_must_not_be_compared() -> None:
    def other(**fields: Any) -> list[str]:
        document = json.loads(table().to_json())
        document["signature"] |= fields
        return list(incomparable(table(), Scores.model_validate(document)))

    assert other(model="n", prompt="brief@2", system="t") == []
    assert other(gold_sha256="d" * 64) == ["the gold is not the same"]
    assert other(scorer="2") == ["scored by other rules: 1 and 2; score both anew"]
    renamed = table(articles=[article(name, "one", 0.2, 0.4) for name in "abd"])
    assert list(incomparable(table(), renamed)) == ["the articles are not the same"]
