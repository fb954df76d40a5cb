"""What the checks cost: processor time of `registry.run` on drafts about articles of about 700 words.

    python bench/checks.py --cost

Documents of the corpus are put together until an article has 700 words; its draft has a headline, eight summary
sentences and six events (English sentences of the corpus, each citing its segment and the next), places and actors
that the glossary finds in the cited Arabic, and up to ten entities. "new" is an article that this process has not
seen, "again" another draft about it, as after a re-ask (the statements the other way round; thirty times for one
article). The first article, which reads the word lists, is left out. Best and median of the articles, in milliseconds
of `time.process_time`.
"""

from __future__ import annotations

import statistics
import time
from collections import defaultdict

from checks_corpus import Document

from mujaz.arabic import names
from mujaz.articles.article import Article
from mujaz.checks import registry
from mujaz.checks.subject import Subject
from mujaz.cleaning import Cleaned, clean
from mujaz.schema.draft import Draft

__all__ = ["report"]

WORDS = 700
REPETITIONS = 30


def report(corpus: list[Document]) -> None:
    """Print the table: all checks, then each of them."""
    spent: dict[str, list[float]] = defaultdict(list)
    cases = [_case(group) for group in _groups(corpus)]
    for number, (article, cleaned, draft) in enumerate(cases):
        again = draft.model_copy(update={"summary": draft.summary[::-1], "events": draft.events[::-1]})
        for label, of in (("new", draft), *[("again", again)] * (REPETITIONS if number == 1 else 1)):
            subject = Subject(article, cleaned, of)
            total = 0.0
            for check in registry.CHECKS:
                began = time.process_time()
                list(check(subject))
                took = 1000 * (time.process_time() - began)
                total += took
                if number:
                    spent[f"{label} {check.__module__.rpartition('.')[2]}"].append(took)
            if number:
                spent[f"{label} all"].append(total)
    sizes = [len(article.text.split()) for article, _, _ in cases[1:]]
    print(f"{len(sizes)} articles of {min(sizes)} to {max(sizes)} words; milliseconds, best and median")
    for label in ("new", "again"):
        for name in ("all", *(check.__module__.rpartition(".")[2] for check in registry.CHECKS)):
            times = spent[f"{label} {name}"]
            print(f"  {label:6} {name:12} {min(times):7.2f} {statistics.median(times):7.2f}")


def _groups(corpus: list[Document]) -> list[list[Document]]:
    """Neighbouring documents that have about `WORDS` words together."""
    groups: list[list[Document]] = []
    room = 0
    for document in corpus:
        if room <= 0:
            groups.append([])
            room = WORDS
        groups[-1].append(document)
        room -= len(document.article.text.split())
    return groups if room <= 0 else groups[:-1]


def _case(group: list[Document]) -> tuple[Article, Cleaned, Draft]:
    """An article and a draft about it, its English sentences spread over the whole article."""
    text = "\n\n".join(document.article.text for document in group)
    article = Article(id=group[0].article.id, text=text)
    cleaned = clean(article)
    english = [sentence for document in group for sentence in document.english if 20 < len(sentence) <= 240]
    last = len(cleaned.segments)

    def cited(at: int) -> list[int]:
        first = 1 + at * last // len(english)
        return [first, min(first + 1, last)]

    picked = [at * len(english) // 14 for at in range(14)]
    summary = [{"text_en": english[at], "attribution": None, "evidence": cited(at)} for at in picked[:8]]
    events = [_event(english[at], cited(at), cleaned) for at in picked[8:]]
    found = {hit.entry.english: hit for hit in names.glossary().find(text) if hit.entry.english[0].isupper()}
    entities = [
        {"name_ar": text[hit.start : hit.end], "name_en": english_name, "kind": "other"}
        for english_name, hit in list(found.items())[:10]
    ]
    draft = {
        "headline_en": min(english, key=len),
        "headline_evidence": cited(0),
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
