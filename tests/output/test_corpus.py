"""The briefs that the other tests look at really hold hostile text everywhere."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from mujaz.schema.brief import Brief
from tests.render.brief_building import sample
from tests.render.hostile_text import crowd, free_text_fields

_WORD = "\u2603"


def holders(part: Any, model: str = "") -> set[tuple[str, str]]:
    """Model and field of every string under `part` that holds the word."""
    found: set[tuple[str, str]] = set()
    if isinstance(part, list):
        for each in part:
            found |= holders(each)
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if _WORD in json.dumps(value, default=lambda _: "", ensure_ascii=False):
                found.add((type(part).__name__, name))
            found |= holders(value)
    return found


def test_every_field_that_may_hold_any_string_is_steeped() -> None:
    assert free_text_fields(Brief) <= holders(crowd(sample(), [_WORD]))
    assert ("Provenance", "parameters") in free_text_fields(Brief)
    assert ("BriefEvent", "role") not in free_text_fields(Brief)


def test_whatever_the_page_can_cite_keeps_its_place_and_everything_else_is_steeped() -> None:
    raw = sample().headline.evidence[0].quote
    citing = {
        ("Evidence", "quote"),
        ("Slot", "quote"),
        ("Slot", "path"),
        ("Finding", "path"),
        ("ArticleInfo", "raw_sha256"),
    }
    assert free_text_fields(Brief) - citing == holders(crowd(sample(), [_WORD], raw))
