"""Each metric on an example that can be counted by hand. The brief of the market fire is right throughout; each test
plants one mistake."""

from __future__ import annotations

from typing import Any

import pytest

from mujaz.evaluation.case import Case, empty_brief
from mujaz.evaluation.metrics import METRICS
from mujaz.evaluation.table import Score
from mujaz.schema.brief import Brief
from mujaz.schema.gold import Gold
from tests.support import golds


def scored(metric: str, brief: Brief | None = None, gold: Gold | None = None) -> Score:
    return METRICS[metric].score(golds.case(brief, gold))


def value(metric: str, brief: Brief | None = None, gold: Gold | None = None) -> float | None:
    return scored(metric, brief, gold).value


def drafted(**fields: Any) -> Brief:
    return golds.brief(**fields)


def with_event(index: int, **fields: Any) -> Brief:
    events = golds.draft()["events"]
    events[index] = {**events[index], **fields}
    return drafted(events=events)


def with_sentence(index: int, **fields: Any) -> Brief:
    summary = golds.draft()["summary"]
    summary[index] = {**summary[index], **fields}
    return drafted(summary=summary)


def without(metric: str, name: str) -> float | None:
    """The metric of a gold that has nothing under `name`."""
    return value(metric, gold=golds.gold(document={**golds.gold_document(), name: []}))


def test_the_good_brief_is_as_good_as_can_be() -> None:
    for name, metric in METRICS.items():
        if metric.unit == "share" and name not in ("chrf", "rouge_l") and metric.better != "neither":
            assert value(name) == (0.0 if metric.better == "lower" else 1.0), name


def test_event_f1() -> None:
    # fire: category 2, status 1, when 1, where .5 (the town), targets 1, casualties 1, of 7: 6.5 / 7
    town = {"name_ar": "دير القصب", "name_en": "Deir al-Qasab", "within": None}
    score = scored("event_f1", with_event(0, where=town))
    assert score.value == pytest.approx((6.5 / 7 + 1) / 2)  # 2·credit / (2 + 2)
    assert score.numerator == pytest.approx(2 * (6.5 / 7 + 1))
    assert score.denominator == 4


def test_event_precision_and_recall_of_one_event_missed() -> None:
    one = drafted(events=golds.draft()["events"][:1])
    assert value("event_precision", one) == 1.0
    assert value("event_recall", one) == 0.5
    assert value("event_f1", one) == pytest.approx(2 / 3)


def test_event_precision_of_an_invented_event() -> None:
    invented = {**golds.draft()["events"][1], "description_en": "The mayor resigned.", "category": "retreat",
                "attribution": None, "evidence": [4], "actors": []}  # fmt: skip
    brief = drafted(events=[*golds.draft()["events"], invented])
    assert value("event_precision", brief) == pytest.approx(2 / 3)
    assert value("event_recall", brief) == 1.0


def test_vital_recall_reads_headline_and_summary_with_their_sources() -> None:
    assert scored("vital_recall").denominator == 2
    silent = drafted(headline_en="Fire in a market")
    assert value("vital_recall", silent) == 1.0  # the sentences, with their sources in brackets, still say it
    brief = drafted(headline_en="Fire in a market", summary=golds.draft()["summary"][1:])
    assert value("vital_recall", brief) == 0.5
    assert value("nugget_recall", brief) == pytest.approx(2 / 3)


def test_a_claim_without_its_claimant_conveys_no_attributed_nugget() -> None:
    brief = drafted(headline_en="Fire in a market", summary=[{**golds.draft()["summary"][0], "attribution": None}] * 2)
    assert value("vital_recall", brief) == 0.0


def test_nugget_recall_anywhere_reads_events_too() -> None:
    events = golds.draft()["events"]
    events[0]["description_en"] = "Three workers died in a fire, the chief said."
    brief = drafted(headline_en="Fire in a market", summary=golds.draft()["summary"][1:], events=events)
    assert value("nugget_recall", brief) == pytest.approx(2 / 3)
    assert value("nugget_recall_anywhere", brief) == 1.0


