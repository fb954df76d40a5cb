"""Reports of real answers beside their gold: what they hold, and that nothing gets out of its place."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import html
from markdown_it import MarkdownIt

from mujaz.evaluation import compare_sources, gate
from mujaz.evaluation.compare_sources import Places
from mujaz.evaluation.gate import Gated
from mujaz.evaluation.gate_report import junit, markdown, page
from tests.cli.running import mujaz
from tests.gate.runs import SETTINGS_TOML, settings
from tests.render.hostile_text import HOSTILE
from tests.support.golds import brief, draft, write_set

BREAKS = SETTINGS_TOML.replace(
    "[slices]", '[[breaks]]\nwhat = "vital_number"\nwhen = "all"\nreason = "for the tests"\n[slices]'
)


def altered(folder: Path, *changes: tuple[str, str]) -> Path:
    """Briefs in which the answer to "market" has other words."""
    told = json.dumps(draft("market"), ensure_ascii=False)
    for old, new in changes:
        assert old in told
        told = told.replace(old, json.dumps(new)[1:-1])
    folder.mkdir()
    (folder / "market.json").write_text(brief("market", json.loads(told)).to_json(), encoding="utf-8", errors="replace")
    (folder / "museum.json").write_text(brief("museum").to_json(), encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_set(tmp_path / "eval")
    (tmp_path / "eval" / "gate.toml").write_text(BREAKS.format(vary="false"))
    return tmp_path


def gated(project: Path, new: Path, names: tuple[str, str] | None = None) -> tuple[Gated, Places]:
    places = Places(project / "eval" / "gold", project / "eval" / "articles", project / "cassettes")
    runs = [compare_sources.load(str(path), places) for path in (project / "eval" / "briefs", new)]
    found = gate.compare_runs(runs[0], runs[1], settings())
    if names:
        found = Gated(found.comparison.model_copy(update={"names": names}), found.baseline, found.candidate)
    return found, places


def test_a_vital_number_that_is_wrong_in_one_article_fails(project: Path) -> None:
    altered(project / "new", ("three killed", "nine killed"), ("Three workers were killed", "Nine workers were killed"))
    ran = mujaz("eval", "compare", "eval/briefs", "new", cwd=project)
    assert ran.returncode == 1
    assert "1 article broke: market" in ran.stdout
    assert "a vital number wrong or gone" in ran.stdout
    assert "Three workers were killed, fire chief Rami al-Shamaa said." in ran.stdout


def test_a_paraphrase_breaks_nothing(project: Path) -> None:
    altered(
        project / "new",
        ("three killed", "three lives lost"),
        (
            "Three workers were killed and seven injured",
            "The blaze claimed the lives of three labourers, with seven hurt",
        ),
    )
    ran = mujaz("eval", "compare", "eval/briefs", "new", "--json", cwd=project)
    assert json.loads(ran.stdout)["breaks"]["found"] == []


def test_a_dropped_source_breaks_its_article(project: Path) -> None:
    source = ("Hala al-Muruj, director of the Deir al-Qasab hospital", "the article")
    altered(project / "new", source, ("The hospital received four dead and ten injured", "Four were killed"))
    ran = mujaz("eval", "compare", "eval/briefs", "new", cwd=project)
    assert (ran.returncode, "a false statement that no baseline answer makes" in ran.stdout) == (1, True)


def test_the_page_shows_both_answers_the_gold_and_the_arabic(project: Path) -> None:
    new = altered(
        project / "new", ("Nahhasin Market", "Cairo"), ("Three workers were killed", "Nine workers were killed")
    )
    found, places = gated(project, new)
    text = page.render(found.comparison, found.baseline, found.candidate, places.references())
    tree = html.document_fromstring(text)
    [article] = [one for one in tree.xpath("//section[@class='article']") if "market" in one.text_content()][:1]
    words = " ".join(article.text_content().split())
    assert "قال قائد الإطفاء" in words
    assert article.xpath(".//*[@lang='ar' and @dir='rtl']")
    where = next(row for row in article.xpath(".//tr") if row.xpath("th[starts-with(normalize-space(), 'where')]"))
    told = [cell.text_content().strip() for cell in where.xpath("td")]
    assert told[:2] == ["Nahhasin Market, Deir al-Qasab", "Cairo, Deir al-Qasab"]
    assert where.get("class") == "worse"
    assert tree.xpath("//svg[contains(@class, 'interval')]/*[@class='limit']")
    digests = " ".join(tree.xpath("//td[contains(@class, 'digest')]//text()"))
    assert found.comparison.signatures[0].gold_sha256 in digests
    assert {heading.text_content() for heading in tree.xpath("//h2")} >= {"Why", "Gated quantities", "Fingerprints"}


def test_nothing_is_fetched_and_nothing_runs(project: Path) -> None:
    found, places = gated(project, altered(project / "new", ("Nahhasin Market", "Cairo")))
    text = page.render(found.comparison, found.baseline, found.candidate, places.references())
    tree = html.document_fromstring(text)
    [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    [style] = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not tree.xpath("//script | //link | //img | //iframe | //*[@src] | //*[@style] | //*[@onclick]")
    assert "url(" not in style
    assert "prefers-color-scheme: dark" in style


@pytest.mark.parametrize("hostile", [one for one in HOSTILE if one.isprintable() or "\u202e" in one])
def test_hostile_text_stays_text(project: Path, hostile: str) -> None:
    new = altered(
        project / "new", ("Nahhasin Market", f"Cairo {hostile}"), ("An inquiry is to open", f"Told {hostile}")
    )
    found, places = gated(project, new, (hostile, f"new {hostile}"))
    comparison = found.comparison
    tree = html.document_fromstring(page.render(comparison, found.baseline, found.candidate, places.references()))
    assert not tree.xpath("//script | //img | //base | //iframe | //*[@onmouseover] | //*[@onload] | //*[@onfocus]")
    assert "\u202e" not in tree.text_content()
    rendered = MarkdownIt("commonmark").enable("table").render(markdown.render(comparison))
    told = html.fragments_fromstring(f"<div>{rendered}</div>")[0]
    assert not told.xpath(".//script | .//img | .//a | .//base | .//svg | .//code | .//em")
    ET.fromstring(junit.render(comparison))


def test_junit_counts_failures_and_open_questions(project: Path) -> None:
    found, _ = gated(
        project, altered(project / "new", ("three killed", "nine killed"), ("Three workers", "Nine workers"))
    )
    suite = ET.fromstring(junit.render(found.comparison))
    cases = suite.findall("testcase")
    assert suite.get("tests") == str(len(cases))
    assert suite.get("failures") == str(len(suite.findall(".//failure")))
    assert suite.get("errors") == str(len(suite.findall(".//error")))
    assert {case.get("name") for case in cases} >= {"event_f1", "schema_valid", "no article broke"}


def test_markdown_is_a_table_with_the_verdict_first(project: Path) -> None:
    found, _ = gated(project, altered(project / "new", ("Nahhasin Market", "Cairo")))
    text = markdown.render(found.comparison)
    tree = html.document_fromstring(MarkdownIt("commonmark").enable("table").render(text))
    assert str(found.comparison.verdict) in tree.xpath("//h2")[0].text_content()
    heads = [cell.text_content() for cell in tree.xpath("(//table)[1]//th")]
    assert (heads[1], heads[-1]) == ("before", "verdict")
    rows = {row.xpath("td")[0].text_content() for row in tree.xpath("(//table)[1]//tr[td]")}
    assert {one.name for one in found.comparison.questions} == rows
