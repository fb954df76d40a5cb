"""Recordings for vcrpy, and so for pytest-recording: the same files, the same matching, the same secrets kept out.

    def pytest_recording_configure(config, vcr):
        vcrpy.configure(vcr)

    @pytest.fixture
    def vcr_config():
        return vcrpy.options()

vcrpy itself is not needed by anything else here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from mujaz.errors import BrokenRecordingError
from mujaz.recording import files, yamlfile
from mujaz.recording.cassette import VERSION, key_of, packed, request_tree, unpacked
from mujaz.recording.difference import differences
from mujaz.recording.secrets import REQUEST_HEADERS, RESPONSE_HEADERS, address, clean_answer, kept_headers, secrets_of
from mujaz.recording.shared import SharedParts

__all__ = ["Persister", "Serializer", "configure", "options"]


def configure(vcr: Any) -> None:
    """Teach a `vcr.VCR` with a `cassette_library_dir` our files and our matching; use it with `options()`."""
    vcr.register_serializer("yaml", Serializer(Path(vcr.cassette_library_dir)))
    vcr.register_persister(Persister(vcr.persister))
    vcr.register_matcher("mujaz_request", _same_request)


def options() -> dict[str, Any]:
    """Options for `use_cassette`: what counts as the same request, and what is kept out of the files."""
    secrets: set[str] = set()

    def request_kept(request: Any) -> Any:
        secrets.update(secrets_of(request.uri, request.headers.items(), ()))
        request.headers = dict(kept_headers(request.headers.items(), REQUEST_HEADERS))
        request.uri = address(request.uri)
        return request

    def response_kept(response: dict[str, Any]) -> dict[str, Any]:
        headers = [(name, value) for name, values in response["headers"].items() for value in values]
        hidden = secrets_of("", (), headers) + sorted(secrets, key=len, reverse=True)
        status = response["status"]["code"]
        body = clean_answer(response["body"]["string"], status, hidden)
        grouped: dict[str, list[str]] = {}
        for name, value in kept_headers(headers, RESPONSE_HEADERS):
            grouped.setdefault(name, []).append(value)
        return {**response, "headers": grouped, "body": {"string": body}}

    return {
        "match_on": ("mujaz_request",),
        "before_record_request": request_kept,
        "before_record_response": response_kept,
        "decode_compressed_response": True,
    }


def _same_request(asked: Any, recorded: Any) -> None:
    """Method, path and canonical JSON body; says what differs."""
    one, other = (key_of(r.method, r.uri, r.body or b"") for r in (asked, recorded))
    if one != other:
        trees = request_tree(asked.body or b""), request_tree(recorded.body or b"")
        found = differences(one, trees[0], other, trees[1])
        raise AssertionError(f"{', '.join(found.kinds)}; first: {found.first}")


class Serializer:
    """vcrpy's serializer interface over our files in `folder`, where their shared parts lie too."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deserialize(self, text: str) -> dict[str, Any]:
        """vcrpy's own form of a file's text. Raises BrokenRecordingError."""
        try:
            return unpacked(yamlfile.load(text, self._folder), SharedParts(self._folder))
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise BrokenRecordingError(f"{self._folder}: not a complete recording ({error!r}).") from error

    def serialize(self, values: dict[str, Any]) -> str:
        """A file's text; the shared parts it refers to are saved first."""
        shared = SharedParts(self._folder)
        interactions = packed(values["interactions"], shared)
        text = yamlfile.dump({"version": VERSION, "interactions": interactions})
        shared.save()
        return text


class Persister:
    """Saves cassettes complete and as UTF-8; loads them as `inner` does."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def load_cassette(self, path: str, serializer: Any) -> Any:
        return self._inner.load_cassette(path, serializer)

    @staticmethod
    def save_cassette(path: str, values: dict[str, Any], serializer: Any) -> None:
        from vcr.serialize import serialize  # type: ignore[import-untyped]

        write: Callable[[dict[str, Any], Any], str] = serialize
        files.write(Path(path), write(values, serializer))
