"""Readers take any bytes: what fuzzing starts from, what once broke them, and what hypothesis makes of both."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import FOUND, SEEDS, TARGETS

_ONCE_BROKEN = sorted(path for path in FOUND.glob("*/*") if path.is_file())


def test_every_target_has_seeds() -> None:
    assert sorted(SEEDS) == sorted(TARGETS)


@pytest.mark.parametrize(
    ("name", "data"), [pytest.param(n, s, id=f"{n}-{i}") for n in SEEDS for i, s in enumerate(SEEDS[n])]
)
def test_a_seed_is_taken(name: str, data: bytes) -> None:
    TARGETS[name](data)


@pytest.mark.parametrize("path", _ONCE_BROKEN, ids=lambda path: f"{path.parent.name}/{path.name[:16]}")
def test_what_once_broke_a_reader_is_taken(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_bytes_are_read_or_refused(name: str, data: st.DataObject) -> None:
    TARGETS[name](data.draw(_damaged(SEEDS[name]) | st.binary(max_size=300)))


@st.composite
def _damaged(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A seed cut short, doubled, or with some bytes changed."""
    seed = draw(st.sampled_from(seeds))
    changed = bytearray(seed)
    for place, value in draw(
        st.lists(st.tuples(st.integers(0, max(0, len(seed) - 1)), st.integers(0, 255)), max_size=8)
    ):
        changed[place : place + 1] = bytes([value])
    cut = draw(st.integers(0, len(changed)))
    return bytes(changed[:cut]) + draw(st.sampled_from([b"", bytes(changed), bytes(changed[cut:]), b"\0", b"\xff\xfe"]))


@pytest.mark.skipif(importlib.util.find_spec("atheris") is not None, reason="atheris is installed")
def test_without_atheris_fuzzing_says_how_to_get_it() -> None:
    ran = subprocess.run([sys.executable, "-m", "tests.fuzz.atheris_run"], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "pip install" in ran.stderr
