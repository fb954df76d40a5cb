"""Gold files: what the checker finds, how segment numbers become ranges, how a file is begun."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mujaz.cleaning import clean
from mujaz.errors import UsageError
from mujaz.evaluation import gold as gold_files
from mujaz.evaluation.prefill import begin, pattern
from mujaz.evaluation.wording import found
from tests.cli.running import Ran, mujaz
from tests.support import golds


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return golds.write_set(tmp_path / "set")


def check(folder: Path, *arguments: str | Path) -> Ran:
    return mujaz("eval", "check-gold", "gold", "--articles", "articles", *arguments, cwd=folder)


def write(folder: Path, document: dict[str, Any], name: str = "market") -> Path:
    path = folder / "gold" / f"{name}.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def problems(**fields: Any) -> list[str]:
    return list(gold_files.problems(golds.gold(**fields), golds.MARKET))


def test_sound_gold_is_quiet(folder: Path) -> None:
    ran = check(folder)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr == "mujaz: 2 gold files checked, none with problems\n"


def test_segment_numbers_are_a_problem_until_they_are_resolved(folder: Path) -> None:
    path = write(folder, golds.gold_document())
    ran = check(folder)
    assert ran.returncode == 1
    assert ran.stdout.splitlines() == ["gold/market.json: evidence is still written as segment numbers; add --resolve"]
    with pytest.raises(UsageError, match="segment numbers"):
        gold_files.load(path)
    assert check(folder, "--resolve").returncode == 0
    assert check(folder).returncode == 0
    resolved = gold_files.load(path)
    second = clean(golds.MARKET).segments[1].raw
    assert [(p.start, p.end) for p in resolved.nuggets[1].evidence] == [second]
    assert resolved.article.raw_sha256 == golds.MARKET.sha256
    before = path.read_bytes()
    check(folder, "--resolve")
    assert path.read_bytes() == before


def test_what_cannot_be_resolved_stays_as_it_was_written(folder: Path) -> None:
    document = golds.gold_document()
    document["nuggets"][0]["evidence"] = [1, 99]
    path = write(folder, document)
    before = path.read_bytes()
    ran = check(folder, "--resolve")
    assert ran.stdout == "gold/market.json: segment 99 does not exist; the article has 4\n"
    assert path.read_bytes() == before


def test_a_fingerprint_of_another_text_is_not_replaced_by_resolving(folder: Path) -> None:
    document = json.loads(golds.gold().to_json())
    document["article"]["raw_sha256"] = "ab" * 32
    write(folder, document)
    ran = check(folder, "--resolve")
    assert ran.returncode == 1
    assert "raw_sha256 is not that of the article market" in ran.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Expecting"),
        ("[]", "not a JSON object"),
        ('{"article": {"id": "other"}}', "no article 'other' in articles"),
        ('{"article": {"id": "market"}}', "/story: Field required"),
        ('{"article": [1]}', "/story: Field required"),  # the stem says which article
    ],
)
def test_files_that_are_no_gold_are_named(folder: Path, text: str, said: str) -> None:
    (folder / "gold" / "market.json").write_text(text, encoding="utf-8")
    ran = check(folder)
    assert ran.returncode == 1
    assert ran.stdout.startswith("gold/market.json: ")
    assert said in ran.stdout


@pytest.mark.parametrize("arguments", [["nowhere"], ["gold", "--articles", "nowhere"], ["articles/none.json"]])
def test_folders_that_are_not_there_are_exit_2(folder: Path, arguments: list[str]) -> None:
    ran = mujaz("eval", "check-gold", *arguments, cwd=folder)
    assert (ran.returncode, ran.stdout) == (2, "")


def changed(path: str, value: Any) -> dict[str, Any]:
    document = golds.gold_document()
    *way, last = path.split("/")
    node: Any = document
    for part in way:
        node = node[int(part)] if isinstance(node, list) else node[part]
    node[last] = value
    return document


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (changed("nuggets/0/text_en", "Workers died."), "nugget chief: match does not recognise its own text_en"),
        (changed("must_not/0/match", [{"all": ["arson"]}]), "must_not arson: recognises the true event denial"),
        (
            changed("must_not/1/unattributed", False),
            "must_not toll: recognises the true nugget hospital",
        ),
        (changed("caveats/0/match", [{"all": ["weather"]}]), "caveat: match does not recognise its own text_en"),
        (changed("events/0/mode", ["drone"]), "event fire: mode drone belongs to none of disaster"),
        (changed("events/0/when", {"edtf": ["10 March"]}), "event fire: 10 March is not a date in EDTF"),
        (changed("entities/0/name_ar", "رامي المصري"), "entity رامي المصري: not in the article"),
        (changed("nuggets/2/match", [{"all": ["Thursday", "inquiry"]}]), "has capital letters"),
        (changed("nuggets/0/match", [{"all": [r"\bthree\b"]}]), "has the number word 'three'"),
        (changed("nuggets/0/match", [{"all": ["kill|"]}]), "matches everything"),
        (changed("nuggets/0/match", [{"all": ["12,000|3"]}]), "thousands separator"),
    ],
)  # fmt: skip
def test_the_checker_finds(document: dict[str, Any], said: str) -> None:
    found_problems = list(gold_files.problems(golds.gold(document=document), golds.MARKET))
    assert any(said in problem for problem in found_problems), found_problems


@pytest.mark.parametrize(
    "harmless", [r"\b3\b", r"\Bkill", r"kill\S*", "(?:one|1) worker|3", "tents?|3", r"\bt(h|w)ree|3", "none|3"]
)
def test_patterns_that_only_look_wrong_pass(harmless: str) -> None:
    document = changed("nuggets/0/match", [{"all": [harmless]}])
    assert not [p for p in gold_files.problems(golds.gold(document=document), golds.MARKET) if "pattern" in p]


def test_ranges_outside_the_text_are_found() -> None:
    document = json.loads(golds.gold().to_json())
    document["nuggets"][0]["evidence"] = [{"start": 10, "end": 10_000}]
    found_problems = list(gold_files.problems(gold_files.parse(document), golds.MARKET))
    assert found_problems == [f"chief: evidence ends at 10000, behind the text's end at {len(golds.MARKET.text)}"]


def test_a_gold_file_begun_from_a_brief_is_sound_and_agrees_with_it(folder: Path) -> None:
    ran = mujaz(
        "eval", "new-gold", "articles/market.json", "--brief", "briefs/market.json", "--out", "new.json", cwd=folder
    )
    assert ran.returncode == 0
    document = json.loads((folder / "new.json").read_text(encoding="utf-8"))
    assert document["nuggets"][0]["evidence"] == [1]
    begun = gold_files.parse(gold_files.resolve(document, golds.MARKET))
    assert list(gold_files.problems(begun, golds.MARKET)) == []
    assert golds.case(against=begun).alignment.f1 == 1.0
    again = mujaz("eval", "new-gold", "articles/market.json", "--out", "new.json", cwd=folder)
    assert again.returncode == 2
    assert "there already" in again.stderr


def test_an_empty_gold_file_must_be_filled_in(folder: Path) -> None:
    ran = mujaz("eval", "new-gold", "articles/museum.json", cwd=folder)
    document = json.loads(ran.stdout)
    assert document == begin(golds.MUSEUM)
    with pytest.raises(ValueError, match="/nuggets/0/text_en"):
        gold_files.parse(gold_files.resolve(document, golds.MUSEUM))


def test_a_gold_file_is_not_begun_from_the_brief_of_another_text(folder: Path) -> None:
    ran = mujaz("eval", "new-gold", "articles/museum.json", "--brief", "briefs/market.json", cwd=folder)
    assert ran.returncode == 2
    assert "another text" in ran.stderr


@pytest.mark.parametrize(
    "name", ["Colonel Nader al-Jazzaa", "Deir al-Qasab", "the police", "UN", "Ḥusayn", "F-16 (jet)"]
)
def test_a_proposed_pattern_finds_its_own_name(name: str) -> None:
    assert found([pattern(name)], name)
