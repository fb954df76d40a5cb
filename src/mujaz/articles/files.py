"""Opening what a user names, without hanging, without running out of memory, and without leaving the folder."""

from __future__ import annotations

import io
import os
import re
import stat
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from mujaz.articles.identity import shown
from mujaz.articles.limits import MAX_FILE_BYTES, MAX_SKIPPED_BYTES, MAX_UNFOLDING
from mujaz.errors import ReadError

__all__ = ["gunzip", "open_given", "open_regular", "pass_over", "read_bounded", "unread", "walk"]

_INHERITED = re.compile(r"/(?:dev|proc/self)/fd/(\d{1,6})")

_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def open_given(path: str | os.PathLike[str]) -> BinaryIO:
    """`open_regular`, and a pipe that the shell has connected to this process (`<(command)` names it /dev/fd/63).

    What comes through it is bounded like a file; a command that writes nothing is waited for, as with `-`. A named pipe
    in the file system is refused all the same: it may have no writer, and then nothing would ever come.
    """
    inherited = _INHERITED.fullmatch(os.fspath(path))
    if inherited:
        try:
            if stat.S_ISFIFO(os.fstat(int(inherited[1])).st_mode):
                return os.fdopen(os.dup(int(inherited[1])), "rb")
        except OSError as error:
            raise ReadError(_cause(path, error)) from error
    return open_regular(path)


def open_regular(path: str | os.PathLike[str]) -> BinaryIO:
    """Open an ordinary file for reading bytes.

    Raises ReadError for anything else (pipes and devices would block or never end), and when the file is
    missing, unreadable, a broken link or a link to itself.
    """
    try:
        # Looked at before it is opened (opening a device can act) and again after (it may have been swapped).
        _require_regular(os.stat(path).st_mode)  # noqa: PTH116
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        stream = os.fdopen(descriptor, "rb")
    except (OSError, ValueError) as error:
        raise ReadError(_cause(path, error)) from error
    try:
        _require_regular(os.fstat(stream.fileno()).st_mode)
    except ReadError:
        stream.close()
        raise
    return stream


def _require_regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((name for test, name in _KINDS if test(mode)), "not an ordinary file")
        raise ReadError(f"it is {kind}, not a file; to read from a pipe, use - (standard input)")


def _cause(path: str | os.PathLike[str], error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError) and Path(path).is_symlink():
        return "the link leads to nothing; repair or remove it"
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the path"
    if isinstance(error, PermissionError):
        return "no permission to read it; change its rights or copy it"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"it cannot be opened ({reason[:1].lower()}{reason[1:]})"


def read_bounded(stream: BinaryIO, limit: int = MAX_FILE_BYTES) -> bytes:
    """Everything in the stream; ReadError when that is more than `limit` bytes, or when reading fails."""
    try:
        data = stream.read(limit + 1)
    except OSError as error:
        raise ReadError(f"reading failed ({error.strerror or error})") from error
    if len(data) > limit:
        raise ReadError(f"it is {_size(stream, limit)}, and the limit is {_megabytes(limit)}; split it")
    return data


def _size(stream: BinaryIO, limit: int) -> str:
    try:
        size = os.fstat(stream.fileno()).st_size
    except (OSError, ValueError):
        size = 0
    return _megabytes(size) if size > limit else f"larger than {_megabytes(limit)}"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def gunzip(stream: BinaryIO) -> BinaryIO:
    """The unpacked content of a gzip stream, unpacked as it is read.

    Reading raises ReadError when the data is damaged or cut, or, past the first `MAX_FILE_BYTES`, unfolds by
    more than `MAX_UNFOLDING`.
    """
    return io.BufferedReader(_Gunzip(stream), buffer_size=65_536)


def pass_over(stream: BinaryIO) -> bool:
    """Read to the end of the line; whether it came within `MAX_SKIPPED_BYTES`."""
    passed = 0
    while (rest := stream.readline(1_000_000)) and not rest.endswith(b"\n"):
        passed += len(rest)
        if passed > MAX_SKIPPED_BYTES:
            return False
    return True


def unread(beginning: bytes, stream: BinaryIO) -> BinaryIO:
    """The stream with the bytes that were already taken from it in front again."""
    return io.BufferedReader(_Joined(beginning, stream))


class _Joined(io.RawIOBase):
    def __init__(self, beginning: bytes, stream: BinaryIO) -> None:
        self._beginning = beginning
        # What a pipe has so far, rather than waiting until the buffer is full.
        self._read = getattr(stream, "read1", stream.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        piece = self._beginning[: len(view)] or self._read(len(view))
        self._beginning = self._beginning[len(view) :]
        view[: len(piece)] = piece
        return len(piece)


class _Gunzip(io.RawIOBase):
    """One or several gzip members, as `gzip` itself writes and concatenates them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._packed = b""
        self._inflate: zlib._Decompress | None = None
        self._taken = 0
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while True:
            if not self._packed:
                self._packed = self._stream.read(65_536)
                self._taken += len(self._packed)
            if self._inflate is None:
                self._packed = self._packed.lstrip(b"\0") if self._given else self._packed
                if not self._packed:
                    return 0
                self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
            if not self._packed:
                raise ReadError("the gzip data ends too early; copy or download it again")
            piece = self._unpack(len(view))
            if piece:
                view[: len(piece)] = piece
                return len(piece)

    def _unpack(self, room: int) -> bytes:
        assert self._inflate is not None
        try:
            piece = self._inflate.decompress(self._packed, room)
        except zlib.error as error:
            raise ReadError("it is no gzip data, or damaged; copy or download it again") from error
        if self._inflate.eof:
            self._packed, self._inflate = self._inflate.unused_data, None
        else:
            self._packed = self._inflate.unconsumed_tail
        self._given += len(piece)
        if self._given > MAX_FILE_BYTES and self._given > MAX_UNFOLDING * self._taken:
            raise ReadError(f"it unfolds to more than {MAX_UNFOLDING} times its size; not read")
        return piece


def walk(folder: Path, wanted: Callable[[Path], bool]) -> Iterator[Path | ReadError]:
    """Files under a folder that `wanted` accepts, by sorted names, folders in their alphabetical place.

    Hidden entries are skipped. Links to folders are followed, each real folder once, so that loops end. A
    folder that cannot be listed comes out as a ReadError, and the walk goes on.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where rights are missing
            yield path
            continue
        try:
            about = path.stat()
            if (about.st_dev, about.st_ino) in seen:
                continue
            seen.add((about.st_dev, about.st_ino))
            names = sorted(os.listdir(path), reverse=True)  # noqa: PTH208 - names only, no Path for each
        except OSError as error:
            yield ReadError(f"{shown(path)}: the folder cannot be listed ({error.strerror}); check its rights")
            continue
        entries = (path / name for name in names if not name.startswith("."))
        waiting.extend(entry for entry in entries if wanted(entry) or os.path.isdir(entry))  # noqa: PTH112
