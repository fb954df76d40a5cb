"""A recording never answers for a request it was not made for, and a miss says why, where, and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from mujaz import Article, Summarizer
from mujaz.errors import MissingRecordingError, RecordingError, UnusedRecordingError, UsageError
from mujaz.recording.cassette import Cassette
from mujaz.recording.choice import ReplayFrom
from mujaz.recording.replay import Replay
from mujaz.recording.shared import SharedParts
from mujaz.resources import folder as resources
from tests.recording.building import NEWS, article, cassette, record, recorder, replay, replayer
from tests.support.drafts import CHECKPOINT, answer_from_prompt, as_json, checkpoint
from tests.support.endpoint import Endpoint

REAL = Article.from_path(CHECKPOINT)


@pytest.fixture
async def recorded(tmp_path: Path) -> Path:
    with Endpoint(answer_from_prompt) as endpoint:
        await record(endpoint, tmp_path / "set")
    return tmp_path / "set"


async def missed(folder: Path, *articles: Article, **options: Any) -> str:
    with pytest.raises(MissingRecordingError) as raised:
        await replay(folder, *articles, **options)
    assert raised.value.exit_code == 4
    assert raised.value.stops_run
    return str(raised.value)


def altered_prompt(to: Path, file: str, old: str, new: str) -> Path:
    """A copy of the shipped prompt with one change."""
    shutil.copytree(resources("prompts") / "brief" / "v1", to)
    text = (to / file).read_text(encoding="utf-8")
    assert old in text
    (to / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return to


async def test_an_article_that_was_never_recorded(recorded: Path) -> None:
    said = await missed(recorded, article("other"))
    assert "other.yaml: the article was never recorded" in said
    assert "--record" in said


async def test_a_changed_article(recorded: Path) -> None:
    said = await missed(recorded, article(text=NEWS.replace("الأحد", "الاثنين")))
    assert "bridge.yaml: the article's text changed since the recording" in said
    assert "الأحد" in said.split("recorded")[-1]
    assert "الاثنين" in said.split("now")[-1]


async def test_a_changed_prompt(recorded: Path, tmp_path: Path) -> None:
    first_line = (resources("prompts") / "brief" / "v1" / "system.md.j2").read_text(encoding="utf-8").split("\n")[0]
    prompt = altered_prompt(tmp_path / "v1", "system.md.j2", first_line, first_line + " Be careful.")
    said = await missed(recorded, prompt=str(prompt))
    assert "the prompt (its system message) changed" in said
    assert "messages/0/content, line 1" in said
    assert "Be careful." in said


async def test_a_changed_layout_of_the_article(recorded: Path, tmp_path: Path) -> None:
    prompt = altered_prompt(tmp_path / "v1", "user.md.j2", "Segments of the article", "The article's segments")
    said = await missed(recorded, prompt=str(prompt))
    assert "the prompt's layout of the article, or its cleaning, changed" in said


async def test_a_changed_parameter_of_the_prompt(recorded: Path, tmp_path: Path) -> None:
    prompt = altered_prompt(tmp_path / "v1", "prompt.toml", "seed = 7", "seed = 8")
    assert "the parameters changed since the recording; first difference: seed: recorded 7, now 8" in await missed(
        recorded, prompt=str(prompt)
    )


async def test_a_changed_bound_on_the_answer(recorded: Path, tmp_path: Path) -> None:
    assert "max_tokens: recorded 6000, now 512" in await missed(recorded, max_tokens=512)
    prompt = altered_prompt(tmp_path / "v1", "prompt.toml", "max_tokens = 6000", "max_tokens = 5000")
    assert "max_tokens: recorded 6000, now 5000" in await missed(recorded, prompt=str(prompt))


async def test_a_changed_schema(recorded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mujaz.model import dialect

    schema = dialect.draft_schema()
    schema["$defs"]["Account"]["properties"]["says_en"]["maxLength"] = 399
    monkeypatch.setattr(dialect, "_strict_schema", lambda: schema)
    dialect._response_format.cache_clear()
    try:
        said = await missed(recorded)
    finally:
        dialect._response_format.cache_clear()
    assert "the schema changed" in said
    assert "Account/properties/says_en/maxLength: recorded “400”, now “399”" in said


async def test_another_model_is_refused_before_anything_is_asked(recorded: Path) -> None:
    with pytest.raises(RecordingError, match="answers of the model m, not of other"):
        replayer(recorded, model="other")


async def test_a_recording_of_another_model_is_not_used(recorded: Path) -> None:
    path = recorded / "bridge.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("model: m\n", "model: n\n", 1), encoding="utf-8")
    assert "the model changed since the recording; first difference: model: recorded 'n', now 'm'" in await missed(
        recorded
    )


async def test_another_prompt_is_refused_before_anything_is_asked(recorded: Path, tmp_path: Path) -> None:
    prompt = altered_prompt(tmp_path / "v2", "prompt.toml", "version = 1", "version = 2")
    with pytest.raises(RecordingError, match=r"recorded with the prompt brief@1, and brief@2 was asked for"):
        replayer(recorded, prompt=str(prompt))


async def test_an_address_or_key_has_no_place_in_replay(recorded: Path) -> None:
    with pytest.raises(UsageError, match="reaches no endpoint"):
        replayer(recorded, base_url="http://127.0.0.1:1/v1")
    with pytest.raises(UsageError, match="exclude each other"):
        Summarizer(replay=recorded, record=recorded)


async def test_a_changed_re_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mujaz.model import exchange

    faulty = checkpoint()
    faulty["summary"][0]["evidence"] = [99]
    with Endpoint([as_json(faulty), as_json(checkpoint())]) as endpoint:
        await record(endpoint, tmp_path, REAL)
    really = exchange._reask
    monkeypatch.setattr(exchange, "_reask", lambda problems: really(problems).replace("Mend them", "Correct them"))
    said = await missed(tmp_path, REAL)
    assert "the text that asks the model to mend its answer changed" in said
    assert "messages/3/content" in said


async def test_a_re_ask_that_was_not_needed_when_it_was_recorded(
    recorded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mujaz.checks import registry
    from mujaz.schema.brief import Finding

    really = registry.run
    new = Finding(code="test.new", severity="error", path="/summary/0", message="a new check says no")
    monkeypatch.setattr(registry, "run", lambda subject: [*really(subject), new])
    assert "the checks (the model is now asked to mend its answer) changed" in await missed(recorded)


async def test_asking_more_often_than_was_recorded(recorded: Path) -> None:
    assert "this is conversation number 2, recorded: 1" in await missed(recorded, article(), article())


async def test_a_request_repeated_inside_a_conversation(recorded: Path) -> None:
    from mujaz.recording import current

    one = cassette(recorded).interactions[0]
    played = Replay(recorded)
    with current.take(article()):
        played.answer(one.method, one.uri, one.request)
        with pytest.raises(MissingRecordingError, match="was recorded 1 time and is made once more"):
            played.answer(one.method, one.uri, one.request)


async def test_another_path_is_another_request(recorded: Path) -> None:
    from mujaz.recording import current

    one = cassette(recorded).interactions[0]
    with current.take(article()), pytest.raises(MissingRecordingError, match="the address changed"):
        Replay(recorded).answer(one.method, one.uri.replace("/v1/", "/v2/"), one.request)


async def test_what_was_recorded_and_not_asked_for_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mujaz.checks import registry

    faulty = checkpoint()
    faulty["summary"][0]["evidence"] = [99]
    with Endpoint([as_json(faulty), as_json(checkpoint())]) as endpoint:
        await record(endpoint, tmp_path, REAL)
    monkeypatch.setattr(registry, "run", lambda _: [])  # checks that find nothing ask nothing again
    warned: list[str] = []
    await replay(tmp_path, REAL, strict=False, warn=warned.append)
    assert "1 of 2 recorded exchanges of conversation 1 were not asked for (re-ask 1, answered 200)" in warned[-1]
    with pytest.raises(UnusedRecordingError, match="re-ask 1"):
        await replay(tmp_path, REAL)


async def test_articles_and_samples_that_nobody_replayed_are_listed(tmp_path: Path) -> None:
    from mujaz.recording import current

    with Endpoint(answer_from_prompt) as endpoint:
        await record(endpoint, tmp_path, article("a"), article("a"), article("b"))
    played = Replay(tmp_path)
    one = cassette(tmp_path, "a").interactions[0]
    with current.take(article("a")):
        played.answer(one.method, one.uri, one.request)
    assert played.unplayed() == {"a": 1, "b": 1}


async def test_a_folder_that_is_no_recording_set(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="there is no such folder"):
        replayer(tmp_path / "missing")
    with pytest.raises(RecordingError, match=r"it has no manifest\.json"):
        replayer(tmp_path)


async def test_a_set_belongs_to_one_model_and_prompt(recorded: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        with pytest.raises(RecordingError, match="the model is m there, other here"):
            Summarizer("other", base_url=endpoint.base_url, record=recorded)


@pytest.mark.parametrize(
    ("options", "said"),
    [({"reasks": 0}, "the number of re-asks is 1 there, 0 here"), ({"max_tokens": 999}, "None there, 999 here")],
)
async def test_a_set_has_one_way_of_asking(recorded: Path, options: dict[str, Any], said: str) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        with pytest.raises(RecordingError, match=said):
            await record(endpoint, recorded, article("other"), **options)


async def test_two_runs_that_record_into_one_set_keep_each_others_articles(recorded: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        async with recorder(endpoint, recorded) as first:
            await first.abrief(article())
            async with recorder(endpoint, recorded) as second:
                await second.abrief(article("other"))
                await first.abrief(article("third"))
                await second.abrief(article("fourth"))
    await replay(recorded, *map(article, ("bridge", "other", "third", "fourth")))


async def test_the_command_that_records_again_is_one_that_can_be_typed(tmp_path: Path) -> None:
    folder = tmp_path / "cassettes" / "my-set"
    with Endpoint(answer_from_prompt) as endpoint:
        await record(endpoint, folder)
    said = await missed(folder, article(text=NEWS + " وانتهى البيان."))
    assert "mujaz eval record --set my-set --only bridge --base-url URL --model m --prompt brief@1" in said


async def test_a_recording_kept_under_another_name_is_not_used(recorded: Path) -> None:
    shutil.copy(recorded / "bridge.yaml", recorded / "other.yaml")
    with pytest.raises(RecordingError, match=r"other\.yaml: the recordings of 'bridge', not of 'other'"):
        await replay(recorded, article("other"))


def test_ids_that_meet_the_names_of_the_sets_own_files(tmp_path: Path) -> None:
    shared = SharedParts(tmp_path)
    from mujaz.recording.cassette import file_name

    for id in ("_shared", "_endpoint"):
        Cassette(id, []).save(tmp_path / file_name(id), shared)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["_endpoint.article.yaml", "_shared.article.yaml"]


async def test_one_replay_serves_library_users_without_a_loop(recorded: Path) -> None:
    with Summarizer(replay=ReplayFrom(recorded)) as summarizer:
        assert summarizer.brief(article()).headline.text_en == "The article opens with its main report"
