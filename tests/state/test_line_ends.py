"""Files that Windows, or git on Windows, has given other ends of lines mean the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mujaz import prompts
from mujaz.articles.article import Article
from mujaz.cleaning import clean
from mujaz.evaluation import baseline
from mujaz.evaluation.gate_settings import load as load_settings
from mujaz.evaluation.gold import load as load_gold
from mujaz.recording.cassette import Cassette
from mujaz.recording.manifest import Manifest
from mujaz.recording.shared import SharedParts
from tests.cli.running import mujaz
from tests.gate.runs import SETTINGS_TOML, settings
from tests.gate.test_baseline import flat

ROOT = Path(__file__).parents[2]
TEXT = (
    "بلدية النورس تغلق الجسر\n\nأعلنت بلدية النورس إغلاق جسر الصفصاف أمام الشاحنات.\n"
    "وقال رئيس البلدية سامر الحلواني إن الأعمال تنتهي خلال أسبوعين.\n\nونفى متحدث باسم الشركة وقوع أي إصابات.\n"
)
ENDS = pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])


def with_ends(path: Path, end: str) -> None:
    path.write_bytes(path.read_bytes().replace(b"\n", end.encode()))


@ENDS
@pytest.mark.parametrize("spec", ["brief@1", "brief@2"])
def test_an_article_gives_the_same_request(tmp_path: Path, end: str, spec: str) -> None:
    """Offsets count the raw text, which is what was read; what the model sees is the same."""
    for name, text in (("one", TEXT), ("other", TEXT.replace("\n", end))):
        (tmp_path / f"{name}.txt").write_bytes(text.encode())
    one, other = (Article.from_path(tmp_path / f"{name}.txt") for name in ("one", "other"))
    prompt = prompts.load(spec)
    assert prompt.render(other, clean(other)) == prompt.render(one, clean(one))


def test_records_of_a_table_are_the_same(tmp_path: Path) -> None:
    from mujaz.articles.sources import read

    lines = [json.dumps({"id": f"a{n}", "text": TEXT}, ensure_ascii=False) for n in range(3)]
    found = []
    for name, between in (("one", "\n"), ("other", "\r\n")):
        (tmp_path / f"{name}.jsonl").write_bytes((between.join(lines) + between).encode())
        found.append([item.text for item in read([tmp_path / f"{name}.jsonl"]) if isinstance(item, Article)])
    assert found[0] == found[1]
    assert len(found[0]) == 3


def test_recordings_replay(tmp_path: Path) -> None:
    end = "\r\n"
    source = ROOT / "cassettes" / "reference"
    if not (source / "manifest.json").is_file():
        pytest.skip("this checkout has no cassettes/reference")
    name = sorted(json.loads((source / "manifest.json").read_text(encoding="utf-8"))["articles"])[0]
    there = tmp_path / "set"
    there.mkdir()
    for file in ("manifest.json", "_shared.yaml", f"{name}.yaml"):
        shutil.copy(source / file, there / file)
        with_ends(there / file, end)
    manifest = Manifest.load(there)
    assert manifest == Manifest.load(source)
    one = Cassette.load(there / f"{name}.yaml", SharedParts(there))
    assert one == Cassette.load(source / f"{name}.yaml", SharedParts(source))
    article = ROOT / "eval" / "articles" / f"{name}.json"
    ran = mujaz("brief", article, "--replay", there, "--format", "json", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == mujaz("brief", article, "--replay", source, "--format", "json", cwd=tmp_path).stdout


@ENDS
def test_gold_settings_and_baselines_are_the_same(tmp_path: Path, end: str) -> None:
    gold = sorted((ROOT / "eval" / "gold").glob("*.json"))[0]
    shutil.copy(gold, tmp_path / gold.name)
    with_ends(tmp_path / gold.name, end)
    assert load_gold(tmp_path / gold.name) == load_gold(gold)

    toml = tmp_path / "gate.toml"
    toml.write_text(SETTINGS_TOML.format(vary="false"), encoding="utf-8", newline="")
    one = load_settings(toml)
    with_ends(toml, end)
    assert load_settings(toml) == one

    path = tmp_path / "main.json"
    baseline.bless(flat(0.7), path, settings())
    before = baseline.load(path)
    with_ends(path, end)
    assert baseline.load(path) == before


def test_git_leaves_every_byte_as_it_is() -> None:
    path = ROOT / ".gitattributes"
    if not path.is_file():
        pytest.skip("not a checkout")
    assert "* -text" in path.read_text(encoding="utf-8").splitlines()
