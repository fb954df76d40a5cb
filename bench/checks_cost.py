"""What the checks cost: processor time of `registry.run` on drafts about articles of 700 words.

    python bench/checks.py --cost

Neighbouring sentences of the corpus make an article of 700 words or a few more. Its draft has a headline, eight summary
sentences and six events (English sentences of the corpus, spread over the article, each citing the segments of its own
Arabic), places and actors that the glossary finds in the cited Arabic, and up to ten entities. "new" is an article that
this process has not seen and has just cleaned, "again" another draft about it, as after a re-ask (the statements the
other way round). The first article, which reads the word lists, is left out.

All of this in five fresh processes, one after the other: other work on the machine only ever adds to a time, so the
least of the five counts for each article and check. Best, median and dearest of the articles, in milliseconds of
`time.process_time`; then the median of each process by itself, to see how quiet the machine was, and its speed: seconds
that ten million turns of an empty loop take, the least and the most of what was measured between the processes.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import accumulate
from pathlib import Path

from checks_corpus import Document, documents

from mujaz.arabic import names
from mujaz.articles.article import Article
from mujaz.checks import registry
from mujaz.checks.subject import Subject
from mujaz.cleaning import Cleaned, clean
from mujaz.schema.draft import Draft

__all__ = ["cases", "measured", "report"]

WORDS = 700
PROCESSES = 5
STATEMENTS = 14
_MOST_CITED = 4

Sentences = list[tuple[str, str]]
"""Arabic and English, one of each."""
Times = dict[tuple[str, str], float]
"""Milliseconds by "new" or "again" and the name of a check, or "all"."""


def report(path: Path) -> None:
    """Print the table for the corpus at `path`: all checks, then each of them."""
    start = multiprocessing.get_context("spawn")
    runs: list[list[Times]] = []
    speeds = [_loop()]
    for _ in range(PROCESSES):
        with ProcessPoolExecutor(1, mp_context=start) as process:
            runs.append(process.submit(measured, path).result())
        speeds.append(_loop())
    rows = [{key: min(times[key] for times in article) for key in article[0]} for article in zip(*runs, strict=True)]
    print(f"{len(rows)} articles of {WORDS} words; milliseconds: best, median, dearest")
    for label, check in rows[0]:
        times = [row[label, check] for row in rows]
        print(f"  {label:6} {check:12} {min(times):7.2f} {statistics.median(times):7.2f} {max(times):7.2f}")
    alone = [statistics.median(times["new", "all"] for times in run) for run in runs]
    print(f"  median of all checks on new articles, process by process: {', '.join(f'{time:.1f}' for time in alone)}")
    print(f"  ten million turns of an empty loop: {min(speeds):.2f} to {max(speeds):.2f} s")


def _loop() -> float:
    began = time.process_time()
    for _ in range(10_000_000):
        pass
    return time.process_time() - began


def measured(path: Path) -> list[Times]:
    """What each article but the first costs in this process, which must be a fresh one."""
    found: list[Times] = []
    for article, cleaned, draft in cases(list(documents(path))):
        again = draft.model_copy(update={"summary": draft.summary[::-1], "events": draft.events[::-1]})
        times: Times = {}
        for label, of in (("new", draft), ("again", again)):
            subject = Subject(article, cleaned, of)
            times[label, "all"] = 0.0
            for check in registry.CHECKS:
                began = time.process_time()
                list(check(subject))
                took = 1000 * (time.process_time() - began)
                times[label, check.__module__.rpartition(".")[2]] = took
                times[label, "all"] += took
        found.append(times)
    return found[1:]


def cases(corpus: list[Document]) -> Iterator[tuple[Article, Cleaned, Draft]]:
    """Articles of `WORDS` words, cleaned as they are asked for, each with a draft."""
    sentences = [
        (segment.text, english)
        for document in corpus
        for segment, english in zip(document.cleaned.segments, document.english, strict=True)
    ]
    group: Sentences = []
    for sentence in sentences:
        group.append(sentence)
        if sum(len(arabic.split()) for arabic, _ in group) >= WORDS:
            yield _case(group)
            group = []


def _case(group: Sentences) -> tuple[Article, Cleaned, Draft]:
    """An article and a draft about it, its statements spread over the whole article."""
    text = "\n".join(arabic for arabic, _ in group)
    article = Article(id="article", text=text)
    cleaned = clean(article)
    starts = [0, *accumulate(len(arabic) + 1 for arabic, _ in group)]

    def cited(at: int) -> list[int]:
        inside = (s.number for s in cleaned.segments if s.raw.start < starts[at + 1] and s.raw.end > starts[at])
        return list(inside)[:_MOST_CITED]

    usable = [at for at, (_, english) in enumerate(group) if 20 < len(english) <= 240 and cited(at)]
    picked = [usable[n * len(usable) // STATEMENTS] for n in range(STATEMENTS)]
    first = min(usable, key=lambda at: len(group[at][1]))
    summary = [{"text_en": group[at][1], "attribution": None, "evidence": cited(at)} for at in picked[:8]]
    events = [_event(group[at][1], cited(at), cleaned) for at in picked[8:]]
    found = {hit.entry.english: hit for hit in names.glossary().find(text) if hit.entry.english[0].isupper()}
    entities = [
        {"name_ar": text[hit.start : hit.end], "name_en": english_name, "kind": "other"}
        for english_name, hit in list(found.items())[:10]
    ]
    draft = {
        "headline_en": group[first][1],
        "headline_evidence": cited(first),
        "summary": summary,
        "events": events,
        "entities": entities,
        "caveats": [],
    }
    return article, cleaned, Draft.model_validate(draft)


def _event(english: str, evidence: list[int], cleaned: Cleaned) -> dict[str, object]:
    arabic = "\n".join(cleaned.segments[number - 1].text for number in evidence)
    hits = {hit.entry.english: hit for hit in names.glossary().find(arabic) if hit.entry.english[0].isupper()}
    places = [(name, arabic[hit.start : hit.end]) for name, hit in hits.items() if hit.entry.is_place]
    actors = [(name, arabic[hit.start : hit.end]) for name, hit in hits.items() if not hit.entry.is_place]
    return {
        "description_en": english,
        "attribution": None,
        "role": "related",
        "category": "statement",
        "mode": None,
        "status": "asserted",
        "evidence": evidence,
        "when": None,
        "where": {"name_ar": places[0][1], "name_en": places[0][0], "within": None} if places else None,
        "actors": [{"name_ar": name_ar, "name_en": name, "sector": "UNK"} for name, name_ar in actors[:3]],
        "targets": [],
        "casualties": [],
        "accounts": [],
    }