def test_must_not_rate_counts_false_statements_once() -> None:
    brief = drafted(headline_en="Fire was arson", summary=[*golds.draft()["summary"][:1] * 2])
    assert value("must_not_rate", brief) == 0.5  # one of two
    # false: the headline; sentences: headline, 2 of the summary, 2 events
    assert value("must_not_per_100", brief) == pytest.approx(100 / 5)


def test_a_claim_is_only_false_when_it_is_told_as_a_fact() -> None:
    toll = "Four people were killed in a market fire"
    assert value("must_not_rate", drafted(headline_en=toll)) == 0.5
    assert value("must_not_rate", drafted(headline_en=f"{toll}, hospital says")) == 0.0
    attributed = {"text_en": f"{toll}.", "attribution": "the hospital's director", "evidence": [2]}
    assert value("must_not_rate", with_sentence(1, **attributed)) == 0.0
    assert value("must_not_rate", with_sentence(1, **attributed | {"attribution": None})) == 0.5
    assert value("must_not_rate", with_sentence(1, **attributed | {"attribution": "the article"})) == 0.5
    assert value("must_not_rate", with_event(1, description_en=f"{toll}.", attribution=None)) == 0.5
    alleged = with_event(1, description_en=f"{toll}.", attribution=None, status="alleged")
    assert value("must_not_rate", alleged) == 0.0


def test_an_account_is_its_claimants_word() -> None:
    account = {"claimant": "the hospital", "says_en": "Four people were killed.", "evidence": [2]}
    assert value("must_not_rate", with_event(0, accounts=[account])) == 0.0
    arson = {**account, "says_en": "The fire was arson."}
    assert value("must_not_rate", with_event(0, accounts=[arson])) == 0.5  # nobody in the article says so


def test_unsupported_numbers() -> None:
    # numbers above two in the good brief: headline 3, 4; sentences 3, 7, 4, 10; four counts
    assert scored("unsupported_numbers").denominator == 10
    wrong = drafted(headline_en="Fire chief says 13 killed in market fire; hospital reports four dead")
    assert value("unsupported_numbers", wrong) == pytest.approx(1 / 10)


def test_unsupported_names() -> None:
    good = scored("unsupported_names")
    wrong = with_sentence(2, text_en="An inquiry is to open on Thursday, said Marwan Tabbakh.")
    score = scored("unsupported_names", wrong)
    assert score.numerator == 1
    assert score.denominator == good.denominator + 1
    assert score.value == pytest.approx(1 / score.denominator)


def test_attribution_is_measured_on_every_event_of_the_gold() -> None:
    assert value("attribution", with_event(0, attribution=None)) == 0.5
    assert value("attribution", with_event(0, attribution="the mayor")) == 0.5
    assert value("attribution", with_event(1, attribution=None)) == 1.0  # allowed, not required
    assert value("attribution", drafted(events=golds.draft()["events"][:1])) == 0.5  # a missed event is not right
    assert value("attribution", drafted(events=[])) == 0.0


def test_claimants_of_accounts_are_sources() -> None:
    account = {"claimant": "fire chief Rami al-Shamaa", "says_en": "Three were killed.", "evidence": [1]}
    assert value("attribution", with_event(0, attribution=None, accounts=[account])) == 1.0


def test_evidence() -> None:
    # cited and expected: fire {1,2} {1,2}; denial {3} {3}; nuggets {1} {1}, {2} {2}, {4} {4}: 6 of 6
    score = scored("evidence_recall")
    assert (score.numerator, score.denominator) == (6, 6)
    # the denial points to segment 4: cited 6, right 5
    wrong = with_event(1, evidence=[4])
    assert value("evidence_precision", wrong) == pytest.approx(5 / 6)
    assert value("evidence_recall", wrong) == pytest.approx(5 / 6)
    # the denial is missing: cited 5, right 5, expected 6
    fewer = drafted(events=golds.draft()["events"][:1])
    assert value("evidence_precision", fewer) == 1.0
    assert value("evidence_recall", fewer) == pytest.approx(5 / 6)
    # the hospital's toll, a vital nugget, is not told: right 5 of 6
    summary = golds.draft()["summary"]
    silent = drafted(headline_en="Fire in a market", summary=[summary[0], summary[2]])
    assert value("evidence_precision", silent) == 1.0
    assert value("evidence_recall", silent) == pytest.approx(5 / 6)
    wide = with_event(1, evidence=[1, 2, 3, 4])
    assert value("evidence_precision", wide) == pytest.approx(6 / 9)
    assert value("evidence_recall", wide) == 1.0


