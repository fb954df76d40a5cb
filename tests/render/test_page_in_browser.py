"""The page in a real browser: choosing by mouse and keyboard, and back; phone; no scripts; hostile text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mujaz import render
from mujaz.schema.brief import Brief, BriefStatement

from .brief_building import RAW, SOURCE, Source, sample
from .chromium import Chromium, Page, find_chromium
from .hostile_text import HOSTILE, filled

_PROGRAM = find_chromium()
pytestmark = pytest.mark.skipif(_PROGRAM is None, reason="no Chromium is installed")

LIT = "[...document.querySelectorAll('.rests, .names-it')].map(e => e.textContent).join('')"
SLOTS = "[...document.querySelectorAll('.names-it')].map(e => e.textContent).join('|')"
CHOSEN = "[...document.querySelectorAll('.chosen')].map(e => e.id).join(' ')"
FOCUS = "document.activeElement.closest('[id]').id"


def in_sight(selector: str, pane: str = "null") -> str:
    """Is the first line of `selector` within the window, and within `pane` when there is one?"""
    return f"""(() => {{
      const box = document.querySelector('{selector}').getClientRects()[0];
      const pane = {pane} && document.querySelector({pane}).getBoundingClientRect();
      return box.top >= (pane ? pane.top : 0) && box.bottom <= (pane ? pane.bottom : innerHeight);
    }})()"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    assert _PROGRAM is not None
    with Chromium(_PROGRAM) as chromium:
        yield chromium


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("page") / "brief.html", sample(), RAW)


def written(file: Path, brief: Brief, raw: str) -> Path:
    file.write_text(render.html(brief, raw), encoding="utf-8", newline="\n")
    return file


def quiet(page: Page, file: Path) -> None:
    assert page.complaints() == []
    assert page.requests() == [file.as_uri()]


def test_a_click_on_a_sentence_lights_its_arabic(browser: Chromium, file: Path) -> None:
    page = browser.open(file)
    page.click("#s1 .pick")
    assert page.ask(LIT) == SOURCE.segments[2]
    page.click("#s3 .pick")
    assert page.ask(LIT) == SOURCE.segments[3] + SOURCE.segments[4]
    assert page.ask(CHOSEN) == "s3"
    assert page.ask("document.querySelector('#s3 .pick').getAttribute('aria-current')") == "true"
    assert page.ask("document.getElementById('announce').textContent") == "2 Arabic passages highlighted."
    quiet(page, file)


def test_a_click_on_an_event_lights_its_expressions_too(browser: Chromium, file: Path) -> None:
    page = browser.open(file)
    page.click("#e1 .pick")
    assert page.ask(SLOTS) == "وادي السرو|ثلاثة أشخاص|مساء الخميس|خمسة على الأقل"
    page.click("#n1 .pick")
    assert page.ask(LIT) == "سامر الهلالي"
    page.click("#e1a2 .pick")
    assert page.ask(LIT) == SOURCE.segments[3]
    page.click("#f3 .passage-link")
    assert page.ask(LIT) == "ثلاثة أشخاص"
    quiet(page, file)


@pytest.mark.parametrize("key", ["Enter", " "])
def test_enter_and_space_choose(browser: Chromium, file: Path, key: str) -> None:
    page = browser.open(file)
    page.ask("document.querySelector('#s2 .pick').focus()")
    page.press(key)
    assert page.ask(LIT) == SOURCE.segments[4]
    quiet(page, file)


def test_dragging_over_a_sentence_selects_text_and_chooses_nothing(browser: Chromium, file: Path) -> None:
    page = browser.open(file)
    page.drag("#s1 .pick")
    assert len(page.ask("getSelection().toString()")) > 10
    assert page.ask(CHOSEN) == ""
    page.ask("document.querySelector('#s2 .pick').focus()")
    page.press("Enter")
    assert page.ask(CHOSEN) == "s2"


def test_arrows_go_from_statement_to_statement_and_escape_lets_go(browser: Chromium, file: Path) -> None:
    page = browser.open(file)
    page.ask("document.querySelector('#s1 .pick').focus()")
    page.press("ArrowDown")
    assert (page.ask(CHOSEN), page.ask(FOCUS), page.ask(LIT)) == ("s2", "s2", SOURCE.segments[4])
    page.press("ArrowUp")
    page.press("ArrowUp")
    assert page.ask(CHOSEN) == "h1"
    page.press("End")
    assert page.ask(CHOSEN) == "n2"
    page.press("Escape")
    assert (page.ask(CHOSEN), page.ask(LIT)) == ("", "")


