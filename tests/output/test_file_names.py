"""What an article is called becomes the name of its files: whatever it is called, they land in the folder, each in its
own, on every common file system."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz.articles.article import Article
from mujaz.articles.identity import Ids, safe_id
from mujaz.articles.sources import read
from mujaz.delivery import _FILE_NAME, Delivery
from mujaz.recording.cassette import file_name
from tests.render.hostile_text import CORPUS, hostile_text
from tests.support.briefs import TEXT, brief_of

_NAMES = (*CORPUS, "", ".", "..", "con", "COM1", "LPT9.txt", "com\u00b9", "a" * 300, "\u0301", "٢٠٢٥", "a\0b", "\ud800")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def fits_every_file_system(name: str) -> None:
    assert name == Path(name).name
    assert not set(name) & set('<>:"/\\|?*') | {c for c in name if ord(c) < 32 or "\ud800" <= c <= "\udfff"}
    assert name[0] not in ".- "
    assert name[-1] not in ". "
    assert name.split(".")[0].casefold() not in _RESERVED
    assert len(name.encode()) <= 255
    assert unicodedata.is_normalized("NFC", name)


@pytest.mark.parametrize("name", _NAMES)
def test_any_name_becomes_a_file_name(name: str) -> None:
    for suffix in (".json", ".html", ".yaml"):
        fits_every_file_system(f"{safe_id(name)}{suffix}")
    fits_every_file_system(file_name(safe_id(name)))
    assert _FILE_NAME.fullmatch(safe_id(name))


@settings(max_examples=150)
@given(
    st.lists(st.one_of(hostile_text, st.sampled_from(["A", "a", "é", "e\u0301", "É", "a-2", "ا" * 200])), max_size=12)
)
def test_no_two_articles_share_a_file_whatever_the_file_system_folds(names: list[str]) -> None:
    ids = Ids()
    given_ = [ids.unique(name) for name in names]
    folded = {unicodedata.normalize("NFD", id_).casefold() for id_ in given_}
    assert len(folded) == len(names)
    for id_ in given_:
        fits_every_file_system(f"{id_}.json")


def test_files_stay_in_their_folder_and_none_is_overwritten(tmp_path: Path) -> None:
    out, outside = tmp_path / "out", tmp_path / "in.jsonl"
    names = [*_NAMES, "same", "same", "SAME", "e\u0301t\u00e9", "\u00e9te\u0301"]
    records = [{"id": name or None, "title": "العنوان نفسه", "text": TEXT} for name in names if "\0" not in name]
    outside.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    made = Delivery(["json"], out, force=False, print_text=lambda _: None, print_brief=lambda _: None)
    count = 0
    for article in read([outside]):
        assert isinstance(article, Article), article
        made.demand_room(article)  # raises when a file is there
        made.save(brief_of(Article(id=article.id, text=TEXT)), Article(id=article.id, text=TEXT))
        count += 1
    assert count == len(records)
    assert {path.name for path in tmp_path.iterdir()} == {"out", "in.jsonl"}
    assert len(list(out.iterdir())) == count
