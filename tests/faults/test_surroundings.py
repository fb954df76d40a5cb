"""Addresses, keys, memory and processes: what the list of answers does not hold."""

from __future__ import annotations

import json
import resource
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import httpx2
import openai
import pytest

from mujaz.errors import EndpointError, MujazError, UnreachableError
from mujaz.model.client import Client
from mujaz.model.endpoint import Endpoint as Chosen
from mujaz.model.failures import is_transient, translate
from mujaz.model.waiting import Retries
from mujaz.model.wording import one_line, why_no_connection
from mujaz.prompts import Parameters
from tests.bulk.building import ANSWER, record
from tests.cli.running import mujaz
from tests.faults.faults import FAULTS
from tests.faults.running import brief, faulty, in_words, quick
from tests.support.drafts import as_json, checkpoint
from tests.support.endpoint import Endpoint, Reply, error

MESSAGES = [{"role": "system", "content": "Brief it."}, {"role": "user", "content": "[1] خبر"}]
PARAMETERS = Parameters(temperature=0.0, max_tokens=500, seed=7)
QUICK = Retries(first=0.001, longest=0.01)
FAULT = {fault.name: fault for fault in FAULTS}


async def ask(url: str, key: str | None = None) -> None:
    async with Client(Chosen("compatible", url, "m", "test", api_key=key), retries=QUICK) as client:
        await client.draft(MESSAGES, PARAMETERS, lambda _: (), 0)


async def test_neither_key_nor_article_go_to_where_an_endpoint_sends_on() -> None:
    with Endpoint([as_json(checkpoint())]) as other:
        elsewhere = f"{other.base_url}/chat/completions"
        with Endpoint([error(308, "moved", headers={"Location": elsewhere})]) as endpoint:
            with pytest.raises(EndpointError, match=r"sends on to .*--base-url") as raised:
                await ask(endpoint.base_url, key="sk-secret-of-mine")
    assert raised.value.stops_run
    assert endpoint.keys == ["Bearer sk-secret-of-mine"]
    assert other.requests == []


async def test_the_key_is_cut_out_of_what_an_endpoint_says() -> None:
    with Endpoint([error(400, "bad header Authorization: Bearer sk-secret-of-mine")]) as endpoint:
        with pytest.raises(MujazError, match="bad header") as raised:
            await ask(endpoint.base_url, key="sk-secret-of-mine")
    assert "sk-secret" not in str(raised.value)


async def test_https_to_a_server_without_it_is_said_and_not_tried_again(recwarn: pytest.WarningsRecorder) -> None:
    with Endpoint([as_json(checkpoint())]) as endpoint:
        with pytest.raises(UnreachableError, match="http:// instead of https://") as raised:
            await ask(endpoint.base_url.replace("http://", "https://"))
    assert "tries" not in str(raised.value)


REQUEST = httpx2.Request("POST", "http://127.0.0.1/v1/chat/completions")
CHOSEN = Chosen("compatible", "http://127.0.0.1/v1", "m", "test")


def lost(*causes: BaseException) -> openai.APIConnectionError:
    """A connection error with this chain of causes, the nearest first."""
    whole = openai.APIConnectionError(request=REQUEST)
    link: BaseException = whole
    for cause in causes:
        link.__cause__ = cause
        link = cause
    return whole


