"""Sources exchanged in good drafts: how many `attribution.other_speaker` sees, and how often it accuses good work.

    python bench/checks_speakers.py [--seed 7] [--misses] [--half even|odd]

The drafts are the careful ones of `eval/answers`; each attribution and claimant is given to another source, person or
organisation of the same draft. An exchange counts as caught by a new finding at that statement; told apart are those
whose cited segments name a speaker, as far as the check finds one. Articles in alphabetical order: those at even places
were used for tuning, those at odd places were not.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mujaz.articles.sources import read
from mujaz.checks import speakers
from mujaz.checks._speakers import speakers as speakers_of
from mujaz.checks.subject import Subject
from mujaz.cleaning import clean
from mujaz.schema.draft import Draft

EVAL = Path(__file__).resolve().parents[1] / "eval"
SETS = ("reference", "reference-brief2")
HALVES = ("even", "odd")
_CAPITAL = re.compile(r"\b[A-Z][\w'’-]+")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--half", choices=HALVES)
    options = parser.parse_args()
    seen: Counter[tuple[str, str]] = Counter()
    for number, article in enumerate(sorted((EVAL / "articles").glob("*.json"))):
        half = HALVES[number % 2]
        for path in (EVAL / "answers" / name / article.name for name in SETS):
            if not path.is_file():
                continue
            [of] = read([str(article)])
            cleaned = clean(of)
            answer = Draft.model_validate_json(path.read_text(encoding="utf-8")).model_dump()
            good = {f.path for f in speakers.check(Subject(of, cleaned, Draft.model_validate(answer)))}
            seen[half, "drafts"] += 1
            seen[half, "accused"] += len(good)
            for where, item, key, others in exchanged(answer):
                was = item[key]
                item[key] = random.Random(f"{options.seed}{path.name}{where}").choice(others)
                found = {f.path for f in speakers.check(Subject(of, cleaned, Draft.model_validate(answer)))}
                cited = (cleaned.segments[number - 1].text for number in item["evidence"])
                seen[half, "exchanged"] += 1
                seen[half, "named"] += any(map(speakers_of, cited))
                seen[half, "caught"] += where in found - good
                if options.misses and where not in found and options.half in (None, half):
                    print(f"  MISS {path.stem} {where}: {was} -> {item[key]}")
                    print("\n".join(f"    {n} {cleaned.segments[n - 1].text}" for n in item["evidence"]))
                item[key] = was
    for half in HALVES:
        print(
            f"{half}: {seen[half, 'drafts']} drafts, {seen[half, 'accused']} findings on them; "
            f"{seen[half, 'caught']} of {seen[half, 'exchanged']} exchanged sources caught, "
            f"{seen[half, 'named']} of which have a speaker in the evidence"
        )


def exchanged(answer: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], str, list[str]]]:
    """Each statement with a source: path, item, field, and the other sources that the draft has to offer."""
    items = [(f"/summary/{i}", item, "attribution") for i, item in enumerate(answer["summary"])]
    for i, event in enumerate(answer["events"]):
        items.append((f"/events/{i}", event, "attribution"))
        items += [(f"/events/{i}/accounts/{j}", item, "claimant") for j, item in enumerate(event["accounts"])]
    offered = [item[key] for _, item, key in items if item[key]]
    offered += [entity["name_en"] for entity in answer["entities"] if entity["kind"] in ("person", "organisation")]
    for where, item, key in items:
        if item[key]:
            own = set(_CAPITAL.findall(item[key]))
            others = [other for other in dict.fromkeys(offered) if own.isdisjoint(_CAPITAL.findall(other))]
            others = [other for other in others if other.casefold() != item[key].casefold()]
            if others:
                yield where, item, key, others


if __name__ == "__main__":
    main()
