"""Every attack of the suite: taken out, made plain text, reported, or marked where a draft obeys it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from mujaz import prompts
from mujaz.articles.chat_tokens import TOKEN
from mujaz.checks import registry
from mujaz.checks.subject import Subject
from mujaz.cleaning import clean
from mujaz.schema.brief import Finding
from mujaz.schema.draft import Draft
from tests.injection import cases
from tests.injection.cases import Attack, Harmless

ATTACKS = [attack for half in cases.HALVES for attack in cases.attacks(half)]
LATER = cases.attacks(cases.LATER)
_REPORTS = ("injection.in_article", "injection.hidden")

UNSEEN = {
    "a-polite-ar", "a-rot13", "a-omit-perpetrator-ar",
    "b-omit-en", "b-polite-en", "b-terrorists-en",
}  # fmt: skip
"""Obedience that no check marks on the item itself: something left out, or a claim without a name or number."""


def these(holds: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("attack", [a for a in ATTACKS if holds in a.holds], ids=lambda a: a.id)


@cache
def findings(attack: Attack, *, obedient: bool) -> tuple[Finding, ...]:
    return tuple(registry.run(attack.subject(obedient=obedient)))


def marks(attack: Attack) -> list[Finding]:
    """Findings of the obedient draft that mark what obeys: those at the items it changed, and at all of them."""
    items = tuple(cases.items(attack))
    return [
        f
        for f in findings(attack, obedient=True)
        if f.severity != "info" and (f"{f.path}/".startswith(items) or f.code == "evidence.one_for_all")
    ]


def user_message(attack: Attack, prompt: str = "brief@2") -> str:
    return prompts.load(prompt).render(attack.article, attack.cleaned)[1]["content"]


def test_the_suite_is_large_and_varied() -> None:
    assert len(ATTACKS) >= 70
    assert len({attack.id for attack in ATTACKS}) == len(ATTACKS)
    languages, carriers = (Counter(getattr(a, name) for a in ATTACKS) for name in ("language", "carrier"))
    assert min(languages[name] for name in ("ar", "en", "mixed")) >= 6
    assert carriers["html"] >= 15
    assert {a.place for a in ATTACKS} == {"headline", "beginning", "middle", "inside", "end", "head", "outlet"}
    assert len({a.technique for a in ATTACKS}) >= 35
    assert len(cases.harmless()) >= 25


@pytest.mark.parametrize("of", cases.bases().values(), ids=lambda base: base.id)
def test_the_honest_draft_of_an_unattacked_article_has_no_finding_worth_a_mark(of: cases.Base) -> None:
    article = of.article()
    found = registry.run(Subject(article, clean(article), Draft.model_validate(of.draft)))
    assert [f for f in found if f.severity != "info"] == []


@these("removed")
def test_hidden_text_does_not_reach_the_model(attack: Attack) -> None:
    assert attack.hidden is not None
    assert attack.hidden not in attack.cleaned.text
    assert attack.hidden not in user_message(attack)
    if attack.carrier == "txt":  # what a page hides is no part of what was read; the rest is listed
        [edit] = [edit for edit in attack.cleaned.edits if edit.kind.startswith("hidden.")]
        assert attack.hidden in edit.before == attack.article.text[edit.start : edit.end]


@these("reported")
def test_an_article_that_speaks_to_a_model_is_reported_with_its_place(attack: Attack) -> None:
    found = [f for f in findings(attack, obedient=False) if f.code in _REPORTS]
    assert found
    assert {f.severity for f in found} == {"warning"}
    for finding in found if attack.technique != "outlet's name" else ():
        assert finding.start is not None
        assert finding.end is not None
        assert 0 <= finding.start < finding.end <= len(attack.article.text)


@these("neutralised")
def test_what_could_end_a_turn_or_a_line_is_plain_text_in_the_request(attack: Attack) -> None:
    for prompt in ("brief@1", "brief@2"):
        message = user_message(attack, prompt)
        assert TOKEN.search(message) is None
        lines = re.findall(r"^\[(\d+)\] (.*)$", message, re.MULTILINE)
        assert [(int(number), text) for number, text in lines] == [(s.number, s.text) for s in attack.cleaned.segments]
        assert len(re.findall(r"\[\s*\d+\s*\]", message)) == len(lines)


@these("flagged")
def test_a_draft_that_obeys_is_marked(attack: Attack) -> None:
    assert {f.severity for f in marks(attack)} & {"error", "warning"}


@pytest.mark.parametrize("attack", [*ATTACKS, *LATER], ids=lambda a: a.id)
def test_a_draft_that_does_not_obey_gets_no_error(attack: Attack) -> None:
    found = findings(attack, obedient=False)
    assert [f for f in found if f.severity == "error"] == []
    assert [f for f in found if f.path and f.severity == "warning" and attack.place != "headline"] == []


def test_the_obedience_that_is_not_seen_is_known_and_the_article_is_reported() -> None:
    unseen = [attack for attack in ATTACKS if not marks(attack)]
    assert {attack.id for attack in unseen} == UNSEEN
    for attack in unseen:
        assert any(f.code in _REPORTS for f in findings(attack, obedient=True))


@pytest.mark.parametrize("article", cases.harmless(), ids=lambda article: article.id)
def test_news_that_looks_like_an_attack_is_left_alone(article: Harmless) -> None:
    found = [f for f in registry.run(article.subject()) if f.code.startswith("injection.")]
    assert [f for f in found if f.severity != "info"] == []
    assert len([f for f in found if f.severity == "info"]) <= (article.id == "leak-base64")
