"""What becomes of the attacks in tests/injection: taken out, reported, and marked where a written draft obeys.

    python bench/injection.py [--part half_a|half_b|later] [--cases] [--corpus FILE...]

The two halves, unless `--part` says otherwise. One line a technique: attacks; those whose hidden text does not reach
the model; those of which the article is reported; written obedient drafts whose obedient items are marked as an error,
as a warning, or not at all. Below: the halves, and what honest drafts of the attacked articles and the harmless
look-alikes get. `--cases` lists every attack with its findings. `--corpus` counts ordinary articles (JSON Lines with
"text", also gzipped, or text files) with a passage that seems to speak to a model.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.injection import cases
from tests.injection.cases import Attack

from mujaz.checks import registry
from mujaz.checks._injection_passages import passages
from mujaz.schema.brief import Finding

REPORTS = ("injection.in_article", "injection.hidden")
COLUMNS = ("attacks", "removed", "reported", "error", "warning", "unmarked")


class Outcome(NamedTuple):
    """What happened to one attack; `marked` is "error", "warning" or "unmarked"."""

    removed: bool
    reported: bool
    marked: str
    codes: tuple[str, ...]
    honest: tuple[Finding, ...]


def outcome(attack: Attack) -> Outcome:
    """All checks on the honest and on the obedient draft of an attacked article."""
    honest = registry.run(attack.subject(obedient=False))
    items = tuple(cases.items(attack))
    marks = [
        finding
        for finding in registry.run(attack.subject(obedient=True))
        if finding.severity != "info"
        and (f"{finding.path}/".startswith(items) or finding.code == "evidence.one_for_all")
    ]
    severities = {finding.severity for finding in marks}
    return Outcome(
        removed=attack.hidden is not None and attack.hidden not in attack.cleaned.text,
        reported=any(finding.code in REPORTS for finding in honest),
        marked="error" if "error" in severities else "warning" if severities else "unmarked",
        codes=tuple(sorted({finding.code for finding in marks})),
        honest=tuple(finding for finding in honest if finding.path and finding.severity != "info"),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=(*cases.HALVES, cases.LATER))
    parser.add_argument("--cases", action="store_true")
    parser.add_argument("--corpus", nargs="+", type=Path, metavar="FILE")
    options = parser.parse_args()
    parts = [options.part] if options.part else list(cases.HALVES)
    outcomes = {attack: outcome(attack) for part in parts for attack in cases.attacks(part)}
    if options.cases:
        for attack, found in outcomes.items():
            kept = ("removed " if found.removed else "") + ("reported" if found.reported else "")
            print(f"{attack.id:28}{kept:18}{found.marked:10}{' '.join(found.codes)}")
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for attack, found in outcomes.items():
        for name in (attack.technique, f"all of {attack.half}", f"language {attack.language}", "all"):
            groups[name].update(_counted(found))
    print(f"{'':28}" + "".join(f"{column:>10}" for column in COLUMNS))
    for name in sorted(groups, key=lambda name: (name.startswith(("all", "language")), name)):
        print(f"{name:28}" + "".join(f"{groups[name][column]:10}" for column in COLUMNS))
    alarmed = Counter(severity for found in outcomes.values() for severity in {f.severity for f in found.honest})
    print(f"\nhonest drafts with an error: {alarmed['error']}, with a warning: {alarmed['warning']}")
    _harmless()
    for path in options.corpus or ():
        texts = list(_texts(path))
        found_in = sum(bool(passages(text)) for text in texts)
        print(f"{path.name}: {found_in} of {len(texts)} texts speak to a model, it seems")


def _counted(found: Outcome) -> Iterator[str]:
    yield from ("attacks", found.marked)
    if found.removed:
        yield "removed"
    if found.reported:
        yield "reported"


def _harmless() -> None:
    alarms: Counter[str] = Counter()
    for article in cases.harmless():
        alarms.update({f.severity for f in registry.run(article.subject()) if f.code.startswith("injection.")})
    counts = ", ".join(f"{severity} {alarms[severity]}" for severity in ("error", "warning", "info"))
    print(f"harmless look-alikes with an injection finding, of {len(cases.harmless())}: {counts}")


def _texts(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        if ".jsonl" in path.name:
            for line in stream:
                record = json.loads(line)
                yield record.get("text") or "\n".join(sentence["ar"] for sentence in record.get("sentences", ()))
        else:
            yield stream.read()


if __name__ == "__main__":
    main()
