"""The checks measured: false alarms, confusion tables, cost, and findings on saved briefs.

    python bench/checks.py [--data ../shared/data] [--alone] [--seed 7] [--misses KIND] [--alarms] [--half even|odd]
    python bench/checks.py --evidence | --semantic | --cost | --drafts | --five BRIEFS ARTICLES

Without an option: every English sentence of `ntrex-dev.jsonl` in `--data` is a statement, its Arabic sentence the
evidence, its document the article (with `--alone` the sentence is the article, which is stricter than life). First
come the sentences with a finding although nothing is wrong, then a table for each kind of alteration
(`checks_alterations`): every altered sentence beside its original, an altered one that gets a new finding of its kind
counted as a true positive, an original that has one as a false positive. "errors" counts errors alone, "all" errors
and warnings. Even documents were used for tuning, odd ones were held out; swapped names come from the same half.

`--misses names` prints the altered sentences without an error of their kind, `--alarms` the false alarms, both for
one half if `--half` says so. The other options are described in `checks_evidence`, `checks_cost`,
`checks_drafts` and `checks_saved`.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import checks_cost
import checks_drafts
import checks_evidence
import checks_saved
from checks_alterations import ALTERATIONS
from checks_corpus import CORPUS, HALVES, Pair, documents, findings, pairs_of

from mujaz.schema.brief import Finding

LEVELS: dict[str, tuple[str, ...]] = {"errors": ("error",), "all": ("error", "warning")}


class Tally(NamedTuple):
    """True and false positives, false and true negatives."""

    tp: int
    fp: int
    fn: int
    tn: int

    @property
    def line(self) -> str:
        caught, right = self.tp / max(1, self.tp + self.fn), self.tp / max(1, self.tp + self.fp)
        return f"{self.tp:5}{self.fp:5}{self.fn:5}{self.tn:5}{right:9.1%}{caught:9.1%}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=CORPUS.parent)
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--misses", choices=list(ALTERATIONS))
    parser.add_argument("--alarms", action="store_true")
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--evidence", action="store_true")
    parser.add_argument("--semantic", action="store_true")
    parser.add_argument("--cost", action="store_true")
    parser.add_argument("--drafts", action="store_true")
    parser.add_argument("--five", nargs=2, type=Path, metavar=("BRIEFS", "ARTICLES"))
    options = parser.parse_args()
    if options.five:
        checks_saved.report(*options.five)
        return
    if options.drafts:
        checks_drafts.report()
        return
    path = options.data / CORPUS.name
    if not path.is_file():
        parser.error(f"{path}: no such file; name the folder of {CORPUS.name} with --data")
    if options.cost:
        checks_cost.report(path)
        return
    corpus = list(documents(path, alone=options.alone))
    if options.evidence or options.semantic:
        checks_evidence.report(corpus, vectors=options.semantic)
        return
    pairs = pairs_of(corpus)
    faithful = [findings(pair) for pair in pairs]
    _alarms(pairs, faithful, options.half if options.alarms else None, listed=options.alarms)
    _confusion(pairs, dict(zip(pairs, faithful, strict=True)), options)
    _invented(pairs)


def _alarms(pairs: list[Pair], faithful: list[list[Finding]], half: str | None, *, listed: bool) -> None:
    """Sentences with a finding although their English is a faithful translation."""
    totals = Counter(pair.document.half for pair in pairs)
    alarmed: Counter[tuple[str, str, str]] = Counter()
    for pair, found in zip(pairs, faithful, strict=True):
        alarmed.update((*kind, pair.document.half) for kind in {(f.severity, f.code) for f in found})
        for finding in found if listed and (half is None or half == pair.document.half) else ():
            print(
                f"  ALARM {finding.severity} {finding.code}: {finding.message}\n    {pair.english}\n    {pair.arabic}"
            )
    print(f"\nfaithful sentences with a finding: {totals['even']} tuned on, {totals['odd']} held out")
    for severity in ("error", "warning", "info"):
        for code in sorted({code for s, code, _ in alarmed if s == severity}):
            counts = [alarmed[severity, code, half] for half in HALVES]
            shares = [count / max(1, totals[half]) for count, half in zip(counts, HALVES, strict=True)]
            whole = sum(counts) / len(pairs)
            print(
                f"  {severity:8}{code:32}{counts[0]:4}{shares[0]:7.1%}{counts[1]:6}{shares[1]:7.1%}   both {whole:.1%}"
            )


def _confusion(pairs: list[Pair], faithful: dict[Pair, list[Finding]], options: argparse.Namespace) -> None:
    print(f"\n{'altered':24}{'half':6}{'level':8}{'tp':>5}{'fp':>5}{'fn':>5}{'tn':>5}{'precision':>9}{'recall':>9}")
    for name, (alter, prefix) in ALTERATIONS.items():
        tallies: Counter[tuple[str, str, str, bool, bool]] = Counter()
        kinds: dict[str, None] = {}
        for item in alter(pairs, random.Random(options.seed)):
            kinds[item.kind] = None
            before = [f for f in faithful[item.pair] if f.code.startswith(prefix)]
            known = {(f.code, f.message) for f in before}
            new = [
                f
                for f in findings(item.pair, item.english)
                if f.code.startswith(prefix) and (f.code, f.message) not in known
            ]
            half = item.pair.document.half
            for level, severities in LEVELS.items():
                caught = any(f.severity in severities for f in new)
                alarmed = any(f.severity in severities for f in before)
                for kind in {item.kind, name}:
                    for group in (half, "both"):
                        tallies[kind, group, level, True, caught] += 1
                        tallies[kind, group, level, False, alarmed] += 1
                if name == options.misses and level == "errors" and not caught and options.half in (None, half):
                    said = "; ".join(f"{f.severity} {f.code}" for f in new)
                    print(f"  MISS {item.change}  [{said}]\n    {item.english}\n    {item.pair.arabic}")
        for kind in kinds | {name: None}:
            for half in (*HALVES, "both") if kind == name else ("both",):
                for level in LEVELS:
                    tally = Tally(
                        tallies[kind, half, level, True, True],
                        tallies[kind, half, level, False, True],
                        tallies[kind, half, level, True, False],
                        tallies[kind, half, level, False, False],
                    )
                    label = name if kind == name else f"  {kind}"
                    print(f"{label:24}{half:6}{level:8}{tally.line}")


_SPEAKER = re.compile(r"\b(?:said|says|told|according to|added)\b")
_SPEECH = re.compile(r"[\"“”']|\b(?:sa[iy]|t[eo]l[ld]|according|report)")


def _invented(pairs: list[Pair]) -> None:
    """`attribution.unseen` on an attribution where the sentence has a speaker (false), and where it has none."""
    for label, chosen in (
        ("with a speaker (false alarms)", [pair for pair in pairs if _SPEAKER.search(pair.english)]),
        ("without one (caught)", [pair for pair in pairs if not _SPEECH.search(pair.english)]),
    ):
        found = sum(
            any(f.code == "attribution.unseen" for f in findings(pair, attribution="a speaker")) for pair in chosen
        )
        print(f"attribution.unseen on sentences {label}: {found} of {len(chosen)}, {found / max(1, len(chosen)):.1%}")


if __name__ == "__main__":
    main()
