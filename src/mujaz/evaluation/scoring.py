"""From gold and answers to the table of scores."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mujaz.errors import UsageError
from mujaz.evaluation import gold as gold_files
from mujaz.evaluation.answers import Answer
from mujaz.evaluation.case import Case, Reference
from mujaz.evaluation.metrics import METRICS, SCORER
from mujaz.evaluation.metrics.base import Metric, missing
from mujaz.evaluation.sets import articles_in, gold_paths
from mujaz.evaluation.table import ArticleScores, Score, Scores, Signature
from mujaz.schema.brief import Brief, Provenance

__all__ = ["Run", "gold_sha256", "references", "score"]


@dataclass(frozen=True, slots=True)
class Run:
    """A scored run with what is needed to show it: per article the cases in order of samples, None where there was no
    valid answer, and why."""

    scores: Scores
    cases: Mapping[str, Sequence[Case | None]]
    failures: Mapping[str, Sequence[str | None]]


def references(
    gold: Path, articles: Path, only: Sequence[str] = (), slices: Sequence[str] = ()
) -> dict[str, Reference]:
    """The gold of a folder (or file) with its articles, by article id, sorted; with `only`, of these articles alone,
    with `slices`, of those that are in one of these slices.

    Raises UsageError for a gold file that is not sound, lacks its article, or was made from another text, for an
    article of `only` that has no gold, and for a slice that has no article.
    """
    known = articles_in(articles)
    found: dict[str, Reference] = {}
    for path in gold_paths([gold]):
        one = gold_files.load(path)
        article = known.get(one.article.id)
        if article is None:
            raise UsageError(f"{path}: no article {one.article.id!r} in {articles}")
        if article.sha256 != one.article.raw_sha256:
            raise UsageError(f"{path}: made from another text of {article.id}; see: mujaz eval check-gold")
        if article.id in found:
            raise UsageError(f"{path}: another file in {gold} has the gold of {article.id} too")
        found[article.id] = Reference(one, article)
    unknown = sorted(set(only) - set(found))
    if unknown:
        raise UsageError(f"{gold}: no gold of {', '.join(unknown)}")
    known_slices = sorted({name for one in found.values() for name in one.gold.slices})
    empty = sorted(set(slices) - set(known_slices))
    if empty:
        raise UsageError(f"{gold}: no article in the slice {', '.join(empty)}; slices: {', '.join(known_slices)}")
    wanted = {id_ for id_, one in found.items() if not slices or not set(slices).isdisjoint(one.gold.slices)}
    return {id_: found[id_] for id_ in sorted(found) if id_ in wanted and (not only or id_ in only)}


def score(
    gold: Mapping[str, Reference],
    samples: Sequence[Mapping[str, Answer]],
    system: str,
    metrics: Collection[str] = METRICS.keys(),
) -> Run:
    """Score `samples`: each holds one answer to every article of `gold`; `system` is what the table calls them.

    `metrics` are the names of those that are wanted, by default all.
    """
    if not gold or not samples:
        raise UsageError("nothing to score: there must be gold and at least one sample")
    wanted = {name: metric for name, metric in METRICS.items() if name in metrics}
    rows: list[ArticleScores] = []
    cases: dict[str, list[Case | None]] = {}
    for id_, reference in gold.items():
        made = [_case(sample.get(id_), reference) for sample in samples]
        rows.append(
            ArticleScores(
                article=id_,
                story=reference.gold.story,
                slices=list(dict.fromkeys(reference.gold.slices)),
                samples=[_scores(case, reference, wanted) for case in made],
            )
        )
        cases[id_] = made
    signature = _signature(gold, samples, system)
    scores = Scores(signature=signature, metrics={name: m.info for name, m in wanted.items()}, articles=rows)
    failures = {id_: [sample[id_].why if id_ in sample else "no answer" for sample in samples] for id_ in gold}
    return Run(scores, cases, failures)


def _case(answer: Answer | None, reference: Reference) -> Case | None:
    if answer is None or answer.brief is None:
        return None
    return Case(reference, answer.brief, made_here=answer.made_here)


def _scores(case: Case | None, reference: Reference, wanted: Mapping[str, Metric]) -> dict[str, Score]:
    if case is None:
        return {name: missing(metric, reference) for name, metric in wanted.items()}
    return {name: metric.score(case) for name, metric in wanted.items()}


def _signature(gold: Mapping[str, Reference], samples: Sequence[Mapping[str, Answer]], system: str) -> Signature:
    briefs = [answer.brief for sample in samples for answer in sample.values() if answer.brief is not None]
    return Signature(
        system=system,
        model=_all(briefs, lambda made: made.model),
        prompt=_all(briefs, lambda made: made.prompt),
        prompt_sha256=_all(briefs, lambda made: made.prompt_sha256),
        schema_sha256=_all(briefs, lambda made: made.schema_sha256),
        gold_sha256=gold_sha256(gold.values()),
        scorer=SCORER,
        articles=len(gold),
        samples=len(samples),
    )


def _all(briefs: Iterable[Brief], field: Callable[[Provenance], str]) -> str | None:
    return " + ".join(sorted({field(brief.provenance) for brief in briefs} - {""})) or None


def gold_sha256(references: Iterable[Reference]) -> str:
    """The fingerprint of a gold set, as hexadecimal SHA-256: over the digest of each article's gold, so that their
    boundaries count; any order gives the same."""
    digests = sorted(hashlib.sha256(one.gold.to_json().encode()).hexdigest() for one in references)
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()
