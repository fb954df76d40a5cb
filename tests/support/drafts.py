"""Written drafts: what a careful model might answer. Written for the tests, not any model's output."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

__all__ = ["CHECKPOINT", "answer_from_prompt", "as_json", "checkpoint", "segments_of"]

CHECKPOINT = Path(__file__).parents[2] / "eval" / "articles" / "wadi-sukkar-checkpoint.json"

_SEGMENT = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)


def checkpoint() -> dict[str, Any]:
    """A draft of the shipped article, as a careful editor would fill it in; a fresh copy."""
    text = (Path(__file__).parent / "checkpoint.draft.json").read_text(encoding="utf-8")
    draft: dict[str, Any] = json.loads(text)
    return draft


def as_json(draft: dict[str, Any]) -> str:
    return json.dumps(draft, ensure_ascii=False)


def segments_of(request: dict[str, Any]) -> dict[int, str]:
    """The numbered segments of the article in a request."""
    return {int(number): text for number, text in _SEGMENT.findall(request["messages"][1]["content"])}


def answer_from_prompt(request: dict[str, Any]) -> str:
    """A plain answer to any article: statements that only point at segments, and expressions copied from them."""
    segments = segments_of(request)
    numbers = sorted(segments)
    opening = " ".join(segments[numbers[0]].split()[:2])
    return as_json(
        {
            "headline_en": "The article opens with its main report",
            "headline_evidence": numbers[:1],
            "summary": [
                {"text_en": "The outlet opens with a report.", "attribution": None, "evidence": numbers[:1]},
                {"text_en": "The outlet closes with a remark.", "attribution": None, "evidence": numbers[-1:]},
            ],
            "events": [
                {
                    "description_en": "The outlet reports an event.",
                    "attribution": None,
                    "role": "main",
                    "category": "statement",
                    "mode": None,
                    "status": "asserted",
                    "evidence": numbers[:1],
                    "when": None,
                    "where": None,
                    "actors": [{"name_ar": opening, "name_en": "The opening words", "sector": "UNK"}],
                    "targets": [],
                    "casualties": [],
                    "accounts": [],
                }
            ],
            "entities": [],
            "caveats": [],
        }
    )
