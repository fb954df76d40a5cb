"""Tables that are not what they should be: CSV in other encodings and sizes, Parquet that is damaged."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path
from typing import Any

import pytest

from mujaz.articles import limits
from mujaz.articles.article import Article
from mujaz.bulk import intake, intake_csv
from mujaz.errors import ReadError
from tests.fuzz.bad_files import BODY


def read(path: Path) -> list[Article | ReadError]:
    return list(intake.read_input(str(path), {}))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "cp1256"])
def test_a_table_as_spreadsheets_save_it_is_read_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [["id", "text"], *([str(number), f"{BODY} {number}\nسطر"] for number in range(900))]
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter="\t").writerows(rows)
    if encoding in ("utf-16-le", "utf-16-be"):
        assert path.stat().st_size > 65_536
    found = read(path)
    assert [item.id for item in found if isinstance(item, Article)] == [str(number) for number in range(900)]
    assert intake.count(str(path)) == 900


def test_what_follows_a_line_that_is_too_long_is_not_guessed_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_csv, "MAX_FILE_BYTES", 10_000)
    long = "ا" * 10_001
    for cell in (long, f'"{long}"', '"' + "ا\n" * 10_001):
        path = tmp_path / "a.csv"
        path.write_text(f"id,text\n1,{BODY}\n2,{cell}\n3,{BODY}\n", encoding="utf-8")
        first, last = read(path)
        assert isinstance(first, Article)
        assert "what follows is not read" in str(last)


def test_a_nul_in_a_field_is_the_fault_of_its_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    padding = "".join(f"{number},{BODY}\n" for number in range(2_000))  # beyond what the encoding is found from
    path.write_text(f"id,text\n{padding}a,ا\0ب\nb,{BODY}\n", encoding="utf-8")
    found = read(path)
    assert [isinstance(item, Article) for item in found[-3:]] == [True, False, True]
    assert 'field "text" has NUL characters' in str(found[-2])


def parquet_of(rows: list[dict[str, Any]], schema: object = None) -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    sink = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), sink, compression="snappy")
    return sink.getvalue()


def test_times_with_nanoseconds_and_zones_are_dates(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    kinds = [pyarrow.timestamp("ns"), pyarrow.timestamp("us", "+03:00"), pyarrow.date32(), pyarrow.date64()]
    for kind in kinds:
        value = 19_850 if "date" in str(kind) else 19_850 * 86_400 * 10 ** (9 if "ns" in str(kind) else 6) + 123_456
        value *= 86_400_000 if str(kind).startswith("date64") else 1
        storage = pyarrow.int32() if str(kind).startswith("date32") else pyarrow.int64()
        days = pyarrow.array([value], storage).cast(kind)
        from pyarrow import parquet

        parquet.write_table(pyarrow.table({"text": [BODY], "published": days}), tmp_path / "a.parquet")
        (article,) = read(tmp_path / "a.parquet")
        assert isinstance(article, Article), article
        assert str(article.published) == "2024-05-07"


def test_a_damaged_parquet_file_gives_articles_or_read_errors(tmp_path: Path) -> None:
    whole = parquet_of([{"id": number, "text": f"{BODY} {number}"} for number in range(30)])
    chance = random.Random(7)
    path = tmp_path / "a.parquet"
    broken = 0
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 2, 5, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randrange(len(data))] + data[-8:] if chance.random() < 0.2 else data)
        try:
            items = read(path)
        except ReadError as error:
            items = [error]
        intake.count(str(path))
        errors = [str(item) for item in items if isinstance(item, ReadError)]
        assert all(error.isprintable() for error in errors)
        broken += bool(errors)
    assert broken > 50


def test_one_long_text_in_countless_rows_is_held_once(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    same = pyarrow.DictionaryArray.from_arrays([0] * 3_000, [BODY * 20_000])
    parquet.write_table(pyarrow.table({"text": same}), path)
    before = pyarrow.total_allocated_bytes()
    items = intake.read_input(str(path), {})
    assert isinstance(next(items), Article)
    assert pyarrow.total_allocated_bytes() - before < 16 * len(BODY.encode()) * 20_000  # of 64 rows at a time


def test_a_parquet_bomb_is_not_unfolded(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    table = pyarrow.table({"text": ["ا" * 1_000_000 for _ in range(40)]})
    parquet.write_table(table, path, compression="zstd", use_dictionary=False)
    with pytest.raises(ReadError, match=f"more than {limits.MAX_UNFOLDING} times"):
        read(path)
