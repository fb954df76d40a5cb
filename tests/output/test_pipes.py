"""Standard output that somebody reads, or has stopped reading."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mujaz.schema.brief import Brief
from tests.cli.running import mujaz
from tests.support.drafts import answer_from_prompt
from tests.support.endpoint import Endpoint

NEWS = "أعلنت بلدية النورس إغلاق جسر الصفصاف أمام الشاحنات. وقال رئيس البلدية إن الأعمال تنتهي غداً."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"{NEWS} ({name})", encoding="utf-8")
    return folder


def closed(*arguments: str | Path, cwd: Path) -> tuple[int, bytes]:
    """Exit code and messages when the reader of standard output goes away before anything is written."""
    ran = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", "from mujaz.cli import main; main()", *map(str, arguments)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert ran.stdout is not None
    ran.stdout.close()
    stderr = ran.communicate(timeout=120)[1]
    return ran.returncode, stderr


def test_with_a_folder_all_files_are_written_all_the_same(tmp_path: Path, news: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        code, said = closed(
            "brief", news, "--base-url", endpoint.base_url, "--model", "m", "--format", "terminal", "--format", "json",
            "--out", "out", cwd=tmp_path,
        )  # fmt: skip
    assert code == 0, said
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.json", "b.json", "c.json"]
    assert b"BrokenPipe" not in said


def test_without_one_a_command_ends_quietly(tmp_path: Path) -> None:
    code, said = closed("schema", "brief", cwd=tmp_path)
    assert (code, said) == (141, b"")


def test_one_article_is_a_document_and_several_are_lines(tmp_path: Path, news: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        options = ("--format", "json", "--base-url", endpoint.base_url, "--model", "m")
        one = mujaz("brief", news / "a.txt", *options, cwd=tmp_path).stdout
        three = mujaz("brief", news, *options, cwd=tmp_path).stdout
        with_an_unreadable = mujaz("brief", news / "a.txt", "missing.txt", *options, cwd=tmp_path).stdout
    assert one == Brief.model_validate_json(one).to_json()
    assert one.count("\n") > 10
    assert [json.loads(line)["article"]["id"] for line in three.splitlines()] == ["a", "b", "c"]
    assert [json.loads(line)["article"]["id"] for line in with_an_unreadable.splitlines()] == ["a"]


def test_json_obeys_the_standard_and_commands_no_terminal(tmp_path: Path) -> None:
    text = NEWS.replace("بلدية النورس", "بلدية \u202bالنورس\u202c")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with Endpoint(answer_from_prompt) as endpoint:
        ran = mujaz("brief", "a.txt", "--format", "json", "--base-url", endpoint.base_url, "--model", "m", cwd=tmp_path)
    assert not set(ran.stdout) & set("\u202b\u202c")
    quotes = [e.quote for statement in Brief.model_validate_json(ran.stdout).summary for e in statement.evidence]
    assert all(quote in text for quote in quotes)
    assert any("\u202b" in quote for quote in quotes)
    assert "\\u202b" in ran.stdout
