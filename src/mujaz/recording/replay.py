"""Replay: a recording set answers in the endpoint's place. Nothing is sent, no key and no model are needed."""

from __future__ import annotations

import shlex
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx2

from mujaz.errors import BrokenRecordingError, MissingRecordingError, RecordingError, UnusedRecordingError
from mujaz.model.client import CarriedError, Client, Retries
from mujaz.model.endpoint import Endpoint
from mujaz.recording.cassette import ENDPOINT, Cassette, Interaction, Key, file_name, key_of, request_tree
from mujaz.recording.current import Take, current
from mujaz.recording.difference import explain
from mujaz.recording.manifest import NAME, Manifest
from mujaz.recording.secrets import HOST
from mujaz.recording.shared import SharedParts

__all__ = ["SETS", "Replay", "answered", "rejected"]

_RETRIES = Retries(tries=1000, first=0.0, longest=0.0)
"""A recorded 429 or 500 is followed by the recorded answer at once: there is nobody to wait for, and the recording
itself ends a series of failures."""


SETS = "cassettes"
"""The folder that holds a project's recording sets, a folder each; `mujaz eval record` fills them."""


class Replay:
    """A recording set as a source of answers.

    What was recorded for a conversation and not asked for in it is told to `warn`; with `strict` it is an
    UnusedRecordingError. Safe for many conversations at a time, in several event loops.

    Raises RecordingError when the folder holds no recording set, BrokenRecordingError for a faulty manifest.
    """

    def __init__(self, folder: Path, *, strict: bool = False, warn: Callable[[str], None] = lambda _: None) -> None:
        self.folder = folder
        manifest = Manifest.load(folder)
        if manifest is None:
            made = "there is no such folder" if not folder.is_dir() else f"it has no {NAME}"
            raise RecordingError(f"{folder}: not a recording set ({made}). Make one with --record {folder}.")
        self.manifest = manifest
        self._strict, self._warn = strict, warn
        self._shared = SharedParts(folder)
        self._lock = threading.Lock()
        self._cassettes: dict[str, Cassette | None] = {}
        self._takes: Counter[str] = Counter()
        self._running: dict[Take, _Running] = {}

    @property
    def endpoint(self) -> Endpoint:
        """An endpoint that looks to the client like the recorded one and leads nowhere."""
        m = self.manifest
        because = f"recordings in {self.folder}"
        return Endpoint(m.endpoint, HOST + m.path_prefix, m.model, because, context=m.context, api_key="none")

    def says(self) -> str:
        """Where the answers come from, in a sentence for whoever reads the briefs."""
        m = self.manifest
        warning = " What the small embedded model writes is not fit to publish." if m.endpoint == "embedded" else ""
        return f"recorded answers from {self.folder}, {m.recorded}, given by: {m.answered_by}.{warning}"

    def client(self) -> Client:
        """A client of the recorded endpoint whose answers come from the set, without any wait between tries."""
        http_client = httpx2.AsyncClient(transport=_Transport(self), trust_env=False)
        return Client(self.endpoint, retries=_RETRIES, http_client=http_client, dialect=self.manifest.dialect)

    def path(self, article: str) -> Path:
        """Where an article's recordings lie, or would lie."""
        entry = self.manifest.articles.get(article)
        return self.folder / (entry.file if entry else file_name(article))

    def answer(self, method: str, uri: str, body: bytes) -> Interaction:
        """The recorded exchange for this request of the running conversation.

        Raises MissingRecordingError saying why there is none, BrokenRecordingError for a damaged file.
        """
        with self._lock:
            take = current()
            if take is None or method.upper() == "GET":
                return self._of_endpoint(method, uri, body)
            running = self._running.get(take) or self._begin(take)
            found = running.play(key_of(method, uri, body))
            if found is None:
                raise MissingRecordingError(self._why(take, method, uri, body, running))
            return found

    def unplayed(self) -> dict[str, int]:
        """Articles of the set with recorded samples that no conversation has replayed, and how many."""
        with self._lock:
            counted = {name: e.samples - self._takes[name] for name, e in self.manifest.articles.items()}
        return {name: number for name, number in counted.items() if number > 0}

    def _of_endpoint(self, method: str, uri: str, body: bytes) -> Interaction:
        """What belongs to no article may be asked as often as one likes."""
        cassette = Cassette.load(self.folder / ENDPOINT, self._shared)
        key = key_of(method, uri, body)
        for interaction in cassette.interactions if cassette else ():
            if interaction.key == key and answered(interaction):
                return interaction
        raise MissingRecordingError(
            f"{self.folder / ENDPOINT}: {key[0]} {key[1]} was not recorded, and it belongs to no article."
        )

    def _begin(self, take: Take) -> _Running:
        name = take.article.id
        cassette = self._cassette(name)
        self._takes[name] += 1
        running = _Running(self._takes[name], cassette.sample(self._takes[name]) if cassette else [])
        self._running[take] = running
        take.at_end(lambda error: self._end(take, error))
        return running

    def _end(self, take: Take, error: BaseException | None) -> None:
        with self._lock:
            running = self._running.pop(take)
        left = running.unused()
        if not left or isinstance(error, RecordingError) or (error is not None and not isinstance(error, Exception)):
            return
        asked = "; ".join(_named(interaction) for interaction in left)
        said = (
            f"{self.path(take.article.id)}: {len(left)} of {len(running.interactions)} recorded exchanges of "
            f"conversation {running.number} were not asked for ({asked})."
        )
        if self._strict:
            raise UnusedRecordingError(said + self._command(take)) from error
        self._warn(said)

    def _cassette(self, name: str) -> Cassette | None:
        if name not in self._cassettes:
            path = self.path(name)
            cassette = Cassette.load(path, self._shared)
            if cassette is None and name in self.manifest.articles:
                raise BrokenRecordingError(
                    f"{path}: the file is missing, though {NAME} beside it lists it. "
                    "Take it from version control, or record again."
                )
            if cassette is not None and cassette.article != name:
                raise BrokenRecordingError(f"{path}: the recordings of {cassette.article!r}, not of {name!r}.")
            self._cassettes[name] = cassette
        return self._cassettes[name]

    def _why(self, take: Take, method: str, uri: str, body: bytes, running: _Running) -> str:
        name, path = take.article.id, self.path(take.article.id)
        cassette, entry = self._cassettes[name], self.manifest.articles.get(name)
        if cassette is None or not cassette.interactions:
            why = f"the article was never recorded in this set of {len(self.manifest.articles)} articles"
        elif running.number > cassette.samples:
            why = f"this is conversation number {running.number}, recorded: {cassette.samples}"
        else:
            same = entry.raw_sha256 == take.article.sha256 if entry else None
            why = explain(method, uri, body, request_tree(body), running.interactions, same)
        return f"{name}: no recording answers this request. {path}: {why}.{self._command(take)}"

    def _command(self, take: Take) -> str:
        """The command that records the article again, on a line of its own."""
        m = self.manifest
        to = {"embedded": ["--model", "embedded"], "openai": ["--model", m.model]}.get(
            m.endpoint, ["--base-url", "URL", "--model", m.model]
        )
        if self.folder.resolve().parent.name == SETS:
            said = ["mujaz", "eval", "record", "--set", self.folder.resolve().name, "--only", take.article.id]
        else:
            said = ["mujaz", "brief", take.article.source or take.article.id, "--record", str(self.folder)]
        bound = ["--max-tokens", str(m.max_tokens)] if m.max_tokens else []
        return f"\nRecord it again with: {shlex.join([*said, *to, '--prompt', m.prompt, *bound])}"


