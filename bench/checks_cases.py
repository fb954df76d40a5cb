"""Articles of 700 words with drafts about them, for measuring what the checks cost.

`translated`: neighbouring sentences of the parallel corpus make an article. Its draft has a headline, eight summary
sentences and six events (English sentences of the corpus, spread over the article, each citing the segments of its own
Arabic), places and actors that the glossary finds in the cited Arabic, and up to ten entities.

`written`: neighbouring articles of the gold set, mostly of one story, make an article. Its draft has the headline of
the first one's reference draft, eight summary sentences, eight events and ten entities of all their drafts, with
everything that those have: sources, accounts, casualties, dates, places. The words are few for so much of a draft, as
a long article about one event has them.

The articles have about `WORDS` words: a few more in the first kind, from 630 to 810 in the second.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from checks_corpus import Document

from mujaz.arabic import names
from mujaz.articles.article import Article
from mujaz.cleaning import Cleaned, clean
from mujaz.evaluation.sets import articles_in
from mujaz.schema.draft import Draft

__all__ = ["WORDS", "Case", "translated", "written"]

WORDS = 700
EVAL = Path(__file__).resolve().parents[1] / "eval"
_SUMMARY, _EVENTS, _ENTITIES = 8, 6, 10
_WRITTEN_EVENTS = 8
_MOST_CITED = 4

Sentences = list[tuple[str, str]]
"""Arabic and English, one of each."""
Item = TypeVar("Item")


class Case(NamedTuple):
    """An article, just cleaned, and a draft about it."""

    article: Article
    cleaned: Cleaned
    draft: Draft


def translated(corpus: list[Document]) -> Iterator[Case]:
    """Articles of neighbouring sentences, made as they are asked for."""
    sentences = [
        (segment.text, english)
        for document in corpus
        for segment, english in zip(document.cleaned.segments, document.english, strict=True)
    ]
    group: Sentences = []
    for sentence in sentences:
        group.append(sentence)
        if sum(len(arabic.split()) for arabic, _ in group) >= WORDS:
            yield _of_sentences(group)
            group = []


def _of_sentences(group: Sentences) -> Case:
    """An article and a draft about it, its statements spread over the whole article."""
    text = "\n".join(arabic for arabic, _ in group)
    article = Article(id="article", text=text)
    cleaned = clean(article)
    starts = [0, *accumulate(len(arabic) + 1 for arabic, _ in group)]

    def cited(at: int) -> list[int]:
        inside = (s.number for s in cleaned.segments if s.raw.start < starts[at + 1] and s.raw.end > starts[at])
        return list(inside)[:_MOST_CITED]

    usable = [at for at, (_, english) in enumerate(group) if 20 < len(english) <= 240 and cited(at)]
    picked = _spread(usable, _SUMMARY + _EVENTS)
    first = min(usable, key=lambda at: len(group[at][1]))
    summary = [{"text_en": group[at][1], "attribution": None, "evidence": cited(at)} for at in picked[:_SUMMARY]]
    events = [_event(group[at][1], cited(at), cleaned) for at in picked[_SUMMARY:]]
    found = {hit.entry.english: hit for hit in names.glossary().find(text) if hit.entry.english[0].isupper()}
    entities = [
        {"name_ar": text[hit.start : hit.end], "name_en": english_name, "kind": "other"}
        for english_name, hit in list(found.items())[:_ENTITIES]
    ]
    draft = {
        "headline_en": group[first][1],
        "headline_evidence": cited(first),
        "summary": summary,
        "events": events,
        "entities": entities,
        "caveats": [],
    }
    return Case(article, cleaned, Draft.model_validate(draft))


def _spread(items: list[Item], count: int) -> list[Item]:
    """At most `count` of the items, spread evenly over them."""
    return items if len(items) <= count else [items[n * len(items) // count] for n in range(count)]


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


def written() -> Iterator[Case]:
    """Articles of neighbouring articles of the gold set, by name, as near to `WORDS` as whole articles come."""
    group: list[Article] = []
    words = 0
    for article in articles_in(EVAL / "articles").values():
        more = len(article.text.split())
        if words + more / 2 > WORDS:  # without this one it is nearer to them
            yield _of_articles(group)
            group, words = [], 0
        group.append(article)
        words += more


def _of_articles(group: list[Article]) -> Case:
    owns = [clean(article) for article in group]
    texts = [article.text + "\n\n" for article in group]
    article = replace(group[0], text="".join(texts))
    cleaned = clean(article)
    parts = []
    for one, own, start in zip(group, owns, accumulate(map(len, texts), initial=0), strict=False):
        draft = json.loads((EVAL / "answers" / "reference" / f"{one.id}.json").read_text(encoding="utf-8"))
        parts.append(_renumbered(draft, _numbers(own, start, cleaned)))
    summary, events, entities = (
        [item for part in parts for item in part[key]] for key in ("summary", "events", "entities")
    )
    draft = {
        **parts[0],
        "summary": _spread(summary, _SUMMARY),
        "events": _spread(events, _WRITTEN_EVENTS),
        "entities": _spread(entities, _ENTITIES),
    }
    return Case(article, cleaned, Draft.model_validate(draft))


def _numbers(own: Cleaned, start: int, joined: Cleaned) -> dict[int, int]:
    """Numbers of the joined article's segments by those of one article, which begins at character `start`."""
    places = {segment.raw.start: segment.number for segment in joined.segments}
    return {segment.number: places[start + segment.raw.start] for segment in own.segments}


def _renumbered(value: Any, numbers: dict[int, int]) -> Any:
    """A part of a draft with other segment numbers in its lists of evidence."""
    if isinstance(value, list):
        return [_renumbered(item, numbers) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _renumbered(item, numbers) if not key.endswith("evidence") else [numbers[number] for number in item]
        for key, item in value.items()
    }
