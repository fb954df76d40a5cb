"""Every fault of an answer, on the command line: how `brief` and `bulk run` end, what they say and count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bulk.building import rows
from tests.cli.running import Ran
from tests.faults.fault import SLOW, Fault, Row
from tests.faults.faults import FAULTS
from tests.faults.running import about, brief, bulk, failures, faulty, in_words, named, quick, together
from tests.support.endpoint import Endpoint

ANSWERED = [fault for fault in FAULTS if fault.answered]


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)


def test_no_fault_is_listed_twice() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", named(FAULTS))
def test_brief_ends_as_the_list_says(tmp_path: Path, fault: Fault) -> None:
    with Endpoint(faulty(fault)) as endpoint:
        ran = brief(tmp_path, endpoint, "--timeout", str(fault.timeout))
    assert ran.returncode == fault.brief.code, ran.stderr
    assert fault.brief.says in ran.stderr
    assert "a1: " in ran.stderr  # the article
    assert len(endpoint.requests) == fault.brief.requests
    in_words(ran.stderr)
    assert bool(ran.stdout) == (fault.brief.code == 0)


@pytest.mark.parametrize("fault", named(fault for fault in FAULTS if fault.mends))
def test_what_passes_is_asked_again_and_the_brief_is_made(tmp_path: Path, fault: Fault) -> None:
    with Endpoint(faulty(fault, times=1)) as endpoint:
        ran = brief(tmp_path, endpoint)
    assert ran.returncode == 0, ran.stderr
    assert len(endpoint.requests) == 2


@pytest.mark.parametrize("fault", named(fault for fault in FAULTS if fault.bulk and not fault.answered))
def test_one_article_of_a_bulk_run_ends_as_the_list_says_and_the_others_are_done(tmp_path: Path, fault: Fault) -> None:
    row = fault.bulk
    assert row is not None
    with Endpoint(faulty(fault, 1)) as endpoint:
        ran = bulk(tmp_path, endpoint, "--patience", "1", "--timeout", str(fault.timeout))
    in_words(ran.stderr)
    if row.kind == "stops":
        assert ran.returncode == 5, ran.stderr
        assert failures(tmp_path)["a1"] == "queued"
        assert fault.brief.says in ran.stderr
        return
    assert ran.returncode == (0 if row.kind == "done" else 1), ran.stderr
    found = failures(tmp_path)
    assert found["a1"] == row.kind
    assert found["a0"] == "done" or fault.timeout == SLOW  # a busy machine may need as long for a good answer
    assert sum(about(request, 1) for request in endpoint.requests) == row.requests
    if row.kind != "done":
        assert "a1: " in ran.stderr
    demand_counted(tmp_path, "a1", fault, row)


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran, list[dict[str, Any]]]:
    """One bulk run with an article for each fault of an answer that the endpoint gave as it should."""
    folder = tmp_path_factory.mktemp("answered")
    articles, script = together(ANSWERED)
    with Endpoint(script) as endpoint:
        return folder, bulk(folder, endpoint, articles=articles), endpoint.requests


@pytest.mark.parametrize("fault", named(ANSWERED))
def test_an_article_whose_answer_has_a_fault_ends_as_the_list_says(
    answered: tuple[Path, Ran, list[dict[str, Any]]], fault: Fault
) -> None:
    (folder, ran, requests), row, number = answered, fault.bulk, 1 + ANSWERED.index(fault)
    assert row is not None
    assert failures(folder)[f"a{number}"] == row.kind
    assert sum(about(request, number) for request in requests) == row.requests
    said = [line for line in ran.stderr.splitlines() if f"a{number}: " in line]
    assert len(said) == (row.kind != "done")
    in_words(ran.stderr)
    demand_counted(folder, f"a{number}", fault, row)


def demand_counted(folder: Path, article: str, fault: Fault, row: Row) -> None:
    """Tokens are those that were told, or an estimate marked as one; figures that make no sense are in no sum."""
    ((requests, prompt, answer, uncounted, message),) = rows(
        folder / "run",
        "SELECT requests, prompt_tokens, completion_tokens, uncounted, coalesce(message, '') FROM article "
        f"WHERE id = '{article}'",
    )
    assert 0 <= answer < 10_000
    assert prompt < 10_000
    assert bool(prompt) == (row.counted or row.kind == "done")
    assert bool(uncounted) == (bool(requests) and not (row.counted and fault.tells_usage))
    in_words(message)


@pytest.mark.slow
@pytest.mark.parametrize("fault", named(fault for fault in FAULTS if fault.down))
def test_a_bulk_run_stops_when_everything_fails_and_goes_on_with_the_same_command(tmp_path: Path, fault: Fault) -> None:
    assert fault.down is not None
    with Endpoint(faulty(fault)) as endpoint:
        ran = bulk(tmp_path, endpoint, "--patience", "0", "--timeout", str(fault.timeout), articles=4)
    assert ran.returncode == fault.down.code, ran.stderr
    assert fault.down.says in ran.stderr
    assert len(endpoint.requests) <= 12
    in_words(ran.stderr)
    assert set(failures(tmp_path).values()) <= {"queued", "unreachable"}
