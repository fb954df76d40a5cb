"""The schemas: files in step with the models, limits kept."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from mujaz.resources import folder
from mujaz.schema import codes
from mujaz.schema.brief import Brief
from mujaz.schema.draft import Draft
from mujaz.schema.files import SCHEMAS, file_text
from tests.support.briefs import brief_of
from tests.support.drafts import checkpoint


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_schema_file_is_in_step_with_the_model(name: str) -> None:
    kept = (folder("schemas") / f"{name}.schema.json").read_text(encoding="utf-8")
    assert kept == file_text(name), "run `make schemas`"


def test_a_brief_survives_its_own_json() -> None:
    brief = brief_of()
    assert Brief.model_validate_json(brief.to_json()) == brief
    assert brief.to_json().startswith('{\n  "schema": "mujaz/brief/1",')


@pytest.mark.parametrize(
    "change",
    [
        {"headline_en": "x" * 161},
        {"headline_evidence": []},
        {"headline_evidence": [0]},
        {"headline_evidence": [1, 2, 3, 4, 5]},
        {"summary": []},
        {"events": [checkpoint()["events"][0]] * 25},
        {"offsets": [1]},
    ],
)
def test_a_draft_outside_its_limits_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Draft.model_validate({**checkpoint(), **change})


def test_every_mode_belongs_to_a_category() -> None:
    import typing

    known = set().union(*codes.MODES.values())
    assert known == set(typing.get_args(codes.Mode))
    assert set(codes.MODES) <= set(typing.get_args(codes.Category))
