"""SECURITY.md names tests: each of them is there, and each promise has one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "SECURITY.md"

if not PAGE.is_file():
    pytest.skip("not a checkout", allow_module_level=True)

TEXT = PAGE.read_text(encoding="utf-8")


def promises() -> list[tuple[str, str]]:
    """Rows of the tables of promises: what is promised, and by what it is tested."""
    part = TEXT.split("## What is promised")[1].split("## What is not promised")[0]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", part, flags=re.MULTILINE)
    return [(left, right) for left, right in rows if left != "promise"]


def test_every_promise_names_its_tests() -> None:
    assert len(promises()) > 20
    for promise, tested in promises():
        assert "`tests/" in tested, promise


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`((?:tests|docs|requirements|bench)/[^`]*)`", TEXT))))
def test_what_the_page_names_is_there(name: str) -> None:
    path = ROOT / name
    assert path.exists()
    if name.endswith("/") and name.startswith("tests/"):
        tests = [file for file in path.rglob("test_*.py") if "def test_" in file.read_text(encoding="utf-8")]
        assert tests
    elif name.startswith("tests/"):
        assert "def test_" in path.read_text(encoding="utf-8")


def test_nobody_is_sent_to_an_address_that_was_made_up() -> None:
    assert "private security advisories" in TEXT
    assert "@" not in TEXT
    assert "http" not in TEXT
