"""Does the gate find regressions that were planted in written answers, and is it quiet about other words?

    python bench/gate_planted.py [--answers DIR] [--paraphrased DIR] [--settings FILE] [--details]

Briefs are made of the drafts in eval/answers/reference by today's code, without an endpoint, scored against eval/gold
and compared, as `mujaz eval gate` does, with the same drafts spoilt by rule (`mujaz.evaluation.planted`), and with
drafts that say the same in other words. The output is a Markdown table; exit code 1 when a planted regression got
through, or the paraphrases did not.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from mujaz.evaluation import gate_settings, planted, scoring, written
from mujaz.evaluation.case import Reference
from mujaz.evaluation.compare_origin import Origin
from mujaz.evaluation.compare_sources import Measured, measured
from mujaz.evaluation.comparison import Comparison
from mujaz.evaluation.gate import compare_runs
from mujaz.evaluation.verdict import Verdict
from mujaz.schema.draft import Draft


def run_of(name: str, drafts: Mapping[str, Draft], references: Mapping[str, Reference]) -> Measured:
    """The drafts as a scored run."""
    run = scoring.score(references, [written.answers_of(drafts, references)], name)
    return measured(name, run, references, Origin(source=name))


def reasons(found: Comparison) -> Iterator[str]:
    """What the verdict rests on, in a few words each."""
    for one in found.questions:
        if one.verdict is not Verdict.PASS:
            numbers = f"{one.before:.2f} to {one.after:.2f}".replace("0.", ".")
            yield f"{one.name} {numbers}{'' if one.verdict is Verdict.FAIL else f' ({one.verdict})'}"
    for kind in ("invalid", "false_statement", "vital_number", "wrong_toll"):
        articles = {one.article for one in found.breaks.found if one.what == kind}
        if articles:
            yield f"{kind} in {len(articles)} article{'s' * (len(articles) > 1)}"
    slices = [f"{one.slice} {one.metric}" for one in found.slices if one.worse]
    if slices:
        yield f"{len(slices)} slices worse"


def details(found: Comparison) -> Iterator[str]:
    """Every number and every break."""
    for one in found.questions:
        low, high = (float("nan") if b is None else b for b in (one.estimate.low, one.estimate.high))
        yield (
            f"    {one.name:22} {one.before:.3f} {one.after:.3f}  {one.estimate.gain:+.3f} [{low:+.3f}, {high:+.3f}] "
            f"margin {one.margin:.2f} p {one.p_adjusted:.4f}  {one.worse} worse {one.better} better  {one.verdict}"
        )
    for other in found.described:
        if other.estimate and other.estimate.gain:
            yield f"    ({other.metric:21} {other.before:.3f} {other.after:.3f})"
    yield from (f"    {one.what}: {one.article}: {'; '.join(one.items)}" for one in found.breaks.found)
    yield from (f"    mended {one.what}: {one.article}: {'; '.join(one.items)}" for one in found.breaks.mended)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", type=Path, default=Path("eval/answers/reference"))
    parser.add_argument("--paraphrased", type=Path, default=Path("eval/answers/reference-paraphrased"))
    parser.add_argument("--gold", type=Path, default=Path("eval/gold"))
    parser.add_argument("--articles", type=Path, default=Path("eval/articles"))
    parser.add_argument("--settings", type=Path, default=None)
    parser.add_argument("--only", nargs="*", default=[], help="planted kinds, or `paraphrased`")
    parser.add_argument("--details", action="store_true", help="every number, below each row")
    given = parser.parse_args()

    start = time.process_time()
    settings = gate_settings.load(given.settings)
    references = scoring.references(given.gold, given.articles)
    drafts = {id_: draft for id_, draft in written.drafts_in(given.answers).items() if id_ in references}
    segments = {id_: len(one.cleaned.segments) for id_, one in references.items()}
    stories = {id_: one.gold.story for id_, one in references.items()}
    baseline = run_of("written", drafts, references)

    wrong = 0
    print(f"{len(drafts)} articles of {len(set(stories.values()))} stories\n")
    print("| planted | articles changed | verdict | exit code | what the gate sees |")
    print("|---|---|---|---|---|")
    kinds = [*planted.PLANTED, "paraphrased"] if given.paraphrased.is_dir() else [*planted.PLANTED]
    for kind in [one for one in kinds if not given.only or one in given.only]:
        if kind == "paraphrased":
            others = {id_: one for id_, one in written.drafts_in(given.paraphrased).items() if id_ in drafts}
            changed, says = sorted(others), "the same in other words"
            found = compare_runs(baseline, run_of(kind, {**drafts, **others}, references), settings).comparison
            wrong += found.verdict.exit_code != 0
        else:
            spoilt, changed = planted.plant(kind, drafts, segments, stories)
            says = planted.PLANTED[kind].says
            found = compare_runs(baseline, run_of(kind, spoilt, references), settings).comparison
            wrong += found.verdict is not Verdict.FAIL
        seen = "; ".join(reasons(found)) or "nothing"
        print(f"| {kind}: {says} | {len(changed)} | {found.verdict} | {found.verdict.exit_code} | {seen} |", flush=True)
        if given.details:
            print("\n".join(details(found)), flush=True)
    print(f"\n{time.process_time() - start:.0f} s of processor time")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
