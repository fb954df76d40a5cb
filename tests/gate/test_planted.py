"""The gate with the project's own settings finds every planted regression, and lets other words for the same pass."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from mujaz.articles.article import Article
from mujaz.errors import UsageError
from mujaz.evaluation import gate_settings, planted, scoring, written
from mujaz.evaluation import gold as gold_files
from mujaz.evaluation.case import Reference
from mujaz.evaluation.compare_origin import Origin
from mujaz.evaluation.compare_sources import Measured, measured
from mujaz.evaluation.comparison import Comparison
from mujaz.evaluation.gate import compare_runs
from mujaz.evaluation.verdict import Verdict
from mujaz.schema.draft import Draft
from tests.support import golds

SETTINGS = gate_settings.load(Path(__file__).parents[2] / "eval" / "gate.toml")
IDS = [f"market-{i}" for i in range(10)]
"""The little gold's fire in a market as ten stories: with fewer, no test of ten questions can be significant."""


def _reference(id_: str) -> Reference:
    article = Article.from_text(golds.MARKET.text, id=id_, published=golds.MARKET.published)
    document = {**golds.gold_document(), "article": {"id": id_}, "story": id_}
    return Reference(gold_files.parse(gold_files.resolve(document, article)), article)


REFERENCES = {id_: _reference(id_) for id_ in IDS}
SEGMENTS = {id_: len(reference.cleaned.segments) for id_, reference in REFERENCES.items()}


def _said(text: str, by: str | None, *evidence: int) -> dict[str, Any]:
    return {"text_en": text, "attribution": by, "evidence": list(evidence)}


CHIEF, HOSPITAL = "fire chief Rami al-Shamaa", "Hala al-Muruj, director of the Deir al-Qasab hospital"


def _draft() -> dict[str, Any]:
    """A right draft with something for every kind of regression to spoil."""
    document = golds.draft()
    document["headline_en"] = "Fire in coppersmiths' market of Deir al-Qasab"
    document["summary"] = [
        _said("An inquiry is to open on Thursday.", None, 4),
        _said("The municipality denied that the fire was deliberate.", "the municipality", 3),
        _said("Three workers were killed and seven injured in the fire.", CHIEF, 1),
        _said("The hospital received four dead and ten injured.", HOSPITAL, 2),
    ]
    fire, denial = document["events"]
    fire["accounts"] = [
        {"claimant": CHIEF, "says_en": "Three workers were killed.", "evidence": [1]},
        {"claimant": HOSPITAL, "says_en": "Four people were killed.", "evidence": [2]},
    ]
    denial["status"] = "denied"
    return document


def _paraphrase() -> dict[str, Any]:
    document = _draft()
    document["headline_en"] = "Blaze hits market of coppersmiths in Deir al-Qasab"
    texts = [
        "On Thursday an investigation will begin.",
        "It was not arson that caused the blaze, according to the municipality.",
        "The blaze left 3 workers dead and hurt 7.",
        "4 bodies and 10 wounded were brought to the hospital.",
    ]
    for sentence, text in zip(document["summary"], texts, strict=True):
        sentence["text_en"] = text
    fire, denial = document["events"]
    fire["description_en"] = "The market of the coppersmiths in Deir al-Qasab caught fire."
    for account, text in zip(fire["accounts"], ("The blaze left 3 workers dead.", "There were 4 dead."), strict=True):
        account["says_en"] = text
    denial["description_en"] = "Arson was denied by the municipality."
    return document


DRAFTS = {id_: Draft.model_validate(_draft()) for id_ in IDS}


def _run(drafts: Mapping[str, Draft]) -> Measured:
    run = scoring.score(REFERENCES, [written.answers_of(drafts, REFERENCES)], "drafts")
    return measured("drafts", run, REFERENCES, Origin(source="drafts"))


@pytest.fixture(scope="module")
def baseline() -> Measured:
    return _run(DRAFTS)


def _gate(baseline: Measured, drafts: Mapping[str, Draft]) -> Comparison:
    return compare_runs(baseline, _run(drafts), SETTINGS).comparison


def _failed(found: Comparison) -> set[str]:
    """What the gate failed for: metrics, and kinds of breaks."""
    failed = {one.name for one in found.questions if one.verdict is Verdict.FAIL}
    return failed | {one.what for one in found.breaks.found}


