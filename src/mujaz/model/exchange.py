"""One article's conversation with the model: the answer, our re-asks, and what each attempt cost.

instructor drives the attempts. What it sends, and what it is told about an answer, is decided here, so that
the request depends on no other library's wording: the strict schema, and a re-ask in our own words that names
each place and reason. The best schema-valid draft is kept; when the re-asks are used up it is returned, with
whatever is still wrong in it, for the checks to mark.
"""

from __future__ import annotations

import contextvars
import functools
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import instructor
from instructor.core.exceptions import InstructorRetryException, ResponseParsingError
from pydantic import BaseModel, ValidationError

from mujaz.articles.chat_tokens import break_tokens
from mujaz.errors import EndpointError, InvalidAnswerError, ModelError, RefusedError, TruncatedAnswerError
from mujaz.model.wording import one_line
from mujaz.prompts import Message
from mujaz.schema.draft import Draft

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion
    from openai.types.chat.chat_completion import Choice

__all__ = ["Answer", "Attempt", "Exchange", "Problem", "Review", "Send"]

_log = logging.getLogger("instructor")
_log.addHandler(logging.NullHandler())  # what it logs, our errors say,
_log.propagate = False  # also where another library has set up the root logger (absl, under rouge-score, does)

MAX_PROBLEMS = 12
"""Problems named in one re-ask; a longer list helps no model."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a draft that the model is asked to mend: where (a JSON Pointer), what, and what would do."""

    path: str
    reason: str


Review = Callable[[Draft], Sequence[Problem]]
Send = Callable[[list[Message]], Awaitable["ChatCompletion"]]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one answer cost, in the endpoint's tokens (None where it does not say), and what was wrong with it."""

    prompt_tokens: int | None
    completion_tokens: int | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The best draft of the exchange and all attempts in order.

    `ended` says why the last re-ask brought no answer, None when it did. `sent` are the parameters as really sent.
    `models` are the names under which the endpoint answered, each once.
    """

    draft: Draft
    attempts: tuple[Attempt, ...]
    ended: str | None = None
    sent: Mapping[str, float | int | str | None] = field(default_factory=dict)
    models: tuple[str, ...] = ()


class _RejectedError(ResponseParsingError):
    """An answer goes back to the model; instructor re-asks on this."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(f"{p.path}: {p.reason}" for p in problems), mode="json_schema")
        self.problems = tuple(problems)


_current: contextvars.ContextVar[Exchange] = contextvars.ContextVar("mujaz_exchange")


class _Reply(BaseModel):
    """The type that instructor validates: it hands the text to the running exchange, which returns a `Draft`.

    It has no fields: instructor walks through them anew for every call.
    """

    @classmethod
    def model_json_schema(cls, *_: Any, **__: Any) -> dict[str, Any]:
        return {}  # the transport sends the real one; building it for every call costs milliseconds

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **_: Any) -> Any:
        return _current.get().receive(json_data)


@functools.cache
def _reply_type() -> type[_Reply]:
    return instructor.openai_schema(_Reply)  # once: instructor would otherwise build it anew for every call