def test_slots() -> None:
    other = with_event(1, status="planned")
    assert value("slot_status", other) == 0.5  # one of two right: 2·1 / (2 + 2)
    assert value("slot_category", other) == 1.0
    undated = with_event(0, when=None)
    assert value("slot_when", undated) == 0.0  # the only date is gone: 0 / (0 + 1)
    dated = with_event(1, when={"expression_ar": "أمس الاثنين", "reading": "2025-03-10", "reported_ar": None})
    assert value("slot_when", dated) == pytest.approx(2 / 3)  # 2·1 / (2 + 1)


def test_slots_of_missed_and_invented_events_count() -> None:
    assert value("slot_category", drafted(events=golds.draft()["events"][:1])) == pytest.approx(2 / 3)
    assert value("slot_targets", drafted(events=golds.draft()["events"][1:])) == 0.0


def test_ceaf_ree_does_not_ask_in_which_event_a_name_is() -> None:
    first, second = golds.draft()["events"]
    first["actors"], second["actors"] = second["actors"], first["actors"]
    assert value("slot_actors", drafted(events=[first, second])) == 0.0
    assert value("ceaf_ree", drafted(events=[first, second])) == 1.0
    # fillers: workers, municipality, market; one false name more: 2·3 / (4 + 3)
    first["targets"] = [*first["targets"], {"name_ar": None, "name_en": "shopkeepers", "sector": "BUS"}]
    assert value("ceaf_ree", drafted(events=[first, second])) == pytest.approx(6 / 7)


def test_event_count_error_is_the_distance_to_what_is_permitted() -> None:
    events = golds.draft()["events"]
    for given, distance in ((0, 2), (1, 1), (2, 0), (3, 0), (4, 1)):
        assert value("event_count_error", drafted(events=(events * 2)[:given])) == distance


def test_caveats_and_entities() -> None:
    assert value("caveat_recall", drafted(caveats=[])) == 0.0
    assert value("entity_recall", drafted(entities=golds.draft()["entities"][:1])) == 0.5


def test_side_lights_know_only_words() -> None:
    words = " ".join(nugget.text_en for nugget in golds.gold().nuggets)
    same = golds.brief().model_copy(
        update={"summary": [], "headline": golds.brief().headline.model_copy(update={"text_en": words})}
    )
    assert value("chrf", same) == pytest.approx(1.0)
    assert value("rouge_l", same) == pytest.approx(1.0)


def test_effort() -> None:
    assert value("words", drafted(headline_en="One two three", summary=golds.draft()["summary"][2:] * 2)) == 3 + 7 * 2
    assert value("tokens") is None
    made = golds.brief().provenance.model_copy(
        update={"tokens": golds.brief().provenance.tokens.model_copy(update={"prompt": 900, "completion": 50}),
                "cost_usd": 0.002}
    )  # fmt: skip
    told = golds.brief().model_copy(update={"provenance": made})
    assert value("tokens", told) == 950
    assert value("cost_usd", told) == 0.002


def test_what_the_gold_does_not_have_is_undefined_and_nothing_else_is() -> None:
    assert without("must_not_rate", "must_not") is None
    assert without("caveat_recall", "caveats") is None
    assert without("entity_recall", "entities") is None
    assert without("attribution", "events") is None
    for name, metric in METRICS.items():
        if metric.unit == "share":
            empty = METRICS[name].score(Case(golds.reference(), empty_brief(golds.MARKET)))
            assert empty.value is not None, name


def test_support_marks() -> None:
    unsupported = with_sentence(0, text_en="Thirteen workers were killed.")
    # headline, 3 sentences, 2 events, 1 caveat: one of 7
    assert value("marked_unsupported", unsupported) == pytest.approx(1 / 7)
