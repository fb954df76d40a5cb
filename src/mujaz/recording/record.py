"""Record: a live endpoint answers, and each article's conversation is written when it is over."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import urlsplit

import httpx2

from mujaz.errors import EndpointError, ModelError, MujazError, OutputError, RecordingError
from mujaz.model.client import CarriedError, direct_client
from mujaz.model.dialect import Dialect, schema_sha256
from mujaz.model.endpoint import Endpoint
from mujaz.prompts import Parameters, Prompt
from mujaz.recording import files
from mujaz.recording.cassette import ENDPOINT, Cassette, Interaction, file_name, key_of
from mujaz.recording.choice import RecordTo
from mujaz.recording.current import Take, current
from mujaz.recording.manifest import Entry, Manifest
from mujaz.recording.replay import answered
from mujaz.recording.secrets import (
    REQUEST_HEADERS,
    RESPONSE_HEADERS,
    address,
    clean_answer,
    kept_headers,
    secrets_of,
)
from mujaz.recording.shared import SharedParts

__all__ = ["Recorder"]

State = Callable[[], tuple[Endpoint, Dialect]]
"""What the client at work has found out by now: the model's name, the context, what the endpoint takes."""


class Recorder:
    """Writes what a live endpoint answers into the recording set in `folder`. Use as a context manager or `close` it.

    An article's file is written, complete, when its conversation has ended with a draft or with something the model
    did (a refusal, a cut answer); a conversation that the endpoint ended (no connection, no key) leaves it as it was.
    Several runs may record into one folder at a time, each article's file being that of the last one; of those that
    complete a set (`keep` or `other_prompt`) there is one at a time.

    An answer that cannot be written is paid all the same, so its brief is given to the caller first: the OutputError
    comes with the next request, or from `close`.

    Raises RecordingError when the set belongs to another model or prompt, or when another run completes it.
    """

    def __init__(
        self,
        chosen: RecordTo,
        *,
        endpoint: Endpoint,
        prompt: Prompt,
        parameters: Parameters,
        max_tokens: int | None,
        reasks: int,
        warn: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.folder = folder = chosen.folder
        self._prompt, self._parameters, self._max_tokens, self._reasks = prompt, parameters, max_tokens, reasks
        self._answered_by, self._keep, self._warn = chosen.answered_by, chosen.keep, warn
        self._manifest = Manifest.load(folder)
        self._other_prompt = chosen.other_prompt
        self._demand_same(endpoint)
        self._lock = threading.RLock()
        self._held: contextlib.AbstractContextManager[None] | None = None
        self._shared = SharedParts(folder)
        self._old: dict[str, Cassette | None] = {}
        self._takes: Counter[str] = Counter()
        self._running: dict[Take, _Conversation] = {}
        self._samples: dict[str, dict[int, _Conversation]] = {}
        self._unwritten: OutputError | None = None

    def _demand_same(self, endpoint: Endpoint) -> None:
        set_ = self._manifest
        if set_ is None or not set_.articles:
            return
        for what, is_, was in (
            ("the model", endpoint.model, set_.model),
            ("the kind of endpoint", endpoint.kind, set_.endpoint),
            *(() if self._other_prompt else self._own(set_)),
        ):
            if is_ != was and not (is_ is None and what == "the model"):  # not known yet
                raise RecordingError(
                    f"{self.folder}: holds recordings of another kind: {what} is {was} there, {is_} here. "
                    "Record into another folder, or remove this one."
                )

    def _own(self, set_: Manifest) -> tuple[tuple[str, object, object], ...]:
        """What replay takes from the manifest for all articles alike, besides the model."""
        return (
            ("the prompt", self._prompt.spec, set_.prompt),
            ("the number of re-asks", self._reasks, set_.reasks),
            ("the bound on the answer", self._max_tokens, set_.max_tokens),
        )

    def __enter__(self) -> Recorder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let other runs record into the folder; may be called twice. Raises OutputError when something could not be
        written and nobody knows yet."""
        held, self._held = self._held, None
        if held is not None:
            held.__exit__(None, None, None)
        self._tell_unwritten()

    def _tell_unwritten(self) -> None:
        error, self._unwritten = self._unwritten, None
        if error is not None:
            raise error

    def http_client(self, endpoint: Endpoint, state: State) -> httpx2.AsyncClient:
        """A client for the openai library that reaches the endpoint and records what passes."""
        self._demand_same(endpoint)
        with self._lock:
            if self._held is None:
                held = files.held(self.folder) if self._keep or self._other_prompt else contextlib.nullcontext()
                held.__enter__()
                self._held = held
                with files.locked(self.folder):
                    lost = self._shared.mend()
                if lost:
                    self._warn(f"{self._shared.path}: was damaged; recordings that need {', '.join(lost)} are lost.")
        return httpx2.AsyncClient(transport=_Transport(self, direct_client(endpoint), state), trust_env=False)

    def recorded(self, method: str, uri: str, body: bytes) -> Interaction | None:
        """With `keep`: the exchange that is there already for this request of the running conversation.

        Raises OutputError when an earlier answer could not be written: no more are paid.
        """
        self._tell_unwritten()
        take = current()
        if not self._keep or take is None or method.upper() == "GET":
            return None
        with self._lock:
            return self._conversation(take).reuse(key_of(method, uri, body))

    def add(self, interaction: Interaction, state: State) -> None:
        """Note an exchange of the running conversation; what belongs to none is written at once."""
        take = current()
        with self._lock:
            if take is None or interaction.method.upper() == "GET":
                self._add_to_endpoint(interaction)
            else:
                self._conversation(take).add(interaction, state)

    def failed(self) -> None:
        """Note that the endpoint gave no answer to a request of the running conversation."""
        take = current()
        with self._lock:
            if take is not None:
                self._conversation(take).broken = True

    def _add_to_endpoint(self, interaction: Interaction) -> None:
        if not answered(interaction):
            return
        path = self.folder / ENDPOINT
        with files.locked(self.folder):
            self._shared.refresh()
            try:
                known = Cassette.load(path, self._shared)
            except RecordingError:
                known = None
            others = [one for one in known.interactions if one.key != interaction.key] if known else []
            Cassette(path.stem, [*others, interaction]).save(path, self._shared)

    def _conversation(self, take: Take) -> _Conversation:
        if take not in self._running:
            name = take.article.id
            self._takes[name] += 1
            number = self._takes[name]
            old = self._cassette(name) if self._keep else None
            self._running[take] = _Conversation(number, old.sample(number) if old else [])
            take.at_end(lambda error: self._end(take, error))
        return self._running[take]

    def _cassette(self, name: str) -> Cassette | None:
        if name not in self._old:
            try:
                self._old[name] = Cassette.load(self.folder / file_name(name), self._shared)
            except RecordingError:
                self._old[name] = None  # a damaged file is what recording again mends
        return self._old[name]

    def _end(self, take: Take, error: BaseException | None) -> None:
        with self._lock:
            ended = self._running.pop(take)
            if not _worth_keeping(error) or ended.state is None:
                return
            name = take.article.id
            if ended.broken:
                self._warn(f"{name}: not recorded: the endpoint failed in the middle of the conversation.")
                return
            ended.end(error)
            samples = self._samples.setdefault(name, {})
            samples[ended.number] = ended
            try:
                with files.locked(self.folder):
                    self._shared.refresh()
                    self._manifest = Manifest.load(self.folder)
                    self._write(take, samples)
            except OutputError as failed:
                if self._keep:  # for whom the recording is all there is
                    raise
                self._unwritten = failed

    def _write(self, take: Take, samples: Mapping[int, _Conversation]) -> None:
        """Write the article's file, then the manifest that lists it."""
        name = take.article.id
        for state in [one.state for one in samples.values() if one.state]:
            self._demand_same(state[0])  # by now the endpoint has told which model it serves
        old = self._cassette(name) if self._keep else None
        entry = self._manifest.articles.get(name) if self._manifest and old else None
        kept = [n for n in range(1, old.samples + 1) if n not in samples] if old else []
        interactions: list[Interaction] = []
        outcomes: list[str] = []
        for sample, number in enumerate(sorted({*samples, *kept}), start=1):
            new = samples.get(number)
            found = new.interactions if new else old.sample(number) if old else []
            interactions += [replace(one, sample=sample) for one in found]
            before = entry.outcomes[number - 1] if entry and number <= len(entry.outcomes) else "draft"
            outcomes.append(new.outcome if new else before)
        Cassette(name, interactions).save(self.folder / file_name(name), self._shared)
        usage = [one.usage() for one in interactions]
        seconds = sum(one.seconds for one in samples.values()) + (entry.seconds if entry and kept else 0.0)
        self._list(
            name,
            samples[max(samples)],
            Entry(
                raw_sha256=take.article.sha256,
                file=file_name(name),
                samples=len(outcomes),
                requests=len(interactions),
                prompt_tokens=sum(prompt for prompt, _ in usage),
                completion_tokens=sum(completion for _, completion in usage),
                seconds=round(seconds, 1),
                recorded=datetime.now(UTC).date().isoformat(),
                outcomes=outcomes,
            ),
        )

    def _list(self, name: str, last: _Conversation, entry: Entry) -> None:
        assert last.state is not None
        endpoint, dialect = last.state
        model = endpoint.model or ""
        known = self._manifest
        said = self._answered_by or (known.answered_by if known else f"{model} at {_kind(endpoint)}")
        self._manifest = Manifest(
            answered_by=said,
            model=model,
            endpoint=endpoint.kind,
            path_prefix=urlsplit(endpoint.base_url or "").path.rstrip("/"),
            context=endpoint.context,
            recorded=entry.recorded,
            prompt=self._prompt.spec,
            prompt_sha256=self._prompt.sha256,
            schema_sha256=schema_sha256(),
            parameters=self._parameters,
            max_tokens=self._max_tokens,
            dialect=dialect,
            reasks=self._reasks,
            articles=known.articles if known else {},
        ).with_entry(name, entry)
        self._manifest.save(self.folder)


def _kind(endpoint: Endpoint) -> str:
    return {
        "embedded": "the embedded engine (llama.cpp)",
        "openai": "api.openai.com",
        "compatible": "an OpenAI-compatible server",
    }[endpoint.kind]


def _worth_keeping(error: BaseException | None) -> bool:
    """Whether the conversation is a result: a draft, or what the model did instead of one.

    A plain ModelError is an endpoint that would not take the request.
    """
    if error is None or isinstance(error, ModelError):
        return type(error) is not ModelError
    return isinstance(error, Exception) and not isinstance(error, EndpointError | RecordingError)


_PASSING = (408, 409, 429)
"""Refusals that another try may overcome."""


class _Conversation:
    """One running or finished conversation: what was asked and answered, and what may be used again."""

    def __init__(self, number: int, old: list[Interaction]) -> None:
        self.number = number
        self.interactions: list[Interaction] = []
        self.state: tuple[Endpoint, Dialect] | None = None
        self.outcome = "draft"
        self.broken = False
        self.seconds = 0.0
        self._began = time.monotonic()
        self._old = [one for one in old if answered(one)]
        self._state: State | None = None

    def reuse(self, key: tuple[str, str, str]) -> Interaction | None:
        for index, interaction in enumerate(self._old):
            if interaction.key == key:
                return self._old.pop(index)
        return None

    def add(self, interaction: Interaction, state: State) -> None:
        self.interactions.append(interaction)
        self.broken = interaction.status in _PASSING or interaction.status >= 500
        self._state = state
        self.state = state()

    def end(self, error: BaseException | None) -> None:
        self.seconds = time.monotonic() - self._began
        if self._state is not None:
            self.state = self._state()
        if error is not None:
            self.outcome = " ".join(f"{type(error).__name__}: {error}".split())[:300]


class _Transport(httpx2.AsyncBaseTransport):
    """Passes requests on through a whole client of its own, so that proxies of the environment keep working."""

    def __init__(self, recorder: Recorder, live: httpx2.AsyncClient, state: State) -> None:
        self._recorder, self._live, self._state = recorder, live, state

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        body = await request.aread()
        try:
            known = self._recorder.recorded(request.method, str(request.url), body)
            if known is None:
                known = await self._ask(request, body)
            self._recorder.add(known, self._state)
        except MujazError as error:
            raise CarriedError(error) from None
        except (httpx2.HTTPError, OSError):
            self._recorder.failed()
            raise
        return httpx2.Response(known.status, headers=list(known.headers), content=known.answer, request=request)

    async def _ask(self, request: httpx2.Request, body: bytes) -> Interaction:
        response = await self._live.send(request, stream=True, follow_redirects=False)
        try:
            content = await response.aread()  # decompressed
        finally:
            await response.aclose()
        uri = str(request.url)
        secrets = secrets_of(uri, request.headers.multi_items(), response.headers.multi_items())
        return Interaction(
            method=request.method,
            uri=address(uri),
            request_headers=kept_headers(request.headers.multi_items(), REQUEST_HEADERS),
            request=body,
            status=response.status_code,
            reason=response.reason_phrase,
            headers=kept_headers(response.headers.multi_items(), RESPONSE_HEADERS),
            answer=clean_answer(content, response.status_code, secrets),
        )

    async def aclose(self) -> None:
        await self._live.aclose()
