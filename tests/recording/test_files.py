"""The files: readable, complete, small, and noticed when they are damaged."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from mujaz.errors import BrokenRecordingError
from mujaz.recording import bodies, yamlfile
from mujaz.recording.cassette import Cassette
from mujaz.recording.manifest import Manifest
from mujaz.recording.shared import SharedParts
from tests.recording.building import NEWS, article, cassette, record, replay
from tests.support.drafts import answer_from_prompt, as_json, checkpoint
from tests.support.endpoint import Endpoint

ROOT = Path(__file__).parents[2]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture
async def recorded(tmp_path: Path) -> Path:
    with Endpoint(answer_from_prompt) as endpoint:
        await record(endpoint, tmp_path, article("a"), article("b", NEWS.replace("الأحد", "الاثنين")))
    return tmp_path


def through_file(body: bytes) -> bytes:
    stored = yamlfile.load(yamlfile.dump({"body": bodies.pack(body)}), Path("x.yaml"))["body"]
    return bodies.unpack(stored, lambda name: pytest.fail(name))


@given(json_values)
def test_json_survives_the_file(values: Any) -> None:
    assert json.loads(through_file(json.dumps(values).encode())) == values


@given(st.binary() | st.text().map(lambda text: text.encode()))
def test_any_other_body_survives_the_file(body: bytes) -> None:
    came = through_file(body)
    assert came == body or json.loads(came) == json.loads(body)


@given(
    json_values.filter(lambda values: isinstance(values, dict | list)),
    st.sampled_from([{}, {"separators": (",", ":")}, {"indent": 2}, {"indent": 3}, {"ensure_ascii": True}]),
)
def test_an_answer_that_is_json_keeps_every_character(values: Any, layout: dict[str, Any]) -> None:
    content = json.dumps([values, "x" * 80], **{"ensure_ascii": False, **layout})
    body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
    assert json.loads(through_file(body))["choices"][0]["message"]["content"] == content


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": 1, "a": 2}',
        b'{"n": NaN}',
        b'{"n": 1e999}',
        b'{"$json": {"a": 1}}',
        b'{"$shared": "sha256:0"}',
        b'{"s": "\\ud800"}',
        b"[" * 5000,
        b"\xff\xfe",
        b'{"s": "\\u0085 \\u2028 \\ufeff \\r\\n \\t x"}',
    ],
)
def test_awkward_bodies_come_back_as_they_were(body: bytes) -> None:
    came = through_file(body)
    assert came == body or json.loads(came) == json.loads(body)


async def test_a_file_is_read_by_a_person_too(recorded: Path) -> None:
    text = (recorded / "a.yaml").read_text(encoding="utf-8")
    assert "[2] وقال رئيس البلدية سامر الحلواني إن الأعمال تنتهي خلال أسبوعين." in text
    assert "headline_en: The article opens with its main report" in text
    assert "\\u0" not in text
    assert "Segments of the article:\n" in text


_IN_THE_C_LOCALE = """
import sys
from pathlib import Path
from mujaz.recording.cassette import Cassette, Interaction
from mujaz.recording.shared import SharedParts
folder = Path(sys.argv[1])
shared = SharedParts(folder)
made = Interaction("POST", "https://x/v1", [], '{"q": "خبر"}'.encode(), 200, "OK", [], '"جواب"'.encode())
Cassette("a", [made]).save(folder / "a.yaml", shared)
assert Cassette.load(folder / "a.yaml", shared).interactions[0].key == made.key
"""


def test_files_are_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(_IN_THE_C_LOCALE, encoding="utf-8")
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, env=env)
    assert "جواب" in (tmp_path / "a.yaml").read_bytes().decode("utf-8")


async def test_what_all_requests_share_is_written_once(recorded: Path) -> None:
    shared = yaml.safe_load((recorded / "_shared.yaml").read_text(encoding="utf-8"))
    assert len(shared) == 2  # the system message and the schema
    request = cassette(recorded, "a").interactions[0].tree
    assert request["messages"][0]["content"] in shared.values()
    assert request["response_format"] in shared.values()
    assert all(bodies.digest(part) == name for name, part in shared.items())


async def test_a_recording_stays_small_with_a_re_ask_and_a_long_article(tmp_path: Path) -> None:
    """600 words of Arabic, 12 answers' worth of draft, and a second answer."""
    words = "قال المتحدث باسم البلدية إن أعمال الصيانة على الجسر الشرقي مستمرة حتى نهاية الأسبوع المقبل".split()
    sentences = [" ".join(words[n % 9 :] + words[: n % 9]) + f" في اليوم {n}." for n in range(1, 41)]
    faulty = checkpoint()
    faulty["summary"][0]["evidence"] = [99]
    with Endpoint([as_json(faulty), as_json(checkpoint())]) as endpoint:
        await record(endpoint, tmp_path, article("long", " ".join(sentences)))
    assert len(cassette(tmp_path, "long").interactions) == 2
    assert (tmp_path / "long.yaml").stat().st_size < 30_000


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda text: text[: len(text) // 2], "its end is missing"),
        (lambda text: text[:-4], "its end is missing"),
        (lambda text: text[:100], "its end is missing"),
        (lambda text: text[:40], "not a complete recording"),
        (lambda _: "", "not a complete recording"),
        (lambda _: "\x00\x01", "damaged"),
        (lambda _: "[1, 2]", "not a complete recording"),
        (lambda text: text.replace("version: 1", "version: 2"), "version 2"),
        (lambda text: text.replace("<<<", "").replace("  request:", "<<<<<<< ours\n  request:", 1), "damaged"),
        (lambda text: text.replace("sha256:", "sha256:0", 1), "missing"),
        (lambda text: text.replace("json:", "jason:", 1), "not a complete recording"),
        (lambda text: text.replace("code: 200", "code: fine", 1), "not a complete recording"),
    ],
)
async def test_a_damaged_recording_is_named(recorded: Path, damage: Any, said: str) -> None:
    path = recorded / "a.yaml"
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(BrokenRecordingError, match=said) as raised:
        await replay(recorded, article("a"))
    assert raised.value.exit_code == 4
    assert "a.yaml" in str(raised.value) or "_shared.yaml" in str(raised.value)


