"""The pages hold text from articles, models and file names as text: nothing in it becomes an element, an attribute, a
link, a style, a script or a request, and it does not reorder the page's own words."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.render.chromium import Chromium, Page, find_chromium

from .conftest import Comparing
from .pages import HARMLESS, HOSTILE, PAGES, brief_page, gate_page_of, outline_of, report_page_of

_PROGRAM = find_chromium()
_SAME_SHAPE = ("brief", "gate")
"""Pages in which hostile and harmless text stand in the same places. In that of a scored run, the checks find other
errors in other texts."""

_NEVER_RAW = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")

_OUTLINE = "[...document.querySelectorAll('*')].map(e => [e.localName, e.getAttributeNames()])"


@pytest.fixture(scope="module")
def pages(compared: Comparing) -> dict[tuple[str, str], str]:
    made = {}
    for kind, texts in {"harmless": HARMLESS, "hostile": HOSTILE}.items():
        made["brief", kind], made["report", kind] = brief_page(texts), report_page_of(texts)
        made["gate", kind] = gate_page_of(*compared(texts))
    return made


@pytest.mark.parametrize("name", PAGES)
def test_no_element_and_no_attribute_comes_from_data(pages: dict[tuple[str, str], str], name: str) -> None:
    quiet, loud = (outline_of(pages[name, kind]) for kind in ("harmless", "hostile"))
    assert set(loud) <= set(quiet) | ({("li", ("class",)), ("h4", ())} if name == "report" else set())
    if name in _SAME_SHAPE:
        assert loud == quiet


@pytest.mark.parametrize("name", PAGES)
def test_every_text_is_on_the_page(pages: dict[tuple[str, str], str], name: str) -> None:
    words = html.document_fromstring(pages[name, "hostile"]).text_content()
    for said in ("document.title='owned'", "javascript:document.title=1", "https://evil.example", "<U+202E>", "FORGED"):
        assert said in words


@pytest.mark.parametrize("name", PAGES)
def test_what_hides_or_reorders_is_written_out(pages: dict[tuple[str, str], str], name: str) -> None:
    assert _NEVER_RAW.findall(pages[name, "hostile"]) == []
    pages[name, "hostile"].encode("utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_lets_nothing_in_but_our_own_style_and_script(pages: dict[tuple[str, str], str], name: str) -> None:
    text = pages[name, "hostile"]
    tree = html.document_fromstring(text)
    (policy,) = tree.xpath("//meta[@http-equiv]/@content")
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert {directives.pop(key) for key in ("default-src", "base-uri", "form-action")} == {"'none'"}
    for directive, tag in (("style-src", "style"), ("script-src", "script")):
        own = [element.text_content() for element in tree.iter(tag)]
        digests = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in own]
        if own:
            assert [directives.pop(directive)] == [f"'sha256-{digest}'" for digest in digests]
    assert directives == {}
    head = text.index("Content-Security-Policy")
    assert head < text.index("<title>") < text.index("<style>"), "the policy comes before what it is about"


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_into_the_page_or_to_the_article(pages: dict[tuple[str, str], str], name: str) -> None:
    tree = html.document_fromstring(pages[name, "hostile"])
    ids = set(tree.xpath("//@id"))
    for href in tree.xpath("//@href"):
        assert href.startswith("#")
        assert href[1:] in ids
    assert len(ids) == len(tree.xpath("//@id"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    if _PROGRAM is None:
        pytest.skip("no Chromium is installed")
    with Chromium(_PROGRAM) as chromium:
        yield chromium


def opened(browser: Chromium, file: Path, text: str) -> Page:
    file.write_text(text, encoding="utf-8", newline="\n")
    return browser.open(file)


def outline_in(page: Page) -> list[Any]:
    found = page.ask(_OUTLINE)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_in_a_browser_hostile_text_neither_acts_nor_loads_nor_complains(
    browser: Chromium, pages: dict[tuple[str, str], str], tmp_path: Path, name: str
) -> None:
    quiet = outline_in(opened(browser, tmp_path / "harmless.html", pages[name, "harmless"]))
    file = tmp_path / "hostile.html"
    page = opened(browser, file, pages[name, "hostile"])
    loud = outline_in(page)
    page.ask("document.querySelectorAll('details').forEach(e => { e.open = true })")
    if name in _SAME_SHAPE:
        assert loud == quiet
    assert {str(each) for each in loud} <= {str(each) for each in quiet} | {"['li', ['class']]", "['h4', []]"}
    if name == "brief":
        for number in range(1, len(HOSTILE), 12):
            page.click(f"#s{number} .pick")
    assert page.complaints() == []
    assert page.requests() == [file.as_uri()]
    assert page.dialogs() == 0
    assert page.ask("document.title") != "owned"
    assert page.ask("location.href").split("#")[0] == file.as_uri()


def test_a_browser_lets_data_stay_in_its_place_on_the_line(
    browser: Chromium, pages: dict[tuple[str, str], str], tmp_path: Path
) -> None:
    """Numbers of passages stand behind their sentence, whatever direction the sentence ends in."""
    page = opened(browser, tmp_path / "hostile.html", pages["brief", "hostile"])
    for text in ("English then عربي", "عربي then English 123", "\u2067\u202e\u202b unclosed", "انفجار\u202e<b>"):
        item = f"#s{HOSTILE.index(text) + 1}"
        pick, number = (
            page.ask(f"(() => {{ const b = [...document.querySelector('{item} {what}').getClientRects()].{which}; "
                     "return [b.left, b.right, b.top]; })()")
            for what, which in ((".pick", "at(-1)"), (".refs", "at(0)"))
        )  # fmt: skip
        assert number[0] >= pick[1] - 1 or number[2] > pick[2] + 4, text
