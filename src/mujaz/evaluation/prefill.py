"""A gold file begun by a machine, for a person to finish: empty, or with what a brief says.

Everything in it is a proposal. Nuggets come from summary sentences, each with one matcher made of its numbers and
names; what must not be said cannot come from a brief at all. Evidence is written as segment numbers, as annotators
write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from mujaz.articles.article import Article
from mujaz.checks import _english_names
from mujaz.checks._ordinary import is_function_word
from mujaz.evaluation.wording import found, normalise
from mujaz.schema.brief import Brief, BriefActor, BriefCasualties, BriefEvent, BriefStatement, Evidence
from mujaz.schema.gold import SCHEMA

__all__ = ["begin", "pattern"]

_WORD = re.compile(r"[a-z][a-z'-]{3,}")
_NUMBER = re.compile(r"(?<![\w.-])\d+(?![\w-])")
_DOUBLED = re.compile(r"([a-z])\1")
_STEM = 6
_PATTERNS = 4


def begin(article: Article, brief: Brief | None = None) -> dict[str, Any]:
    """A gold document of `article`; not valid until its empty fields are filled, where there are any."""
    return {
        "schema": SCHEMA,
        "article": {"id": article.id, "raw_sha256": article.sha256},
        "story": article.id,
        "slices": [],
        "nuggets": [_nugget(i, one) for i, one in enumerate(brief.summary, start=1)] if brief else [_blank_nugget()],
        "events": [_event(i, one) for i, one in enumerate(brief.events, start=1)] if brief else [],
        "alternatives": [],
        "must_not": [],
        "caveats": [
            {
                "kind": [caveat.kind],
                "text_en": caveat.text_en,
                "evidence": _segments(caveat.evidence),
                "match": [{"all": _patterns(caveat.text_en)}],
                "required": caveat.kind != "open",
            }
            for caveat in (brief.caveats if brief else [])
        ],
        "entities": [
            {"name_ar": entity.name_ar, "names": [pattern(entity.name_en)], "kind": [entity.kind]}
            for entity in (brief.entities if brief else [])
        ],
    }


def _blank_nugget() -> dict[str, Any]:
    return {"id": "n1", "text_en": "", "importance": "vital", "evidence": [1], "match": [{"all": [""]}]}


def _nugget(number: int, said: BriefStatement) -> dict[str, Any]:
    sentence = said.text_en
    if said.attribution:
        sentence = f"{sentence.rstrip('.')}, according to {said.attribution}."
    return {
        "id": f"n{number}",
        "text_en": sentence,
        "importance": "vital" if number == 1 else "okay",
        "evidence": _segments(said.evidence),
        "match": [{"all": _patterns(said.text_en)}],
    }


def _event(number: int, event: BriefEvent) -> dict[str, Any]:
    sources = [event.attribution] if event.attribution else [account.claimant for account in event.accounts]
    place = event.where
    return {
        "id": f"e{number}",
        "text_en": event.description_en,
        "role": [event.role],
        "category": [event.category],
        "mode": [event.mode],
        "status": [event.status],
        "attribution": {"needed": "required" if sources else "none", "sources": [pattern(one) for one in sources]},
        "when": {"edtf": [event.when.edtf] if event.when.edtf else []} if event.when else None,
        "where": (
            {"names": [pattern(place.name_en)], "larger": [pattern(place.within)] if place.within else []}
            if place
            else None
        ),
        "actors": [_actor(actor) for actor in event.actors],
        "targets": [_actor(actor) for actor in event.targets],
        "casualties": _casualties(event.casualties),
        "evidence": _segments(event.evidence),
        "optional": event.role == "background",
    }


def _actor(actor: BriefActor) -> dict[str, Any]:
    return {"names": [pattern(actor.name_en)], "sectors": [actor.sector]}


def _casualties(counts: Iterable[BriefCasualties]) -> list[dict[str, Any]]:
    """One range for each kind of harm, from the lowest count to the highest; what the Arabic bounds counts too."""
    ranges: dict[str, list[int]] = {}
    for one in counts:
        known = [count for count in (one.count, one.min, one.max) if count is not None]
        ranges.setdefault(one.kind, []).extend(known if one.count is not None else [])
    return [
        {"kind": kind, "min": min(known, default=None), "max": max(known, default=None)}
        for kind, known in ranges.items()
    ]


def _segments(evidence: Iterable[Evidence]) -> list[int]:
    return [one.segment for one in evidence]


def _patterns(sentence: str) -> list[str]:
    """Patterns that together recognise the sentence: its numbers, then its names, then its longest words."""
    plain = normalise(sentence)
    proposed = [rf"\b{number}\b" for number in _NUMBER.findall(plain)]
    proposed += [_loose(name.words[-1]) for name in _english_names.find(sentence) if name.words]
    words = sorted((word for word in _WORD.findall(plain) if not is_function_word(word)), key=len, reverse=True)
    proposed += [re.escape(word[:_STEM]) for word in words]
    fitting = [one for one in dict.fromkeys(proposed) if re.search(one, plain)]
    return fitting[:_PATTERNS] or [re.escape(plain)]


def pattern(name: str) -> str:
    """A loose pattern for an English name: the last word that carries it, doubled letters single or double."""
    words = [word for one in _english_names.find(name) for word in one.words]
    longest = max(_WORD.findall(normalise(name)), key=len, default="")
    for proposed in (_loose(words[-1]) if words else "", re.escape(longest)):
        if proposed and found([proposed], name):
            return proposed
    return re.escape(normalise(name))


def _loose(word: str) -> str:
    """`jazz?a` for Jazza."""
    return _DOUBLED.sub(lambda match: f"{match[1]}{match[1]}?", re.escape(normalise(word)))
