"""Agreement of two annotators."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mujaz.errors import UsageError
from mujaz.evaluation.agreement import agree, kappa
from mujaz.evaluation.case import Reference
from mujaz.evaluation.exemplars import exemplars
from tests.cli.running import mujaz
from tests.support import golds


def reference(**fields: Any) -> dict[str, Reference]:
    return {"market": golds.reference(of=golds.gold(document={**golds.gold_document(), **fields}))}


def test_an_annotator_agrees_with_herself() -> None:
    found = agree(reference(), reference())
    assert found.events == 1.0
    assert found.category_kappa == 1.0
    assert found.nuggets_jaccard == 1.0
    assert found.importance_kappa == 1.0


def test_an_event_that_one_lacks_costs_both_ways_and_an_optional_one_does_not() -> None:
    events = golds.gold_document()["events"]
    assert agree(reference(), reference(events=events[:2])).events == 1.0  # without the plan
    one_less = agree(reference(events=events[:2]), reference(events=events[:1]))
    assert one_less.events == pytest.approx(2 / 3)
    assert one_less.events == agree(reference(events=events[:1]), reference(events=events[:2])).events


def test_other_patterns_for_the_same_names_agree() -> None:
    events = golds.gold_document()["events"]
    events[0]["where"] = {"names": ["(copper|brass)smiths?"], "larger": ["kasab"]}
    events[1]["actors"] = [{"names": ["municipality|town"], "sectors": ["GOV"]}]
    assert agree(reference(), reference(events=events)).events == 1.0


def test_kappa_takes_off_what_chance_agrees_on() -> None:
    # observed 3 of 4; chance: a 3/4·2/4 + b 1/4·2/4 = .5
    assert kappa([("a", "a"), ("a", "a"), ("a", "b"), ("b", "b")]) == pytest.approx(0.5)
    assert kappa([("a", "b"), ("b", "a")]) == pytest.approx(-1.0)
    assert kappa([("a", "a"), ("a", "a")]) is None
    assert kappa([]) is None


def test_nuggets_are_the_same_with_common_evidence_and_one_matcher_that_recognises_the_other() -> None:
    nuggets = golds.gold_document()["nuggets"]
    # told otherwise, and recognised by the first annotator's matcher
    nuggets[0] = {**nuggets[0], "text_en": "The chief said 3 workers had died.", "match": [{"all": ["worker", "died"]}]}
    assert agree(reference(), reference(nuggets=nuggets)).nuggets_jaccard == 1.0
    nuggets[0]["evidence"] = [4]
    assert agree(reference(), reference(nuggets=nuggets)).nuggets_jaccard == pytest.approx(2 / 4)  # 2 of 3 + 3 - 2
    nuggets[1]["importance"] = "okay"
    found = agree(reference(), reference(nuggets=nuggets))
    assert found.articles[0].nuggets == (("vital", "okay"), ("okay", "okay"))


def test_no_article_in_common_is_refused() -> None:
    with pytest.raises(UsageError):
        agree(reference(), {"museum": golds.reference("museum")})


def test_the_command_shows_articles_and_means(tmp_path: Path) -> None:
    folder = golds.write_set(tmp_path / "set")
    ran = mujaz("eval", "agreement", "gold", "gold", "--articles", "articles", cwd=folder)
    assert ran.returncode == 0
    assert "events, F1 (mean of 2 articles)" in ran.stdout
    told = json.loads(mujaz("eval", "agreement", "gold", "gold", "--articles", "articles", "--json", cwd=folder).stdout)
    assert told["events_f1"] == told["nuggets_jaccard"] == 1.0
    assert [one["article"] for one in told["by_article"]] == ["market", "museum"]
    assert mujaz("eval", "agreement", "gold", "none", cwd=folder).returncode == 2


@pytest.mark.parametrize(
    ("pattern", "stands_for"),
    [
        ("wadi (al-)?suk+ar", ("wadi al-sukar", "wadi sukar")),
        (r"\b2\b", ("2",)),
        ("jazz?a", ("jazza", "jaza")),
        ("dead|kill(ed|ing)?", ("dead", "killed", "killing", "kill")),
        ("[qk]asab", ("qasab", "kasab")),
        ("(?:bod)(y|ies)$", ("body", "bodies")),
        (r"o\'neil{2}", ("o'neill",)),
        ("(?=x)a", ()),  # not read
        (r"(a)\1", ()),
        ("[^a]b", ()),
        ("(a", ()),
    ],
)
def test_what_a_pattern_stands_for(pattern: str, stands_for: tuple[str, ...]) -> None:
    assert exemplars(pattern) == stands_for


def test_a_pattern_with_many_alternatives_stands_for_a_few() -> None:
    assert len(exemplars("(a|b|c|d)(a|b|c|d)(a|b|c|d)(a|b|c|d)?")) <= 24
