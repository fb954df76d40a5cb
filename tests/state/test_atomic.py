"""One way to write files, and what it does with what it meets."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mujaz.disk import atomic
from mujaz.disk.lock import alone

ROOT = Path(__file__).parents[2]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_has_the_rights_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        atomic.write(tmp_path / "a", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_replaced_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"private")
    path.chmod(0o600)
    atomic.write(path, b"still private")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() == b"still private"


def test_a_link_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"not ours")
    (tmp_path / "out").mkdir()
    for name, target in (("link", elsewhere), ("dangling", tmp_path / "nothing")):
        path = tmp_path / "out" / name
        path.symlink_to(target)
        atomic.write(path, b"ours")
        assert not path.is_symlink()
        assert path.read_bytes() == b"ours"
    assert elsewhere.read_bytes() == b"not ours"
    assert not (tmp_path / "nothing").exists()


def test_a_folder_that_is_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    atomic.write(tmp_path / "link" / "a", b"x")
    assert names(tmp_path / "real") == ["a"]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_what_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def no(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, failing, no)
    with pytest.raises(OSError, match="No space"):
        atomic.write(tmp_path / "a", b"new")
    monkeypatch.undo()
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_ctrl_c_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, failing, interrupted)
    with pytest.raises(KeyboardInterrupt):
        atomic.write(tmp_path / "a", b"new")
    monkeypatch.undo()
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / ("ن" * 127)
    atomic.write(path, b"x")
    assert path.read_bytes() == b"x"


_AT_WORK = """
import sys
from pathlib import Path
from mujaz.disk import atomic
from mujaz.disk.lock import alone
folder = Path(sys.argv[1])
with alone(folder / ".lock"), atomic.Part(folder / "a") as part:
    part.file.write(b"half")
    part.file.flush()
    print("writing", flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_process_left_is_swept_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    (tmp_path / ".mine.part").write_bytes(b"a user's own file")
    process = subprocess.Popen(
        [sys.executable, "-c", _AT_WORK, str(tmp_path)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        (unfinished,) = tmp_path.glob(".mujaz-*.part")
        atomic.sweep(tmp_path)
        assert unfinished.exists()
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert unfinished.exists()
    with alone(tmp_path / ".lock", lambda: pytest.fail("a dead process held the lock")):
        atomic.sweep(tmp_path)
    assert names(tmp_path) == [".mine.part"]


def test_one_at_a_time_and_nobody_is_left_out(tmp_path: Path) -> None:
    inside, most, done = 0, 0, []
    counting = threading.Lock()

    def work(number: int) -> None:
        nonlocal inside, most
        for _ in range(20):
            with alone(tmp_path / ".lock"):
                with counting:
                    inside += 1
                    most = max(most, inside)
                value = int((tmp_path / "n").read_text())
                atomic.write(tmp_path / "n", str(value + 1).encode())
                with counting:
                    inside -= 1
        done.append(number)

    (tmp_path / "n").write_text("0")
    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [0, 1, 2, 3]
    assert most == 1
    assert (tmp_path / "n").read_text() == "80"
    assert names(tmp_path) == ["n"]
