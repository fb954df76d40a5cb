"""The exported tables: what is in them, in every format; and the crosswalk to ACLED-like types."""

from __future__ import annotations

import csv
import io
import itertools
import json
import zlib
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from mujaz.articles.article import Article
from mujaz.bulk.entries import Spent
from mujaz.bulk.errors import LedgerError
from mujaz.bulk.export import FORMATS, TABLES, export
from mujaz.bulk.export.columns import COLUMNS, EVENTS
from mujaz.bulk.export.crosswalk import acled_like
from mujaz.bulk.export.rows import _counts
from mujaz.bulk.export.writers import write_csv, write_geojson
from mujaz.bulk.ledger import Ledger
from mujaz.errors import UsageError
from mujaz.schema.codes import MODES, Category, Sector
from tests.bulk.building import admit, text
from tests.support import briefs as b

ARTICLE = b.article(title="=HYPERLINK(1)", published=date(2025, 4, 12))
EVENT = b.event(
    category="assault",
    mode="drone",
    when={"expression_ar": "أمس", "reading": None, "reported_ar": None},
    actors=[{"name_ar": None, "name_en": "an armed group", "sector": "UAF"}],
    targets=[{"name_ar": None, "name_en": "workers", "sector": "CVL"}],
    casualties=[{"kind": "injured", "who": "workers", "count": 5, "expression_ar": "خمسة عمال"}],
    evidence=[2],
)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run with one brief, a duplicate of it, and an article that failed."""
    ledger = Ledger(tmp_path / "run", gather=0.0)
    ledger.begin_pass()
    brief = b.brief_of(ARTICLE, events=[EVENT])
    first, _, _ = admit(
        ledger,
        ARTICLE,
        Article(id="copy", text=ARTICLE.text, published=ARTICLE.published),
        Article(id="x", text=text(1)),
    )
    ledger.claim(first.n).result()
    ledger.finish(first.n, zlib.compress(brief.model_dump_json(by_alias=True).encode()), Spent(1, 10, 5), 0.1).result()
    ledger.close()
    return tmp_path / "run"


def exported(run: Path, format_: Any, table: Any) -> str:
    out = io.StringIO()
    export(run, format_, [table], None, out)
    return out.getvalue()


def lines(run: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(run, "jsonl", table).splitlines()]


def test_a_brief_knows_its_duplicates_and_holds_the_whole_document(run: Path) -> None:
    (row,) = lines(run, "briefs")
    assert row["duplicates"] == ["copy"]
    assert row["headline"] == "Bridge closed to lorries"
    assert row["brief"]["article"]["raw_sha256"] == ARTICLE.sha256
    assert list(row) == [name for name, _ in COLUMNS["briefs"]]


def test_an_event_is_flat_with_dates_counts_evidence_and_an_acled_like_type(run: Path) -> None:
    (row,) = lines(run, "events")
    assert row["event_id"] == "bridge#1"
    assert row["acled_like_event_type"] == "Explosions/Remote violence"
    assert row["acled_like_sub_event_type"] == "Air/drone strike"
    assert row["acled_like_civilian_targeting"] is True
    assert (row["event_date"], row["event_date_end"]) == ("2025-04-11", "2025-04-11")
    assert (row["injured_min"], row["injured_best"], row["injured_max"], row["killed_best"]) == (5, 5, 5, None)
    assert ARTICLE.text[row["evidence_start"] : row["evidence_end"]] == row["evidence"][0]
    assert (row["actor1"], row["actor2_sector"]) == ("an armed group", "CVL")


def test_every_article_of_the_input_is_a_row_with_its_state(run: Path) -> None:
    found = {row["article_id"]: (row["state"], row["same_as"]) for row in lines(run, "articles")}
    assert found == {"bridge": ("done", None), "copy": ("duplicate", "bridge"), "x": ("queued", None)}


def test_all_formats_hold_the_same_rows_and_nothing_is_left_half_written(run: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    out = tmp_path / "out"
    for format_ in FORMATS:
        export(run, format_, ["events"] if format_ == "geojson" else TABLES, out, io.StringIO())
    for table in TABLES:
        expected = lines(run, table)
        stored = parquet.read_table(out / f"{table}.parquet")
        assert stored.column_names == [name for name, _ in COLUMNS[table]]
        assert stored.num_rows == len(expected)
        with (out / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == len(expected)
    assert not [path for path in out.iterdir() if path.name.startswith(".")]
    assert parquet.read_table(out / "events.parquet")["event_date"][0].as_py() == date(2025, 4, 11)


def test_parquet_has_the_same_schema_without_any_row(tmp_path: Path, run: Path) -> None:
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    Ledger(tmp_path / "empty").close()
    export(tmp_path / "empty", "parquet", TABLES, tmp_path / "a", io.StringIO())
    export(run, "parquet", TABLES, tmp_path / "b", io.StringIO())
    for table in TABLES:
        assert parquet.read_schema(tmp_path / "a" / f"{table}.parquet") == parquet.read_schema(
            tmp_path / "b" / f"{table}.parquet"
        )


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum", "\t=1", "  =1", "\r=1"])
def test_text_that_looks_like_a_formula_is_defused_in_csv(cell: str) -> None:
    out = io.StringIO()
    write_csv([{"description": cell, "latitude": -33.5}], EVENTS, out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"), newline=""))
    assert row["description"] == f"'{cell}"
    assert row["latitude"] == "-33.5"


def test_geojson_is_a_feature_collection_of_the_events_that_have_coordinates() -> None:
    out = io.StringIO()
    rows: list[dict[str, Any]] = [{"event_id": "a#1", "latitude": 35.5, "longitude": 40.25}, {"event_id": "a#2"}]
    assert write_geojson(rows, EVENTS, out) == 1
    found = json.loads(out.getvalue())
    assert found["type"] == "FeatureCollection"
    assert found["features"][0]["geometry"] == {"type": "Point", "coordinates": [40.25, 35.5]}
    assert found["features"][0]["properties"]["event_id"] == "a#1"


def test_what_cannot_be_written_is_said(run: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--table"):
        export(run, "jsonl", TABLES, None, io.StringIO())
    with pytest.raises(UsageError, match="GeoJSON"):
        export(run, "geojson", ["briefs"], tmp_path, io.StringIO())
    with pytest.raises(LedgerError, match="no run there"):
        export(tmp_path / "nowhere", "jsonl", ["briefs"], None, io.StringIO())


def _count(kind: str, best: int | None) -> dict[str, Any]:
    return {"kind": kind, "min": best, "best": best, "max": best}


@pytest.mark.parametrize(
    ("bests", "expected"), [([3], 3), ([3, 2], 5), ([5, 3, 2], 5), ([3, None], None), ([], None), ([4, 4], 8)]
)
def test_counts_of_a_kind_are_added_up_unless_one_is_the_sum_of_the_others(
    bests: list[int | None], expected: int | None
) -> None:
    assert _counts([_count("killed", best) for best in bests])["killed_best"] == expected


@pytest.mark.parametrize(
    ("category", "mode", "actors", "targets", "expected"),
    [
        ("assault", "aerial", ["MIL"], ["CVL"], ("Explosions/Remote violence", "Air/drone strike")),
        ("assault", "firearms", ["REB"], ["MIL"], ("Battles", "Armed clash")),
        ("assault", "firearms", ["UAF"], ["CVL"], ("Violence against civilians", "Attack")),
        ("assault", "firearms", ["UAF"], [], None),
        ("assault", "firearms", ["UNK"], ["MIL"], None),
        ("assault", "beat", ["CVL"], ["CVL"], ("Riots", "Mob violence")),
        ("assault", "abduct", ["UAF"], ["JRN"], ("Violence against civilians", "Abduction/forced disappearance")),
        ("assault", "abduct", ["REB"], ["MIL"], ("Strategic developments", "Other")),
        ("protest", "demo", ["CVL"], ["GOV"], ("Protests", "Peaceful protest")),
        ("protest", "riot", ["CVL"], [], ("Riots", "Violent demonstration")),
        ("protest", "hunger", ["CVL"], [], None),
        ("coerce", "arrest", ["COP"], ["OPP"], ("Strategic developments", "Arrests")),
        ("retreat", "ceasefire", ["MIL"], ["REB"], ("Strategic developments", "Agreement")),
        ("agree", None, ["GOV"], ["BUS"], None),
        ("statement", None, ["GOV"], [], None),
    ],
)
def test_the_crosswalk(
    category: str, mode: str | None, actors: list[str], targets: list[str], expected: tuple[str, str] | None
) -> None:
    found = acled_like(category, mode, actors, targets)
    assert (found and (found.event_type, found.sub_event_type)) == expected


_SUB_TYPES = {
    "Battles": {"Armed clash"},
    "Protests": {"Peaceful protest", "Protest with intervention"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Looting/property destruction",
        "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip


def test_every_combination_of_codes_gives_a_type_of_the_codebook_or_none() -> None:
    sides: list[tuple[str, ...]] = [(), *((sector,) for sector in get_args(Sector))]
    for category in get_args(Category):
        modes = [None, *sorted(MODES.get(category, ()))]
        for mode, actors, targets in itertools.product(modes, sides, sides):
            found = acled_like(category, mode, actors, targets)
            if found is not None:
                assert found.sub_event_type in _SUB_TYPES[found.event_type]
