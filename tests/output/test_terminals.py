"""What is printed for people: nothing moves the cursor, colours, links or reorders, and no text makes a line that could
pass for one of ours."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from mujaz import render
from mujaz.bulk.progress import Standing
from mujaz.bulk.states import STATES
from mujaz.cleaning import clean
from mujaz.cli import console
from mujaz.cli.bulk.live import LiveLine
from mujaz.cli.bulk.status import _said
from mujaz.cli.clean import _as_text
from mujaz.evaluation.gate_report import junit
from mujaz.evaluation.gate_report import terminal as gate_terminal
from mujaz.evaluation.report import terminal as report_terminal
from tests.cli.running import mujaz
from tests.render.brief_building import sample
from tests.render.hostile_text import CORPUS, crowd
from tests.support.briefs import article

from .conftest import Comparing
from .pages import HOSTILE

_OURS = re.compile(r"\x1b\[[0-9;]*m")
_FORGED = re.compile(r"^(mujaz: )?FORGED", re.MULTILINE)


def harmless(shown: str) -> None:
    """Fails when `shown` holds anything but text, our own colours and line ends, or a line that text has made."""
    left = _OURS.sub("", shown)
    assert {char for char in left if unicodedata.category(char) in ("Cc", "Cs")} <= {"\n"}
    assert not {char for char in left if "\u202a" <= char <= "\u202e" or "\u2060" <= char <= "\u206f"}
    assert not set(left) & set("\u200b\u2028\u2029\ufeff\u00ad\u3164")
    assert not _FORGED.search(left)


@pytest.mark.parametrize("terminal", [True, False])
def test_a_brief(terminal: bool) -> None:
    out = io.StringIO()
    wide = Console(file=out, width=100_000, force_terminal=terminal, _environ={"TERM": "xterm"})
    render.terminal(crowd(sample(), CORPUS), wide)
    harmless(out.getvalue())
    assert ("\x1b[" in out.getvalue()) is terminal


def test_reports_of_scores_and_of_the_gate(compared: Comparing) -> None:
    found, _ = compared(HOSTILE)
    scores = found.candidate.scores
    rows = [
        one.model_copy(update={"article": f"{one.article} {text}", "story": text, "slices": [text]})
        for one in scores.articles
        for text in HOSTILE
    ]
    signature = scores.signature.model_copy(update={"system": " ".join(HOSTILE), "model": " ".join(HOSTILE)})
    out = io.StringIO()
    wide = Console(file=out, width=100_000, force_terminal=True, markup=False, _environ={"TERM": "xterm"})
    gate_terminal.show(wide, found.comparison)
    report_terminal.show(wide, scores.model_copy(update={"signature": signature, "articles": rows}), everything=True)
    harmless(out.getvalue())
    harmless(junit.render(found.comparison))


def test_what_the_model_will_see() -> None:
    loud = replace(article(), title="x\nFORGED \x1b[2J", outlet="x\nFORGED\x85FORGED", url="https://e.example/\nFORGED")
    harmless("\n".join(map(console.flat, _as_text(loud, clean(loud)))))


def test_findings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article().text, encoding="utf-8")
    quotes = {f"name{text}_ar": f"أعلنت بلدية {text} إغلاق" for text in HOSTILE}
    (tmp_path / "brief.json").write_text(json.dumps(quotes), encoding="utf-8")
    ran = mujaz("check", "brief.json", "a.txt", cwd=tmp_path)
    assert len(ran.stdout.splitlines()) == ran.stdout.count("\n") > 10
    harmless(ran.stdout + ran.stderr)
    found = json.loads(mujaz("check", "brief.json", "a.txt", "--json", cwd=tmp_path).stdout)
    assert any("FORGED" in finding["path"] for finding in found)


def test_messages(capsys: pytest.CaptureFixture[str]) -> None:
    for text in CORPUS:
        console.say(text)
        console.say(f"beginning {text}")
    told = capsys.readouterr().err
    harmless(told)
    assert all(line.startswith(("mujaz: ", "  ", "\t")) or not line for line in told.split("\n"))


class Moving:
    """Stands for the moving line: keeps what it is given."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def update(self, status: Any) -> None:
        self.told.append(status)


def test_the_moving_line_reads_no_markup() -> None:
    moving: Any = Moving()
    line = LiveLine()
    line._status = moving
    for text in ("[link=https://evil.example]x[/link]", "[/red]", "a\nb", *CORPUS):
        line.show(text)
    out = io.StringIO()
    wide = Console(file=out, width=100_000, force_terminal=True, _environ={"TERM": "xterm"})
    for told in moving.told:
        assert not isinstance(told, str), "rich would read markup in it"
        wide.print(told)
    harmless(out.getvalue())
    assert len(out.getvalue().splitlines()) == len(moving.told)


def test_the_standing_of_a_run() -> None:
    text = " ".join(HOSTILE)
    live = {
        "rate": 1.0, "in_flight": 1, "concurrency": 1, "announced": {text: 1.0}, "limited": 0, "resting": 0.0,
        "down": text, "budget_usd": None, "budget_tokens": None,
    }  # fmt: skip
    now = Standing(
        states=dict.fromkeys(STATES, 1), failures={text: 1}, total=2, requests=0, prompt_tokens=0, completion_tokens=0,
        uncounted=0, lost=0, cost_usd=None, expected_usd=None, copies=0, orphans=0, eta_seconds=None, recipe={},
        live=live, held_by={"pid": 1, "host": text},
        batches=[{"batch": text, "status": text, "completed": 1, "rows": 2}],
    )  # fmt: skip
    harmless(_said(now))
    harmless(_said(replace(now, held_by=None)))
