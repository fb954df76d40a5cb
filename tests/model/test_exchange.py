"""The conversation with the model: what it is asked again, what is kept, and what ends it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from openai.types.chat import ChatCompletion

from mujaz.errors import InvalidAnswerError, RefusedError, TruncatedAnswerError
from mujaz.model.exchange import MAX_PROBLEMS, Answer, Exchange, Problem
from mujaz.prompts import Message
from mujaz.schema.draft import Draft
from tests.support.drafts import as_json, checkpoint

ASKED = [{"role": "system", "content": "Brief it."}, {"role": "user", "content": "[1] خبر {{ x }} {% y %} {# z #}"}]


def completion(content: str | None, finish_reason: str = "stop", refusal: str | None = None) -> ChatCompletion:
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return ChatCompletion.model_validate(
        {
            "id": "x",
            "object": "chat.completion",
            "created": 0,
            "model": "m",
            "choices": [{"index": 0, "message": message, "finish_reason": finish_reason, "logprobs": None}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110},
        }
    )


class Model:
    """Answers in turn, and keeps what it was sent."""

    def __init__(self, *answers: ChatCompletion) -> None:
        self.answers = list(answers)
        self.sent: list[list[Message]] = []

    async def __call__(self, messages: list[Message]) -> ChatCompletion:
        self.sent.append([dict(message) for message in messages])
        return self.answers[len(self.sent) - 1]


def accept(_: Draft) -> Sequence[Problem]:
    return ()


def reject_headline(*bad: str) -> Any:
    def review(draft: Draft) -> Sequence[Problem]:
        return [Problem("/headline_en", f"«{draft.headline_en}» is wrong")] if draft.headline_en in bad else []

    return review


def headed(headline: str) -> ChatCompletion:
    return completion(as_json({**checkpoint(), "headline_en": headline}))


async def run(model: Model, review: Any = accept, reasks: int = 1) -> Answer:
    return await Exchange(model, review, reasks).run(ASKED)


async def test_a_good_answer_is_taken_as_it_is() -> None:
    model = Model(completion(as_json(checkpoint())))
    answer = await run(model)
    assert answer.draft == Draft.model_validate(checkpoint())
    assert [(a.prompt_tokens, a.completion_tokens) for a in answer.attempts] == [(100, 10)]


async def test_messages_go_out_as_given_even_with_template_syntax_in_them() -> None:
    model = Model(completion(as_json(checkpoint())))
    await run(model)
    assert model.sent == [ASKED]


async def test_a_rejected_draft_goes_back_in_our_own_words_with_path_and_reason() -> None:
    model = Model(headed("bad"), headed("good"))
    answer = await run(model, reject_headline("bad"))
    assert answer.draft.headline_en == "good"
    again = model.sent[1]
    assert again[:2] == ASKED
    assert again[2]["role"] == "assistant"
    assert json.loads(again[2]["content"])["headline_en"] == "bad"
    assert set(again[2]) == {"role", "content"}
    assert again[3]["role"] == "user"
    assert "- /headline_en: «bad» is wrong" in again[3]["content"]
    assert "errors.pydantic.dev" not in again[3]["content"]


async def test_usage_is_kept_for_each_attempt_not_added_up() -> None:
    answer = await run(Model(headed("bad"), headed("good")), reject_headline("bad"))
    assert [(a.prompt_tokens, a.completion_tokens) for a in answer.attempts] == [(100, 10), (100, 10)]
    assert [len(a.problems) for a in answer.attempts] == [1, 0]


async def test_when_reasks_are_used_up_the_best_draft_is_kept_with_its_faults() -> None:
    def review(draft: Draft) -> Sequence[Problem]:
        return [Problem("/x", "wrong")] * {"worse": 3, "better": 1, "middling": 2}[draft.headline_en]

    answer = await run(Model(headed("worse"), headed("better"), headed("middling")), review, reasks=2)
    assert answer.draft.headline_en == "better"
    assert len(answer.attempts) == 3


async def test_an_answer_that_does_not_match_the_schema_is_asked_for_again() -> None:
    model = Model(completion('{"headline_en": 5}'), completion(as_json(checkpoint())))
    await run(model)
    said = model.sent[1][3]["content"]
    assert "/summary: Field required" in said
    assert "https://" not in said


async def test_a_valid_draft_survives_a_later_invalid_answer() -> None:
    answer = await run(Model(headed("bad"), completion("sorry")), reject_headline("bad"))
    assert answer.draft.headline_en == "bad"


async def test_an_answer_that_never_matches_the_schema_ends_in_a_clear_error() -> None:
    with pytest.raises(InvalidAnswerError, match="did not match the schema in 2 attempts"):
        await run(Model(completion("no"), completion("{}")))


async def test_an_answer_without_choices_or_content_is_invalid_not_a_crash() -> None:
    empty = completion(None)
    nothing = completion("x")
    nothing.choices = []
    with pytest.raises(InvalidAnswerError):
        await run(Model(empty, nothing))


async def test_a_json_object_in_a_fence_is_found() -> None:
    fenced = f"Here it is:\n```json\n{as_json(checkpoint())}\n```\nDone."
    answer = await run(Model(completion(fenced)), reasks=0)
    assert answer.draft.headline_en == checkpoint()["headline_en"]


async def test_a_cut_answer_is_not_asked_for_again() -> None:
    model = Model(completion('{"headline', finish_reason="length"))
    with pytest.raises(TruncatedAnswerError, match="--max-tokens"):
        await run(model)
    assert len(model.sent) == 1


@pytest.mark.parametrize(
    "refused",
    [completion(None, refusal="I cannot help with that."), completion(None, finish_reason="content_filter")],
)
async def test_a_refusal_is_not_asked_for_again(refused: ChatCompletion) -> None:
    model = Model(refused)
    with pytest.raises(RefusedError):
        await run(model)
    assert len(model.sent) == 1


async def test_a_reask_names_a_bounded_number_of_problems() -> None:
    def review(draft: Draft) -> Sequence[Problem]:
        return [Problem(f"/events/{i}", "wrong") for i in range(50)] if draft.headline_en == "bad" else []

    model = Model(headed("bad"), headed("good"))
    await run(model, review)
    said = model.sent[1][3]["content"]
    assert said.count("\n- /events") == MAX_PROBLEMS
    assert "38 more" in said


async def test_the_same_exchange_sends_the_same_bytes() -> None:
    runs = []
    for _ in range(2):
        model = Model(headed("bad"), headed("good"))
        await run(model, reject_headline("bad"))
        runs.append(json.dumps(model.sent, ensure_ascii=False))
    assert runs[0] == runs[1]
