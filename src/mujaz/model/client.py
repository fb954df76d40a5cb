"""The one client of all endpoints: openai's AsyncOpenAI under instructor, with one layer of retries."""

from __future__ import annotations

import asyncio
import email.utils
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx2
import openai
import tenacity

from mujaz.errors import MujazError, NoModelError, UnknownModelError, UsageError
from mujaz.model.dialect import Dialect
from mujaz.model.endpoint import Endpoint
from mujaz.model.exchange import Answer, Exchange, Review
from mujaz.model.failures import is_transient, received, translate
from mujaz.model.limits import ASK_ABOVE, demand_room, estimate_tokens
from mujaz.prompts import Message, Parameters

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

__all__ = ["CarriedError", "Client", "Retries", "direct_client"]

_CONNECT_SECONDS = 10.0
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


@dataclass(frozen=True, slots=True)
class Retries:
    """The one layer of transport retries: `tries` in all, waiting `first` seconds and twice as long each time,
    or what Retry-After says, at most `longest` seconds."""

    tries: int = 4
    first: float = 0.5
    longest: float = 60.0

    def wait(self, state: tenacity.RetryCallState) -> float:
        """Seconds before the next try."""
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, openai.APIStatusError):
            asked = _retry_after(error.response.headers.get("retry-after"))
            if asked is not None:
                return min(asked, self.longest)
        return min(self.first * 2.0 ** (state.attempt_number - 1), self.longest)


class CarriedError(openai.OpenAIError):
    """An error of ours on its way from a transport through the client library, which lets its own pass unchanged and
    would retry or rename any other."""

    def __init__(self, error: MujazError) -> None:
        super().__init__(str(error))
        self.error = error


class Client:
    """Asks one endpoint for drafts. Use as an async context manager, in one event loop.

    `timeout` is in seconds, for one answer. `http_client` takes the place of the network, `dialect` is what the
    endpoint is known to accept; both come with recordings.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        timeout: float = 600.0,
        retries: Retries | None = None,
        http_client: httpx2.AsyncClient | None = None,
        dialect: Dialect | None = None,
    ) -> None:
        if endpoint.base_url is None:
            raise NoModelError("The embedded model has not been started.")
        self.endpoint = endpoint
        self.dialect = dialect or Dialect.first_for(endpoint)
        self._retries = retries or Retries()
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
                    listed = ", ".join(names[:8]) or "none"
                    raise UnknownModelError(
                        f"{self.endpoint.base_url}: name the model with --model or MUJAZ_MODEL (it serves: {listed})."
                    )
                self._model = names[0]
                self.endpoint = replace(self.endpoint, model=self._model)
            return self._model

    async def models(self) -> list[tuple[str, int | None]]:
        """Models the endpoint lists, each with its context in tokens where the endpoint tells it."""
        listed = await self._retrying(self._openai.models.list)
        return [(model.id, _context_of(model.model_dump())) for model in listed.data]

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
        while True:
            tried = self.dialect
            try:
                return await self._once_or_again(model=model, **tried.body(messages, parameters)), tried
            except openai.APIStatusError as error:
                if error.status_code not in (400, 422):
                    raise translate(error, self.endpoint, self._retries.tries) from error
                # another request of this run may have given up the same part already
                following = tried.without(error) if self.dialect == tried else self.dialect
                if following is None:
                    raise translate(error, self.endpoint) from error
                self.dialect = following
            except CarriedError as carried:
                raise carried.error from None
            except (openai.OpenAIError, ValueError) as error:
                raise translate(error, self.endpoint, self._retries.tries) from error

    async def _once_or_again(self, *, model: str, messages: list[Message], **rest: Any) -> ChatCompletion:
        # The library walks through all that it takes by name, and through our schema for a millisecond. What goes past
        # it comes last in the body, and in its order: that of the alphabet.
        beside = dict(sorted(rest.items()))
        create: Any = self._openai.chat.completions.create
        answer = await self._with_retries(lambda: create(model=model, messages=messages, extra_body=beside))
        return received(answer, self.endpoint)

    async def _retrying(self, call: Callable[[], Any]) -> Any:
        try:
            return await self._with_retries(call)
        except CarriedError as carried:
            raise carried.error from None
        except (openai.OpenAIError, ValueError) as error:
            raise translate(error, self.endpoint, self._retries.tries) from error

    async def _with_retries(self, call: Callable[[], Any]) -> Any:
        retrying = tenacity.AsyncRetrying(
            stop=tenacity.stop_after_attempt(self._retries.tries),
            retry=tenacity.retry_if_exception(is_transient),
            wait=self._retries.wait,
            reraise=True,
        )
        return await retrying(_awaited, call)


def direct_client(endpoint: Endpoint) -> httpx2.AsyncClient:
    """The HTTP client for the endpoint. Loopback is reached directly: no proxy of the environment may come between,
    and see the articles. Raises UsageError for a proxy or certificate setting that cannot be used."""
    loopback = urlsplit(endpoint.base_url or "").hostname in ("127.0.0.1", "localhost", "::1")
    try:
        return openai.DefaultAsyncHttpx2Client(trust_env=not loopback)
    except (ValueError, OSError) as error:
        raise UsageError(f"The connection cannot be set up: {error}. Check proxies and SSL_CERT_FILE.") from error


async def _awaited(call: Callable[[], Any]) -> Any:
    return await call()


def _retry_after(value: str | None) -> float | None:
    """Seconds that a Retry-After header asks for, from its number or date form (RFC 9110, 10.2.3)."""
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        when = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, when.timestamp() - time.time())


def _context_of(model: dict[str, Any]) -> int | None:
    """Context length in a model's description: vLLM, llama.cpp and OpenRouter each name it differently."""
    meta = model.get("meta") or {}
    for value in (
        model.get("max_model_len"),
        meta.get("n_ctx"),
        model.get("context_length"),
        meta.get("n_ctx_train"),
    ):
        if isinstance(value, int) and value > 0:
            return value
    return None
