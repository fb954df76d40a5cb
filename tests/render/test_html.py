"""The page: what it shows, where it points, and that nothing in it acts or loads."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mujaz import render
from mujaz.errors import UsageError
from mujaz.render._text import LINE_BREAK, visible
from mujaz.schema.brief import Brief, BriefStatement, Evidence

from .brief_building import RAW, SOURCE, Source, plain_event, provenance, sample
from .hostile_text import HOSTILE, filled, hostile_text

_VOID = {"meta", "path", "link", "br", "img", "input"}


class Element:
    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """Elements below, by tag, class (`kind=`) or attribute."""
        kind = attributes.pop("kind", "")
        found = []
        for child in self.children:
            if isinstance(child, Element):
                fits = (
                    (not tag or child.tag == tag)
                    and (not kind or kind in child.classes)
                    and all(child.attributes.get(name) == value for name, value in attributes.items())
                )
                found += [child] * fits + child.all(tag, kind=kind, **attributes)
        return found

    def one(self, tag: str = "", **attributes: str) -> Element:
        (found,) = self.all(tag, **attributes)
        return found


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self._open = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.children.append(made)
        if tag not in _VOID:
            self._open = made

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        assert self._open.tag == tag, f"</{tag}> closes <{self._open.tag}>"
        assert self._open.parent is not None
        self._open = self._open.parent

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def parsed(page: str) -> Element:
    """Tree of `page`; fails when tags do not balance."""
    tree = _Tree()
    tree.feed(page)
    tree.close()
    assert tree._open is tree.root
    return tree.root


def shape(element: Element) -> list[object]:
    """Tags and names of attributes, without any text or value."""
    return [
        (child.tag, sorted(child.attributes), shape(child)) for child in element.children if isinstance(child, Element)
    ]


@pytest.fixture(scope="module")
def page() -> Element:
    return parsed(render.html(sample(), RAW))


def lit(page: Element, owner: str, attribute: str) -> str:
    """The Arabic that `owner` lights up."""
    return "".join(
        piece.text for piece in page.all(kind="piece") if owner in piece.attributes.get(attribute, "").split()
    )


def test_choosing_a_statement_lights_exactly_its_evidence(page: Element) -> None:
    assert lit(page, "s1", "data-for") == SOURCE.segments[2]
    assert lit(page, "s3", "data-for") == SOURCE.segments[3] + SOURCE.segments[4]
    assert lit(page, "e1a2", "data-for") == SOURCE.segments[3]


def test_choosing_an_event_or_a_name_lights_its_expressions(page: Element) -> None:
    assert lit(page, "e1", "data-slot") == "وادي السروثلاثة أشخاصمساء الخميسخمسة على الأقل"
    assert lit(page, "n2", "data-slot") == "مشفى النخيل"
    assert lit(page, "e3", "data-slot") == ""


def test_a_finding_points_to_its_passage(page: Element) -> None:
    assert lit(page, "f3", "data-finding") == "ثلاثة أشخاص"


def test_the_source_is_shown_whole_and_unchanged() -> None:
    source = parsed(render.html(sample(), RAW)).one(kind="text")
    for number in source.all("a", kind="number"):
        assert number.parent is not None
        number.parent.children.remove(number)
    lines = [line.text for line in source.all("p")]
    assert lines == [line for line in RAW.split("\n") if line]
    assert (source.attributes["dir"], source.attributes["lang"]) == ("rtl", "ar")


def test_every_link_within_the_page_has_its_target_and_every_id_is_unique(page: Element) -> None:
    ids = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    links = [each.attributes["href"] for each in page.all("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_a_passage_links_back_to_the_first_that_cites_it(page: Element) -> None:
    hrefs = {number.text: number.attributes["href"] for number in page.all("a", kind="number")}
    assert hrefs == {"1": "#h1", "2": "#h1", "3": "#s3", "4": "#s2", "5": "#e2", "6": "#e3"}


@pytest.mark.parametrize(
    ("owner", "word"), [("s2", "FLAGGED"), ("s3", "UNSUPPORTED"), ("e3", "UNSUPPORTED"), ("e1a2", "FLAGGED")]
)
def test_what_is_not_verified_says_so_in_a_word_and_a_shape(page: Element, owner: str, word: str) -> None:
    item = page.one(id=owner)
    mark = item.one("p", kind="mark")
    assert mark.text.strip() == word
    assert mark.one("svg").attributes["aria-hidden"] == "true"
    assert word.lower() in item.classes


def test_what_is_verified_is_quiet(page: Element) -> None:
    for owner in ("h1", "s1", "e2", "n1"):
        assert page.one(id=owner).all("p", kind="mark") == []


def test_the_reason_stands_at_the_statement(page: Element) -> None:
    assert "The number 40 is in none of the cited passages." in page.one(id="s3").text
    assert "Another passage gives three." in page.one(id="e1a2").text


def test_the_top_counts_and_links_what_is_not_verified(page: Element) -> None:
    verdict = page.one("section", kind="verdict")
    assert "7 of 11 statements verified, 2 flagged, 2 UNSUPPORTED" in verdict.text
    assert [link.attributes["href"] for link in verdict.all("a")] == ["#s3", "#e3", "#s2", "#e1a2", "#n2"]


def test_attribution_is_part_of_every_sentence(page: Element) -> None:
    assert "according to governor Samer al-Hilali" in page.one(id="s1").one(kind="told").text
    assert "in the outlet’s own voice" in page.one(id="s2").one(kind="told").text


def test_accounts_that_differ_stand_side_by_side_and_apart(page: Element) -> None:
    accounts = page.one(kind="accounts")
    assert [each.one(kind="claimant").text for each in accounts.all(kind="account")] == [
        "Governor Samer al-Hilali says",
        "A medical source says",
    ]
    assert "says" in accounts.text
    assert page.one(kind="differs").text == "Accounts of this event differ"


def test_background_has_a_table_of_its_own(page: Element) -> None:
    background = page.one("section", kind="background")
    assert [row.attributes["id"] for row in background.all("tr") if "id" in row.attributes] == ["e3"]


def test_a_status_other_than_asserted_is_said(page: Element) -> None:
    assert page.one(id="e2").one(kind="status").text == "planned"
    assert page.one(id="e1").all(kind="status") == []


def test_an_expression_that_is_not_in_the_text_says_so_and_is_no_link(page: Element) -> None:
    expression = page.one(id="e3").one(kind="expression")
    assert expression.all("a") == []
    assert expression.one(kind="note").text == "not in the Arabic"


def test_an_inexact_expression_links_to_what_the_text_has(page: Element) -> None:
    expression = page.one(id="n2").one(kind="expression")
    target = expression.one("a").attributes["href"][1:]
    assert page.one(id=target).text == "مشفى النخيل"
    assert expression.one(kind="note").text == "inexact copy"


def test_an_expression_without_a_slot_is_not_passed_off_as_found() -> None:
    event = sample().events[0].model_copy(update={"slots": []})
    shown = parsed(render.html(sample(events=[event], findings=[]), RAW))
    assert {note.text for note in shown.one(id="e1").all(kind="note")} == {"not looked up"}


def test_a_statement_without_evidence_says_so(page: Element) -> None:
    assert "no passage cited" in page.one(id="c2").text


def test_print_has_the_quotes_under_each_sentence(page: Element) -> None:
    (quote,) = page.one(id="s1").all("p", kind="quote")
    assert quote.text == f"2 {SOURCE.segments[2]}"
    assert quote.attributes["dir"] == "rtl"


def test_findings_link_to_their_statement(page: Element) -> None:
    findings = page.one("section", kind="findings").one("ol").all("li")
    assert [[a.attributes["href"] for a in finding.all("a", kind="jump")] for finding in findings] == [
        ["#e3"],
        ["#s3"],
        ["#e1a2"],
        [],
    ]


def test_provenance_is_folded_away_and_complete(page: Element) -> None:
    folded = page.one("details")
    assert "open" not in folded.attributes
    for fact in ("test-model-4", "a" * 64, "b" * 64, "2,104", "911", "temperature 0.0", "seed 7"):
        assert fact in folded.text


def test_the_built_in_model_is_announced_as_not_fit_to_publish() -> None:
    embedded = parsed(render.html(sample(provenance=provenance(endpoint="embedded")), RAW))
    assert embedded.one("p", kind="notice").text.startswith("Not fit to publish.")
    assert parsed(render.html(sample(), RAW)).all(kind="notice") == []


def test_an_unknown_publication_date_is_said() -> None:
    page = parsed(render.html(sample(article=SOURCE.article()), RAW))
    assert "publication date unknown" in page.one(kind="kicker").text


def test_a_web_address_is_a_link(page: Element) -> None:
    link = page.one("a", kind="address")
    assert link.attributes["href"] == link.text == "https://news.example/a?b=1&c=2"
    assert "noreferrer" in link.attributes["rel"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://x.example",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//news.example/a",
        "/a.html",
        "https:",
        "https://",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        " https://news.example",
        "https://news.example\\@evil.example",
        "https://news\u202e.example",
        "http://[::1",
        "news.txt",
    ],
)
def test_any_other_address_is_text_only(url: str) -> None:
    page = parsed(render.html(sample(article=SOURCE.article(url=url)), RAW))
    assert page.all("a", kind="address") == []
    assert page.one("bdi", kind="address").text == visible(url)


def test_only_what_may_be_arabic_chooses_its_own_direction(page: Element) -> None:
    """English that opens with an Arabic quotation must still read from the left."""
    free = [element.text for element in page.all("bdi") if "dir" not in element.attributes]
    assert free == ["Sarw Daily", "انفجار في سوق وادي السرو"]


def test_the_policy_allows_the_one_style_and_the_one_script_and_nothing_else(page: Element) -> None:
    (meta,) = [each for each in page.all("meta") if "http-equiv" in each.attributes]
    policy = dict(part.strip().split(" ", 1) for part in meta.attributes["content"].split(";"))
    for directive, tag in (("style-src", "style"), ("script-src", "script")):
        (element,) = page.all(tag)
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert policy.pop(directive) == f"'sha256-{digest}'"
    assert policy == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}


def test_the_page_loads_nothing(page: Element) -> None:
    loading = {"src", "srcset", "data", "poster", "action", "background", "ping", "xlink:href", "manifest"}
    for element in page.all():
        assert not loading & set(element.attributes), element.tag
        assert element.tag not in {"link", "img", "iframe", "object", "embed", "form", "base"}
        assert "style" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on")]
    style, script = page.one("style").text, page.one("script").text
    assert not re.search(r"url\(|@import|https?:", style)
    assert not re.search(r"https?:|fetch|XMLHttp|innerHTML|eval|\bimport\b", script)


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert render.html(sample(), RAW) == render.html(sample(), RAW)


def test_a_brief_of_another_text_is_refused() -> None:
    with pytest.raises(UsageError, match="another text"):
        render.html(sample(), RAW + " ")


def test_evidence_that_does_not_stand_where_it_says_is_refused() -> None:
    (evidence,) = SOURCE.evidence(4)
    moved = Evidence.model_validate(evidence.model_dump() | {"start": evidence.start + 1})
    told = BriefStatement(text_en="A.", attribution=None, support="verified", evidence=[moved])
    with pytest.raises(UsageError, match="/summary/0 cites does not stand"):
        render.html(sample(summary=[told]), RAW)


@pytest.mark.parametrize("change", [{"start": 0, "end": 3}, {"end": 10**6}, {"start": -1}])
def test_an_expression_that_does_not_stand_where_it_says_is_refused(change: dict[str, int]) -> None:
    (name, *_) = sample().entities
    moved = name.model_copy(update={"slots": [name.slots[0].model_copy(update=change)]})
    with pytest.raises(UsageError, match="what /entities/0/name_ar cites does not stand"):
        render.html(sample(entities=[moved]), RAW)


def test_a_finding_outside_the_article_is_refused() -> None:
    finding = sample().findings[2].model_copy(update={"end": 10**6})
    with pytest.raises(UsageError, match="/findings/0"):
        render.html(sample(findings=[finding]), RAW)


def test_a_brief_with_next_to_nothing_in_it_renders() -> None:
    told = BriefStatement(text_en="A.", attribution=None, support="verified", evidence=SOURCE.evidence(2))
    page = parsed(render.html(sample(summary=[told], events=[], entities=[], caveats=[], findings=[]), RAW))
    assert "No event listed." in page.text
    assert "The checks found nothing to report." in page.text


def test_a_brief_with_background_only_still_has_its_events_section() -> None:
    page = parsed(render.html(sample(events=[plain_event(role="background")], findings=[]), RAW))
    assert page.one(id="events").text == "Events"
    assert page.one(id="background").text


def _with_address(brief: Brief) -> Brief:
    return brief.model_copy(update={"article": brief.article.model_copy(update={"url": None})})


_SHAPE = shape(parsed(render.html(_with_address(sample()), RAW)))


@settings(max_examples=60, deadline=None)
@given(hostile_text)
def test_no_text_of_the_brief_changes_the_shape_of_the_page(text: str) -> None:
    page = parsed(render.html(_with_address(filled(sample(), text)), RAW))
    assert shape(page) == _SHAPE
    assert page.one(id="s1").one("a", kind="pick").text == visible(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_as_what_it_is(text: str) -> None:
    page = render.html(_with_address(filled(sample(), text)), RAW)
    assert shape(parsed(page)) == _SHAPE
    assert parsed(page).one("h1").one("a", kind="pick").text == visible(text)
    page.encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(st.lists(hostile_text, min_size=1, max_size=4))
def test_no_text_of_the_article_changes_the_shape_of_the_source(lines: list[str]) -> None:
    raw = "\n".join(["انفجار في السوق.", *lines])
    source = Source(raw, {1: "انفجار في السوق."})
    told = BriefStatement(text_en="A.", attribution=None, support="verified", evidence=source.evidence(1))
    brief = sample(
        article=source.article(),
        headline=sample().headline.model_copy(update={"evidence": source.evidence(1)}),
        summary=[told],
        events=[],
        entities=[],
        caveats=[],
        findings=[],
    )
    shown = parsed(render.html(brief, raw)).one(kind="text")
    paragraphs = shown.all("p")
    assert [each.tag for each in shown.all()].count("p") == len(paragraphs)
    assert {each.tag for each in shown.all()} <= {"p", "span", "a"}
    assert [p.text for p in paragraphs[1:]] == [
        visible(line) for line in LINE_BREAK.split("\n".join(lines)) if line.strip()
    ]