class _Running:
    """One conversation's recorded exchanges, each of which answers once, in order."""

    def __init__(self, number: int, interactions: Sequence[Interaction]) -> None:
        self.number = number
        self.interactions = interactions
        self._left: list[Interaction] = list(interactions)

    def play(self, key: Key) -> Interaction | None:
        for index, interaction in enumerate(self._left):
            if interaction.key == key:
                return self._left.pop(index)
        return None

    def unused(self) -> list[Interaction]:
        """What was not asked for; how the endpoint refused a form of request before the set's own one is not meant."""
        return [one for one in self._left if not rejected(one, self.interactions)]


def answered(interaction: Interaction) -> bool:
    """Whether the endpoint took the request."""
    return interaction.status < 400


def rejected(interaction: Interaction, among: Sequence[Interaction]) -> bool:
    """Whether the endpoint refused this form of a request (`mujaz.model.dialect`) and was then asked in another."""
    if interaction.status not in (400, 422) or not isinstance(interaction.tree, dict):
        return False
    asked = interaction.tree.get("messages")
    later = among[among.index(interaction) + 1 :]
    return any(isinstance(one.tree, dict) and _last(one.tree.get("messages")) == _last(asked) for one in later)


def _last(messages: Any) -> Any:
    return messages[-1] if isinstance(messages, list) and messages else messages


def _named(interaction: Interaction) -> str:
    tree = interaction.tree if isinstance(interaction.tree, dict) else {}
    turns = len(tree.get("messages") or [])
    what = "the first request" if turns <= 2 else f"re-ask {(turns - 2) // 2}"
    return f"{what}, answered {interaction.status}"


class _Transport(httpx2.AsyncBaseTransport):
    def __init__(self, replay: Replay) -> None:
        self._replay = replay

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        body = await request.aread()
        try:
            found = self._replay.answer(request.method, str(request.url), body)
        except RecordingError as error:
            raise CarriedError(error) from None
        return httpx2.Response(found.status, headers=list(found.headers), content=found.answer, request=request)
