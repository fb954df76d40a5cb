"""What holds for every test: no network but loopback, no key of the machine, nothing written to the user's home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from mujaz.recording import vcrpy

# A busy machine is no failure, and a change is not refused for an input that it has nothing to do with: the same inputs
# every time. `make fuzz` looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("steady")

SHARED = Path(__file__).parents[1] / ".." / "shared"

_VARIABLES = (
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "OPENAI_ORG_ID",
    "OPENAI_PROJECT_ID",
    "MUJAZ_API_KEY",
    "MUJAZ_BASE_URL",
    "MUJAZ_MODEL",
    "MUJAZ_CACHE",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.block_network(allowed_hosts=["127.0.0.1", "localhost", "::1"]))


def pytest_recording_configure(config: pytest.Config, vcr: Any) -> None:
    vcrpy.configure(vcr)


@pytest.fixture
def vcr_config() -> dict[str, Any]:
    """What counts as the same request, and what never reaches a cassette: as on the command line."""
    return vcrpy.options()


@pytest.fixture(autouse=True)
def _own_surroundings(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[None]:
    for name in _VARIABLES:
        monkeypatch.delenv(name, raising=False)
    if request.node.get_closest_marker("live") is None:
        monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path_factory.mktemp("cache")))
    yield


@pytest.fixture
def shared_articles() -> list[Path]:
    """Real articles that lie beside a checkout on some machines."""
    found = sorted((SHARED / "articles").glob("*.txt"))
    if not found:
        pytest.skip("no folder shared/articles beside this checkout")
    return found


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
