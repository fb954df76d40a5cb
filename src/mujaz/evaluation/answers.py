"""The answers under test: briefs of the gold's articles, read from folders."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from mujaz.errors import UsageError
from mujaz.evaluation.case import Reference
from mujaz.schema.brief import SCHEMA, Brief

__all__ = ["Answer", "checked", "in_folder", "read_brief"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a system gave for one article: a brief, or None and why there is none.

    `made_here`: the brief was assembled just now from this article, so that its findings are those of today's checks.
    """

    brief: Brief | None
    why: str | None = None
    made_here: bool = False


def in_folder(folder: Path, references: Mapping[str, Reference]) -> dict[str, Answer]:
    """One answer for every article of `references`, from the briefs (*.json) of `folder`.

    A brief belongs to the article it names; a file that is no valid brief to the article its stem names. What is
    missing, invalid, or made from another text is an answer without a brief. Raises UsageError when the folder has no
    answer at all to any of the articles: then it is the wrong folder.
    """
    if not folder.is_dir():
        raise UsageError(
            f"{folder}: no such folder; briefs are written there by: mujaz brief ... --out DIR --format json"
        )
    found: dict[str, Answer] = {}
    from_file: dict[str, Path] = {}
    for path in sorted(folder.glob("*.json")):
        id_, answer = _read(path)
        if id_ not in references:
            continue
        if id_ in found and answer.brief and found[id_].brief:
            raise UsageError(f"{folder}: two briefs of {id_}: {from_file[id_].name} and {path.name}")
        if id_ not in found or answer.brief:
            found[id_] = checked(answer.brief, references[id_]) if answer.brief else answer
            from_file[id_] = path
    if not found:
        raise UsageError(f"{folder}: no brief of any of the {len(references)} articles of the gold")
    return {id_: found.get(id_, Answer(None, "there is no brief")) for id_ in references}


def read_brief(path: Path) -> Brief:
    """The brief in a file. Raises UsageError that says what is wrong with it."""
    _, answer = _read(path)
    if answer.brief is None:
        raise UsageError(answer.why)
    return answer.brief


def _read(path: Path) -> tuple[str, Answer]:
    try:
        document: Any = json.loads(path.read_bytes())
        if not isinstance(document, dict) or document.get("schema") != SCHEMA:
            return path.stem, Answer(None, f"{path.name} is no {SCHEMA}")
        brief = Brief.model_validate(document)
    except ValidationError as error:
        item = error.errors(include_url=False, include_context=False, include_input=False)[0]
        return path.stem, Answer(None, f"{path.name}: /{'/'.join(map(str, item['loc']))}: {item['msg']}")
    except (OSError, ValueError, RecursionError) as error:
        return path.stem, Answer(None, f"{path.name}: {error}")
    return brief.article.id, Answer(brief)


def checked(brief: Brief, reference: Reference, *, made_here: bool = False) -> Answer:
    """The answer that a brief of the reference's article is: none when it is of another text, or no text at all. For
    `made_here` see `Answer`."""
    if brief.article.raw_sha256 != reference.article.sha256:
        return Answer(None, "the brief was made from another text than the gold's article")
    try:
        brief.to_json()
    except PydanticSerializationError:
        return Answer(None, "the brief has characters that are half of a surrogate pair")
    return Answer(brief, made_here=made_here)