async def test_a_file_that_is_not_utf_8_is_named(recorded: Path) -> None:
    (recorded / "a.yaml").write_bytes(b"version: 1\narticle: \xff\xfe")
    with pytest.raises(BrokenRecordingError, match=r"a\.yaml: the file is damaged: not UTF-8"):
        await replay(recorded, article("a"))


async def test_an_altered_shared_part_is_noticed(recorded: Path) -> None:
    path = recorded / "_shared.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("strict: true", "strict: false"), encoding="utf-8")
    with pytest.raises(BrokenRecordingError, match="altered"):
        await replay(recorded, article("a"))


async def test_a_missing_file_is_named(recorded: Path) -> None:
    (recorded / "a.yaml").unlink()
    with pytest.raises(BrokenRecordingError, match=r"a\.yaml: the file is missing"):
        await replay(recorded, article("a"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-40],
        lambda _: "[]",
        lambda _: "{}",
        lambda text: text.replace("recordings/1", "recordings/9"),
        lambda text: text.replace('"samples": 1', '"samples": "many"'),
    ],
)
async def test_a_damaged_manifest_is_named(recorded: Path, damage: Any) -> None:
    path = recorded / "manifest.json"
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(BrokenRecordingError, match=r"manifest\.json"):
        await replay(recorded, article("a"))


async def test_recording_again_mends_what_is_damaged(recorded: Path) -> None:
    for name in ("a.yaml", "_shared.yaml"):
        path = recorded / name
        path.write_text(path.read_text(encoding="utf-8")[:300], encoding="utf-8")
    with Endpoint(answer_from_prompt) as endpoint:
        await record(endpoint, recorded, article("a"))
    assert len(await replay(recorded, article("a"))) == 1


_WRITER = """
import sys
from pathlib import Path
from mujaz.recording import files
from mujaz.recording.cassette import Cassette, Interaction
from mujaz.recording.manifest import Manifest
from mujaz.recording.shared import SharedParts
folder = Path(sys.argv[1])
manifest = Manifest.load(folder)
print("writing", flush=True)
with files.locked(folder):
    for turn in range(10**6):
        shared = SharedParts(folder)
        for name in ("a", "b"):
            found = Cassette.load(folder / f"{name}.yaml", shared)
            tree = {"messages": [{"role": "system", "content": f"rule {turn % 7} " * 200}]}
            one = found.interactions[0]
            import json
            extra = Interaction(one.method, one.uri, [], json.dumps(tree).encode(), 200, "OK", [], b"{}", 1 + turn % 3)
            Cassette(name, [one, extra]).save(folder / f"{name}.yaml", shared)
            manifest.with_entry(name, manifest.articles[name]).save(folder)
"""


async def test_a_run_killed_at_any_moment_leaves_complete_files(recorded: Path) -> None:
    chance = random.Random(7)
    for _ in range(4):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(recorded)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        time.sleep(chance.uniform(0.0, 0.4))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        shared = SharedParts(recorded)
        for name in ("a", "b"):
            found = Cassette.load(recorded / f"{name}.yaml", shared)
            assert found is not None
            assert found.interactions
        assert set((Manifest.load(recorded) or pytest.fail("gone")).articles) == {"a", "b"}
        assert len(await replay(recorded, article("a"), strict=False)) == 1


async def test_what_a_killed_run_left_is_cleared_away(recorded: Path) -> None:
    (recorded / ".mujaz-0123456789abcdef.part").write_text("version", encoding="utf-8")
    (recorded / ".lock").touch()
    with Endpoint(answer_from_prompt) as endpoint:
        await record(endpoint, recorded, article("c"))
    assert not list(recorded.glob(".*"))
