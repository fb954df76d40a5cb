"""The table of scores: what `mujaz eval run` produces, saves, and everything else (report, gate) reads.

    Scores
      signature            what was measured, with what; two runs with other gold or scorer must not be compared
      metrics              name -> MetricInfo: which direction is better, whether a decision may rest on it
      articles[]           ArticleScores: article id, story (the cluster), slices, and
        samples[]          one {metric name: Score} for each sample (answer) of the article

Rules that hold for every table:

- Every article of the gold is in it, whatever the system did. A missing or invalid answer is a sample with the worst
  value in every metric. Articles have the same samples in number, so that no article weighs more for having more.
- `Score.value` is None where the gold alone makes the metric undefined (no caveats to recall), never because of what
  the system wrote. It is None for all samples of an article or for none. Only what is not a quality (tokens, cost) may
  be None because nobody knows it.
- First average the samples of an article, then the articles (`per_article`, then `macro`). Articles of one story are no
  independent observations: resample or flip signs by `story`.
- `micro` adds numerators and denominators instead, samples averaged; long articles weigh more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from mujaz.errors import UsageError

__all__ = [
    "SCHEMA",
    "ArticleScores",
    "ArticleValue",
    "Better",
    "MetricInfo",
    "Score",
    "Scores",
    "Signature",
    "Unit",
    "incomparable",
]

SCHEMA: Literal["mujaz/scores/1"] = "mujaz/scores/1"

Better = Literal["higher", "lower", "neither"]
"""Which way is better; `neither` for what only describes (length)."""

Unit = Literal["share", "count", "usd", "tokens"]
"""`share`: 0 to 1. The others start at 0 and have no upper end."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Score(_Part):
    """One metric of one answer: the article's own `value`, and what it adds to a micro average.

    `numerator` / `denominator` need not equal `value` (both events lists empty: value 1, 0 / 0), but they do in
    general. They may be fractions: partial credit.
    """

    value: float | None
    numerator: Annotated[float, Field(ge=0)] = 0.0
    denominator: Annotated[float, Field(ge=0)] = 0.0


class MetricInfo(_Part):
    """What a reader of the table must know of a metric. `primary`: deterministic, and fit to decide on."""

    better: Better
    unit: Unit
    primary: bool
    says: str
    """One line for people."""


class Signature(_Part):
    """Printed beside every number, as sacrebleu does: with it the number can be made again, without it, it means
    little.

    `gold_sha256` covers every gold file (and through it every article's text); `scorer` is raised whenever the same
    briefs and gold would give other scores. `model`, `prompt` and `schema_sha256` are null for systems without them.
    Of a set of briefs that were not all made alike, fields hold all values, joined by " + ".
    """

    system: str
    model: str | None
    prompt: str | None
    prompt_sha256: str | None
    schema_sha256: str | None
    gold_sha256: str
    scorer: str
    articles: Annotated[int, Field(ge=1)]
    samples: Annotated[int, Field(ge=1)]

    def __str__(self) -> str:
        parts = [
            ("system", self.system),
            ("model", self.model),
            ("prompt", self.prompt),
            ("psha", _short(self.prompt_sha256)),
            ("schema", _short(self.schema_sha256)),
            ("gold", _short(self.gold_sha256)),
            ("scorer", self.scorer),
            ("n", str(self.articles)),
            ("k", str(self.samples)),
        ]
        return "|".join(f"{name}:{value}" for name, value in parts if value is not None)


def _short(digest: str | None) -> str | None:
    return None if digest is None else " + ".join(one[:8] for one in digest.split(" + "))


class ArticleScores(_Part):
    """All scores of one article: `samples[i][metric]`. `story` is the cluster it belongs to."""

    article: str
    story: str
    slices: list[str]
    samples: Annotated[list[dict[str, Score]], Field(min_length=1)]

    def value(self, metric: str) -> float | None:
        """The mean of the samples' values; None where the gold makes the metric undefined."""
        values = [sample[metric].value for sample in self.samples]
        known = [value for value in values if value is not None]
        return float(_sum(known) / len(known)) if known else None


class ArticleValue(NamedTuple):
    """One observation: an article, its cluster, and its value with samples averaged."""

    article: str
    story: str
    value: float


