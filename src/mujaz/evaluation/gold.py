"""Reading, finishing and proving gold files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mujaz.arabic import folding
from mujaz.articles.article import Article
from mujaz.checks import _edtf as edtf
from mujaz.checks.evidence import Grounder
from mujaz.cleaning import clean
from mujaz.errors import UsageError
from mujaz.evaluation import patterns
from mujaz.evaluation.wording import matches, searched
from mujaz.schema.codes import MODES
from mujaz.schema.gold import Gold, GoldEvent, MustNot

__all__ = ["article_id", "has_numbers", "load", "parse", "problems", "resolve"]

_FINGERPRINT = re.compile(r"(?!0{64})[0-9a-f]{64}")
"""A SHA-256; all zeros are somebody's placeholder."""


def load(path: Path) -> Gold:
    """The gold in a file. Raises UsageError that names the file and the place in it."""
    try:
        document = json.loads(path.read_bytes())
        if has_numbers(document):
            raise UsageError(
                f"{path}: evidence is still written as segment numbers; see: mujaz eval check-gold --resolve"
            )
        return parse(document)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:  # not JSON, not UTF-8, or not gold
        raise UsageError(f"{path}: {error}") from error


def parse(document: object) -> Gold:
    """Validate a parsed document. Raises ValueError with the first few places that are wrong."""
    try:
        return Gold.model_validate(document)
    except ValidationError as error:
        items = error.errors(include_url=False, include_context=False, include_input=False)
        said = [f"/{'/'.join(str(part) for part in item['loc'])}: {item['msg']}" for item in items[:5]]
        more = f" and {len(items) - 5} more" if len(items) > 5 else ""
        raise ValueError("; ".join(said) + more) from error


def article_id(document: dict[str, Any], path: Path) -> str:
    """Which article the parsed document of `path` is about: what it says, else the file's stem."""
    said = document.get("article")
    name = said.get("id") if isinstance(said, dict) else said
    return name if isinstance(name, str) and name else path.stem


def has_numbers(node: object) -> bool:
    """Whether evidence in a parsed document is still written as segment numbers."""
    if isinstance(node, dict):
        evidence = node.get("evidence")
        here = isinstance(evidence, list) and any(isinstance(item, int) for item in evidence)
        return here or any(has_numbers(value) for value in node.values())
    return isinstance(node, list) and any(has_numbers(item) for item in node)


def resolve(document: dict[str, Any], article: Article) -> dict[str, Any]:
    """A document whose evidence is written as segment numbers (as `mujaz clean` shows them), with ranges in their
    place, and the article's fingerprint filled in. Ranges that are there already stay, and so does a fingerprint: one
    that is not the article's means that the ranges may not be either. Raises ValueError for an unknown number."""
    cleaned = clean(article)

    def passage(item: object) -> object:
        if not isinstance(item, int):
            return item
        segment = cleaned.segment(item)
        if segment is None:
            raise ValueError(f"segment {item} does not exist; the article has {len(cleaned.segments)}")
        return {"start": segment.raw.start, "end": segment.raw.end}

    def walk(node: object) -> Any:
        if isinstance(node, dict):
            return {
                key: [passage(item) for item in value] if key == "evidence" and isinstance(value, list) else walk(value)
                for key, value in node.items()
            }
        return [walk(item) for item in node] if isinstance(node, list) else node

    resolved: dict[str, Any] = walk(document)
    said = document.get("article")
    known = said.get("raw_sha256") if isinstance(said, dict) else None
    fingerprint = known if isinstance(known, str) and _FINGERPRINT.fullmatch(known) else article.sha256
    resolved["article"] = {"id": article.id, "raw_sha256": fingerprint}
    return resolved


def problems(gold: Gold, article: Article) -> Iterator[str]:
    """What is wrong with the gold of `article`, in words; nothing when it is sound.

    A matcher must recognise its own sentence, no nugget may count as a false statement, and no false statement as a
    vital nugget: patterns that fail on the sentence they were written for would fail on briefs too.
    """
    if gold.article.raw_sha256 != article.sha256:
        yield f"raw_sha256 is not that of the article {article.id}: its text has changed, or it is another one"
        return
    yield from _passages(gold, article)
    yield from _matchers(gold)
    yield from patterns.faults(gold)
    yield from _codes(gold)
    yield from _dates(gold)
    grounder = Grounder(article.text)
    for entity in gold.entities:
        if grounder.ground(entity.name_ar).kind == "missing":
            yield f"entity {entity.name_ar}: not in the article"


def _passages(gold: Gold, article: Article) -> Iterator[str]:
    evidence = [(n.id, n.evidence) for n in gold.nuggets] + [(e.id, e.evidence) for e in gold.every_event()]
    evidence += [(c.text_en[:30], c.evidence) for c in gold.caveats]
    for name, passages in evidence:
        for passage in passages:
            if passage.end > len(article.text):
                yield f"{name}: evidence ends at {passage.end}, behind the text's end at {len(article.text)}"
            elif not folding.fold(article.text[passage.start : passage.end]).text.strip():
                yield f"{name}: evidence at {passage.start} holds no words"


def _matchers(gold: Gold) -> Iterator[str]:
    for nugget in gold.nuggets:
        sentence = searched(nugget.text_en, None)
        if not matches(nugget.match, sentence):
            yield f"nugget {nugget.id}: match does not recognise its own text_en: {sentence}"
        for false in gold.must_not:
            if not false.unattributed and matches(false.match, sentence):
                yield f"must_not {false.id}: recognises the true nugget {nugget.id}"
    for false in gold.must_not:
        sentence = searched(false.text_en, None)
        if not matches(false.match, sentence):
            yield f"must_not {false.id}: match does not recognise its own text_en: {sentence}"
    for event in gold.every_event():
        yield from _event_against(event, gold.must_not)
    for caveat in gold.caveats:
        if not matches(caveat.match, searched(caveat.text_en, None)):
            yield f"caveat: match does not recognise its own text_en: {caveat.text_en}"


def _event_against(event: GoldEvent, must_not: list[MustNot]) -> Iterator[str]:
    for false in must_not:
        if not false.unattributed and matches(false.match, searched(event.text_en, None)):
            yield f"must_not {false.id}: recognises the true event {event.id}"


def _codes(gold: Gold) -> Iterator[str]:
    for event in gold.every_event():
        allowed = {mode for category in event.category for mode in MODES.get(category, ())}
        for mode in event.mode:
            if mode is not None and mode not in allowed:
                yield f"event {event.id}: mode {mode} belongs to none of {', '.join(event.category)}"


def _dates(gold: Gold) -> Iterator[str]:
    for event in gold.every_event():
        for text in event.when.edtf if event.when else ():
            if edtf.read(text) is None:
                yield f"event {event.id}: {text} is not a date in EDTF (2025-05-13, 2025-05, 2025-05-01/2025-05-03)"
