"""How well and how fast quotes are grounded: ours against langextract and instructor's CitationMixin.

    python bench/grounding.py [--words 20000] [--quotes 30] [--limit 60]

Quality is counted on tests/checks/grounding.toml: small differences that should be accepted, altered and absent quotes
that should not. A quote counts as accepted when the tool gives a place for it. Time is that of grounding
`--quotes` quotes of all sorts in a text of `--words` words, mixed from the words of the article and so that no long
phrase repeats; a tool that takes longer than `--limit` seconds is stopped after the quote it is at.

CitationMixin comes with instructor; langextract has to be installed beside this project to be compared
(it is no dependency of it).
"""

from __future__ import annotations

import argparse
import random
import time
import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from mujaz.checks.evidence import Grounder

CASES = Path(__file__).parents[1] / "tests" / "checks" / "grounding.toml"

Place = tuple[int, int] | None
Tool = Callable[[str], Callable[[str], Place]]
"""Takes the text, gives a function from a quote to its place."""


def ours(text: str) -> Callable[[str], Place]:
    grounder = Grounder(text)

    def find(quote: str) -> Place:
        match = grounder.ground(quote)
        return None if match.start is None or match.end is None else (match.start, match.end)

    return find


def citation_mixin(text: str) -> Callable[[str], Place]:
    from instructor.dsl.citation import CitationMixin

    def find(quote: str) -> Place:
        return next(iter(CitationMixin(substring_quotes=[quote]).get_spans(text)), None)

    return find


def langextract(text: str) -> Callable[[str], Place]:
    extraction: Any = import_module("langextract.core.data").Extraction
    aligner: Any = import_module("langextract.resolver").WordAligner

    def find(quote: str) -> Place:
        asked = extraction(extraction_class="quote", extraction_text=quote)
        interval = aligner().align_extractions([[asked]], text)[0][0].char_interval
        return None if interval is None or interval.start_pos is None else (interval.start_pos, interval.end_pos)

    return find


def accepted(tool: Tool, text: str, quotes: list[str]) -> int:
    find = tool(text)
    return sum(find(quote) is not None for quote in quotes)


def seconds(tool: Tool, text: str, quotes: list[str], limit: float) -> str:
    started = time.perf_counter()
    find = tool(text)
    for done, quote in enumerate(quotes, 1):
        find(quote)
        taken = time.perf_counter() - started
        if taken > limit and done < len(quotes):
            return f"> {taken:.0f} s for {done} of {len(quotes)}"
    return f"{taken:.2f} s"


def long_text(article: str, words: int) -> str:
    pick = random.Random(5)
    vocabulary = article.split()
    return " ".join(pick.choice(vocabulary) for _ in range(words))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--quotes", type=int, default=30)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds")
    options = parser.parse_args()

    cases = tomllib.loads(CASES.read_text(encoding="utf-8"))
    article: str = cases["article"]
    sections = {
        name: [quote for listed in cases[name].values() for quote in listed]
        for name in ("legitimate", "altered", "absent")
    }
    everything = [quote for quotes in sections.values() for quote in quotes]
    sample = random.Random(6).sample(everything, options.quotes)
    text = long_text(article, options.words)

    totals = "  ".join(f"{f'{name} ({len(quotes)})':>18}" for name, quotes in sections.items())
    print(f"{'':24}{totals}   {options.quotes} quotes, {options.words:,} words")
    for name, tool in (("mujaz", ours), ("instructor CitationMixin", citation_mixin), ("langextract", langextract)):
        try:
            tool("")
        except ImportError:
            print(f"{name:24}  not installed")
            continue
        counts = "  ".join(f"{accepted(tool, article, quotes):>18}" for quotes in sections.values())
        print(f"{name:24}{counts}   {seconds(tool, text, sample, options.limit)}", flush=True)


if __name__ == "__main__":
    main()
