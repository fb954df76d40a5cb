"""Faults that the parallel corpus cannot have, put into the reference drafts of the gold set one at a time.

    python bench/checks.py --drafts

kinds of counts         the kind of a count, killed or injured, made the other of the two
words of harm           in a sentence of the summary words for the killed made words for the injured, and the reverse
planned, told as done   in the description of a planned event "will meet", "is to be held", "plans to travel" and the
                        like made "met", "was held", "travelled"
..., and asserted       the same, with the event's status changed as well
plans of the summary    the same in a sentence of the summary
denials                 in a sentence or description "denied" made "confirmed"
numbers of a sentence   two numbers in digits, both above two and no years, exchanged in a sentence or description
persons, places         a person or place in a sentence or description made the next one of the draft's entities of that
                        kind that the text does not have
actor and target        an actor and a target of an event, both named in its description, exchanged there

Seen is what gets an error or warning, at its event or sentence, that the draft as it was written does not get. The
errors and warnings that the drafts get as they are come last. The word lists were tuned on these drafts and on others.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from mujaz.articles.article import Article
from mujaz.checks import registry
from mujaz.checks.subject import Subject
from mujaz.cleaning import Cleaned, clean
from mujaz.evaluation.sets import articles_in
from mujaz.schema.draft import Draft

__all__ = ["report"]

EVAL = Path(__file__).resolve().parents[1] / "eval"
_OTHER = {"killed": "injured", "injured": "killed"}
_SOFTER = {"killed": "wounded", "killing": "wounding", "died": "were injured", "dead": "injured", "deaths": "injuries"}
_HARDER = {"wounded": "killed", "injured": "killed", "wounding": "killing", "injuring": "killing", "hurt": "killed"}
_DIGITS = re.compile(r"(?<![\w.,-])(?!(?:19|20)\d\d\b)\d{1,3}(?:,\d{3})*(?![\w.%-]|,\d)")
_TO_COME = re.compile(
    r"\b(?:will|would|(?:is|are|was|were)(?: due| set| expected| scheduled| about)? to|"
    r"(?:plan|plans|planned|intend|intends|intended) to) (be )?(?!not\b)([a-z]+)\b"
)
_CONFIRMS = {"deny": "confirm", "denies": "confirms", "denied": "confirmed", "denying": "confirming"}
_DENIES = re.compile(rf"\b(?:{'|'.join(_CONFIRMS)})\b")
_PAST = dict(
    pair.split("-")
    for pair in (
        "be-was become-became begin-began bring-brought build-built buy-bought choose-chose come-came cut-cut do-did "
        "fall-fell give-gave go-went have-had hold-held keep-kept leave-left lose-lost make-made meet-met pay-paid "
        "put-put rise-rose run-ran see-saw sell-sold send-sent set-set submit-submitted take-took "
        "travel-travelled win-won"
    ).split()
)

_Change = tuple[str, str, Any]
"""Which kind of fault, the path of what it is in, and the draft that has it."""


def report() -> None:
    """Print how many faults of each kind are seen, and what the drafts get without any."""
    seen: Counter[tuple[str, bool]] = Counter()
    unchanged: Counter[str] = Counter()
    for article in articles_in(EVAL / "articles").values():
        draft = json.loads((EVAL / "answers" / "reference" / f"{article.id}.json").read_text(encoding="utf-8"))
        cleaned = clean(article)
        before = _findings(article, cleaned, draft)
        unchanged.update(code for _, code in before)
        faults = (_kinds, _harms, _plans, _denials, _numbers, _names, _parties)
        for kind, item, changed in (change for fault in faults for change in fault(draft)):
            new = _findings(article, cleaned, changed) - before
            seen[kind, any(path == item or path.startswith(f"{item}/") for path, _ in new)] += 1
    for kind in dict.fromkeys(kind for kind, _ in seen):
        caught, missed = seen[kind, True], seen[kind, False]
        print(f"{kind:24}{caught:4} of {caught + missed:4} seen{caught / (caught + missed):8.1%}")
    print("errors and warnings on the drafts as they are:", *(f"{code} {n}," for code, n in sorted(unchanged.items())))


def _findings(article: Article, cleaned: Cleaned, draft: Any) -> frozenset[tuple[str, str]]:
    """Path and code of each error and warning."""
    subject = Subject(article, cleaned, Draft.model_validate(draft))
    return frozenset((f.path, f.code) for f in registry.run(subject) if f.severity != "info")


def _changed(kind: str, draft: Any, name: str, at: int, **fields: Any) -> _Change:
    copy = json.loads(json.dumps(draft))
    copy[name][at] |= fields
    return kind, f"/{name}/{at}", copy


def _kinds(draft: Any) -> Iterator[_Change]:
    for i, event in enumerate(draft["events"]):
        for j, count in enumerate(event["casualties"]):
            if count["kind"] in _OTHER:
                counts = [*event["casualties"]]
                counts[j] = {**count, "kind": _OTHER[count["kind"]]}
                yield _changed("kinds of counts", draft, "events", i, casualties=counts)


def _harms(draft: Any) -> Iterator[_Change]:
    for i, sentence in enumerate(draft["summary"]):
        for words in (_SOFTER, _HARDER):
            parts = re.split(rf"\b({'|'.join(words)})\b", sentence["text_en"])
            if len(parts) > 1:
                yield _changed("words of harm", draft, "summary", i, text_en="".join(words.get(p, p) for p in parts))


def _plans(draft: Any) -> Iterator[_Change]:
    for i, event in enumerate(draft["events"]):
        told = _as_done(event["description_en"])
        if event["status"] == "planned" and told != event["description_en"]:
            yield _changed("planned, told as done", draft, "events", i, description_en=told)
            yield _changed("..., and asserted", draft, "events", i, description_en=told, status="asserted")
    for i, sentence in enumerate(draft["summary"]):
        told = _as_done(sentence["text_en"])
        if told != sentence["text_en"]:
            yield _changed("plans of the summary", draft, "summary", i, text_en=told)


def _denials(draft: Any) -> Iterator[_Change]:
    for list_, field in (("summary", "text_en"), ("events", "description_en")):
        for i, item in enumerate(draft[list_]):
            told = _DENIES.sub(lambda found: _CONFIRMS[found[0]], item[field])
            if told != item[field]:
                yield _changed("denials", draft, list_, i, **{field: told})


def _numbers(draft: Any) -> Iterator[_Change]:
    for list_, field in (("summary", "text_en"), ("events", "description_en")):
        for i, item in enumerate(draft[list_]):
            found = [m for m in _DIGITS.finditer(item[field]) if int(m[0].replace(",", "")) > 2]
            for first, second in pairwise(found):
                if first[0] != second[0]:
                    text = item[field][: first.start()] + second[0] + item[field][first.end() : second.start()]
                    changed = {field: text + first[0] + item[field][second.end() :]}
                    yield _changed("numbers of a sentence", draft, list_, i, **changed)


def _names(draft: Any) -> Iterator[_Change]:
    for list_, field in (("summary", "text_en"), ("events", "description_en")):
        for i, item in enumerate(draft[list_]):
            text = item[field]
            for kind in ("person", "place"):
                named = [entity["name_en"] for entity in draft["entities"] if entity["kind"] == kind]
                for at, name in enumerate(named):
                    others = [other for other in (*named[at + 1 :], *named[:at]) if other not in text]
                    if name in text and others:
                        yield _changed(f"{kind}s", draft, list_, i, **{field: text.replace(name, others[0])})


def _parties(draft: Any) -> Iterator[_Change]:
    for i, event in enumerate(draft["events"]):
        text = event["description_en"]
        for actor, target in product(event["actors"], event["targets"]):
            one, other = (party["name_en"].removeprefix("the ") for party in (actor, target))
            if text.count(one) == text.count(other) == 1 and one not in other and other not in one:
                parts = re.split(f"({re.escape(one)}|{re.escape(other)})", text)
                told = "".join({one: other, other: one}.get(part, part) for part in parts)
                yield _changed("actor and target", draft, "events", i, description_en=told)


def _as_done(text: str) -> str:
    return _TO_COME.sub(lambda found: f"was {found[2]}" if found[1] else _past(found[2]), text)


def _past(verb: str) -> str:
    if verb in _PAST:
        return _PAST[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if re.search("[^aeiou]y$", verb) else f"{verb}ed"
