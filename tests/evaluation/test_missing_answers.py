"""What is missing scores worst, and stays in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mujaz.errors import UsageError
from mujaz.evaluation.answers import Answer, in_folder
from mujaz.evaluation.floors import FLOORS
from mujaz.evaluation.metrics import METRICS
from mujaz.evaluation.metrics.base import missing
from mujaz.evaluation.scoring import score
from tests.support import golds

REFERENCES = {name: golds.reference(name) for name in ("market", "museum")}
GOOD = {name: Answer(golds.brief(name)) for name in REFERENCES}
HALF = {**GOOD, "market": Answer(None, "refused")}


@pytest.mark.parametrize("name", METRICS)
def test_a_missing_answer_has_the_worst_value_over_the_same_denominator(name: str) -> None:
    metric = METRICS[name]
    lost, good = missing(metric, REFERENCES["market"]), metric.score(golds.case())
    if metric.unit != "share" or metric.better == "neither":
        return
    assert lost.value == (1.0 if metric.better == "lower" else 0.0)
    assert lost.denominator >= 1
    if metric.better == "lower":
        assert lost.numerator == lost.denominator
    else:
        assert lost.numerator == 0
    assert good.value is not None


def test_a_missing_answer_stays_in_every_average() -> None:
    whole, half = score(REFERENCES, [GOOD], "good").scores, score(REFERENCES, [HALF], "half").scores
    assert whole.macro("event_f1") == 1.0
    assert half.macro("event_f1") == 0.5
    assert half.macro("schema_valid") == 0.5
    assert len(half.per_article("event_f1")) == 2
    assert half.micro("vital_recall") == pytest.approx(1 / 3)  # 2 vital nuggets lost, 1 told
    assert half.macro("must_not_rate") == 1.0  # only the lost article has false statements to make


def test_saying_nothing_at_all_is_no_way_to_a_better_must_not_rate() -> None:
    wrong = golds.brief(headline_en="Fire was arson")
    lost = missing(METRICS["must_not_rate"], REFERENCES["market"]).value
    told = METRICS["must_not_rate"].score(golds.case(wrong)).value
    assert lost is not None
    assert told is not None
    assert lost > told


def test_samples_are_averaged_within_the_article() -> None:
    run = score(REFERENCES, [GOOD, HALF], "two")
    assert run.scores.signature.samples == 2
    assert [one.value for one in run.scores.per_article("event_f1")] == [0.5, 1.0]
    assert run.scores.macro("event_f1") == 0.75
    assert run.failures == {"market": [None, "refused"], "museum": [None, None]}


def test_no_answer_at_all_is_an_answer_that_is_missing() -> None:
    assert score(REFERENCES, [{"museum": GOOD["museum"]}], "one").scores == score(REFERENCES, [HALF], "one").scores


def test_what_the_gold_leaves_undefined_stays_undefined_without_an_answer() -> None:
    assert missing(METRICS["must_not_rate"], REFERENCES["museum"]).value is None


def test_nothing_to_score_is_refused() -> None:
    with pytest.raises(UsageError):
        score(REFERENCES, [], "none")
    with pytest.raises(UsageError):
        score({}, [GOOD], "none")


def test_floors_are_made_of_the_answers_and_keep_what_is_missing() -> None:
    for floor in FLOORS.values():
        assert floor(HALF)["market"] == HALF["market"]
    headline = FLOORS["headline only"](GOOD)["market"].brief
    assert headline is not None
    assert headline.headline.text_en == golds.brief().headline.text_en
    assert (headline.summary, headline.events) == ([], [])
    scores = {name: score(REFERENCES, [floor(GOOD)], name).scores for name, floor in FLOORS.items()}
    assert scores["empty brief"].macro("vital_recall") == 0.0
    assert scores["headline only"].macro("vital_recall") == 1.0
    assert scores["headline only"].macro("event_f1") == 0.0
    assert scores["empty brief"].macro("schema_valid") == 1.0


def _folder(tmp_path: Path) -> Path:
    return golds.write_set(tmp_path / "set") / "briefs"


def test_a_folder_answers_every_article(tmp_path: Path) -> None:
    found = in_folder(_folder(tmp_path), REFERENCES)
    assert {id_: answer.brief for id_, answer in found.items()} == {n: golds.brief(n) for n in REFERENCES}


def test_a_brief_that_is_not_there_or_not_valid_is_an_answer_without_a_brief(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "museum.json").unlink()
    assert in_folder(folder, REFERENCES)["museum"] == Answer(None, "there is no brief")
    for text, why in (
        ("{", "museum.json: "),
        ("[]", "museum.json is no mujaz/brief/1"),
        (json.dumps({**json.loads(golds.brief("museum").to_json()), "headline": 3}), "museum.json: /headline: "),
        (golds.brief("museum").to_json().replace("Police foil", "\\ud800"), "the brief has characters"),
    ):
        (folder / "museum.json").write_text(text, encoding="utf-8")
        answer = in_folder(folder, REFERENCES)["museum"]
        assert answer.brief is None
        assert (answer.why or "").startswith(why)


def test_a_brief_of_another_text_is_no_answer(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    document = json.loads((folder / "museum.json").read_text(encoding="utf-8"))
    document["article"]["raw_sha256"] = "0" * 64
    (folder / "museum.json").write_text(json.dumps(document), encoding="utf-8")
    answer = in_folder(folder, REFERENCES)["museum"]
    assert answer.brief is None
    assert "another text" in (answer.why or "")


def test_two_briefs_of_one_article_and_a_folder_without_any_are_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "again.json").write_text(golds.brief().to_json(), encoding="utf-8")
    with pytest.raises(UsageError, match=r"two briefs of market: again\.json and market\.json"):
        in_folder(folder, REFERENCES)
    with pytest.raises(UsageError, match="no brief of any of the 2 articles"):
        in_folder(
            golds.write_set(tmp_path / "other") / "articles", {"x": REFERENCES["market"], "y": REFERENCES["museum"]}
        )
    with pytest.raises(UsageError, match="no such folder"):
        in_folder(tmp_path / "none", REFERENCES)
