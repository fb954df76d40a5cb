"""The library's front door: a configured model and prompt that turns articles into briefs."""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from mujaz import prompts
from mujaz.articles.article import Article
from mujaz.errors import RecordingError, UsageError
from mujaz.loop_thread import LoopThread
from mujaz.model.client import Client, Retries
from mujaz.model.endpoint import Endpoint, choose
from mujaz.model.local import CONTEXT, EmbeddedServer
from mujaz.model.price import price_of
from mujaz.pipeline import Settings, brief_article
from mujaz.recording.choice import RecordTo, ReplayFrom
from mujaz.schema.brief import Brief
from mujaz.support import Policy

if TYPE_CHECKING:
    from mujaz.recording.record import Recorder
    from mujaz.recording.replay import Replay

__all__ = ["Summarizer"]


class Summarizer:
    """Turns articles into briefs with one model and one prompt.

    `model` is a name the endpoint knows, or the path of a .gguf file for the embedded engine; with neither model,
    `base_url` nor `api_key`, the environment decides (see `mujaz.model.endpoint.choose`). `prompt` is `name@version`
    or a folder. `unsupported` says what becomes of statements whose evidence fails: "mark", "drop" or "fail".
    `reasks` (0 to 3) is how often the model may mend its answer; `max_tokens` bounds the answer; `timeout` is in
    seconds for one answer; `context` is the embedded model's, in tokens. `say` receives progress, `warn` warnings.

    `record` names a folder into which the exchanges with the model are written; `replay` names such a folder, which
    then answers instead of any endpoint: model, prompt, parameters and re-asks are the recorded ones where nothing else
    is given. `RecordTo` and `ReplayFrom` say more about either.

    Nothing is loaded or called before the first brief. Close it, or use it as a context manager (`async with` where you
    await `abrief`: connections are closed in the loop that made them); the embedded model runs until then. Raises
    errors of `mujaz.errors`.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        prompt: str | None = None,
        unsupported: Policy = "mark",
        reasks: int | None = None,
        any_language: bool = False,
        max_tokens: int | None = None,
        timeout: float = 1800.0,
        context: int = CONTEXT,
        retries: Retries | None = None,
        record: str | Path | RecordTo | None = None,
        replay: str | Path | ReplayFrom | None = None,
        say: Callable[[str], None] = lambda _: None,
        warn: Callable[[str], None] = lambda _: None,
    ) -> None:
        if reasks is not None and not 0 <= reasks <= 3:
            raise UsageError("reasks must lie between 0 and 3")
        if unsupported not in ("mark", "drop", "fail"):
            raise UsageError("unsupported is one of mark, drop, fail")
        if max_tokens is not None and max_tokens < 1:
            raise UsageError("max_tokens must be positive")
        if record is not None and replay is not None:
            raise UsageError("record and replay exclude each other")
        self._say, self._warn = say, warn
        self._timeout, self._context, self._retries = timeout, context, retries
        self._replay: Replay | None = None
        if replay is not None:
            self._replay = _replay(replay, model, base_url or api_key, prompt, warn)
            recorded = self._replay.manifest
            self.endpoint: Endpoint = self._replay.endpoint
            prompt, max_tokens = prompt or recorded.prompt, max_tokens or recorded.max_tokens
            reasks = recorded.reasks if reasks is None else reasks
        else:
            self.endpoint = choose(model, base_url, api_key)
        reasks = 1 if reasks is None else reasks
        self.settings = Settings(
            prompts.load(prompt or prompts.DEFAULT),
            unsupported,
            reasks,
            any_language,
            max_tokens,
            price=price_of(self.endpoint, self.endpoint.model) if self._replay is None else None,
        )
        self._recorder = _recorder(record, self.endpoint, self.settings, warn) if record is not None else None
        self._server: EmbeddedServer | None = None
        self._starting = threading.Lock()
        self._clients: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Client] = weakref.WeakKeyDictionary()
        self._thread: LoopThread | None = None

    @property
    def concurrency(self) -> int:
        """How many articles it is worth working on at a time: one with the embedded model, else four."""
        return 1 if self.endpoint.kind == "embedded" and self._replay is None else 4

    def brief(self, article: Article) -> Brief:
        """The brief of one article; may be called from several threads. Ctrl-C gives the request up."""
        with self._starting:
            if self._thread is None:
                self._thread = LoopThread()
        return self._thread.run(self.abrief(article))

    async def abrief(self, article: Article) -> Brief:
        """The brief of one article; several may be awaited at a time."""
        return await brief_article(article, await self._client(), self.settings, self._warn)

    def activity(self) -> str | None:
        """What the embedded model is doing right now, in a few words; None for other endpoints. Blocks briefly."""
        return self._server.activity() if self._server else None

    async def _client(self) -> Client:
        """The client of the running loop: connections cannot move from one loop to another."""
        if self.endpoint.kind == "embedded" and self._server is None and self._replay is None:
            await asyncio.to_thread(self._start)
        loop = asyncio.get_running_loop()
        if loop not in self._clients:
            self._clients[loop] = self._made_client()
        return self._clients[loop]

    def _made_client(self) -> Client:
        """Live, recording and replaying clients differ only in what stands in the network's place."""
        if self._replay is not None:
            self._warn(self._replay.says())
            return self._replay.client()
        http_client = None
        if self._recorder is not None:
            http_client = self._recorder.http_client(self.endpoint, lambda: (client.endpoint, client.dialect))
        client = Client(
            self.endpoint, timeout=self._timeout, retries=self._retries, http_client=http_client, tell=self._warn
        )
        return client

    def _start(self) -> None:
        with self._starting:
            if self._server is None:
                if self.endpoint.gguf is None:
                    self._warn("using the small embedded model: what it writes is not fit to publish")
                server = EmbeddedServer(self.endpoint.gguf, context=self._context, progress=self._say)
                self.endpoint = replace(
                    self.endpoint,
                    base_url=server.base_url,
                    model=server.model,
                    api_key=server.api_key,
                    context=server.context,
                )
                self._server = server
                self._say(f"{server.model} at work")

    async def aclose(self) -> None:
        """Close the running loop's connections, then what `close` closes."""
        await self._close_client()
        await asyncio.to_thread(self.close)

    def close(self) -> None:
        """Close the connections that `brief` made and stop the embedded model; may be called twice."""
        with self._starting:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.run(self._close_client())
            thread.stop()
        self._stop()

    async def _close_client(self) -> None:
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.close()

    def _stop(self) -> None:
        with self._starting:
            if self._server is not None:
                self._server.stop()
                self._server = None
            if self._recorder is not None:
                self._recorder.close()

    def __enter__(self) -> Summarizer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def __aenter__(self) -> Summarizer:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


