"""Every HTML page that the project makes, of harmless and of hostile text, and what of their trees must be the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import html

from mujaz import render
from mujaz.evaluation import compare_sources, gate
from mujaz.evaluation.answers import Answer
from mujaz.evaluation.compare_sources import Places
from mujaz.evaluation.gate import Gated
from mujaz.evaluation.gate_report import page as gate_page
from mujaz.evaluation.report import page as report_page
from mujaz.evaluation.scoring import score
from mujaz.schema.brief import Brief
from tests.gate.runs import settings
from tests.render.brief_building import SOURCE, Source, sample
from tests.render.hostile_text import CORPUS, crowd
from tests.support import golds

__all__ = [
    "HARMLESS",
    "HOSTILE",
    "PAGES",
    "Shape",
    "brief_page",
    "gate_page_of",
    "gated",
    "hostile_brief",
    "outline_of",
    "report_page_of",
]

Shape = tuple[str, tuple[str, ...]]

HOSTILE = tuple(text for text in CORPUS if not any("\ud800" <= c <= "\udfff" for c in text))
"""Without lone surrogates, which neither an article nor a brief can hold."""
HARMLESS = tuple("plain words" for _ in HOSTILE)

_ARABIC = "خبر قصير"


def hostile_brief(texts: Sequence[str] = HOSTILE) -> tuple[Brief, str]:
    """A brief steeped in `texts`, and its article, whose lines are the texts too."""
    raw = "".join(f"{_ARABIC} {' '.join(text.split())}\n" for text in texts)
    source = Source(raw, SOURCE.segments)
    return crowd(sample(article=source.article()), texts, raw), raw


def brief_page(texts: Sequence[str]) -> str:
    """The page of a brief."""
    return render.html(*hostile_brief(texts))


def _answer(texts: Sequence[str]) -> Brief:
    """An answer to the gold's article "market", steeped in `texts` but for what it cites."""
    return crowd(golds.brief(), texts, golds.MARKET.text)


def report_page_of(texts: Sequence[str]) -> str:
    """The page of a scored run. Scoring looks long at many statements, so each has several texts."""
    together = " ".join(texts)
    texts = [" ".join(texts[at : at + 8]) for at in range(0, len(texts), 8)]
    references = {name: golds.reference(name) for name in ("market", "museum")}
    answers = {"market": Answer(_answer(texts)), "museum": Answer(None, together)}
    run = score(references, [answers], together)
    return report_page.render(run, [run.scores])


def gated(folder: Path, texts: Sequence[str]) -> tuple[Gated, Places]:
    """A comparison of the gold's own answers with hostile ones, under hostile names."""
    golds.write_set(folder / "eval")
    new = folder / "new"
    new.mkdir()
    told = _answer(texts)
    (new / "market.json").write_text(told.to_json(), encoding="utf-8")
    (new / "museum.json").write_text(golds.brief("museum").to_json(), encoding="utf-8")
    places = Places(folder / "eval" / "gold", folder / "eval" / "articles", folder / "cassettes")
    runs = [compare_sources.load(str(path), places) for path in (folder / "eval" / "briefs", new)]
    found = gate.compare_runs(runs[0], runs[1], settings())
    named = found.comparison.model_copy(update={"names": (" ".join(texts), " ".join(texts))})
    return Gated(named, found.baseline, found.candidate), places


def gate_page_of(found: Gated, places: Places) -> str:
    """The page of the gate."""
    return gate_page.render(found.comparison, found.baseline, found.candidate, places.references())


PAGES = ("brief", "report", "gate")


def outline_of(text: str) -> list[Shape]:
    """Tag and names of attributes of every element, in order."""
    return [(str(element.tag), tuple(element.keys())) for element in html.document_fromstring(text).iter()]
