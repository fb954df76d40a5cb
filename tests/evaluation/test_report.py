"""The page of a scored run: complete, self-contained, and deaf to what articles and models write."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

from mujaz.evaluation.answers import Answer
from mujaz.evaluation.floors import FLOORS
from mujaz.evaluation.report import charts, page
from mujaz.evaluation.scoring import Run, score
from mujaz.schema.brief import Brief
from tests.render.hostile_text import HOSTILE
from tests.support import golds

REFERENCES = {name: golds.reference(name) for name in ("market", "museum")}


def run(brief: Brief | None = None, system: str = "mine") -> Run:
    answers = {"market": Answer(brief or golds.brief()), "museum": Answer(None, "refused: <b>no</b>")}
    return score(REFERENCES, [answers], system)


def faulty() -> Brief:
    events = golds.draft()["events"]
    events[0]["category"] = "aid"
    events[0]["evidence"] = [4]
    events.append({**events[1], "description_en": "Ducks resigned.", "actors": [], "evidence": [4], "category": "aid"})
    return golds.brief(headline_en="Market fire was arson", summary=golds.draft()["summary"][1:], events=events[1:])


def test_the_page_shows_what_was_told_missed_and_false() -> None:
    text = page.render(run(faulty()))
    for said in (
        "Market fire was arson",
        "The fire was started deliberately.",
        "A fire in the coppersmiths&#39; market of Deir al-Qasab killed three or four people.",  # missed
        "Ducks resigned.",  # not in the gold
        "optional, left out",
        "No brief, sample 1: refused: &lt;b&gt;no&lt;/b&gt;",
        "system:mine|",
    ):
        assert said in text
    assert '<mark class="gold">' in text
    assert '<mark class="both">' in text


def test_the_arabic_is_there_unchanged() -> None:
    text = page.render(run())
    paragraphs = re.findall(r"<p>(.*?)</p>", text[text.index('<div class="arabic"') :], re.DOTALL)
    shown = [re.sub(r"</?mark[^>]*>", "", one) for one in paragraphs]
    assert shown[:4] == [line for line in golds.MARKET.text.split("\n") if line]


def test_slots_are_shown_side_by_side() -> None:
    events = golds.draft()["events"]
    events[0]["category"] = "aid"
    text = page.render(run(golds.brief(events=events)))
    row = re.search(r'<tr class="wrong"><th scope="row">category</th><td>aid</td><td>disaster</td>', text)
    assert row is not None
    assert "killed 3; injured 7; killed 4; injured 10" in text
    assert "killed 3 to 4; injured 7 to 10" in text


def test_floors_stand_beside_the_run() -> None:
    answers = {"market": Answer(golds.brief()), "museum": Answer(golds.brief("museum"))}
    floors = [score(REFERENCES, [floor(answers)], name).scores for name, floor in FLOORS.items()]
    text = page.render(score(REFERENCES, [answers], "mine"), floors)
    assert '<th scope="col">headline only</th>' in text
    assert "<title>empty brief 0.000</title>" in text


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_nothing_is_fetched_run_or_styled_from_outside_the_one_style_sheet() -> None:
    text = page.render(run(faulty()))
    tags = _Tags()
    tags.feed(text)
    assert {tag for tag, _ in tags.found}.isdisjoint({"script", "link", "img", "iframe", "object", "form", "base"})
    for tag, attributes in tags.found:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset")], tag
        assert (attributes.get("href") or "#").startswith("#")
    policy = next(a["content"] for _, a in tags.found if a.get("http-equiv") == "Content-Security-Policy")
    style = text[text.index("<style>") + 7 : text.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "@import" not in style
    assert "url(" not in style


def test_whatever_a_model_writes_is_text() -> None:
    quiet = _Tags()
    quiet.feed(page.render(run()))
    for hostile in HOSTILE:
        if any("\ud800" <= character <= "\udfff" for character in hostile):
            continue  # no brief can hold it: pydantic refuses lone surrogates
        headline = golds.brief().headline.model_copy(update={"text_en": hostile})
        event = golds.brief().events[0].model_copy(update={"description_en": hostile, "attribution": hostile})
        told = golds.brief().model_copy(update={"headline": headline, "events": [event, golds.brief().events[1]]})
        text = page.render(run(told, system=hostile))
        loud = _Tags()
        loud.feed(text)
        assert {tag for tag, _ in loud.found} <= {tag for tag, _ in quiet.found} | {"bdi"}  # of the findings
        assert "\u202e" not in text


def test_light_and_dark_have_the_same_colours_defined() -> None:
    text = page.render(run())
    own = text[text.index("/* Scores") : text.index("</style>")]
    light, dark = re.findall(r":root \{([^}]*)\}", own)
    assert set(re.findall(r"(--[\w-]+):", light)) == set(re.findall(r"(--[\w-]+):", dark))


def test_charts_draw_shares_within_their_frame_and_say_what_they_show() -> None:
    drawn = charts.strip([0.0, 0.5, 1.0], 0.5, [("<floor>", 0.25)])
    assert 'aria-label="mean 0.500 of 3 articles"' in drawn
    assert drawn.count("<circle") == 3
    assert "<title>&lt;floor&gt; 0.250</title>" in drawn
    assert [float(x) for x in re.findall(r'cx="([\d.]+)"', drawn)] == [5.0, 110.0, 215.0]
    assert charts.bar(None) == ""
    assert 'width="30.0"' in charts.bar(0.5)
