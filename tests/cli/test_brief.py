"""`mujaz brief` as a person meets it."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from mujaz.schema.brief import Brief
from tests.cli.running import mujaz, process
from tests.support.drafts import CHECKPOINT, answer_from_prompt, as_json, checkpoint
from tests.support.endpoint import Endpoint, Reply, error

GOOD = as_json(checkpoint())
NEWS = "أعلنت بلدية النورس إغلاق جسر الصفصاف أمام الشاحنات. وقال رئيس البلدية إن الأعمال تنتهي غداً."


def at(endpoint: Endpoint) -> tuple[str, ...]:
    return ("--base-url", endpoint.base_url, "--model", "m")


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"{NEWS} ({name})", encoding="utf-8")
    return folder


def test_a_brief_is_printed_and_nothing_else_is_on_standard_output(tmp_path: Path) -> None:
    with Endpoint([GOOD]) as endpoint:
        ran = process("brief", CHECKPOINT, *at(endpoint), cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert "Two policemen killed" in ran.stdout
    assert "mujaz:" not in ran.stdout
    assert "\x1b" not in ran.stdout + ran.stderr
    assert "briefing wadi-sukkar-checkpoint" in ran.stderr


def test_json_on_standard_output_is_a_brief(tmp_path: Path) -> None:
    with Endpoint([GOOD]) as endpoint:
        ran = mujaz("brief", CHECKPOINT, "--format", "json", *at(endpoint), cwd=tmp_path)
    assert Brief.model_validate_json(ran.stdout).article.outlet == "وكالة المرفأ للأنباء"


def test_results_go_to_a_folder_and_their_paths_are_told(tmp_path: Path, news: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        ran = mujaz("brief", news, "--out", "out", *at(endpoint), cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [f"{n}.{f}" for n in "abc" for f in ("html", "json")]
    assert ran.stdout == ""
    assert str(Path("out") / "b.html") in ran.stderr


def test_standard_output_keeps_the_order_of_the_articles(tmp_path: Path, news: Path) -> None:
    def slow_first(body: dict[str, object]) -> Reply:
        return Reply(answer_from_prompt(body), delay=0.5 if "(a)" in str(body) else 0)

    with Endpoint(slow_first) as endpoint:
        ran = mujaz("brief", "news/*.txt", "--format", "json", *at(endpoint), cwd=tmp_path)
    assert [json.loads(line)["article"]["id"] for line in ran.stdout.splitlines()] == ["a", "b", "c"]
    assert endpoint.most_at_once > 1


def test_one_bad_article_does_not_stop_the_others(tmp_path: Path, news: Path) -> None:
    (news / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (news / "bb.txt").write_text("")
    with Endpoint(answer_from_prompt) as endpoint:
        ran = process("brief", news, "--out", "out", *at(endpoint), cwd=tmp_path)
    assert ran.returncode == 1
    assert sorted(p.stem for p in (tmp_path / "out").glob("*.json")) == ["a", "c"]
    assert "b.txt" in ran.stderr
    assert "bb.txt" in ran.stderr
    assert "2 briefs made, 2 articles failed" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([Reply('{"headline', finish_reason="length")], "--max-tokens"),
        ([Reply(None, refusal="I cannot.")], "refused: I cannot."),
        (["nonsense"] * 2, "did not match the schema in 2 attempts"),
        ([error(400, "request (20000 tokens) exceeds the available context size (8192 tokens)")], "8192 tokens"),
    ],
)
def test_an_unusable_answer_fails_its_article_only(tmp_path: Path, news: Path, answers: list[Reply], said: str) -> None:
    waiting = iter(answers)

    def script(body: dict[str, object]) -> Reply | str:
        return next(waiting) if "(a)" in str(body) else answer_from_prompt(body)

    with Endpoint(script) as endpoint:
        ran = mujaz("brief", news, "--out", "out", *at(endpoint), cwd=tmp_path)
    assert ran.returncode == 1
    assert said in ran.stderr
    assert "a: " in ran.stderr
    assert sorted(p.stem for p in (tmp_path / "out").glob("*.json")) == ["b", "c"]


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("missing.txt", None),
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\n"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("english.txt", b"The municipality closed the bridge to lorries on Tuesday, the mayor said."),
        ("empty-folder", "folder"),
        ("no-such-*.txt", None),
        ("file:///etc/passwd", None),
    ],
)
def test_what_cannot_be_read_is_one_clear_line_and_exit_2(
    tmp_path: Path, source: str, content: bytes | str | None
) -> None:
    if content == "folder":
        (tmp_path / source).mkdir()
    elif isinstance(content, bytes):
        (tmp_path / source).write_bytes(content)
    with Endpoint() as endpoint:
        ran = mujaz("brief", source, *at(endpoint), cwd=tmp_path)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) <= 2, ran.stderr
    assert source.removesuffix(".txt").split("/")[-1] in ran.stderr
    assert endpoint.requests == []


def test_standard_input_is_read(tmp_path: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        ran = mujaz("brief", "-", "--format", "json", *at(endpoint), cwd=tmp_path, stdin=NEWS)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["article"]["language"] == "ar"


def test_windows_1256_is_understood(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes(NEWS.encode("cp1256"))
    with Endpoint(answer_from_prompt) as endpoint:
        ran = mujaz("brief", "old.txt", *at(endpoint), cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert "بلدية النورس" in endpoint.requests[0]["messages"][1]["content"]


def test_any_language_goes_on_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "english.txt").write_text("The municipality closed the bridge to lorries, the mayor said on Tuesday.")
    with Endpoint(answer_from_prompt) as endpoint:
        ran = mujaz("brief", "english.txt", "--any-language", *at(endpoint), cwd=tmp_path)
    assert ran.returncode == 0
    assert "does not seem to be Arabic" in ran.stderr


def test_the_publication_date_given_reaches_model_and_brief(tmp_path: Path, news: Path) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        ran = mujaz(
            "brief", news / "a.txt", "--published", "2025-04-12", "--format", "json", *at(endpoint), cwd=tmp_path
        )
    assert json.loads(ran.stdout)["article"]["published"] == "2025-04-12"
    assert "Published: 2025-04-12" in endpoint.requests[0]["messages"][1]["content"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["brief"],
        ["brief", "x.txt", "--published", "yesterday"],
        ["brief", "x.txt", "--format", "pdf"],
        ["brief", "x.txt", "--prompt", "none@1"],
        ["brief", "x.txt", "--reasks", "9"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_exit_2(tmp_path: Path, arguments: list[str]) -> None:
    ran = mujaz(*arguments, cwd=tmp_path, env={"MUJAZ_BASE_URL": "http://127.0.0.1:9/v1"})
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr


def test_nobody_listening_is_exit_5_and_stops_the_run(tmp_path: Path, news: Path) -> None:
    with Endpoint() as endpoint:
        gone = endpoint.base_url
    ran = mujaz("brief", news, "--out", "out", "--base-url", gone, "--model", "m", cwd=tmp_path)
    assert ran.returncode == 5
    assert "cannot be reached" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_wrong_key_is_exit_5_and_the_key_is_not_shown(tmp_path: Path, news: Path) -> None:
    with Endpoint([GOOD], key="right") as endpoint:
        ran = mujaz("brief", news, *at(endpoint), cwd=tmp_path, env={"MUJAZ_API_KEY": "sk-planted-key"})
    assert ran.returncode == 5
    assert "sk-planted-key" not in ran.stdout + ran.stderr


def test_no_model_at_all_is_exit_5_and_says_what_to_do(tmp_path: Path, news: Path) -> None:
    hidden = "import sys; sys.modules['xllamacpp'] = None; import importlib.util as u; f = u.find_spec; "
    hidden += "u.find_spec = lambda n, *a: None if n == 'xllamacpp' else f(n, *a); from mujaz.cli import main; main()"
    ran = subprocess.run([sys.executable, "-c", hidden, "brief", news], cwd=tmp_path, capture_output=True, check=False)
    assert ran.returncode == 5
    assert b"--base-url" in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_a_file_in_the_way_is_kept_and_the_model_not_asked(tmp_path: Path, news: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.json").write_text("mine")
    with Endpoint(answer_from_prompt) as endpoint:
        ran = mujaz("brief", news / "a.txt", "--out", "out", *at(endpoint), cwd=tmp_path)
        assert ran.returncode == 2
        assert "--force" in ran.stderr
        assert (tmp_path / "out" / "a.json").read_text() == "mine"
        assert endpoint.requests == []
        assert mujaz("brief", news / "a.txt", "--out", "out", "--force", *at(endpoint), cwd=tmp_path).returncode == 0


def test_a_folder_that_cannot_be_made_is_exit_2_before_the_model_is_asked(tmp_path: Path, news: Path) -> None:
    (tmp_path / "file").write_text("")
    with Endpoint(answer_from_prompt) as endpoint:
        ran = mujaz("brief", news, "--out", "file/sub", *at(endpoint), cwd=tmp_path)
    assert ran.returncode == 2
    assert "cannot write there" in ran.stderr
    assert endpoint.requests == []


def test_interrupted_in_the_middle_what_is_finished_is_kept(tmp_path: Path, news: Path) -> None:
    def script(body: dict[str, object]) -> Reply:
        return Reply(answer_from_prompt(body), delay=0 if "(a)" in str(body) else 30)

    # whoever starts the tests in the background of a shell has SIGINT ignored, and children inherit that
    main = "import signal; signal.signal(2, signal.default_int_handler); from mujaz.cli import main; main()"
    with Endpoint(script) as endpoint:
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                main,
                "brief",
                "news",
                "--out",
                "out",
                *at(endpoint),
            ],
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            env=dict(os.environ),
        )
        deadline = time.monotonic() + 30
        while not (tmp_path / "out" / "a.html").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=15)
    assert process.returncode == 130
    assert b"interrupted" in stderr
    assert b"Traceback" not in stderr
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.html", "a.json"]


def test_a_reader_that_goes_away_ends_the_run_quietly(tmp_path: Path) -> None:
    with Endpoint([GOOD]) as endpoint:
        main = "from mujaz.cli import main; main()"
        process_ = subprocess.Popen(
            [sys.executable, "-c", main, "brief", CHECKPOINT, *at(endpoint)],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process_.stdout is not None
        process_.stdout.close()
        stderr = process_.communicate(timeout=60)[1]
    assert b"Traceback" not in stderr
    assert b"BrokenPipe" not in stderr
    assert process_.returncode == 141


@pytest.mark.parametrize(("redirect", "code"), [(">/dev/full", 2), (">&-", 0), (">/dev/null 2>&-", 0)])
def test_output_that_cannot_be_written_ends_in_order(tmp_path: Path, redirect: str, code: int) -> None:
    with Endpoint([GOOD]) as endpoint:
        command = (
            f"{sys.executable} -c 'from mujaz.cli import main; main()' brief {CHECKPOINT} {' '.join(at(endpoint))}"
        )
        ran = subprocess.run(["sh", "-c", f"{command} {redirect}"], cwd=tmp_path, capture_output=True, check=False)
    assert ran.returncode == code, ran.stderr
    assert b"Traceback" not in ran.stderr


def test_one_server_error_is_one_articles_failure(tmp_path: Path, news: Path) -> None:
    def script(body: dict[str, object]) -> Reply | str:
        return error(500, "boom") if "(b)" in str(body) else answer_from_prompt(body)

    with Endpoint(script) as endpoint:
        ran = mujaz("brief", news, "--out", "out", *at(endpoint), cwd=tmp_path)
    assert ran.returncode == 1
    assert "b: " in ran.stderr
    assert sorted(p.stem for p in (tmp_path / "out").glob("*.json")) == ["a", "c"]


@pytest.mark.parametrize(
    "answer",
    [
        b'{"choices": [{}]}',
        b'{"choices": "x"}',
        b'{"choices": [null]}',
        b'{"choices": [{"message": null}]}',
        b'{"choices": [{"message": {"content": ["parts"]}, "finish_reason": "stop", "index": 0}]}',
        b'{"choices": [{"message": {"content": "\\ud800"}, "finish_reason": "stop", "index": 0}]}',
        b"[[[",
        b"\xff\xfe",
    ],
)
def test_an_odd_answer_is_one_articles_failure(tmp_path: Path, news: Path, answer: bytes) -> None:
    def script(body: dict[str, object]) -> Reply | str:
        return Reply(body=answer) if "(b)" in str(body) else answer_from_prompt(body)

    with Endpoint(script) as endpoint:
        ran = mujaz("brief", news, "--out", "out", *at(endpoint), cwd=tmp_path)
    assert ran.returncode == 1, ran.stderr
    assert sorted(p.stem for p in (tmp_path / "out").glob("*.json")) == ["a", "c"]


def test_an_endpoint_that_fails_article_after_article_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for number in range(20):
        (tmp_path / "news" / f"{number:02}.txt").write_text(NEWS)
    with Endpoint(lambda _: error(503, "busy", headers={"Retry-After": "0"})) as endpoint:
        ran = mujaz("brief", "news", "--out", "out", *at(endpoint), cwd=tmp_path)
    assert ran.returncode == 5
    assert "were not tried" in ran.stderr
    assert len(endpoint.requests) < 40


def test_a_slow_article_does_not_hold_up_the_others(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for number in range(8):
        (tmp_path / "news" / f"{number}.txt").write_text(f"{NEWS} ({number})", encoding="utf-8")
    others_answered, count = threading.Event(), itertools.count(1)

    def script(body: dict[str, object]) -> Reply:
        if next(count) == 8:
            others_answered.set()
        return Reply(answer_from_prompt(body), until=others_answered if "(0)" in str(body) else None)

    with Endpoint(script) as endpoint:
        ran = mujaz("brief", "news", "--format", "json", *at(endpoint), cwd=tmp_path)
    assert ran.returncode == 0
    assert others_answered.is_set()
    assert ran.stdout.index('"id":"0"') < ran.stdout.index('"id":"1"')


def test_real_articles_come_through_within_seconds(tmp_path: Path, shared_articles: list[Path]) -> None:
    with Endpoint(answer_from_prompt) as endpoint:
        ran = process("brief", *shared_articles, "--out", "out", *at(endpoint), cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    for path in shared_articles:
        raw = path.read_text(encoding="utf-8")
        brief = Brief.model_validate_json((tmp_path / "out" / f"{path.stem}.json").read_text(encoding="utf-8"))
        holders: list[Any] = [brief.headline, *brief.summary, *brief.events]
        for passage in (e for holder in holders for e in holder.evidence):
            assert raw[passage.start : passage.end] == passage.quote
        for slot in (slot for event in brief.events for slot in event.slots):
            assert slot.match != "missing"
            if slot.match == "exact":
                assert raw[slot.start : slot.end] == slot.quote
