"""The same briefs and gold give the same numbers, or the scorer has another name.

When this fails on purpose, raise `SCORER` in `mujaz/evaluation/metrics/__init__.py` and write the file anew:
`python -m tests.evaluation.test_pinned_scores`. Runs scored before must then be scored again before they are compared.
"""

from __future__ import annotations

import json
from pathlib import Path

from mujaz.evaluation.answers import Answer
from mujaz.evaluation.metrics import SCORER
from mujaz.evaluation.scoring import score
from mujaz.evaluation.table import Scores
from tests.support import golds

PINNED = Path(__file__).parent / "pinned_scores.json"


def _scores() -> Scores:
    """A faulty brief and a good one, so that most metrics lie between their ends."""
    events = golds.draft()["events"]
    events[0] |= {"category": "crime", "attribution": "the mayor", "evidence": [1, 3]}
    events[0]["where"] |= {"name_en": "Deir al-Qasab", "name_ar": "دير القصب"}
    events[0]["casualties"] = events[0]["casualties"][:1]
    events[1] |= {"status": "denied", "actors": []}
    faulty = golds.brief(
        headline_en="Four killed in market fire", summary=golds.draft()["summary"][:2], events=events, caveats=[]
    )
    answers = {"market": Answer(faulty), "museum": Answer(golds.brief("museum"))}
    return score({name: golds.reference(name) for name in answers}, [answers], "pinned").scores


def _values() -> dict[str, dict[str, float | None]]:
    """By article and metric, without the last digits, in which versions of the libraries may differ."""
    made = _scores()
    return {
        one.article: {
            name: None if (value := one.value(name)) is None else round(value, 9) for name in sorted(made.metrics)
        }
        for one in made.articles
    }


def test_scores_change_only_with_the_name_of_the_scorer() -> None:
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))
    assert (SCORER, _values()) == (pinned["scorer"], pinned["values"]), __doc__


if __name__ == "__main__":
    PINNED.write_text(json.dumps({"scorer": SCORER, "values": _values()}, indent=1) + "\n", encoding="utf-8")
