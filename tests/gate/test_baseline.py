"""Blessing: floors do not sink unnoticed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mujaz.errors import RegressionError, UsageError
from mujaz.evaluation import baseline
from mujaz.evaluation.compare_origin import Origin
from mujaz.evaluation.compare_sources import Measured
from mujaz.evaluation.gate_settings import load as load_settings
from mujaz.evaluation.table import Scores
from tests.gate.runs import answer, noisy, scores, settings


def flat(value: float, **update: object) -> Measured:
    run = scores({f"{i}": [answer(value)] for i in range(12)})
    return measured(run.model_copy(update={"signature": run.signature.model_copy(update=update)}))


def measured(run: Scores) -> Measured:
    return Measured("run", run, Origin(source="scores.json"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "baselines" / "main.json"


def test_the_first_one_sets_the_floors(path: Path) -> None:
    baseline.bless(flat(0.7), path, settings())
    found = baseline.load(path)
    assert found.name == "main"
    assert found.floors == pytest.approx({"event_f1": 0.7, "must_not_rate": 0, "schema_valid": 1})
    assert found.scores == flat(0.7).scores


def test_a_better_run_raises_the_floor(path: Path) -> None:
    baseline.bless(flat(0.7), path, settings())
    found, said = baseline.bless(flat(0.8), path, settings())
    assert found.floors["event_f1"] == pytest.approx(0.8)
    assert said[0] == "event_f1: 0.8000, floor 0.8000 (was 0.7000)"


def test_a_worse_run_is_refused_and_the_file_stays(path: Path) -> None:
    baseline.bless(flat(0.7), path, settings())
    before = path.read_bytes()
    with pytest.raises(RegressionError, match="gate fails it") as raised:
        baseline.bless(flat(0.6), path, settings())
    assert raised.value.exit_code == 1
    assert path.read_bytes() == before


def test_a_reason_lowers_the_floor_and_is_kept(path: Path) -> None:
    baseline.bless(flat(0.7), path, settings())
    found, _ = baseline.bless(flat(0.6), path, settings(), "the cheaper model, agreed in review")
    assert found.floors["event_f1"] == pytest.approx(0.6)
    [kept] = found.regressions
    assert (kept.metric, kept.reason) == ("event_f1", "the cheaper model, agreed in review")
    assert baseline.load(path).regressions == [kept]
    with pytest.raises(RegressionError):
        baseline.bless(flat(0.5), path, settings(), "   ")


def test_small_losses_do_not_add_up(path: Path) -> None:
    """Each lies within its margin of the one before; the third lies beyond it from the floor."""
    baseline.bless(flat(0.70), path, settings())
    found, _ = baseline.bless(flat(0.68), path, settings())
    assert found.floors["event_f1"] == pytest.approx(0.70)
    baseline.bless(flat(0.66), path, settings())
    with pytest.raises(RegressionError, match="more than its margin of 0.05 from its floor of 0.7000"):
        baseline.bless(flat(0.64), path, settings())


@pytest.mark.parametrize(("update", "said"), [({"gold_sha256": "7" * 64}, "gold"), ({"scorer": "99"}, "scorer")])
def test_floors_of_another_measure_are_not_passed_over(path: Path, update: dict[str, str], said: str) -> None:
    baseline.bless(flat(0.7), path, settings())
    with pytest.raises(RegressionError, match=f"The {said} has changed"):
        baseline.bless(flat(0.9, **update), path, settings())
    found, _ = baseline.bless(flat(0.5, **update), path, settings(), "new gold, more events")
    assert found.floors["event_f1"] == pytest.approx(0.5)


def test_a_metric_cannot_silently_leave_the_gate(path: Path) -> None:
    baseline.bless(flat(0.7), path, settings())
    fewer = settings()
    fewer = fewer.model_copy(update={"metrics": {k: v for k, v in fewer.metrics.items() if k != "must_not_rate"}})
    with pytest.raises(RegressionError, match="must_not_rate has a floor of 0.0000 and would be gated no more"):
        baseline.bless(flat(0.7), path, fewer)


def test_the_file_has_a_line_an_article(path: Path) -> None:
    baseline.bless(measured(noisy(1)), path, settings())
    lines = path.read_text().splitlines()
    assert sum('"article": "article-' in line or '"article":"article-' in line for line in lines) == 24


@pytest.mark.parametrize("name", ["", "a/b", "..", ".hidden", "a\\b"])
def test_names_that_are_no_file_names(name: str) -> None:
    with pytest.raises(UsageError, match="no name"):
        baseline.named(name)


def test_without_a_name_there_must_be_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no baseline yet"):
        baseline.named(None, tmp_path)
    for name in ("a", "b"):
        (tmp_path / f"{name}.json").write_text("{}")
    with pytest.raises(UsageError, match="several baselines; name one with --baseline: a, b"):
        baseline.named(None, tmp_path)
    (tmp_path / "b.json").unlink()
    assert baseline.named(None, tmp_path).name == "a.json"


def test_a_damaged_baseline_is_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"schema": "mujaz/baseline/1"}))
    with pytest.raises(UsageError, match=r"main\.json: not a baseline"):
        baseline.load(path)


class TestSettings:
    def test_the_built_in_ones_and_those_of_the_project_are_sound(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        project = Path(__file__).parents[2] / "eval" / "gate.toml"
        monkeypatch.chdir(tmp_path)
        assert load_settings().answers_vary
        assert set(load_settings(project).metrics) == set(load_settings().metrics)

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("margin = 0", "metrics.event_f1.margin"),
            ("margin = 0.05\nmargn = 1", "metrics.event_f1.margn"),
            ("", "metrics.event_f1.margin"),
        ],
    )
    def test_faults_are_named(self, tmp_path: Path, line: str, said: str) -> None:
        file = tmp_path / "gate.toml"
        file.write_text(f'schema = "mujaz/gate/1"\n[metrics.event_f1]\nreason = "for the tests"\n{line}\n')
        with pytest.raises(UsageError, match=f"gate.toml: {said}"):
            load_settings(file)

    def test_a_margin_needs_a_reason(self, tmp_path: Path) -> None:
        file = tmp_path / "gate.toml"
        file.write_text('schema = "mujaz/gate/1"\n[metrics.event_f1]\nmargin = 0.05\n')
        with pytest.raises(UsageError, match="reason"):
            load_settings(file)