def test_the_keyboard_reaches_everything_and_leaves_again(browser: Chromium, file: Path) -> None:
    page = browser.open(file)
    stops = "[...document.querySelectorAll('a[href], button, summary, aside')].filter(e => !e.hidden)"
    visited = []
    for _ in range(page.ask(f"{stops}.length") + 1):
        page.press("Tab")
        visited.append(page.ask(f"{stops}.indexOf(document.activeElement)"))
    assert sorted(visited[:-1]) == list(range(len(visited) - 1))
    assert visited[-1] in (-1, 0)


def test_focus_is_visible(browser: Chromium, file: Path) -> None:
    page = browser.open(file)
    for _ in range(4):
        page.press("Tab")
    assert page.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_passage_leads_back_to_all_that_cite_it_in_turn(browser: Chromium, file: Path) -> None:
    page = browser.open(file)
    turn = []
    for _ in range(6):
        page.click("#p2 .number")
        turn.append(page.ask(CHOSEN))
    assert turn == ["h1", "s1", "c1", "e1", "e1a1", "h1"]
    page.click("#p4 .piece")
    assert page.ask(CHOSEN) == "s2"
    assert page.ask(in_sight("#s2 .pick"))
    quiet(page, file)


def test_a_number_is_worked_by_keyboard_too(browser: Chromium, file: Path) -> None:
    page = browser.open(file)
    page.ask("document.querySelector('#p1 .number').focus()")
    page.press("ArrowDown")
    page.press("ArrowDown")
    page.press("Enter")
    assert page.ask(CHOSEN) == "s3"


def test_the_passage_scrolls_into_view_beside_the_brief(browser: Chromium, tmp_path: Path) -> None:
    segments = {n: f"جملة رقم {n} في خبر طويل عن سوق البلدة." for n in range(1, 90)}
    raw = "\n\n".join(segments.values())
    source = Source(raw, segments)
    summary = [
        BriefStatement(text_en=f"S{n}.", attribution=None, support="verified", evidence=source.evidence(n))
        for n in (1, 80)
    ]
    brief = sample(
        article=source.article(),
        headline=sample().headline.model_copy(update={"evidence": source.evidence(1)}),
        summary=summary,
        events=[],
        entities=[],
        caveats=[],
        findings=[],
    )
    file = written(tmp_path / "long.html", brief, raw)
    for width in (1280, 375):
        page = browser.open(file, width=width, height=800)
        page.click("#s2 .pick")
        assert page.ask(in_sight(".rests", "'#source'"))
        assert page.ask(LIT) == segments[80]
        assert page.ask(in_sight("#s2 .pick"))
    assert 300 < page.ask("document.getElementById('source').getBoundingClientRect().top") < 500


def test_a_link_to_a_statement_opens_with_it_chosen(browser: Chromium, file: Path) -> None:
    page = browser.open(file)
    page.click(".verdict .jump")
    assert (page.ask(CHOSEN), page.ask(FOCUS)) == ("s3", "s3")
    page.ask("location.hash = '#e3'")
    assert page.ask("new Promise(done => setTimeout(done, 0)), 1") == 1
    assert page.ask(CHOSEN) == "e3"


def test_on_a_phone_the_passage_comes_up_and_nothing_sticks_out(browser: Chromium, file: Path) -> None:
    page = browser.open(file, width=375, height=700)
    assert page.ask("getComputedStyle(document.getElementById('source')).visibility") == "hidden"
    assert page.ask("document.documentElement.scrollWidth") == 375
    page.click("#s2 .pick")
    assert page.ask(in_sight(".rests", "'#source'"))
    assert page.ask(in_sight("#s2 .pick"))
    above = "document.getElementById('source').getBoundingClientRect().top"
    assert page.ask(f"document.querySelector('#s2 .pick').getClientRects()[0].bottom <= {above}")
    page.click("#source .close")
    assert page.ask("getComputedStyle(document.getElementById('source')).visibility") == "hidden"
    assert page.ask(FOCUS) == "s2"
    page.click("#e1 .pick")
    assert page.ask("document.documentElement.scrollWidth") == 375
    quiet(page, file)


