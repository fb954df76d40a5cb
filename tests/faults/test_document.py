"""The document says what the tests run."""

from __future__ import annotations

import re

from mujaz.bulk.gate import REFUSALS as GATE_REFUSALS
from mujaz.bulk.gate import TRIES as GATE_TRIES
from mujaz.model.connection import LARGEST_ANSWER
from mujaz.model.usage import MOST_TOKENS
from mujaz.model.waiting import Retries
from tests.faults.fault import REFUSALS, TRIES
from tests.faults.table import DOCUMENT, generated, with_table


def text() -> str:
    return DOCUMENT.read_text(encoding="utf-8")


def test_the_table_in_the_document_is_the_list_of_the_tests() -> None:
    assert with_table(text()) == text(), "python -m tests.faults.table --write"


def test_every_row_has_as_many_cells_as_its_head() -> None:
    for part in generated().split("\n\n"):
        cells = {len(re.findall(r"(?<!\\)\|", line)) for line in part.splitlines() if line.startswith("|")}
        assert len(cells) <= 1


def test_the_figures_in_the_prose_are_those_of_the_program() -> None:
    assert (GATE_TRIES, GATE_REFUSALS, Retries().tries) == (TRIES, REFUSALS, TRIES)
    said = text()
    assert f"{LARGEST_ANSWER >> 20} MB" in said
    assert f"{MOST_TOKENS:,} tokens" in said
    assert f"{Retries().longest:.0f} s" in said
    assert f"{Retries().hopeless / 60:.0f} minutes" in said
    assert f"{REFUSALS} times" in said
