"""One article's recorded exchanges, in a file that vcrpy can read too.

    version: 1
    article: wadi-sukkar
    interactions:
    - sample: 1
      request: {method, uri, headers, body}
      response: {status: {code, message}, headers, body}

`sample` numbers the conversations about the article from 1; an interaction without it belongs to the first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mujaz.errors import BrokenRecordingError
from mujaz.recording import files, yamlfile
from mujaz.recording.bodies import canonical, digest, pack, pack_request, unpack
from mujaz.recording.shared import SharedParts

__all__ = ["ENDPOINT", "Cassette", "Interaction", "Key", "file_name", "key_of", "packed", "request_tree", "unpacked"]

ENDPOINT = "_endpoint.yaml"
"""The file of what belongs to no article: an endpoint asked which models it serves."""

_OWN = ("_shared", "_endpoint")

VERSION = 1

Key = tuple[str, str, str]
"""Method, path, and canonical JSON body of a request; the body as it is where it is not JSON."""


def request_tree(body: bytes) -> Any:
    """The JSON values of a request's body, None where it is not JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def key_of(method: str, uri: str, body: bytes) -> Key:
    """By what a request is found again. The endpoint's host, port and query do not count."""
    tree = request_tree(body)
    text = canonical(tree) if tree is not None else body.decode("utf-8", "surrogateescape")
    return method.upper(), urlsplit(uri).path or "/", text


@dataclass(frozen=True)
class Interaction:
    """One request and its answer, as they are recorded: without secrets, decompressed."""

    method: str
    uri: str
    request_headers: Sequence[tuple[str, str]]
    request: bytes
    status: int
    reason: str
    headers: Sequence[tuple[str, str]]
    answer: bytes = field(repr=False)
    sample: int = 1

    @cached_property
    def key(self) -> Key:
        return key_of(self.method, self.uri, self.request)

    @cached_property
    def tree(self) -> Any:
        """The request's JSON values, None where it is not JSON."""
        return request_tree(self.request)

    def usage(self) -> tuple[int, int]:
        """Tokens of prompt and answer that the endpoint counted; 0 where it did not."""
        tree = request_tree(self.answer)
        usage = tree.get("usage") if isinstance(tree, dict) else None
        counts = [usage.get(name) if isinstance(usage, dict) else 0 for name in ("prompt_tokens", "completion_tokens")]
        prompt, completion = (count if isinstance(count, int) else 0 for count in counts)
        return prompt, completion


def file_name(article: str) -> str:
    """The name of an article's file; ids that would meet the set's own files get a longer one."""
    return f"{article}.article.yaml" if article in _OWN else f"{article}.yaml"


@dataclass
class Cassette:
    """The recorded exchanges of one article (or of the endpoint alone), in order."""

    article: str
    interactions: list[Interaction]

    @property
    def samples(self) -> int:
        """How many conversations about the article are recorded."""
        return max((interaction.sample for interaction in self.interactions), default=0)

    def sample(self, number: int) -> list[Interaction]:
        """The exchanges of conversation `number` (from 1), in order."""
        return [interaction for interaction in self.interactions if interaction.sample == number]

    @classmethod
    def load(cls, path: Path, shared: SharedParts) -> Cassette | None:
        """The cassette in a file, None when there is no such file.

        Raises BrokenRecordingError, naming the file, for one that is damaged, incomplete or of another version.
        """
        text = files.read(path)
        if text is None:
            return None
        values = yamlfile.load(text, path)
        try:
            if values["version"] != VERSION:
                raise BrokenRecordingError(f"{path}: version {values['version']!r}; this program reads {VERSION}.")
            found = [_interaction(item) for item in unpacked(values, shared)["interactions"]]
            return cls(str(values.get("article", path.stem)), found)
        except (AttributeError, KeyError, LookupError, TypeError, ValueError) as error:
            raise BrokenRecordingError(
                f"{path}: not a complete recording ({type(error).__name__}: {error}). "
                "Record it again, or take it from version control."
            ) from error

    def shared_names(self) -> set[str]:
        """Names of the shared parts that the file refers to."""
        names: set[str] = set()

        def note(part: Any) -> str:
            names.add(digest(part))
            return ""

        for interaction in self.interactions:
            pack_request(interaction.request, note)
        return names

    def save(self, path: Path, shared: SharedParts) -> None:
        """Write the file, after the parts that it shares with others. Raises OutputError."""
        values = packed([_values(interaction) for interaction in self.interactions], shared)
        text = yamlfile.dump({"version": VERSION, "article": self.article, "interactions": values})
        shared.save()
        files.write(path, text)


def _values(of: Interaction) -> dict[str, Any]:
    return {
        "sample": of.sample,
        "request": {
            "method": of.method,
            "uri": of.uri,
            "body": of.request,
            "headers": _grouped(of.request_headers),
        },
        "response": {
            "status": {"code": of.status, "message": of.reason},
            "headers": _grouped(of.headers),
            "body": {"string": of.answer},
        },
    }


def _grouped(headers: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in headers:
        grouped.setdefault(name, []).append(value)
    return grouped


def _interaction(item: dict[str, Any]) -> Interaction:
    request, response = item["request"], item["response"]
    return Interaction(
        method=str(request["method"]),
        uri=str(request["uri"]),
        request_headers=_flat(request["headers"]),
        request=request["body"] or b"",
        status=int(response["status"]["code"]),
        reason=str(response["status"]["message"] or ""),
        headers=_flat(response["headers"]),
        answer=response["body"]["string"],
        sample=int(item.get("sample", 1)),
    )


def _flat(headers: dict[str, Any]) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, values in headers.items() for value in values]


def packed(interactions: Iterable[dict[str, Any]], shared: SharedParts) -> list[dict[str, Any]]:
    """vcrpy's interactions with their bodies as they are stored; new shared parts go to `shared`."""
    return [
        {
            **item,
            "request": {**item["request"], "body": _request_body(item["request"]["body"], shared)},
            "response": {**item["response"], "body": {"string": pack(_bytes(item["response"]["body"]["string"]))}},
        }
        for item in interactions
    ]


def _request_body(body: Any, shared: SharedParts) -> Any:
    return None if body is None or body == b"" else pack_request(_bytes(body), shared.add)


def _bytes(body: Any) -> bytes:
    return body.encode("utf-8") if isinstance(body, str) else bytes(body or b"")


def unpacked(values: dict[str, Any], shared: SharedParts) -> dict[str, Any]:
    """The values of a file in vcrpy's own form: bodies are bytes, or None for a request without one."""
    interactions = []
    for item in values["interactions"]:
        request, response = item["request"], item["response"]
        body = unpack(request["body"], shared.get) if request["body"] is not None else None
        answer = unpack(response["body"]["string"], shared.get)
        interactions.append(
            {
                **item,
                "request": {**request, "body": body},
                "response": {**response, "body": {**response["body"], "string": answer}},
            }
        )
    return {"version": values["version"], "interactions": interactions}