def test_on_a_phone_the_skip_link_shows_the_whole_source(browser: Chromium, file: Path) -> None:
    page = browser.open(file, width=375, height=700)
    page.ask("document.querySelector('a[href=\"#source\"]').click()")
    assert page.ask("document.getElementById('source').getBoundingClientRect().height") > 600
    assert page.ask(FOCUS) == "source"


def test_without_scripts_a_reference_lights_its_passage(browser: Chromium, file: Path) -> None:
    page = browser.open(file, scripts=False)
    page.click("#s3 .refs a:nth-child(2)")
    background = "getComputedStyle(document.querySelector('#p4')).backgroundColor"
    assert page.ask(background) != "rgba(0, 0, 0, 0)"
    assert page.ask(in_sight("#p4", "'#source'"))
    page.click("#p3 .number")
    assert page.ask("location.hash") == "#s3"
    assert page.ask("document.querySelector('#source .close').offsetParent") is None


def test_without_scripts_a_phone_has_the_source_below(browser: Chromium, file: Path) -> None:
    page = browser.open(file, width=375, height=700, scripts=False)
    page.click("#s1 .pick")
    assert page.ask(in_sight("#p2"))
    assert page.ask("document.documentElement.scrollWidth") == 375


def test_in_the_dark_the_page_is_dark(browser: Chromium, file: Path) -> None:
    page = browser.open(file, dark=True)
    assert page.ask("getComputedStyle(document.body).backgroundColor") == "rgb(24, 23, 21)"


def test_on_paper_the_marks_are_words_and_the_quotes_stand_below(browser: Chromium, file: Path) -> None:
    page = browser.open(file)
    page.click("#s1 .pick")
    page.media("print", dark=True)
    assert page.ask("document.querySelector('#s3 .mark').innerText") == "UNSUPPORTED"
    assert page.ask("document.querySelector('#s1 .quote').offsetHeight") > 0
    assert page.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.ask("getComputedStyle(document.getElementById('source')).position") == "static"
    assert page.ask("getComputedStyle(document.querySelector('.rests')).backgroundColor") == "rgb(255, 255, 255)"


def test_the_arabic_joins_across_the_pieces_it_is_cut_into(browser: Chromium, tmp_path: Path) -> None:
    raw = "وسطه"
    source = Source(raw, {1: raw})
    name = sample().entities[0].model_copy(update={"slots": [source.slot("/name_ar", "سط")]})
    brief = sample(
        article=source.article(),
        headline=sample().headline.model_copy(update={"evidence": source.evidence(1)}),
        summary=[],
        events=[],
        entities=[name],
        caveats=[],
        findings=[],
    )
    page = browser.open(written(tmp_path / "joined.html", brief, raw))
    page.click("#n1 .pick")
    width = "document.querySelector('#p1').getBoundingClientRect().width"
    assert page.ask("document.querySelectorAll('#p1 .piece').length") == 3
    cut = page.ask(width)
    page.ask("document.querySelectorAll('#p1 .piece').forEach((e, i) => e.textContent = i ? '' : 'وسطه')")
    assert cut == pytest.approx(page.ask(width), abs=0.5)
    page.ask("document.querySelectorAll('#p1 .piece').forEach((e, i) => e.textContent = i ? '' : 'و سط ه')")
    assert page.ask(width) > cut + 2


@pytest.mark.parametrize("scripts", [True, False])
def test_hostile_text_neither_acts_nor_loads(browser: Chromium, tmp_path: Path, scripts: bool) -> None:
    text = " ".join(HOSTILE)
    raw = RAW + text
    source = Source(raw, SOURCE.segments)
    brief = filled(sample(article=source.article()), text)
    file = written(tmp_path / "hostile.html", brief, raw)
    page = browser.open(file, scripts=scripts)
    for item in ("#h1", "#s1", "#e1", "#n1"):
        page.click(f"{item} .pick")
    assert page.ask("document.title").startswith("</script><script>document.title")
    assert page.ask("document.querySelectorAll('script, style, img, iframe, base').length") == 2
    quiet(page, file)
    if scripts:
        assert page.ask(CHOSEN) == "n1"
