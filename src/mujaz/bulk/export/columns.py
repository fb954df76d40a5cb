"""The columns of the exported tables, in order, with their types. A change of meaning is a new version of `SCHEMA`."""

from __future__ import annotations

from typing import Literal

__all__ = ["ARTICLES", "BRIEFS", "COLUMNS", "EVENTS", "FINDINGS", "SCHEMA", "Column", "Kind", "Table"]

SCHEMA = "mujaz/tables/1"

Kind = Literal["text", "int", "float", "date", "bool", "texts", "json"]
"""`texts` is a list of strings; `json` a nested document, text in Parquet and absent from CSV."""
Table = Literal["briefs", "events", "findings", "articles"]
Column = tuple[str, Kind]

_ARTICLE: tuple[Column, ...] = (
    ("article_id", "text"), ("title", "text"), ("url", "text"), ("outlet", "text"), ("published", "date"),
)  # fmt: skip

BRIEFS: tuple[Column, ...] = (
    *_ARTICLE,
    ("language", "text"), ("raw_sha256", "text"),
    ("headline", "text"), ("headline_support", "text"), ("summary", "text"),
    ("verified", "int"), ("flagged", "int"), ("unsupported", "int"),
    ("events", "int"), ("errors", "int"), ("warnings", "int"),
    ("duplicates", "texts"), ("siblings", "texts"),
    ("model", "text"), ("prompt", "text"), ("attempts", "int"),
    ("prompt_tokens", "int"), ("completion_tokens", "int"), ("cost_usd", "float"),
    ("brief", "json"),
)  # fmt: skip

_PLACE: tuple[Column, ...] = (
    ("location", "text"), ("location_ar", "text"), ("location_within", "text"),
    ("latitude", "float"), ("longitude", "float"), ("geonameid", "int"), ("location_precision", "text"),
)  # fmt: skip

_COUNTS: tuple[Column, ...] = tuple(
    (f"{kind}_{bound}", "int")
    for kind in ("killed", "injured", "detained", "missing", "displaced")
    for bound in ("min", "best", "max")
)

EVENTS: tuple[Column, ...] = (
    ("event_id", "text"), *_ARTICLE,
    ("description", "text"), ("attribution", "text"), ("support", "text"), ("role", "text"), ("status", "text"),
    ("category", "text"), ("mode", "text"),
    ("acled_like_disorder_type", "text"), ("acled_like_event_type", "text"), ("acled_like_sub_event_type", "text"),
    ("acled_like_civilian_targeting", "bool"),
    ("event_date", "date"), ("event_date_end", "date"), ("date_edtf", "text"), ("date_precision", "text"),
    ("date_basis", "text"), ("date_ar", "text"),
    ("actor1", "text"), ("actor1_ar", "text"), ("actor1_sector", "text"), ("actors", "texts"),
    ("actor2", "text"), ("actor2_ar", "text"), ("actor2_sector", "text"), ("targets", "texts"),
    *_PLACE, *_COUNTS,
    ("accounts", "texts"), ("evidence", "texts"), ("evidence_start", "int"), ("evidence_end", "int"),
    ("siblings", "texts"),
)  # fmt: skip

FINDINGS: tuple[Column, ...] = (
    ("article_id", "text"), ("code", "text"), ("severity", "text"), ("path", "text"), ("message", "text"),
    ("start", "int"), ("end", "int"),
)  # fmt: skip

ARTICLES: tuple[Column, ...] = (
    *_ARTICLE,
    ("source", "text"), ("state", "text"), ("same_as", "text"), ("failure", "text"), ("message", "text"),
    ("retryable", "bool"), ("copies", "int"), ("attempts", "int"), ("requests", "int"),
    ("prompt_tokens", "int"), ("completion_tokens", "int"), ("cost_usd", "float"), ("siblings", "texts"),
)  # fmt: skip

COLUMNS: dict[Table, tuple[Column, ...]] = {
    "briefs": BRIEFS,
    "events": EVENTS,
    "findings": FINDINGS,
    "articles": ARTICLES,
}
