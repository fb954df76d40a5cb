"""Seconds, tokens and memory of the embedded model, article by article.

    python bench/embedded.py --out briefs ARTICLE...

Briefs the articles one after the other as `mujaz brief` does, writes JSON and HTML into --out, looks every quote up in
the raw text, and prints a Markdown table. Peak memory is that of the process, model included.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import time
from pathlib import Path

from mujaz import Article, Brief, MujazError, Summarizer
from mujaz.articles import read
from mujaz.delivery import Delivery
from mujaz.support import count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--reasks", type=int, default=1)
    options = parser.parse_args()
    asyncio.run(run(options.articles, options.out, options.reasks))


async def run(sources: list[str], out: Path, reasks: int) -> None:
    delivery = Delivery(("json", "html"), out, force=True, print_text=print, print_brief=print)
    print(f"{os.cpu_count()} cores, {os.cpu_count()} threads, embedded model, at most {reasks} re-asks\n", flush=True)
    print("| article | words | seconds | attempts | tokens read | tokens written | verified / flagged / unsupported |")
    print("|---|---|---|---|---|---|---|", flush=True)
    async with Summarizer(model="embedded", reasks=reasks) as summarizer:
        for article in read(sources):
            if not isinstance(article, Article):
                print(f"| {article} |")
                continue
            started = time.monotonic()
            try:
                brief = await summarizer.abrief(article)
            except MujazError as error:
                print(f"| {article.id} | {len(article.text.split())} | {time.monotonic() - started:.0f} | {error} |")
                continue
            seconds = time.monotonic() - started
            delivery.save(brief, article)
            print(row(article, brief, seconds), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"\nThe first row includes loading. Peak memory: {peak:.2f} GB.")


def row(article: Article, brief: Brief, seconds: float) -> str:
    wrong = misplaced(article, brief)
    marks = count(brief)
    tokens = brief.provenance.tokens
    said = f"{marks['verified']} / {marks['flagged']} / {marks['unsupported']}"
    cells = [article.id, len(article.text.split()), f"{seconds:.0f}", brief.provenance.attempts]
    line = "| " + " | ".join(str(c) for c in [*cells, tokens.prompt, tokens.completion, said]) + " |"
    return f"{line} {wrong} quotes not at their offsets" if wrong else line


def misplaced(article: Article, brief: Brief) -> int:
    """Evidence and exact expressions that are not what the raw text has at their offsets: must be 0."""
    evidence = [*brief.headline.evidence]
    for statement in brief.summary:
        evidence += statement.evidence
    for event in brief.events:
        evidence += event.evidence
        for account in event.accounts:
            evidence += account.evidence
    for caveat in brief.caveats:
        evidence += caveat.evidence
    slots = [slot for event in brief.events for slot in event.slots]
    slots += [slot for entity in brief.entities for slot in entity.slots]
    wrong = sum(article.text[e.start : e.end] != e.quote for e in evidence)
    return wrong + sum(article.text[s.start : s.end] != s.quote for s in slots if s.match == "exact")


if __name__ == "__main__":
    main()
