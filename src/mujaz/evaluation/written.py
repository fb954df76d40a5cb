"""The answers under test: drafts that stand in files, made into briefs by today's checks and code, without a model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from mujaz import __version__
from mujaz.assembly import assemble
from mujaz.checks import registry
from mujaz.checks.subject import Subject
from mujaz.errors import UsageError
from mujaz.evaluation.answers import Answer, checked
from mujaz.evaluation.case import Reference
from mujaz.model.dialect import schema_sha256
from mujaz.schema.brief import Brief, Provenance, Tokens
from mujaz.schema.draft import Draft

__all__ = ["answers_of", "brief_of", "drafts_in"]


def brief_of(draft: Draft, reference: Reference) -> Brief:
    """The brief that the pipeline makes of `draft`, had a model returned it: checked, assembled, nothing dropped.

    Its provenance names neither prompt nor model.
    """
    subject = Subject(reference.article, reference.cleaned, draft)
    return assemble(subject, registry.run(subject), _provenance())


def answers_of(drafts: Mapping[str, Draft], references: Mapping[str, Reference]) -> dict[str, Answer]:
    """An answer to every article of `references`; to one that has no draft, none."""
    return {
        id_: checked(brief_of(drafts[id_], reference), reference, made_here=True)
        if id_ in drafts
        else Answer(None, "there is no draft")
        for id_, reference in references.items()
    }


def drafts_in(folder: Path) -> dict[str, Draft]:
    """The drafts of a folder (ARTICLE.json), by article id, sorted. Raises UsageError that names a file that is
    none, or a folder without any."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        try:
            found[path.stem] = Draft.model_validate_json(path.read_bytes())
        except ValidationError as error:
            item = error.errors(include_url=False, include_context=False, include_input=False)[0]
            raise UsageError(f"{path}: not a draft (/{'/'.join(map(str, item['loc']))}: {item['msg']})") from error
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror or error}") from error
    if not found:
        raise UsageError(f"{folder}: no drafts (*.json) there")
    return found


def _provenance() -> Provenance:
    return Provenance(
        prompt="",
        prompt_sha256="",
        schema_sha256=schema_sha256(),
        model="",
        endpoint="compatible",
        parameters={},
        attempts=0,
        tokens=Tokens(prompt=None, completion=None),
        cost_usd=None,
        version=__version__,
    )
