"""The input of a run: tables, files and folders."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from mujaz.articles.article import Article
from mujaz.bulk.intake import count, fields_given, read_input
from mujaz.errors import ReadError, UsageError
from tests.bulk.building import record, table, text


def read(path: Path | str, **fields: str) -> list[Article | ReadError]:
    return list(read_input(str(path), fields))


def good(path: Path | str, **fields: str) -> list[Article]:
    found = read(path, **fields)
    assert all(isinstance(one, Article) for one in found), found
    return [one for one in found if isinstance(one, Article)]


def test_json_lines_plain_and_packed_give_the_same_articles(tmp_path: Path) -> None:
    plain = table(tmp_path / "in.jsonl", [record(number) for number in range(3)])
    packed = tmp_path / "packed" / "in.jsonl.gz"
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert [a.sha256 for a in good(plain)] == [a.sha256 for a in good(packed)]
    assert count(str(plain)) == count(str(packed)) == 3


def test_one_bad_line_is_said_with_its_number_and_stops_nothing(tmp_path: Path) -> None:
    lines = [json.dumps(record(1)), "{bad", json.dumps({"id": "x"}), "", json.dumps(record(2))]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = read(path)
    assert [isinstance(one, Article) for one in found] == [True, False, False, True]
    assert "line 2" in str(found[1])
    assert "line 3" in str(found[2])


def test_fields_of_other_names_are_mapped(tmp_path: Path) -> None:
    path = table(tmp_path / "in.jsonl", [{"body_ar": text(1), "key": "k1", "day": "12/04/2025"}])
    (article,) = good(path, text="body_ar", id="key", published="day")
    assert (article.id, article.published) == ("k1", date(2025, 4, 12))
    with pytest.raises(ReadError, match="no field 'nobody'"):
        read(path, text="nobody")


@pytest.mark.parametrize("given", ["body", "text=", "=body", "headline=body"])
def test_a_mapping_that_says_nothing_is_refused(given: str) -> None:
    with pytest.raises(UsageError, match="OURS=THEIRS"):
        fields_given((given,))


@pytest.mark.parametrize(
    ("separator", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), (",", "cp1256"), ("\t", "utf-8")]
)
def test_csv_with_any_separator_and_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    path = tmp_path / "in.csv"
    cells = [["id", "text", "published"], ["a1", f'"{text(1)}\nسطر ثان"', "2025-04-12"], ["a2", f'"{text(2)}"', ""]]
    path.write_text("\n".join(separator.join(row) for row in cells) + "\n", encoding=encoding)
    first, second = good(path)
    assert first.text == f"{text(1)}\nسطر ثان"
    assert (second.id, second.published) == ("a2", None)
    assert count(str(path)) == 2


def test_parquet_with_its_own_types(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "in.parquet"
    rows = [{"id": number, "text": text(number), "published": date(2025, 4, 12), "more": [1]} for number in range(200)]
    parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    found = good(path)
    assert [article.id for article in found] == [str(number) for number in range(200)]
    assert found[7].published == date(2025, 4, 12)
    assert count(str(path)) == 200


def test_a_folder_holds_tables_and_texts_in_a_steady_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text(text(2), encoding="utf-8")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF-")
    table(tmp_path / "a.jsonl", [record(1)])
    (tmp_path / "c.txt").write_text(text(3), encoding="utf-8")
    assert [article.id for article in good(tmp_path)] == ["a1", "two", "c"]
    assert [article.id for article in good(f"{tmp_path}/**/*.txt")] == ["two", "c"]
    assert count(str(tmp_path)) == 3


def test_an_empty_folder_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no articles"):
        read(tmp_path)


def test_a_missing_table_and_one_that_is_none_are_said(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "missing.jsonl")
    pytest.importorskip("pyarrow")
    (tmp_path / "x.parquet").write_bytes(b"nothing")
    with pytest.raises(ReadError, match="no Parquet file"):
        read(tmp_path / "x.parquet")
    table(tmp_path / "y.jsonl", [record(1)])
    assert [isinstance(item, Article) for item in read(tmp_path)] == [False, True]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    path = table(tmp_path / "in.jsonl", [record(1)])
    items = read_input(str(path), {})
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(record(2)) + "\n")
    assert len(list(items)) == 2
