"""Systems that know next to nothing: what a score is worth shows beside theirs.

They are made from the system's own answers, never from the gold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mujaz.evaluation.answers import Answer
from mujaz.schema.brief import Brief

__all__ = ["FLOORS"]

_NOTHING: dict[str, object] = {"summary": [], "events": [], "entities": [], "caveats": [], "findings": []}


def _empty(brief: Brief) -> Brief:
    return brief.model_copy(
        update={**_NOTHING, "headline": brief.headline.model_copy(update={"text_en": "", "evidence": []})}
    )


def _headline_only(brief: Brief) -> Brief:
    return brief.model_copy(update=_NOTHING)


def _over(change: Callable[[Brief], Brief]) -> Callable[[Mapping[str, Answer]], dict[str, Answer]]:
    def floor(answers: Mapping[str, Answer]) -> dict[str, Answer]:
        return {
            id_: answer if answer.brief is None else Answer(change(answer.brief)) for id_, answer in answers.items()
        }

    return floor


FLOORS: dict[str, Callable[[Mapping[str, Answer]], dict[str, Answer]]] = {
    "empty brief": _over(_empty),
    "headline only": _over(_headline_only),
}
"""Name -> what it makes of a sample's answers."""
