"""`mujaz clean`, `check`, `prompts`, `schema`, `doctor`, and the help."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mujaz import __version__
from mujaz.arabic import chrome
from tests.cli.running import mujaz, process
from tests.support.drafts import CHECKPOINT, as_json, checkpoint
from tests.support.endpoint import Endpoint, error


def test_help_teaches_and_loads_no_client_library(tmp_path: Path) -> None:
    code = (
        "import sys; from mujaz.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('openai', 'instructor', 'jinja2', 'pydantic', 'rich') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert "Examples:" in ran.stdout
    assert "Exit codes:" in ran.stdout
    assert ran.stdout.endswith("[]\n")


@pytest.mark.parametrize("command", ["brief", "clean", "check", "prompts", "schema", "doctor"])
def test_every_command_has_help(tmp_path: Path, command: str) -> None:
    ran = mujaz(command, "--help", cwd=tmp_path)
    assert ran.returncode == 0
    assert command in mujaz("--help", cwd=tmp_path).stdout


def test_clean_shows_segments_edits_and_reasons(tmp_path: Path) -> None:
    ran = mujaz("clean", CHECKPOINT, cwd=tmp_path)
    assert ran.returncode == 0
    assert "[1] مقتل عنصرين من الشرطة في هجوم على حاجز" in ran.stdout
    assert "«هجـ.ـوم» -> «هجوم»" in ran.stdout
    assert "published: 2025-05-14" in ran.stdout


def test_clean_as_json_maps_every_character_to_the_raw_text(tmp_path: Path) -> None:
    ran = mujaz("clean", CHECKPOINT, "--json", cwd=tmp_path)
    cleaned = json.loads(ran.stdout)
    assert len(cleaned["map"]) == len(cleaned["text"])
    assert cleaned["map"] == sorted(cleaned["map"])
    assert [edit["kind"] for edit in cleaned["edits"]] == ["evasion.tatweel"]


def test_clean_of_nothing_readable_is_exit_2(tmp_path: Path) -> None:
    ran = mujaz("clean", "missing.txt", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "missing.txt" in ran.stderr


def test_clean_learns_from_page_furniture_but_does_not_use_it(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "السبت , أبريل 12 2025\nالرئيسية / أخبار / إغلاق جسر الصفصاف أمام الشاحنات\n\n"
        "إغلاق جسر الصفصاف أمام الشاحنات\n\nأعلنت بلدية النورس إغلاق جسر الصفصاف أمام الشاحنات حتى إشعار آخر. "
        "وقال رئيس البلدية إن الأعمال تبدأ يوم الأحد وتستمر أسبوعين على الأقل.\n\n"
        "اترك تعليقاً\n\nلن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *\n",
        encoding="utf-8",
    )
    assert any(learned.field == "page_date" for learned in chrome.strip(page.read_text(encoding="utf-8")).learned)
    ran = mujaz("clean", page, "--json", cwd=tmp_path)
    assert json.loads(ran.stdout)["published"] is None


def checked(tmp_path: Path, document: object, *arguments: str) -> tuple[int, str, str]:
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    ran = mujaz("check", path, CHECKPOINT, *arguments, cwd=tmp_path)
    return ran.returncode, ran.stdout, ran.stderr


def test_check_of_a_good_draft_is_quiet(tmp_path: Path) -> None:
    code, stdout, stderr = checked(tmp_path, checkpoint())
    assert (code, stdout) == (0, "")
    assert "0 errors, 0 warnings" in stderr


def test_check_prints_findings_and_ends_with_1_on_errors(tmp_path: Path) -> None:
    wrong = {**checkpoint(), "headline_en": "Seventeen policemen killed"}
    code, stdout, _ = checked(tmp_path, wrong)
    assert code == 1
    assert stdout.startswith("error    numbers.not_in_article  /headline: ")
    code, stdout, _ = checked(tmp_path, wrong, "--json")
    assert [f["code"] for f in json.loads(stdout)] == ["numbers.not_in_article"]


@pytest.mark.parametrize(
    "text", ["", "{", "[1, 2]", "null", "\xff", '{"article": [1]}', '{"article": null}', "[" * 200_000, "1" * 5000]
)
def test_check_of_what_is_no_brief_is_exit_2(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_bytes(text.encode("latin-1"))
    ran = mujaz("check", "x.json", CHECKPOINT, cwd=tmp_path)
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 1


def test_a_brief_checks_out_against_its_own_article(tmp_path: Path) -> None:
    with Endpoint([as_json(checkpoint())]) as endpoint:
        mujaz("brief", CHECKPOINT, "--out", ".", "--base-url", endpoint.base_url, "--model", "m", cwd=tmp_path)
    ran = mujaz("check", "wadi-sukkar-checkpoint.json", CHECKPOINT, cwd=tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_prompts_are_listed_and_shown(tmp_path: Path) -> None:
    assert mujaz("prompts", "list", cwd=tmp_path).stdout.startswith("brief@1  ")
    shown = mujaz("prompts", "show", "brief@1", cwd=tmp_path).stdout
    for file in ("prompt.toml", "system.md.j2", "user.md.j2"):
        assert f"==> {file}" in shown
    assert mujaz("prompts", "show", "none@1", cwd=tmp_path).returncode == 2


def test_two_prompts_are_compared_file_by_file(tmp_path: Path) -> None:
    changed = mujaz("prompts", "diff", "brief@1", "brief@2", cwd=tmp_path).stdout
    assert "--- brief@1/prompt.toml\n+++ brief@2/prompt.toml\n" in changed
    assert "\n-version = 1\n+version = 2\n" in changed
    assert mujaz("prompts", "diff", "brief@1", "brief@1", cwd=tmp_path).stdout == ""
    assert mujaz("prompts", "diff", "brief@1", "none@1", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize("name", ["draft", "brief"])
def test_schemas_are_printed(tmp_path: Path, name: str) -> None:
    schema = json.loads(mujaz("schema", name, cwd=tmp_path).stdout)
    assert schema["type"] == "object"


def test_doctor_says_what_would_be_used(tmp_path: Path) -> None:
    answers = ["{}", '{"obeyed": "yes"}']
    with Endpoint(answers, models=[{"id": "the-one", "max_model_len": 32768}], key="k") as endpoint:
        ran = mujaz("doctor", "--base-url", endpoint.base_url, cwd=tmp_path, env={"MUJAZ_API_KEY": "k"})
    assert ran.returncode == 0, ran.stdout
    for said in ("the-one", "strict JSON schema", "32,768 tokens", "a key is set", "openai 3", "brief@1"):
        assert said in ran.stdout
    assert " k" not in ran.stdout.replace("a key is set", "").split("endpoint")[1].split("\n")[0]


def test_doctor_finds_out_that_schemas_are_accepted_but_not_obeyed(tmp_path: Path) -> None:
    with Endpoint(["Hello! I am a chat model."] * 2) as endpoint:
        ran = mujaz("doctor", "--base-url", endpoint.base_url, cwd=tmp_path)
    assert "accepted, but not obeyed" in ran.stdout
    assert "ok   schema" not in ran.stdout


def test_doctor_finds_out_that_schemas_are_not_supported(tmp_path: Path) -> None:
    def script(body: dict[str, object]) -> object:
        return error(400, "response_format is not supported") if "response_format" in body else "{}"

    with Endpoint(script) as endpoint:  # type: ignore[arg-type]
        ran = mujaz("doctor", "--base-url", endpoint.base_url, cwd=tmp_path)
    assert "the schema is put into the prompt" in ran.stdout


def test_doctor_of_an_endpoint_that_is_down_is_exit_5(tmp_path: Path) -> None:
    with Endpoint() as endpoint:
        gone = endpoint.base_url
    ran = mujaz("doctor", "--base-url", gone, "--model", "m", cwd=tmp_path)
    assert ran.returncode == 5
    assert "FAIL reachable" in ran.stdout


def test_doctor_runs_as_a_process_without_warnings(tmp_path: Path) -> None:
    ran = process("doctor", cwd=tmp_path, env={"MUJAZ_BASE_URL": "http://127.0.0.1:9/v1", "MUJAZ_MODEL": "m"})
    assert ran.returncode == 5
    assert ran.stderr == ""


def test_a_defect_is_shown_and_ends_with_a_code_of_its_own(tmp_path: Path) -> None:
    code = (
        "import sys; from mujaz.cli import main\n"
        "sys.modules['mujaz.evaluation.baseline'] = None  # as if the file were missing\n"
        "main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "eval", "gate"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (ran.returncode, ran.stdout) == (70, "")
    assert "ModuleNotFoundError" in ran.stderr
    assert ran.stderr.endswith("\nmujaz: this is a defect of mujaz; what it has written may be incomplete.\n")


def test_the_module_is_the_command(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "mujaz", "--version"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert ran.stdout == f"mujaz, version {__version__}\n"
