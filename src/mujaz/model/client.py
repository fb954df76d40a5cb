"""The one client of all endpoints: openai's AsyncOpenAI under instructor, with one layer of retries."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any

import httpx2
import openai
import tenacity

from mujaz.errors import MujazError, NoModelError, UnknownModelError
from mujaz.model.completion import received
from mujaz.model.connection import direct_client, document_of
from mujaz.model.dialect import Dialect
from mujaz.model.endpoint import Endpoint
from mujaz.model.exchange import Answer, Exchange, Review
from mujaz.model.failures import is_transient, translate
from mujaz.model.limits import ASK_ABOVE, demand_room, estimate_tokens
from mujaz.model.waiting import Retries, in_words
from mujaz.model.wording import one_line
from mujaz.prompts import Message, Parameters

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

__all__ = ["CarriedError", "Client", "Retries", "direct_client"]

_CONNECT_SECONDS = 10.0
_NOTICED = 3.0
"""Seconds of waiting from which on it is said."""
_PROBE = {
    "type": "json_schema",
    "json_schema": {
        "name": "probe",
        "strict": True,
        "schema": {
            "type": "object",
            "properties": {"obeyed": {"type": "string", "enum": ["yes"]}},
            "required": ["obeyed"],
            "additionalProperties": False,
        },
    },
}
"""A schema with a single valid answer, which nobody gives by chance."""


class CarriedError(openai.OpenAIError):
    """An error of ours on its way from a transport through the client library, which lets its own pass unchanged and
    would retry or rename any other."""

    def __init__(self, error: MujazError) -> None:
        super().__init__(str(error))
        self.error = error


class Client:
    """Asks one endpoint for drafts. Use as an async context manager, in one event loop.

    `timeout` is in seconds, for one whole answer. `http_client` takes the place of the network, `dialect` is what the
    endpoint is known to accept; both come with recordings. `tell` hears of waits that a person would notice.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        timeout: float = 600.0,
        retries: Retries | None = None,
        http_client: httpx2.AsyncClient | None = None,
        dialect: Dialect | None = None,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        if endpoint.base_url is None:
            raise NoModelError("The embedded model has not been started.")
        self.endpoint = endpoint
        self.dialect = dialect or Dialect.first_for(endpoint)
        self._taken: set[Dialect] = set()
        self._retries = retries or Retries()
        self._tell = tell
        self._openai = openai.AsyncOpenAI(
            base_url=endpoint.base_url,
            api_key=endpoint.api_key or "none",
            organization="" if endpoint.kind != "openai" else None,
            project="" if endpoint.kind != "openai" else None,
            max_retries=0,
            timeout=httpx2.Timeout(timeout, connect=min(timeout, _CONNECT_SECONDS)),
            http_client=http_client or direct_client(endpoint),
        )
        self._model = endpoint.model
        self._model_lock = asyncio.Lock()

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._openai.close()

    async def model(self) -> str:
        """The model's name; asks an endpoint that serves a single one when none was given."""
        async with self._model_lock:
            if self._model is None:
                names = [name for name, _ in await self.models()]
                if len(names) != 1:
                    listed = one_line(", ".join(names[:8])) or "none"
                    raise UnknownModelError(
                        f"{self.endpoint.base_url}: name the model with --model or MUJAZ_MODEL (it serves: {listed})."
                    )
                self._model = names[0]
                self.endpoint = replace(self.endpoint, model=self._model)
            return self._model

    async def models(self) -> list[tuple[str, int | None]]:
        """Models the endpoint lists, each with its context in tokens where the endpoint tells it."""

        async def get() -> Any:
            return document_of(await self._openai.get("/models", cast_to=httpx2.Response))

        listed = await self._retrying(get)
        data = listed.get("data") if isinstance(listed, dict) else None
        models = [model for model in data if isinstance(model, dict)] if isinstance(data, list) else []
        return [(model["id"], _context_of(model)) for model in models if isinstance(model.get("id"), str)]

    async def context(self) -> int | None:
        """Tokens of context of the model in use; None when the endpoint does not tell."""
        if self.endpoint.context is None:
            try:
                found = dict(await self.models()).get(await self.model())
            except MujazError:
                return None  # some servers list no models; the request itself will tell
            self.endpoint = replace(self.endpoint, context=found)
        return self.endpoint.context

    async def schema_support(self) -> str:
        """What the endpoint makes of schemas, in words: whether it takes ours, and whether it obeys a small one.

        Asks for two very small answers.
        """
        model = await self.model()
        asked: list[Message] = [{"role": "user", "content": "Answer with the word no."}]
        await self._complete(model, asked, Parameters(temperature=0.0, max_tokens=64, seed=None))
        if self.dialect.schema == "prompt":
            return "none: the schema is put into the prompt"
        limits = "" if self.dialect.schema == "full" else " without length limits"
        answer = await self._once_or_again(model=model, messages=asked, response_format=_PROBE)
        said = answer.choices[0].message.content if answer.choices else None
        if said is None or "".join(said.split()) != '{"obeyed":"yes"}':
            return f"accepted{limits}, but not obeyed: answers may need re-asks"
        return f"strict JSON schema{limits}"

    async def find_dialect(self) -> None:
        """Ask for one very small answer in our schema: then `dialect` is what the endpoint takes. Raises as `draft`."""
        asked: list[Message] = [{"role": "user", "content": "Answer with the word no."}]
        await self._complete(await self.model(), asked, Parameters(temperature=0.0, max_tokens=64, seed=None))

    async def draft(self, messages: Sequence[Message], parameters: Parameters, review: Review, reasks: int) -> Answer:
        """Ask for a draft and re-ask at most `reasks` times. Raises errors of `mujaz.errors` only."""
        model = await self.model()
        if self.endpoint.context or estimate_tokens(messages) > ASK_ABOVE:
            context = await self.context()
            if context:
                demand_room(messages, parameters, context)

        used = self.dialect

        async def send(conversation: list[Message]) -> ChatCompletion:
            nonlocal used
            completion, used = await self._complete(model, conversation, parameters)
            return completion

        answer = await Exchange(send, review, reasks).run(messages)
        return replace(answer, sent=used.sent(parameters))

    async def _complete(
        self, model: str, messages: list[Message], parameters: Parameters
    ) -> tuple[ChatCompletion, Dialect]:
        """The endpoint's completion, and the dialect in which it took the request."""
        first = self.dialect
        while True:
            tried = self.dialect
            try:
                answer = await self._once_or_again(model=model, **tried.body(messages, parameters))
            except openai.APIStatusError as error:
                # another request of this run may have given up the same part already
                following = tried.without(error) if self.dialect == tried else self.dialect
                if error.status_code not in (400, 422) or following is None:
                    if error.status_code in (400, 422) and self.dialect not in self._taken:
                        self.dialect = first  # nothing that was given up made it better: that was not the reason
                    raise self._translated(error) from error
                self.dialect = following
            except CarriedError as carried:
                raise carried.error from None
            except (openai.OpenAIError, ValueError) as error:
                raise self._translated(error) from error
            else:
                self._taken.add(tried)
                return answer, tried

    async def _once_or_again(self, *, model: str, messages: list[Message], **rest: Any) -> ChatCompletion:
        # Straight to the path: `chat.completions.create` walks through all that goes in and comes out, for a
        # millisecond, and trusts what it builds. In its order: messages, model, then that of the alphabet.
        body = {"messages": messages, "model": model, **dict(sorted(rest.items()))}

        async def post() -> Any:
            return document_of(await self._openai.post("/chat/completions", body=body, cast_to=httpx2.Response))

        return received(await self._with_retries(post), self.endpoint)

    async def _retrying(self, call: Callable[[], Any]) -> Any:
        try:
            return await self._with_retries(call)
        except CarriedError as carried:
            raise carried.error from None
        except (openai.OpenAIError, ValueError) as error:
            raise self._translated(error) from error

    def _translated(self, error: openai.OpenAIError | ValueError) -> MujazError:
        return translate(error, self.endpoint, self._retries.made(error))

    async def _with_retries(self, call: Callable[[], Any]) -> Any:
        retrying = tenacity.AsyncRetrying(
            stop=self._retries.stop,
            retry=tenacity.retry_if_exception(is_transient),
            wait=self._retries.wait,
            before_sleep=self._tell_of,
            reraise=True,
        )
        return await retrying(call)

    def _tell_of(self, state: tenacity.RetryCallState) -> None:
        """Say that a wait begins, when it is long enough to be wondered at."""
        seconds = state.next_action.sleep if state.next_action else 0.0
        error = state.outcome.exception() if state.outcome else None
        if seconds >= _NOTICED and isinstance(error, openai.OpenAIError):
            self._tell(f"{translate(error, self.endpoint)} Next try in {in_words(seconds)}.")


def _context_of(model: dict[str, Any]) -> int | None:
    """Context length in a model's description: vLLM, llama.cpp and OpenRouter each name it differently."""
    meta = model.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    for value in (
        model.get("max_model_len"),
        meta.get("n_ctx"),
        model.get("context_length"),
        meta.get("n_ctx_train"),
    ):
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
    return None
