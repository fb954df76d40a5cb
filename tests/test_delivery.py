"""Where briefs go."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mujaz.delivery import Delivery, write_atomically
from mujaz.errors import OutputError, UsageError
from mujaz.schema.brief import Brief
from tests.support.briefs import article, brief_of


class Printed:
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.briefs: list[Brief] = []


def deliver(printed: Printed, *formats: Any, out: Path | None = None, force: bool = False) -> Delivery:
    return Delivery(formats, out, force=force, print_text=printed.texts.append, print_brief=printed.briefs.append)


def test_with_a_folder_every_format_becomes_a_file_but_the_terminal(tmp_path: Path) -> None:
    printed = Printed()
    made = deliver(printed, "terminal", "json", "html", "md", out=tmp_path / "new" / "folder")
    made.save(brief_of(), article())
    made.show(brief_of(), article())
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == [
        "bridge.html",
        "bridge.json",
        "bridge.md",
    ]
    assert (len(printed.briefs), printed.texts) == (1, [])


def test_the_json_file_is_the_brief(tmp_path: Path) -> None:
    made = deliver(Printed(), "json", out=tmp_path)
    made.save(brief_of(), article())
    text = (tmp_path / "bridge.json").read_text(encoding="utf-8")
    assert Brief.model_validate_json(text) == brief_of()
    assert "جسر الصفصاف" in text
    assert text.endswith("}\n")


def test_without_a_folder_everything_is_printed() -> None:
    printed = Printed()
    made = deliver(printed, "json", "md")
    made.save(brief_of(), article())
    made.show(brief_of(), article())
    made.finish()
    assert len(printed.texts) == 2


def test_one_brief_is_printed_as_an_indented_document_and_several_as_lines() -> None:
    alone, among = Printed(), Printed()
    made = deliver(alone, "json")
    made.show(brief_of(), article())
    assert alone.texts == []  # another article may come
    made.finish()
    assert alone.texts == [brief_of().to_json()]
    made = deliver(among, "json")
    made.show(brief_of(), article())
    made.several()
    made.show(brief_of(), article())
    made.finish()
    assert [text.count("\n") for text in among.texts] == [1, 1]
    assert {Brief.model_validate_json(text) == brief_of() for text in among.texts} == {True}


@pytest.mark.parametrize(
    "id_", ["../up", "/etc/passwd", "", ".hidden", "--force", "a\0b", "a\nb", "c:x", "b\\c", "ا" * 121]
)
def test_an_id_that_is_no_file_name_is_refused_before_any_work(tmp_path: Path, id_: str) -> None:
    with pytest.raises(UsageError, match="name of a file"):
        deliver(Printed(), "json", out=tmp_path).demand_room(replace(article(), id=id_))


def test_a_second_html_page_cannot_go_to_standard_output() -> None:
    made = deliver(Printed(), "html")
    made.demand_room(article())
    with pytest.raises(UsageError, match="--out"):
        made.demand_room(article())


def test_a_file_in_the_way_is_an_error_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "bridge.html").write_text("mine")
    with pytest.raises(OutputError, match="--force"):
        deliver(Printed(), "html", out=tmp_path).demand_room(article())
    deliver(Printed(), "html", out=tmp_path, force=True).demand_room(article())


def test_a_folder_that_cannot_be_written_is_an_error_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write there"):
        deliver(Printed(), "json", out=tmp_path / "file" / "sub")


def test_a_failed_write_leaves_the_old_file_and_no_scraps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")

    def no_space(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", no_space)
    with pytest.raises(OutputError, match="No space left"):
        write_atomically(path, "new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]
    assert path.read_text() == "old"


def test_an_article_gets_all_its_files_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = deliver(Printed(), "json", "html", out=tmp_path)

    def broken(*_: Any) -> str:
        raise OutputError("no space")

    monkeypatch.setattr("mujaz.render.html", broken)
    with pytest.raises(OutputError):
        made.save(brief_of(), article())
    assert list(tmp_path.iterdir()) == []


def test_a_written_file_has_the_rights_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a", "x")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