@pytest.mark.parametrize(
    ("kind", "articles", "because"),
    [
        ("attribution-dropped", 10, {"false_statement"}),
        ("shorter", 10, {"vital_recall", "vital_number"}),
        ("dates-day-first", 10, {"slot_when"}),
        ("toll-changed", 3, {"vital_number"}),
        ("accounts-merged", 10, {"vital_recall", "vital_number"}),
        ("negations-dropped", 3, {"false_statement"}),
        ("evidence-widened", 10, {"evidence_precision"}),
    ],
)
def test_a_planted_regression_fails_and_for_the_right_reason(
    baseline: Measured, kind: str, articles: int, because: set[str]
) -> None:
    spoilt, changed = planted.plant(kind, DRAFTS, SEGMENTS)
    found = _gate(baseline, spoilt)
    assert len(changed) == articles
    assert found.verdict is Verdict.FAIL
    assert because <= _failed(found)


def test_a_broken_reading_alone_costs_nothing_where_code_reads_the_arabic(baseline: Measured) -> None:
    spoilt, changed = planted.plant("readings-day-first", DRAFTS, SEGMENTS)
    assert spoilt["market-1"].events[0].when is not None
    assert spoilt["market-1"].events[0].when.reading == "10/03/2025"
    assert changed == IDS
    assert _gate(baseline, spoilt).verdict.exit_code == 0


def test_a_wrong_toll_of_an_event_breaks_its_article_although_all_sentences_are_right(baseline: Measured) -> None:
    document = _draft()
    for count in document["events"][0]["casualties"]:
        if count["kind"] == "killed":
            count["count"] += 30
    found = _gate(baseline, {**DRAFTS, "market-4": Draft.model_validate(document)})
    assert found.verdict is Verdict.FAIL
    assert [(one.article, one.what) for one in found.breaks.found] == [("market-4", "wrong_toll")]


def test_a_number_that_a_nugget_rules_out_does_not_stand_for_the_one_that_is_gone() -> None:
    document = {**golds.gold_document(), "article": {"id": "market-1"}}
    document["nuggets"][0]["match"] = [{"all": [r"\b3\b", "kill|dead"], "none": ["road 3"]}]
    article = REFERENCES["market-1"].article
    reference = {"market-1": Reference(gold_files.parse(gold_files.resolve(document, article)), article)}
    draft = _draft()
    draft["summary"][2]["text_en"] = "Workers were killed and road 3 was closed."
    answers = written.answers_of({"market-1": Draft.model_validate(draft)}, reference)
    run = measured("run", scoring.score(reference, [answers], "run"), reference, Origin(source="run"))
    assert run.items is not None
    assert "chief" in run.items.bad["market-1"][0]["vital_number"]


def test_the_same_in_other_words_passes(baseline: Measured) -> None:
    found = _gate(baseline, {id_: Draft.model_validate(_paraphrase()) for id_ in IDS})
    assert found.verdict.exit_code == 0
    assert (found.breaks.found, _failed(found)) == ([], set())


def test_every_kind_is_tried_here() -> None:
    tried = {"readings-day-first"} | {
        "attribution-dropped", "shorter", "dates-day-first", "toll-changed", "accounts-merged", "negations-dropped",
        "evidence-widened",
    }  # fmt: skip
    assert set(planted.PLANTED) == tried


def test_only_articles_of_different_stories_are_spoilt() -> None:
    stories = dict.fromkeys(IDS[:3], "one") | dict.fromkeys(IDS[3:], "two")
    assert planted.plant("toll-changed", DRAFTS, SEGMENTS, stories)[1] == ["market-0", "market-3"]


def test_a_missing_draft_is_an_answer_without_a_brief() -> None:
    answers = written.answers_of({"market-1": DRAFTS["market-1"]}, REFERENCES)
    assert answers["market-1"].brief is not None
    assert (answers["market-2"].brief, answers["market-2"].why) == (None, "there is no draft")


def test_a_file_that_is_no_draft_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no drafts"):
        written.drafts_in(tmp_path)
    (tmp_path / "one.json").write_text('{"headline_en": "x"}')
    with pytest.raises(UsageError, match=r"one\.json: not a draft \(/headline_evidence"):
        written.drafts_in(tmp_path)