@pytest.mark.parametrize(
    ("causes", "said", "again"),
    [
        ([httpx2.ConnectError("x"), socket.gaierror(socket.EAI_NONAME, "Name or service not known")],
         "its name is not known", False),
        ([httpx2.ConnectError("x"), socket.gaierror(socket.EAI_AGAIN, "Temporary failure")],
         "its name is not known", True),
        ([httpx2.ConnectError("All connection attempts failed"), ConnectionRefusedError(111, "refused")],
         "connection refused", True),
        ([httpx2.ConnectError("x"), ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version (_ssl.c:1006)")],
         "http:// instead of https://", False),
        ([httpx2.ReadError(""), ConnectionResetError(104, "reset")], "closed in the middle", True),
        ([httpx2.ProxyError("407 Proxy Authentication Required")], "the proxy refused: 407", True),
        ([httpx2.UnsupportedProtocol("ftp")], "ftp", False),
        ([httpx2.WriteError("")], "closed in the middle", True),
    ],
)  # fmt: skip
def test_a_connection_that_fails_is_told_in_words(causes: list[BaseException], said: str, again: bool) -> None:
    failed = lost(*causes)
    message = str(translate(failed, CHOSEN, tries=3))
    assert said in message
    assert is_transient(failed) is again
    assert ("3 tries" in message) is again
    in_words(message)
    assert said in why_no_connection(failed)


def test_what_a_server_says_cannot_move_a_cursor_turn_text_or_fail_to_be_encoded() -> None:
    said = one_line("a\x1b[2Jb\r\nc\u202ed\u2066e\ud800f\x9bg" + "z" * 10_000)
    assert said.startswith("a\ufffd[2Jb c\ufffdd\ufffde\ufffdf\ufffdg")
    assert len(said) == 300
    said.encode()
    assert one_line(["a"]) == one_line(None) == ""


async def test_a_refusal_of_one_article_does_not_spoil_the_requests_of_the_others() -> None:
    def script(request: dict[str, object]) -> Reply | str:
        if "bad" in json.dumps(request["messages"]):
            return error(400, "the schema, the temperature and the seed of this one are cursed")
        return as_json(checkpoint())

    with Endpoint(script) as endpoint:
        async with Client(Chosen("compatible", endpoint.base_url, "m", "test"), retries=QUICK) as client:
            before = client.dialect
            with pytest.raises(MujazError, match="cursed"):
                await client.draft([MESSAGES[0], {"role": "user", "content": "bad"}], PARAMETERS, lambda _: (), 0)
            assert client.dialect == before


async def test_waits_that_a_person_would_notice_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mujaz.model.client._NOTICED", 0.01)
    told: list[str] = []
    slow = error(429, "slow down", headers={"Retry-After": "9"})
    answers: list[Reply | str] = [error(503, "loading"), slow, as_json(checkpoint())]
    with Endpoint(answers) as endpoint:
        chosen = Chosen("compatible", endpoint.base_url, "m", "test")
        async with Client(chosen, retries=Retries(first=0.001, longest=0.02), tell=told.append) as client:
            await client.draft(MESSAGES, PARAMETERS, lambda _: (), 0)
    assert len(told) == 1  # the first wait is too short
    assert "it asks for a rest of 9 s" in told[0]
    assert "Next try in" in told[0]


@pytest.mark.parametrize(
    "listing",
    [
        b"[]", b'"x"', b'{"data": null}', b'{"data": [1, {"id": 7}, {"id": ["x"]}]}',
        b'{"data": [{"id": "a", "meta": 5}, {}]}',
    ],
    ids=["list", "text", "null", "types", "meta"],
)  # fmt: skip
async def test_a_list_of_models_of_any_shape_is_survived(listing: bytes) -> None:
    with Endpoint(listing=Reply(body=listing)) as endpoint:
        async with Client(Chosen("compatible", endpoint.base_url, None, "test"), retries=QUICK) as client:
            assert all(isinstance(name, str) for name, _ in await client.models())


def test_another_models_name_is_noted_in_the_brief(tmp_path: Path) -> None:
    with Endpoint(faulty(FAULT["other-model"])) as endpoint:
        ran = brief(tmp_path, endpoint, "--format", "json")
    found = [f for f in json.loads(ran.stdout)["findings"] if f["code"] == "model.another_answered"]
    assert [f["message"] for f in found] == [
        "the endpoint says that the model cheaper-model-2 answered; scripted was asked"
    ]


@pytest.mark.parametrize("form", ["terminal", "md", "html", "json"])
def test_hostile_strings_are_text_in_every_form_of_a_brief(tmp_path: Path, form: str) -> None:
    with Endpoint(faulty(FAULT["hostile"])) as endpoint:
        ran = brief(tmp_path, endpoint, "--format", form)
    assert ran.returncode == 0, ran.stderr
    assert "Headline" in ran.stdout
    assert not set(ran.stdout) & set("\x1b\x07\x9b")
    if form == "html":
        assert "<script>alert" not in ran.stdout
        assert "<img src=x" not in ran.stdout
    if form != "json":
        assert not set(ran.stdout) & set("\u202e\u2066")


def limited_memory() -> None:
    most = 1_500_000_000  # address space, of which the imports take 0.7 to 1 GB; the answers would be 3 GB
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def test_an_endless_flood_is_cut_off_in_a_process_with_little_memory(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(json.dumps(record(1)), encoding="utf-8")
    with Endpoint(lambda request: Reply(ANSWER(request), blanks=3_000_000_000)) as endpoint:
        ran = subprocess.run(
            [sys.executable, "-W", "error", "-c", "from mujaz.cli import main; main()", "brief", "in.json",
             "--base-url", endpoint.base_url, "--model", "scripted"],
            cwd=tmp_path, capture_output=True, text=True, preexec_fn=limited_memory, timeout=300, check=False,
        )  # fmt: skip
    assert ran.returncode == 1, ran.stderr
    assert "a1: " in ran.stderr
    assert "larger than 8 MB" in ran.stderr
    in_words(ran.stderr)


def test_a_dead_endpoint_ends_a_process_with_5(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)
    with Endpoint() as endpoint:
        address = endpoint.base_url
    (tmp_path / "in.json").write_text(json.dumps(record(1)), encoding="utf-8")
    ran = mujaz("brief", "in.json", "--base-url", address, "--model", "scripted", cwd=tmp_path)
    assert ran.returncode == 5
    assert "a1: " in ran.stderr
    assert "connection refused" in ran.stderr
