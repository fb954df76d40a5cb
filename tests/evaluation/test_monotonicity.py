"""A planted error lowers the score that it concerns, more errors never raise one, and order decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mujaz.evaluation.answers import Answer
from mujaz.evaluation.metrics import METRICS
from mujaz.evaluation.scoring import score
from mujaz.schema.brief import Brief
from tests.support import golds

Draft = dict[str, Any]


def _change(path: str, value: Any) -> Callable[[Draft], None]:
    """Set one place of a draft, `events/0/category`."""

    def change(draft: Draft) -> None:
        *way, last = path.split("/")
        node: Any = draft
        for part in way:
            node = node[int(part)] if isinstance(node, list) else node[part]
        node[int(last) if isinstance(node, list) else last] = value

    return change


def _drop(name: str, index: int) -> Callable[[Draft], None]:
    return lambda draft: draft[name].pop(index)


_TOLL = {"kind": "killed", "who": None, "count": 40, "expression_ar": "ثلاثة عمال"}
_INVENTED = {**golds.draft()["events"][1], "category": "aid", "attribution": None, "evidence": [4], "actors": []}

ERRORS: dict[str, tuple[Callable[[Draft], None], tuple[str, ...]]] = {
    "category": (_change("events/0/category", "aid"), ("event_f1", "slot_category")),
    "status": (_change("events/0/status", "planned"), ("event_f1", "slot_status")),
    "role": (_change("events/0/role", "background"), ("slot_role",)),
    "no date": (_change("events/0/when", None), ("event_f1", "slot_when")),
    "no place": (_change("events/0/where", None), ("event_f1", "slot_where", "ceaf_ree")),
    "other place": (_change("events/0/where/name_en", "Tel Aswad"), ("event_f1", "slot_where")),
    "no actor": (_change("events/1/actors", []), ("event_f1", "slot_actors", "ceaf_ree")),
    "other target": (_change("events/0/targets/0/name_en", "children"), ("event_f1", "slot_targets")),
    "wrong toll": (_change("events/0/casualties/0", _TOLL), ("event_f1", "slot_casualties")),
    "toll missing": (_change("events/0/casualties", []), ("event_f1", "slot_casualties")),
    "source lost": (_change("events/0/attribution", None), ("attribution", "slot_attribution")),
    "event missed": (_drop("events", 0), ("event_f1", "attribution", "evidence_recall")),
    "event invented": (lambda draft: draft["events"].append(_INVENTED), ("event_f1", "event_precision")),
    "other passage": (_change("events/0/evidence", [4]), ("evidence_precision", "evidence_recall")),
    "caveat missed": (_drop("caveats", 0), ("caveat_recall",)),
    "entity missed": (_drop("entities", 0), ("entity_recall",)),
    "false headline": (_change("headline_en", "Market fire was arson"), ("must_not_rate",)),
    "false number": (_change("summary/2/text_en", "850 people fled."), ("unsupported_numbers",)),
    "false name": (_change("summary/2/text_en", "Marwan Tabbakh resigned."), ("unsupported_names",)),
}


def _brief(errors: list[str]) -> Brief:
    draft = golds.draft()
    for name in errors:
        ERRORS[name][0](draft)
    return golds.brief(document=draft)


def _quality(metric: str, brief: Brief) -> float:
    """The value turned so that more is better."""
    value = METRICS[metric].score(golds.case(brief)).value
    assert value is not None
    return -value if METRICS[metric].better == "lower" else value


@pytest.mark.parametrize("error", ERRORS)
def test_a_planted_error_lowers_the_scores_that_it_concerns(error: str) -> None:
    for metric in ERRORS[error][1]:
        assert _quality(metric, _brief([error])) < _quality(metric, golds.brief()), metric


_SLOTS = ["category", "status", "no date", "other place", "no actor", "other target", "wrong toll"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(_SLOTS), st.integers(0, len(_SLOTS) - 1))
def test_one_wrong_slot_more_never_raises_event_f1(order: list[str], number: int) -> None:
    assert _quality("event_f1", _brief(order[: number + 1])) <= _quality("event_f1", _brief(order[:number]))


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(range(2)), st.permutations(range(3)), st.sampled_from(sorted(ERRORS)))
def test_the_order_of_events_and_sentences_changes_no_score(events: list[int], summary: list[int], error: str) -> None:
    draft = golds.draft()
    ERRORS[error][0](draft)
    told = golds.brief(document=draft)
    other = golds.brief(
        document={
            **draft,
            "events": [draft["events"][i] for i in events if i < len(draft["events"])] + draft["events"][2:],
            "summary": [draft["summary"][i] for i in summary],
        }
    )
    if len(draft["events"]) < 2:
        other = other.model_copy(update={"events": told.events})
    for name, metric in METRICS.items():
        if name not in ("chrf", "rouge_l"):  # they read one running text
            assert metric.score(golds.case(told)).value == metric.score(golds.case(other)).value, name


def test_the_order_of_articles_changes_no_average() -> None:
    references = {name: golds.reference(name) for name in ("market", "museum")}
    answers = {"market": Answer(_brief(["category"])), "museum": Answer(golds.brief("museum"))}
    forth = score(references, [answers], "x").scores
    back = score(dict(reversed(references.items())), [answers], "x").scores
    assert back.signature == forth.signature
    for metric in METRICS:
        assert back.macro(metric) == forth.macro(metric)
        assert back.micro(metric) == forth.micro(metric)