def _replay(
    given: str | Path | ReplayFrom,
    model: str | None,
    address: str | None,
    prompt: str | None,
    warn: Callable[[str], None],
) -> Replay:
    """The recording set, when nothing that was given contradicts it."""
    from mujaz.recording.replay import Replay

    chosen = given if isinstance(given, ReplayFrom) else ReplayFrom(Path(given))
    if address:
        raise UsageError("replay reaches no endpoint: give neither a base URL nor a key with it")
    replay = Replay(chosen.folder, strict=chosen.strict, warn=warn)
    recorded = replay.manifest
    if model is not None and model != recorded.model and model != recorded.endpoint:  # "embedded" is both
        raise RecordingError(f"{chosen.folder}: holds answers of the model {recorded.model}, not of {model}.")
    if prompt is not None and (asked := prompts.load(prompt)).spec != recorded.prompt:
        raise RecordingError(
            f"{chosen.folder}: recorded with the prompt {recorded.prompt}, and {asked.spec} was asked for. "
            f"Leave --prompt out, or record a set with {asked.spec}."
        )
    return replay


def _recorder(
    given: str | Path | RecordTo, endpoint: Endpoint, settings: Settings, warn: Callable[[str], None]
) -> Recorder:
    from mujaz.recording.record import Recorder

    chosen = given if isinstance(given, RecordTo) else RecordTo(Path(given))
    return Recorder(
        chosen,
        endpoint=endpoint,
        prompt=settings.prompt,
        parameters=settings.parameters,
        max_tokens=settings.max_tokens,
        reasks=settings.reasks,
        warn=warn,
    )
