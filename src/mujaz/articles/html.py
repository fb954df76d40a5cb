"""The article in an HTML page."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from mujaz.articles import hidden_elements, metadata
from mujaz.articles.limits import MAX_DEPTH, MAX_ELEMENTS, MAX_TAGS
from mujaz.articles.text import decode
from mujaz.articles.title import letters, one_line, with_title
from mujaz.errors import ReadError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Extracted", "decode_page", "extract", "looks_like_html"]

_ENCODINGS = {
    "windows-1256": "cp1256", "cp1256": "cp1256", "x-cp1256": "cp1256",
    "iso-8859-6": "iso8859_6", "iso_8859-6": "iso8859_6", "arabic": "iso8859_6", "asmo-708": "iso8859_6",
    "iso-8859-6-i": "iso8859_6", "iso-8859-6-e": "iso8859_6", "x-mac-arabic": "mac_arabic",
    "utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
}  # fmt: skip
"""Declared encodings that are believed; every other one is found from the bytes, because pages in
Windows-1256 often declare ISO 8859-1, and UTF-8 needs no declaration to be known."""

_META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.IGNORECASE)
_HTML_START = re.compile(
    r"(?:\s|<!--(?:[^-]|-(?!->))*-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_MAX_TAG = 4_000
_MAX_SEPARATORS = 400
_SEPARATOR = re.compile(r"[\s/=]")
_TAG = re.compile(r"</?[a-z]", re.IGNORECASE)
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_LEAD_MIN, _LEAD_MAX = 40, 2_000


@dataclass(frozen=True, slots=True)
class Extracted:
    """The article of a page. `text` begins with the title; `published` is None unless the page states it."""

    text: str
    title: str | None
    url: str | None
    outlet: str | None
    published: date | None


def looks_like_html(beginning: str) -> bool:
    """Whether a text begins as an HTML document does (doctype, `<html>`, `<head>` or `<body>`)."""
    return _HTML_START.match(beginning[:2_000]) is not None


def decode_page(data: bytes, charset: str | None = None) -> str:
    """Text of a page's bytes: by byte order mark, as valid UTF-8, as `charset` (from the HTTP header) or the
    page's own meta element declare, or else as found from the bytes. Raises ReadError as `text.decode` does.
    """
    declared = charset
    if declared is None and (found := _META_CHARSET.search(data[:4_096])):
        declared = found[1].decode("ascii")
    encoding = _ENCODINGS.get((declared or "").strip("\"' ").lower())
    # What a meta element in plain ASCII says about UTF-16 cannot be true (HTML standard, 13.2.3.2).
    if encoding and (charset is not None or not encoding.startswith("utf-16")) and not _is_unicode(data):
        try:
            return data.decode(encoding).lstrip("\ufeff")
        except UnicodeDecodeError:
            pass
    return decode(data).text


def _is_unicode(data: bytes) -> bool:
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in data


def extract(html: bytes | str, url: str | None = None, *, charset: str | None = None) -> Extracted:
    """The article in a page or in a fragment of one: body through trafilatura, without readers' comments.

    `url` is the address it was read from, `charset` what the server declared. What the page hides is left out
    (`hidden_elements.drop` says how that is known). A lead that the page prints
    apart from the body and repeats as its description is put back in front. `metadata.read` says which dates
    are trusted. Raises ReadError for a page that is not text, has no article, or is too deep or too large.
    """
    page = decode_page(html, charset) if isinstance(html, bytes) else html
    tree = _parse(page)
    about = metadata.read(tree, url)
    hidden_elements.drop(tree)
    body = _below_title(_body(tree, url), about.title)
    lead = _lead(tree, about.description, body)
    if lead:
        body = f"{lead}\n{body}"
    if not letters(body):
        raise ReadError("the page has no article text; give the article itself, or its text as .txt")
    return Extracted(
        text=with_title(about.title, body),
        title=about.title,
        url=about.url,
        outlet=about.outlet,
        published=about.published,
    )


def _parse(page: str) -> HtmlElement:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    if next(islice(_TAG.finditer(page), MAX_TAGS, None), None) is not None:
        raise ReadError(f"the page has more than {MAX_TAGS:,} tags; save the article's text as .txt")
    content = _without_bloated_tags(_FORBIDDEN.sub("", page))
    if not content.strip():
        raise ReadError("the page is empty; nothing to read")
    try:
        tree = document_fromstring(content.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadError("the page cannot be parsed as HTML; save the article's text as .txt") from error
    elements = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if elements > MAX_ELEMENTS:
            raise ReadError(f"the page has more than {MAX_ELEMENTS:,} elements; save the article's text as .txt")
        if depth > MAX_DEPTH:
            raise ReadError(f"the page is nested more than {MAX_DEPTH} deep; save the article's text as .txt")
    return tree


def _without_bloated_tags(page: str) -> str:
    """The page with the attributes of absurdly long tags dropped: libxml2 compares every attribute with all
    others of its tag, so that a tag of 200 kB could take many seconds."""
    parts = []
    done = start = 0
    end = -1
    while (start := page.find("<", start)) >= 0:
        if end < start:
            end = page.find(">", start)
            end = len(page) if end < 0 else end
        if not page[start + 1 : start + 2].isalpha():
            start += 1
            continue
        if end - start > _MAX_TAG and len(_SEPARATOR.findall(page, start, end)) > _MAX_SEPARATORS:
            found = _SEPARATOR.search(page, start, end)
            parts.append(page[done : found.start() if found else end])
            done = end
        start = end
    return "".join([*parts, page[done:]])


def _body(tree: HtmlElement, url: str | None) -> str:
    from trafilatura import bare_extraction

    # Its messages repeat what the ReadError says; without a handler they would appear on stderr.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    document = bare_extraction(tree, url=url, include_comments=False, with_metadata=False)
    return (getattr(document, "text", None) or "").strip()


def _below_title(body: str, title: str | None) -> str:
    """The body without first lines that only repeat the title, which `with_title` sets apart."""
    first, _, rest = body.partition("\n")
    while title and rest and letters(first) == letters(title):
        body = rest.lstrip()
        first, _, rest = body.partition("\n")
    return body


def _lead(tree: HtmlElement, description: str | None, body: str) -> str | None:
    """The paragraph that the description is taken from, when the extraction has left it out."""
    wanted = letters(description or "")[:60]
    if len(wanted) < _LEAD_MIN or wanted in letters(body):
        return None
    for element in tree.body.iter():
        if isinstance(element.tag, str) and letters((element.text or "")[:200])[:20] == wanted[:20]:
            lead = one_line(element.text_content())
            if letters(lead).startswith(wanted) and len(lead) <= _LEAD_MAX:
                return lead
    return None