class Scores(_Part):
    """A scored run. See the module's description."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, allow_inf_nan=False)

    schema_: Literal["mujaz/scores/1"] = Field(default=SCHEMA, alias="schema")
    signature: Signature
    metrics: dict[str, MetricInfo]
    articles: Annotated[list[ArticleScores], Field(min_length=1)]

    @model_validator(mode="after")
    def _complete(self) -> Scores:
        names = set(self.metrics)
        ids = [one.article for one in self.articles]
        if len(set(ids)) != len(ids):
            raise ValueError("an article is there twice")
        for one in self.articles:
            if len(one.samples) != self.signature.samples:
                raise ValueError(f"{one.article}: {len(one.samples)} samples, not {self.signature.samples}")
            if any(set(sample) != names for sample in one.samples):
                raise ValueError(f"{one.article}: a sample has other metrics than the table")
            for name, info in self.metrics.items():
                known = {sample[name].value is None for sample in one.samples}
                if info.unit == "share" and len(known) > 1:
                    raise ValueError(f"{one.article}: {name} is defined for some samples only")
        if len(ids) != self.signature.articles:
            raise ValueError(f"{len(ids)} articles, not {self.signature.articles} as the signature says")
        return self

    @property
    def slices(self) -> list[str]:
        """Every slice that an article belongs to, sorted."""
        return sorted({name for one in self.articles for name in one.slices})

    @property
    def stories(self) -> list[str]:
        """Every story, in order of appearance."""
        return list(dict.fromkeys(one.story for one in self.articles))

    def per_article(self, metric: str, where: Callable[[ArticleScores], bool] = lambda _: True) -> list[ArticleValue]:
        """One observation an article, for those that meet `where` and for which the gold defines the metric."""
        found = ((one, one.value(metric)) for one in self.articles if where(one))
        return [ArticleValue(one.article, one.story, value) for one, value in found if value is not None]

    def macro(self, metric: str, where: Callable[[ArticleScores], bool] = lambda _: True) -> float | None:
        """The mean over articles, samples averaged first; None when no article defines the metric."""
        values = [observation.value for observation in self.per_article(metric, where)]
        return float(_sum(values) / len(values)) if values else None

    def micro(self, metric: str, where: Callable[[ArticleScores], bool] = lambda _: True) -> float | None:
        """Sum of numerators over sum of denominators; None when there is nothing to count."""
        scores = [sample[metric] for one in self.articles if where(one) for sample in one.samples]
        denominator = _sum(score.denominator for score in scores)
        return float(_sum(score.numerator for score in scores) / denominator) if denominator else None

    def to_json(self) -> str:
        """Canonical JSON, one final newline; `from_json` reads it back to an equal table."""
        return self.model_dump_json(by_alias=True, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes, source: str = "scores") -> Scores:
        """Read a saved run. Raises UsageError, which names `source`, when it is none."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False, include_input=False)[0]
            where = "/".join(str(part) for part in first["loc"])
            raise UsageError(f"{source}: not a scored run ({where}: {first['msg']})") from error

    @classmethod
    def load(cls, path: Path) -> Scores:
        """Read a saved run from a file. Raises UsageError that names it."""
        try:
            return cls.from_json(path.read_bytes(), str(path))
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror or error}") from error


def _sum(numbers: Iterable[float]) -> Fraction:
    """Exact, so that the order of articles cannot change the last digit."""
    return sum((Fraction(number) for number in numbers), Fraction())


def incomparable(one: Scores, other: Scores) -> Iterator[str]:
    """Why the two runs must not be compared, in words; nothing when they may.

    Other models, prompts and sample counts may be compared: that is what comparing is for.
    """
    if one.signature.gold_sha256 != other.signature.gold_sha256:
        yield "the gold is not the same"
    if one.signature.scorer != other.signature.scorer:
        yield f"scored by other rules: {one.signature.scorer} and {other.signature.scorer}; score both anew"
    if {a.article for a in one.articles} != {a.article for a in other.articles}:
        yield "the articles are not the same"
    if set(one.metrics) != set(other.metrics):
        yield "the metrics are not the same"
