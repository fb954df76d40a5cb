"""What an HTML page says about its article: title, lead, address, outlet and publication date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from mujaz.articles.published import parse
from mujaz.articles.title import letters, one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["PageMetadata", "read", "web_address"]

_EARLIEST = date(1990, 1, 1)
"""The web has no article older than itself; an earlier date is a template's default (1970-01-01)."""

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "article_date_original",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "citation_publication_date",
    "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "date",
)  # fmt: skip
"""Names under which a page's head gives the day of publication, the most definite first. Dates of creation
of the site, of modification and of copyright are not among them."""

_ARTICLE_TYPE = re.compile(r"(?:\w*Article|\w*Posting|Report|AnalysisNewsArticle)")
_URL_DAY = re.compile(
    r"/((?:19|20)\d\d)/(?:[a-z][\w-]*/)?(\d\d?)/(\d\d?)(?=/|$)|[/-]((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)"
)
_MAX_URL = 2_000
_MAX_JSON_LD = 1_000_000
_MAX_NAME = 500
_MOST_HEADLINES = 20


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What the page states; None for what it does not."""

    title: str | None
    description: str | None
    url: str | None
    outlet: str | None
    published: date | None


def read(tree: HtmlElement, url: str | None = None) -> PageMetadata:
    """Metadata of a parsed page that was read from `url`, when that is known.

    Trusted for `published`, in this order: `datePublished` of the page's own JSON-LD article, meta elements
    that name a date of publication, elements marked up as `datePublished`, `<time pubdate>`, and a whole date
    in the address. A source that names several days counts as silent. Never trusted: dates in the text, dates
    of modification, copyright years, days before 1990 or after tomorrow.
    """
    metas = _metas(tree)
    nodes = [node for node in _json_ld(tree) if _is_article(node)]
    canonical = _address(tree, metas)
    outlet = _outlet(metas, nodes, url or canonical)
    return PageMetadata(
        title=_title(tree, metas, nodes, outlet),
        description=next(_values(metas, "og:description", "description", "twitter:description"), None),
        url=url or canonical,
        outlet=outlet,
        published=_published(tree, metas, nodes, canonical or url),
    )


def _metas(tree: HtmlElement) -> list[tuple[str, str]]:
    found = []
    for element in tree.iter("meta"):
        content = one_line(element.get("content") or "")
        if content:
            names = (element.get(attribute) for attribute in ("property", "name", "itemprop"))
            found += [(name.strip().lower(), content) for name in names if name]
    return found


def _values(metas: list[tuple[str, str]], *names: str) -> Iterator[str]:
    for wanted in names:
        yield from (content for name, content in metas if name == wanted)


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The top-level nodes: what is nested in another node (related articles, lists) is not the page."""
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(text) > _MAX_JSON_LD:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict):
                graph = item.get("@graph")
                yield from (
                    node for node in [item, *(graph if isinstance(graph, list) else [])] if isinstance(node, dict)
                )


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    return any(
        isinstance(name, str) and _ARTICLE_TYPE.fullmatch(name)
        for name in (types if isinstance(types, list) else [types])
    )


def _address(tree: HtmlElement, metas: list[tuple[str, str]]) -> str | None:
    links = (link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    for candidate in (*links, *_values(metas, "og:url")):
        if address := web_address(candidate):
            return address
    return None


def web_address(value: str) -> str | None:
    """The value as an absolute http(s) address, None when it is not one or has over 2,000 characters.

    Spaces, direction marks and other invisible characters, which real addresses of Arabic pages hold, are
    percent-encoded as a browser would; control characters are not accepted.
    """
    if len(value) > _MAX_URL or any(character < " " or "\x7f" <= character < "\xa0" for character in value):
        return None
    value = "".join(c if c.isprintable() and c != " " else quote(c, errors="replace") for c in value.strip())
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return value if parts.scheme in ("http", "https") and parts.hostname else None


def _outlet(metas: list[tuple[str, str]], nodes: list[dict[str, Any]], url: str | None) -> str | None:
    publishers = (node.get("publisher") for node in nodes)
    names = (publisher.get("name") for publisher in publishers if isinstance(publisher, dict))
    for name in (*_values(metas, "og:site_name"), *names, *_values(metas, "application-name")):
        if isinstance(name, str) and "://" not in name and letters(name):
            return one_line(name)[:_MAX_NAME]
    host = urlsplit(url).hostname if url and web_address(url) else None
    return host.removeprefix("www.") if host else None


def _title(
    tree: HtmlElement, metas: list[tuple[str, str]], nodes: list[dict[str, Any]], outlet: str | None
) -> str | None:
    """The headline as the page prints it, when what the head calls the title confirms it; else the head's."""
    printed = (one_line(element.text_content()) for element in islice(tree.iter("h1"), _MOST_HEADLINES))
    headlines = [headline for headline in printed if letters(headline) and len(headline) <= _MAX_NAME]
    stated = [*_values(metas, "og:title", "twitter:title")]
    stated += [one_line(n["headline"]) for n in nodes if isinstance(n.get("headline"), str)]
    stated += [one_line(element.text_content()) for element in tree.iter("title")]
    worded = (name[: 4 * _MAX_NAME] for name in stated if letters(name[: 4 * _MAX_NAME]))
    named = list(islice(worded, _MOST_HEADLINES))
    for name in named:
        for headline in headlines:
            if letters(name).startswith(letters(headline)) and 2 * len(letters(headline)) > len(letters(name)):
                return headline
    if named:
        return _without_outlet(named[0], outlet)[:_MAX_NAME]
    return headlines[0] if len(headlines) == 1 else None


def _without_outlet(title: str, outlet: str | None) -> str:
    for separator in (" | ", " - ", " – ", " — "):
        head, found, tail = title.rpartition(separator)
        if found and outlet and letters(head) and letters(tail) == letters(outlet):
            return head
    return title


def _published(
    tree: HtmlElement, metas: list[tuple[str, str]], nodes: list[dict[str, Any]], url: str | None
) -> date | None:
    marked = [e for e in tree.iter() if isinstance(e.tag, str) and e.get("itemprop") == "datePublished"]
    timed = [e for e in tree.iter("time") if e.get("pubdate") is not None]
    sources: list[list[object]] = [[node.get("datePublished") for node in nodes]]
    sources += [[*_values(metas, name)] for name in _PUBLISHED_META]
    sources += [[_stated(element) for element in elements] for elements in (marked, timed)]
    for source in sources:
        days = {
            day for value in source if isinstance(value, str) and (day := _plausible(parse(value, day_first=False)))
        }
        if len(days) == 1:
            return days.pop()
    found = _URL_DAY.search(urlsplit(url).path) if url and web_address(url) else None
    return _plausible(parse("-".join(filter(None, found.groups())), day_first=False)) if found else None


def _stated(element: HtmlElement) -> str:
    return str(element.get("datetime") or element.get("content") or element.text_content()[:120])


def _plausible(day: date | None) -> date | None:
    latest = datetime.now(UTC).date() + timedelta(days=1)  # tomorrow here is today further east
    return day if day is not None and _EARLIEST <= day <= latest else None
