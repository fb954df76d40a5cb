"""pytest --mujaz-gate: the regression gate as one more test of your own suite.

    pytest --mujaz-gate                      against the only baseline in eval/baselines
    pytest --mujaz-gate=main                 against that one
    pytest --mujaz-gate --mujaz-gate-run RUN     of another run than the baseline's own recordings
    pytest --mujaz-gate --mujaz-gate-open skip   an inconclusive gate is skipped instead of failing

Paths are those of `mujaz eval gate`, from pytest's root directory. Nothing heavy is imported before the gate runs: this
module is loaded by every pytest in an environment with Mujaz.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mujaz.evaluation.gate import Gated

__all__ = ["GateItem"]

_ANY = "the only one there is"
_SAID = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options."""
    group = parser.getgroup("mujaz", "Mujaz regression gate")
    group.addoption(
        "--mujaz-gate", nargs="?", const=_ANY, metavar="BASELINE", help="run the gate (default: the only baseline)"
    )
    group.addoption("--mujaz-gate-run", metavar="RUN", help="the run to gate, as `mujaz eval gate` takes it")
    group.addoption("--mujaz-gate-config", metavar="FILE", help="the gate's settings (default: eval/gate.toml)")
    group.addoption("--mujaz-gate-prompt", metavar="NAME@VERSION", help="the prompt under test")
    group.addoption("--mujaz-gate-out", metavar="DIR", help="write gate.json, gate.html, gate.md, gate.junit.xml there")
    group.addoption(
        "--mujaz-gate-open", choices=("fail", "skip"), default="fail", help="what an inconclusive gate counts as"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add the gate behind the suite's own tests, whatever -k and -m have left of them."""
    if config.getoption("--mujaz-gate") is not None:
        items.append(GateItem.from_parent(session, name="mujaz gate", nodeid="mujaz gate"))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """The verdict and its reasons, also when the gate passed."""
    said = config.stash.get(_SAID, [])
    if said:
        terminalreporter.section("mujaz gate")
        for line in said:
            terminalreporter.write_line(line)


class GateItem(pytest.Item):
    """The gate as a test."""

    def runtest(self) -> None:
        """Run it. Fails on FAIL, and on INCONCLUSIVE unless that is to be skipped."""
        from mujaz.errors import MujazError
        from mujaz.evaluation import extra

        try:
            extra.need()
            found = self._gated()
        except MujazError as error:
            raise _GateError(str(error)) from error
        from mujaz.evaluation.gate_report import wording
        from mujaz.evaluation.verdict import Verdict

        comparison = found.comparison
        said = [wording.verdict_line(comparison), *wording.summary(comparison)]
        self.config.stash[_SAID] = said
        if comparison.verdict is Verdict.INCONCLUSIVE and self.config.getoption("--mujaz-gate-open") == "skip":
            pytest.skip(said[0])
        if comparison.verdict.exit_code:
            raise _GateError("\n".join(said))

    def _gated(self) -> Gated:
        from mujaz.evaluation.compare_sources import Places
        from mujaz.evaluation.gate import run_gate
        from mujaz.evaluation.gate_report import files

        option, root = self.config.getoption, self.config.rootpath
        name, run, settings = option("--mujaz-gate"), option("--mujaz-gate-run"), option("--mujaz-gate-config")
        places = Places(root / "eval/gold", root / "eval/articles", root / "cassettes")
        default = root / "eval/gate.toml"
        found = run_gate(
            None if name == _ANY else name,
            run,
            places=places,
            settings_path=root / settings if settings else default if default.exists() else None,
            folder=root / "eval/baselines",
            prompt=option("--mujaz-gate-prompt"),
            root=root,
        )
        if option("--mujaz-gate-out"):
            folder = Path(root / option("--mujaz-gate-out"))
            files.write(folder, found.comparison, found.baseline, found.candidate, places.known_references())
        return found

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The reasons alone: a traceback says nothing about a model's answers."""
        if isinstance(excinfo.value, _GateError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where pytest says that the test is."""
        return self.config.rootpath, None, "mujaz gate"


class _GateError(Exception):
    """The gate did not pass; the message says why."""
