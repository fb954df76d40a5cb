"""Scored runs for tests: small tables written out, and briefs of the little gold."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from mujaz import prompts
from mujaz.evaluation.gate_settings import Settings
from mujaz.evaluation.metrics import METRICS, SCORER
from mujaz.evaluation.table import ArticleScores, MetricInfo, Score, Scores, Signature
from mujaz.model.dialect import schema_sha256

__all__ = ["GOLD", "INFOS", "SETTINGS_TOML", "change", "noisy", "scores", "settings", "signature", "write"]

GOLD = "9" * 64
INFOS: dict[str, MetricInfo] = {
    name: METRICS[name].info for name in ("event_f1", "must_not_rate", "schema_valid", "tokens", "words")
}

SETTINGS_TOML = """
schema = "mujaz/gate/1"
answers_vary = {vary}
[statistics]
draws = 2000
[metrics.event_f1]
margin = 0.05
reason = "for the tests"
[metrics.must_not_rate]
margin = 0.05
reason = "for the tests"
[metrics.schema_valid]
margin = 0.05
binary = true
reason = "for the tests"
[cost]
metric = "tokens"
margin = 0.10
reason = "for the tests"
[[breaks]]
what = "invalid"
when = "most"
reason = "for the tests"
[[breaks]]
what = "false_statement"
when = "all"
reason = "for the tests"
[slices]
metrics = ["event_f1"]
min_stories = 3
"""


def settings(*, vary: bool = False, **update: object) -> Settings:
    """The settings of the tests."""
    import tomllib

    found = Settings.model_validate(tomllib.loads(SETTINGS_TOML.format(vary=str(vary).lower())))
    return found.model_copy(update=update)


def signature(articles: int, samples: int, **update: object) -> Signature:
    """A signature of this checkout's prompt, schema and scorer."""
    prompt = prompts.load(prompts.DEFAULT)
    made = Signature(
        system="system",
        model="model",
        prompt=prompt.spec,
        prompt_sha256=prompt.sha256,
        schema_sha256=schema_sha256(),
        gold_sha256=GOLD,
        scorer=SCORER,
        articles=articles,
        samples=samples,
    )
    return made.model_copy(update=update)


def answer(event_f1: float | None, *, false: int = 0, valid: bool = True, tokens: float = 1000) -> dict[str, Score]:
    """The scores of one answer; `false` of four foreseen false statements."""
    return {
        "event_f1": Score(value=event_f1, numerator=event_f1 or 0, denominator=1),
        "must_not_rate": Score(value=false / 4, numerator=false, denominator=4),
        "schema_valid": Score(value=float(valid), numerator=float(valid), denominator=1),
        "tokens": Score(value=tokens, numerator=tokens, denominator=1),
        "words": Score(value=80, numerator=80, denominator=1),
    }


def scores(
    answers: Mapping[str, Sequence[dict[str, Score]]],
    stories: Mapping[str, str] | None = None,
    slices: Mapping[str, list[str]] | None = None,
    **update: object,
) -> Scores:
    """A table from answers by article; each article is a story of its own unless `stories` says otherwise."""
    rows = [
        ArticleScores(
            article=name,
            story=(stories or {}).get(name, name),
            slices=(slices or {}).get(name, []),
            samples=list(samples),
        )
        for name, samples in answers.items()
    ]
    return Scores(signature=signature(len(rows), len(rows[0].samples), **update), metrics=INFOS, articles=rows)


def noisy(seed: int, *, articles: int = 24, samples: int = 1, loss: float = 0.0, noise: float = 0.02) -> Scores:
    """A table of articles that differ from each other, two to a story, with answers that vary by `noise`."""
    drawn = random.Random(seed)
    names = [f"article-{i:02}" for i in range(articles)]
    return scores(
        {
            name: [answer(min(1, max(0, 0.5 + 0.015 * i - loss + drawn.gauss(0, noise)))) for _ in range(samples)]
            for i, name in enumerate(names)
        },
        stories={name: f"story-{i // 2}" for i, name in enumerate(names)},
        slices={name: ["politics" if i % 4 < 2 else "disaster"] for i, name in enumerate(names)},
    )


def change(run: Scores, article: str, samples: Sequence[dict[str, Score]] | None) -> Scores:
    """The run with other answers to one article; None takes the article out."""
    rows = [
        one.model_copy(update={"samples": list(samples)}) if one.article == article and samples is not None else one
        for one in run.articles
        if one.article != article or samples is not None
    ]
    return run.model_copy(
        update={"articles": rows, "signature": run.signature.model_copy(update={"articles": len(rows)})}
    )


def write(path: Path, run: Scores) -> Path:
    """Save a run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(run.to_json(), encoding="utf-8")
    return path