@dataclass(slots=True)
class Exchange:
    """Ask for a draft, review it, and ask again at most `reasks` times.

    `send` posts messages to the endpoint and returns its completion; `review` names what is wrong with a
    schema-valid draft (an empty sequence accepts it).
    """

    send: Send
    review: Review
    reasks: int
    _attempts: list[Attempt] = field(default_factory=list)
    _best: tuple[int, Draft] | None = None
    _problems: tuple[Problem, ...] = ()
    _usage: tuple[int | None, int | None] = (None, None)
    _ended: str | None = None
    _models: dict[str, None] = field(default_factory=dict)

    async def run(self, messages: Sequence[Message]) -> Answer:
        """Raises TruncatedAnswerError, RefusedError, InvalidAnswerError, or what `send` raises."""
        create: Any = instructor.patch(create=self._create, mode=instructor.Mode.JSON_SCHEMA)
        token = _current.set(self)
        try:
            await create(response_model=_reply_type(), messages=list(messages), max_retries=self.reasks)
        except InstructorRetryException as error:
            cause = error.__cause__
            if not isinstance(cause, _RejectedError):
                self._end(cause or error)
            elif self._best is None:
                raise InvalidAnswerError(
                    f"the model's answer did not match the schema in {len(self._attempts)} attempts; "
                    f"last: {_listed(cause.problems[:2])}{self._paid()}"
                ) from None
        finally:
            _current.reset(token)
        assert self._best is not None
        return Answer(self._best[1], tuple(self._attempts), self._ended, models=tuple(self._models))

    def _end(self, error: BaseException) -> None:
        """A re-ask ended without an answer: the draft that an earlier answer gave, and that was paid for, is kept.

        Without one, or when the endpoint no longer takes us at all, the error goes on.
        """
        if self._best is None or not isinstance(error, ModelError | EndpointError) or error.stops_run:
            raise error from None
        self._attempts.append(Attempt(*self._usage, ()))
        self._ended = str(error)

    async def _create(self, *, messages: list[Message], **_: Any) -> ChatCompletion:
        """Stands where instructor expects `chat.completions.create`."""
        if self._problems:
            messages[-1] = {"role": "user", "content": _reask(self._problems)}
            content = messages[-2].get("content") or ""
            messages[-2] = {"role": "assistant", "content": content}
        self._usage = (None, None)
        completion = await self.send(messages)
        if not completion.choices:
            completion.choices = [_no_choice()]
        usage = completion.usage
        self._usage = (usage.prompt_tokens, usage.completion_tokens) if usage else (None, None)
        if name := one_line(completion.model, 100):
            self._models[name] = None
        self._refuse_unusable(completion)
        return completion

    def _refuse_unusable(self, completion: ChatCompletion) -> None:
        choice = completion.choices[0]
        if choice.finish_reason == "length":
            raise TruncatedAnswerError(
                f"the answer was cut at {self._usage[1] or 'the maximum of'} tokens; allow more with --max-tokens"
                f"{self._paid(*self._usage)}"
            )
        if choice.finish_reason == "content_filter":
            raise RefusedError(f"the provider's content filter cut the answer{self._paid(*self._usage)}")
        if choice.message.refusal:
            raise RefusedError(f"the model refused: {one_line(choice.message.refusal)}{self._paid(*self._usage)}")

    def _paid(self, prompt: int | None = None, completion: int | None = None) -> str:
        """What the answers so far, and the one with these tokens, have cost: the message of an article without a brief
        is the only place where it can be said."""
        last = (prompt or 0) + (completion or 0)
        used = last + sum((a.prompt_tokens or 0) + (a.completion_tokens or 0) for a in self._attempts)
        return f" ({used:,} tokens were used)" if used else ""

    def receive(self, text: str | bytes | bytearray) -> Draft:
        """Validate and review one answer; raises to make instructor ask again."""
        try:
            draft = Draft.model_validate_json(_unfenced(text))
        except ValidationError as error:
            problems: Sequence[Problem] = _schema_problems(error)
        else:
            problems = self.review(draft)
            if self._best is None or len(problems) <= self._best[0]:
                self._best = (len(problems), draft)
        self._problems = tuple(problems)
        self._attempts.append(Attempt(*self._usage, self._problems))
        if problems:
            raise _RejectedError(problems)
        assert self._best is not None
        return self._best[1]


def _no_choice() -> Choice:
    """An answer without choices counts as an empty one: the model is asked again."""
    from openai.types.chat import ChatCompletionMessage
    from openai.types.chat.chat_completion import Choice

    return Choice(index=0, finish_reason="stop", message=ChatCompletionMessage(role="assistant", content=""))


def _unfenced(text: str | bytes | bytearray) -> str:
    """The JSON object in an answer that may stand in a Markdown fence, between words or behind the model's thinking
    (servers without schema support)."""
    if not isinstance(text, str):
        text = bytes(text).decode("utf-8", "replace")
    text = text.rpartition("</think>")[2]
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


def _schema_problems(error: ValidationError) -> list[Problem]:
    problems = []
    for item in error.errors(include_url=False, include_context=False, include_input=False):
        pointer = "".join(f"/{part}" for part in item["loc"])
        problems.append(Problem(pointer or "/", item["msg"]))
    return problems


def _listed(problems: Sequence[Problem]) -> str:
    return "; ".join(f"{problem.path}: {problem.reason}" for problem in problems)


def _reask(problems: Sequence[Problem]) -> str:
    lines = [f"- {problem.path}: {_one_line(problem.reason)}" for problem in problems[:MAX_PROBLEMS]]
    if len(problems) > MAX_PROBLEMS:
        lines.append(f"- and {len(problems) - MAX_PROBLEMS} more of these kinds")
    return (
        "Your answer was checked against the article. These places are wrong:\n"
        + "\n".join(lines)
        + "\nMend them, change nothing else, and answer with the whole JSON object again. "
        "Leave out what the article does not support."
    )


def _one_line(reason: str) -> str:
    """A reason quotes the answer or the article: no lines of its own, no token of a chat template, not very long."""
    flat = " ".join(break_tokens(reason).text.split())
    return flat if len(flat) <= 240 else f"{flat[:200]} … {flat[-30:]}"
