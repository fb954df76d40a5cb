"""From a ledger's rows and briefs to the rows of the exported tables (`mujaz.bulk.export.columns`)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

from mujaz.bulk.export.columns import Table
from mujaz.bulk.export.crosswalk import acled_like, is_armed
from mujaz.bulk.ledger import unpacked

__all__ = ["Row", "rows"]

Row = dict[str, Any]

_KINDS = ("killed", "injured", "detained", "missing", "displaced")


def rows(connection: sqlite3.Connection, table: Table) -> Iterator[Row]:
    """The rows of a table, in the order in which articles were first read; keys are its columns."""
    if table == "articles":
        yield from _articles(connection)
        return
    for n, data in connection.execute("SELECT n, json FROM brief ORDER BY n"):
        brief = json.loads(unpacked(data))
        if table == "briefs":
            yield _brief(connection, n, brief)
        elif table == "events":
            siblings = _siblings(connection, n) if brief["events"] else []
            for index, event in enumerate(brief["events"], 1):
                yield _event(brief["article"], index, event, siblings)
        else:
            for finding in brief["findings"]:
                yield {"article_id": brief["article"]["id"], **finding}


def _article(article: Row) -> Row:
    return {
        "article_id": article["id"],
        "title": article["title"],
        "url": article["url"],
        "outlet": article["outlet"],
        "published": _day(article["published"]),
    }


def _brief(connection: sqlite3.Connection, n: int, brief: Row) -> Row:
    marks = [brief["headline"]["support"]]
    marks += [item["support"] for item in brief["summary"] + brief["events"] + brief["caveats"]]
    marks += [account["support"] for event in brief["events"] for account in event["accounts"]]
    severities = [finding["severity"] for finding in brief["findings"]]
    provenance = brief["provenance"]
    return {
        **_article(brief["article"]),
        "language": brief["article"]["language"],
        "raw_sha256": brief["article"]["raw_sha256"],
        "headline": brief["headline"]["text_en"],
        "headline_support": brief["headline"]["support"],
        "summary": "\n".join(_said(item) for item in brief["summary"]),
        "verified": marks.count("verified"),
        "flagged": marks.count("flagged"),
        "unsupported": marks.count("unsupported"),
        "events": len(brief["events"]),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "duplicates": _duplicates(connection, n),
        "siblings": _siblings(connection, n),
        "model": provenance["model"],
        "prompt": provenance["prompt"],
        "attempts": provenance["attempts"],
        "prompt_tokens": provenance["tokens"]["prompt"],
        "completion_tokens": provenance["tokens"]["completion"],
        "cost_usd": provenance["cost_usd"],
        "brief": brief,
    }


def _said(statement: Row) -> str:
    """A sentence, with its mark where it is not verified: nothing unsupported is ever shown as verified."""
    mark = "" if statement["support"] == "verified" else f" [{statement['support']}]"
    return f"{statement['text_en']}{mark}"


def _event(article: Row, index: int, event: Row, siblings: list[str]) -> Row:
    when, where = event["when"] or {}, event["where"] or {}
    actors, targets = event["actors"], event["targets"]
    sectors = [actor["sector"] for actor in actors], [target["sector"] for target in targets]
    like = acled_like(event["category"], event["mode"], *sectors)
    violent = like is not None and like.disorder_type == "Political violence"
    known = [sector for sector in sectors[1] if sector != "UNK"]
    evidence = event["evidence"]
    return {
        "event_id": f"{article['id']}#{index}",
        **_article(article),
        "description": event["description_en"],
        "attribution": event["attribution"],
        "support": event["support"],
        "role": event["role"],
        "status": event["status"],
        "category": event["category"],
        "mode": event["mode"],
        "acled_like_disorder_type": like.disorder_type if like else None,
        "acled_like_event_type": like.event_type if like else None,
        "acled_like_sub_event_type": like.sub_event_type if like else None,
        "acled_like_civilian_targeting": not is_armed(known) if violent and known else None,
        "event_date": _day(when.get("start")),
        "event_date_end": _day(when.get("end")),
        "date_edtf": when.get("edtf"),
        "date_precision": when.get("precision"),
        "date_basis": when.get("basis"),
        "date_ar": when.get("expression_ar"),
        **_side("actor1", actors),
        "actors": [actor["name_en"] for actor in actors],
        **_side("actor2", targets),
        "targets": [target["name_en"] for target in targets],
        "location": where.get("name_en"),
        "location_ar": where.get("name_ar"),
        "location_within": where.get("within"),
        "latitude": where.get("latitude"),
        "longitude": where.get("longitude"),
        "geonameid": where.get("geonameid"),
        "location_precision": where.get("precision"),
        **_counts(event["casualties"]),
        "accounts": [f"{account['claimant']}: {account['says_en']}" for account in event["accounts"]],
        "evidence": [piece["quote"] for piece in evidence],
        "evidence_start": min((piece["start"] for piece in evidence), default=None),
        "evidence_end": max((piece["end"] for piece in evidence), default=None),
        "siblings": siblings,
    }


def _side(name: str, people: list[Row]) -> Row:
    first = people[0] if people else {}
    return {name: first.get("name_en"), f"{name}_ar": first.get("name_ar"), f"{name}_sector": first.get("sector")}


def _counts(casualties: list[Row]) -> Row:
    """Bounds for each kind. Several counts of a kind are added up, unless one of them is the sum of the others."""
    found: Row = {}
    for kind in _KINDS:
        counts = [count for count in casualties if count["kind"] == kind]
        for bound in ("min", "best", "max"):
            values = [count[bound] for count in counts]
            found[f"{kind}_{bound}"] = None if not values or None in values else _total(values)
    return found


def _total(values: list[int]) -> int:
    largest = max(values)
    return largest if len(values) > 2 and 2 * largest == sum(values) else sum(values)


def _articles(connection: sqlite3.Connection) -> Iterator[Row]:
    names = (
        "n, id, title, url, outlet, published, source, state, failure, message, retryable, copies, attempts, requests, "
        "prompt_tokens, completion_tokens, cost_usd, (SELECT o.id FROM article o WHERE o.n = article.same_as)"
    )
    for row in connection.execute(f"SELECT {names} FROM article ORDER BY n"):
        n, id_, title, url, outlet, published, source, state, failure, message, retryable, *counts, cost, same_as = row
        yield {
            "article_id": id_,
            "title": title,
            "url": url,
            "outlet": outlet,
            "published": _day(published),
            "source": source,
            "state": state,
            "same_as": same_as,
            "failure": failure,
            "message": message,
            "retryable": None if retryable is None else bool(retryable),
            **dict(zip(("copies", "attempts", "requests", "prompt_tokens", "completion_tokens"), counts, strict=True)),
            "cost_usd": cost,
            "siblings": _siblings(connection, n),
        }


def _duplicates(connection: sqlite3.Connection, n: int) -> list[str]:
    """Articles whose brief this is too."""
    found = connection.execute("SELECT id FROM article WHERE same_as = ? AND state = 'duplicate' ORDER BY n", (n,))
    return [id_ for (id_,) in found]


def _siblings(connection: sqlite3.Connection, n: int) -> list[str]:
    """Near copies of an article, and those it is one of."""
    found = connection.execute(
        "SELECT id FROM article WHERE n IN "
        "(SELECT b FROM sibling WHERE a = :n UNION SELECT a FROM sibling WHERE b = :n) ORDER BY n",
        {"n": n},
    )
    return [id_ for (id_,) in found]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
