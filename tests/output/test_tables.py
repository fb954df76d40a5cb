"""Exported tables: text that a spreadsheet would run, text that a terminal would obey, JSON and GeoJSON by their
standards."""

from __future__ import annotations

import csv
import io
import json
import math
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mujaz.bulk.entries import Spent
from mujaz.bulk.export import TABLES, export
from mujaz.bulk.export.columns import COLUMNS, Table
from mujaz.bulk.export.writers import write_csv, write_geojson, write_jsonl
from mujaz.bulk.ledger import Ledger
from mujaz.render._text import visible
from tests.bulk.building import admit
from tests.render.brief_building import sample
from tests.render.hostile_text import crowd
from tests.support import briefs as b

from .pages import HOSTILE

_STARTS_A_FORMULA = set("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run with one brief, steeped in hostile text, with coordinates."""
    folder = tmp_path_factory.mktemp("run") / "run"
    ledger = Ledger(folder, gather=0.0)
    ledger.begin_pass()
    brief = crowd(sample(), HOSTILE)
    events = [
        event.model_copy(
            update={"where": event.where and event.where.model_copy(update={"latitude": 33.5, "longitude": -7.25})}
        )
        for event in brief.events
    ]
    brief = brief.model_copy(update={"events": events})
    (first,) = admit(ledger, b.article(title=HOSTILE[0], outlet=" ".join(HOSTILE), url="https://e.example"))
    ledger.claim(first.n).result()
    ledger.finish(first.n, zlib.compress(brief.model_dump_json(by_alias=True).encode()), Spent(1, 10, 5), 0.1).result()
    ledger.close()
    return folder


def exported(run: Path, format_: Any, table: Any) -> str:
    out = io.StringIO(newline="")
    export(run, format_, [table], None, out)
    return out.getvalue()


def rows(run: Path, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(run, "csv", table).removeprefix("\ufeff"), newline="")))


def strict(text: str) -> Any:
    def refused(name: str) -> Any:
        raise AssertionError(f"{name} is no JSON")

    return json.loads(text, parse_constant=refused)


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_begins_a_formula_and_none_holds_a_command(run: Path, table: Table) -> None:
    texts = {name for name, kind in COLUMNS[table] if kind in ("text", "texts")}
    cells = [cell for row in rows(run, table) for name, cell in row.items() if name in texts]
    assert len(cells) > 5
    for cell in cells:
        seen = "".join(c for c in cell if unicodedata.category(c) not in ("Cf", "Zs", "Zl", "Zp"))
        assert seen[:1] not in _STARTS_A_FORMULA, cell
    text = exported(run, "csv", table)
    assert {c for c in text if unicodedata.category(c) == "Cc"} <= set("\r\n\t\x0b\x0c\x1c\x85")
    assert "\u202e" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_text_reads_back_less_one_apostrophe(text: str) -> None:
    out = io.StringIO(newline="")
    write_csv([{"a": text, "b": -5, "c": -0.5}], (("a", "text"), ("b", "int"), ("c", "float")), out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"), newline=""))
    assert row["a"].removeprefix("'") == visible(text)
    assert (row["b"], row["c"]) == ("-5", "-0.5")


def test_words_and_numbers_stay_as_they_are() -> None:
    out = io.StringIO(newline="")
    columns = (("a", "text"), ("n", "int"), ("x", "float"), ("l", "texts"), ("q", "bool"))
    write_csv([{"a": "ثلاثة قتلى - بينهم طفل", "n": -5, "x": -1e-7, "l": ["a", "=b"], "q": True}], columns, out)  # type: ignore[arg-type]
    assert out.getvalue().splitlines()[1] == "ثلاثة قتلى - بينهم طفل,-5,-1e-07,a; =b,true"


@pytest.mark.parametrize("table", TABLES)
def test_json_lines_are_strict_hold_the_text_exactly_and_command_nothing(run: Path, table: str) -> None:
    text = exported(run, "jsonl", table)
    lines = text.split("\n")[:-1]
    assert len(text.splitlines()) == len(lines) > 0
    found = [strict(line) for line in lines]
    if table == "events":
        assert [row["description"] for row in found] == list(HOSTILE)
    assert {c for c in text if unicodedata.category(c) in ("Cc", "Cs")} <= {"\n"}
    assert not set(text) & set("\u2028\u2029\u202e\u2066\ufeff")


def test_parquet_holds_the_text_exactly(run: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    export(run, "parquet", ["events"], tmp_path, io.StringIO())
    assert parquet.read_table(tmp_path / "events.parquet")["description"].to_pylist() == list(HOSTILE)


def test_a_number_that_json_does_not_have_is_null() -> None:
    out = io.StringIO()
    write_jsonl([{"x": math.nan}, {"x": math.inf}, {"x": 1.5}], (("x", "float"),), out)
    assert [strict(line) for line in out.getvalue().splitlines()] == [{"x": None}, {"x": None}, {"x": 1.5}]


def problems(document: Any) -> Iterator[str]:
    """What RFC 7946 does not allow in a collection of points; section numbers are the standard's."""
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        yield "3.3: no FeatureCollection"
        return
    if set(document) & {"coordinates", "geometries", "geometry", "properties", "crs"}:
        yield "7.1, 4: a member that belongs elsewhere"
    if not isinstance(document.get("features"), list):
        yield "3.3: features are no list"
        return
    for feature in document["features"]:
        if feature.get("type") != "Feature" or not {"geometry", "properties"} <= set(feature):
            yield "3.2: no Feature"
            continue
        if not isinstance(feature["properties"], dict | None):
            yield "3.2: properties are no object"
        if "id" in feature and not isinstance(feature["id"], str | int | float):
            yield "3.2: id"
        geometry = feature["geometry"]
        if geometry is not None and geometry.get("type") != "Point":
            yield "3.1.2: no Point"
        elif geometry is not None:
            position = geometry.get("coordinates")
            if (
                not isinstance(position, list)
                or len(position) != 2
                or not all(type(x) in (int, float) for x in position)
            ):
                yield "3.1.1: no position"
            elif not (-180 <= position[0] <= 180 and -90 <= position[1] <= 90):
                yield "4: not longitude, latitude in degrees"


def test_geojson_is_valid_and_longitude_comes_first(run: Path) -> None:
    document = strict(exported(run, "geojson", "events"))
    assert list(problems(document)) == []
    assert len(document["features"]) == len(HOSTILE)
    assert {tuple(one["geometry"]["coordinates"]) for one in document["features"]} == {(-7.25, 33.5)}
    assert [one["properties"]["description"] for one in document["features"]] == list(HOSTILE)


@pytest.mark.parametrize(("latitude", "longitude"), [(91.0, 0.0), (0.0, -180.5), (math.nan, 0.0), (None, 1.0)])
def test_a_place_that_is_nowhere_is_left_out(latitude: float | None, longitude: float) -> None:
    out = io.StringIO()
    row = {"latitude": latitude, "longitude": longitude, "event_id": "a#1"}
    assert write_geojson([row], (("event_id", "text"),), out) == 0
    assert strict(out.getvalue()) == {"type": "FeatureCollection", "features": []}


def test_the_check_of_geojson_finds_what_is_wrong() -> None:
    def feature(*position: Any) -> dict[str, Any]:
        return {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": list(position)}}

    wrongs: list[Any] = [
        [],
        feature(0.0, 91.0),
        feature(181.0, 0.0),
        feature(0.0),
        feature("0", 0.0),
        {"type": "Feature"},
    ]
    for wrong in wrongs:
        document = {"type": "FeatureCollection", "features": [wrong]} if isinstance(wrong, dict) else wrong
        assert list(problems(document))
